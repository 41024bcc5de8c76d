/** What clinic systems tell us: clinics, doctors, services, patients, cards, appointments. */

import { and, asc, desc, eq, gt, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { appointment, clinic, doctor, patient, reason, service, serviceCard } from './schema.ts';

export type ClinicRow = typeof clinic.$inferSelect;
export type DoctorRow = typeof doctor.$inferSelect;
export type ServiceRow = typeof service.$inferSelect;
export type PatientRow = typeof patient.$inferSelect;
export type CardRow = typeof serviceCard.$inferSelect;
export type AppointmentRow = typeof appointment.$inferSelect;
export type ReasonRow = typeof reason.$inferSelect;

const one = <T>(found: readonly T[]): T | null => found[0] ?? null;

export async function upsertClinic(db: Db, row: typeof clinic.$inferInsert): Promise<void> {
  const { id: _, createdAt: __, ...set } = row;
  await db.insert(clinic).values(row).onConflictDoUpdate({ target: clinic.id, set });
}

export async function upsertDoctor(db: Db, row: typeof doctor.$inferInsert): Promise<void> {
  const { id: _, createdAt: __, ...set } = row;
  await db.insert(doctor).values(row).onConflictDoUpdate({ target: doctor.id, set });
}

export async function upsertService(db: Db, row: typeof service.$inferInsert): Promise<void> {
  const { id: _, createdAt: __, ...set } = row;
  await db.insert(service).values(row).onConflictDoUpdate({ target: service.id, set });
}

export async function upsertPatient(db: Db, row: typeof patient.$inferInsert): Promise<void> {
  const { id: _, createdAt: __, ...set } = row;
  await db.insert(patient).values(row).onConflictDoUpdate({ target: patient.id, set });
}

export async function upsertCard(db: Db, row: typeof serviceCard.$inferInsert): Promise<void> {
  const { patientId: _, ...set } = row;
  await db
    .insert(serviceCard)
    .values(row)
    .onConflictDoUpdate({ target: serviceCard.patientId, set });
}

export async function findClinic(db: Db, id: string): Promise<ClinicRow | null> {
  return one(await db.select().from(clinic).where(eq(clinic.id, id)));
}

/** The clinic that speaks when nothing names one: the first registered. */
export async function firstClinic(db: Db): Promise<ClinicRow | null> {
  return one(
    await db.select().from(clinic).orderBy(asc(clinic.createdAt), asc(clinic.id)).limit(1),
  );
}

export async function listClinics(db: Db): Promise<ClinicRow[]> {
  return db.select().from(clinic).orderBy(asc(clinic.createdAt), asc(clinic.id));
}

export async function findDoctor(db: Db, id: string): Promise<DoctorRow | null> {
  return one(await db.select().from(doctor).where(eq(doctor.id, id)));
}

export async function listDoctors(db: Db): Promise<DoctorRow[]> {
  return db.select().from(doctor).orderBy(asc(doctor.name));
}

export async function findService(db: Db, id: string): Promise<ServiceRow | null> {
  return one(await db.select().from(service).where(eq(service.id, id)));
}

export async function listServices(db: Db): Promise<ServiceRow[]> {
  return db.select().from(service).orderBy(asc(service.name));
}

export async function findPatient(db: Db, id: string): Promise<PatientRow | null> {
  return one(await db.select().from(patient).where(eq(patient.id, id)));
}

/** Serialises whatever plans or routes for this patient; rows that refer to the patient may still be written. */
export async function lockPatient(db: Db, id: string): Promise<PatientRow | null> {
  return one(await db.select().from(patient).where(eq(patient.id, id)).for('no key update'));
}

/** By name or phone, in any case; `after` continues a listing by id. */
export async function searchPatients(
  db: Db,
  { text, limit }: { text: string; limit: number },
): Promise<PatientRow[]> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return db
    .select()
    .from(patient)
    .where(
      sql`${patient.name} ilike ${pattern} or ${patient.phone} ilike ${pattern} or ${patient.id} = ${text}`,
    )
    .orderBy(asc(patient.name), asc(patient.id))
    .limit(limit);
}

export async function findCard(db: Db, patientId: string): Promise<CardRow | null> {
  return one(await db.select().from(serviceCard).where(eq(serviceCard.patientId, patientId)));
}

