/** Whether there is anything to do, in one look. */

import { sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { written } from './statement.ts';

export interface WorkState {
  /** Something is pending, due or under way. */
  readonly busy: boolean;
  /** Grows with every event stored. */
  readonly lastInboundId: number;
}

const look = written<WorkState>(sql`select
  (select coalesce(max(id), 0)::int from inbound) as "lastInboundId",
  exists (select 1 from inbound where state = 'pending')
    or exists (select 1 from message where state = 'claimed')
    or exists (select 1 from message where state = 'planned' and due_at <= ${sql.placeholder('now')}::timestamptz)
    as busy`);

export async function workState(db: Db, now: Date): Promise<WorkState> {
  const [state] = await look(db, { now: now.toISOString() });
  if (!state) throw new Error('no answer');
  return state;
}

export interface Outlook {
  /** An event waits to be handled. */
  readonly pending: boolean;
  readonly due: boolean;
  /** When the next message falls due that is not yet. */
  readonly next: Date | null;
}

const ahead = written<Omit<Outlook, 'next'> & { next: string | null }>(sql`select
  exists (select 1 from inbound where state = 'pending') as pending,
  exists (select 1 from message where state = 'planned' and due_at <= ${sql.placeholder('now')}::timestamptz) as due,
  (select to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from message
    where state = 'planned' and due_at > ${sql.placeholder('now')}::timestamptz order by due_at limit 1) as next`);

/** What to do next, for an engine that was woken and mostly finds nothing. */
export async function outlook(db: Db, now: Date): Promise<Outlook> {
  const [found] = await ahead(db, { now: now.toISOString() });
  if (!found) throw new Error('no answer');
  return { ...found, next: found.next === null ? null : new Date(found.next) };
}

const left = written<{ found: boolean }>(sql`select
  exists (select 1 from message where state = 'claimed' and lease_until < clock_timestamp())
    or exists (select 1 from message where state = 'planned'
      and due_at < ${sql.placeholder('dueBefore')}::timestamptz and not_after < ${sql.placeholder('endedBefore')}::timestamptz)
    or exists (select 1 from erasure where done_at is null and refused_at is null
      and due_at <= ${sql.placeholder('now')}::timestamptz)
    or exists (select 1 from erasure where done_at is not null and address_id is not null)
    or exists (select 1 from channel_account where braked_until <= ${sql.placeholder('now')}::timestamptz)
    as found`);

/** Whether the sweep would find anything; most find nothing. */
export async function hasLeftovers(
  db: Db,
  on: { readonly now: Date; readonly endedBefore: Date; readonly dueBefore: Date },
): Promise<boolean> {
  const values = Object.entries(on).map(([name, at]) => [name, at.toISOString()]);
  return (await left(db, Object.fromEntries(values)))[0]?.found ?? true;
}
