/** Whether what a message says is still so. */

import type { DecisionCode } from '../domain/policy.ts';
import type { MessageRow } from '../store/messages.ts';
import type { TxContext } from './context.ts';
import { isAgreed, type Subject, type Way } from './situation.ts';

/** Null while nothing contradicts it and it is still worth saying. */
export async function staleness(
  ctx: TxContext,
  message: MessageRow,
  { subject, ways, at }: { subject: Subject; ways: readonly Way[]; at: Date },
): Promise<DecisionCode | null> {
  if (subject.patient.erasedAt) return 'erased';
  switch (message.kind) {
    case 'staff_message':
      return null;
    case 'still_you':
      return ways.some(({ path }) => path.silent) ? null : 'already_answered';
    case 'ask_wellbeing':
      return (await isAgreed(ctx, subject.patient.id, 'wellbeing'))
        ? 'already_answered'
        : staleReason(subject, at);
    default:
      return message.purpose === 'visit'
        ? staleVisit(message, subject, at)
        : staleReason(subject, at);
  }
}

function staleVisit(message: MessageRow, { appointment }: Subject, now: Date): DecisionCode | null {
  if (!appointment || appointment.scheduleVersion !== message.scheduleVersion) return 'stale_fact';
  if (appointment.status !== 'booked' && appointment.status !== 'confirmed') return 'stale_fact';
  if (appointment.startsAt <= now) return 'past_deadline';
  if (appointment.mutedAt) return 'muted';
  // The later reminder informs; only the earlier ones ask, and a confirmed visit needs no asking.
  return appointment.status === 'confirmed' && message.kind !== 'visit_soon' ? 'confirmed' : null;
}

function staleReason({ appointment, reason }: Subject, now: Date): DecisionCode | null {
  if (!reason || reason.state === 'closed') return 'stale_fact';
  if (reason.state === 'answered') return 'already_answered';
  if (appointment?.status === 'cancelled' || appointment?.status === 'no_show') return 'stale_fact';
  // Moved to a later day after the doctor had asked for the check.
  return appointment && appointment.startsAt > now ? 'stale_fact' : null;
}
