/** What visits do to reasons, whoever tells of them: looked at each time a patient's messages are planned. */

import { isOpen, reopenAfterMs, type Turn, turnOf } from '../domain/reason-life.ts';
import { isFollowUp } from '../domain/reasons.ts';
import { addMonths, laterOf, toInstant, toLocal } from '../domain/time.ts';
import { appendAudit } from '../store/consent.ts';
import {
  type AppointmentRow,
  insertReason,
  type ReasonRow,
  updateReason,
} from '../store/registry.ts';
import { closeReasonRequests } from '../store/requests.ts';
import { dropOffered } from '../store/slots.ts';
import { readerOf, remembering, type TxContext } from './context.ts';
import { serviceOf } from './proposed.ts';
import { newReason } from './reason-row.ts';

/** When people answer; the planner finds the patient's own hour. */
export const dueTime = '10:00';

/** A reader of these patients as they are after it. */
export async function turned(ctx: TxContext, patientIds: readonly string[]): Promise<TxContext> {
  const reading = remembering(ctx);
  const turns = await Promise.all(patientIds.map((id) => turnAll(reading, id)));
  const all = turns.flat();
  for (const one of all) await turn(ctx, one);
  // What was just written may turn once more: a visit is booked and over in one list.
  return all.length === 0 ? reading : turned(ctx, patientIds);
}

interface Turned {
  readonly reason: ReasonRow;
  readonly turn: Turn;
  readonly visit: AppointmentRow | null;
}

async function turnAll(ctx: TxContext, patientId: string): Promise<Turned[]> {
  const read = readerOf(ctx);
  const reasons = (await read.reasons(patientId)).filter(
    ({ kind, state }) => isFollowUp(kind) && (isOpen(state) || state === 'booked'),
  );
  if (reasons.length === 0) return [];
  const around = await read.visitsAround(patientId);
  const now = ctx.clock.now();
  const found: Turned[] = [];
  for (const reason of reasons) {
    const booked = reason.bookedId ? await read.appointment(reason.bookedId) : null;
    const visits = booked ? [booked, ...around] : around;
    // The visit it follows from does not satisfy it.
    const others = visits.filter(({ id }) => id !== reason.appointmentId);
    const next = turnOf({ ...reason, serviceId: serviceOf(reason) }, { visits: others, now });
    if (!next) continue;
    const visit = 'visitId' in next ? others.find(({ id }) => id === next.visitId) : undefined;
    found.push({ reason, turn: next, visit: visit ?? null });
  }
  return found;
}

async function turn(ctx: TxContext, { reason, turn: next, visit }: Turned): Promise<void> {
  const now = ctx.clock.now();
  const ends = { answerBy: null, closedAt: now, closedBy: 'system', updatedAt: now };
  switch (next.to) {
    case 'booked':
      return bookedBy(ctx, reason, next.visitId);
    case 'came':
      await updateReason(ctx.db, reason.id, { ...ends, state: 'came' });
      if (visit) await nextInterval(ctx, reason, visit);
      break;
    case 'planned':
      await updateReason(ctx.db, reason.id, {
        state: 'planned',
        bookedId: null,
        answerBy: null,
        reopenedAt: now,
        dueAt: laterOf(reason.dueAt, new Date(now.getTime() + reopenAfterMs)),
        updatedAt: now,
      });
      break;
    default:
      await updateReason(ctx.db, reason.id, { ...ends, state: next.to });
  }
  await note(ctx, reason, next.to);
}

/** Nothing more is asked: neither by a message nor by a person who was to look for times. */
export async function bookedBy(ctx: TxContext, reason: ReasonRow, visitId: string): Promise<void> {
  const now = ctx.clock.now();
  await updateReason(ctx.db, reason.id, {
    state: 'booked',
    bookedId: visitId,
    answerBy: null,
    updatedAt: now,
  });
  for (const request of await closeReasonRequests(ctx.db, { reasonId: reason.id, at: now }))
    await dropOffered(ctx.db, request.id);
  await note(ctx, reason, 'booked');
}

/** Counted from the visit that took place. */
async function nextInterval(ctx: TxContext, reason: ReasonRow, visit: AppointmentRow) {
  if (reason.intervalMonths === null) return;
  const zone = (await readerOf(ctx).clinic(visit.clinicId))?.zone ?? 'UTC';
  const lastVisitOn = toLocal(visit.startsAt, zone).date;
  const dueOn = addMonths(lastVisitOn, reason.intervalMonths);
  const now = ctx.clock.now();
  const next = newReason({
    patientId: reason.patientId,
    purpose: reason.purpose,
    kind: reason.kind,
    doctorId: reason.doctorId,
    argument: reason.argument,
    guarantee: reason.guarantee,
    intervalMonths: reason.intervalMonths,
    dueAt: toInstant({ local: `${dueOn}T${dueTime}`, zone }),
    evidence: { ...reason.evidence, lastVisitOn, dueOn, follows: reason.id },
    createdBy: 'system',
    createdAt: now,
  });
  await insertReason(ctx.db, next);
  await note(ctx, next, 'recorded');
}

const note = (ctx: TxContext, { id, patientId, purpose }: ReasonRow, what: string) =>
  appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor: 'system',
    action: `reason_${what}`,
    subject: `patient:${patientId}`,
    details: { reason: id, purpose },
  });
