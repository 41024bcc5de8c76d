/** Single-use links and the codes said at the desk. */

import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Db } from './db.ts';
import { deskCode, invitation } from './schema.ts';

export type InvitationRow = typeof invitation.$inferSelect;

const one = <T>(found: readonly T[]): T | null => found[0] ?? null;

export async function insertInvitation(db: Db, row: typeof invitation.$inferInsert): Promise<void> {
  await db.insert(invitation).values(row);
}

export async function lockInvitation(db: Db, tokenHash: string): Promise<InvitationRow | null> {
  return one(
    await db.select().from(invitation).where(eq(invitation.tokenHash, tokenHash)).for('update'),
  );
}

/** False if somebody else was first. */
export async function useInvitation(
  db: Db,
  { tokenHash, addressId, at }: { tokenHash: string; addressId: string; at: Date },
): Promise<boolean> {
  const used = await db
    .update(invitation)
    .set({ usedAt: at, usedBy: addressId })
    .where(and(eq(invitation.tokenHash, tokenHash), isNull(invitation.usedAt)))
    .returning({ hash: invitation.tokenHash });
  return used.length > 0;
}

/** A new code makes the earlier ones of this patient void. */
export async function replaceDeskCode(db: Db, row: typeof deskCode.$inferInsert): Promise<void> {
  await db
    .update(deskCode)
    .set({ expiresAt: row.createdAt })
    .where(
      and(
        eq(deskCode.patientId, row.patientId),
        isNull(deskCode.usedAt),
        gt(deskCode.expiresAt, row.createdAt),
      ),
    );
  await db.insert(deskCode).values(row);
}

/** Uses up the patient's code; false if there is no such code now. */
export async function useDeskCode(
  db: Db,
  use: { patientId: string; codeHash: string; bindingId: string; at: Date },
): Promise<boolean> {
  const used = await db
    .update(deskCode)
    .set({ usedAt: use.at, usedBy: use.bindingId })
    .where(
      and(
        eq(deskCode.patientId, use.patientId),
        eq(deskCode.codeHash, use.codeHash),
        isNull(deskCode.usedAt),
        gt(deskCode.expiresAt, use.at),
      ),
    )
    .returning({ id: deskCode.id });
  return used.length > 0;
}
