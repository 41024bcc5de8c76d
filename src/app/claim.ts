/** What becomes of one due message: the policy is asked once more, and what may go is claimed with its attempt. */

import type { Channel } from '../../bots/channel.ts';
import type { Content } from '../domain/content.ts';
import { type Decision, decide, type Route } from '../domain/policy.ts';
import { laterOf } from '../domain/time.ts';
import type { Purpose } from '../domain/words.ts';
import { attemptsOf, insertAttempt } from '../store/attempts.ts';
import { type MessageRow, markClaimed, updateMessage } from '../store/messages.ts';
import { type AddressRow, findAddress } from '../store/people.ts';
import { announceAnswer } from './answer-waiting.ts';
import { openCallTask, openDeskTask } from './call-tasks.ts';
import { channelOf, type TxContext } from './context.ts';
import { newId } from './ids.ts';
import { answerPath, considerProactive, subjectOf } from './situation.ts';
import { decidedNow } from './trail.ts';

/** A claim whose process has died is settled as unknown after this. */
const claim_lease_ms = 30_000;
/** A wait that ends at once would claim the same row for ever. */
const wait_ms_min = 1_000;

export interface Claim {
  readonly message: MessageRow;
  readonly attemptId: string;
  readonly channel: Channel;
  readonly address: AddressRow;
  readonly content: Content;
  readonly form: Route['form'];
  /** By `Timers.nowMs`, when the facts began to be read that the policy said yes to. */
  readonly decidedAtMs: number;
}

/** Null where nothing is to be sent now; why not is written down. */
export async function decideAndClaim(ctx: TxContext, message: MessageRow): Promise<Claim | null> {
  const now = ctx.clock.now();
  // The authority to send is as old as the first fact it rests on.
  const decidedAtMs = ctx.timers.nowMs();
  const { decision, content } = await ask(ctx, message);
  await decidedNow(ctx, { messageId: message.id, stage: 'claim', decision, before: message });
  const decided = {
    verdict: decision.verdict,
    code: decision.code,
    until: decision.until ?? null,
    decidedAt: now,
  };
  if (decision.verdict === 'send' && decision.route && content) {
    return claim(ctx, message, { decidedAtMs, decided, content, route: decision.route });
  }
  if (decision.verdict === 'wait') {
    await updateMessage(ctx.db, message.id, {
      ...decided,
      dueAt: laterOf(decision.until ?? now, new Date(now.getTime() + wait_ms_min)),
    });
    if (decision.code === 'window_closed') await announceAnswer(ctx, message);
    return null;
  }
  const state = decision.code === 'past_deadline' ? 'expired' : 'dropped';
  await updateMessage(ctx.db, message.id, { ...decided, state });
  await tellDesk(ctx, message, decision);
  return null;
}

/** What did not go out by itself and a person can still mend. */
async function tellDesk(ctx: TxContext, message: MessageRow, decision: Decision): Promise<void> {
  const { verdict, code } = decision;
  if (verdict === 'call' || (await isMissed(ctx, message, decision))) {
    return openCallTask(ctx, message, code);
  }
  const { patientId } = message;
  if (!patientId || (code !== 'authority_ended' && code !== 'paused')) return;
  await openDeskTask(ctx, { patientId, purpose: message.purpose as Purpose, code });
}

/** We were not there when it was due, and the visit is still ahead. */
async function isMissed(ctx: TxContext, message: MessageRow, { code }: Decision): Promise<boolean> {
  const foreseen = message.verdict === 'send' || message.verdict === 'wait';
  if (code !== 'past_deadline' || !message.proactive || !foreseen) return false;
  const startsAt = (await subjectOf(ctx, message))?.appointment?.startsAt;
  return startsAt !== undefined && startsAt > ctx.clock.now();
}

interface Answer {
  readonly decision: Decision;
  readonly content: Content | null;
}

async function ask(ctx: TxContext, message: MessageRow): Promise<Answer> {
  return message.proactive
    ? considerProactive(ctx, message, ctx.clock.now())
    : askAnswer(ctx, message);
}

async function askAnswer(ctx: TxContext, message: MessageRow): Promise<Answer> {
  const path = await answerPath(ctx, message);
  if (!path) return { decision: { verdict: 'drop', code: 'no_address' }, content: null };
  const address = await findAddress(ctx.db, path.addressId);
  const decision = decide({
    type: 'answer',
    now: ctx.clock.now(),
    notAfter: message.notAfter,
    path,
    author: message.kind === 'staff_reply' ? 'staff' : 'bot',
    writtenAt: message.createdAt,
    waited: message.code === 'window_closed',
    stoppedAt: address?.stoppedAt ?? null,
    askedAt: address?.lastInboundAt ?? null,
  });
  return { decision, content: message.content };
}

interface Allowed {
  readonly content: Content;
  readonly route: Route;
  readonly decided: Partial<MessageRow>;
  readonly decidedAtMs: number;
}

async function claim(
  ctx: TxContext,
  message: MessageRow,
  { content, route, decided, decidedAtMs }: Allowed,
): Promise<Claim | null> {
  const address = await findAddress(ctx.db, route.addressId);
  const channel = channelOf(ctx, route.channel);
  if (!address || !channel) throw new Error('route without address or channel');
  const attemptId = newId();
  const number = (await attemptsOf(ctx.db, [message.id])).length + 1;
  await insertAttempt(ctx.db, {
    id: attemptId,
    messageId: message.id,
    number,
    channel: channel.id,
    startedAt: ctx.clock.now(),
  });
  await markClaimed(ctx.db, message.id, {
    ...decided,
    content,
    addressId: address.id,
    bindingId: route.bindingId,
    channel: channel.id,
    account: channel.account,
    leaseBy: ctx.process,
    leaseMs: claim_lease_ms,
  });
  return {
    message,
    attemptId,
    channel,
    address,
    content,
    form: route.form,
    decidedAtMs,
  };
}
