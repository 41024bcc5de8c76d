/** What a reason calls for, as a visit that is not booked yet: with which doctor, where, for how long. */

import { proposedId, reasonIdOf } from '../domain/proposed.ts';
import { mayBook } from '../domain/reason-life.ts';
import { isFollowUp } from '../domain/reasons.ts';
import { minuteMs } from '../domain/time.ts';
import {
  type AppointmentRow,
  findAppointment,
  findClinic,
  findDoctor,
  findPatient,
  findReason,
  findService,
  type ReasonRow,
  type VisitOfDay,
  visitsOfPatient,
} from '../store/registry.ts';
import type { Context, TxContext } from './context.ts';
import { clinicOf } from './situation.ts';

const duration_min_default = 30;
const visits_max = 20;

/** Of the visit that is wanted. */
export function serviceOf({ evidence }: Pick<ReasonRow, 'evidence'>): string | null {
  const { serviceId } = evidence;
  return typeof serviceId === 'string' ? serviceId : null;
}

type Reads = Context | TxContext;

/** By the id of a visit, or of what is proposed. */
export async function findVisitOrProposed(
  ctx: Reads,
  appointmentId: string,
): Promise<AppointmentRow | null> {
  const reasonId = reasonIdOf(appointmentId);
  if (reasonId === null) return findAppointment(ctx.db, appointmentId);
  return (await proposedOf(ctx, reasonId))?.appointment ?? null;
}

/** Null where nobody knows whom the patient would come to, or it is over. */
export async function proposedOf(ctx: Reads, reasonId: string): Promise<VisitOfDay | null> {
  const reason = await findReason(ctx.db, reasonId);
  if (!reason || !isFollowUp(reason.kind) || !mayBook(reason.state)) return null;
  const patient = await findPatient(ctx.db, reason.patientId);
  const place = patient && (await placeOf(ctx, reason));
  if (!place) return null;
  const { doctor, clinic } = place;
  const serviceId = serviceOf(reason);
  const service = serviceId ? await findService(ctx.db, serviceId) : null;
  const durationMin = service?.durationMin ?? duration_min_default;
  const of = { doctorId: doctor.id, clinicId: clinic.id, serviceId: service?.id ?? null };
  return { appointment: toVisit(reason, { ...of, durationMin }), patient, doctor, clinic, service };
}

/** With the doctor who wants to see them, else the one of the last visit; where that doctor saw them last. */
async function placeOf(ctx: Reads, reason: ReasonRow) {
  const { patientId, doctorId } = reason;
  const visits = await visitsOfPatient(ctx.db, { patientId, limit: visits_max });
  const own = visits.filter(
    ({ appointment }) =>
      appointment.status !== 'cancelled' && (!doctorId || appointment.doctorId === doctorId),
  );
  const last = own.find(({ appointment }) => appointment.status === 'completed') ?? own[0];
  if (last) return { doctor: last.doctor, clinic: last.clinic };
  const doctor = doctorId ? await findDoctor(ctx.db, doctorId) : null;
  if (!doctor) return null;
  const clinic = doctor.clinicId
    ? await findClinic(ctx.db, doctor.clinicId)
    : await clinicOf({ ...ctx, read: undefined }, await findPatient(ctx.db, patientId));
  return clinic && { doctor, clinic };
}

type Wanted = Pick<AppointmentRow, 'doctorId' | 'clinicId' | 'serviceId' | 'durationMin'>;

const toVisit = (reason: ReasonRow, wanted: Wanted): AppointmentRow => ({
  ...wanted,
  id: proposedId(reason.id),
  patientId: reason.patientId,
  startsAt: reason.dueAt,
  endsAt: new Date(reason.dueAt.getTime() + wanted.durationMin * minuteMs),
  status: 'cancelled',
  version: 0,
  scheduleVersion: 1,
  knownAt: reason.createdAt,
  confirmedAt: null,
  confirmedVia: null,
  mutedAt: null,
  knownStartsAt: null,
  knownClinicId: null,
  knownVersion: null,
  toldStartsAt: null,
  cancelledBy: null,
  cancelReason: null,
  absentAt: null,
  stillOnAt: null,
  createdAt: reason.createdAt,
  updatedAt: reason.updatedAt,
});
