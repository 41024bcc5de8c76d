/** Reasons whose time is over: invited and never answered, or never invited. */

import { lateDays } from '../domain/reasons.ts';
import { dayMs } from '../domain/time.ts';
import { appendAudit } from '../store/consent.ts';
import { lockOver } from '../store/reasons.ts';
import { updateReason } from '../store/registry.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { planPatients } from './plan.ts';

const batch_max = 100;

/** A question after a treatment is of use for a day, and a platform tells within another whether it arrived. */
const askedDays = 2;
const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);

export async function endReasons(ctx: Context): Promise<void> {
  while ((await transact(ctx, endSome)) === batch_max);
  ctx.wake();
}

async function endSome(ctx: TxContext): Promise<number> {
  const now = ctx.clock.now();
  const limits = { dueBefore: daysBefore(now, lateDays), askedBefore: daysBefore(now, askedDays) };
  const over = await lockOver(ctx.db, { now, ...limits, limit: batch_max });
  for (const { id, patientId, state } of over) {
    const next = state === 'sent' ? 'silent' : 'lapsed';
    const closed = next === 'lapsed' ? { closedAt: now, closedBy: 'system' } : {};
    await updateReason(ctx.db, id, { state: next, ...closed, updatedAt: now });
    const entry = { at: now, actor: 'system', action: `reason_${next}` };
    await appendAudit(ctx.db, {
      ...entry,
      subject: `patient:${patientId}`,
      details: { reason: id },
    });
  }
  await planPatients(ctx, [...new Set(over.map(({ patientId }) => patientId))].toSorted());
  return over.length;
}
