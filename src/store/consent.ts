/** The ledger of agreements. Only ever appended to. */

import { asc, eq } from 'drizzle-orm';
import type { Db } from './db.ts';
import { audit, consentEvent } from './schema.ts';

export type ConsentRow = typeof consentEvent.$inferSelect;

export async function appendConsent(
  db: Db,
  row: Omit<typeof consentEvent.$inferInsert, 'seq'>,
): Promise<void> {
  await db.insert(consentEvent).values(row);
}

export async function consentHistory(db: Db, patientId: string): Promise<ConsentRow[]> {
  return db
    .select()
    .from(consentEvent)
    .where(eq(consentEvent.patientId, patientId))
    .orderBy(asc(consentEvent.seq));
}

export async function appendAudit(
  db: Db,
  row: Omit<typeof audit.$inferInsert, 'seq'>,
): Promise<void> {
  await db.insert(audit).values(row);
}
