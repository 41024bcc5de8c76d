/** A doctor asks, at an agreed time after a visit, how the patient feels. */

import { addDuration, laterOf, toInstant, toLocal } from '../domain/time.ts';
import { appendAudit } from '../store/consent.ts';
import { faultOf } from '../store/db.ts';
import {
  type AppointmentRow,
  findAppointment,
  findClinic,
  findPatient,
  findReason,
  insertReason,
  type ReasonRow,
} from '../store/registry.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { newId } from './ids.ts';
import { planPatient } from './plan.ts';

export interface WellbeingInput {
  readonly appointmentId: string;
  /** ISO 8601 duration after the end of the visit (`PT3H`), or whole days (`P1D`): then at ten in the morning. */
  readonly after: string;
  readonly note: string | null;
  readonly actor: string;
}

const morning = '10:00';
const unique_violation = '23505';

/** Refused for a visit that was cancelled or missed: there is nothing to ask about. */
export async function startWellbeing(
  ctx: Context,
  input: WellbeingInput,
): Promise<Outcome<ReasonRow>> {
  try {
    const outcome = await transact(ctx, (tx) => start(tx, input));
    ctx.wake();
    return outcome;
  } catch (error) {
    if (faultOf(error)?.code !== unique_violation) throw error;
    return conflict('after', 'already_planned', 'this visit has a check at that time already');
  }
}

async function start(ctx: TxContext, input: WellbeingInput): Promise<Outcome<ReasonRow>> {
  const visit = await findAppointment(ctx.db, input.appointmentId);
  if (!visit) return notFound('appointmentId', 'appointment');
  if ((await findPatient(ctx.db, visit.patientId))?.erasedAt)
    return conflict('appointmentId', 'erased', 'the patient asked to be forgotten');
  const now = ctx.clock.now();
  if (visit.status === 'cancelled' || visit.status === 'no_show') {
    return conflict('appointmentId', 'no_visit', 'the visit did not take place');
  }
  const dueAt = await dueOf(ctx, visit, input.after);
  if (!dueAt)
    return invalid(
      'after',
      'bad_duration',
      'after must be an ISO 8601 duration between PT0S and P30D',
    );
  const id = newId();
  await insertReason(ctx.db, {
    id,
    patientId: visit.patientId,
    purpose: 'wellbeing',
    appointmentId: visit.id,
    doctorId: visit.doctorId,
    dueAt: laterOf(dueAt, now),
    evidence: { visit: visit.id, endedAt: visit.endsAt.toISOString() },
    note: input.note,
    state: 'planned',
    createdBy: input.actor,
    createdAt: now,
  });
  await appendAudit(ctx.db, {
    at: now,
    actor: input.actor,
    action: 'wellbeing_started',
    subject: `patient:${visit.patientId}`,
    details: { reason: id, appointment: visit.id, after: input.after },
  });
  await planPatient(ctx, visit.patientId);
  const reason = await findReason(ctx.db, id);
  return reason ? ok(reason) : notFound('id', 'reason');
}

async function dueOf(ctx: TxContext, visit: AppointmentRow, after: string): Promise<Date | null> {
  if (!/^P(?!$)(\d{1,2}D)?(T(?=\d)(\d{1,3}H)?(\d{1,4}M)?(\d{1,4}S)?)?$/.test(after)) return null;
  const zone = (await findClinic(ctx.db, visit.clinicId))?.zone ?? 'UTC';
  const exact = addDuration(visit.endsAt, after, zone);
  if (exact > addDuration(visit.endsAt, 'P30D', zone)) return null;
  const wholeDays = /^P\d+D$/.test(after) && after !== 'P0D';
  return wholeDays ? toInstant({ local: `${toLocal(exact, zone).date}T${morning}`, zone }) : exact;
}
