/** Stop and pause, on all accounts of a person at once. */

import { and, eq, lte, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import type { AccountRef } from './people.ts';
import { address } from './schema.ts';

const contactsOf = ({ channel, account, userId, phone }: AccountRef) => sql`
  select contact_id from address
  where channel = ${channel} and account = ${account}
    and (user_id = ${userId ?? null} or phone = ${phone ?? null})`;

/** Halts everything proactive to all accounts of the person who holds this one. */
export async function stopContact(db: Db, ref: AccountRef & { at: Date }): Promise<void> {
  await db.execute(sql`
    update address set stopped_at = ${ref.at.toISOString()}::timestamptz
    where contact_id in (${contactsOf(ref)})`);
}

/** Holds everything proactive to all accounts of this person until it is clear what was meant. */
export async function pauseContact(db: Db, ref: AccountRef & { at: Date }): Promise<void> {
  await db.execute(sql`
    update address set paused_at = coalesce(paused_at, ${ref.at.toISOString()}::timestamptz)
    where contact_id in (${contactsOf(ref)})`);
}

export interface Ended {
  readonly contactId: string;
  /** When the word was heard that ends it: a later halt, stored but not yet handled, stays. */
  readonly heardAt: Date;
  /** Only of this account; else of all accounts of the contact. */
  readonly addressId?: string;
}

export async function endStop(db: Db, ended: Ended): Promise<void> {
  const older = lte(address.stoppedAt, ended.heardAt);
  await db
    .update(address)
    .set({ stoppedAt: null })
    .where(and(accountsOf(ended), older));
}

export async function endPause(db: Db, ended: Ended): Promise<void> {
  const older = lte(address.pausedAt, ended.heardAt);
  await db
    .update(address)
    .set({ pausedAt: null })
    .where(and(accountsOf(ended), older));
}

const accountsOf = ({ contactId, addressId }: Ended) =>
  addressId ? eq(address.id, addressId) : eq(address.contactId, contactId);
