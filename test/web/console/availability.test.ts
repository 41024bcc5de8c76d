/** When a doctor can be booked, as the owner types it. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAvailability } from '../../../src/app/availability.ts';
import { weekdays } from '../../../src/domain/words.ts';
import { fillClinic } from './sample.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let owner: Browser;
const path = '/setup/doctors/orlova/availability';

beforeAll(async () => {
  world = await openConsole();
  await fillClinic(world.ctx, world.clock);
  owner = await world.signIn();
});
afterAll(() => world.close());

const told = async () => {
  const rows = await readAvailability(world.ctx, 'orlova');
  return rows.ok ? rows.value[0] : undefined;
};

const week = (hours: string) => ({
  ...Object.fromEntries(weekdays.map((day) => [`day${day}`, day < 6 ? hours : ''])),
  stepMin: '30',
});

describe('hours by weekday', () => {
  test('are typed as people type them, and shown as they were understood', async () => {
    expect((await owner.get(path)).text).toContain('Пока не указано');
    const saved = await owner.post(path, week('9-13, 14:00–19.30'));
    expect(saved.location).toBe(`${path}?clinic=main&done=saved`);
    expect(await told()).toMatchObject({
      stepMin: 30,
      week: {
        1: [
          { from: '09:00', to: '13:00' },
          { from: '14:00', to: '19:30' },
        ],
        7: [],
      },
    });
    const { text } = await owner.get(path);
    expect(text).toContain('value="09:00–13:00, 14:00–19:30"');
    expect(text).not.toContain('Пока не указано');
  });

  test.each([
    ['day2', 'с утра', 'Часы пишите так'],
    ['stepMin', '3', 'Нужно целое число.'],
  ])('a wrong %s is named, and what was typed stays', async (field, value, words) => {
    const page = await owner.post(path, { ...week('10-12'), [field]: value });
    expect([
      page.status,
      page.text.includes(words),
      page.text.includes(`value="${value}"`),
    ]).toEqual([422, true, true]);
    expect((await told())?.week[1]).toHaveLength(2);
  });
});

describe('single days', () => {
  test('a leave of several days, and a day with other hours', async () => {
    await owner.post(`${path}/days`, { first: '2026-12-28', last: '2026-12-30', hours: '' });
    await owner.post(`${path}/days`, { first: '2026-12-05', last: '', hours: '10-14' });
    expect((await told())?.days).toEqual({
      '2026-12-05': [{ from: '10:00', to: '14:00' }],
      '2026-12-28': [],
      '2026-12-29': [],
      '2026-12-30': [],
    });
    const { text } = await owner.get(path);
    expect(text).toContain('29 декабря 2026');
    expect(text).toContain('10:00–14:00');
    await owner.post(`${path}/days/2026-12-29/remove`);
    expect(Object.keys((await told())?.days ?? {})).not.toContain('2026-12-29');
  });

  test('outlive a change of the week, and those that are over are dropped', async () => {
    await owner.post(`${path}/days`, { first: '2020-01-01', last: '2020-01-02', hours: '' });
    await owner.post(path, week('8-16'));
    expect(Object.keys((await told())?.days ?? {})).toEqual([
      '2026-12-05',
      '2026-12-28',
      '2026-12-30',
    ]);
  });

  test.each([
    [{ first: '2026-12-10', last: '2026-12-01', hours: '' }, 'Проверьте дату.'],
    [{ first: '', last: '', hours: '' }, 'Заполните это поле.'],
    [{ first: '2026-12-10', last: '2032-12-10', hours: '' }, 'Не больше 400 отдельных дней.'],
    [{ first: '2026-12-10', last: '', hours: 'днём' }, 'Часы пишите так'],
  ])('%j is refused', async (form, words) => {
    const page = await owner.post(`${path}/days`, form);
    expect([page.status, page.text.includes(words)]).toEqual([422, true]);
    expect(Object.keys((await told())?.days ?? {})).toHaveLength(3);
  });
});

test('with it the board has free times, and without it says what is missing', async () => {
  const day = '/day?date=2026-11-26&doctor=orlova';
  expect((await owner.get(day)).text).toMatch(/class="cell"[^>]*data-at="2026-11-26T05:00/);
  expect((await owner.get('/day?date=2026-11-27&doctor=titov')).text).toContain(
    'Титов Андрей Львович: не указано, когда можно записать.',
  );
  expect((await owner.get(day)).text).not.toContain('не указано, когда');
  await owner.post(`${path}/remove`);
  expect(await told()).toBeUndefined();
  expect((await owner.get(day)).text).toContain('Орлова Мария Сергеевна: не указано');
});

test('is the owner’s, of doctors that exist, and one click from the setup', async () => {
  expect((await owner.get('/setup')).text).toContain(`href="${path}"`);
  expect((await owner.get('/setup/doctors/nobody/availability')).status).toBe(404);
  expect((await owner.post('/setup/doctors/nobody/availability', week('9-10'))).status).toBe(404);
  const desk = await world.signIn('administrator');
  expect((await desk.get(path)).status).toBe(403);
  expect((await desk.post(path, week('9-10'))).status).toBe(403);
});
