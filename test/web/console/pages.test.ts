import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../../src/domain/words.ts';
import { timelineOf } from '../../../src/store/messages.ts';
import { fillClinic, type Sample } from './sample.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let sample: Sample;
let browsers: Record<Language, Browser>;
let message = '';

beforeAll(async () => {
  world = await openConsole();
  sample = await fillClinic(world.ctx, world.clock);
  const sent = await timelineOf(world.ctx.db, { patientId: 'anna', limit: 50 });
  message = sent.find(({ kind }) => kind === 'visit_soon')?.id ?? '';
  browsers = { ru: await world.signIn('owner', 'ru'), en: await world.signIn('owner', 'en') };
});
afterAll(() => world.close());

const people = [
  ...['anna', 'boris', 'vera', 'gleb', 'dina', 'egor'],
  ...['lena', 'ira', 'oleg', 'kira', 'zoya'],
];

const pages = () => [
  '/',
  `/threads/${sample.urgentThread}`,
  `/threads/${sample.windowThread}`,
  `/threads/${sample.strangerThread}`,
  '/patients',
  '/patients/new',
  ...people.map((id) => `/patients/${id}`),
  '/patients/vera/paper',
  `/patients/anna/messages/${message}`,
  '/erasures',
  '/day',
  '/day?date=2026-11-26&doctor=orlova',
  '/day?date=nonsense',
  '/visits/new',
  '/visits/new?patient=anna&date=2026-11-30',
  '/visits/today-1',
  '/visits/soon-1/move',
  '/day?date=2026-11-26&show=unreached',
  '/setup/doctors/orlova/availability',
  '/calls',
  '/setup',
  '/setup/webhooks',
  '/more',
];

