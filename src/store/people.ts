/** Contacts, their addresses, what binds them to patients. */

import { and, asc, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import type { ChannelId, Language } from '../domain/words.ts';
import type { Db } from './db.ts';
import { address, binding, contact, message, thread } from './schema.ts';

export type AddressRow = typeof address.$inferSelect;
export type BindingRow = typeof binding.$inferSelect;
export type ContactRow = typeof contact.$inferSelect;

const one = <T>(found: readonly T[]): T | null => found[0] ?? null;

export interface AccountRef {
  readonly channel: ChannelId;
  readonly account: string;
  readonly userId?: string | undefined;
  readonly phone?: string | undefined;
}

/**
 * Locked, so that one contact's events are handled one after another. Two rows where an account was
 * met once by its user id and once by its phone, that of the user id first; none for an empty reference.
 */
export async function lockAddresses(db: Db, ref: AccountRef): Promise<AddressRow[]> {
  const { userId, phone } = ref;
  if (!userId && !phone) return [];
  return db
    .select()
    .from(address)
    .where(
      and(
        eq(address.channel, ref.channel),
        eq(address.account, ref.account),
        or(
          userId ? eq(address.userId, userId) : undefined,
          phone ? eq(address.phone, phone) : undefined,
        ),
      ),
    )
    .orderBy(sql`user_id is distinct from ${userId ?? null}`)
    .for('update');
}

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

/** Nothing if another account is known by that id already: the two are merged when the patient writes. */
export async function learnUserId(
  db: Db,
  { id, userId }: { id: string; userId: string },
): Promise<void> {
  await db.execute(sql`
    update address set user_id = ${userId}
    where id = ${id} and user_id is null and not exists (
      select 1 from address other where other.channel = address.channel
        and other.account = address.account and other.user_id = ${userId})`);
}

export async function findAddress(db: Db, id: string): Promise<AddressRow | null> {
  return one(await db.select().from(address).where(eq(address.id, id)));
}

export async function insertContact(db: Db, row: typeof contact.$inferInsert): Promise<void> {
  await db.insert(contact).values(row);
}

/** Another process may have met this account in the same moment: then nothing is inserted. */
export async function insertAddress(db: Db, row: typeof address.$inferInsert): Promise<boolean> {
  const made = await db
    .insert(address)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: address.id });
  return made.length > 0;
}

export async function updateAddress(
  db: Db,
  id: string,
  set: Partial<typeof address.$inferInsert>,
): Promise<void> {
  await db.update(address).set(set).where(eq(address.id, id));
}

/** Every account of a person at once: what is said on one counts for all. */
export async function updateAddressesOf(
  db: Db,
  contactId: string,
  set: Partial<typeof address.$inferInsert>,
): Promise<void> {
  await db.update(address).set(set).where(eq(address.contactId, contactId));
}

export async function addressesOfContact(db: Db, contactId: string): Promise<AddressRow[]> {
  return db.select().from(address).where(eq(address.contactId, contactId)).orderBy(address.id);
}

/** In one order, before anything else of the patient is: who writes from the chat locks accounts first too. */
export async function lockAccountsOfPatient(db: Db, patientId: string): Promise<void> {
  const bound = db
    .select({ id: binding.addressId })
    .from(binding)
    .where(and(eq(binding.patientId, patientId), isNull(binding.endedAt)));
  await db
    .select({ id: address.id })
    .from(address)
    .where(inArray(address.id, bound))
    .orderBy(address.id)
    .for('update');
}

export async function findContact(db: Db, id: string): Promise<ContactRow | null> {
  return one(await db.select().from(contact).where(eq(contact.id, id)));
}

export async function setContactLanguage(
  db: Db,
  { id, language }: { id: string; language: Language },
): Promise<void> {
  await db.update(contact).set({ language }).where(eq(contact.id, id));
}

/** Two contacts have turned out to be one person: all accounts of the one are the other's now. */
export async function joinContacts(
  db: Db,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await db.update(address).set({ contactId: into }).where(eq(address.contactId, from));
  await db.update(binding).set({ contactId: into }).where(eq(binding.contactId, from));
}

export interface LiveBinding {
  readonly binding: BindingRow;
  readonly address: AddressRow;
}

export async function bindingsOfPatient(db: Db, patientId: string): Promise<LiveBinding[]> {
  return db
    .select({ binding, address })
    .from(binding)
    .innerJoin(address, eq(address.id, binding.addressId))
    .where(and(eq(binding.patientId, patientId), isNull(binding.endedAt)))
    .orderBy(asc(binding.createdAt));
}

export async function bindingsOfAddress(db: Db, addressId: string): Promise<BindingRow[]> {
  return db
    .select()
    .from(binding)
    .where(and(eq(binding.addressId, addressId), isNull(binding.endedAt)))
    .orderBy(asc(binding.createdAt));
}

export async function findLiveBinding(
  db: Db,
  { addressId, patientId }: { addressId: string; patientId: string },
): Promise<BindingRow | null> {
  const ofThisPatient = and(eq(binding.addressId, addressId), eq(binding.patientId, patientId));
  return one(
    await db
      .select()
      .from(binding)
      .where(and(ofThisPatient, isNull(binding.endedAt))),
  );
}

export async function bindingsOfContact(db: Db, contactId: string): Promise<LiveBinding[]> {
  return db
    .select({ binding, address })
    .from(binding)
    .innerJoin(address, eq(address.id, binding.addressId))
    .where(and(eq(binding.contactId, contactId), isNull(binding.endedAt)))
    .orderBy(asc(binding.createdAt));
}

/** Somebody, the account's holder or the desk, has said that this account is not this patient's. */
export async function wasRefused(
  db: Db,
  { addressId, patientId }: { addressId: string; patientId: string },
): Promise<boolean> {
  const found = await db
    .select({ id: binding.id })
    .from(binding)
    .where(
      and(
        eq(binding.addressId, addressId),
        eq(binding.patientId, patientId),
        inArray(binding.endedCode, ['not_me', 'desk']),
      ),
    )
    .limit(1);
  return found.length > 0;
}

export async function insertBinding(db: Db, row: typeof binding.$inferInsert): Promise<void> {
  await db.insert(binding).values(row).onConflictDoNothing();
}

export async function lockBinding(db: Db, id: string): Promise<BindingRow | null> {
  return one(await db.select().from(binding).where(eq(binding.id, id)).for('update'));
}

/** Word from an account says that it is still used by the same person; one that was silent too long proves nothing. */
export async function noteAlive(
  db: Db,
  { addressId, at, notBefore }: { addressId: string; at: Date; notBefore: Date },
): Promise<void> {
  await db
    .update(binding)
    .set({ aliveAt: at })
    .where(
      and(
        eq(binding.addressId, addressId),
        isNull(binding.endedAt),
        gte(binding.aliveAt, notBefore),
      ),
    );
}

export async function updateBinding(
  db: Db,
  id: string,
  set: Partial<typeof binding.$inferInsert>,
): Promise<void> {
  await db.update(binding).set(set).where(eq(binding.id, id));
}