export async function findAppointment(db: Db, id: string): Promise<AppointmentRow | null> {
  return one(await db.select().from(appointment).where(eq(appointment.id, id)));
}

/** Serialises whatever is told of this visit, also before it exists. */
export async function lockAppointment(db: Db, id: string): Promise<AppointmentRow | null> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`appointment:${id}`}, 0))`);
  return one(
    await db.select().from(appointment).where(eq(appointment.id, id)).for('no key update'),
  );
}

export async function insertAppointment(
  db: Db,
  row: typeof appointment.$inferInsert,
): Promise<void> {
  await db.insert(appointment).values(row);
}

export async function updateAppointment(
  db: Db,
  id: string,
  set: Partial<typeof appointment.$inferInsert>,
): Promise<void> {
  await db.update(appointment).set(set).where(eq(appointment.id, id));
}

/** Soonest first, from `since` on, whatever the status. */
export async function appointmentsOf(
  db: Db,
  { patientId, since }: { patientId: string; since: Date },
): Promise<AppointmentRow[]> {
  return db
    .select()
    .from(appointment)
    .where(and(eq(appointment.patientId, patientId), gt(appointment.startsAt, since)))
    .orderBy(asc(appointment.startsAt));
}

/** Patients with a visit at this clinic from `since` on. */
export async function patientsWithVisits(
  db: Db,
  { clinicId, since }: { clinicId: string; since: Date },
): Promise<string[]> {
  const found = await db
    .selectDistinct({ id: appointment.patientId })
    .from(appointment)
    .where(and(eq(appointment.clinicId, clinicId), gt(appointment.startsAt, since)))
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

/** All visits that begin in [from, to), in the order of the day. */
export async function visitsBetween(
  db: Db,
  { from, to, doctorId }: { from: Date; to: Date; doctorId?: string | undefined },
): Promise<VisitOfDay[]> {
  return db
    .select({ appointment, patient, doctor, clinic, service })
    .from(appointment)
    .innerJoin(patient, eq(patient.id, appointment.patientId))
    .innerJoin(doctor, eq(doctor.id, appointment.doctorId))
    .innerJoin(clinic, eq(clinic.id, appointment.clinicId))
    .leftJoin(service, eq(service.id, appointment.serviceId))
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
  return db
    .select({ appointment, patient, doctor, clinic, service })
    .from(appointment)
    .innerJoin(patient, eq(patient.id, appointment.patientId))
    .innerJoin(doctor, eq(doctor.id, appointment.doctorId))
    .innerJoin(clinic, eq(clinic.id, appointment.clinicId))
    .leftJoin(service, eq(service.id, appointment.serviceId))
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
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const own = db
    .select({ id: appointment.patientId })
    .from(appointment)
    .where(eq(appointment.doctorId, doctorId));
  return db
    .select()
    .from(patient)
    .where(
      and(
        inArray(patient.id, own),
        sql`(${patient.name} ilike ${pattern} or ${patient.phone} ilike ${pattern})`,
      ),
    )
    .orderBy(asc(patient.name), asc(patient.id))
    .limit(limit);
}

export async function insertReason(db: Db, row: typeof reason.$inferInsert): Promise<void> {
  await db.insert(reason).values(row);
}

export async function findReason(db: Db, id: string): Promise<ReasonRow | null> {
  return one(await db.select().from(reason).where(eq(reason.id, id)));
}

export async function reasonsOf(db: Db, patientId: string): Promise<ReasonRow[]> {
  return db.select().from(reason).where(eq(reason.patientId, patientId)).orderBy(asc(reason.dueAt));
}

export async function reasonsOfAppointments(db: Db, ids: readonly string[]): Promise<ReasonRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(reason)
    .where(inArray(reason.appointmentId, [...ids]))
    .orderBy(asc(reason.dueAt));
}

/** With `from`, only a reason in that state changes: states move forward. */
export async function updateReason(
  db: Db,
  id: string,
  set: Partial<typeof reason.$inferInsert>,
  from?: ReasonRow['state'],
): Promise<void> {
  await db
    .update(reason)
    .set(set)
    .where(and(eq(reason.id, id), from ? eq(reason.state, from) : undefined));
}
