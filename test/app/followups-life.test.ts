/** The life of a reason: visits from anywhere, silence, and the end of its time. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweep } from '../../src/app/sweep.ts';
import { reasonsOf } from '../../src/store/registry.ts';
import { listCallTasks } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';
import { agreedTo, invitations, record, stories } from './followups.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const due = '2026-12-14T07:00:00Z';
const tidy = async (at: string) => {
  await world.moveTo(at);
  await sweep(world.ctx, { alone: false });
  await world.settle();
};
const sent = async () =>
  (await world.proactive('p1'))
    .filter(({ kind, state }) => kind === 'recall' && state === 'accepted')
    .map(({ decidedAt }) => decidedAt?.toISOString());

test('a booking ends it before anything is sent; called off, it stands anew, once', async () => {
  await agreedTo(world, 'telegram', ['hygiene']);
  await record(world);
  await world.visit('v1', 'p1', '2026-12-16T12:00:00+03:00');
  expect(await stories(world)).toEqual([['hygiene', 'booked', '2026-12-14']]);
  await world.moveTo(due);
  expect(await sent()).toEqual([]);
  await world.visit('v1', 'p1', '2026-12-16T12:00:00+03:00', { status: 'cancelled' });
  expect(await stories(world)).toEqual([['hygiene', 'planned', '2026-12-21']]);
  await world.moveTo('2026-12-21T07:00:00Z');
  expect(await sent()).toHaveLength(1);
  await world.visit('v2', 'p1', '2026-12-28T12:00:00+03:00');
  expect((await stories(world))[0]?.[1]).toBe('booked');
  await world.visit('v2', 'p1', '2026-12-28T12:00:00+03:00', { status: 'no_show' });
  expect((await stories(world))[0]?.[1]).toBe('closed');
});

test('a visit that took place makes it come about, and the next is due by that visit', async () => {
  await agreedTo(world, 'telegram', ['hygiene']);
  await record(world, { lastVisitOn: '2026-06-14', dueOn: null, intervalMonths: 6 });
  await world.visit('v1', 'p1', '2026-12-16T12:00:00+03:00');
  await world.moveTo('2026-12-16T12:00:00Z');
  await world.visit('v1', 'p1', '2026-12-16T12:00:00+03:00', { status: 'completed' });
  expect(await stories(world)).toEqual([
    ['hygiene', 'came', '2026-12-14'],
    ['hygiene', 'planned', '2027-06-16'],
  ]);
  const [first, next] = await reasonsOf(world.ctx.db, 'p1');
  expect(next?.evidence).toMatchObject({ follows: first?.id, lastVisitOn: '2026-12-16' });
});

test('what nobody could be told of lapses', async () => {
  await world.patient('p1');
  await record(world, { agreed: false, agreedHow: null });
  await tidy('2027-01-13T06:00:00Z');
  expect((await stories(world))[0]?.[1]).toBe('planned');
  await tidy('2027-01-13T08:00:00Z');
  expect((await stories(world))[0]?.[1]).toBe('lapsed');
});

test('who does not answer is tried once more at another hour, and then has a card to renew', async () => {
  await agreedTo(world, 'telegram', ['hygiene', 'control']);
  await record(world);
  await world.moveTo(due);
  await tidy('2026-12-28T06:59:00Z');
  expect((await stories(world))[0]?.[1]).toBe('sent');
  await tidy('2026-12-28T07:00:00Z');
  // Monday at ten was not answered: Monday at noon is another part of the day.
  await world.moveTo('2026-12-28T09:00:00Z');
  expect(await sent()).toEqual([due.replace('Z', '.000Z'), '2026-12-28T09:00:00.000Z']);
  await tidy('2027-01-11T09:00:00Z');
  expect((await stories(world))[0]?.[1]).toBe('silent');
  const tasks = await listCallTasks(world.ctx.db, { state: 'open', limit: 5 });
  expect(tasks.map(({ task }) => task.code)).toEqual(['renew_card']);
  await world.visit('v0', 'p1', '2027-01-12T12:00:00+03:00', { doctorId: 'd1' });
  expect((await stories(world))[0]?.[1]).toBe('booked');
});

test('after two unanswered no other reason is written about, until the patient writes', async () => {
  const phone = await agreedTo(world, 'telegram', ['hygiene', 'checkup']);
  await record(world);
  await record(world, { kind: 'checkup', dueOn: '2027-01-25', lastVisitOn: null });
  await world.moveTo(due);
  await tidy('2026-12-28T07:00:00Z');
  await world.moveTo('2026-12-28T09:00:00Z');
  await tidy('2027-01-11T09:00:00Z');
  const states = async () => (await invitations(world)).map(([kind, state]) => `${kind} ${state}`);
  expect((await states()).at(-1)).toBe('recall accepted');
  expect(await states()).not.toContain('recall planned');
  await phone.act('telegram', 'text', { text: 'спасибо' });
  expect(await states()).toContain('recall planned');
});
