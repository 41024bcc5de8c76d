/** Whatever becomes of a message, it ends in time, and what a person can still mend is on a list. */

import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { finishCallTask } from '../../src/app/call-tasks.ts';
import { sweep } from '../../src/app/sweep.ts';
import { startWellbeing } from '../../src/app/wellbeing.ts';
import { attemptsOf } from '../../src/store/attempts.ts';
import { listCallTasks } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const dayBefore = '2026-11-25T09:00:00Z';
/** After the end of the reminder of the day before, and before the visit. */
const lateMorning = '2026-11-26T06:30:00Z';

const tasks = async (state: 'open' | 'done' = 'open') =>
  (await listCallTasks(world.ctx.db, { state, limit: 50 })).map(({ task }) => task);
const reminder = async (kind = 'visit_day_before') =>
  (await world.proactive('p1')).find((one) => one.kind === kind);

test('a reminder we slept through, the visit still ahead: somebody calls', async () => {
  await world.agreed('telegram');
  world.clock.set(new Date(lateMorning));
  await world.settle();
  expect(await reminder()).toMatchObject({ state: 'expired', code: 'past_deadline' });
  expect(await tasks()).toMatchObject([{ patientId: 'p1', code: 'past_deadline' }]);
});

test('the visit is over: nobody calls about it', async () => {
  await world.agreed('telegram');
  world.clock.set(new Date('2026-11-27T09:00:00Z'));
  await world.settle();
  expect(await reminder()).toMatchObject({ state: 'expired' });
  expect(await tasks()).toEqual([]);
});

test('a wellbeing check we slept through still stands', async () => {
  const phone = await world.agreed('telegram');
  await world.consent('p1', { purposes: ['wellbeing'] });
  await world.moveTo('2026-11-26T10:00:00Z');
  await startWellbeing(world.ctx, { appointmentId: 'v-p1', after: 'PT3H', note: null, actor: 'x' });
  await world.settle();
  const check = await reminder('wellbeing_check');
  world.clock.set(new Date((check?.notAfter.getTime() ?? 0) + 60_000));
  await world.settle();
  expect(await reminder('wellbeing_check')).toMatchObject({ state: 'expired' });
  expect(await tasks()).toMatchObject([{ patientId: 'p1', purpose: 'wellbeing' }]);
  expect((await phone.texts('telegram')).length).toBeGreaterThan(0);
});

test('who would not have been written to is not called either', async () => {
  await world.agreed('telegram');
  // What was planned still carries yesterday's forecast.
  await world.ctx.db.execute(sql`update address set stopped_at = now() where channel = 'telegram'`);
  world.clock.set(new Date(lateMorning));
  await world.settle();
  expect(await reminder()).toMatchObject({ state: 'expired' });
  expect(await tasks()).toEqual([]);
});

test.each([true, false])(
  'what is put off past its end ends there, proactive: %s',
  async (proactive) => {
    const phone = await world.agreed('telegram');
    await phone.act('telegram', 'text', { text: 'помощь' });
    const message = (await world.messages('p1')).find(
      (one) => one.direction === 'out' && one.proactive === proactive,
    );
    const end = new Date('2026-11-26T06:00:00Z');
    await world.ctx.db.execute(sql`
      update message set state = 'planned', verdict = 'wait', code = 'throttled', tries = 7,
        not_after = ${end.toISOString()}, due_at = ${end.toISOString()}::timestamptz + interval '59 minutes'
      where id = ${message?.id}`);
    const state = async () =>
      (await world.messages('p1')).find((one) => one.id === message?.id)?.state;
    world.clock.set(end);
    await sweep(world.ctx, { alone: false });
    expect(await state()).toBe('planned');
    world.clock.set(new Date('2026-11-26T06:04:45Z'));
    await sweep(world.ctx, { alone: false });
    expect(await state()).toBe('expired');
    const listed = (await tasks()).some((task) => task.messageId === message?.id);
    expect(listed).toBe(proactive);
  },
);

test('nobody knows whether it arrived: a person finds out, and it is not sent again', async () => {
  const phone = await world.agreed('telegram');
  await world.fault({ channel: 'telegram', fault: 'drop', count: 1 });
  const before = (await phone.texts('telegram')).length;
  await world.moveTo(dayBefore);
  expect(await reminder()).toMatchObject({ state: 'unknown' });
  const [task] = await tasks();
  expect(task).toMatchObject({ patientId: 'p1', code: 'outcome_unknown' });
  await finishCallTask(world.ctx, { id: task?.id ?? '', result: 'arrived', actor: 'staff:1' });
  expect(await reminder()).toMatchObject({ state: 'delivered', code: 'ok' });
  await world.moveTo('2026-11-25T20:00:00Z');
  expect(await phone.texts('telegram')).toHaveLength(before + 1);
  expect(await tasks()).toEqual([]);
});

test('called about, it stays unknown', async () => {
  await world.agreed('telegram');
  await world.fault({ channel: 'telegram', fault: 'drop', count: 1 });
  await world.moveTo(dayBefore);
  const [task] = await tasks();
  await finishCallTask(world.ctx, { id: task?.id ?? '', result: 'reached', actor: 'staff:1' });
  expect(await reminder()).toMatchObject({ state: 'unknown' });
});

test('a later report takes the question off the list', async () => {
  await world.agreed('whatsapp');
  await world.fault({ channel: 'whatsapp', fault: 'drop', count: 1 });
  await world.fault({ channel: 'whatsapp', fault: 'hold_webhooks' });
  await world.moveTo(dayBefore);
  expect(await tasks()).toMatchObject([{ code: 'outcome_unknown' }]);
  await world.noFaults();
  await world.settle();
  expect(await reminder()).toMatchObject({ state: 'delivered' });
  expect(await tasks()).toEqual([]);
  expect(await tasks('done')).toMatchObject([{ result: 'superseded', doneBy: 'system' }]);
});

test('a report before the answer settles the attempt, whoever may die before writing it down', async () => {
  await world.agreed('whatsapp');
  await world.fault({ channel: 'whatsapp', fault: 'silent', count: 1 });
  await world.moveTo(dayBefore);
  const message = await reminder();
  expect(message).toMatchObject({ state: 'delivered' });
  expect(await attemptsOf(world.ctx.db, [message?.id ?? ''])).toMatchObject([
    { outcome: 'accepted', externalId: message?.externalId },
  ]);
});
