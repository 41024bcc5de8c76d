/** Requests side by side: each begun while its authority holds, and what it came to written down. */

import { isOutage } from '../store/db.ts';
import { findMessage } from '../store/messages.ts';
import type { Claim } from './claim.ts';
import type { Context } from './context.ts';
import { gather } from './gather.ts';
import { pacer } from './pace.ts';
import { type Settlement, settle } from './settle.ts';
import { pause } from './timers.ts';

/**
 * What the policy allowed holds two seconds. What was not begun half a second before that is decided
 * anew: on a busy machine it takes its time from here to the wire.
 */
export const authority_ms = 1_500;
const request_ms = 10_000;
const in_flight_max = 64;
/** Requests, and outcomes on their way to the database: as many may be in doubt if the process dies. */
const unsettled_max = 2 * in_flight_max;
/** What answers within this is written together; a transaction for each would cost more than the requests. */
const linger_ms = 10;
/** How often an outcome that is known is tried to be written, within the claim's lease. */
const settle_tries_max = 5;

export interface Lanes {
  /** Resolves once the request has begun, at the platform's pace. */
  send(claim: Claim): Promise<void>;
  /** Not sent after all. */
  giveBack(claim: Claim): Promise<void>;
  empty(): boolean;
  /** Resolves when a request ends, or its outcome is written. */
  oneEnds(): Promise<void>;
  allEnd(): Promise<void>;
}

/** Requests side by side; while the next are under way, what the ones before came to is written together. */
export function createLanes(ctx: Context): Lanes {
  const unsettled = new Set<Promise<void>>();
  let inFlight = 0;
  let change = Promise.withResolvers<void>();
  const changed = () => {
    change.resolve();
    change = Promise.withResolvers();
  };
  const pace = pacer(ctx.timers);
  const write = gather<Settlement>((all) => settle(ctx, all), {
    max: unsettled_max,
    mayBeOfOne: (error) => !isOutage(error),
    linger: () => pause(ctx.timers, linger_ms),
  });
  const request = async (claim: Claim): Promise<Settlement[]> => {
    inFlight += 1;
    try {
      return toSettlements(claim, await send(ctx, claim));
    } finally {
      inFlight -= 1;
      changed();
    }
  };
  return {
    send: async (claim) => {
      while (inFlight >= in_flight_max || unsettled.size >= unsettled_max) await change.promise;
      await pace(claim.channel);
      const lane = request(claim)
        .then((settlements) => settleAll(ctx, write, settlements))
        .finally(() => {
          unsettled.delete(lane);
          changed();
        });
      unsettled.add(lane);
    },
    giveBack: (claim) => settleAll(ctx, write, toSettlements(claim, { type: 'too_late' })),
    empty: () => unsettled.size === 0,
    oneEnds: () => change.promise,
    allEnd: async () => {
      await Promise.all(unsettled);
    },
  };
}

/** What the request came to is what each of the messages that it carried came to. */
const toSettlements = (
  { message, attemptId, form, address, others }: Claim,
  outcome: Settlement['outcome'],
): Settlement[] =>
  [{ message, attemptId }, ...others].map((one) => ({
    messageId: one.message.id,
    about: { kind: one.message.kind, reasonId: one.message.reasonId, addressId: address.id },
    attemptId: one.attemptId,
    form,
    outcome,
  }));

async function settleAll(
  ctx: Context,
  write: (settlement: Settlement) => Promise<void>,
  settlements: readonly Settlement[],
): Promise<void> {
  await Promise.all(settlements.map((one) => settleSurely(ctx, write, one)));
}

async function settleSurely(
  ctx: Context,
  write: (settlement: Settlement) => Promise<void>,
  settlement: Settlement,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write(settlement);
    } catch {
      // After the last try the claim's lease runs out, and the sweep records the attempt as unknown.
      if (tries === settle_tries_max)
        return ctx.log.error('settle_failed', { message: settlement.messageId });
      await pause(ctx.timers, 250 * 2 ** tries);
    }
  }
}

async function send(ctx: Context, claim: Claim): Promise<Settlement['outcome']> {
  if (ctx.timers.nowMs() - claim.decidedAtMs > authority_ms) return { type: 'too_late' };
  if (ctx.clock.now() > claim.message.notAfter) return { type: 'too_late' };
  if (claim.others.some(({ message }) => ctx.clock.now() > message.notAfter))
    return { type: 'too_late' };
  const { message, address, channel, content, form } = claim;
  const to = { userId: address.userId ?? undefined, phone: address.phone ?? undefined };
  const signal = ctx.timers.timeout(request_ms);
  if (!message.editsId) return channel.send({ messageId: message.id, to, form, content, signal });
  const edited = await findMessage(ctx.db, message.editsId);
  if (!edited?.externalId || !channel.edit)
    return { type: 'rejected', code: 'nothing_to_edit', elsewhere: false };
  return channel.edit({ to, externalId: edited.externalId, content, signal });
}
