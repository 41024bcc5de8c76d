/** Recipients that are gone all at once, and what is undone when nobody believes it. */

import {
  and,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  notInArray,
  or,
  sql,
} from 'drizzle-orm';
import type { AccountKey, AccountRow } from './accounts.ts';
import { type Db, notifyDue } from './db.ts';
import type { MessageRow } from './messages.ts';
import { given } from './row.ts';
import { address, attempt, binding, callTask, channelAccount, message, patient } from './schema.ts';
import { statement } from './statement.ts';

/** Locked, and made first if it was not there. */
export async function lockAccount(db: Db, key: AccountKey): Promise<AccountRow | null> {
  await db.insert(channelAccount).values(key).onConflictDoNothing();
  const found = await db
    .select()
    .from(channelAccount)
    .where(and(eq(channelAccount.channel, key.channel), eq(channelAccount.account, key.account)))
    .for('update');
  return found[0] ?? null;
}

interface Stretch {
  readonly from: Date;
  readonly to?: Date | undefined;
}

const markedIn = ({ channel, account }: AccountKey, { from, to }: Stretch) =>
  and(
    eq(address.channel, channel),
    eq(address.account, account),
    isNotNull(address.unreachableCode),
    gte(address.unreachableAt, from),
    to && lt(address.unreachableAt, to),
  );

/** Addresses that a send marked unreachable. */
export async function markedGone(db: Db, key: AccountKey, stretch: Stretch): Promise<string[]> {
  const found = await db.select({ id: address.id }).from(address).where(markedIn(key, stretch));
  return found.map(({ id }) => id);
}

/** How many other addresses something was accepted for. `firstAttempt` bounds the search: ids grow with time. */
export async function countReached(
  db: Db,
  key: AccountKey,
  on: { readonly since: Date; readonly firstAttempt: string; readonly gone: readonly string[] },
): Promise<number> {
  const [found] = await db
    .select({ count: sql<number>`count(distinct ${message.addressId})::int` })
    .from(attempt)
    .innerJoin(message, eq(message.id, attempt.messageId))
    .where(
      and(
        gte(attempt.id, on.firstAttempt),
        gte(attempt.finishedAt, on.since),
        eq(attempt.outcome, 'accepted'),
        eq(message.channel, key.channel),
        eq(message.account, key.account),
        notInArray(message.addressId, [...on.gone]),
      ),
    );
  return found?.count ?? 0;
}

/** Returns whose. */
export async function unmarkGone(db: Db, key: AccountKey, stretch: Stretch): Promise<string[]> {
  const found = await db
    .update(address)
    .set({ unreachableCode: null, unreachableAt: null })
    .where(markedIn(key, stretch))
    .returning({ id: address.id });
  return found.map(({ id }) => id);
}

/**
 * What became a call only because its recipient was marked, unless somebody has called already or it
 * would be too late by `until`. Its open task goes too: it was never a person's work.
 */
export async function planAgain(
  db: Db,
  on: {
    readonly addressIds: readonly string[];
    readonly since: Date;
    readonly until: Date;
    readonly set: Partial<MessageRow>;
  },
): Promise<string[]> {
  if (on.addressIds.length === 0) return [];
  const tasks = await db
    .delete(callTask)
    .where(
      and(
        eq(callTask.state, 'open'),
        eq(callTask.code, 'unreachable'),
        gte(callTask.createdAt, on.since),
        inArray(
          callTask.messageId,
          db
            .select({ id: message.id })
            .from(message)
            .innerJoin(binding, eq(binding.patientId, message.patientId))
            .where(
              and(
                eq(message.id, callTask.messageId),
                inArray(binding.addressId, [...on.addressIds]),
                isNull(binding.endedAt),
                eq(message.state, 'dropped'),
                gte(message.notAfter, on.until),
              ),
            ),
        ),
      ),
    )
    .returning({ messageId: callTask.messageId });
  const ids = tasks.flatMap(({ messageId }) => messageId ?? []);
  if (ids.length > 0) await db.update(message).set(on.set).where(inArray(message.id, ids));
  return ids;
}

/** Locked, so that no account is braked while this transaction makes up its mind. */
export async function lockBraked(db: Db, now: Date): Promise<AccountRow[]> {
  const found = await db.select().from(channelAccount).for('update');
  return found.filter(({ brakedUntil }) => brakedUntil !== null && brakedUntil > now);
}

const held_codes = ['channel_down', 'deaf', 'frozen', 'braked'] as const;

/** What waits for an account, soonest end first: whom staff may want to call meanwhile. */
export async function listHeld(db: Db, { until, limit }: { until: Date; limit: number }) {
  return db
    .select({ message, patient })
    .from(message)
    .innerJoin(patient, eq(patient.id, message.patientId))
    .where(
      and(
        eq(message.state, 'planned'),
        eq(message.proactive, true),
        eq(message.verdict, 'wait'),
        inArray(message.code, [...held_codes]),
        lt(message.dueAt, until),
      ),
    )
    .orderBy(message.notAfter, message.seq)
    .limit(limit);
}

/**
 * Its own moment has come and it was put off. Of what is not due yet the same word is only a forecast: that
 * names a moment after the message's own, and a reminder of next week must not go today.
 */
const isPutOff = sql`${message.dueAt} >= ${message.until}`;

const woken = statement((db) =>
  db
    .update(message)
    .set({ dueAt: given(message.dueAt, 'now') })
    .where(
      and(
        sql`${message.state} = 'planned'`,
        eq(message.verdict, 'wait'),
        inArray(message.code, ['channel_down', 'deaf']),
        isPutOff,
      ),
    )
    .returning({ id: message.id }),
);
/** Whatever waited for a channel to work, or to hear, is asked about again now. */
export async function wakeHeld(db: Db, now: Date): Promise<void> {
  if ((await woken(db, { now })).length > 0) await notifyDue(db);
}

/**
 * Whatever waited for a brake or for a person's word is asked about again now. What was tried before the
 * brake may by now carry the forecast for its end instead.
 */
export async function wakeBraked(
  db: Db,
  { channel, account }: AccountKey,
  { now, until }: { now: Date; until: Date },
): Promise<void> {
  const woken = await db
    .update(message)
    .set({ dueAt: now })
    .where(
      and(
        eq(message.state, 'planned'),
        eq(message.proactive, true),
        or(
          and(inArray(message.code, ['frozen', 'braked']), isPutOff),
          and(
            eq(message.channel, channel),
            eq(message.account, account),
            eq(message.code, 'ok'),
            gt(message.tries, 0),
            lte(message.dueAt, until),
          ),
        ),
      ),
    )
    .returning({ id: message.id });
  if (woken.length > 0) await notifyDue(db);
}
