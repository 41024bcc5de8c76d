/** Why a message was sent, waits, or was not sent: who agreed to what, what it is about, and each decision. */

import { isLive, type Standing, standing, strengthNeeded } from '../domain/consent.ts';
import {
  cardChannels,
  type EvidenceStrength,
  type Purpose,
  type Relation,
} from '../domain/words.ts';
import { type AttemptRow, attemptsOf, type DecisionRow, decisionsOf } from '../store/attempts.ts';
import { bindingsOfPatient } from '../store/bindings.ts';
import { type ConsentRow, consentHistory } from '../store/consent.ts';
import { findMessage, type MessageRow } from '../store/messages.ts';
import {
  type AppointmentRow,
  findAppointment,
  findClinic,
  findPatient,
  findReason,
  type ReasonRow,
} from '../store/registry.ts';
import { findBinding, lastWordBefore, messageOfInbound } from '../store/why.ts';
import type { Context, TxContext } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { clinicOf } from './situation.ts';

export interface WhyConsent extends Standing<ConsentRow> {
  /** It held when the message was decided, and is strong enough for the clinic's policy of today. */
  readonly enough: boolean;
  /** How the account that agreed stands to the patient; null where it was no account: on paper, at the desk. */
  readonly relation: Relation | null;
  /** What that contact calls the patient. */
  readonly label: string | null;
}

export type WhyReason =
  | { readonly type: 'visit'; readonly appointment: AppointmentRow }
  | { readonly type: 'reason'; readonly reason: ReasonRow }
  /** To what the patient wrote, if that can still be told. */
  | { readonly type: 'answer'; readonly to: MessageRow | null };

export interface Why {
  readonly message: MessageRow;
  /** As it stood when the message was decided; null if nobody agreed, or nobody needs to: an answer. */
  readonly consent: WhyConsent | null;
  /** 0 where no consent is needed. */
  readonly strengthNeeded: EvidenceStrength;
  readonly reason: WhyReason | null;
  /** Oldest first, forecasts included. */
  readonly trail: readonly DecisionRow[];
  readonly attempts: readonly AttemptRow[];
}

export async function readWhy(ctx: Context | TxContext, messageId: string): Promise<Outcome<Why>> {
  const message = await findMessage(ctx.db, messageId);
  if (!message) return notFound('id', 'message');
  const trail = await decisionsOf(ctx.db, messageId);
  const needed = await neededFor(ctx, message);
  return ok({
    message,
    consent: needed === 0 ? null : await consentFor(ctx, message, needed),
    strengthNeeded: needed,
    reason: await reasonOf(ctx, message),
    trail,
    attempts: await attemptsOf(ctx.db, [messageId]),
  });
}

/** Only what we begin ourselves needs to have been agreed. */
async function neededFor(ctx: Context | TxContext, message: MessageRow): Promise<EvidenceStrength> {
  if (!message.proactive || message.purpose === 'service' || !message.patientId) return 0;
  const visit = message.appointmentId ? await findAppointment(ctx.db, message.appointmentId) : null;
  const clinic = visit
    ? await findClinic(ctx.db, visit.clinicId)
    : await clinicOf(ctx, await findPatient(ctx.db, message.patientId));
  return strengthNeeded(clinic?.consentPolicy ?? null, message.purpose);
}

async function consentFor(
  ctx: Context | TxContext,
  message: MessageRow,
  needed: EvidenceStrength,
): Promise<WhyConsent | null> {
  const at = isDecided(message) ? (message.decidedAt ?? ctx.clock.now()) : ctx.clock.now();
  const held = await heldAt(ctx, message, at);
  if (!held) return null;
  const bindingId = held.event.bindingId ?? message.bindingId;
  const binding = bindingId ? await findBinding(ctx.db, bindingId) : null;
  const enough = isLive(held, at) && held.strength >= needed;
  return { ...held, enough, relation: binding?.relation ?? null, label: binding?.label ?? null };
}

/** Until it is sent or given up, what counts is what holds now. */
const isDecided = ({ state }: MessageRow): boolean => state !== 'planned' && state !== 'claimed';

/** For the account it went to; before one is chosen, what speaks most for it. */
async function heldAt(
  ctx: Context | TxContext,
  { patientId, bindingId, channel, purpose }: MessageRow,
  at: Date,
): Promise<Standing<ConsentRow> | null> {
  if (!patientId) return null;
  const history = (await consentHistory(ctx.db, patientId)).filter((event) => event.at <= at);
  const live = await bindingsOfPatient(ctx.db, patientId);
  const places =
    bindingId && channel
      ? [{ channel, bindingId }]
      : [
          ...live.map((one) => ({ channel: one.address.channel, bindingId: one.binding.id })),
          // On paper or at the desk, perhaps before any account is known.
          ...cardChannels.map((one) => ({ channel: one, bindingId: null })),
        ];
  return places
    .map((place) => standing(history, { ...place, purpose: purpose as Purpose }))
    .filter((held) => held !== null)
    .reduce<Standing<ConsentRow> | null>((best, held) => better(best, held, at), null);
}

/** Live before run out or withdrawn, then the stronger, then the newer. */
function better(
  a: Standing<ConsentRow> | null,
  b: Standing<ConsentRow>,
  at: Date,
): Standing<ConsentRow> {
  if (!a) return b;
  const rank = (held: Standing<ConsentRow>) =>
    [isLive(held, at) ? 1 : 0, held.strength, held.event.number] as const;
  const [first, second] = [rank(a), rank(b)];
  const index = first.findIndex((value, i) => value !== second[i]);
  return index >= 0 && (second[index] ?? 0) > (first[index] ?? 0) ? b : a;
}

async function reasonOf(ctx: Context | TxContext, message: MessageRow): Promise<WhyReason | null> {
  if (message.direction === 'in') return null;
  if (!message.proactive) return { type: 'answer', to: await askedBy(ctx, message) };
  const reason = message.reasonId ? await findReason(ctx.db, message.reasonId) : null;
  if (reason) return { type: 'reason', reason };
  const appointment = message.appointmentId
    ? await findAppointment(ctx.db, message.appointmentId)
    : null;
  return appointment && { type: 'visit', appointment };
}

async function askedBy(
  ctx: Context | TxContext,
  { inboundId, addressId, seq }: MessageRow,
): Promise<MessageRow | null> {
  const asked = inboundId ? await messageOfInbound(ctx.db, inboundId) : null;
  if (asked || !addressId) return asked;
  return lastWordBefore(ctx.db, { addressId, seq });
}
