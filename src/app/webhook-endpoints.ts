/** Where events are posted to: made, changed, tried out and ended by the owner or the clinic system. */

import type { EventType } from '../domain/events.ts';
import { appendAudit } from '../store/consent.ts';
import { lastSeq, numberEvents } from '../store/events.ts';
import {
  changeSecret,
  type DeliveryEntry,
  type DeliveryFilter,
  deleteEndpoint,
  type EndpointRow,
  insertEndpoint,
  lockEndpoint,
  replayDeliveries,
  type ShownEndpoint,
  selectDeliveries,
  selectEndpoints,
  updateEndpoint,
} from '../store/webhooks.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { newId } from './ids.ts';
import { newSecret, outletOf, post } from './webhook-post.ts';
import { faultOfUrl, type UrlFault } from './webhook-url.ts';
import { disable } from './webhooks-out.ts';

export type { DeliveryEntry, ShownEndpoint } from '../store/webhooks.ts';

const endpoints_max = 20;

export interface EndpointInput {
  readonly id: string;
  readonly url: string;
  /** Null takes every type. */
  readonly types: readonly EventType[] | null;
  /** Undefined leaves it as it is; a new one is enabled. */
  readonly enabled: boolean | undefined;
  readonly actor: string;
}

export interface EndpointPut {
  readonly endpoint: ShownEndpoint;
  /** Of a new one, shown this once. */
  readonly secret: string | null;
}

const urlFaults: Readonly<Record<UrlFault, string>> = {
  bad_url: 'must be a URL without a user, a password and a fragment',
  not_https: 'must begin with https://',
  refused_address: 'must not lead to an address that machines keep for themselves',
};

export async function putEndpoint(
  ctx: Context,
  input: EndpointInput,
): Promise<Outcome<EndpointPut>> {
  const fault = faultOfUrl(input.url, outletOf(ctx));
  if (fault) return invalid('url', fault, `url: ${urlFaults[fault]}`);
  return transact(ctx, async (tx) => {
    // Also makes whoever puts the same one at the same time wait.
    await numberEvents(tx.db);
    const known = await lockEndpoint(tx.db, input.id);
    const secret = known ? null : await make(tx, input);
    if (!known && !secret) return conflict(null, 'too_many', `at most ${endpoints_max} endpoints`);
    if (known)
      await updateEndpoint(tx.db, known.id, { ...given(input), updatedAt: tx.clock.now() });
    await switched(tx, known, input);
    await record(tx, input, known ? 'webhook_changed' : 'webhook_made');
    const [endpoint] = await selectEndpoints(tx.db, input.id);
    return endpoint ? ok({ endpoint, secret }) : notFound('id', 'webhook endpoint');
  });
}

const given = ({ url, types }: EndpointInput) => ({ url, types });

/** It is sent what comes after this moment. The secret; null where there are too many. */
async function make(ctx: TxContext, input: EndpointInput): Promise<string | null> {
  if ((await selectEndpoints(ctx.db)).length >= endpoints_max) return null;
  const secret = newSecret();
  const now = ctx.clock.now();
  await insertEndpoint(ctx.db, {
    ...given(input),
    id: input.id,
    secret,
    afterSeq: await lastSeq(ctx.db),
    createdAt: now,
    updatedAt: now,
  });
  return secret;
}

/** What it missed while it was off counts as failed, and can be replayed. */
export async function switchEndpoint(
  ctx: Context,
  act: Act & { readonly enabled: boolean },
): Promise<Outcome<null>> {
  return locked(ctx, act, async (tx, endpoint) => {
    await switched(tx, endpoint, act);
    return ok(null);
  });
}

async function switched(
  ctx: TxContext,
  known: EndpointRow | null,
  { id, enabled, actor }: Pick<EndpointInput, 'id' | 'enabled' | 'actor'>,
): Promise<void> {
  const isOn = !known?.disabledAt;
  if (enabled === undefined || enabled === isOn) return;
  if (!enabled) return disable(ctx, { id, code: 'asked', actor });
  await updateEndpoint(ctx.db, id, { disabledAt: null, disabledCode: null, notBefore: null });
  await record(ctx, { id, actor }, 'webhook_enabled');
}

