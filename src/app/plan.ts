/**
 * Turns a patient's visits and recorded reasons into planned messages. Called after anything about
 * the patient changes; calling it twice changes nothing.
 */

import type { Decision, DecisionCode } from '../domain/policy.ts';
import { laterOf } from '../domain/time.ts';
import {
  insertMessage,
  type MessageRow,
  type NewMessage,
  updateMessage,
} from '../store/messages.ts';
import { plannedOf } from '../store/proactive.ts';
import { appointmentsOf, lockPatient, reasonsOf } from '../store/registry.ts';
import { openCallTask } from './call-tasks.ts';
import type { TxContext } from './context.ts';
import { newId } from './ids.ts';
import {
  type Desired,
  isPlanned,
  ofAgreements,
  ofReason,
  ofSilence,
  ofVisit,
} from './plan-wishes.ts';
import { cardOf, clinicOf, considerProactive, zoneOf } from './situation.ts';
import { decidedNow } from './trail.ts';

export async function planPatient(ctx: TxContext, patientId: string): Promise<void> {
  const patient = await lockPatient(ctx.db, patientId);
  if (!patient) return;
  const card = await cardOf(ctx, patientId);
  const now = ctx.clock.now();
  // The clinic system may go on telling of visits; whoever was forgotten is not written to or called about them.
  const forgotten = patient.erasedAt !== null;
  const visits = forgotten ? [] : await appointmentsOf(ctx.db, { patientId, since: now });
  const reasons = forgotten ? [] : await reasonsOf(ctx.db, patientId);
  const clinic = await clinicOf(ctx, patient);
  const zone = zoneOf(card, clinic);
  const desired = [
    ...(await Promise.all(visits.map((visit) => ofVisit(ctx, visit, card)))).flat(),
    ...reasons.flatMap((reason) => ofReason(reason, card, zone)),
    ...(await ofAgreements(ctx, reasons, { card, zone })),
  ];
  const existing = await plannedOf(ctx.db, patientId);
  await reconcile(ctx, patientId, desired, existing.filter(isPlanned));
  const still = await ofSilence(ctx, patientId, { card, zone });
  await reconcile(
    ctx,
    patientId,
    still,
    existing.filter(({ kind }) => kind === 'still_you'),
  );
}

async function reconcile(
  ctx: TxContext,
  patientId: string,
  desired: readonly Desired[],
  existing: readonly MessageRow[],
): Promise<void> {
  const known = new Map(existing.map((row) => [row.planKey, row]));
  for (const wish of desired) {
    const row = known.get(wish.key);
    if (!row) await create(ctx, patientId, wish);
    else if (row.state === 'planned' || mayRevive(row)) await refresh(ctx, row, wish);
  }
  const wanted = new Set(desired.map((wish) => wish.key));
  for (const row of existing) {
    const stale = row.state === 'planned' && row.retryOf === null && !wanted.has(row.planKey ?? '');
    if (stale) await cancel(ctx, row);
  }
}

/** Dropped by a rule whose facts may since have changed, and never tried. */
const revivable: readonly DecisionCode[] = [
  'withdrawn',
  'stopped',
  'no_consent',
  'no_address',
  'evidence_too_weak',
  'outside_hours',
  'merged',
  'stale_fact',
  'confirmed',
  'muted',
  'expired',
  'unverified',
  'authority_ended',
  'quarantined',
  'budget',
  'already_answered',
];
const mayRevive = (row: MessageRow): boolean =>
  (row.state === 'dropped' || row.state === 'cancelled') &&
  row.tries === 0 &&
  row.code !== null &&
  revivable.includes(row.code);

async function create(ctx: TxContext, patientId: string, wish: Desired): Promise<void> {
  const row: MessageRow = {
    ...blank,
    id: newId(),
    patientId,
    ...fieldsOf(wish),
    planKey: wish.key,
    createdAt: ctx.clock.now(),
  };
  const { decision, ...state } = await forecast(ctx, row, wish);
  const { seq: _, ...fresh } = { ...row, ...state };
  await insertMessage(ctx.db, fresh);
  await decidedNow(ctx, { messageId: row.id, stage: 'plan', decision });
  await callIfNeeded(ctx, fresh);
}

async function callIfNeeded(ctx: TxContext, row: NewMessage): Promise<void> {
  if (row.state !== 'dropped' || row.verdict !== 'call') return;
  await openCallTask(ctx, row, row.code ?? 'outside_hours');
}

