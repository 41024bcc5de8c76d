/** Where events are posted to, and what came of it. Times here are real, by the database's clock. */

import { and, asc, desc, eq, getTableColumns, lt, sql } from 'drizzle-orm';
import { type Db, rows } from './db.ts';
import { insertingNew } from './row.ts';
import { webhookDelivery as delivery, webhookEndpoint as endpoint, event } from './schema.ts';
import { written } from './statement.ts';

export type EndpointRow = typeof endpoint.$inferSelect;
export type DeliveryRow = typeof delivery.$inferSelect;

const { secret: _, oldSecret: __, ...shown } = getTableColumns(endpoint);
export type ShownEndpoint = Omit<EndpointRow, 'secret' | 'oldSecret'> & {
  readonly waiting: number;
  readonly failed: number;
};

const countOf = (state: DeliveryRow['state']) =>
  sql<number>`(select count(*)::int from ${delivery} where ${delivery.endpointId} = ${endpoint}.id and ${delivery.state} = ${state})`;

/** Without secrets. */
export async function selectEndpoints(db: Db, id?: string): Promise<ShownEndpoint[]> {
  return db
    .select({ ...shown, waiting: countOf('waiting'), failed: countOf('failed') })
    .from(endpoint)
    .where(id === undefined ? undefined : eq(endpoint.id, id))
    .orderBy(asc(endpoint.createdAt), asc(endpoint.id));
}

/** False where the id is taken. */
export const insertEndpoint = insertingNew(endpoint);

export async function lockEndpoint(db: Db, id: string): Promise<EndpointRow | null> {
  const [found] = await db.select().from(endpoint).where(eq(endpoint.id, id)).for('update');
  return found ?? null;
}

export async function updateEndpoint(
  db: Db,
  id: string,
  set: Partial<Omit<EndpointRow, 'id'>>,
): Promise<void> {
  await db.update(endpoint).set(set).where(eq(endpoint.id, id));
}

/** The old one signs along for a day of real time. */
export async function changeSecret(
  db: Db,
  { id, secret }: { id: string; secret: string },
): Promise<void> {
  await db
    .update(endpoint)
    .set({
      secret,
      oldSecret: sql`${endpoint.secret}`,
      oldSecretUntil: sql`clock_timestamp() + interval '24 hours'`,
    })
    .where(eq(endpoint.id, id));
}

export async function deleteEndpoint(db: Db, id: string): Promise<boolean> {
  await db.delete(delivery).where(eq(delivery.endpointId, id));
  const gone = await db.delete(endpoint).where(eq(endpoint.id, id)).returning({ id: endpoint.id });
  return gone.length > 0;
}

/** What waited is not tried any more; it can be sent again. */
export async function failWaiting(db: Db, endpointId: string): Promise<void> {
  await db
    .update(delivery)
    .set({ state: 'failed', lastCode: 'disabled' })
    .where(and(eq(delivery.endpointId, endpointId), eq(delivery.state, 'waiting')));
}

export interface Claimed {
  readonly endpoint: Pick<EndpointRow, 'id' | 'url' | 'secret' | 'answeredAt'>;
  /** While both sign. */
  readonly oldSecret: string | null;
  readonly event: typeof event.$inferSelect & { readonly seq: number };
  readonly tries: number;
  readonly startedAt: Date;
}

const due = sql`state = 'waiting' and next_at <= clock_timestamp()`;
const free = sql`disabled_at is null and (not_before is null or not_before <= clock_timestamp())`;

// One request at a time: whoever has it holds it for a while, and a process that dies lets go by that.
const take = written<{ id: string }>(sql`
  update webhook_endpoint set not_before = clock_timestamp() + interval '1 minute'
  where id = (
    select id from webhook_endpoint endpoint where ${free}
      and exists (select 1 from webhook_delivery where endpoint_id = endpoint.id and ${due})
    order by not_before nulls first, id limit 1 for no key update skip locked
  ) returning id`);

/** The oldest event that is due for some endpoint nobody is posting to; null if there is none. In a transaction. */
export async function claimDelivery(db: Db): Promise<Claimed | null> {
  const [taken] = await take(db);
  if (!taken) return null;
  // By a statement of its own, which sees what the holder before us has just written.
  const [found] = await db
    .select({ endpoint, event, tries: delivery.tries, startedAt: delivery.startedAt, oldSecret })
    .from(delivery)
    .innerJoin(endpoint, eq(endpoint.id, delivery.endpointId))
    .innerJoin(event, eq(event.seq, delivery.eventSeq))
    .where(and(eq(delivery.endpointId, taken.id), due))
    .orderBy(asc(delivery.eventSeq))
    .limit(1);
  const seq = found?.event.seq;
  if (found && typeof seq === 'number') return { ...found, event: { ...found.event, seq } };
  await letGo(db, { endpointId: taken.id, restMs: 0 });
  return null;
}

