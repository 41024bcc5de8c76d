/** What recorded reasons call for: one invitation each, a question where nobody has agreed yet, a person where neither may be. */

import type { ServiceCard } from '../domain/card.ts';
import { isLive, standing } from '../domain/consent.ts';
import { overAt } from '../domain/reason-life.ts';
import { isFollowUp } from '../domain/reasons.ts';
import { type Unanswered, unansweredMax, variedHours } from '../domain/silence.ts';
import { dayMs, laterOf } from '../domain/time.ts';
import type { Purpose } from '../domain/words.ts';
import type { MessageRow } from '../store/messages.ts';
import type { ReasonRow } from '../store/registry.ts';
import type { ContactKind } from '../text/proactive.ts';
import { openDeskTask } from './call-tasks.ts';
import { readerOf, type TxContext } from './context.ts';
import { type Desired, mayAsk, placed } from './plan-wishes.ts';
import { isContact } from './reason-sent.ts';
import { cardOf, isAgreed } from './situation.ts';

/** Whether it may be written about is asked so long before it is due, or after the visit it follows from. */
const ask_ms = 7 * dayMs;

export interface FollowUps {
  readonly patientId: string;
  readonly reasons: readonly ReasonRow[];
  readonly card: ServiceCard;
  readonly zone: string;
  /** Everything that was ever planned for the patient. */
  readonly existing: readonly MessageRow[];
}

export async function ofFollowUps(ctx: TxContext, of: FollowUps): Promise<Desired[]> {
  const reasons = of.reasons.filter(({ kind }) => isFollowUp(kind));
  const waiting = reasons.filter(({ state }) => state === 'planned' || state === 'silent');
  if (waiting.length === 0) return [];
  const tried = await unanswered(ctx, of);
  const wishes = await Promise.all(
    waiting.map(async (reason) => [
      ...((await isJustified(ctx, reason)) ? invitation(reason, of, tried) : []),
      ...(await question(ctx, reason, { ...of, reasons })),
    ]),
  );
  return wishes.flat();
}

/** Agreed for this contact, or for its purpose; a question in the chat may still bring that. */
async function isJustified(ctx: TxContext, reason: ReasonRow): Promise<boolean> {
  const { patientId, purpose, evidence } = reason;
  if (evidence.agreed === true || (await isAgreed(ctx, patientId, purpose))) return true;
  return maySomebodyCall(ctx, reason);
}

/** The patient agreed to calls about this, or chose them on the card and did not say no to this one. */
async function maySomebodyCall(
  ctx: TxContext,
  { patientId, purpose, evidence }: ReasonRow,
): Promise<boolean> {
  const history = await readerOf(ctx).history(patientId);
  const calls = standing(history, { purpose, channel: 'phone', bindingId: null });
  if (calls) return isLive(calls, ctx.clock.now());
  return evidence.agreed !== false && (await cardOf(ctx, patientId)).channels[0] === 'phone';
}

function invitation(reason: ReasonRow, of: FollowUps, tried: readonly Unanswered[]): Desired[] {
  const key = keyOf(reason, of.existing);
  if (key === null || tried.length >= unansweredMax) return [];
  const ideal = reason.state === 'silent' ? (reason.answerBy ?? reason.dueAt) : reason.dueAt;
  const notAfter = overAt(reason);
  const { zone, card } = of;
  const hours = tried.length > 0 ? variedHours(card.hours, tried, zone) : card.hours;
  const wish = { ideal, notBefore: ideal, notAfter, hours, zone };
  return [
    {
      key,
      kind: kindOf(reason),
      purpose: reason.purpose,
      // Without another hour nobody tries the same again.
      ...placed(wish, tried.length > 0 ? 'drop' : 'call'),
      notAfter,
      appointmentId: null,
      scheduleVersion: null,
      reasonId: reason.id,
      isPunctual: false,
    },
  ];
}

/** Once, once more where nobody answered, and anew after a visit was called off. */
function keyOf(reason: ReasonRow, existing: readonly MessageRow[]): string | null {
  const { id, state, reopenedAt } = reason;
  const first = `reason:${id}:${reopenedAt ? 'anew' : 'invite'}`;
  if (state === 'planned') return first;
  const second = `reason:${id}:second`;
  const own = existing.filter((one) => one.reasonId === id && isContact(one.kind) && hasLeft(one));
  return own.some(({ planKey }) => planKey === second) ? null : second;
}

function kindOf({ kind }: ReasonRow): ContactKind {
  if (kind === 'plan') return 'plan_followup';
  return kind === 'personal' || kind === 'later_need' ? 'personal_contact' : 'recall';
}

/** Or may have: whoever got it once is not to get it again. */
const leftStates: readonly MessageRow['state'][] = [
  'accepted',
  'sent',
  'delivered',
  'read',
  'unknown',
];
const hasLeft = ({ state }: MessageRow): boolean => leftStates.includes(state);

