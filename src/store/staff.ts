/** Staff, their one-time sign-in links and sessions. Tokens are stored as hashes only. */

import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { given, lookup } from './row.ts';
import { signInLink, staff, staffSession } from './schema.ts';

export type StaffRow = typeof staff.$inferSelect;
export type { StaffRole } from './schema.ts';

const one = <T>(found: readonly T[]): T | null => found[0] ?? null;

export async function listStaff(db: Db): Promise<StaffRow[]> {
  return db.select().from(staff).orderBy(asc(staff.createdAt), asc(staff.id));
}

export async function findStaff(db: Db, id: string): Promise<StaffRow | null> {
  return one(await db.select().from(staff).where(eq(staff.id, id)));
}

/** Whoever takes something on and whoever sends them away wait for each other. */
export async function lockStaff(db: Db, id: string): Promise<StaffRow | null> {
  return one(await db.select().from(staff).where(eq(staff.id, id)).for('no key update'));
}

/** Those who work here, in an order that lets nobody wait for each other. */
export async function lockOwners(db: Db): Promise<StaffRow[]> {
  return db
    .select()
    .from(staff)
    .where(and(eq(staff.role, 'owner'), isNull(staff.disabledAt)))
    .orderBy(asc(staff.id))
    .for('no key update');
}

export async function findStaffByLogin(db: Db, login: string): Promise<StaffRow | null> {
  return one(
    await db
      .select()
      .from(staff)
      .where(and(eq(sql`lower(${staff.login})`, login.toLowerCase()), isNull(staff.disabledAt))),
  );
}

/** False if that login is taken. */
export async function insertStaff(db: Db, row: typeof staff.$inferInsert): Promise<boolean> {
  const made = await db.insert(staff).values(row).onConflictDoNothing().returning({ id: staff.id });
  return made.length > 0;
}

export async function updateStaff(
  db: Db,
  id: string,
  set: Partial<typeof staff.$inferInsert>,
): Promise<void> {
  await db.update(staff).set(set).where(eq(staff.id, id));
}

export async function insertSignInLink(db: Db, row: typeof signInLink.$inferInsert): Promise<void> {
  await db.insert(signInLink).values(row);
}

export async function findSignInLink(
  db: Db,
  { tokenHash, now }: { tokenHash: string; now: Date },
): Promise<StaffRow | null> {
  const found = await db
    .select({ staff })
    .from(signInLink)
    .innerJoin(staff, eq(staff.id, signInLink.staffId))
    .where(
      and(
        eq(signInLink.tokenHash, tokenHash),
        isNull(signInLink.usedAt),
        gt(signInLink.expiresAt, now),
        isNull(staff.disabledAt),
      ),
    );
  return one(found)?.staff ?? null;
}

export async function deleteSignInLinksOf(db: Db, staffId: string): Promise<void> {
  await db.delete(signInLink).where(eq(signInLink.staffId, staffId));
}

/** Null if it was used, has expired or never existed. */
export async function useSignInLink(
  db: Db,
  { tokenHash, now }: { tokenHash: string; now: Date },
): Promise<string | null> {
  const used = await db
    .update(signInLink)
    .set({ usedAt: now })
    .where(
      and(
        eq(signInLink.tokenHash, tokenHash),
        isNull(signInLink.usedAt),
        gt(signInLink.expiresAt, now),
      ),
    )
    .returning({ staffId: signInLink.staffId });
  return one(used)?.staffId ?? null;
}

export async function insertSession(db: Db, row: typeof staffSession.$inferInsert): Promise<void> {
  await db.insert(staffSession).values(row);
}

const sessionOf = lookup((db) =>
  db
    .select({ staff })
    .from(staffSession)
    .innerJoin(staff, eq(staff.id, staffSession.staffId))
    .where(
      and(
        eq(staffSession.tokenHash, sql.placeholder('tokenHash')),
        gt(staffSession.expiresAt, given(staffSession.expiresAt, 'now')),
        isNull(staff.disabledAt),
      ),
    ),
);
export const findSession = async (
  db: Db,
  asked: { tokenHash: string; now: Date },
): Promise<StaffRow | null> => (await sessionOf(db, asked))?.staff ?? null;

export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await db.delete(staffSession).where(eq(staffSession.tokenHash, tokenHash));
}

/** After a new password every older session ends. */
export async function deleteSessionsOf(db: Db, staffId: string): Promise<void> {
  await db.delete(staffSession).where(eq(staffSession.staffId, staffId));
}
