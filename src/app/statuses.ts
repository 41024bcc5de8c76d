/** Reports of the platform about our messages. They come late, twice and in any order. */

import type { InboundEvent } from '../../bots/channel.ts';
import { isForward } from '../domain/delivery.ts';
import { isAsking } from '../domain/wellbeing.ts';
import type { ChannelId } from '../domain/words.ts';
import { openAttempt, settleAttempt } from '../store/attempts.ts';
import {
  insertMessage,
  lockCarried,
  lockMessage,
  lockSentMessage,
  type MessageRow,
  updateMessage,
} from '../store/messages.ts';
import { updateReason } from '../store/registry.ts';
import { closeTaskOfMessage } from '../store/threads.ts';
import { noteRecipient } from './addresses.ts';
import { openCallTask } from './call-tasks.ts';
import { startTimers } from './care.ts';
import type { TxContext } from './context.ts';
import { newId } from './ids.ts';
import { noteContact } from './reason-sent.ts';
import { isRefusal, remember } from './settle.ts';

type Status = Extract<InboundEvent, { type: 'status' }>;

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

export async function applyStatus(
  ctx: TxContext,
  channel: ChannelId,
  event: Status,
): Promise<void> {
  const message = await messageOf(ctx, channel, event);
  if (message?.direction !== 'out') return;
  await noteRecipient(ctx, message.addressId, event.sender?.userId);
  for (const one of await sentTogether(ctx, message)) await report(ctx, one, event);
}

/** What is reported of one is so of all that went out with it. */
async function sentTogether(ctx: TxContext, message: MessageRow): Promise<MessageRow[]> {
  if (!message.content?.isPart) return [message];
  const lead = message.carriedBy ? await lockMessage(ctx.db, message.carriedBy) : message;
  return lead ? [lead, ...(await lockCarried(ctx.db, lead.id))] : [message];
}

async function report(ctx: TxContext, message: MessageRow, event: Status): Promise<void> {
  if (!isForward(message.state, event.status)) return;
  const now = ctx.clock.now();
  if (message.state === 'claimed') await settleByReport(ctx, message, event);
  await updateMessage(ctx.db, message.id, {
    state: event.status,
    externalId: message.externalId ?? event.messageId,
    leaseUntil: null,
    leaseBy: null,
    ...(event.status === 'delivered' && { deliveredAt: now }),
    ...(event.status === 'read' && { readAt: now, deliveredAt: message.deliveredAt ?? now }),
    ...(message.code === 'outcome_unknown' && { code: 'ok' }),
  });
  if (message.state === 'unknown' && event.status !== 'failed') {
    await closeTaskOfMessage(ctx.db, { messageId: message.id, result: 'superseded', at: now });
  }
  if (event.status === 'failed') await failedLate(ctx, message, event);
  // The question whether we may ask rests on the same reason, and is not the asking.
  else if (message.reasonId && isAsking(message.kind)) {
    await updateReason(ctx.db, message.reasonId, { state: 'sent' }, 'planned');
    await startTimers(ctx, message.reasonId);
  }
  if (event.status !== 'failed') {
    const isNew = message.state === 'claimed' || message.state === 'unknown';
    await noteContact(ctx, message, { isNew, isDelivered: event.status === 'delivered' });
  }
}

/** The report came before the answer to the request, whose process may not live to write it down. */
async function settleByReport(
  ctx: TxContext,
  message: MessageRow,
  { messageId }: Status,
): Promise<void> {
  const attempt = await openAttempt(ctx.db, message.id);
  if (!attempt) return;
  await settleAttempt(ctx.db, attempt.id, {
    finishedAt: ctx.clock.now(),
    outcome: 'accepted',
    code: null,
    externalId: messageId,
  });
}

/** Our own id travels with the message where the platform carries one; it may be faster than the platform's. */
async function messageOf(
  ctx: TxContext,
  channel: ChannelId,
  event: Status,
): Promise<MessageRow | null> {
  const ours =
    event.correlation && isUuid(event.correlation)
      ? await lockMessage(ctx.db, event.correlation)
      : null;
  const { account, messageId: externalId } = event;
  return ours ?? lockSentMessage(ctx.db, { channel, account, externalId });
}

/** Accepted first, refused later: the reason is written down, and if another way is left, a new message takes it. */
async function failedLate(ctx: TxContext, message: MessageRow, { outcome }: Status): Promise<void> {
  const now = ctx.clock.now();
  const refusal = outcome && isRefusal(outcome) ? outcome : null;
  if (refusal) await remember(ctx, message, refusal);
  if (refusal?.type === 'rejected') await updateMessage(ctx.db, message.id, { code: 'rejected' });
  if (message.retryOf || message.notAfter <= now) return callInstead(ctx, message);
  const another = refusal !== null && (refusal.type !== 'rejected' || refusal.elsewhere);
  if (!another) return callInstead(ctx, message);
  await closeTaskOfMessage(ctx.db, { messageId: message.id, result: 'superseded', at: now });
  await insertMessage(ctx.db, replacement(message, now));
}

async function callInstead(ctx: TxContext, message: MessageRow): Promise<void> {
  if (message.proactive) await openCallTask(ctx, message, 'rejected');
}

function replacement(message: MessageRow, now: Date) {
  const { seq: _, ...row } = message;
  return {
    ...row,
    id: newId(),
    retryOf: message.id,
    carriedBy: null,
    planKey: message.planKey && `${message.planKey}:again`,
    state: 'planned' as const,
    dueAt: now,
    externalId: null,
    leaseUntil: null,
    leaseBy: null,
    tries: 0,
    createdAt: now,
    settledAt: null,
  };
}
