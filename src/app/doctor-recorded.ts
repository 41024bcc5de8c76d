/** What a doctor has just recorded, read again for the page that says so. */

import { findReason, type ReasonRow, reasonsOfAppointments } from '../store/registry.ts';
import type { Context } from './context.ts';
import { type Foreseen, foreseenOf } from './foreseen.ts';

export interface ShownRecord {
  readonly reason: ReasonRow;
  /** Of a wellbeing check, every day that was started with it. */
  readonly together: readonly ReasonRow[];
  readonly foreseen: Foreseen;
}

/** Null for what is another patient's, or was taken back. */
export async function readRecorded(
  ctx: Context,
  { id, patientId }: { readonly id: string; readonly patientId: string },
): Promise<ShownRecord | null> {
  const reason = await findReason(ctx.db, id);
  if (reason?.patientId !== patientId || reason.state === 'closed') return null;
  const together = await startedTogether(ctx, reason);
  return { reason, together, foreseen: await foreseenOf(ctx, together) };
}

/** All of one transaction happens at one moment. */
async function startedTogether(ctx: Context, reason: ReasonRow): Promise<readonly ReasonRow[]> {
  if (reason.kind !== 'wellbeing' || !reason.appointmentId) return [reason];
  const all = await reasonsOfAppointments(ctx.db, [reason.appointmentId]);
  return all.filter(
    ({ kind, state, createdAt }) =>
      kind === 'wellbeing' &&
      state !== 'closed' &&
      createdAt.getTime() === reason.createdAt.getTime(),
  );
}
