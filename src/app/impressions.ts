/** The day after the last question of an episode: what impression was left. */

import { askedAt } from '../domain/wellbeing.ts';
import {
  findAppointment,
  findClinic,
  insertReason,
  reasonsOfAppointments,
  updateReason,
} from '../store/registry.ts';
import type { TxContext } from './context.ts';
import { newReason } from './reason-row.ts';

/** One for each treatment, moved on while days are added before it is asked. */
export async function impressionAfter(ctx: TxContext, appointmentId: string): Promise<void> {
  const visit = await findAppointment(ctx.db, appointmentId);
  const reasons = await reasonsOfAppointments(ctx.db, [appointmentId]);
  const open = reasons.filter(({ state }) => state !== 'closed');
  const last = open.findLast(({ kind }) => kind === 'wellbeing');
  if (!visit || !last) return;
  const zone = (await findClinic(ctx.db, visit.clinicId))?.zone ?? 'UTC';
  const now = ctx.clock.now();
  const due = { day: (last.day ?? 0) + 1, dueAt: askedAt(last.dueAt, 1, zone) };
  const known = open.find(({ kind }) => kind === 'impression');
  if (known) return updateReason(ctx.db, known.id, { ...due, updatedAt: now }, 'planned');
  const { patientId, doctorId, episodeId, evidence, createdBy } = last;
  await insertReason(
    ctx.db,
    newReason({
      ...{ patientId, doctorId, episodeId, evidence, createdBy },
      ...due,
      purpose: 'wellbeing',
      kind: 'impression',
      appointmentId,
      createdAt: now,
    }),
  );
}
