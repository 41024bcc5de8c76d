/** Visits: told by the clinic system, confirmed by the patient. */

import { doerOf, visitEventOf } from '../domain/events.ts';
import { knownNow } from '../domain/known.ts';
import { settleMs } from '../domain/reminders.ts';
import { type ChannelId, takingStatuses } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import { isDoubleBooking } from '../store/db.ts';
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
import { appendEvent, visitData } from './events.ts';
import { conflict, notFound, type Outcome, ok } from './fault.ts';
import { planPatient } from './plan.ts';
import { settleRequests } from './requests.ts';
import { type AppointmentInput, isDesk, isOff, toRow } from './visit-row.ts';
import { noteChange } from './visit-trail.ts';
import { leaveTime, returnTo } from './waiting.ts';

export interface AppointmentPut {
  readonly appointment: AppointmentRow;
  /** False where we knew this version, or a newer one, already. */
  readonly applied: boolean;
}

export async function putAppointment(
  ctx: Context,
  input: AppointmentInput,
): Promise<Outcome<AppointmentPut>> {
  try {
    const outcome = await transact(ctx, (tx) => put(tx, input));
    ctx.wake();
    return outcome;
  } catch (error) {
    if (!isDoubleBooking(error)) throw error;
    return conflict('startsAt', 'slot_taken', 'the doctor has another visit at that time');
  }
}

/** In a transaction of whoever does more than this; the time may turn out to be taken when it is written. */
export async function put(
  ctx: TxContext,
  input: AppointmentInput,
): Promise<Outcome<AppointmentPut>> {
  const missing = await missingReference(ctx, input);
  if (missing) return missing;
  const known = await lockAppointment(ctx.db, input.id);
  const told = await hear(ctx, input, known);
  if (told.type === 'reused') {
    return conflict(
      'version',
      'version_reused',
      'this version was given to other facts before; raise it',
    );
  }
  if (told.type !== 'news') {
    if (told.type === 'same') await endAbsence(ctx, told.known);
    return ok({ appointment: told.known, applied: false });
  }
  const { row } = told;
  if (known) await updateAppointment(ctx.db, input.id, row);
  else await insertAppointment(ctx.db, row);
  await afterChange(ctx, row, known, input.actor);
  const appointment = await findAppointment(ctx.db, input.id);
  return appointment ? ok({ appointment, applied: true }) : notFound('id', 'appointment');
}

/** What a visit that is told of is to what we know: `older` and `same` change nothing, `reused` contradicts itself. */
export type Heard =
  | { readonly type: 'older' | 'same'; readonly known: AppointmentRow }
  | { readonly type: 'reused' }
  | { readonly type: 'news'; readonly row: AppointmentRow };

export async function hear(
  ctx: TxContext,
  input: AppointmentInput,
  known: AppointmentRow | null,
): Promise<Heard> {
  const row = await toRow(ctx, input, known);
  if (isDesk(input)) return { type: 'news', row };
  if (known && row.version < known.version) return { type: 'older', known };
  if (known && row.version === known.version)
    return sameFacts(known, row) ? { type: 'same', known } : { type: 'reused' };
  return { type: 'news', row };
}

/** Told of again, it is in the schedule after all. */
async function endAbsence(ctx: TxContext, { id, patientId, absentAt, stillOnAt }: AppointmentRow) {
  if (absentAt === null && stillOnAt === null) return;
  await updateAppointment(ctx.db, id, { absentAt: null, stillOnAt: null });
  await planPatient(ctx, patientId);
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

export const sameFacts = (a: AppointmentRow, b: AppointmentRow): boolean =>
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
  await noteChange(ctx, row, known, actor);
  await tellOfStaff(ctx, row, known, actor);
  if (known) await settleChange(ctx, row, { known, actor });
  if (known && known.patientId !== row.patientId) await planPatient(ctx, known.patientId);
  await planPatient(ctx, row.patientId);
}

/** What follows from a change of a visit, but for what is planned. */
export async function settleChange(
  ctx: TxContext,
  row: AppointmentRow,
  { known, actor }: { known: AppointmentRow; actor: string },
): Promise<void> {
  const at = ctx.clock.now();
  // Told again that it is off, whoever is to be called about that still is.
  const isOffStill = isOff(row) && isOff(known);
  if (!isOffStill && (row.status !== 'booked' || row.scheduleVersion !== known.scheduleVersion))
    await closeCallTasksOf(ctx.db, { appointmentIds: [row.id], at, result: 'superseded' });
  await afterMove(ctx, row, { known, actor });
  await returnTo(ctx, row);
  // What it had for a moment only was free before, and whoever waits was asked about it then.
  if (isFreed(known, row) && at.getTime() - known.knownAt.getTime() >= settleMs)
    await leaveTime(ctx, known);
}

/** What was wanted of the time it had is settled by the time it has now, or by there being none. */
async function afterMove(
  ctx: TxContext,
  row: AppointmentRow,
  { known, actor }: { known: AppointmentRow; actor: string },
): Promise<void> {
  const isOver = row.scheduleVersion !== known.scheduleVersion || !takesTime(row);
  if (isOver) await settleRequests(ctx, { appointmentId: row.id, by: actor });
}

const takesTime = ({ status }: AppointmentRow): boolean => takingStatuses.includes(status);

/** Nobody has it any more, so whoever waits for an earlier time may. */
const isFreed = (known: AppointmentRow, row: AppointmentRow): boolean =>
  takesTime(known) &&
  (!takesTime(row) ||
    row.doctorId !== known.doctorId ||
    row.startsAt.getTime() !== known.startsAt.getTime());

/** What the clinic system told us itself it need not hear again. */
async function tellOfStaff(
  ctx: TxContext,
  visit: AppointmentRow,
  known: AppointmentRow | null,
  actor: string,
): Promise<void> {
  const by = doerOf(actor);
  if (by !== 'staff') return;
  const type = visitEventOf(known, visit);
  const moved = type === 'appointment.moved' && known;
  const act = { by, via: 'console' as const };
  const from = moved ? { previousStartsAt: known.startsAt.toISOString() } : {};
  const data = { ...visitData(visit), ...act, ...from };
  await appendEvent(ctx, { type, patientId: visit.patientId, data });
}

/** By the patient, in the chat. One confirmation silences every other ask, when what the press changed is planned anew. */
export async function confirmVisit(
  ctx: TxContext,
  { appointmentId, via }: { appointmentId: string; via: ChannelId },
): Promise<void> {
  const visit = await lockAppointment(ctx.db, appointmentId);
  if (visit?.status !== 'booked') return;
  const at = ctx.clock.now();
  const next = {
    status: 'confirmed',
    confirmedAt: at,
    confirmedVia: via,
    ...knownNow(visit),
    updatedAt: at,
  } as const;
  await updateAppointment(ctx.db, visit.id, next);
  await closeCallTasksOf(ctx.db, { appointmentIds: [visit.id], at, result: 'confirmed' });
  await appendAudit(ctx.db, {
    at,
    actor: 'patient',
    action: 'visit_confirmed',
    subject: `appointment:${visit.id}`,
    details: { via },
  });
  const data = { ...visitData({ ...visit, ...next }), by: 'patient' as const, via };
  await appendEvent(ctx, { type: 'appointment.confirmed', patientId: visit.patientId, data });
}
