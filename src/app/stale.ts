/** Whether what a message says is still so. */

import type { DecisionCode } from '../domain/policy.ts';
import { satisfies } from '../domain/reason-life.ts';
import { staleOf } from '../domain/visit-stale.ts';
import type { MessageRow } from '../store/messages.ts';
import { readerOf, type TxContext } from './context.ts';
import { serviceOf } from './proposed.ts';
import { offerOf } from './requests.ts';
import { sayingOf, sayingsOf } from './said.ts';
import { isAgreed, quietMoveOf, type Subject, type Way } from './situation.ts';

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
    case 'ask_recall':
      return staleQuestion(ctx, subject);
    case 'recall':
    case 'plan_followup':
    case 'personal_contact':
      return staleInvitation(ctx, subject);
    case 'visit_earlier':
      return staleOffer(ctx, { subject, at });
    case 'impression':
      return (await alarmed(ctx, subject)) ?? staleReason(subject, at);
    case 'aftercare':
      return (await alarmed(ctx, subject)) ?? staleAftercare(ctx, message, { subject, at });
    default:
      return message.purpose === 'visit'
        ? staleVisit(ctx, message, { subject, at })
        : staleReason(subject, at);
  }
}

/** While a person looks after somebody who feels bad, the bot neither advises nor asks for a mark. */
const alarmed = async (ctx: TxContext, { patient }: Subject): Promise<DecisionCode | null> =>
  (await readerOf(ctx).graveAlarms(patient.id)).length > 0 ? 'alarm_open' : null;

interface Asked {
  readonly subject: Subject;
  readonly at: Date;
}

async function staleVisit(
  ctx: TxContext,
  message: MessageRow,
  { subject: { appointment, clinic }, at }: Asked,
): Promise<DecisionCode | null> {
  const saying = appointment && sayingOf(appointment, message);
  if (!saying) return 'stale_fact';
  const rows = await readerOf(ctx).messagesOfVisit(appointment.id);
  const others = sayingsOf(
    appointment,
    rows.filter(({ id }) => id !== message.id),
  );
  return staleOf(saying, { visit: appointment, others, quietMoveMin: quietMoveOf(clinic), at });
}

/** The visit is still ahead, and the earlier time is still kept for the patient. */
async function staleOffer(
  ctx: TxContext,
  { subject: { appointment }, at }: Asked,
): Promise<DecisionCode | null> {
  const isOn = appointment?.status === 'booked' || appointment?.status === 'confirmed';
  if (!appointment || !isOn || appointment.startsAt <= at) return 'stale_fact';
  const offer = await offerOf(ctx, appointment.id);
  return offer && offer.startsAt > at && offer.until > at ? null : 'stale_fact';
}

async function staleAftercare(
  ctx: TxContext,
  { scheduleVersion }: MessageRow,
  { subject: { appointment }, at }: Asked,
): Promise<DecisionCode | null> {
  if (!appointment || appointment.scheduleVersion !== scheduleVersion) return 'stale_fact';
  if (appointment.status === 'cancelled' || appointment.status === 'no_show') return 'stale_fact';
  if (appointment.endsAt > at) return 'stale_fact';
  const service = appointment.serviceId ? await readerOf(ctx).service(appointment.serviceId) : null;
  return service?.aftercare ? null : 'stale_fact';
}

function staleReason({ appointment, reason }: Subject, now: Date): DecisionCode | null {
  if (!reason || reason.state === 'closed') return 'stale_fact';
  if (reason.state === 'answered') return 'already_answered';
  if (appointment?.status === 'cancelled' || appointment?.status === 'no_show') return 'stale_fact';
  // Moved to a later day after the doctor had asked for the check.
  return appointment && appointment.startsAt > now ? 'stale_fact' : null;
}

/** Whoever has booked already, from wherever we heard of it, is not invited. */
async function staleInvitation(
  ctx: TxContext,
  { patient, reason }: Subject,
): Promise<DecisionCode | null> {
  if (reason?.state !== 'planned' && reason?.state !== 'silent') return 'stale_fact';
  const visits = await readerOf(ctx).visitsAround(patient.id);
  const own = { ...reason, serviceId: serviceOf(reason) };
  const isBooked = visits.some(
    (visit) => visit.id !== reason.appointmentId && satisfies(visit, own),
  );
  return isBooked ? 'known_already' : null;
}

async function staleQuestion(ctx: TxContext, subject: Subject): Promise<DecisionCode | null> {
  const { patient, reason } = subject;
  if (reason && (await isAgreed(ctx, patient.id, reason.purpose))) return 'already_answered';
  return staleInvitation(ctx, subject);
}
