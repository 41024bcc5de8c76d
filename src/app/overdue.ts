/** What ran out of time, and the work it leaves for a person. */

import type { Decision } from '../domain/policy.ts';
import { hourMs, minuteMs } from '../domain/time.ts';
import type { Purpose } from '../domain/words.ts';
import { type MessageRow, updateMessage } from '../store/messages.ts';
import { lockOverdue } from '../store/overdue.ts';
import { isDoubted } from './brakes.ts';
import { openCallTask, openDeskTask } from './call-tasks.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { considerProactive, subjectOf } from './situation.ts';
import { decidedNow } from './trail.ts';

/** What is due is dispatched first; this is for what it could not get to. */
const grace_ms = minuteMs;
/** No retry is put off for longer, so nothing that is due later can have run out of time by now. */
const put_off_ms_max = hourMs + minuteMs;
const batch_max = 200;

/** Whatever holds a message back, it is over soon after its end. */
export async function expireOverdue(ctx: Context): Promise<void> {
  for (;;) {
    const found = await transact(ctx, (tx) => expireSome(tx));
    if (found > 0) ctx.log.warn('expired_by_sweep', { count: found });
    if (found < batch_max) return;
  }
}

/** What counts as overdue at a moment. */
export const overdueAt = (now: Date) => ({
  endedBefore: new Date(now.getTime() - grace_ms),
  dueBefore: new Date(now.getTime() + put_off_ms_max),
});

async function expireSome(ctx: TxContext): Promise<number> {
  const overdue = await lockOverdue(ctx.db, {
    ...overdueAt(ctx.clock.now()),
    limit: batch_max,
  });
  for (const message of overdue) await expire(ctx, message);
  return overdue.length;
}

async function expire(ctx: TxContext, message: MessageRow): Promise<void> {
  const decision = { verdict: 'drop', code: 'past_deadline' } as const;
  const decidedAt = ctx.clock.now();
  await updateMessage(ctx.db, message.id, {
    ...decision,
    until: null,
    decidedAt,
    state: 'expired',
  });
  await decidedNow(ctx, [{ messageId: message.id, stage: 'claim', decision, before: message }]);
  await tellDesk(ctx, message, decision);
}

/** What did not go out by itself and a person can still mend. */
export async function tellDesk(
  ctx: TxContext,
  message: MessageRow,
  decision: Decision,
): Promise<void> {
  if (decision.code === 'past_deadline') return tellMissed(ctx, message);
  if (await isPremature(ctx, message, decision)) {
    const dueAt = new Date(ctx.clock.now().getTime() + grace_ms);
    const waits = { state: 'planned', verdict: 'wait', code: 'braked' } as const;
    return updateMessage(ctx.db, message.id, { ...waits, dueAt });
  }
  if (decision.verdict === 'call') return openCallTask(ctx, message, decision.code);
  await tellWhoMayDecide(ctx, message, decision);
}

async function isPremature(
  ctx: TxContext,
  { patientId }: MessageRow,
  { verdict, code }: Decision,
): Promise<boolean> {
  return (
    verdict === 'call' &&
    code === 'unreachable' &&
    patientId !== null &&
    (await isDoubted(ctx, patientId))
  );
}

/** Nobody is called who would not have been written to: the policy says what it would have said in time. */
async function tellMissed(ctx: TxContext, message: MessageRow): Promise<void> {
  if (!message.proactive || !(await stillMatters(ctx, message))) return;
  const { decision } = await considerProactive(ctx, message, message.notAfter);
  if (decision.verdict === 'drop') return tellWhoMayDecide(ctx, message, decision);
  await openCallTask(ctx, message, 'past_deadline');
}

async function tellWhoMayDecide(
  ctx: TxContext,
  { patientId, purpose }: MessageRow,
  { code }: Decision,
): Promise<void> {
  if (!patientId || (code !== 'authority_ended' && code !== 'paused')) return;
  await openDeskTask(ctx, { patientId, purpose: purpose as Purpose, code });
}

/** The visit is still ahead, or what the message was to ask or say still stands. */
async function stillMatters(ctx: TxContext, message: MessageRow): Promise<boolean> {
  const subject = await subjectOf(ctx, message);
  if (!subject) return false;
  const { appointment, reason } = subject;
  if (reason) return reason.state === 'planned' || reason.state === 'sent';
  return !appointment || appointment.startsAt > ctx.clock.now();
}
