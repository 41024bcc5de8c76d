/** Colleagues who take an alarm and close it, and who leave and come back meanwhile. The owner stays. */

import { closeAlarm, takeAlarm } from '../../../src/app/alarms.ts';
import { staffLeaves, staffReturns } from '../../../src/app/staff-leave.ts';
import { refusedOf } from '../checks/alarms.ts';
import { workOf } from '../checks/eyes.ts';
import type { Command, World } from '../contract.ts';
import { nth } from './cast.ts';
import { command, some } from './shape.ts';

interface Live {
  readonly id: string;
  readonly state: string;
}

const liveText = `select id, state from alarm where state <> 'closed' order by raised_at, id`;
const workingText = `select id from staff where disabled_at is null order by created_at, id`;

const acting = (staffId: string) => ({ staffId, actor: `staff:${staffId}` });

export async function takeOne(world: World, n: number, who: number): Promise<void> {
  const alarm = nth(await world.sql<Live>(liveText), n);
  const staff = nth(await world.sql<{ id: string }>(workingText), who);
  if (!alarm || !staff) return;
  const taking = { alarmId: alarm.id, ...acting(staff.id) };
  const taken = await world.call((ctx) => takeAlarm(ctx, taking));
  if (alarm.state === 'open' && taken?.ok === false)
    refusedOf(world).push(`${alarm.id}: ${taken.fault.code}`);
}

const take = command<{ n: number; who: number }>('alarm-taken', 3, {
  choose: (world, random) =>
    workOf(world).alarms === 0 ? null : { n: some(random), who: some(random) },
  run: (world, { n, who }) => takeOne(world, n, who),
});

async function closeOne(world: World, n: number, who: number): Promise<void> {
  const alarm = nth(await world.sql<Live>(liveText), n);
  const staff = nth(await world.sql<{ id: string }>(workingText), who);
  if (!alarm || !staff) return;
  const closing = { alarmId: alarm.id, ...acting(staff.id), outcome: 'позвонили' };
  await world.call((ctx) => closeAlarm(ctx, closing));
}

const close = command<{ n: number; who: number }>('alarm-closed', 2, {
  choose: (world, random) =>
    workOf(world).alarms === 0 ? null : { n: some(random), who: some(random) },
  run: (world, { n, who }) => closeOne(world, n, who),
});

/** In the morning the owner has what was still open. */
export async function ownerComes(world: World): Promise<void> {
  const [owner] = await world.sql<{ id: string }>(`select id from staff where role = 'owner'`);
  for (const { id, state } of await world.sql<Live>(liveText)) {
    if (!owner || state !== 'open') continue;
    await world.call((ctx) => takeAlarm(ctx, { alarmId: id, ...acting(owner.id) }));
  }
}

/** Whoever took something may leave with it. */
export async function leaves(world: World, n: number, back: boolean): Promise<void> {
  const found = await world.sql<{ id: string }>(
    `select id from staff where role <> 'owner' and disabled_at is ${back ? 'not' : ''} null order by created_at, id`,
  );
  const staff = nth(found, n);
  if (!staff) return;
  const act = { staffId: staff.id, actor: 'staff:owner' };
  await world.call((ctx) => (back ? staffReturns(ctx, act) : staffLeaves(ctx, act)));
}

const leave = command<{ n: number; back: boolean }>('colleague-leaves', 1, {
  choose: (_, random) => ({ n: some(random), back: random.chance(0.4) }),
  run: (world, { n, back }) => leaves(world, n, back),
});

export const alarmCommands: readonly Command[] = [take, close, leave];
