/**
 * The outbox in bulk: what was decided, claimed and settled for many messages at once. Each takes its
 * rows as one JSON value, so that its text is the same for one and for five hundred.
 */

import { asc, sql } from 'drizzle-orm';
import type { Content } from '../domain/content.ts';
import type { DecisionCode, Verdict } from '../domain/policy.ts';
import type { ChannelId } from '../domain/words.ts';
import type { NewDecision } from './attempts.ts';
import type { Db } from './db.ts';
import type { MessageRow } from './messages.ts';
import { attempt, message } from './schema.ts';
import { isAnyOf, jsonOf, rowsById, statement, written } from './statement.ts';

const given = sql`${sql.placeholder('rows')}::jsonb`;

const decisions = written(sql`
  insert into decision (message_id, at, stage, verdict, code, until, channel)
  select message_id, at, stage, verdict, code, until, channel from jsonb_to_recordset(${given}) as row (
    message_id uuid, at timestamptz, stage text, verdict text, code text, until timestamptz, channel text)`);

export async function insertDecisions(db: Db, rows: readonly NewDecision[]): Promise<void> {
  if (rows.length === 0) return;
  const named = rows.map(({ messageId, ...row }) => ({ message_id: messageId, ...row }));
  await decisions(db, { rows: jsonOf(named) });
}

export interface ClaimRow {
  readonly messageId: string;
  readonly attemptId: string;
  /** Of the attempt, from 1. */
  readonly number: number;
  readonly channel: ChannelId;
  readonly account: string;
  readonly addressId: string;
  readonly bindingId: string | null;
  readonly content: Content;
  readonly verdict: Verdict;
  readonly code: DecisionCode;
  /** The message whose request it shares; null for one that has its own. */
  readonly carriedBy: string | null;
}

const attempts = written(sql`
  insert into attempt (id, message_id, number, channel, started_at)
  select "attemptId", "messageId", number, channel, ${sql.placeholder('now')}::timestamptz
  from jsonb_to_recordset(${given}) as row (
    "attemptId" uuid, "messageId" uuid, number int, channel text)`);

/** The lease runs by the database's clock, by which the sweep judges it. */
const claims = written(
  sql`
  update message set state = 'claimed', channel = row.channel, account = row.account,
    address_id = row."addressId", binding_id = row."bindingId", content = row.content,
    carried_by = row."carriedBy",
    verdict = row.verdict, code = row.code, until = null,
    decided_at = ${sql.placeholder('now')}::timestamptz, lease_by = ${sql.placeholder('leaseBy')},
    lease_until = clock_timestamp() + ${sql.placeholder('leaseMs')}::int * interval '1 millisecond'
  from jsonb_to_recordset(${given}) as row (
    "messageId" uuid, channel text, account text, "addressId" uuid, "bindingId" uuid,
    content jsonb, verdict text, code text, "carriedBy" uuid)
  where message.id = row."messageId" and ${isAnyOf(message.id, 'ids')}`,
  'planned each time',
);

/** Writes the attempts, then that their messages are claimed. */
export async function claimMessages(
  db: Db,
  rows: readonly ClaimRow[],
  { now, leaseBy, leaseMs }: { now: Date; leaseBy: string; leaseMs: number },
): Promise<void> {
  if (rows.length === 0) return;
  const opened = rows.map(({ messageId, attemptId, number, channel }) => ({
    messageId,
    attemptId,
    number,
    channel,
  }));
  await attempts(db, { rows: jsonOf(opened), now: now.toISOString() });
  const claimed = rowsById(rows, ({ messageId }) => messageId);
  await claims(db, { ...claimed, now: now.toISOString(), leaseBy, leaseMs });
}

const lockedIds = statement(
  (db) =>
    db
      .select({ id: message.id })
      .from(message)
      .where(isAnyOf(message.id, 'ids'))
      .orderBy(asc(message.id))
      .for('update'),
  'planned each time',
);
/** In the order of their ids, whoever locks them. */
export async function lockMessages(db: Db, ids: readonly string[]): Promise<void> {
  await lockedIds(db, { ids: jsonOf(ids) });
}

const byIds = statement((db) => db.select().from(message).where(isAnyOf(message.id, 'ids')));
export const findMessages = (db: Db, ids: readonly string[]): Promise<MessageRow[]> =>
  byIds(db, { ids: jsonOf(ids) });

export interface OutcomeRow {
  readonly attemptId: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly externalId: string | null;
}

/**
 * Not `outcome is null`: for that PostgreSQL would read the index of all attempts that were not refused,
 * which may be all there are, beside the few rows that are given.
 */
const outcomes = written(
  sql`
  update attempt set finished_at = ${sql.placeholder('now')}::timestamptz,
    outcome = row.outcome, code = row.code, external_id = row."externalId"
  from jsonb_to_recordset(${given}) as row (
    "attemptId" uuid, outcome text, code text, "externalId" text)
  where attempt.id = row."attemptId" and coalesce(attempt.outcome, '') = ''
    and ${isAnyOf(attempt.id, 'ids')}`,
  'planned each time',
);

/** Written once: what is known already stays. */
export async function settleAttempts(
  db: Db,
  rows: readonly OutcomeRow[],
  now: Date,
): Promise<void> {
  const settled = rowsById(rows, ({ attemptId }) => attemptId);
  await outcomes(db, { ...settled, now: now.toISOString() });
}

const acceptances = written(
  sql`
  update message set
    state = case when message.state in ('planned', 'claimed', 'unknown') then 'accepted' else message.state end,
    external_id = coalesce(message.external_id, row."externalId"),
    settled_at = ${sql.placeholder('now')}::timestamptz, lease_until = null, lease_by = null
  from jsonb_to_recordset(${given}) as row ("messageId" uuid, "externalId" text)
  where message.id = row."messageId" and ${isAnyOf(message.id, 'ids')}`,
  'planned each time',
);

/** A report may have been faster than the answer: then only the platform's id is new. */
export async function acceptMessages(
  db: Db,
  rows: readonly { messageId: string; externalId: string }[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const accepted = rowsById(rows, ({ messageId }) => messageId);
  await acceptances(db, { ...accepted, now: now.toISOString() });
}
