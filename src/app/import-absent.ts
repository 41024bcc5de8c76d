/** A person's word about a visit that the schedule no longer has. */

import { appendAudit } from '../store/consent.ts';
import { isDoubleBooking } from '../store/db.ts';
import { findAppointment, lockAppointment, updateAppointment } from '../store/registry.ts';
import { putAppointment } from './appointments.ts';
import { type Context, transact } from './context.ts';
import { conflict, notFound, type Outcome, ok } from './fault.ts';
import { planPatient } from './plan.ts';

export interface AbsenceDecision {
  readonly appointmentId: string;
  readonly decision: 'still_on' | 'cancelled';
  readonly actor: string;
}

export async function decideAbsence(
  ctx: Context,
  { appointmentId, decision, actor }: AbsenceDecision,
): Promise<Outcome<null>> {
  const visit = await findAppointment(ctx.db, appointmentId);
  if (!visit) return notFound('id', 'appointment');
  if (visit.absentAt === null) return notAbsent();
  if (decision === 'still_on') return keep(ctx, { appointmentId, actor });
  const { id, patientId, doctorId, clinicId, serviceId, startsAt, durationMin } = visit;
  const put = await putAppointment(ctx, {
    ...{ id, patientId, doctorId, clinicId, serviceId, startsAt, durationMin },
    ...{ status: 'cancelled', version: null, actor },
  });
  return put.ok ? ok(null) : put;
}

const notAbsent = () => conflict('id', 'not_absent', 'the schedule has this visit');

/** Until the schedule tells of it again, it is not asked about a second time. */
async function keep(
  ctx: Context,
  { appointmentId, actor }: { appointmentId: string; actor: string },
): Promise<Outcome<null>> {
  try {
    return await transact(ctx, async (tx) => {
      const visit = await lockAppointment(tx.db, appointmentId);
      if (!visit?.absentAt) return notAbsent();
      const at = tx.clock.now();
      await updateAppointment(tx.db, visit.id, { absentAt: null, stillOnAt: at, updatedAt: at });
      await appendAudit(tx.db, {
        ...{ at, actor, action: 'visit_still_on', subject: `appointment:${visit.id}` },
        details: {},
      });
      await planPatient(tx, visit.patientId);
      return ok(null);
    });
  } catch (error) {
    if (!isDoubleBooking(error)) throw error;
    return conflict('startsAt', 'slot_taken', 'the doctor has another visit at that time');
  } finally {
    ctx.wake();
  }
}
