/** The way in: stored in one transaction, STOP included, before anyone answers 200. */

import type { Channel, InboundEvent } from '../../bots/channel.ts';
import { readStop } from '../domain/stop.ts';
import { type Db, isOutage } from '../store/db.ts';
import { pauseContact, stopContact } from '../store/halts.ts';
import { type NewInbound, storeInbound } from '../store/inbound.ts';
import { noteHeard } from './brakes.ts';
import { type Context, transact } from './context.ts';
import { gather } from './gather.ts';

export interface Item {
  readonly event: InboundEvent;
  /** The bytes as they came, kept only for what we could not read. */
  readonly raw: string;
}

/** Resolves once everything is on disk. Throws only if the database does, and then nothing is stored. */
export type Accept = (channel: Channel, received: readonly Item[]) => Promise<void>;

const raw_chars_max = 65_536;
/** Of arrivals in one transaction: a bound for its statement, far above what is ever waiting. */
const gathered_max = 500;

/** What is received at one moment, in a transaction of its own. */
export async function accept(
  ctx: Context,
  channel: Channel,
  received: readonly Item[],
): Promise<void> {
  await store(ctx, [arrivalOf(ctx, channel, received)]);
}

/** As `accept`, for arrivals side by side: those that come while a transaction is under way share the next one. */
export function acceptTogether(ctx: Context): Accept {
  const add = gather((arrivals: readonly Arrival[]) => store(ctx, arrivals), {
    max: gathered_max,
    mayBeOfOne: (error) => !isOutage(error),
  });
  return async (channel, received) => add(arrivalOf(ctx, channel, received));
}

interface Arrival {
  readonly channel: Channel;
  readonly rows: readonly EventRow[];
  readonly at: Date;
}
type EventRow = NewInbound & { readonly event: InboundEvent };

function arrivalOf(ctx: Context, channel: Channel, received: readonly Item[]): Arrival {
  const at = ctx.clock.now();
  return { channel, rows: received.map((item) => toRow(channel, item, at)), at };
}

async function store(ctx: Context, arrivals: readonly Arrival[]): Promise<void> {
  const rows = arrivals.flatMap((arrival) => arrival.rows);
  // A delivery of nothing may be our own look at whether the door is open.
  const heard = new Set(
    arrivals.flatMap(({ channel, rows }) => (rows.length > 0 ? [channel] : [])),
  );
  await transact(ctx, async (tx) => {
    for (const row of await storeInbound(tx.db, rows)) await halt(tx.db, row);
    for (const channel of heard) await noteHeard(tx, channel);
  });
  for (const { id } of heard) {
    const count = rows.filter(({ channel }) => channel === id).length;
    ctx.log.info('inbound_stored', { channel: id, count });
  }
  ctx.wake();
}

/** What may or may not mean stop holds everything back until it is clear. */
async function halt(db: Db, row: EventRow): Promise<void> {
  const { stop, channel, account, receivedAt: at } = row;
  if (!stop || !row.event.sender) return;
  const { userId, phone } = row.event.sender;
  await (stop === 'stop' ? stopContact : pauseContact)(db, { channel, account, userId, phone, at });
}

/** NUL and half a surrogate pair, as JSON writes them; the words could also be a patient's own. */
const may_be_unstorable = /\\u(?:0000|d[89a-f])/;

/** PostgreSQL's jsonb takes neither NUL nor half a surrogate pair, and one such text must not keep out the rest. */
function storable<T>(value: T): T {
  const json = JSON.stringify(value);
  if (!may_be_unstorable.test(json)) return value;
  return JSON.parse(json, (_, part) =>
    typeof part === 'string' ? part.replaceAll('\u0000', '').toWellFormed() : part,
  );
}

function toRow(channel: Channel, item: Item, now: Date): EventRow {
  const event = storable(item.event);
  return {
    channel: channel.id,
    account: event.account,
    externalId: event.externalId,
    sequenceKey: sequenceKey(channel, event),
    type: event.type,
    event,
    raw:
      event.type === 'unsupported'
        ? item.raw.slice(0, raw_chars_max).replaceAll('\u0000', '').toWellFormed()
        : null,
    stop: stopOf(event),
    receivedAt: now,
    state: 'pending',
    tries: 0,
  };
}

/** Events with the same key are handled in the order they were stored. */
function sequenceKey(channel: Channel, event: InboundEvent): string {
  if (event.type === 'status') return `message:${event.correlation ?? event.messageId}`;
  const who = event.sender?.userId ?? event.sender?.phone;
  return who ? `${channel.id}:${event.account}:${who}` : `none:${channel.id}`;
}

function stopOf(event: InboundEvent) {
  if (event.type === 'media') return readStop(event.caption ?? '');
  return event.type === 'text' || event.type === 'edited' ? readStop(event.text) : null;
}