/** What a person reads: no tags, no scripts, and not what is shown as a code on purpose. */
const readable = (html: string) =>
  html
    .replace(/<(head|code|pre|option|blockquote)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe.each(['ru', 'en'] as const)('every page in %s', (language) => {
  test('opens, and says nothing that only a machine would', async () => {
    for (const path of pages()) {
      const { status, text } = await browsers[language].get(path);
      expect(status, path).toBe(200);
      expect(text, path).toContain(`<html lang="${language}">`);
      expect(text, path).not.toMatch(/undefined|\[object|NaN|Invalid Date/);
      expect(readable(text).replaceAll(/o-\S+|owner-\S+/g, ''), path).not.toMatch(
        /\bnull\b|\b[a-z]+_[a-z_]+\b/,
      );
    }
  });

  test('has one first heading, a label for every field, and ids that are its own', async () => {
    for (const path of pages()) {
      const { text } = await browsers[language].get(path);
      expect(text.match(/<h1/g)?.length, path).toBe(1);
      const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        path,
      ).toEqual([]);
      for (const [, target] of text.matchAll(/<label for="([^"]+)"/g))
        expect(ids, path).toContain(target);
    }
  });

  test('a page that does not exist says so kindly', async () => {
    for (const path of [
      '/nowhere',
      '/patients/nobody',
      '/threads/x',
      `/threads/${crypto.randomUUID()}`,
      '/visits/x',
    ]) {
      expect((await browsers[language].get(path)).status, path).toBe(404);
    }
  });
});

const cyrillic = /[А-Яа-яёЁ]/;

test('with English data an English page holds no Russian, from the first run on', async () => {
  const blank = await openConsole();
  const owner = await blank.signIn('owner', 'en');
  expect((await owner.get('/')).location).toBe('/start');
  const start = await owner.get('/start');
  const values = Object.fromEntries(
    [...start.text.matchAll(/name="(\w+)"[^>]*? value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  ) as Record<string, string>;
  const made = await owner.post('/start', values);
  expect(made.location).toMatch(/^\/start\/next\//);
  expect((await owner.post('/start', values)).location).toBe('/');
  const id = made.location?.split('/').at(-1) ?? '';
  await owner.post('/setup/staff', {
    name: 'New',
    login: 'new',
    role: 'administrator',
    language: 'en',
  });
  const all = [
    '/',
    made.location ?? '',
    `/patients/${id}`,
    '/patients',
    '/day',
    `/day?date=${values.date}`,
    '/calls',
    '/setup',
    '/more',
    `/visits/new?patient=${id}`,
    '/nowhere',
  ];
  for (const path of all) {
    const { text } = await owner.get(path);
    const own = readable(text).replaceAll(/По-русски|Русский|New|Ольга Ивановна/g, '');
    expect(own, path).not.toMatch(cyrillic);
  }
  expect((await owner.get('/')).text).toContain('Everyone has an answer');
  await blank.close();
});

test('what a patient or a messenger wrote is never markup', async () => {
  for (const path of [...pages(), '/live/inbox']) {
    const { text } = await browsers.ru.get(path);
    expect(text, path).not.toContain('<script>alert');
  }
  expect((await browsers.ru.get('/patients/vera')).text).toContain(
    '&lt;script&gt;alert(1)&lt;/script&gt;',
  );
});

describe('live parts', () => {
  test('answer 204 while nothing has changed, and the new state once it has', async () => {
    const { text } = await browsers.ru.get('/');
    const url = /hx-get="(\/live\/inbox[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await browsers.ru.get(url)).status).toBe(204);
    await browsers.ru.post(`/threads/${sample.strangerThread}/take`);
    const fresh = await browsers.ru.get(url);
    expect([fresh.status, fresh.text.includes('ведёте вы')]).toEqual([200, true]);
  });

  test('a chat renews itself without its answer box', async () => {
    const path = `/threads/${sample.strangerThread}`;
    const { text } = await browsers.ru.get(path);
    const url = /hx-get="(\/threads\/[^"]+)"/.exec(text)?.[1] ?? '';
    expect((await browsers.ru.get(url)).status).toBe(204);
    await browsers.ru.post(`${path}/replies`, { text: 'Можно сегодня в 16:20.' });
    const fresh = await browsers.ru.get(url);
    expect(fresh.text).toContain('Можно сегодня в 16:20.');
    expect(fresh.text).not.toContain('<textarea');
  });

  test('the numbers in the navigation as well', async () => {
    const { text } = await browsers.ru.get('/day');
    const url = /hx-get="(\/live\/counts[^"]+)"/.exec(text)?.[1] ?? '';
    expect((await browsers.ru.get(url)).status).toBe(204);
    expect((await browsers.ru.get('/live/counts?seen=0.0.0.0')).text).toContain(
      'hx-swap-oob="true"',
    );
  });
});

describe('what a desk must be able to read', () => {
  test.each([
    [
      '/day',
      [
        'нужно позвонить: пациент просил звонить, а не писать',
        'не напомним: у пациента нет подключённого мессенджера',
      ],
    ],
    ['/calls', ['Почему не бот: пациент просил звонить', 'tel:+79099998877']],
    [
      '/patients/vera',
      ['слабое: бот по нему не пишет', 'не отправлено: у пациента нет подключённого мессенджера'],
    ],
    ['/patients/anna', ['отправим в Telegram', 'документ Д-114', 'Самочувствие']],
    ['/setup', ['учебный, без настоящего мессенджера', 'сообщение, которое не удалось прочитать']],
  ])('%s', async (path, lines) => {
    const { text } = await browsers.ru.get(path);
    for (const line of lines) expect(text).toContain(line);
  });

  test('that WhatsApp’s window is closed, beside the answer box', async () => {
    const { text } = await browsers.en.get(`/threads/${sample.windowThread}`);
    expect(text).toContain(
      'will get “your answer is ready” and see this text once they press the button',
    );
    expect(text).toContain('waits until the patient presses the button');
  });
});

test('styles and scripts come with their hash and are kept', async () => {
  const { text } = await browsers.ru.get('/');
  for (const [, url] of text.matchAll(/(?:href|src)="(\/assets\/[^"]+\?v=[^"]+)"/g)) {
    const asset = await world.stranger().get(url ?? '');
    expect([asset.status, asset.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
  }
  expect((await world.stranger().get('/assets/constructor')).status).toBe(404);
});
