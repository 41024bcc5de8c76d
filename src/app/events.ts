/** Events for the clinic system, appended in the transaction that changes the fact: both are written, or neither. */

import type { NewEvent, VisitData } from '../domain/events.ts';
import { notifyDue } from '../store/db.ts';
import { insertEvent } from '../store/events.ts';
import type { AppointmentRow } from '../store/registry.ts';
import type { TxContext } from './context.ts';
import { newId } from './ids.ts';

/** Numbered, and with that seen by others, after the commit only: see `src/store/events.ts`. */
export async function appendEvent(ctx: TxContext, event: NewEvent): Promise<void> {
  const at = ctx.clock.now();
  await insertEvent(ctx.db, { ...event, data: { ...event.data }, id: newId(), at });
  await notifyDue(ctx.db);
}

type VisitAct = 'by' | 'via' | 'reason' | 'followUpId' | 'previousStartsAt';

/** The visit as it is after the change, for `data` of an event; who did it and how is added by whoever knows. */
export const visitData = (visit: AppointmentRow): Omit<VisitData, VisitAct> => ({
  appointmentId: visit.id,
  doctorId: visit.doctorId,
  clinicId: visit.clinicId,
  serviceId: visit.serviceId,
  startsAt: visit.startsAt.toISOString(),
  endsAt: visit.endsAt.toISOString(),
  durationMin: visit.durationMin,
  status: visit.status,
  version: visit.version,
  scheduleVersion: visit.scheduleVersion,
});
