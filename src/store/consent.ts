/** The ledger of agreements. Only ever appended to; the database numbers and chains what is inserted. */

import { asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import { type Db, rows } from './db.ts';
import { inserting, insertingNew } from './row.ts';
import { audit, consentDetail, consentEvent, consentHead, notice } from './schema.ts';
import { isAnyOf, jsonOf, statement } from './statement.ts';

export type ConsentEventRow = typeof consentEvent.$inferSelect;
/** An event with its words, which are null once they are erased. */
export interface ConsentRow extends ConsentEventRow {
  readonly wording: string | null;
  readonly document: string | null;
}
export type NewConsentEvent = Omit<
  typeof consentEvent.$inferInsert,
  'number' | 'prevHash' | 'hash'
>;

export const insertConsentEvent: (db: Db, row: NewConsentEvent) => Promise<void> =
  inserting(consentEvent);
export const insertConsentDetail = inserting(consentDetail);

const newNotice = insertingNew(notice);
/** The same words are the same notice, whenever they are shown. */
export async function keepNotice(db: Db, row: typeof notice.$inferInsert): Promise<void> {
  await newNotice(db, row);
}

const histories = statement((db) =>
  db
    .select({
      ...getTableColumns(consentEvent),
      wording: consentDetail.wording,
      document: consentDetail.document,
    })
    .from(consentEvent)
    .leftJoin(consentDetail, eq(consentDetail.eventId, consentEvent.id))
    .where(isAnyOf(consentEvent.patientId, 'ids'))
    .orderBy(asc(consentEvent.patientId), asc(consentEvent.number)),
);
/** Each patient's in the order of the chain. */
export const consentHistories = (db: Db, ids: readonly string[]): Promise<ConsentRow[]> =>
  histories(db, { ids: jsonOf(ids) });

/** In the order of the chain. */
export const consentHistory = (db: Db, patientId: string): Promise<ConsentRow[]> =>
  consentHistories(db, [patientId]);

/** Everything the chain of one patient is checked from. */
export async function chainOf(db: Db, patientId: string) {
  const entries = await db
    .select()
    .from(consentEvent)
    .where(eq(consentEvent.patientId, patientId))
    .orderBy(asc(consentEvent.number));
  const [head] = await db.select().from(consentHead).where(eq(consentHead.patientId, patientId));
  const details = await db
    .select({ ...getTableColumns(consentDetail) })
    .from(consentDetail)
    .innerJoin(consentEvent, eq(consentEvent.id, consentDetail.eventId))
    .where(eq(consentEvent.patientId, patientId));
  const hashes = entries.flatMap((entry) => (entry.noticeHash ? [entry.noticeHash] : []));
  const notices =
    hashes.length > 0 ? await db.select().from(notice).where(inArray(notice.hash, hashes)) : [];
  return { entries, head: head ?? null, details, notices };
}

/** Patients with anything in the ledger, by id; a page after `after`. */
export async function ledgerPatients(
  db: Db,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`select id from (select patient_id as id from consent_event union select patient_id from consent_head) known
      where id > ${after} order by id limit ${limit}`,
  );
  return found.map(({ id }) => id);
}

export const appendAudit: (db: Db, row: Omit<typeof audit.$inferInsert, 'seq'>) => Promise<void> =
  inserting(audit);
