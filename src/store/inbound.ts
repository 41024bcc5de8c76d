/** What came in. Stored before it is answered, handled in order per sender. */

import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { type Db, rows } from './db.ts';
import { inbound } from './schema.ts';

export type InboundRow = typeof inbound.$inferSelect;
export type NewInbound = Omit<typeof inbound.$inferInsert, 'id'>;

/**
 * One statement for the whole batch, of one text whatever its length, numbered in the order given. What
 * is known already, or comes twice, is left as it was first. Returns what was new.
 */
export async function storeInbound<T extends NewInbound>(
  db: Db,
  batch: readonly T[],
): Promise<T[]> {
  if (batch.length === 0) return [];
  const stored = await rows<Pick<NewInbound, 'channel' | 'account' | 'externalId'>>(
    db,
    sql`insert into inbound (channel, account, external_id, sequence_key, type, event, raw, stop, received_at, state, tries)
      select channel, account, "externalId", "sequenceKey", type, event, raw, stop, "receivedAt", state, tries
      from rows from (jsonb_to_recordset(${JSON.stringify(batch)}::text::jsonb) as (
        channel text, account text, "externalId" text, "sequenceKey" text, type text, event jsonb, raw text,
        stop text, "receivedAt" timestamptz, state text, tries integer
      )) with ordinality as given (channel, account, "externalId", "sequenceKey", type, event, raw, stop, "receivedAt", state, tries, place)
      order by place
      on conflict do nothing
      returning channel, account, external_id as "externalId"`,
  );
  const given = new Map(batch.toReversed().map((row) => [keyOf(row), row]));
  return stored.flatMap((key) => given.get(keyOf(key)) ?? []);
}

const keyOf = ({
  channel,
  account,
  externalId,
}: Pick<NewInbound, 'channel' | 'account' | 'externalId'>) =>
  JSON.stringify([channel, account, externalId]);

/** The next event whose sender has none older waiting, locked for this transaction. */
export async function lockNextPending(db: Db, afterId: number): Promise<InboundRow | null> {
  const older = sql`exists (select 1 from inbound older where older.state = 'pending'
    and older.sequence_key = ${inbound.sequenceKey} and older.id < ${inbound.id})`;
  const found = await db
    .select()
    .from(inbound)
    .where(and(eq(inbound.state, 'pending'), gt(inbound.id, afterId), sql`not ${older}`))
    .orderBy(asc(inbound.id))
    .limit(1)
    .for('update', { skipLocked: true });
  return found[0] ?? null;
}

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

export async function markDone(db: Db, { id, at }: { id: number; at: Date }): Promise<void> {
  await db.update(inbound).set({ state: 'done', doneAt: at }).where(eq(inbound.id, id));
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

export async function markSeen(db: Db, { id, at }: { id: number; at: Date }): Promise<void> {
  await db.update(inbound).set({ seenAt: at }).where(eq(inbound.id, id));
}

export async function inboundCounts(db: Db): Promise<{ state: string; count: number }[]> {
  return rows(db, sql`select state, count(*)::int as count from inbound group by 1 order by 1`);
}
