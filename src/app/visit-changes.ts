/** What patients change of their visits in the chat: the time, whether they come at all, and why not. */

import { visitEventOf } from '../domain/events.ts';
import { knownNow } from '../domain/known.ts';
import { minuteMs } from '../domain/time.ts';
import type { ChannelId } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import { type AppointmentRow, lockAppointment, updateAppointment } from '../store/registry.ts';
import { dropPicked } from '../store/slots.ts';
import { closeCallTasksOf } from '../store/threads.ts';
import type { TxContext } from './context.ts';
import { appendEvent, visitData } from './events.ts';
import { markOld } from './old-messages.ts';
import { bookingOf, isOffered, isOpen, unlessTaken } from './openings.ts';
import { settleRequests } from './requests.ts';
import { offerFreed } from './waiting.ts';

export interface Change {
  readonly appointmentId: string;
  /** What the patient was shown; a visit that has changed since is not touched. */
  readonly scheduleVersion: number;
  readonly via: ChannelId;
}

const isAhead = (visit: AppointmentRow, now: Date): boolean =>
  (visit.status === 'booked' || visit.status === 'confirmed') && visit.startsAt > now;

/**
 * To a time that is free or kept for this patient. A cancelled visit that is moved is booked again.
 * `taken`: somebody was quicker · `changed`: the visit is not what was shown any more.
 */
export async function moveVisit(
  ctx: TxContext,
  { appointmentId, scheduleVersion, via }: Change,
  startsAt: Date,
): Promise<'moved' | 'taken' | 'changed'> {
  const visit = await lockAppointment(ctx.db, appointmentId);
  const now = ctx.clock.now();
  const movable = visit && (isAhead(visit, now) || visit.status === 'cancelled');
  if (!movable || visit.scheduleVersion !== scheduleVersion) return 'changed';
  const booking = bookingOf(visit);
  const may = (await isOffered(ctx, booking, startsAt)) || (await isOpen(ctx, booking, startsAt));
  if (!may) return 'taken';
  const next = {
    ...toldBefore(visit),
    startsAt,
    endsAt: new Date(startsAt.getTime() + visit.durationMin * minuteMs),
    status: 'booked',
    scheduleVersion: scheduleVersion + 1,
    knownAt: now,
    ...knownNow({ ...visit, startsAt, scheduleVersion: scheduleVersion + 1 }),
    confirmedAt: null,
    confirmedVia: null,
    mutedAt: null,
    cancelledBy: null,
    cancelReason: null,
    updatedAt: now,
  } as const;
  const written = await unlessTaken(ctx, async (tx) => {
    await updateAppointment(tx.db, visit.id, next);
    return true;
  });
  if (!written) return 'taken';
  await changed(ctx, { visit: { ...visit, ...next }, before: visit, via });
  return 'moved';
}

/** The time is free at once. False where it is not what was shown any more. */
export async function cancelVisit(
  ctx: TxContext,
  { appointmentId, scheduleVersion, via }: Change,
): Promise<boolean> {
  const visit = await lockAppointment(ctx.db, appointmentId);
  const now = ctx.clock.now();
  if (!visit || !isAhead(visit, now) || visit.scheduleVersion !== scheduleVersion) return false;
  const next = {
    ...toldBefore(visit),
    status: 'cancelled',
    cancelledBy: 'patient',
    updatedAt: now,
  } as const;
  await updateAppointment(ctx.db, visit.id, next);
  await changed(ctx, { visit: { ...visit, ...next }, before: visit, via });
  return true;
}

/** Until the clinic system has heard of it, it may go on telling what it knew. */
const toldBefore = ({ toldStartsAt, startsAt }: AppointmentRow) => ({
  toldStartsAt: toldStartsAt ?? startsAt,
});

interface Changed {
  readonly visit: AppointmentRow;
  readonly before: AppointmentRow;
  readonly via: ChannelId;
}

async function changed(ctx: TxContext, { visit, before, via }: Changed): Promise<void> {
  const at = ctx.clock.now();
  const type = visitEventOf(before, visit);
  await dropPicked(ctx.db, visit.patientId);
  await closeCallTasksOf(ctx.db, { appointmentIds: [visit.id], at, result: 'superseded' });
  await settleRequests(ctx, { appointmentId: visit.id, by: 'patient' });
  await appendAudit(ctx.db, {
    at,
    actor: 'patient',
    action: type.replace('appointment.', 'visit_'),
    subject: `appointment:${visit.id}`,
    details: { via, startsAt: visit.startsAt.toISOString() },
  });
  const moved = type === 'appointment.moved';
  const previousStartsAt = before.startsAt.toISOString();
  await appendEvent(ctx, {
    type,
    patientId: visit.patientId,
    data: { ...visitData(visit), by: 'patient', via, ...(moved && { previousStartsAt }) },
  });
  await markOld(ctx, before);
  if (before.status !== 'cancelled') await offerFreed(ctx, before, { by: 'patient' });
}

/** Why it was not possible, for the desk and the clinic system: only of the patient's own cancellation. */
export async function noteCancelReason(
  ctx: TxContext,
  { appointmentId, reason }: { readonly appointmentId: string; readonly reason: string },
  via: ChannelId,
): Promise<void> {
  const visit = await lockAppointment(ctx.db, appointmentId);
  if (visit?.status !== 'cancelled' || visit.cancelledBy !== 'patient') return;
  const next = {
    cancelReason: reason.slice(0, reason_chars_max).toWellFormed(),
    updatedAt: ctx.clock.now(),
  };
  await updateAppointment(ctx.db, visit.id, next);
  await appendEvent(ctx, {
    type: 'appointment.changed',
    patientId: visit.patientId,
    data: { ...visitData({ ...visit, ...next }), by: 'patient', via, reason: next.cancelReason },
  });
}

const reason_chars_max = 500;
