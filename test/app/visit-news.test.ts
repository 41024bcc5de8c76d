import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putCard } from '../../src/app/cards.ts';
import { listCallTasks } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const noon = '2026-11-26T12:00:00+03:00';
/** A day and a half before. */
const before = '2026-11-24T12:00:00Z';
const kinds = async () =>
  (await world.states('p1')).filter(
    ([kind]) => kind === 'visit_moved' || kind === 'visit_cancelled',
  );
const move = (startsAt: string, more: object = {}) => world.visit('v-p1', 'p1', startsAt, more);
const cancel = () => move(noon, { status: 'cancelled' });

describe('a visit that the clinic moves', () => {
  test('is told of three minutes later, with what it was, and can be confirmed', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo(before);
    await move('2026-11-27T15:30:00+03:00');
    const said = (await phone.texts('telegram')).length;
    await world.moveTo('2026-11-24T12:02:59Z');
    expect(await phone.texts('telegram')).toHaveLength(said);
    await world.moveTo('2026-11-24T12:03:00Z');
    expect((await phone.texts('telegram')).slice(said)).toEqual([
      expect.stringMatching(
        /Было: четверг 26 ноября, 12:00\nСтало: пятница 27 ноября, 15:30\nГде: Клиника на Ленина, ул\. Ленина, 5/,
      ),
    ]);
    await phone.act('telegram', 'tap', { label: 'Подтверждаю' });
    await world.moveTo('2026-11-27T11:00:00Z');
    expect((await world.states('p1')).slice(-3)).toEqual([
      ['visit_moved', 'accepted', 'ok'],
      ['visit_day_before', 'dropped', 'confirmed'],
      ['visit_soon', 'accepted', 'ok'],
    ]);
  });

  test('and back again within three minutes, nobody hears of', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo(before);
    const said = (await phone.texts('telegram')).length;
    await move('2026-11-27T15:30:00+03:00');
    await world.moveTo('2026-11-24T12:01:00Z');
    await move(noon);
    await world.moveTo('2026-11-25T08:00:00Z');
    expect(await phone.texts('telegram')).toHaveLength(said);
    expect(await kinds()).toEqual([['visit_moved', 'cancelled', 'stale_fact']]);
  });

  test('and back again after it was told, is told again', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo(before);
    await move('2026-11-27T15:30:00+03:00');
    await world.moveTo('2026-11-24T13:00:00Z');
    await move(noon);
    await world.moveTo('2026-11-24T14:00:00Z');
    expect(await kinds()).toEqual([
      ['visit_moved', 'accepted', 'ok'],
      ['visit_moved', 'accepted', 'ok'],
    ]);
    expect((await phone.texts('telegram')).at(-1)).toMatch(/Было: пятница 27.+\nСтало: четверг 26/);
  });

  test('by a few minutes is not announced, until they add up', async () => {
    await world.agreed('telegram');
    await world.moveTo(before);
    await move('2026-11-26T12:04:00+03:00');
    await world.moveTo('2026-11-24T12:10:00Z');
    expect(await kinds()).toEqual([]);
    await move('2026-11-26T12:05:00+03:00');
    await world.moveTo('2026-11-24T12:20:00Z');
    expect(await kinds()).toEqual([['visit_moved', 'accepted', 'ok']]);
  });

  test('while it is still being booked is simply booked at that time', async () => {
    await world.agreed('telegram');
    await world.visit('v2', 'p1', '2026-11-28T12:00:00+03:00');
    await world.moveTo('2026-11-23T06:02:00Z');
    await world.visit('v2', 'p1', '2026-11-28T14:00:00+03:00');
    await world.moveTo('2026-11-23T12:00:00Z');
    expect(await kinds()).toEqual([]);
  });

  test('is announced once, although a reminder would come within the hour', async () => {
    await world.agreed('telegram');
    await world.moveTo('2026-11-25T07:30:00Z');
    await move('2026-11-26T11:00:00+03:00');
    await world.moveTo('2026-11-25T12:00:00Z');
    expect((await world.states('p1')).slice(-3)).toEqual([
      ['visit_moved', 'accepted', 'ok'],
      ['visit_day_before', 'dropped', 'merged'],
      ['visit_soon', 'planned', 'ok'],
    ]);
  });

  test('is no news to one who was told in the chat before, and is if it is moved back', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo('2026-11-25T10:00:00Z');
    await move('2026-11-27T15:30:00+03:00');
    await world.moveTo('2026-11-25T10:01:00Z');
    await phone.act('telegram', 'tap', { label: 'Подтверждаю' });
    expect((await phone.texts('telegram')).at(-1)).toContain('пятница 27 ноября, 15:30');
    await world.moveTo('2026-11-25T10:30:00Z');
    expect(await kinds()).not.toContainEqual(['visit_moved', 'accepted', 'ok']);
    await move(noon);
    await world.moveTo('2026-11-25T10:40:00Z');
    expect((await phone.texts('telegram')).at(-1)).toMatch(/Было: пятница 27.+\nСтало: четверг 26/);
  });

  test('at night, to early morning, is for a person to call about', async () => {
    await world.agreed('telegram');
    await world.moveTo('2026-11-24T20:00:00Z');
    await move('2026-11-25T08:30:00+03:00');
    expect(await kinds()).toEqual([['visit_moved', 'dropped', 'outside_hours']]);
    const tasks = await listCallTasks(world.ctx.db, { state: 'open', patientId: 'p1', limit: 9 });
    expect(tasks).toHaveLength(1);
  });

  test('goes out as a template where the window is closed', async () => {
    await world.agreed('whatsapp');
    await world.moveTo('2026-11-24T12:00:00Z');
    await move('2026-11-27T15:30:00+03:00');
    await world.moveTo('2026-11-24T12:05:00Z');
    const sent = (await world.proactive('p1')).find(({ kind }) => kind === 'visit_moved');
    expect(sent).toMatchObject({
      state: expect.stringMatching(/accepted|sent|delivered|read/),
      content: {
        template: { name: 'visit_moved_v1', params: { was: 'четверг 26 ноября, 12:00' } },
      },
    });
  });
});

