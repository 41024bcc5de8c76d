/** What binds accounts to patients. */

import { and, asc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import type { AddressRow } from './people.ts';
import { given, insertingNew, lookup, updating } from './row.ts';
import { address, binding } from './schema.ts';
import { isAnyOf, jsonOf, statement } from './statement.ts';

export type BindingRow = typeof binding.$inferSelect;

const anId = sql.placeholder('id');

export interface LiveBinding {
  readonly binding: BindingRow;
  readonly address: AddressRow;
}

const liveOfPatients = statement((db) =>
  db
    .select({ binding, address })
    .from(binding)
    .innerJoin(address, eq(address.id, binding.addressId))
    .where(and(isAnyOf(binding.patientId, 'ids'), isNull(binding.endedAt)))
    .orderBy(asc(binding.createdAt), asc(binding.id)),
);
/** Oldest first. */
export const bindingsOfPatients = (db: Db, ids: readonly string[]): Promise<LiveBinding[]> =>
  liveOfPatients(db, { ids: jsonOf(ids) });

export const bindingsOfPatient = (db: Db, patientId: string): Promise<LiveBinding[]> =>
  bindingsOfPatients(db, [patientId]);

const liveOfAddresses = statement((db) =>
  db
    .select()
    .from(binding)
    .where(and(isAnyOf(binding.addressId, 'ids'), isNull(binding.endedAt)))
    .orderBy(asc(binding.createdAt), asc(binding.id)),
);
/** Oldest first. */
export const bindingsOfAddresses = (db: Db, ids: readonly string[]): Promise<BindingRow[]> =>
  liveOfAddresses(db, { ids: jsonOf(ids) });

export const bindingsOfAddress = (db: Db, addressId: string): Promise<BindingRow[]> =>
  bindingsOfAddresses(db, [addressId]);

const disconnected = statement((db) =>
  db
    .select({
      addressId: binding.addressId,
      at: sql<Date>`max(${binding.endedAt})`.mapWith(binding.endedAt),
    })
    .from(binding)
    .where(and(isAnyOf(binding.addressId, 'ids'), inArray(binding.endedCode, ['not_me', 'desk'])))
    .groupBy(binding.addressId),
);
/** When the holder of an account, or the desk, last said that it does not speak for somebody. */
export const disconnectionsOf = (
  db: Db,
  ids: readonly string[],
): Promise<{ addressId: string; at: Date }[]> => disconnected(db, { ids: jsonOf(ids) });

const ofThisPatient = and(
  eq(binding.addressId, anId),
  eq(binding.patientId, sql.placeholder('patientId')),
);
const liveBinding = lookup((db) =>
  db
    .select()
    .from(binding)
    .where(and(ofThisPatient, isNull(binding.endedAt))),
);
export const findLiveBinding = (
  db: Db,
  { addressId, patientId }: { addressId: string; patientId: string },
): Promise<BindingRow | null> => liveBinding(db, { id: addressId, patientId });

const accountsOfContact = statement((db) =>
  db
    .select({ binding, address })
    .from(binding)
    .innerJoin(address, eq(address.id, binding.addressId))
    .where(and(eq(binding.contactId, anId), isNull(binding.endedAt)))
    .orderBy(asc(binding.createdAt), asc(binding.id)),
);
export const bindingsOfContact = (db: Db, contactId: string): Promise<LiveBinding[]> =>
  accountsOfContact(db, { id: contactId });

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

const newBinding = insertingNew(binding);
export async function insertBinding(db: Db, row: typeof binding.$inferInsert): Promise<void> {
  await newBinding(db, row);
}

const lockedBinding = lookup((db) =>
  db.select().from(binding).where(eq(binding.id, anId)).for('update'),
);
export const lockBinding = (db: Db, id: string): Promise<BindingRow | null> =>
  lockedBinding(db, { id });

const heardAgain = statement((db) =>
  db
    .update(binding)
    .set({ aliveAt: given(binding.aliveAt, 'at') })
    .where(
      and(
        eq(binding.addressId, anId),
        isNull(binding.endedAt),
        gte(binding.aliveAt, given(binding.aliveAt, 'notBefore')),
      ),
    ),
);
/** Word from an account says that it is still used by the same person; one that was silent too long proves nothing. */
export async function noteAlive(
  db: Db,
  { addressId, at, notBefore }: { addressId: string; at: Date; notBefore: Date },
): Promise<void> {
  await heardAgain(db, { id: addressId, at, notBefore });
}

const changedBinding = updating(binding, eq(binding.id, anId));
export const updateBinding = (
  db: Db,
  id: string,
  set: Partial<typeof binding.$inferInsert>,
): Promise<void> => changedBinding(db, { id }, set);
