/** Stop and pause, on all accounts of a person at once. */

import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import type { AccountRef } from './people.ts';
import { address } from './schema.ts';

/** Halts everything proactive to all accounts of the person who holds this one. */
export async function stopContact(db: Db, ref: AccountRef & { at: Date }): Promise<void> {
  await db.execute(sql`
    update address set stopped_at = ${ref.at.toISOString()}::timestamptz
    where contact_id in (
      select contact_id from address
      where channel = ${ref.channel} and account = ${ref.account}
        and (user_id = ${ref.userId ?? null} or phone = ${ref.phone ?? null}))`);
}

/** Holds everything proactive to all accounts of this person until it is clear what was meant. */
export async function pauseContact(db: Db, ref: AccountRef & { at: Date }): Promise<void> {
  await db.execute(sql`
    update address set paused_at = coalesce(paused_at, ${ref.at.toISOString()}::timestamptz)
    where contact_id in (
      select contact_id from address
      where channel = ${ref.channel} and account = ${ref.account}
        and (user_id = ${ref.userId ?? null} or phone = ${ref.phone ?? null}))`);
}

/**
 * Ends a stop and a pause, as far as they are older than the word that ends them: a later one, stored
 * but not yet handled, stays.
 */
export async function resumeAddresses(
  db: Db,
  { ids, heardAt }: { ids: readonly string[]; heardAt: Date },
): Promise<void> {
  if (ids.length === 0) return;
  const ended = inArray(address.id, [...ids]);
  await db
    .update(address)
    .set({ stoppedAt: null })
    .where(and(ended, lte(address.stoppedAt, heardAt)));
  await db
    .update(address)
    .set({ pausedAt: null })
    .where(and(ended, lte(address.pausedAt, heardAt)));
}

/** The pause alone. */
export async function endPause(
  db: Db,
  { contactId, heardAt }: { contactId: string; heardAt: Date },
): Promise<void> {
  await db
    .update(address)
    .set({ pausedAt: null })
    .where(and(eq(address.contactId, contactId), lte(address.pausedAt, heardAt)));
}
