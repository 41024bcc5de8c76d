/**
 * Turns a patient's visits and recorded reasons into planned messages. Called after anything about
 * the patient changes; calling it twice changes nothing.
 */

import type { Decision, DecisionCode } from '../domain/policy.ts';
import { fateOf } from '../domain/reconcile.ts';
import { laterOf } from '../domain/time.ts';
import { isAsking } from '../domain/wellbeing.ts';
import type { MessageRow } from '../store/messages.ts';
import { insertPlanned, lockPatients, lockPlanned, updatePlanned } from '../store/planned.ts';
import type { PatientRow } from '../store/registry.ts';
import { jsonOf } from '../store/statement.ts';
import { openCallTask, openDeskTask } from './call-tasks.ts';
import { readerOf, type TxContext } from './context.ts';
import { newId } from './ids.ts';
import { type Desired, isPlanned, ofAgreements, ofReason, ofSilence } from './plan-wishes.ts';
import { turned } from './reason-turns.ts';
import { listForDesk, ofFollowUps } from './reason-wishes.ts';
import { ofRequests } from './request-wishes.ts';
import { cardOf, clinicOf, considerProactive, zoneOf } from './situation.ts';
import { decidedNow } from './trail.ts';
import { ofVisit } from './visit-wishes.ts';

export const planPatient = (ctx: TxContext, patientId: string): Promise<void> =>
  planPatients(ctx, [patientId]);

/** Some hundred at once cost little more statements than one. */
export async function planPatients(ctx: TxContext, patientIds: readonly string[]): Promise<void> {
  const patients = await lockPatients(ctx.db, patientIds);
  const existing = Map.groupBy(
    await lockPlanned(
      ctx.db,
      patients.map(({ id }) => id),
    ),
    ({ patientId }) => patientId,
  );
  const reading = await turned(
    ctx,
    patients.map(({ id }) => id),
  );
  const changes = await Promise.all(
    patients.map((patient) => changesFor(reading, patient, existing.get(patient.id) ?? [])),
  );
  await write(ctx, changes.flat());
  for (const { id: patientId, erasedAt } of patients) {
    const reasons = erasedAt ? [] : await readerOf(reading).reasons(patientId);
    if (reasons.length === 0) continue;
    await listForDesk(reading, { patientId, reasons, existing: existing.get(patientId) ?? [] });
  }
}

/** What has to change so that exactly what is called for is planned. */
async function changesFor(
  ctx: TxContext,
  patient: PatientRow,
  existing: readonly MessageRow[],
): Promise<Change[]> {
  const { id: patientId } = patient;
  const read = readerOf(ctx);
  const card = await cardOf(ctx, patientId);
  // The clinic system may go on telling of visits; whoever was forgotten is not written to or called about them.
  const forgotten = patient.erasedAt !== null;
  const visits = forgotten ? [] : await read.visitsAround(patientId);
  const reasons = forgotten ? [] : await read.reasons(patientId);
  const zone = zoneOf(card, await clinicOf(ctx, patient));
  const desired = [
    ...(await Promise.all(visits.map((visit) => ofVisit(ctx, { visit, card, existing })))).flat(),
    ...reasons.flatMap((reason) => ofReason(reason, card, zone)),
    ...(await ofAgreements(ctx, reasons, { card, zone })),
    ...(await ofFollowUps(ctx, { patientId, reasons, card, zone, existing })),
    ...(forgotten ? [] : await ofRequests(ctx, patientId)),
  ];
  const changes = await reconcile(ctx, patientId, desired, existing.filter(isPlanned));
  const planned = after(existing, changes);
  const still = await ofSilence(ctx, patientId, { card, zone, planned });
  const asked = existing.filter(({ kind }) => kind === 'still_you');
  return [...changes, ...(await reconcile(ctx, patientId, still, asked))];
}

/** A message to be written, new or changed, and what the policy said of it. */
interface Change {
  readonly row: MessageRow;
  /** Null for a new one. */
  readonly before: MessageRow | null;
  readonly decision: Decision;
}

function after(existing: readonly MessageRow[], changes: readonly Change[]): MessageRow[] {
  const changed = new Map(changes.map(({ row }) => [row.id, row]));
  const kept = existing.filter(({ id }) => !changed.has(id));
  return [...kept, ...changed.values()];
}

