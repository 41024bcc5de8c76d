/**
 * The way out: claim what is due, ask the policy once more inside the claim, send, settle. One
 * process dispatches at a time; while one batch is being sent, the next is decided about.
 */

import { minuteMs } from '../domain/time.ts';
import { dropLease, takeLease } from '../store/accounts.ts';
import { claimDue, hasDue, lockMessage, updateMessage } from '../store/messages.ts';
import { openCallTask } from './call-tasks.ts';
import { type Batch, type Claim, claimBatch, decideAbout } from './claim.ts';
import { type Context, transact } from './context.ts';
import { authority_ms, createLanes } from './lanes.ts';
import { pause } from './timers.ts';

const dispatcher_lease_ms = 15_000;
const batch_max = 500;
const batch_first = 50;
/** What leaves later than this after its decision was claimed with too many others. */
const age_ms_max = authority_ms / 2;
const retry_broken_ms = minuteMs;
const tries_max = 8;
/** How often what has fallen due behind our back is looked for. */
const look_again_ms = 250;

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
): Promise<Dispatched> {
  const mayGoOn = () => Date.now() < untilMs && !stopping();
  // Asked first: most wake-ups find nothing, and again after: who found the lease taken relied on us.
  while (mayGoOn() && (await hasDue(ctx.db, ctx.clock.now()))) {
    const mine = await takeLease(ctx.db, {
      name: 'dispatch',
      holder: ctx.process,
      ms: dispatcher_lease_ms,
    });
    if (!mine) return 'left_to_another';
    try {
      await drain(ctx, mayGoOn);
    } finally {
      await dropLease(ctx.db, { name: 'dispatch', holder: ctx.process });
    }
  }
  return 'nothing_due';
}

/** Another process sends, or has died while it did: its lease will tell. */
export type Dispatched = 'nothing_due' | 'left_to_another';

async function drain(ctx: Context, mayGoOn: () => boolean): Promise<void> {
  const lanes = createLanes(ctx);
  const size = sizer(ctx);
  const look = lookout(ctx, size.now);
  const keepLease = keeper(ctx);
  // Decided about while the ones before are being sent; it may fail before anyone asks how it went.
  let ahead = heeded(look());
  try {
    while (mayGoOn() && (await keepLease())) {
      const { claims, isLast } = await ahead;
      ahead = isLast ? none : heeded(look());
      for (const claim of claims) await lanes.send(claim);
      size.learn(claims.at(-1));
      if (!isLast) continue;
      if (lanes.empty()) break;
      await Promise.race([lanes.oneEnds(), pause(ctx.timers, look_again_ms)]);
      // What waited for an account, or fell due meanwhile. After the last one our caller looks anyway.
      ahead = lanes.empty() ? none : heeded(look());
    }
  } finally {
    const left = await ahead.catch(() => nothing);
    for (const claim of left.claims) await lanes.giveBack(claim);
    await lanes.allEnd();
  }
}

const nothing: Batch = { claims: [], isLast: true, lastDueAt: null };
const none = Promise.resolve(nothing);

/** Its failure is met where it is awaited, however much later, and ends no process. */
function heeded<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Whether the lease is still ours. */
function keeper(ctx: Context): () => Promise<boolean> {
  let renewedAtMs = ctx.timers.nowMs();
  return async () => {
    const nowMs = ctx.timers.nowMs();
    if (nowMs - renewedAtMs < dispatcher_lease_ms / 3) return true;
    renewedAtMs = nowMs;
    return takeLease(ctx.db, { name: 'dispatch', holder: ctx.process, ms: dispatcher_lease_ms });
  };
}

/** How many are claimed at once: as many as leave while their authority is young, however fast machine and platform are. */
function sizer(ctx: Context) {
  const most = batchOf(ctx);
  let size = Math.min(batch_first, most);
  return {
    now: () => size,
    /** From the last one of a batch, which has just left. */
    learn: (claim: Claim | undefined): void => {
      if (!claim) return;
      const isLate = ctx.timers.nowMs() - claim.decidedAtMs > age_ms_max;
      size = isLate ? Math.ceil(size / 2) : Math.min(most, size * 2);
    },
  };
}

/** Claims the next batch, beginning where the one before ended and now and then from the front. */
function lookout(ctx: Context, size: () => number): () => Promise<Batch> {
  let from: Date | null = null;
  let fromFrontAtMs = ctx.timers.nowMs();
  const claim = () => claimNext(ctx, { limit: size(), from });
  return async () => {
    const nowMs = ctx.timers.nowMs();
    if (nowMs - fromFrontAtMs > look_again_ms) {
      from = null;
      fromFrontAtMs = nowMs;
    }
    let batch = await claim();
    if (batch.lastDueAt === null && from) {
      from = null;
      batch = await claim();
    }
    from = batch.lastDueAt;
    return batch;
  };
}

/** As many as the slowest channel can start in half a second: the next batch is claimed meanwhile, and its authority must last. */
const batchOf = ({ channels }: Context): number =>
  Math.min(
    batch_max,
    ...channels.map(({ capabilities }) => Math.max(1, Math.floor(capabilities.rate.perSecond / 2))),
  );

async function claimNext(ctx: Context, look: { limit: number; from: Date | null }): Promise<Batch> {
  const sinceMs = ctx.timers.nowMs();
  try {
    return await transact(ctx, (tx) => claimBatch(tx, { ...look, sinceMs }));
  } catch {
    return claimAlone(ctx);
  }
}

/** After a batch has failed: one message, so that whichever cannot be handled holds up no other. */
async function claimAlone(ctx: Context): Promise<Batch> {
  let id: string | null = null;
  const sinceMs = ctx.timers.nowMs();
  try {
    return await transact(ctx, async (tx) => {
      const [message] = await claimDue(tx.db, { now: tx.clock.now(), limit: 1 });
      id = message?.id ?? null;
      if (!message) return nothing;
      const claims = await decideAbout(tx, { due: [message], sinceMs });
      return { claims, isLast: false, lastDueAt: message.dueAt };
    });
  } catch (error) {
    if (!id) throw error;
    await setAside(ctx, id);
    return { ...nothing, isLast: false };
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
