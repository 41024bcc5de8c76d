/** What two callers do at the same moment, on real PostgreSQL. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { putAppointment } from '../../src/app/appointments.ts';
import { dispatchDue } from '../../src/app/dispatch.ts';
import { newId } from '../../src/app/ids.ts';
import { receivePending } from '../../src/app/receive.ts';
import { putPatient } from '../../src/app/registry.ts';
import type { AppointmentInput } from '../../src/app/visit-row.ts';
import { attemptsOf } from '../../src/store/attempts.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const visit = (id: string, patientId: string, minute = 0): AppointmentInput => ({
  id,
  patientId,
  doctorId: 'd1',
  clinicId: 'c1',
  serviceId: null,
  startsAt: new Date(Date.UTC(2026, 10, 26, 9, minute)),
  durationMin: 30,
  status: 'booked',
  version: 1,
  actor: 'test',
});

test('the same visit told eight times at once is one visit, and nobody gets an error', async () => {
  await world.patient('p1');
  const puts = await Promise.all(
    Array.from({ length: 8 }, () => putAppointment(world.ctx, visit('v1', 'p1'))),
  );
  expect(puts.filter((put) => put.ok && put.value.applied)).toHaveLength(1);
  expect(puts.every((put) => put.ok)).toBe(true);
  expect((await world.messages('p1')).filter((one) => one.proactive)).toHaveLength(2);
});

test('a patient and their visits told at the same time do not end in a deadlock', async () => {
  await world.patient('p1');
  const person = {
    id: 'p1',
    name: 'Анна',
    phone: null,
    language: null,
    birthDate: null,
    guardian: null,
    clinicId: 'c1',
  };
  const all = Array.from({ length: 10 }, (_, i) => [
    putAppointment(world.ctx, visit(`v${i}`, 'p1', i * 30)),
    putPatient(world.ctx, { ...person, actor: 'test' }),
  ]);
  expect((await Promise.all(all.flat())).every((one) => one.ok)).toBe(true);
});

test('ten callers race for one slot of a doctor: one gets it, nine are told', async () => {
  const ids = Array.from({ length: 10 }, (_, i) => `p${i}`);
  for (const id of ids) await world.patient(id);
  const puts = await Promise.all(ids.map((id) => putAppointment(world.ctx, visit(`v-${id}`, id))));
  expect(puts.filter((put) => put.ok)).toHaveLength(1);
  expect(puts.flatMap((put) => (put.ok ? [] : [put.fault.code]))).toEqual(
    Array(9).fill('slot_taken'),
  );
});

test('several processes on one database send each message once', async () => {
  const phones = [];
  for (let i = 0; i < 4; i += 1) {
    const phone = await world.patient(`p${i}`);
    await world.optIn(`p${i}`, phone, i % 2 === 0 ? 'telegram' : 'whatsapp');
    await world.visit(`v${i}`, `p${i}`, new Date(Date.UTC(2026, 10, 26, 9, i * 30)).toISOString());
    phones.push(phone);
  }
  const before = (await world.log()).length;
  world.clock.set(new Date('2026-11-25T12:00:00Z'));
  const processes = Array.from({ length: 6 }, () => ({ ...world.ctx, process: newId() }));
  await Promise.all(
    processes.flatMap((ctx) => [dispatchDue(ctx), receivePending(ctx), dispatchDue(ctx)]),
  );
  await world.settle();
  expect((await world.log()).length - before).toBe(4);
  for (let i = 0; i < 4; i += 1) {
    const reminder = (await world.messages(`p${i}`)).find((one) => one.kind === 'visit_day_before');
    expect(await attemptsOf(world.ctx.db, [reminder?.id ?? ''])).toMatchObject([
      { outcome: 'accepted' },
    ]);
  }
});
