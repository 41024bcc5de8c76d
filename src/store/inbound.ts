/** What came in. Stored before it is answered, handled in order per sender. */

import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { type Db, rows } from './db.ts';
import { lookup, updating } from './row.ts';
import { inbound } from './schema.ts';
import { jsonOf, written } from './statement.ts';

export type InboundRow = typeof inbound.$inferSelect;
export type NewInbound = Omit<typeof inbound.$inferInsert, 'id'>;

const stored = written<Key>(sql`
  insert into inbound (channel, account, external_id, sequence_key, type, event, raw, stop, received_at, state, tries)
  select channel, account, "externalId", "sequenceKey", type, event, raw, stop, "receivedAt", state, tries
  from rows from (jsonb_to_recordset(${sql.placeholder('rows')}::text::jsonb) as (
    channel text, account text, "externalId" text, "sequenceKey" text, type text, event jsonb, raw text,
    stop text, "receivedAt" timestamptz, state text, tries integer
  )) with ordinality as given (channel, account, "externalId", "sequenceKey", type, event, raw, stop, "receivedAt", state, tries, place)
  order by place
  on conflict do nothing
  returning channel, account, external_id as "externalId"`);

/**
 * One statement for the whole batch, of one text whatever its length, numbered in the order given. What
 * is known already, or comes twice, is left as it was first. Returns what was new.
 */
export async function storeInbound<T extends NewInbound>(
  db: Db,
  batch: readonly T[],
): Promise<T[]> {
  if (batch.length === 0) return [];
  const given = new Map(batch.toReversed().map((row) => [keyOf(row), row]));
  const fresh = await stored(db, { rows: jsonOf(batch) });
  return fresh.flatMap((key) => given.get(keyOf(key)) ?? []);
}

type Key = Pick<NewInbound, 'channel' | 'account' | 'externalId'>;

const keyOf = ({ channel, account, externalId }: Key) =>
  JSON.stringify([channel, account, externalId]);

const nextPending = lookup((db) => {
  const older = sql`exists (select 1 from inbound older where older.state = 'pending'
    and older.sequence_key = ${inbound.sequenceKey} and older.id < ${inbound.id})`;
  return db
    .select()
    .from(inbound)
    .where(
      and(
        sql`${inbound.state} = 'pending'`,
        gt(inbound.id, sql.placeholder('afterId')),
        sql`not ${older}`,
      ),
    )
    .orderBy(asc(inbound.id))
    .limit(1)
    .for('update', { skipLocked: true });
});
/** The next event whose sender has none older waiting, locked for this transaction. */
export const lockNextPending = (db: Db, afterId: number): Promise<InboundRow | null> =>
  nextPending(db, { afterId });

/** Whether a stop of the same sender is stored but not yet handled. */
export async function hasLaterStop(
  db: Db,
  row: Pick<InboundRow, 'id' | 'sequenceKey'>,
): Promise<boolean> {
  const found = await db
    .select({ id: inbound.id })
    .from(inbound)
    .where(
      and(
        eq(inbound.sequenceKey, row.sequenceKey),
        eq(inbound.state, 'pending'),
        gt(inbound.id, row.id),
        isNotNull(inbound.stop),
      ),
    )
    .limit(1);
  return found.length > 0;
}

const changed = updating(inbound, eq(inbound.id, sql.placeholder('id')));
export const markDone = (db: Db, { id, at }: { id: number; at: Date }): Promise<void> =>
  changed(db, { id }, { state: 'done', doneAt: at });

const unlabelled = written(
  sql`update inbound set event = event || '{"label": ""}' where id = ${sql.placeholder('id')}::bigint`,
);
/** Of a pressed button, what stood on it. */
export async function dropLabel(db: Db, id: number): Promise<void> {
  await unlabelled(db, { id });
}

/** After `triesMax` the event is set aside for people, so that it blocks nobody behind it. */
export async function markFailed(
  db: Db,
  { id, code, triesMax }: { id: number; code: string; triesMax: number },
): Promise<void> {
  await db.execute(sql`
    update inbound set tries = tries + 1, error_code = ${code},
      state = case when tries + 1 >= ${triesMax} then 'failed' else state end
    where id = ${id} and state = 'pending'`);
}

export async function findInbound(db: Db, id: number): Promise<InboundRow | null> {
  const found = await db.select().from(inbound).where(eq(inbound.id, id));
  return found[0] ?? null;
}

/** What no dialogue could take and nobody has seen yet: malformed, failed, without a sender. */
export async function listUnread(db: Db, limit: number): Promise<InboundRow[]> {
  return db
    .select()
    .from(inbound)
    .where(
      and(
        isNull(inbound.seenAt),
        sql`(${inbound.state} = 'failed' or (${inbound.type} in ('unsupported', 'account') and ${inbound.sequenceKey} like 'none:%'))`,
      ),
    )
    .orderBy(asc(inbound.id))
    .limit(limit);
}

export const markSeen = (db: Db, { id, at }: { id: number; at: Date }): Promise<void> =>
  changed(db, { id }, { seenAt: at });

export async function inboundCounts(db: Db): Promise<{ state: string; count: number }[]> {
  return rows(db, sql`select state, count(*)::int as count from inbound group by 1 order by 1`);
}
