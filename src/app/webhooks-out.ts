/**
 * Posts events to clinic systems. Each endpoint has one request at a time, oldest event first; an
 * event that fails waits for its next try while later ones go on, because one that the other side
 * cannot digest must not hold up the rest. Whoever needs the order has `seq` and `GET /events`.
 */

import { awayCodes, type Reply, verdictOf } from '../domain/webhooks.ts';
import { appendAudit } from '../store/consent.ts';
import { hasFreshEvents, numberEvents } from '../store/events.ts';
import {
  type Claimed,
  claimDelivery,
  endDelivery,
  failWaiting,
  letGo,
  noteAnswer,
  nextPostMs as readNextPostMs,
  retryDelivery,
  updateEndpoint,
} from '../store/webhooks.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { presentEvent } from './event-feed.ts';
import { post } from './webhook-post.ts';

/** Endpoints posted to at the same time. */
const lanes = 4;

/** Until nothing is due. What `signal` interrupts counts as not tried. */
export async function postEvents(ctx: Context, signal?: AbortSignal): Promise<void> {
  if (await hasFreshEvents(ctx.db)) await transact(ctx, (tx) => numberEvents(tx.db));
  await Promise.all(Array.from({ length: lanes }, () => lane(ctx, signal)));
}

/** How long until something is to be posted; null if nothing waits. */
export const nextPostMs = (ctx: Context): Promise<number | null> => readNextPostMs(ctx.db);

async function lane(ctx: Context, signal: AbortSignal | undefined): Promise<void> {
  while (!signal?.aborted) {
    const claimed = await transact(ctx, (tx) => claimDelivery(tx.db));
    if (!claimed) return;
    const reply = await postOne(ctx, claimed, signal);
    await transact(ctx, (tx) => settle(tx, claimed, reply));
  }
}

function postOne(ctx: Context, { endpoint, oldSecret, event }: Claimed, signal?: AbortSignal) {
  return post(ctx, {
    url: endpoint.url,
    secrets: oldSecret ? [endpoint.secret, oldSecret] : [endpoint.secret],
    id: event.id,
    body: JSON.stringify(presentEvent(event)),
    signal,
  });
}

async function settle(ctx: TxContext, claimed: Claimed, reply: Reply | null): Promise<void> {
  const { endpoint, event, startedAt } = claimed;
  const endpointId = endpoint.id;
  if (!reply) return letGo(ctx.db, { endpointId, restMs: 0 });
  const tries = claimed.tries + 1;
  const tried = { endpointId, eventSeq: event.seq, tries, code: reply.code };
  const verdict = verdictOf(reply, tries, Math.random());
  await letGo(ctx.db, { endpointId, restMs: verdict.type === 'retry' ? verdict.restMs : 0 });
  if (verdict.type === 'retry') return retryDelivery(ctx.db, tried, verdict.inMs);
  if (verdict.type === 'delivered') {
    await endDelivery(ctx.db, tried, 'delivered');
    return noteAnswer(ctx.db, { endpointId, awayCodes });
  }
  await endDelivery(ctx.db, tried, 'failed');
  if (verdict.type === 'gone')
    return disable(ctx, { id: endpointId, code: 'gone', actor: 'system' });
  const silent = !endpoint.answeredAt || endpoint.answeredAt < startedAt;
  if (silent) await disable(ctx, { id: endpointId, code: 'failing', actor: 'system' });
}

export const disabledCodes = ['gone', 'failing', 'asked'] as const;
/** The other side answered 410 · it took nothing for days · staff or the clinic system wanted it. */
export type DisabledCode = (typeof disabledCodes)[number];

/** What waited counts as failed, and can be sent again once it is enabled. */
export async function disable(
  ctx: TxContext,
  { id, code, actor }: { id: string; code: DisabledCode; actor: string },
): Promise<void> {
  const at = ctx.clock.now();
  await updateEndpoint(ctx.db, id, { disabledAt: at, disabledCode: code, updatedAt: at });
  await failWaiting(ctx.db, id);
  const details = { code };
  await appendAudit(ctx.db, {
    at,
    actor,
    action: 'webhook_disabled',
    subject: `webhook:${id}`,
    details,
  });
  if (code !== 'asked') ctx.log.error('webhook_disabled', { endpoint: id, code });
}
