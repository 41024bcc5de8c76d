/** Stop and pause, on all accounts of a person at once. */

import { and, eq, lte, or, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import type { AccountRef } from './people.ts';
import { given } from './row.ts';
import { address } from './schema.ts';
import { statement } from './statement.ts';

const ofTheSamePerson = sql`${address.contactId} in (
  select contact_id from address
  where channel = ${sql.placeholder('channel')} and account = ${sql.placeholder('account')}
    and (user_id = ${sql.placeholder('userId')} or phone = ${sql.placeholder('phone')}))`;
const valuesOf = ({ userId, phone, ...ref }: AccountRef & { at: Date }) => ({
  ...ref,
  userId: userId ?? null,
  phone: phone ?? null,
});

const stopped = statement((db) =>
  db
    .update(address)
    .set({ stoppedAt: given(address.stoppedAt, 'at') })
    .where(ofTheSamePerson),
);
/** Halts everything proactive to all accounts of the person who holds this one. */
export async function stopContact(db: Db, ref: AccountRef & { at: Date }): Promise<void> {
  await stopped(db, valuesOf(ref));
}

const paused = statement((db) =>
  db
    .update(address)
    .set({ pausedAt: sql`coalesce(${address.pausedAt}, ${given(address.pausedAt, 'at')})` })
    .where(ofTheSamePerson),
);
/** Holds everything proactive to all accounts of this person until it is clear what was meant. */
export async function pauseContact(db: Db, ref: AccountRef & { at: Date }): Promise<void> {
  await paused(db, valuesOf(ref));
}

export interface Ended {
  readonly contactId: string;
  /** When the word was heard that ends it: a later halt, stored but not yet handled, stays. */
  readonly heardAt: Date;
  /** Only of this account; else of all accounts of the contact. */
  readonly addressId?: string;
}

/** One of the two is null and equals nothing. */
const ofTheseAccounts = or(
  eq(address.id, sql.placeholder('addressId')),
  eq(address.contactId, sql.placeholder('contactId')),
);
const accountsOf = ({ contactId, addressId, heardAt }: Ended) => ({
  addressId: addressId ?? null,
  contactId: addressId ? null : contactId,
  heardAt,
});

const endedStop = statement((db) =>
  db
    .update(address)
    .set({ stoppedAt: null })
    .where(and(ofTheseAccounts, lte(address.stoppedAt, given(address.stoppedAt, 'heardAt')))),
);
export async function endStop(db: Db, ended: Ended): Promise<void> {
  await endedStop(db, accountsOf(ended));
}

const endedPause = statement((db) =>
  db
    .update(address)
    .set({ pausedAt: null })
    .where(and(ofTheseAccounts, lte(address.pausedAt, given(address.pausedAt, 'heardAt')))),
);
export async function endPause(db: Db, ended: Ended): Promise<void> {
  await endedPause(db, accountsOf(ended));
}
