/** Visits: told by the clinic system, confirmed by the patient. */

import { minuteMs } from '../domain/time.ts';
import type { AppointmentStatus, ChannelId } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import { faultOf } from '../store/db.ts';
import {
  type AppointmentRow,
  findAppointment,
  findClinic,
  findDoctor,
  findPatient,
  findService,
  insertAppointment,
  lockAppointment,
  updateAppointment,
} from '../store/registry.ts';
import { closeCallTasksOf } from '../store/threads.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, notFound, type Outcome, ok } from './fault.ts';
import { planPatient } from './plan.ts';

export interface AppointmentInput {
  readonly id: string;
  readonly patientId: string;
  readonly doctorId: string;
  readonly clinicId: string;
  readonly serviceId: string | null;
  readonly startsAt: Date;
  /** Null takes the service's, else 30. */
  readonly durationMin: number | null;
  readonly status: AppointmentStatus;
  /** The clinic system's own; null is one more than what we have. */
  readonly version: number | null;
  readonly actor: string;
}

export interface AppointmentPut {
  readonly appointment: AppointmentRow;
  /** False where we knew this version, or a newer one, already. */
  readonly applied: boolean;
}

const duration_min_default = 30;
/** PostgreSQL's code for a violated exclusion constraint. */
const exclusion_violation = '23P01';

export async function putAppointment(
  ctx: Context,
  input: AppointmentInput,
): Promise<Outcome<AppointmentPut>> {
  try {
    const outcome = await transact(ctx, (tx) => put(tx, input));
    ctx.wake();
    return outcome;
  } catch (error) {
    if (faultOf(error)?.code !== exclusion_violation) throw error;
    return conflict('startsAt', 'slot_taken', 'the doctor has another visit at that time');
  }
}

async function put(ctx: TxContext, input: AppointmentInput): Promise<Outcome<AppointmentPut>> {
  const missing = await missingReference(ctx, input);
  if (missing) return missing;
  const known = await lockAppointment(ctx.db, input.id);
  const row = await toRow(ctx, input, known);
  if (known && row.version < known.version) return ok({ appointment: known, applied: false });
  if (known && row.version === known.version) {
    return sameFacts(known, row)
      ? ok({ appointment: known, applied: false })
      : conflict(
          'version',
          'version_reused',
          'this version was given to other facts before; raise it',
        );
  }
  if (known) await updateAppointment(ctx.db, input.id, row);
  else await insertAppointment(ctx.db, row);
  await afterChange(ctx, row, known, input.actor);
  const appointment = await findAppointment(ctx.db, input.id);
  return appointment ? ok({ appointment, applied: true }) : notFound('id', 'appointment');
}

async function missingReference(
  ctx: TxContext,
  input: AppointmentInput,
): Promise<Outcome<never> | null> {
  if (!(await findPatient(ctx.db, input.patientId))) return notFound('patientId', 'patient');
  if (!(await findDoctor(ctx.db, input.doctorId))) return notFound('doctorId', 'doctor');
  if (!(await findClinic(ctx.db, input.clinicId))) return notFound('clinicId', 'clinic');
  if (input.serviceId && !(await findService(ctx.db, input.serviceId)))
    return notFound('serviceId', 'service');
  return null;
}

async function toRow(
  ctx: TxContext,
  input: AppointmentInput,
  known: AppointmentRow | null,
): Promise<AppointmentRow> {
  const now = ctx.clock.now();
  const service = input.serviceId ? await findService(ctx.db, input.serviceId) : null;
  const durationMin = input.durationMin ?? service?.durationMin ?? duration_min_default;
  const { id, patientId, doctorId, clinicId, serviceId, startsAt } = input;
  const moved = known !== null && isMoved(known, input);
  return {
    id,
    patientId,
    doctorId,
    clinicId,
    serviceId,
    startsAt,
    endsAt: new Date(startsAt.getTime() + durationMin * minuteMs),
    durationMin,
    status: statusAfter(input.status, known, moved),
    version: input.version ?? (known?.version ?? 0) + 1,
    scheduleVersion: (known?.scheduleVersion ?? 0) + (known === null || moved ? 1 : 0),
    knownAt: known && !moved ? known.knownAt : now,
    confirmedAt: moved ? null : (known?.confirmedAt ?? null),
    confirmedVia: moved ? null : (known?.confirmedVia ?? null),
    mutedAt: moved ? null : (known?.mutedAt ?? null),
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
}

/** Another time, place or patient is another promise: what was confirmed or reminded was not this. */
const isMoved = (known: AppointmentRow, input: AppointmentInput): boolean =>
  known.startsAt.getTime() !== input.startsAt.getTime() ||
  known.clinicId !== input.clinicId ||
  known.patientId !== input.patientId ||
  // Booked anew after a cancellation.
  (known.status === 'cancelled' && input.status !== 'cancelled');

/** The clinic system may not have heard yet that the patient confirmed this very time. */
function statusAfter(
  told: AppointmentStatus,
  known: AppointmentRow | null,
  moved: boolean,
): AppointmentStatus {
  return told === 'booked' && known?.status === 'confirmed' && !moved ? 'confirmed' : told;
}

const sameFacts = (a: AppointmentRow, b: AppointmentRow): boolean =>
  a.startsAt.getTime() === b.startsAt.getTime() &&
  a.durationMin === b.durationMin &&
  a.patientId === b.patientId &&
  a.doctorId === b.doctorId &&
  a.clinicId === b.clinicId &&
  a.serviceId === b.serviceId &&
  a.status === b.status;

async function afterChange(
  ctx: TxContext,
  row: AppointmentRow,
  known: AppointmentRow | null,
  actor: string,
): Promise<void> {
  const at = ctx.clock.now();
  await appendAudit(ctx.db, {
    at,
    actor,
    action: known ? 'appointment_changed' : 'appointment_made',
    subject: `appointment:${row.id}`,
    details: { status: row.status, startsAt: row.startsAt.toISOString(), version: row.version },
  });
  const over = row.status !== 'booked' || row.scheduleVersion !== known?.scheduleVersion;
  if (known && over)
    await closeCallTasksOf(ctx.db, { appointmentIds: [row.id], at, result: 'superseded' });
  if (known && known.patientId !== row.patientId) await planPatient(ctx, known.patientId);
  await planPatient(ctx, row.patientId);
}

/** By the patient, in the chat. One confirmation silences every other ask, when what the press changed is planned anew. */
export async function confirmVisit(
  ctx: TxContext,
  { appointmentId, via }: { appointmentId: string; via: ChannelId },
): Promise<void> {
  const visit = await lockAppointment(ctx.db, appointmentId);
  if (visit?.status !== 'booked') return;
  const at = ctx.clock.now();
  await updateAppointment(ctx.db, visit.id, {
    status: 'confirmed',
    confirmedAt: at,
    confirmedVia: via,
    updatedAt: at,
  });
  await closeCallTasksOf(ctx.db, { appointmentIds: [visit.id], at, result: 'confirmed' });
  await appendAudit(ctx.db, {
    at,
    actor: 'patient',
    action: 'visit_confirmed',
    subject: `appointment:${visit.id}`,
    details: { via },
  });
}
