/** Many recipients that are gone at once are a fault of the channel: nobody is crossed out over it. */

import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { channelStates, readHeld, resumeChannel } from '../../src/app/brakes.ts';
import { putDoctor } from '../../src/app/registry.ts';
import type { ChannelId } from '../../src/domain/words.ts';
import { rows } from '../../src/store/db.ts';
import { listCallTasks } from '../../src/store/threads.ts';
import { agreedAt } from '../support/bound.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type Phone, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const dayBefore = '2026-11-25T09:00:00Z';

const reminder = async (id = 'p1') =>
  (await world.proactive(id)).find(({ kind }) => kind === 'visit_day_before');
const stateOf = async (channel: ChannelId) =>
  (await channelStates(world.ctx)).find((one) => one.channel === channel);
const openTasks = () => listCallTasks(world.ctx.db, { state: 'open', limit: 50 });
const audited = (action: string) =>
  rows<{ actor: string }>(world.ctx.db, sql`select actor from audit where action = ${action}`);

/** All at noon, each with a doctor of their own. */
async function agreed(channel: ChannelId, id: string): Promise<Phone> {
  const phone = await world.patient(id);
  await agreedAt(world, { id, phone, channel });
  await putDoctor(world.ctx, { id: `d-${id}`, name: id, clinicId: 'c1', post: null });
  await world.visit(`v-${id}`, id, '2026-11-26T12:00:00+03:00', { doctorId: `d-${id}` });
  return phone;
}

const many = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
const unreachable = () =>
  rows<{ count: number }>(
    world.ctx.db,
    sql`select count(*)::int as count from address where unreachable_code is not null`,
  ).then(([found]) => found?.count);

/** Patients of whom the first `gone` are gone as far as a send can tell; nothing else says so. */
const patients = async (ids: readonly string[], gone = ids.length) => {
  const phones: Phone[] = [];
  for (const id of ids) phones.push(await agreed('telegram', id));
  await world.fault({ channel: 'telegram', fault: 'hold_webhooks' });
  for (const phone of phones.slice(0, gone)) await phone.act('telegram', 'block');
  return {
    comeBack: async () => {
      for (const phone of phones.slice(0, gone)) await phone.act('telegram', 'unblock');
      await world.noFaults();
      await world.settle();
    },
  };
};

test('trips the brake, changes nobody and waits', async () => {
  const { comeBack } = await patients(many);
  await world.moveTo(dayBefore);
  expect(await unreachable()).toBe(0);
  for (const id of many) {
    expect(await reminder(id)).toMatchObject({
      state: 'planned',
      verdict: 'wait',
      code: 'braked',
    });
  }
  expect(await openTasks()).toEqual([]);
  expect(await audited('channel_braked')).toMatchObject([{ actor: 'system' }]);
  const brakedUntil = new Date('2026-11-25T09:15:00Z');
  expect(await stateOf('telegram')).toMatchObject({ brakedUntil });
  await comeBack();
  await world.moveTo('2026-11-25T09:14:59Z');
  for (const id of many) expect(await reminder(id)).toMatchObject({ state: 'planned' });
  await world.moveTo('2026-11-25T09:17:00Z');
  for (const id of many) expect(await reminder(id)).toMatchObject({ state: 'accepted' });
  expect(await stateOf('telegram')).toMatchObject({ brakedUntil: null });
});

test('goes on at once when a person says so', async () => {
  const { comeBack } = await patients(many);
  await world.moveTo(dayBefore);
  await comeBack();
  await resumeChannel(world.ctx, { channel: 'telegram', actor: 'staff:1' });
  await world.settle();
  for (const id of many) expect(await reminder(id)).toMatchObject({ state: 'accepted' });
});

test('tried again and no better: fewer are enough, and in the end a person calls', async () => {
  await patients(many);
  await world.moveTo('2026-11-25T09:20:00Z');
  expect(await unreachable()).toBe(0);
  expect(await audited('channel_braked')).toHaveLength(2);
  await world.moveTo('2026-11-26T06:00:00Z');
  expect(new Set((await openTasks()).map(({ task }) => task.patientId))).toEqual(new Set(many));
});

test('four who blocked the bot are four who blocked the bot', async () => {
  await patients(many.slice(0, 4));
  await world.moveTo(dayBefore);
  expect(await unreachable()).toBe(4);
  expect(await reminder()).toMatchObject({
    state: 'dropped',
    verdict: 'call',
    code: 'unreachable',
  });
  expect(await openTasks()).toHaveLength(4);
});

test('five among more who were reached are believed', async () => {
  const reached = ['p6', 'p7', 'p8', 'p9', 'p10', 'p11'];
  await patients([...many.slice(0, 5), ...reached], 5);
  // Their turn is a little earlier.
  for (const id of reached) {
    await world.visit(`v-${id}`, id, '2026-11-26T11:57:00+03:00', { doctorId: `d-${id}` });
  }
  await world.moveTo(dayBefore);
  expect(await unreachable()).toBe(5);
  expect(await stateOf('telegram')).toMatchObject({ brakedUntil: null });
});

test('on WhatsApp the platform says so only later', async () => {
  for (const id of many) await agreed('whatsapp', id);
  await world.fault({ channel: 'whatsapp', fault: 'undeliverable' });
  await world.moveTo(dayBefore);
  expect(await unreachable()).toBe(0);
  expect(await stateOf('whatsapp')).toMatchObject({ brakedUntil: expect.any(Date) });
  const waiting = await readHeld(world.ctx);
  expect(new Set(waiting.map(({ patient }) => patient.id))).toEqual(new Set(many));
  await world.noFaults();
  await world.moveTo('2026-11-25T09:17:00Z');
  for (const id of many) {
    expect((await world.proactive(id)).at(-1)).toMatchObject({ state: 'delivered' });
  }
});