async function reconcile(
  ctx: TxContext,
  patientId: string,
  desired: readonly Desired[],
  existing: readonly MessageRow[],
): Promise<Change[]> {
  const known = new Map(existing.map((row) => [row.planKey, row]));
  const wanted = await Promise.all(
    desired.map((wish) => {
      const row = known.get(wish.key) ?? null;
      const fate = fateOf(row, wish, ctx.clock.now());
      if (row) return fate === 'refresh' ? refresh(ctx, row, wish) : null;
      return create(ctx, patientId, fate === 'late' ? tooLate(wish) : wish);
    }),
  );
  const keys = new Set(desired.map((wish) => wish.key));
  const stale = existing.filter(
    ({ state, retryOf, planKey }) =>
      state === 'planned' && retryOf === null && !keys.has(planKey ?? ''),
  );
  return [...wanted.filter((change) => change !== null), ...stale.map((row) => cancel(ctx, row))];
}

async function write(ctx: TxContext, changes: readonly Change[]): Promise<void> {
  const fresh = changes.filter(({ before }) => before === null);
  const changed = changes.filter(({ before, row }) => before !== null && differs(before, row));
  await insertPlanned(
    ctx.db,
    fresh.map(({ row }) => row),
  );
  await updatePlanned(
    ctx.db,
    changed.map(({ row }) => row),
  );
  await decidedNow(
    ctx,
    changes.map(({ row, before, decision }) => ({
      messageId: row.id,
      stage: 'plan',
      decision,
      before: before ?? undefined,
    })),
  );
  for (const change of changes) await callIfNeeded(ctx, change);
}

/** A forecast that only says the same again is not written. */
const differs = (before: MessageRow, row: MessageRow): boolean =>
  jsonOf({ ...before, decidedAt: null }) !== jsonOf({ ...row, decidedAt: null });

const tooLate = (wish: Desired): Desired => ({ ...wish, verdict: 'drop', code: 'planned_late' });

async function create(ctx: TxContext, patientId: string, wish: Desired): Promise<Change> {
  const row: MessageRow = {
    ...blank,
    id: newId(),
    patientId,
    ...fieldsOf(wish),
    planKey: wish.key,
    createdAt: ctx.clock.now(),
  };
  const { decision, ...state } = await forecast(ctx, row, wish);
  return { row: { ...row, ...state }, before: null, decision };
}

async function callIfNeeded(ctx: TxContext, { row, before }: Change): Promise<void> {
  if (row.state !== 'dropped') return;
  if (before && isCheck(row.kind)) await tellOfRefusal(ctx, row);
  if (row.verdict !== 'call') return;
  await openCallTask(ctx, row, row.code ?? 'outside_hours');
}

const isCheck = (kind: string): boolean => isAsking(kind) && kind !== 'impression';

/** Days after a treatment were still to be asked about, and now are not: the doctor decides what instead. */
async function tellOfRefusal(ctx: TxContext, { patientId, code }: MessageRow): Promise<void> {
  if (!patientId || (code !== 'withdrawn' && code !== 'stopped')) return;
  await openDeskTask(ctx, { patientId, purpose: 'wellbeing', code: 'wellbeing_withdrawn' });
}

async function refresh(ctx: TxContext, before: MessageRow, wish: Desired): Promise<Change> {
  const dueAt = laterOf(wish.dueAt, heldUntil(before) ?? wish.dueAt);
  const next = { ...before, ...fieldsOf(wish), dueAt };
  const { decision, ...state } = await forecast(ctx, next, wish);
  return { row: { ...next, ...state }, before, decision };
}

/** How long the platform holds this very message back; planning anew does not shorten it. What a word or a proof ends, it does. */
function heldUntil(row: MessageRow): Date | null {
  if (row.state !== 'planned') return null;
  if (row.tries > 0) return row.dueAt;
  return row.verdict === 'wait' && row.code === 'throttled' ? row.until : null;
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

function cancel(ctx: TxContext, before: MessageRow): Change {
  const decision = { verdict: 'drop', code: 'stale_fact' } as const;
  const row: MessageRow = {
    ...before,
    ...decision,
    state: 'cancelled',
    decidedAt: ctx.clock.now(),
  };
  return { row, before, decision };
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
  carriedBy: null,
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
