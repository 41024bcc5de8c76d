/** What a day's page shows besides its visits. */

import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { takingStatuses } from '../domain/words.ts';
import type { Db } from './db.ts';
import { type VisitOfDay, visitsOfDay } from './registry.ts';
import {
  appointment,
  audit,
  availability,
  callTask,
  message,
  patient,
  slotHold,
  thread,
} from './schema.ts';
import { written } from './statement.ts';

export type AuditRow = typeof audit.$inferSelect;

/** Newest first. */
export async function lastAudits(
  db: Db,
  { subjects, since }: { subjects: readonly string[]; since: Date },
): Promise<AuditRow[]> {
  if (subjects.length === 0) return [];
  return db
    .select()
    .from(audit)
    .where(and(inArray(audit.subject, [...subjects]), gte(audit.at, since)))
    .orderBy(desc(audit.seq));
}

/** Calls that a change closed in that very moment, where none has been opened since. */
export async function reopenCalls(
  db: Db,
  { appointmentId, at }: { appointmentId: string; at: Date },
): Promise<void> {
  const open = and(eq(callTask.appointmentId, appointmentId), eq(callTask.state, 'open'));
  if ((await db.select({ id: callTask.id }).from(callTask).where(open).limit(1)).length > 0) return;
  await db
    .update(callTask)
    .set({ state: 'open', result: null, doneAt: null, doneBy: null })
    .where(
      and(
        eq(callTask.appointmentId, appointmentId),
        eq(callTask.result, 'superseded'),
        eq(callTask.doneAt, at),
      ),
    );
}

export interface Stay {
  readonly doctorId: string;
  readonly patientId: string;
  /** The visit that is to stand there. */
  readonly except: string;
  readonly from: Date;
  readonly to: Date;
  readonly now: Date;
}

/** Another visit of the doctor, a time kept for another patient, or another visit of the same patient. */
export interface Taker {
  readonly type: 'visit' | 'hold' | 'patient';
  readonly name: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Of a hold: until when it is kept. */
  readonly until: Date | null;
}

/** In this order. */
export async function takersAt(
  db: Db,
  { doctorId, patientId, except, from, to, now }: Stay,
): Promise<Taker[]> {
  const visits = await db
    .select({
      doctorId: appointment.doctorId,
      name: patient.name,
      startsAt: appointment.startsAt,
      endsAt: appointment.endsAt,
    })
    .from(appointment)
    .innerJoin(patient, eq(patient.id, appointment.patientId))
    .where(
      and(
        or(eq(appointment.doctorId, doctorId), eq(appointment.patientId, patientId)),
        inArray(appointment.status, [...takingStatuses]),
        isNull(appointment.absentAt),
        ne(appointment.id, except),
        lt(appointment.startsAt, to),
        gt(appointment.endsAt, from),
      ),
    );
  const kept = await holdsBetween(db, { doctorIds: [doctorId], from, to, now });
  const others = kept.filter((one) => one.hold.patientId !== patientId && one.hold.leftBy === null);
  const of = (isDoctors: boolean) =>
    visits.filter((one) => (one.doctorId === doctorId) === isDoctors);
  const timesOf = ({ name, startsAt, endsAt }: Pick<Taker, 'name' | 'startsAt' | 'endsAt'>) => ({
    name,
    startsAt,
    endsAt,
  });
  return [
    ...of(true).map((one) => ({ type: 'visit' as const, ...timesOf(one), until: null })),
    ...others.map(({ hold, name }) => ({
      type: 'hold' as const,
      ...timesOf({ ...hold, name }),
      until: hold.expiresAt,
    })),
    ...of(false).map((one) => ({ type: 'patient' as const, ...timesOf(one), until: null })),
  ];
}

export interface HeldTime {
  readonly hold: typeof slotHold.$inferSelect;
  /** Of the patient it is kept for. */
  readonly name: string;
}

export async function holdsBetween(
  db: Db,
  { doctorIds, from, to, now }: { doctorIds: readonly string[]; from: Date; to: Date; now: Date },
): Promise<HeldTime[]> {
  if (doctorIds.length === 0) return [];
  return db
    .select({ hold: slotHold, name: patient.name })
    .from(slotHold)
    .innerJoin(patient, eq(patient.id, slotHold.patientId))
    .where(
      and(
        inArray(slotHold.doctorId, [...doctorIds]),
        lt(slotHold.startsAt, to),
        gt(slotHold.endsAt, from),
        gt(slotHold.expiresAt, now),
      ),
    )
    .orderBy(asc(slotHold.startsAt));
}

/** Oldest first. */
export async function callsOfVisits(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(callTask)
    .where(and(inArray(callTask.appointmentId, [...ids]), eq(callTask.purpose, 'visit')))
    .orderBy(asc(callTask.id));
}

export const allAvailability = (db: Db) => db.select().from(availability);

const ofDay = sql`select id from appointment
  where starts_at >= ${sql.placeholder('from')}::timestamptz and starts_at < ${sql.placeholder('to')}::timestamptz`;

/** Of everything that a day's page shows and that changes without it. */
const revision = written<{ revision: string }>(sql`with day as materialized (${ofDay})
  select md5(concat_ws('/',
    (select string_agg(concat_ws(',', id, status, version, schedule_version, doctor_id, starts_at, confirmed_at, absent_at, cancel_reason), ';' order by id)
      from appointment where id in (select id from day)),
    (select string_agg(concat_ws(',', seq, state, verdict, code, due_at, until), ';' order by seq)
      from message where appointment_id in (select id from day)),
    (select string_agg(concat_ws(',', id, state, answer, due_at), ';' order by id)
      from reason where appointment_id in (select id from day)),
    (select string_agg(concat_ws(',', id, state, result), ';' order by id)
      from call_task where appointment_id in (select id from day)),
    (select string_agg(concat_ws(',', id, state, offered_until, md5(words)), ';' order by id)
      from visit_request where state in ('open', 'offered')),
    (select string_agg(concat_ws(',', id, expires_at), ';' order by id)
      from slot_hold where starts_at >= ${sql.placeholder('from')}::timestamptz and starts_at < ${sql.placeholder('to')}::timestamptz
        and expires_at > ${sql.placeholder('now')}::timestamptz),
    (select max(updated_at) from availability)
  )) as revision`);

export async function dayRevision(
  db: Db,
  { from, to, now }: { from: Date; to: Date; now: Date },
): Promise<string> {
  const at = { from: from.toISOString(), to: to.toISOString(), now: now.toISOString() };
  return (await revision(db, at))[0]?.revision ?? '';
}

/** Visits with what is known around them, in no order. */
export async function visitsByIds(db: Db, ids: readonly string[]): Promise<VisitOfDay[]> {
  if (ids.length === 0) return [];
  return visitsOfDay(db).where(inArray(appointment.id, [...ids]));
}

/** Newest first. */
export async function threadsOfAddresses(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .select({ id: thread.id, addressId: thread.addressId })
    .from(thread)
    .where(inArray(thread.addressId, [...ids]))
    .orderBy(desc(thread.openedAt));
}

/** How the patient was told of what is offered for a visit: the newest first. */
export async function offersSaid(db: Db, appointmentIds: readonly string[]) {
  if (appointmentIds.length === 0) return [];
  return db
    .select()
    .from(message)
    .where(
      and(inArray(message.appointmentId, [...appointmentIds]), eq(message.kind, 'times_offered')),
    )
    .orderBy(desc(message.seq));
}
