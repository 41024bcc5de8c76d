/** What a list of the clinic system reads and writes, some hundred rows at a time. */

import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm';
import { appendingMany, insertingMany, updatingMany } from './bulk.ts';
import { type Db, rows } from './db.ts';
import type { AppointmentRow, PatientRow } from './registry.ts';
import { appointment, audit, clinic, patient, reason } from './schema.ts';
import { isAnyOf, jsonOf, statement, written } from './statement.ts';

export const insertVisits = insertingMany(appointment, appointment.id);
export const updateVisits = updatingMany(appointment, appointment.id);
export const insertPatients = insertingMany(patient, patient.id);
export const updatePatients = updatingMany(patient, patient.id);
export const insertReasons = insertingMany(reason, reason.id);
export const updateReasons = updatingMany(reason, reason.id);
export const appendAudits = appendingMany(audit);

const lockedVisits = statement((db) =>
  db
    .select()
    .from(appointment)
    .where(isAnyOf(appointment.id, 'ids'))
    .orderBy(asc(appointment.id))
    .for('no key update'),
);
export const lockVisits = (db: Db, ids: readonly string[]): Promise<AppointmentRow[]> =>
  lockedVisits(db, { ids: jsonOf(ids) });

const lockedPatients = statement((db) =>
  db
    .select({ id: patient.id })
    .from(patient)
    .where(isAnyOf(patient.id, 'ids'))
    .orderBy(asc(patient.id))
    .for('no key update'),
);
/** Their rows stay as they are until this transaction ends. */
export async function lockPatientIds(db: Db, ids: readonly string[]): Promise<void> {
  await lockedPatients(db, { ids: jsonOf(ids) });
}

const byPhones = statement((db) =>
  db.select().from(patient).where(isAnyOf(patient.phone, 'phones')),
);
export const patientsByPhones = (db: Db, phones: readonly string[]): Promise<PatientRow[]> =>
  byPhones(db, { phones: jsonOf(phones) });

/** Two visits of one doctor may overlap until the transaction looks at all of them. */
export async function allowOverlaps(db: Db): Promise<void> {
  await rows(db, sql`set constraints appointment_no_overlap deferred`);
}
/** Fails with the exclusion constraint's code where any do. */
export async function checkOverlaps(db: Db): Promise<void> {
  await rows(db, sql`set constraints appointment_no_overlap immediate`);
}

export interface Slot {
  /** Null for what is recorded already. */
  readonly line: number | null;
  readonly id: string;
  readonly doctorId: string;
  /** ISO 8601, UTC. */
  readonly startsAt: string;
  readonly endsAt: string;
}

const utc = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
const taken = written<Slot>(
  sql`
  select null as line, id, doctor_id as "doctorId", ${utc('starts_at')} as "startsAt", ${utc('ends_at')} as "endsAt"
  from appointment
  where doctor_id = ${sql.placeholder('doctorId')} and status in ('booked', 'confirmed', 'arrived') and absent_at is null
    and tstzrange(starts_at, ends_at) && tstzrange(${sql.placeholder('from')}::timestamptz, ${sql.placeholder('to')}::timestamptz)`,
  'planned each time',
);
/** What of a doctor's time is taken in a stretch. */
export const timesOf = (
  db: Db,
  stretch: { doctorId: string; from: string; to: string },
): Promise<Slot[]> => taken(db, stretch);

export interface Stretch {
  readonly clinicId: string;
  readonly from: string;
  readonly until: string;
}

const stretches = sql`jsonb_to_recordset(${sql.placeholder('stretches')}::jsonb) as stretch (
  "clinicId" text, "from" timestamptz, "until" timestamptz)`;
export interface Missing {
  readonly id: string;
  readonly patientId: string;
  /** ISO 8601, UTC. */
  readonly startsAt: string;
}

const missing = written<Missing>(
  sql`
  select appointment.id, appointment.patient_id as "patientId", ${utc('appointment.starts_at')} as "startsAt"
  from appointment
  join ${stretches} on appointment.clinic_id = stretch."clinicId"
    and appointment.starts_at >= stretch."from" and appointment.starts_at < stretch."until"
  where appointment.status in ('booked', 'confirmed') and appointment.absent_at is null and appointment.still_on_at is null
    and appointment.id not in (select jsonb_array_elements_text(${sql.placeholder('ids')}::jsonb))
  order by appointment.id`,
  'planned each time',
);
/** Live visits in these stretches that a list does not have, and nobody has vouched for. */
export const missingFrom = (
  db: Db,
  { stretches: of, ids }: { stretches: readonly Stretch[]; ids: readonly string[] },
) => missing(db, { stretches: jsonOf(of), ids: jsonOf(ids) });

const absent = written<{ id: string }>(sql`
  update appointment set absent_at = ${sql.placeholder('at')}::timestamptz, updated_at = ${sql.placeholder('at')}::timestamptz
  where ${isAnyOf(appointment.id, 'ids')} returning id`);
export async function markAbsent(
  db: Db,
  { ids, at }: { ids: readonly string[]; at: Date },
): Promise<void> {
  await absent(db, { ids: jsonOf(ids), at: at.toISOString() });
}

const ahead = written<{ count: number }>(
  sql`
  select count(*)::int as count from appointment
  where status in ('booked', 'confirmed') and starts_at > ${sql.placeholder('now')}::timestamptz
    and ${isAnyOf(appointment.clinicId, 'clinicIds')}`,
  'planned each time',
);
/** Live visits at these clinics that are still to come. */
export async function countAhead(
  db: Db,
  { clinicIds, now }: { clinicIds: readonly string[]; now: Date },
): Promise<number> {
  const [found] = await ahead(db, { clinicIds: jsonOf(clinicIds), now: now.toISOString() });
  return found?.count ?? 0;
}

const isAbsentAhead = (now: Date) =>
  and(isNotNull(appointment.absentAt), gt(appointment.startsAt, now));

/** What a schedule no longer has and is still to come, soonest first. */
export async function listAbsent(db: Db, { now, limit }: { now: Date; limit: number }) {
  return db
    .select({ appointment, patient, clinic })
    .from(appointment)
    .innerJoin(patient, eq(patient.id, appointment.patientId))
    .innerJoin(clinic, eq(clinic.id, appointment.clinicId))
    .where(isAbsentAhead(now))
    .orderBy(asc(appointment.startsAt), asc(appointment.id))
    .limit(limit);
}

export const countAbsent = (db: Db, now: Date): Promise<number> =>
  db.$count(appointment, isAbsentAhead(now));
