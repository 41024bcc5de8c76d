/** When each clinic's schedule was last told, and what waits because that is too long ago. */

import { sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { jsonOf, written } from './statement.ts';

const ids = sql`array(select jsonb_array_elements_text(${sql.placeholder('ids')}::jsonb))`;
const at = sql`${sql.placeholder('at')}::timestamptz`;

const told = written<{ id: string }>(sql`
  update clinic set schedule_told_at = ${at}
  where id = any(${ids}) and (schedule_told_at is null or schedule_told_at < ${at})
  returning id`);
export async function writeScheduleTold(
  db: Db,
  { clinicIds, at: now }: { clinicIds: readonly string[]; at: Date },
): Promise<void> {
  await told(db, { ids: jsonOf(clinicIds), at: now.toISOString() });
}

/** Patients of these clinics with a message that waits for the schedule. */
const waiting = written<{ id: string }>(
  sql`
  select distinct message.patient_id as id from message
  join appointment on appointment.id = message.appointment_id
  where message.state = 'planned' and message.code = 'schedule_stale'
    and appointment.clinic_id = any(${ids})`,
  'planned each time',
);
export const waitingForSchedule = async (db: Db, clinicIds: readonly string[]): Promise<string[]> =>
  (await waiting(db, { ids: jsonOf(clinicIds) })).map(({ id }) => id);