/** A revived message whose moment has passed stays as it was: it is never sent late by surprise. */
async function refresh(ctx: TxContext, row: MessageRow, wish: Desired): Promise<void> {
  if (row.state !== 'planned' && (wish.verdict === 'drop' || wish.dueAt <= ctx.clock.now())) return;
  const fields = { ...fieldsOf(wish), dueAt: laterOf(wish.dueAt, heldUntil(row) ?? wish.dueAt) };
  const next = { ...row, ...fields };
  const { decision, ...state } = await forecast(ctx, next, wish);
  const set = { ...fields, ...state };
  await updateMessage(ctx.db, row.id, set);
  await decidedNow(ctx, { messageId: row.id, stage: 'plan', decision, before: row });
  await callIfNeeded(ctx, { ...next, ...set });
}

/** How long the platform holds this very message back; planning anew does not shorten it. What a word of the patient ends, it does. */
function heldUntil(row: MessageRow): Date | null {
  if (row.state !== 'planned') return null;
  if (row.tries > 0) return row.dueAt;
  const byPlatform = row.code === 'throttled' || row.code === 'channel_down' || row.code === 'deaf';
  return row.verdict === 'wait' && byPlatform ? row.until : null;
}

const fieldsOf = (wish: Desired) => ({
  kind: wish.kind,
  purpose: wish.purpose,
  dueAt: wish.dueAt,
  notAfter: wish.notAfter,
  appointmentId: wish.appointmentId,
  scheduleVersion: wish.scheduleVersion,
  reasonId: wish.reasonId,
});

type Forecast = Pick<
  MessageRow,
  'state' | 'verdict' | 'code' | 'until' | 'decidedAt' | 'channel'
> & {
  readonly decision: Decision;
};

/** What would become of it if nothing changed. What the patient refused is dropped at once, the rest is asked again when due. */
async function forecast(ctx: TxContext, row: MessageRow, wish: Desired): Promise<Forecast> {
  const decidedAt = ctx.clock.now();
  if (wish.verdict === 'drop') {
    return {
      state: 'dropped',
      verdict: 'drop',
      code: wish.code,
      until: null,
      decidedAt,
      channel: null,
      decision: { verdict: 'drop', code: wish.code ?? 'stale_fact' },
    };
  }
  const at = laterOf(row.dueAt, ctx.clock.now());
  const { decision } = await considerProactive(ctx, row, at);
  return {
    decision,
    // A step that no agreed hour can hold goes to a person now, while there is time to call.
    state:
      settled.includes(decision.code) || (wish.verdict === 'call' && decision.verdict !== 'wait')
        ? 'dropped'
        : 'planned',
    verdict: decision.verdict,
    code: decision.code,
    until: decision.until ?? null,
    decidedAt,
    channel: decision.route?.channel ?? null,
  };
}

/** What the patient refused is not kept for later. */
const settled: readonly DecisionCode[] = ['withdrawn', 'stopped', 'confirmed', 'muted', 'erased'];

async function cancel(ctx: TxContext, row: MessageRow): Promise<void> {
  const decidedAt = ctx.clock.now();
  await updateMessage(ctx.db, row.id, {
    state: 'cancelled',
    verdict: 'drop',
    code: 'stale_fact',
    decidedAt,
  });
  const decision = { verdict: 'drop', code: 'stale_fact' } as const;
  await decidedNow(ctx, { messageId: row.id, stage: 'plan', decision, before: row });
}

const blank: Omit<MessageRow, 'id' | 'kind' | 'purpose' | 'dueAt' | 'notAfter' | 'createdAt'> = {
  seq: 0,
  direction: 'out',
  proactive: true,
  patientId: null,
  addressId: null,
  bindingId: null,
  threadId: null,
  channel: null,
  account: null,
  planKey: null,
  appointmentId: null,
  scheduleVersion: null,
  reasonId: null,
  retryOf: null,
  editsId: null,
  inboundId: null,
  content: null,
  author: 'bot',
  state: 'planned',
  verdict: null,
  code: null,
  until: null,
  decidedAt: null,
  externalId: null,
  leaseUntil: null,
  leaseBy: null,
  tries: 0,
  settledAt: null,
  deliveredAt: null,
  readAt: null,
};
