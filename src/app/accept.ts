/** The way in: stored in one transaction, STOP included, before anyone answers 200. */

import type { Channel, InboundEvent } from '../../bots/channel.ts';
import { readStop } from '../domain/stop.ts';
import { setAccount } from '../store/accounts.ts';
import { pauseContact, stopContact } from '../store/halts.ts';
import { type NewInbound, storeInbound } from '../store/inbound.ts';
import { type Context, transact } from './context.ts';

export interface Item {
  readonly event: InboundEvent;
  /** The bytes as they came, kept only for what we could not read. */
  readonly raw: string;
}

const raw_chars_max = 65_536;

/** Resolves once everything is on disk. Throws only if the database does, and then nothing is stored. */
export async function accept(
  ctx: Context,
  channel: Channel,
  received: readonly Item[],
): Promise<void> {
  const now = ctx.clock.now();
  const items = received.map(({ event, raw }) => ({ event: storable(event), raw }));
  const batch = distinct(items.map((item) => toRow(channel, item, now)));
  await transact(ctx, async (tx) => {
    const fresh = new Set(await storeInbound(tx.db, batch));
    for (const { event } of items) {
      const heard = fresh.has(event.externalId) ? stopOf(event) : null;
      if (!heard || !event.sender) continue;
      const { userId, phone } = event.sender;
      const ref = { channel: channel.id, account: event.account, userId, phone, at: now };
      // What may or may not mean stop holds everything back until it is clear.
      await (heard === 'stop' ? stopContact : pauseContact)(tx.db, ref);
    }
    await setAccount(
      tx.db,
      { channel: channel.id, account: channel.account },
      { lastInboundAt: now },
    );
  });
  ctx.log.info('inbound_stored', { channel: channel.id, count: batch.length });
  ctx.wake();
}

/** PostgreSQL's jsonb takes neither NUL nor half a surrogate pair, and one such text must not keep out the rest. */
function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === 'string' ? part.replaceAll('\u0000', '').toWellFormed() : part,
  );
}

function toRow(channel: Channel, { event, raw }: Item, now: Date): NewInbound {
  return {
    channel: channel.id,
    account: event.account,
    externalId: event.externalId,
    sequenceKey: sequenceKey(channel, event),
    type: event.type,
    event,
    raw:
      event.type === 'unsupported'
        ? raw.slice(0, raw_chars_max).replaceAll('\u0000', '').toWellFormed()
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

/** One statement may not hold the same key twice. */
function distinct(batch: readonly NewInbound[]): NewInbound[] {
  return [...new Map(batch.map((row) => [`${row.account} ${row.externalId}`, row])).values()];
}