const oldSecret = sql<
  string | null
>`case when ${endpoint.oldSecretUntil} > clock_timestamp() then ${endpoint.oldSecret} end`;

const inMs = (ms: number) => sql`clock_timestamp() + ${ms} * interval '1 millisecond'`;

/** The next may be posted there, at once or after a rest. */
export async function letGo(
  db: Db,
  { endpointId, restMs }: { endpointId: string; restMs: number },
): Promise<void> {
  await db
    .update(endpoint)
    .set({ notBefore: restMs > 0 ? inMs(restMs) : null })
    .where(eq(endpoint.id, endpointId));
}

/** Nobody posts anywhere at this moment. */
export async function letAllGo(db: Db): Promise<void> {
  await db.update(endpoint).set({ notBefore: null });
}

export interface Tried {
  readonly endpointId: string;
  readonly eventSeq: number;
  readonly tries: number;
  readonly code: string;
}

const changed = async (
  db: Db,
  { endpointId, eventSeq, tries, code }: Tried,
  set: { state?: DeliveryRow['state']; nextAt?: ReturnType<typeof inMs> },
): Promise<void> => {
  await db
    .update(delivery)
    .set({ ...set, tries, lastCode: code, lastAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(delivery.endpointId, endpointId),
        eq(delivery.eventSeq, eventSeq),
        eq(delivery.state, 'waiting'),
      ),
    );
};

export const endDelivery = (db: Db, tried: Tried, state: 'delivered' | 'failed'): Promise<void> =>
  changed(db, tried, { state });

export const retryDelivery = (db: Db, tried: Tried, ms: number): Promise<void> =>
  changed(db, tried, { nextAt: inMs(ms) });

/** It took something; what had failed because it was away is tried at once. */
export async function noteAnswer(
  db: Db,
  { endpointId, awayCodes }: { endpointId: string; awayCodes: readonly string[] },
): Promise<void> {
  await db
    .update(endpoint)
    .set({ answeredAt: sql`clock_timestamp()` })
    .where(eq(endpoint.id, endpointId));
  await db.execute(sql`update webhook_delivery set next_at = clock_timestamp()
    where endpoint_id = ${endpointId} and state = 'waiting' and next_at > clock_timestamp()
      and last_code in (select jsonb_array_elements_text(${JSON.stringify(awayCodes)}::jsonb))`);
}

const soonest = written<{ ms: number | null }>(sql`
  select extract(epoch from min(greatest(next_at, not_before)) - clock_timestamp())::float8 * 1000 as ms
  from webhook_delivery join webhook_endpoint on id = endpoint_id
  where state = 'waiting' and disabled_at is null`);
/** How long until something is to be posted; null if nothing waits. */
export async function nextPostMs(db: Db): Promise<number | null> {
  const [found] = await soonest(db);
  return found?.ms ?? null;
}

/** Those of these events, or without them all failed ones, go out again as if for the first time. How many. */
export async function replayDeliveries(
  db: Db,
  { endpointId, eventIds }: { endpointId: string; eventIds: readonly string[] | null },
): Promise<number> {
  const which = eventIds
    ? sql`event_seq in (select seq from event where id in (
        select jsonb_array_elements_text(${JSON.stringify(eventIds)}::jsonb)::uuid))`
    : sql`state = 'failed'`;
  const found = await rows(
    db,
    sql`update webhook_delivery set state = 'waiting', tries = 0, started_at = clock_timestamp(), next_at = clock_timestamp()
      where endpoint_id = ${endpointId} and ${which} returning event_seq`,
  );
  return found.length;
}

export interface DeliveryEntry {
  readonly delivery: DeliveryRow;
  readonly event: typeof event.$inferSelect;
}

export interface DeliveryFilter {
  readonly endpointId: string;
  readonly state: DeliveryRow['state'] | null;
  /** Only events below this number. */
  readonly before: number | null;
  readonly limit: number;
}

/** Newest event first. */
export async function selectDeliveries(
  db: Db,
  { endpointId, state, before, limit }: DeliveryFilter,
): Promise<DeliveryEntry[]> {
  return db
    .select({ delivery, event })
    .from(delivery)
    .innerJoin(event, eq(event.seq, delivery.eventSeq))
    .where(
      and(
        eq(delivery.endpointId, endpointId),
        state ? eq(delivery.state, state) : undefined,
        before === null ? undefined : lt(delivery.eventSeq, before),
      ),
    )
    .orderBy(desc(delivery.eventSeq))
    .limit(limit);
}
