/** The day's page in a real browser: requests to decide, a phone, a doctor. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispatchDue } from '../../../src/app/dispatch.ts';
import { listRequests } from '../../../src/store/requests.ts';
import { type DayInBrowser, day, desktop, handset, openDay } from './day-browser.ts';
import { dayDate } from './day-sample.ts';

let at: DayInBrowser;
let desk: Page;
let origin = '';
beforeAll(async () => {
  at = await openDay();
  origin = at.origin;
  desk = await at.open('administrator', desktop);
}, 120_000);
afterAll(() => at?.stop());

const card = (id: string) => desk.locator(`#visit-${id}`);

describe('requests to decide', () => {
  const requestOf = async (visitId: string) =>
    (await listRequests(at.world.ctx.db, { limit: 50 })).find(
      (row) => row.appointmentId === visitId,
    );

  test('oldest first; the free times that fit are ticked and offered', async () => {
    await desk.goto(`${origin}${day}`);
    const rows = desk.locator('.requests .item-link');
    const names = await rows.locator('strong').allInnerTexts();
    expect(names).toEqual(['Юсупов Тимур', 'Белова Зоя Игоревна', 'Алиева Динара Рустамовна']);
    await rows.nth(1).click();
    await desk.getByText('С 30 ноября по 6 декабря, до 12:00').waitFor();
    await desk.getByText('вопрос про парковку').waitFor();
    const fits = desk.locator('fieldset', { hasText: 'Подходит к просьбе' }).locator('label');
    expect(await fits.count()).toBe(8);
    for (const n of [0, 3]) await fits.nth(n).click();
    await desk.getByRole('button', { name: 'Предложить' }).click();
    await desk.getByText('пациент получит его кнопками').waitFor();
    const request = await requestOf('titov-6');
    expect([request?.state, request?.offers?.length]).toEqual(['offered', 2]);
    await card('titov-6').getByText('предложили время, ждём до').waitFor();
  });

  test('what is offered is shown, stays ticked, and can be replaced', async () => {
    const request = await requestOf('titov-6');
    await dispatchDue(at.world.ctx);
    await desk.goto(`${origin}/requests/${request?.id}`);
    await desk.getByText('сообщение: отправлено').waitFor();
    expect(await desk.locator('input[name=times]:checked').count()).toBe(2);
    await desk.locator('input[name=times]:checked').first().uncheck({ force: true });
    await desk.getByText('Любое другое время').click();
    await desk.locator('[name=date1]').fill('2026-12-01');
    await desk.locator('[name=time1]').fill('20:00');
    await desk.getByRole('button', { name: 'Предложить это вместо прежнего' }).click();
    await desk.getByText('пациент получит его кнопками').waitFor();
    const times = (await requestOf('titov-6'))?.offers?.map(({ startsAt }) => startsAt);
    expect(times).toContain('2026-12-01T17:00:00.000Z');
  });

  test('a time that is taken is refused in words, and what was ticked stays ticked', async () => {
    const request = await requestOf('orlova-7');
    await desk.goto(`${origin}/requests/${request?.id}`);
    await desk.getByText('Любое другое время').click();
    await desk.locator('[name=date1]').fill(dayDate);
    await desk.locator('[name=time1]').fill('14:00');
    await desk.getByRole('button', { name: 'Предложить' }).click();
    await desk.getByText('Это время занято или уже обещано').waitFor();
    expect(await desk.locator('[name=time1]').inputValue()).toBe('14:00');
    expect((await requestOf('orlova-7'))?.state).toBe('open');
  });

  test('settled another way, it is off the list', async () => {
    await desk.getByRole('button', { name: 'Решено иначе' }).click();
    await desk.getByText('Просьба закрыта.').waitFor();
    expect(await requestOf('orlova-7')).toBeUndefined();
  });
});

describe('on a phone', () => {
  let phone: Page;
  beforeAll(async () => {
    phone = await at.open('administrator', handset);
  });

  test('the day is a list by time, and nothing is wider than the screen', async () => {
    for (const path of [day, `${day}&show=requests`, `${day}&show=unreached`]) {
      await phone.goto(`${origin}${path}`);
      const over = await phone.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over, path).toBe(0);
    }
    await phone.goto(`${origin}${day}`);
    const tops = await phone.locator('.board .card').evaluateAll((all) =>
      all.map((one) => ({
        y: one.getBoundingClientRect().top,
        at: (one as HTMLElement).dataset.at ?? '',
      })),
    );
    const seen = tops.toSorted((a, b) => a.y - b.y).map(({ at }) => at);
    expect(seen).toEqual(seen.toSorted());
    expect(await phone.locator('.cell').first().isVisible()).toBe(false);
  });

  test('a visit is moved by two taps', async () => {
    await phone.goto(`${origin}${day}`);
    await phone
      .locator('#visit-titov-7')
      .getByRole('link', { name: /Перенести/ })
      .click();
    await phone.locator('dialog[open] label.chip').nth(2).click();
    await phone.locator('dialog[open]').getByRole('button', { name: 'Перенести' }).click();
    await phone.locator('#moved-titov-7').waitFor();
    expect(await at.placeOf('titov-7')).not.toBe('titov 11-25T13:00');
  });
});

test('a doctor sees their own visits, moves none, and decides no requests', async () => {
  const doctor = await at.open('doctor', desktop, 'titov');
  await doctor.goto(`${origin}${day}`);
  expect(await doctor.locator('.card[data-doctor=orlova]').count()).toBe(0);
  expect(await doctor.locator('.card').count()).toBeGreaterThan(5);
  expect(
    await doctor.locator('[data-move], [draggable], .requests, .filter.to-requests').count(),
  ).toBe(0);
  await doctor.locator('#visit-titov-2 summary').first().click();
  await doctor.locator('#visit-titov-2 button.choice[value=PT3H]').click();
  await doctor.getByText('Хорошо, спросим о самочувствии.').waitFor();
});

test('no page had a script error', () => {
  expect(at.faults).toEqual([]);
});
