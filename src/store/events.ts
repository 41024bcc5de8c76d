/**
 * What the clinic system is to hear. A row is written in the transaction that changes the fact and
 * numbered after its commit: numbers given while writing would let a reader pass one that is
 * committed late. Numbering is also where deliveries are made, so each event is dealt out once.
 */

import { and, asc, gt, inArray, sql } from 'drizzle-orm';
import { type Db, rows } from './db.ts';
import { inserting } from './row.ts';
import { event } from './schema.ts';
import { written } from './statement.ts';

export type EventRow = typeof event.$inferSelect;
export type NumberedEvent = EventRow & { readonly seq: number };

export const insertEvent = inserting(event);

const fresh = written<{ found: boolean }>(
  sql`select exists (select 1 from event where seq is null) as found`,
);
export const hasFreshEvents = async (db: Db): Promise<boolean> =>
  (await fresh(db))[0]?.found ?? false;

const guard = written(sql`select pg_advisory_xact_lock(hashtextextended('event.seq', 0))`);
// To a disabled endpoint it counts as failed from the start, so that it can be sent again later.
const number = written(sql`
  with fresh as (
    select entry, row_number() over (order by entry) as nth from event where seq is null
  ), numbered as (
    update event set seq = nth + (select coalesce(max(seq), 0) from event)
    from fresh where event.entry = fresh.entry returning event.seq, event.type
  )
  insert into webhook_delivery (event_seq, endpoint_id, state, tries, started_at, next_at, last_code)
  select numbered.seq, endpoint.id, case when disabled_at is null then 'waiting' else 'failed' end, 0,
    clock_timestamp(), clock_timestamp(), case when disabled_at is not null then 'disabled' end
  from numbered join webhook_endpoint endpoint on types is null or types ? numbered.type`);

/** In the caller's transaction: others wait to number until it ends. */
export async function numberEvents(db: Db): Promise<void> {
  await guard(db);
  await number(db);
}

export interface EventFilter {
  /** Null is every type. */
  readonly types: readonly string[] | null;
  /** Only above this number. */
  readonly after: number;
  readonly limit: number;
}

/** In the order of their numbers. */
export async function selectEvents(
  db: Db,
  { types, after, limit }: EventFilter,
): Promise<NumberedEvent[]> {
  const found = await db
    .select()
    .from(event)
    .where(and(gt(event.seq, after), types ? inArray(event.type, [...types]) : undefined))
    .orderBy(asc(event.seq))
    .limit(limit);
  return found.filter((row): row is NumberedEvent => row.seq !== null);
}

export async function lastSeq(db: Db): Promise<number> {
  const [found] = await rows<{ seq: number }>(
    db,
    sql`select coalesce(max(seq), 0)::int as seq from event`,
  );
  return found?.seq ?? 0;
}

/** What the clinic system was told keeps its ids, also where it is still to be told; `whole` are the types that stay. */
export async function forgetEvents(
  db: Db,
  { patientId, whole }: { patientId: string; whole: readonly string[] },
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`update event set data = '{"erased": true}' || (
        select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(data) where key like '%Id')
      where patient_id = ${patientId} and not data ? 'erased'
        and type not in (select jsonb_array_elements_text(${JSON.stringify(whole)}::jsonb)) returning id`,
  );
  return found.map(({ id }) => id);
}
