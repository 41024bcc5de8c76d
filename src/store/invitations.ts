/** Single-use links and the codes said at the desk. */

import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { given, inserting, lookup } from './row.ts';
import { deskCode, invitation } from './schema.ts';

export type InvitationRow = typeof invitation.$inferSelect;

const ofThisToken = eq(invitation.tokenHash, sql.placeholder('tokenHash'));

export const insertInvitation = inserting(invitation);

const lockedInvitation = lookup((db) =>
  db.select().from(invitation).where(ofThisToken).for('update'),
);
export const lockInvitation = (db: Db, tokenHash: string): Promise<InvitationRow | null> =>
  lockedInvitation(db, { tokenHash });

const usedInvitation = lookup((db) =>
  db
    .update(invitation)
    .set({ usedAt: given(invitation.usedAt, 'at'), usedBy: given(invitation.usedBy, 'addressId') })
    .where(and(ofThisToken, isNull(invitation.usedAt)))
    .returning({ hash: invitation.tokenHash }),
);
/** False if somebody else was first. */
export const useInvitation = async (
  db: Db,
  use: { tokenHash: string; addressId: string; at: Date },
): Promise<boolean> => (await usedInvitation(db, use)) !== null;

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

const usedCode = lookup((db) =>
  db
    .update(deskCode)
    .set({ usedAt: given(deskCode.usedAt, 'at'), usedBy: given(deskCode.usedBy, 'bindingId') })
    .where(
      and(
        eq(deskCode.patientId, sql.placeholder('patientId')),
        eq(deskCode.codeHash, sql.placeholder('codeHash')),
        isNull(deskCode.usedAt),
        gt(deskCode.expiresAt, given(deskCode.expiresAt, 'at')),
      ),
    )
    .returning({ id: deskCode.id }),
);
/** Uses up the patient's code; false if there is no such code now. */
export const useDeskCode = async (
  db: Db,
  use: { patientId: string; codeHash: string; bindingId: string; at: Date },
): Promise<boolean> => (await usedCode(db, use)) !== null;
