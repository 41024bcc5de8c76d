/** Whether there is anything to do, in one look. */

import { sql } from 'drizzle-orm';
import { careDue, nextCare } from './alarms.ts';
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
    or exists (select 1 from visit_request where state = 'offered' and offered_until <= ${sql.placeholder('now')}::timestamptz)
    or exists (select 1 from slot_hold where left_by is not null and expires_at <= ${sql.placeholder('now')}::timestamptz)
    or exists (select 1 from plan_due)
    or ${careDue}
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
  /** A time that was offered, or has become free, has to be offered to the next. */
  readonly offers: boolean;
  /** Somebody has to be called again for an alarm, or a patient has been silent for long enough. */
  readonly care: boolean;
  /** Messages of some patients are to be planned anew. */
  readonly plans: boolean;
  /** Something is to be posted to a clinic system. */
  readonly posts: boolean;
  /** When the next message falls due, or an offer ends, that has not yet. */
  readonly next: Date | null;
}

const ahead = written<Omit<Outlook, 'next'> & { next: string | null }>(sql`select
  exists (select 1 from inbound where state = 'pending') as pending,
  exists (select 1 from message where state = 'planned' and due_at <= ${sql.placeholder('now')}::timestamptz) as due,
  exists (select 1 from visit_request
    where state = 'offered' and offered_until <= ${sql.placeholder('now')}::timestamptz)
    or exists (select 1 from slot_hold
      where left_by is not null and expires_at <= ${sql.placeholder('now')}::timestamptz) as offers,
  exists (select 1 from plan_due) as plans,
  ${careDue} as care,
  exists (select 1 from event where seq is null)
    or exists (select 1 from webhook_delivery join webhook_endpoint on id = endpoint_id
      where state = 'waiting' and next_at <= clock_timestamp() and disabled_at is null
        and (not_before is null or not_before <= clock_timestamp())) as posts,
  to_char(least(
    (select due_at from message where state = 'planned' and due_at > ${sql.placeholder('now')}::timestamptz
      order by due_at limit 1),
    (select min(offered_until) from visit_request
      where state = 'offered' and offered_until > ${sql.placeholder('now')}::timestamptz),
    (select min(expires_at) from slot_hold
      where left_by is not null and expires_at > ${sql.placeholder('now')}::timestamptz),
    ${nextCare}
  ) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as next`);

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
    or exists (select 1 from reason where state = 'sent' and answer_by <= ${sql.placeholder('now')}::timestamptz
      and kind not in ('wellbeing', 'impression'))
    or exists (select 1 from reason where state = 'planned'
      and due_at < ${sql.placeholder('now')}::timestamptz
        - case when purpose = 'wellbeing' then interval '2 days' else interval '30 days' end)
    or exists (select 1 from import_run
      where (state = 'held' and created_at < ${sql.placeholder('now')}::timestamptz - interval '24 hours')
        or (state = 'running' and alive_at < clock_timestamp() - interval '10 minutes'))
    as found`);

/** Whether the sweep would find anything; most find nothing. */
export async function hasLeftovers(
  db: Db,
  on: { readonly now: Date; readonly endedBefore: Date; readonly dueBefore: Date },
): Promise<boolean> {
  const values = Object.entries(on).map(([name, at]) => [name, at.toISOString()]);
  return (await left(db, Object.fromEntries(values)))[0]?.found ?? true;
}
