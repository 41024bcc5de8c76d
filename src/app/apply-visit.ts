/** Effects about a visit, the treatment, and what a person must see. */

import type { HandOverReason } from '../dialogue/types.ts';
import { type AlarmCode, alarmCodes } from '../domain/alarm.ts';
import { knownNow } from '../domain/known.ts';
import { dayMs } from '../domain/time.ts';
import { bindingsOfAddress } from '../store/bindings.ts';
import { appendAudit } from '../store/consent.ts';
import { updateMessage } from '../store/messages.ts';
import {
  findReason,
  lockAppointment,
  reasonsOf,
  reasonsOfAppointments,
  updateAppointment,
  updateReason,
} from '../store/registry.ts';
import { dropPicked } from '../store/slots.ts';
import { raiseAlarm } from './alarms.ts';
import type { Application, EffectOf } from './apply.ts';
import { endDeskTask } from './call-tasks.ts';
import { Collision, type TxContext } from './context.ts';
import { handOver } from './hand-over.ts';
import { askFor, withdraw } from './requests.ts';
import { cancelVisit } from './visit-changes.ts';
import { declineOffers } from './waiting.ts';

/** As long as questions may go on after a treatment. */
const episode_ms = 30 * dayMs;

export async function toPerson(
  ctx: TxContext,
  on: Application,
  effect: EffectOf<'hand_over'>,
): Promise<void> {
  const { reason, urgent } = effect;
  const threadId = await handOver(ctx, {
    addressId: on.address.id,
    patientId: effect.patientId,
    reason,
    urgent,
  });
  await updateMessage(ctx.db, on.inboundMessageId, {
    threadId,
    ...(effect.patientId && { patientId: effect.patientId }),
  });
  await callPeople(ctx, on, { effect, threadId });
}

const alarmOf = (reason: HandOverReason): AlarmCode | null =>
  alarmCodes.find((code) => code === reason) ?? null;

/** Whoever is nobody's patient here has an urgent chat, and nobody's doctor to call. */
async function callPeople(
  ctx: TxContext,
  on: Application,
  { effect, threadId }: { readonly effect: EffectOf<'hand_over'>; readonly threadId: string },
): Promise<void> {
  const code = alarmOf(effect.reason);
  const patientId = code && (effect.patientId ?? (await likelyPatient(ctx, on.address.id)));
  if (!code || !patientId) return;
  const said = on.effects.find(({ type }) => type === 'wellbeing_answer');
  const reasonId =
    said?.type === 'wellbeing_answer' ? said.reasonId : await lastAsked(ctx, patientId);
  await raiseAlarm(ctx, { patientId, code, threadId, reasonId });
}

/** Of several behind one account: the holder, else whoever was bound first. */
async function likelyPatient(ctx: TxContext, addressId: string): Promise<string | null> {
  const bound = await bindingsOfAddress(ctx.db, addressId);
  const own = bound.find(({ relation }) => relation === 'self') ?? bound[0];
  return own?.patientId ?? null;
}

/** What they were asked about last, answered or not. */
async function lastAsked(ctx: TxContext, patientId: string): Promise<string | null> {
  const since = ctx.clock.now().getTime() - episode_ms;
  const asked = (await reasonsOf(ctx.db, patientId)).findLast(
    ({ kind, state, dueAt }) =>
      kind === 'wellbeing' &&
      (state === 'sent' || state === 'answered' || state === 'silent') &&
      dueAt.getTime() > since,
  );
  return asked?.id ?? null;
}

export async function wellbeingAnswer(
  ctx: TxContext,
  effect: EffectOf<'wellbeing_answer'>,
): Promise<void> {
  const { reasonId, answer, score } = effect;
  const now = ctx.clock.now();
  await updateReason(ctx.db, reasonId, {
    state: 'answered',
    answer,
    score,
    answeredAt: now,
    updatedAt: now,
  });
  const reason = await findReason(ctx.db, reasonId);
  // Nobody has to call about a silence that has ended.
  if (reason) await endDeskTask(ctx, { patientId: reason.patientId, code: 'wellbeing_silent' });
  // That there was an answer, not what it said: an audit is for ever.
  await note(ctx, 'wellbeing_answered', reasonId);
}

/** The doctor sees that it was declined; nobody asks this time. */
export async function declineWellbeing(
  ctx: TxContext,
  { reasonId }: EffectOf<'decline_wellbeing'>,
): Promise<void> {
  await closeEpisode(ctx, reasonId);
  await note(ctx, 'wellbeing_declined', reasonId);
}

/** Whoever does not want to be asked is asked on none of the days. */
async function closeEpisode(ctx: TxContext, reasonId: string): Promise<void> {
  const first = await findReason(ctx.db, reasonId);
  const all = first?.appointmentId
    ? await reasonsOfAppointments(ctx.db, [first.appointmentId])
    : [];
  const now = ctx.clock.now();
  const closed = { state: 'closed', closedAt: now, closedBy: 'patient', updatedAt: now } as const;
  for (const { id, purpose } of all)
    if (purpose === 'wellbeing') await updateReason(ctx.db, id, closed, 'planned');
}

export async function noteTold(
  ctx: TxContext,
  { appointmentId, scheduleVersion }: EffectOf<'visit_told'>,
): Promise<void> {
  const visit = await lockAppointment(ctx.db, appointmentId);
  if (visit?.scheduleVersion !== scheduleVersion || visit.status === 'cancelled') return;
  await updateAppointment(ctx.db, visit.id, knownNow(visit));
}

/** What the dialogue was told is not true any more: the whole event is taken again, on what is true now. */
export async function callOff(
  ctx: TxContext,
  { address }: Application,
  { appointmentId, scheduleVersion }: EffectOf<'cancel_visit'>,
): Promise<void> {
  const done = await cancelVisit(ctx, { appointmentId, scheduleVersion, via: address.channel });
  if (!done) throw new Collision();
}

export const openRequest = (
  ctx: TxContext,
  { address }: Application,
  { type: _, ...wanted }: EffectOf<'visit_request'>,
): Promise<void> => askFor(ctx, { ...wanted, addressId: address.id });

/** What was picked, and what was offered by the waiting list, is free for others again. */
export async function release(ctx: TxContext, patientId: string): Promise<void> {
  await dropPicked(ctx.db, patientId);
  await declineOffers(ctx, patientId);
}

export const withdrawRequest = (
  ctx: TxContext,
  { appointmentId, kind }: EffectOf<'withdraw_request'>,
): Promise<void> => withdraw(ctx, { appointmentId, kind });

async function note(ctx: TxContext, action: string, reasonId: string): Promise<void> {
  const reason = await findReason(ctx.db, reasonId);
  if (!reason) return;
  await appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor: 'patient',
    action,
    subject: `patient:${reason.patientId}`,
    details: { reason: reasonId },
  });
}
