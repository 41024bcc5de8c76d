/** Patients whose messages are to be planned anew when there is time: marked in the transaction that changes their visits. */

import { sql } from 'drizzle-orm';
import { type Db, notifyDue } from './db.ts';
import { jsonOf, written } from './statement.ts';

const ids = sql`jsonb_array_elements_text(${sql.placeholder('ids')}::jsonb)`;
const mark = written<{ id: string }>(sql`
  insert into plan_due (patient_id) select distinct value from ${ids} order by value
  on conflict do nothing returning patient_id as id`);

export async function markPlanDue(db: Db, patientIds: readonly string[]): Promise<void> {
  if (patientIds.length === 0) return;
  await mark(db, { ids: jsonOf(patientIds) });
  await notifyDue(db);
}

const take = written<{ id: string }>(
  sql`
  delete from plan_due where patient_id in (
    select patient_id from plan_due order by patient_id limit ${sql.placeholder('limit')}::int for update skip locked)
  returning patient_id as id`,
  'planned each time',
);
/** Some of them, which nobody else takes meanwhile; they are there again if this transaction fails. */
export const takePlanDue = async (db: Db, limit: number): Promise<string[]> =>
  (await take(db, { limit })).map(({ id }) => id);

const left = written<{ count: number }>(sql`select count(*)::int as count from plan_due`);
export const countPlanDue = async (db: Db): Promise<number> => (await left(db))[0]?.count ?? 0;