describe('a visit that the clinic cancels', () => {
  test('is told of, and another time can be asked for', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo(before);
    await cancel();
    await world.moveTo('2026-11-24T12:03:00Z');
    expect((await phone.texts('telegram')).at(-1)).toMatch(
      /Клиника отменила ваш визит\.\nКогда был: четверг 26 ноября, 12:00/,
    );
    expect((await phone.buttons('telegram')).slice(0, 2)).toEqual(['Другое время', 'Вопрос']);
    await world.moveTo('2026-11-26T08:30:00Z');
    expect(await world.states('p1')).toEqual([
      ['visit_day_before', 'cancelled', 'stale_fact'],
      ['visit_soon', 'cancelled', 'stale_fact'],
      ['visit_cancelled', 'accepted', 'ok'],
    ]);
  });

  test('is told of at the time the patient knew, not at one they never heard of', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo(before);
    await move('2026-11-27T15:30:00+03:00');
    await world.moveTo('2026-11-24T12:01:00Z');
    await move('2026-11-27T15:30:00+03:00', { status: 'cancelled' });
    await world.moveTo('2026-11-24T12:10:00Z');
    expect((await phone.texts('telegram')).at(-1)).toContain('четверг 26 ноября, 12:00');
  });

  test('and books again, after it was told, is told of as on again', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo(before);
    await cancel();
    await world.moveTo('2026-11-24T12:10:00Z');
    await move(noon);
    await world.moveTo('2026-11-24T12:20:00Z');
    expect((await phone.texts('telegram')).at(-1)).toMatch(
      /Было: визит был отменён\nСтало: четверг/,
    );
  });
});

test('a patient whose budget is used up is called about a change, and not written to', async () => {
  await world.agreed('telegram');
  const budget = { perDay: 0, perWeek: 4 };
  await putCard(world.ctx, { patientId: 'p1', change: { budget }, actor: 'test' });
  await world.moveTo(before);
  await cancel();
  await world.moveTo('2026-11-24T12:10:00Z');
  expect(await kinds()).toEqual([['visit_cancelled', 'dropped', 'budget']]);
  const tasks = await listCallTasks(world.ctx.db, { state: 'open', patientId: 'p1', limit: 9 });
  expect(tasks.map(({ task }) => task.code)).toEqual(['budget']);
});

test('who asked to hear nothing of a visit is called when it is off', async () => {
  const phone = await world.agreed('telegram');
  await world.moveTo('2026-11-25T10:00:00Z');
  await phone.act('telegram', 'text', { text: 'стоп' });
  await phone.act('telegram', 'tap', { data: 'scope:visit' });
  await cancel();
  await world.moveTo('2026-11-25T10:10:00Z');
  expect(await kinds()).toEqual([['visit_cancelled', 'dropped', 'muted']]);
  const tasks = await listCallTasks(world.ctx.db, { state: 'open', patientId: 'p1', limit: 9 });
  expect(tasks.map(({ task }) => task.code)).toEqual(['muted']);
});
