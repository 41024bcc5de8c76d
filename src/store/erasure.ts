/** Wishes to be forgotten: who asked, who sees to it, until when, and what came of it. */

import { and, asc, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { lookup } from './row.ts';
import { erasure, staff } from './schema.ts';

export type ErasureRow = typeof erasure.$inferSelect;
export type { ErasureProof } from './schema.ts';

const one = <T>(found: readonly T[]): T | null => found[0] ?? null;

const isOpen = and(isNull(erasure.doneAt), isNull(erasure.refusedAt));

/** One wish per patient is open at a time: a second one inserts nothing. */
export async function insertErasure(db: Db, row: typeof erasure.$inferInsert): Promise<void> {
  await db.insert(erasure).values(row).onConflictDoNothing();
}

const openWish = lookup((db) =>
  db
    .select()
    .from(erasure)
    .where(and(eq(erasure.patientId, sql.placeholder('patientId')), isOpen)),
);
export const openErasureOf = (db: Db, patientId: string): Promise<ErasureRow | null> =>
  openWish(db, { patientId });

export async function findErasure(db: Db, id: string): Promise<ErasureRow | null> {
  return one(await db.select().from(erasure).where(eq(erasure.id, id)));
}

export async function lockErasure(db: Db, id: string): Promise<ErasureRow | null> {
  return one(await db.select().from(erasure).where(eq(erasure.id, id)).for('update'));
}

export async function updateErasure(
  db: Db,
  id: string,
  set: Partial<typeof erasure.$inferInsert>,
): Promise<void> {
  await db.update(erasure).set(set).where(eq(erasure.id, id));
}

/** Open ones by their deadline, decided ones newest first. */
export async function selectErasures(
  db: Db,
  { open, limit }: { open: boolean; limit: number },
): Promise<ErasureRow[]> {
  const found = db.select().from(erasure).limit(limit);
  return open
    ? found.where(isOpen).orderBy(asc(erasure.dueAt), asc(erasure.id))
    : found.orderBy(desc(erasure.requestedAt), desc(erasure.id));
}

/** What nobody has decided by its deadline. */
export async function dueErasures(db: Db, now: Date): Promise<ErasureRow[]> {
  return db
    .select()
    .from(erasure)
    .where(and(isOpen, lte(erasure.dueAt, now)))
    .orderBy(asc(erasure.dueAt));
}

/** Done, but for the account that the last word still has to reach. */
export async function lingeringErasures(db: Db): Promise<ErasureRow[]> {
  return db
    .select()
    .from(erasure)
    .where(and(isNotNull(erasure.doneAt), isNotNull(erasure.addressId)))
    .orderBy(asc(erasure.doneAt));
}

/** The owner of longest standing, who sees to it; null where there is none yet. */
export async function firstOwner(db: Db): Promise<string | null> {
  const found = await db
    .select({ id: staff.id })
    .from(staff)
    .where(and(eq(staff.role, 'owner'), isNull(staff.disabledAt)))
    .orderBy(asc(staff.createdAt), asc(staff.id))
    .limit(1);
  return one(found)?.id ?? null;
}
