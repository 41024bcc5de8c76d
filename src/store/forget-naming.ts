/** What a patient is called, and what is kept of others that may name them. */

import { sql } from 'drizzle-orm';
import { type Db, rows } from './db.ts';
import { uuids } from './forget.ts';

interface Beside {
  readonly addressIds: readonly string[];
  readonly patientId: string;
}

export interface Words {
  readonly id: string;
  readonly text: string;
}

/** What a patient is called anywhere. */
export async function namesOf(db: Db, patientId: string): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    sql`select name from patient where id = ${patientId}
      union select phone from patient where id = ${patientId} and phone is not null
      union select label from binding where patient_id = ${patientId} and label is not null`,
  );
  return found.map(({ name }) => name);
}

/** The same of those who share these accounts with the patient. */
export async function namesBeside(db: Db, { addressIds, patientId }: Beside): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    sql`select name from patient join binding on patient_id = patient.id
      where address_id in ${uuids(addressIds)} and patient.id <> ${patientId}
      union select label from binding
      where address_id in ${uuids(addressIds)} and patient_id <> ${patientId} and label is not null`,
  );
  return found.map(({ name }) => name);
}

/** What was said on a family's account that is not recorded as being about this patient: it may name them all the same. */
export async function commonWords(db: Db, { addressIds, patientId }: Beside): Promise<Words[]> {
  return rows(
    db,
    sql`select id, content::text as text from message
      where address_id in ${uuids(addressIds)} and patient_id is distinct from ${patientId}
        and content is not null`,
  );
}

/** What was said on these accounts to end everything, or all but one thing, is kept with everybody it was about. */
export async function stopWords(db: Db, { addressIds, patientId }: Beside): Promise<Words[]> {
  return rows(
    db,
    sql`select event_id as id, wording as text
      from consent_detail join consent_event on consent_event.id = event_id
      where mechanism in ('stop', 'stop_narrowed') and wording is not null
        and patient_id <> ${patientId}
        and patient_id in (select patient_id from binding where address_id in ${uuids(addressIds)})`,
  );
}