/** Since the patient last wrote, and since the card was last renewed. */
export async function unanswered(
  ctx: TxContext,
  { patientId, reasons, existing }: Pick<FollowUps, 'patientId' | 'reasons' | 'existing'>,
): Promise<Unanswered[]> {
  const silent = new Set(reasons.flatMap(({ id, state }) => (state === 'silent' ? [id] : [])));
  if (silent.size === 0) return [];
  const read = readerOf(ctx);
  const live = await read.accountsOfPatient(patientId);
  const words = live.map(({ address }) => address.lastInboundAt?.getTime() ?? 0);
  const renewed = (await read.card(patientId))?.updatedAt.getTime() ?? 0;
  const since = Math.max(renewed, ...words);
  return existing.flatMap(({ kind, reasonId, state, channel, decidedAt }) =>
    isContact(kind) &&
    leftStates.includes(state) &&
    silent.has(reasonId ?? '') &&
    decidedAt &&
    decidedAt.getTime() > since
      ? [{ channel, at: decidedAt }]
      : [],
  );
}

/** May we write about this? Of one purpose once, and not again to who has said no. */
async function question(
  ctx: TxContext,
  reason: ReasonRow,
  { reasons, existing, card, zone }: FollowUps,
): Promise<Desired[]> {
  if (reason.state !== 'planned' || !(await mayAskAbout(ctx, reason, { reasons, existing })))
    return [];
  const visit = reason.appointmentId ? await readerOf(ctx).appointment(reason.appointmentId) : null;
  const ideal = visit
    ? laterOf(reason.createdAt, visit.endsAt)
    : laterOf(reason.createdAt, new Date(reason.dueAt.getTime() - ask_ms));
  const notAfter = laterOf(reason.dueAt, new Date(ideal.getTime() + ask_ms));
  return [
    {
      key: `reason:${reason.id}:agree`,
      kind: 'ask_recall',
      purpose: 'visit',
      ...placed({ ideal, notBefore: ideal, notAfter, hours: card.hours, zone }, 'drop'),
      notAfter,
      appointmentId: null,
      scheduleVersion: null,
      reasonId: reason.id,
      isPunctual: false,
    },
  ];
}

type Beside = Pick<FollowUps, 'reasons' | 'existing'>;

async function mayAskAbout(
  ctx: TxContext,
  reason: ReasonRow,
  { reasons, existing }: Beside,
): Promise<boolean> {
  const { patientId, purpose, id } = reason;
  const others = reasons.filter((one) => one.id !== id && one.purpose === purpose);
  const first = reasons.find((one) => one.purpose === purpose && one.state === 'planned');
  if (first?.id !== id || wasAskedBefore(others, existing)) return false;
  return (await isAgreed(ctx, patientId, 'visit')) && mayAsk(ctx, patientId, purpose);
}

/** About another reason of the same purpose, or they said no to one. */
export const wasAskedBefore = (
  others: readonly ReasonRow[],
  existing: readonly MessageRow[],
): boolean =>
  others.some(({ state }) => state === 'declined') ||
  existing.some(
    (one) =>
      one.kind === 'ask_recall' &&
      hasLeft(one) &&
      others.some((other) => other.id === one.reasonId),
  );

/** Who neither agreed nor may be asked here is asked by a person who sees them; who never answers has a card to renew. */
export async function listForDesk(ctx: TxContext, of: Omit<FollowUps, 'card' | 'zone'>) {
  const { patientId, existing } = of;
  const reasons = of.reasons.filter(({ kind }) => isFollowUp(kind));
  const planned = reasons.filter(({ state }) => state === 'planned');
  const tell = (purpose: Purpose, code: 'ask_at_visit' | 'renew_card') =>
    openDeskTask(ctx, { patientId, purpose, code });
  for (const reason of planned) {
    if (await isReachable(ctx, reason, { reasons, existing })) continue;
    await tell(reason.purpose, 'ask_at_visit');
    break;
  }
  const [silent] = reasons.filter(({ state }) => state === 'silent');
  if (silent && (await unanswered(ctx, { ...of, reasons })).length >= unansweredMax)
    await tell(silent.purpose, 'renew_card');
}

async function isReachable(ctx: TxContext, reason: ReasonRow, beside: Beside): Promise<boolean> {
  if (await isAgreed(ctx, reason.patientId, reason.purpose)) return true;
  if (await maySomebodyCall(ctx, reason)) return true;
  const asked = beside.existing.some(
    ({ kind, reasonId, state }) =>
      kind === 'ask_recall' &&
      reasonId === reason.id &&
      (state === 'planned' || state === 'claimed'),
  );
  return asked || mayAskAbout(ctx, reason, beside);
}
