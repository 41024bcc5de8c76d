/** Contacts and their addresses. */

import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { ChannelId, Language } from '../domain/words.ts';
import type { Db } from './db.ts';
import { inserting, insertingNew, lookup, updating } from './row.ts';
import { address, binding, contact, message, thread } from './schema.ts';
import { statement, written } from './statement.ts';

export type AddressRow = typeof address.$inferSelect;
export type ContactRow = typeof contact.$inferSelect;

const anId = sql.placeholder('id');

export interface AccountRef {
  readonly channel: ChannelId;
  readonly account: string;
  readonly userId?: string | undefined;
  readonly phone?: string | undefined;
}

const userId = sql.placeholder('userId');
const phone = sql.placeholder('phone');
const lockedAddresses = statement((db) =>
  db
    .select()
    .from(address)
    .where(
      and(
        eq(address.channel, sql.placeholder('channel')),
        eq(address.account, sql.placeholder('account')),
        // What is not known is null and equals nothing.
        or(eq(address.userId, userId), eq(address.phone, phone)),
      ),
    )
    .orderBy(sql`${address.userId} is distinct from ${userId}`)
    .for('update'),
);
/**
 * Locked, so that one contact's events are handled one after another. Two rows where an account was
 * met once by its user id and once by its phone, that of the user id first; none for an empty reference.
 */
export const lockAddresses = (db: Db, ref: AccountRef): Promise<AddressRow[]> =>
  lockedAddresses(db, { ...ref, userId: ref.userId || null, phone: ref.phone || null });

/** The platform has shown both to be one account: what was bound to the other one moves over. */
export async function mergeAddress(
  db: Db,
  { from, into, at }: { from: AddressRow; into: AddressRow; at: Date },
): Promise<void> {
  await db
    .update(binding)
    .set({ addressId: into.id, contactId: into.contactId })
    .where(
      and(
        eq(binding.addressId, from.id),
        isNull(binding.endedAt),
        sql`${binding.patientId} not in (select patient_id from binding where address_id = ${into.id} and ended_at is null)`,
      ),
    );
  await db
    .update(binding)
    .set({ endedAt: at, endedCode: 'merged' })
    .where(and(eq(binding.addressId, from.id), isNull(binding.endedAt)));
  await db
    .update(message)
    .set({ addressId: into.id })
    .where(and(eq(message.addressId, from.id), eq(message.state, 'planned')));
  await moveThread(db, { from, into, at });
  // A stop or a doubt about one of them is about the person.
  await db
    .update(address)
    .set({
      stoppedAt: into.stoppedAt ?? from.stoppedAt,
      pausedAt: into.pausedAt ?? from.pausedAt,
      quarantinedAt: into.quarantinedAt ?? from.quarantinedAt,
    })
    .where(eq(address.id, into.id));
  await db
    .update(address)
    .set({ userId: `merged:${from.id}`, phone: null })
    .where(eq(address.id, from.id));
}

/** One open thread per account: a second one is closed, and its urgency kept. */
async function moveThread(
  db: Db,
  { from, into, at }: { from: AddressRow; into: AddressRow; at: Date },
): Promise<void> {
  const [kept] = await db
    .select()
    .from(thread)
    .where(and(eq(thread.addressId, into.id), eq(thread.state, 'open')));
  const [moved] = await db
    .update(thread)
    .set(kept ? { state: 'closed', closedAt: at, closedBy: 'merged' } : { addressId: into.id })
    .where(and(eq(thread.addressId, from.id), eq(thread.state, 'open')))
    .returning({ urgent: thread.urgent });
  if (kept && moved?.urgent) {
    await db
      .update(thread)
      .set({ urgent: true, revision: kept.revision + 1 })
      .where(eq(thread.id, kept.id));
  }
}

const learntUserId = written(sql`
  update address set user_id = ${userId}
  where id = ${anId} and user_id is null and not exists (
    select 1 from address other where other.channel = address.channel
      and other.account = address.account and other.user_id = ${userId})`);
/** Nothing if another account is known by that id already: the two are merged when the patient writes. */
export async function learnUserId(
  db: Db,
  { id, userId }: { id: string; userId: string },
): Promise<void> {
  await learntUserId(db, { id, userId });
}

const addressById = lookup((db) => db.select().from(address).where(eq(address.id, anId)));
export const findAddress = (db: Db, id: string): Promise<AddressRow | null> =>
  addressById(db, { id });

export const insertContact = inserting(contact);

/** Another process may have met this account in the same moment: then nothing is inserted. */
export const insertAddress = insertingNew(address);

const changedAddress = updating(address, eq(address.id, anId));
export const updateAddress = (
  db: Db,
  id: string,
  set: Partial<typeof address.$inferInsert>,
): Promise<void> => changedAddress(db, { id }, set);

const changedAddresses = updating(address, eq(address.contactId, anId));
/** Every account of a person at once: what is said on one counts for all. */
export const updateAddressesOf = (
  db: Db,
  contactId: string,
  set: Partial<typeof address.$inferInsert>,
): Promise<void> => changedAddresses(db, { id: contactId }, set);

export async function addressesOfContact(db: Db, contactId: string): Promise<AddressRow[]> {
  return db.select().from(address).where(eq(address.contactId, contactId)).orderBy(address.id);
}

const lockedAccounts = statement((db) =>
  db
    .select({ id: address.id })
    .from(address)
    .where(
      inArray(
        address.id,
        db
          .select({ id: binding.addressId })
          .from(binding)
          .where(and(eq(binding.patientId, anId), isNull(binding.endedAt))),
      ),
    )
    .orderBy(address.id)
    .for('update'),
);
/** In one order, before anything else of the patient is: who writes from the chat locks accounts first too. */
export async function lockAccountsOfPatient(db: Db, patientId: string): Promise<void> {
  await lockedAccounts(db, { id: patientId });
}

const changedContact = updating(contact, eq(contact.id, anId));
export const setContactLanguage = (
  db: Db,
  { id, language }: { id: string; language: Language },
): Promise<void> => changedContact(db, { id }, { language });

/** Two contacts have turned out to be one person: all accounts of the one are the other's now. */
export async function joinContacts(
  db: Db,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await db.update(address).set({ contactId: into }).where(eq(address.contactId, from));
  await db.update(binding).set({ contactId: into }).where(eq(binding.contactId, from));
}
