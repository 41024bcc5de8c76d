/**
 * The way out: claim what is due, ask the policy once more inside the claim, send, settle. One
 * process dispatches at a time; a claim is made in its own transaction, so one message that
 * cannot be handled holds up no other.
 */

import type { SendOutcome } from '../../bots/channel.ts';
import { minuteMs } from '../domain/time.ts';
import { dropLease, takeLease } from '../store/accounts.ts';
import { claimDue, findMessage, hasDue, lockMessage, updateMessage } from '../store/messages.ts';
import { openCallTask } from './call-tasks.ts';
import { type Claim, decideAndClaim } from './claim.ts';
import { type Context, transact } from './context.ts';
import { pacer } from './pace.ts';
import { settle } from './settle.ts';
import { pause } from './timers.ts';

/** What the policy allowed holds this long; what was not started by then is decided anew. */
const authority_ms = 2_000;
const request_ms = 10_000;
const dispatcher_lease_ms = 15_000;
const in_flight_max = 16;
const retry_broken_ms = minuteMs;
const tries_max = 8;
/** How often an outcome that is known is tried to be written, within the claim's lease. */
const settle_tries_max = 5;
/** While requests are under way, what has newly fallen due is looked for this often. */
const look_again_ms = 250;

type Step = { type: 'nothing_due' } | { type: 'decided' } | { type: 'claimed'; claim: Claim };

export interface DispatchLimits {
  /** As `Date.now()`; nothing is claimed after it. */
  readonly untilMs?: number;
  /** Asked before each claim; what is under way is still finished. */
  readonly stopping?: () => boolean;
}

/**
 * Sends everything that is due and returns when all of it is settled. Safe to call at any time, from
 * any process.
 */
export async function dispatchDue(
  ctx: Context,
  { untilMs = Number.POSITIVE_INFINITY, stopping = () => false }: DispatchLimits = {},
): Promise<void> {
  const mayGoOn = () => Date.now() < untilMs && !stopping();
  // Asked first: most wake-ups find nothing, and again after: who found the lease taken relied on us.
  while (mayGoOn() && (await hasDue(ctx.db, ctx.clock.now()))) {
    const mine = await takeLease(ctx.db, {
      name: 'dispatch',
      holder: ctx.process,
      ms: dispatcher_lease_ms,
    });
    if (!mine) return;
    try {
      await drain(ctx, mayGoOn);
    } finally {
      await dropLease(ctx.db, { name: 'dispatch', holder: ctx.process });
    }
  }
}

async function drain(ctx: Context, mayGoOn: () => boolean): Promise<void> {
  const lanes = new Set<Promise<void>>();
  const pace = pacer(ctx.timers);
  let renewedAtMs = ctx.timers.nowMs();
  while (mayGoOn()) {
    if (ctx.timers.nowMs() - renewedAtMs > dispatcher_lease_ms / 3) {
      renewedAtMs = ctx.timers.nowMs();
      if (
        !(await takeLease(ctx.db, {
          name: 'dispatch',
          holder: ctx.process,
          ms: dispatcher_lease_ms,
        }))
      )
        break;
    }
    const step = await claimNext(ctx);
    if (step.type === 'claimed') {
      const lane = sendAndSettle(ctx, step.claim).finally(() => lanes.delete(lane));
      lanes.add(lane);
      await pace(step.claim.channel);
    }
    if (step.type === 'nothing_due' && lanes.size === 0) break;
    if (step.type === 'nothing_due' || lanes.size >= in_flight_max)
      await Promise.race([...lanes, pause(ctx.timers, look_again_ms)]);
  }
  await Promise.all(lanes);
}

async function claimNext(ctx: Context): Promise<Step> {
  let id: string | null = null;
  try {
    return await transact(ctx, async (tx) => {
      const [message] = await claimDue(tx.db, { now: tx.clock.now(), limit: 1 });
      if (!message) return { type: 'nothing_due' };
      id = message.id;
      const claim = await decideAndClaim(tx, message);
      return claim ? { type: 'claimed', claim } : { type: 'decided' };
    });
  } catch (error) {
    if (!id) throw error;
    await setAside(ctx, id);
    return { type: 'decided' };
  }
}

/** A message that our own fault keeps from being decided must not hold up the queue. */
async function setAside(ctx: Context, id: string): Promise<void> {
  ctx.log.error('claim_failed', { message: id });
  await transact(ctx, async (tx) => {
    const message = await lockMessage(tx.db, id);
    if (message?.state !== 'planned') return;
    const tries = message.tries + 1;
    const dueAt = new Date(tx.clock.now().getTime() + retry_broken_ms);
    if (tries < tries_max) return updateMessage(tx.db, id, { tries, dueAt });
    await updateMessage(tx.db, id, { tries, state: 'failed', code: 'too_many_tries' });
    if (message.proactive) await openCallTask(tx, message, 'too_many_tries');
  });
}

async function sendAndSettle(ctx: Context, claim: Claim): Promise<void> {
  const outcome = await send(ctx, claim);
  const settlement = {
    messageId: claim.message.id,
    attemptId: claim.attemptId,
    form: claim.form,
    outcome,
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return await settle(ctx, settlement);
    } catch {
      // After the last try the claim's lease runs out, and the sweep records the attempt as unknown.
      if (tries === settle_tries_max)
        return ctx.log.error('settle_failed', { message: claim.message.id });
      await pause(ctx.timers, 250 * 2 ** tries);
    }
  }
}

async function send(
  ctx: Context,
  claim: Claim,
): Promise<SendOutcome | { readonly type: 'too_late' }> {
  if (ctx.timers.nowMs() - claim.decidedAtMs > authority_ms) return { type: 'too_late' };
  if (ctx.clock.now() > claim.message.notAfter) return { type: 'too_late' };
  const { message, address, channel, content, form } = claim;
  const to = { userId: address.userId ?? undefined, phone: address.phone ?? undefined };
  const signal = ctx.timers.timeout(request_ms);
  if (!message.editsId) return channel.send({ messageId: message.id, to, form, content, signal });
  const edited = await findMessage(ctx.db, message.editsId);
  if (!edited?.externalId || !channel.edit)
    return { type: 'rejected', code: 'nothing_to_edit', elsewhere: false };
  return channel.edit({ to, externalId: edited.externalId, content, signal });
}
