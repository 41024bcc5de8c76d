/** The day's page in a real browser: what stands there, and moving visits. */

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dispatchDue } from '../../../src/app/dispatch.ts';
import { type DayInBrowser, day, desktop, openDay } from './day-browser.ts';
import { dayNow } from './day-sample.ts';

let at: DayInBrowser;
let desk: Page;
let origin = '';
beforeAll(async () => {
  at = await openDay();
  origin = at.origin;
  desk = await at.open('administrator', desktop);
}, 120_000);
afterEach(() => at.world.clock.set(dayNow));
afterAll(() => at?.stop());

const card = (id: string) => desk.locator(`#visit-${id}`);

describe('what stands there', () => {
  test('a card for every visit says how it stands, and what can be done', async () => {
    await desk.goto(`${origin}${day}`);
    expect(await desk.locator('.card').count()).toBe(25);
    for (const [id, ...words] of [
      ['orlova-3', 'подтверждён', 'в Telegram, вчера в 19:40'],
      ['orlova-4', 'без ответа 16 ч', 'спросили вчера в 18:00 в WhatsApp, прочитано'],
      ['orlova-5', 'не узнает', 'у пациента нет подключённого мессенджера', 'К приглашению'],
      ['orlova-7', 'отменён', 'отменил пациент: болеет'],
      ['orlova-9', 'нужен звонок', 'К звонкам'],
      ['orlova-6', 'без ответа', 'хотел бы раньше'],
      ['titov-1', 'не пришёл'],
      ['titov-8', 'ещё не спрашивали', 'напомним сегодня в 15:00'],
      ['ahm-6', 'под вопросом', 'К спискам'],
      ['ahm-8', 'Уезжаю в командировку'],
    ] as const)
      for (const word of words) await card(id).getByText(word).first().waitFor();
  });

  test('a count is a filter, and stands in the address', async () => {
    await desk.getByRole('link', { name: 'Не узнают 5' }).click();
    await desk.waitForURL('**show=unreached');
    expect(await desk.locator('.card').count()).toBe(5);
    expect(await desk.locator('.board').count()).toBe(0);
    await desk.locator('#doctor').selectOption('titov');
    await desk.waitForURL(/doctor=titov/);
    expect(desk.url()).toContain('show=unreached');
    expect(await desk.locator('.card').count()).toBe(1);
    await desk.getByRole('link', { name: 'Следующий день' }).click();
    await desk.waitForURL('**date=2026-11-26**');
    expect(desk.url()).toMatch(/doctor=titov&show=unreached/);
  });

  test('it keeps itself up to date, and waits while somebody is in the middle of something', async () => {
    const page = await at.open('administrator', desktop);
    await page.clock.install();
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().includes('/live/day')) asked += 1;
    });
    await page.goto(`${origin}${day}`);
    const seen = () => page.locator('#day').getAttribute('hx-get');
    const first = await seen();
    const newer = (than: string | null) =>
      page.waitForFunction(
        (old) => document.querySelector('#day')?.getAttribute('hx-get') !== old,
        than,
      );
    at.later(1);

    const menu = page.locator('#visit-titov-5 details.menu');
    await menu.locator('summary').first().click();
    await page.clock.runFor(11_000);
    expect([asked, await menu.getAttribute('open')]).toEqual([0, '']);
    await page.keyboard.press('Escape');
    await page.locator('#visit-titov-5').dispatchEvent('dragstart', {
      dataTransfer: await page.evaluateHandle(() => new DataTransfer()),
    });
    await page.clock.runFor(11_000);
    expect(asked).toBe(0);
    await page.locator('#visit-titov-5').dispatchEvent('dragend');

    await page.locator('#visit-titov-5').focus();
    await page.keyboard.press('m');
    await page.locator('dialog[open] .free-times').waitFor();
    await page.clock.runFor(6_000);
    await newer(first);
    expect(await page.locator('dialog[open]').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.id === 'visit-titov-5');
  });
});

