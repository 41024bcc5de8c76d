/** What the bot may not or cannot do becomes a phone call by a person. */

import type { DecisionCode } from '../domain/policy.ts';
import { laterOf } from '../domain/time.ts';
import { isAsking } from '../domain/wellbeing.ts';
import type { Purpose } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import { lockMessage, type NewMessage, updateMessage } from '../store/messages.ts';
import { findPatient, updateReason } from '../store/registry.ts';
import {
  closeDeskTask,
  findCallTask,
  hasDeskTask,
  insertCallTask,
  type NewCallTask,
  updateCallTask,
} from '../store/threads.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { appendEvent } from './events.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { newId } from './ids.ts';
import { noteContact } from './reason-sent.ts';

/** One task per message, however often the same thing is found out. */
export async function openCallTask(
  ctx: TxContext,
  message: NewMessage,
  code: DecisionCode,
): Promise<void> {
  if (!message.patientId) return;
  const patient = await findPatient(ctx.db, message.patientId);
  const now = ctx.clock.now();
  await open(ctx, {
    id: newId(),
    patientId: message.patientId,
    messageId: message.id,
    purpose: message.purpose as Purpose,
    code,
    phone: patient?.phone ?? null,
    dueAt: laterOf(message.dueAt, now),
    appointmentId: message.appointmentId,
    state: 'open',
    createdAt: now,
  });
}

/** What the desk must see to although no message asks for it: `consent_imported`, `authority_ended`, … Listed once. */
export async function openDeskTask(
  ctx: TxContext,
  { patientId, purpose, code }: { patientId: string; purpose: Purpose; code: DeskTaskCode },
): Promise<void> {
  if (await hasDeskTask(ctx.db, { patientId, code })) return;
  const patient = await findPatient(ctx.db, patientId);
  const now = ctx.clock.now();
  await open(ctx, {
    id: newId(),
    patientId,
    purpose,
    code,
    phone: patient?.phone ?? null,
    dueAt: now,
    state: 'open',
    createdAt: now,
  });
}

/** What the desk was to see to has settled itself. */
export const endDeskTask = (
  ctx: TxContext,
  of: { readonly patientId: string; readonly code: DeskTaskCode },
): Promise<void> => closeDeskTask(ctx.db, { ...of, at: ctx.clock.now(), result: 'superseded' });

async function open(ctx: TxContext, task: NewCallTask): Promise<void> {
  if (!(await insertCallTask(ctx.db, task))) return;
  const { id, patientId, purpose, code, appointmentId = null } = task;
  const dueAt = task.dueAt.toISOString();
  const data = { callTaskId: id, purpose, code, dueAt, appointmentId };
  await appendEvent(ctx, { type: 'call_task.opened', patientId, data });
}

export const deskTaskCodes = [
  'consent_imported',
  'authority_ended',
  'not_me',
  'quarantined',
  'paper_needed',
  'paused',
  'ask_at_visit',
  'ask_wellbeing',
  'renew_card',
  'wellbeing_silent',
  'wellbeing_withdrawn',
] as const;
export type DeskTaskCode = (typeof deskTaskCodes)[number];

/** A person knows what the platform never told: it is not sent again either way. */
async function confirmArrival(ctx: TxContext, messageId: string): Promise<void> {
  const message = await lockMessage(ctx.db, messageId);
  if (message?.state !== 'unknown') return;
  await updateMessage(ctx.db, messageId, { state: 'delivered', code: 'ok' });
  if (message.reasonId && isAsking(message.kind))
    await updateReason(ctx.db, message.reasonId, { state: 'sent' }, 'planned');
  await noteContact(ctx, message, { isNew: true, isDelivered: false });
}

/** `result` is what the administrator heard, in a word: `reached`, `no_answer`, `wrong_number`, … */
export async function finishCallTask(
  ctx: Context,
  { id, result, actor }: { id: string; result: string; actor: string },
): Promise<Outcome<null>> {
  return transact(ctx, async (tx) => {
    const task = await findCallTask(tx.db, id);
    if (!task) return notFound('id', 'call task');
    const at = tx.clock.now();
    await updateCallTask(tx.db, id, { state: 'done', result, doneBy: actor, doneAt: at });
    if (task.messageId && result === 'arrived') await confirmArrival(tx, task.messageId);
    await appendAudit(tx.db, {
      at,
      actor,
      action: 'call_done',
      subject: `patient:${task.patientId}`,
      details: { task: id, result },
    });
    return ok(null);
  });
}
