/** Bot to staff, staff to patient, staff back to bot. */

import type { HandOverReason } from '../dialogue/types.ts';
import { dayMs } from '../domain/time.ts';
import { appendAudit } from '../store/consent.ts';
import { findAddress } from '../store/people.ts';
import {
  insertThread,
  lockOpenThread,
  lockThread,
  type ThreadRow,
  updateThread,
} from '../store/threads.ts';
import { insertAnswer } from './answer.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { newId } from './ids.ts';
import { unpause } from './stopping.ts';

/** A person's answer is worth sending for this long, window or not. */
const answer_days = 7;
const text_chars_max = 4000;

export interface HandOver {
  readonly addressId: string;
  readonly patientId: string | null;
  readonly reason: HandOverReason;
  readonly urgent: boolean;
}

/** Opens a thread, or adds to the open one: urgency only ever grows. */
export async function handOver(ctx: TxContext, over: HandOver): Promise<string> {
  const now = ctx.clock.now();
  const open = await lockOpenThread(ctx.db, over.addressId);
  if (open) {
    const urgent = open.urgent || over.urgent;
    const isGraver = over.urgent || over.reason === 'doubtful_stop';
    const reason = isGraver && !open.urgent ? over.reason : open.reason;
    const patientId = open.patientId ?? over.patientId;
    await updateThread(ctx.db, open.id, {
      urgent,
      reason,
      patientId,
      lastInboundAt: now,
      answeredAt: null,
    });
    return open.id;
  }
  const id = newId();
  const { addressId, patientId, reason, urgent } = over;
  await insertThread(ctx.db, {
    id,
    addressId,
    patientId,
    reason,
    urgent,
    state: 'open',
    withPerson: false,
    openedAt: now,
    lastInboundAt: now,
    revision: 1,
  });
  return id;
}

export interface StaffReply {
  readonly threadId: string;
  readonly text: string;
  /** `staff:<id>` or `api`. */
  readonly actor: string;
  readonly staffId: string | null;
}

/** Writes to the patient on the channel they wrote from. Outside WhatsApp's window it waits for the patient to open it. */
export async function replyToThread(
  ctx: Context,
  reply: StaffReply,
): Promise<Outcome<{ messageId: string }>> {
  const text = reply.text.trim();
  if (text === '') return invalid('text', 'empty', 'text must not be empty');
  if (text.length > text_chars_max) {
    return invalid('text', 'too_long', `text must have at most ${text_chars_max} characters`);
  }
  const outcome = await transact(ctx, async (tx) => {
    const thread = await lockThread(tx.db, reply.threadId);
    if (!thread) return notFound('id', 'thread');
    if (thread.state === 'closed') {
      return conflict(
        'id',
        'thread_closed',
        'the thread is closed; it opens again when the patient writes',
      );
    }
    return ok({ messageId: await writeReply(tx, thread, { ...reply, text }) });
  });
  ctx.wake();
  return outcome;
}

async function writeReply(ctx: TxContext, thread: ThreadRow, reply: StaffReply): Promise<string> {
  const now = ctx.clock.now();
  const address = await findAddress(ctx.db, thread.addressId);
  const { id: threadId, addressId, patientId } = thread;
  const to = address ?? { id: addressId, channel: null, account: null };
  const id = await insertAnswer(ctx, to, {
    kind: 'staff_reply',
    content: { text: reply.text },
    author: reply.actor,
    patientId,
    threadId,
    notAfter: new Date(now.getTime() + answer_days * dayMs),
  });

  await updateThread(ctx.db, thread.id, {
    withPerson: true,
    answeredAt: now,
    assignedTo: reply.staffId ?? thread.assignedTo,
  });
  return id;
}

/** A named person takes the thread; whoever had it before is replaced. */
export async function takeThread(
  ctx: Context,
  { threadId, staffId, actor }: { threadId: string; staffId: string; actor: string },
): Promise<Outcome<null>> {
  return changeThread(ctx, {
    threadId,
    actor,
    action: 'thread_taken',
    set: { assignedTo: staffId },
  });
}

/** Back to the bot. */
export async function closeThread(
  ctx: Context,
  { threadId, actor }: { threadId: string; actor: string },
): Promise<Outcome<null>> {
  const outcome = await transact(ctx, (tx) => endPause(tx, threadId, actor));
  if (!outcome.ok) return outcome;
  const set = {
    state: 'closed' as const,
    closedAt: ctx.clock.now(),
    closedBy: actor,
    withPerson: false,
  };
  return changeThread(ctx, { threadId, actor, action: 'thread_closed', set });
}

/** Whoever closes a thread has read what was said in it: nothing is held back over it any longer. */
async function endPause(ctx: TxContext, threadId: string, actor: string): Promise<Outcome<null>> {
  const thread = await lockThread(ctx.db, threadId);
  if (!thread) return notFound('id', 'thread');
  const address = await findAddress(ctx.db, thread.addressId);
  if (address?.pausedAt) await unpause(ctx, address, { actor, heardAt: ctx.clock.now() });
  return ok(null);
}

async function changeThread(
  ctx: Context,
  change: { threadId: string; actor: string; action: string; set: Partial<ThreadRow> },
): Promise<Outcome<null>> {
  return transact(ctx, async (tx) => {
    const thread = await lockThread(tx.db, change.threadId);
    if (!thread) return notFound('id', 'thread');
    if (thread.state === 'closed') return ok(null);
    await updateThread(tx.db, thread.id, change.set);
    await appendAudit(tx.db, {
      at: tx.clock.now(),
      actor: change.actor,
      action: change.action,
      subject: `thread:${thread.id}`,
      details: {},
    });
    return ok(null);
  });
}
