/** A clinic whose doctors record reasons, for the tests of what becomes of them. */

import { expect } from 'vitest';
import { putAvailability } from '../../src/app/availability.ts';
import { type ReasonInput, recordReason } from '../../src/app/reasons.ts';
import { weekOf } from '../../src/domain/card.ts';
import { weekdays } from '../../src/domain/words.ts';
import { type ReasonRow, reasonsOf } from '../../src/store/registry.ts';
import { agreedAt } from '../support/bound.ts';
import type { World } from '../support/world.ts';

export type Messenger = 'telegram' | 'whatsapp';

/** From nine to twelve every day, half-hourly. */
export async function bookable(world: World): Promise<void> {
  const put = await putAvailability(world.ctx, {
    doctorId: 'd1',
    clinicId: 'c1',
    week: weekOf(weekdays, [{ from: '09:00', to: '12:00' }]),
    days: {},
    stepMin: 30,
    actor: 'test',
  });
  expect(put.ok).toBe(true);
}

const blank: ReasonInput = {
  patientId: 'p1',
  kind: 'hygiene',
  doctorId: 'd1',
  appointmentId: null,
  serviceId: null,
  dueOn: '2026-12-14',
  lastVisitOn: '2026-06-01',
  intervalMonths: null,
  argument: 'через полгода лучше посмотреть, как всё прижилось',
  note: null,
  plan: null,
  freeConsultation: false,
  leaving: null,
  namedOn: null,
  contraindications: [],
  guarantee: false,
  agreed: true,
  agreedHow: 'verbal',
  actor: 'test',
  byDoctor: null,
};

export async function record(world: World, more: Partial<ReasonInput> = {}): Promise<ReasonRow> {
  const made = await recordReason(world.ctx, { ...blank, ...more });
  if (!made.ok) throw new Error(made.fault.detail);
  await world.settle();
  return made.value;
}

/** In the order in which they were recorded: kind, state, and the day it is due. */
export const stories = async (world: World, patientId = 'p1') =>
  (await reasonsOf(world.ctx.db, patientId))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ kind, state, dueAt }) => [kind, state, dueAt.toISOString().slice(0, 10)]);

/** A patient with an account, who agreed to hear of these purposes. */
export async function agreedTo(
  world: World,
  channel: Messenger,
  purposes: readonly ('hygiene' | 'checkup' | 'control' | 'plan' | 'personal')[],
) {
  const phone = await world.patient('p1');
  await agreedAt(world, { id: 'p1', phone, channel });
  if (purposes.length > 0)
    await world.consent('p1', { purposes: [...purposes], channels: [channel] });
  return phone;
}

/** The invitations and questions, as the timeline has them. */
export const invitations = async (world: World) =>
  (await world.states('p1')).filter(([kind]) => !kind?.startsWith('visit'));
