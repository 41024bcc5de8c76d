/** What clinic systems tell us: clinics, doctors, services, patients, cards, appointments. */

import { and, asc, desc, eq, gt, gte, ilike, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { inserting, lookup, updating, upserting } from './row.ts';
import { appointment, clinic, doctor, patient, reason, service, serviceCard } from './schema.ts';
import { statement, written } from './statement.ts';

export type ClinicRow = typeof clinic.$inferSelect;
export type DoctorRow = typeof doctor.$inferSelect;
export type ServiceRow = typeof service.$inferSelect;
export type PatientRow = typeof patient.$inferSelect;
export type CardRow = typeof serviceCard.$inferSelect;
export type AppointmentRow = typeof appointment.$inferSelect;
export type ReasonRow = typeof reason.$inferSelect;

export const upsertClinic = upserting(clinic, { keys: [clinic.id], keep: [clinic.createdAt] });
export const upsertDoctor = upserting(doctor, { keys: [doctor.id], keep: [doctor.createdAt] });
export const upsertService = upserting(service, { keys: [service.id], keep: [service.createdAt] });
export const upsertPatient = upserting(patient, { keys: [patient.id], keep: [patient.createdAt] });
export const upsertCard = upserting(serviceCard, { keys: [serviceCard.patientId] });

const anId = sql.placeholder('id');

const clinicById = lookup((db) => db.select().from(clinic).where(eq(clinic.id, anId)));
export const findClinic = (db: Db, id: string): Promise<ClinicRow | null> => clinicById(db, { id });

const clinicsInOrder = lookup((db) =>
  db.select().from(clinic).orderBy(asc(clinic.createdAt), asc(clinic.id)).limit(1),
);
/** The clinic that speaks when nothing names one: the first registered. */
export const firstClinic = (db: Db): Promise<ClinicRow | null> => clinicsInOrder(db);

export async function listClinics(db: Db): Promise<ClinicRow[]> {
  return db.select().from(clinic).orderBy(asc(clinic.createdAt), asc(clinic.id));
}

const doctorById = lookup((db) => db.select().from(doctor).where(eq(doctor.id, anId)));
export const findDoctor = (db: Db, id: string): Promise<DoctorRow | null> => doctorById(db, { id });

export async function listDoctors(db: Db): Promise<DoctorRow[]> {
  return db.select().from(doctor).orderBy(asc(doctor.name));
}

const serviceById = lookup((db) => db.select().from(service).where(eq(service.id, anId)));
export const findService = (db: Db, id: string): Promise<ServiceRow | null> =>
  serviceById(db, { id });

export async function listServices(db: Db): Promise<ServiceRow[]> {
  return db.select().from(service).orderBy(asc(service.name));
}

const patientById = lookup((db) => db.select().from(patient).where(eq(patient.id, anId)));
export const findPatient = (db: Db, id: string): Promise<PatientRow | null> =>
  patientById(db, { id });

const lockedPatient = lookup((db) =>
  db.select().from(patient).where(eq(patient.id, anId)).for('no key update'),
);
/** Serialises whatever plans or routes for this patient; rows that refer to the patient may still be written. */
export const lockPatient = (db: Db, id: string): Promise<PatientRow | null> =>
  lockedPatient(db, { id });

/** By name or phone, in any case; of whoever was forgotten neither is left. */
function isCalled(text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const named = or(ilike(patient.name, pattern), ilike(patient.phone, pattern));
  return and(isNull(patient.erasedAt), named);
}

/** Also by the id of the clinic system, even of the forgotten. */
export async function searchPatients(
  db: Db,
  { text, limit }: { text: string; limit: number },
): Promise<PatientRow[]> {
  return db
    .select()
    .from(patient)
    .where(or(isCalled(text), eq(patient.id, text)))
    .orderBy(asc(patient.name), asc(patient.id))
    .limit(limit);
}

const cardOf = lookup((db) => db.select().from(serviceCard).where(eq(serviceCard.patientId, anId)));
export const findCard = (db: Db, patientId: string): Promise<CardRow | null> =>
  cardOf(db, { id: patientId });

const appointmentById = lookup((db) =>
  db.select().from(appointment).where(eq(appointment.id, anId)),
);
export const findAppointment = (db: Db, id: string): Promise<AppointmentRow | null> =>
  appointmentById(db, { id });

const visitGuard = written(
  sql`select pg_advisory_xact_lock(hashtextextended('appointment:' || ${anId}::text, 0))`,
);
const lockedAppointment = lookup((db) =>
  db.select().from(appointment).where(eq(appointment.id, anId)).for('no key update'),
);
/** Serialises whatever is told of this visit, also before it exists. */
export async function lockAppointment(db: Db, id: string): Promise<AppointmentRow | null> {
  await visitGuard(db, { id });
  return lockedAppointment(db, { id });
}

export const insertAppointment = inserting(appointment);

const changedAppointment = updating(appointment, eq(appointment.id, anId));
export const updateAppointment = (
  db: Db,
  id: string,
  set: Partial<typeof appointment.$inferInsert>,
): Promise<void> => changedAppointment(db, { id }, set);

/** Patients with a visit at this clinic, or for this service, from `since` on; in the order in which they are locked. */
export async function patientsWithVisits(
  db: Db,
  { clinicId, serviceId, since }: { clinicId?: string; serviceId?: string; since: Date },
): Promise<string[]> {
  const found = await db
    .selectDistinct({ id: appointment.patientId })
    .from(appointment)
    .where(
      and(
        clinicId === undefined ? undefined : eq(appointment.clinicId, clinicId),
        serviceId === undefined ? undefined : eq(appointment.serviceId, serviceId),
        gt(appointment.startsAt, since),
      ),
    )
    .orderBy(asc(appointment.patientId));
  return found.map((row) => row.id);
}

export interface VisitOfDay {
  readonly appointment: AppointmentRow;
  readonly patient: PatientRow;
  readonly doctor: DoctorRow;
  readonly clinic: ClinicRow;
  readonly service: ServiceRow | null;
}

export const visitsOfDay = (db: Db) =>
  db
    .select({ appointment, patient, doctor, clinic, service })
    .from(appointment)
    .innerJoin(patient, eq(patient.id, appointment.patientId))
    .innerJoin(doctor, eq(doctor.id, appointment.doctorId))
    .innerJoin(clinic, eq(clinic.id, appointment.clinicId))
    .leftJoin(service, eq(service.id, appointment.serviceId));

/** All visits that begin in [from, to), in the order of the day. */
export async function visitsBetween(
  db: Db,
  { from, to, doctorId }: { from: Date; to: Date; doctorId?: string | undefined },
): Promise<VisitOfDay[]> {
  return visitsOfDay(db)
    .where(
      and(
        gte(appointment.startsAt, from),
        lt(appointment.startsAt, to),
        doctorId === undefined ? undefined : eq(appointment.doctorId, doctorId),
      ),
    )
    .orderBy(asc(appointment.startsAt), asc(appointment.id));
}

/** Newest first, whatever the status. */
export async function visitsOfPatient(
  db: Db,
  { patientId, limit }: { patientId: string; limit: number },
): Promise<VisitOfDay[]> {
  return visitsOfDay(db)
    .where(eq(appointment.patientId, patientId))
    .orderBy(desc(appointment.startsAt))
    .limit(limit);
}

/** Which of these patients have, or had, a visit to the doctor. */
export async function patientsOfDoctor(
  db: Db,
  { doctorId, patientIds }: { doctorId: string; patientIds: readonly string[] },
): Promise<string[]> {
  if (patientIds.length === 0) return [];
  const found = await db
    .selectDistinct({ id: appointment.patientId })
    .from(appointment)
    .where(
      and(eq(appointment.doctorId, doctorId), inArray(appointment.patientId, [...patientIds])),
    );
  return found.map((row) => row.id);
}

/** The same search as `searchPatients`, among one doctor's patients. */
export async function searchPatientsOfDoctor(
  db: Db,
  { doctorId, text, limit }: { doctorId: string; text: string; limit: number },
): Promise<PatientRow[]> {
  const own = db
    .select({ id: appointment.patientId })
    .from(appointment)
    .where(eq(appointment.doctorId, doctorId));
  return db
    .select()
    .from(patient)
    .where(and(inArray(patient.id, own), isCalled(text)))
    .orderBy(asc(patient.name), asc(patient.id))
    .limit(limit);
}

export const insertReason = inserting(reason);

const reasonById = lookup((db) => db.select().from(reason).where(eq(reason.id, anId)));
export const findReason = (db: Db, id: string): Promise<ReasonRow | null> => reasonById(db, { id });

const reasonsOfPatient = statement((db) =>
  db.select().from(reason).where(eq(reason.patientId, anId)).orderBy(asc(reason.dueAt)),
);
export const reasonsOf = (db: Db, patientId: string): Promise<ReasonRow[]> =>
  reasonsOfPatient(db, { id: patientId });

export async function reasonsOfAppointments(db: Db, ids: readonly string[]): Promise<ReasonRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(reason)
    .where(inArray(reason.appointmentId, [...ids]))
    .orderBy(asc(reason.dueAt));
}

const from = sql.placeholder('from');
const changedReason = updating(
  reason,
  sql`${reason.id} = ${anId} and (${from}::text is null or ${reason.state} = ${from})`,
);
/** With `from`, only a reason in that state changes: states move forward. */
export const updateReason = (
  db: Db,
  id: string,
  set: Partial<typeof reason.$inferInsert>,
  from?: ReasonRow['state'],
): Promise<void> => changedReason(db, { id, from: from ?? null }, set);
