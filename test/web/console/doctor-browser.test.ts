/** The doctor's page in a real browser the size of a phone: taps are counted, nothing sticks out, no word is left untranslated. */

import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../../src/domain/words.ts';
import { createWeb } from '../../../src/web/app.ts';
import { openBrowser } from '../../support/browser.ts';
import { fillDoctorDay } from './doctor-sample.ts';
import { openConsole, type World } from './support.ts';

const handset = { width: 390, height: 844 } as const;
let world: World;
let browser: Browser;
let server: ServerType;
let origin = '';

beforeAll(async () => {
  const htmx = readFileSync('node_modules/htmx.org/dist/htmx.min.js', 'utf8');
  [world, browser] = await Promise.all([openConsole({ htmx }), openBrowser()]);
  await fillDoctorDay(world.ctx, world.clock);
  const { ctx, app } = world;
  const web = createWeb({ ctx, apiKey: null, challenge: null, console: app, extras: [] });
  server = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
  await world?.close();
});

async function open(language: Language): Promise<Page> {
  const signedIn = await world.signIn('doctor', language, 'orlova');
  const [name = '', value = ''] = signedIn.cookie().split('=');
  const context = await browser.newContext({ viewport: handset, hasTouch: true, locale: 'ru-RU' });
  context.setDefaultTimeout(15_000);
  await context.addCookies([{ name, value: decodeURIComponent(value), url: origin }]);
  return context.newPage();
}

/** A thumb that counts; typing into a field is the tap that opened it. */
function thumbOf(page: Page) {
  let taps = 0;
  const tap = async (what: ReturnType<Page['locator']>) => {
    taps += 1;
    await what.tap();
  };
  return {
    count: () => taps,
    tile: (name: string) => tap(page.locator('.tile', { hasText: name })),
    patient: (name: string) => tap(page.locator('.seen-link', { hasText: name })),
    pick: (text: string) => tap(page.locator('.picks .chip', { hasText: text }).first()),
    agreed: () => tap(page.locator('button[name=agreed][value=yes]')),
    undo: () => tap(page.locator('.recorded button')),
    type: async (name: string, text: string) => {
      await tap(page.locator(`input[name=${name}]`));
      await page.keyboard.type(text);
    },
  };
}
type Thumb = ReturnType<typeof thumbOf>;

describe('taps from opening the page', () => {
  const kinds: readonly [string, number, string, string, (thumb: Thumb) => Promise<void>][] = [
    ['Как себя чувствует', 4, 'Смирнова', 'Спросим', (thumb) => thumb.pick('Дни 1, 3')],
    ['Гигиена', 5, 'Смирнова', 'Напишем', (thumb) => thumb.pick('6 месяцев')],
    [
      'Профосмотр',
      5,
      'Смирнова',
      'Напишем',
      async (thumb) => {
        await thumb.pick('6 месяцев');
        await thumb.pick('хочу посмотреть');
      },
    ],
    ['Контроль', 5, 'Смирнова', 'Напишем', (thumb) => thumb.pick('2 недели')],
    [
      'План лечения',
      5,
      'Смирнова',
      'Напишем',
      async (thumb) => {
        await thumb.pick('2 месяца');
        await thumb.type('urgentItem', 'коронка на 36');
      },
    ],
    [
      'Лично от меня',
      5,
      'Смирнова',
      'Напишем',
      async (thumb) => {
        await thumb.pick('неделю');
        await thumb.pick('вернуться к нашему разговору');
      },
    ],
    [
      'На будущее',
      5,
      'Лебедев',
      'нужно будет обновить',
      async (thumb) => {
        await thumb.pick('В 13 лет');
        await thumb.pick('К ортодонту');
      },
    ],
  ];

  test('each kind takes five or fewer, how they feel four; one more takes it back', async () => {
    const page = await open('ru');
    for (const [tile, most, patient, outcome, choose] of kinds) {
      await page.goto(`${origin}/doctor`);
      const thumb = thumbOf(page);
      await thumb.patient(patient);
      await thumb.tile(tile);
      await choose(thumb);
      await thumb.agreed();
      await page.locator('.recorded', { hasText: outcome }).waitFor();
      expect(thumb.count(), tile).toBeLessThanOrEqual(most);
      await thumb.undo();
      await page.locator('.done', { hasText: 'Отменено' }).waitFor();
    }
    await page.context().close();
  });

  test('Enter in a field does not say that anything was agreed', async () => {
    const page = await open('ru');
    await page.goto(`${origin}/doctor/v-anna/plan`);
    await page.locator('input[name=urgentItem]').fill('коронка');
    await page.locator('input[name=urgentItem]').press('Enter');
    expect(page.url()).toContain('/doctor/v-anna/plan');
    expect(await page.locator('#refused').count()).toBe(0);
    await page.context().close();
  });
});

const paths = [
  '/doctor',
  '/doctor/v-anna',
  ...['wellbeing', 'hygiene', 'checkup', 'control', 'plan', 'personal', 'later_need'].map(
    (kind) => `/doctor/v-misha/${kind}`,
  ),
  '/patients/vera',
  '/patients/vera/reasons/new?kind=plan',
];

test.each(['ru', 'en'] as const)(
  'every page fits and is told in one language: %s',
  async (language) => {
    const page = await open(language);
    for (const path of paths) {
      await page.goto(`${origin}${path}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, path).toBeLessThanOrEqual(handset.width);
      const own = await page.evaluate(foreignTo);
      if (language === 'en') expect(own, path).toEqual([]);
      expect(await unlabelled(page), path).toEqual([]);
    }
    await page.context().close();
  },
);

/** Russian words of our own on an English page: names, services and what a patient reads are data. */
function foreignTo(): string[] {
  const data =
    /Смирнова|Лебедев|Волков|Ершов|Кузнецова|Клиника|Орлова|Ольга|Удаление|Осмотр|Забота|Д-1/;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (!element || element.closest('[lang=ru], blockquote, .entry-text, script, .initials'))
      continue;
    if (/[а-яё]{3,}/i.test(text) && !data.test(text)) found.push(text);
  }
  return found;
}

/** Controls a screen reader could not name. */
const unlabelled = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('main input, main select, main textarea')]
      .filter((one) => one.type !== 'hidden' && !one.labels?.length && !one.ariaLabel)
      .map(({ name }) => name),
  );
