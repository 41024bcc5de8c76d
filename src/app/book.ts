/** A new visit that a patient books in the chat, as a reason calls for it. */

import { knownNow } from '../domain/known.ts';
import { mayBook } from '../domain/reason-life.ts';
import { minuteMs } from '../domain/time.ts';
import type { ChannelId } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import { lockReason } from '../store/reasons.ts';
import { type AppointmentRow, insertAppointment } from '../store/registry.ts';
import { dropPicked } from '../store/slots.ts';
import type { TxContext } from './context.ts';
import { appendEvent, visitData } from './events.ts';
import { newId } from './ids.ts';
import { bookingOf, isOffered, isOpen, unlessTaken } from './openings.ts';
import { proposedOf } from './proposed.ts';
import { endSuccessors } from './reason-answers.ts';
import { bookedBy } from './reason-turns.ts';

/** By this a clinic system knows visits that it did not make; it tells of them under the same id. */
const prefix = 'zabota-';

/** `taken`: somebody was quicker · `changed`: it is booked already, or over. */
export async function bookFor(
  ctx: TxContext,
  { reasonId, via }: { readonly reasonId: string; readonly via: ChannelId },
  startsAt: Date,
): Promise<'moved' | 'taken' | 'changed'> {
  const reason = await lockReason(ctx.db, reasonId);
  const proposed = reason && mayBook(reason.state) ? await proposedOf(ctx, reasonId) : null;
  if (!reason || !proposed) return 'changed';
  const booking = bookingOf(proposed.appointment);
  const may = (await isOffered(ctx, booking, startsAt)) || (await isOpen(ctx, booking, startsAt));
  if (!may) return 'taken';
  const visit = visitAt(ctx, proposed.appointment, startsAt);
  const written = await unlessTaken(ctx, async (tx) => {
    await insertAppointment(tx.db, visit);
    return true;
  });
  if (!written) return 'taken';
  await dropPicked(ctx.db, visit.patientId);
  await bookedBy(ctx, reason, visit.id);
  await endSuccessors(ctx, reason);
  await tell(ctx, visit, { reasonId, via });
  return 'moved';
}

function visitAt(ctx: TxContext, proposed: AppointmentRow, startsAt: Date): AppointmentRow {
  const now = ctx.clock.now();
  const visit: AppointmentRow = {
    ...proposed,
    id: `${prefix}${newId()}`,
    startsAt,
    endsAt: new Date(startsAt.getTime() + proposed.durationMin * minuteMs),
    status: 'booked',
    knownAt: now,
    createdAt: now,
    updatedAt: now,
  };
  return { ...visit, ...knownNow(visit) };
}

async function tell(
  ctx: TxContext,
  visit: AppointmentRow,
  { reasonId, via }: { readonly reasonId: string; readonly via: ChannelId },
): Promise<void> {
  await appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor: 'patient',
    action: 'visit_booked',
    subject: `appointment:${visit.id}`,
    details: { via, reason: reasonId, startsAt: visit.startsAt.toISOString() },
  });
  await appendEvent(ctx, {
    type: 'appointment.booked',
    patientId: visit.patientId,
    data: { ...visitData(visit), by: 'patient', via, followUpId: reasonId },
  });
}