describe('moving', () => {
  test('by keyboard: M, arrows, Enter; then it can be taken back', async () => {
    await desk.goto(`${origin}${day}`);
    await card('orlova-4').focus();
    await desk.keyboard.press('m');
    await desk.locator('dialog[open] .free-times').waitFor();
    await desk.keyboard.press('ArrowRight');
    await desk.keyboard.press('Enter');
    const banner = desk.locator('#moved-orlova-4');
    await banner.waitFor();
    expect(await at.placeOf('orlova-4')).toBe('orlova 11-25T12:00');
    expect(await banner.innerText()).toContain('ср 25 ноя, 11:40');
    expect(await banner.innerText()).toContain('ср 25 ноя, 15:00');
    expect(await banner.innerText()).toContain('Пациент узнает сегодня в 10:23 в WhatsApp.');
    await card('orlova-4').getByText('только что перенесён').waitFor();
    expect(await desk.evaluate(() => document.activeElement?.id)).toBe('visit-orlova-4');
    at.later(2);
    await banner.getByRole('button', { name: /Вернуть/ }).click();
    await desk.getByText('пациент ничего не узнает').waitFor();
    expect(await at.placeOf('orlova-4')).toBe('orlova 11-25T08:40');
    at.later(10);
    await dispatchDue(at.world.ctx);
    await desk.reload();
    await card('orlova-4').getByText('без ответа').waitFor();
  });

  test('Escape closes the dialog and leaves the keyboard where it was', async () => {
    await desk.goto(`${origin}${day}`);
    await card('orlova-8').focus();
    await desk.keyboard.press('m');
    await desk.locator('dialog[open]').waitFor();
    await desk.locator('#move-doctor').selectOption('titov');
    await desk
      .locator('dialog[open] input[name=doctor][value=titov]')
      .waitFor({ state: 'attached' });
    await desk.keyboard.press('Escape');
    await desk.waitForFunction(() => document.activeElement?.id === 'visit-orlova-8');
    expect(await at.placeOf('orlova-8')).toBe('orlova 11-25T13:00');
  });

  test('by dragging, to another doctor; after three minutes there is no way back', async () => {
    await desk.goto(`${origin}${day}`);
    const cell = desk.locator('.cell[data-doctor=titov][data-at^="2026-11-25T15:00"]');
    await card('orlova-8').dragTo(cell);
    await desk.locator('#moved-orlova-8').waitFor();
    expect(await at.placeOf('orlova-8')).toBe('titov 11-25T15:00');
    at.later(4);
    await desk.locator('#moved-orlova-8').getByRole('button').click();
    const refusal = desk.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.innerText()).toContain('прошло больше трёх минут');
    expect(await at.placeOf('orlova-8')).toBe('titov 11-25T15:00');
  });

  test('to a time that is taken: it says whose it is, and nothing moves', async () => {
    await desk.goto(`${origin}${day}`);
    await card('orlova-9').dragTo(card('titov-5'));
    const refusal = desk.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.innerText()).toContain('Гаврилов Артём Дмитриевич, 14:00–15:00');
    expect(await at.placeOf('orlova-9')).toBe('orlova 11-25T14:20');
    await refusal.getByRole('link', { name: 'Выбрать другое время' }).click();
    await desk.locator('dialog[open]').waitFor();
  });

  test('by hand, for a doctor of whom nobody said when they can be booked', async () => {
    await desk.goto(`${origin}${day}`);
    await card('ahm-7')
      .getByRole('link', { name: /Перенести/ })
      .click();
    const dialog = desk.locator('dialog[open]');
    await dialog.getByText('не указано, когда можно записать').waitFor();
    await dialog.locator('[name=date]').fill('2026-11-27');
    await dialog.locator('[name=time]').fill('10:30');
    await dialog.getByRole('button', { name: 'Перенести' }).click();
    await desk.locator('#moved-ahm-7').getByText('пт 27 ноя, 10:30').waitFor();
    expect(await at.placeOf('ahm-7')).toBe('ahm 11-27T07:30');
  });
});

test('no page had a script error', () => {
  expect(at.faults).toEqual([]);
});