export const readEndpoints = (ctx: Context): Promise<readonly ShownEndpoint[]> =>
  selectEndpoints(ctx.db);

export async function readEndpoint(ctx: Context, id: string): Promise<Outcome<ShownEndpoint>> {
  const [endpoint] = await selectEndpoints(ctx.db, id);
  return endpoint ? ok(endpoint) : notFound('id', 'webhook endpoint');
}

interface Act {
  readonly id: string;
  readonly actor: string;
}

/** With everything that waited for it. */
export async function removeEndpoint(ctx: Context, act: Act): Promise<Outcome<null>> {
  return transact(ctx, async (tx) => {
    // Nobody may be dealing out events to it meanwhile.
    await numberEvents(tx.db);
    if (!(await deleteEndpoint(tx.db, act.id))) return notFound('id', 'webhook endpoint');
    await record(tx, act, 'webhook_removed');
    return ok(null);
  });
}

/** The new secret, shown this once. The old one signs along for a day. */
export async function rotateSecret(ctx: Context, act: Act): Promise<Outcome<{ secret: string }>> {
  return locked(ctx, act, async (tx) => {
    const secret = newSecret();
    await changeSecret(tx.db, { id: act.id, secret });
    await record(tx, act, 'webhook_secret_rotated');
    return ok({ secret });
  });
}

/** Posts all that failed once more, or those of these events, whatever became of them. */
export async function replay(
  ctx: Context,
  { eventIds, ...act }: Act & { readonly eventIds: readonly string[] | null },
): Promise<Outcome<{ replayed: number }>> {
  const outcome = await locked(ctx, act, async (tx, endpoint) => {
    if (endpoint.disabledAt)
      return conflict(null, 'disabled', 'nothing is posted there: enable it first');
    const replayed = await replayDeliveries(tx.db, { endpointId: act.id, eventIds });
    await record(tx, act, 'webhook_replayed', { count: replayed });
    return ok({ replayed });
  });
  ctx.wake();
  return outcome;
}

export interface Tested {
  readonly delivered: boolean;
  /** `http_<status>`, else why there was no answer. */
  readonly code: string;
}

/** Posts a `webhook.test` now, disabled or not. Nothing is recorded of it but that it was done. */
export async function testEndpoint(ctx: Context, act: Act): Promise<Outcome<Tested>> {
  const found = await locked(ctx, act, async (tx, endpoint) => {
    await record(tx, act, 'webhook_tested');
    return ok(endpoint);
  });
  if (!found.ok) return found;
  const { url, secret, oldSecret, oldSecretUntil } = found.value;
  const old = oldSecret && oldSecretUntil && oldSecretUntil.getTime() > Date.now();
  const id = newId();
  const timestamp = ctx.clock.now().toISOString();
  const body = JSON.stringify({ id, type: 'webhook.test', timestamp, data: {} });
  const reply = await post(ctx, { url, secrets: old ? [secret, oldSecret] : [secret], id, body });
  const status = reply?.status ?? 0;
  return ok({ delivered: status >= 200 && status < 300, code: reply?.code ?? 'timeout' });
}

/** Newest event first. */
export async function readDeliveries(
  ctx: Context,
  filter: DeliveryFilter,
): Promise<Outcome<{ items: DeliveryEntry[]; next: number | null }>> {
  const [endpoint] = await selectEndpoints(ctx.db, filter.endpointId);
  if (!endpoint) return notFound('id', 'webhook endpoint');
  const found = await selectDeliveries(ctx.db, { ...filter, limit: filter.limit + 1 });
  const items = found.slice(0, filter.limit);
  const more = found.length > filter.limit;
  return ok({ items, next: more ? (items.at(-1)?.delivery.eventSeq ?? null) : null });
}

async function locked<T>(
  ctx: Context,
  { id }: Act,
  work: (tx: TxContext, endpoint: EndpointRow) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return transact(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx.db, id);
    return endpoint ? work(tx, endpoint) : notFound('id', 'webhook endpoint');
  });
}

const record = (
  ctx: TxContext,
  { id, actor }: Act,
  action: string,
  details: Record<string, unknown> = {},
): Promise<void> =>
  appendAudit(ctx.db, { at: ctx.clock.now(), actor, action, subject: `webhook:${id}`, details });
