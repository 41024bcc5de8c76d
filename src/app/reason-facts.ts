/** What a dialogue may know of the reasons for which a patient was invited. */

import type { ReasonFacts } from '../dialogue/types.ts';
import { proposedId } from '../domain/proposed.ts';
import { isFollowUp } from '../domain/reasons.ts';
import { dayMs } from '../domain/time.ts';
import type { ReasonRow } from '../store/registry.ts';
import { readerOf, type TxContext } from './context.ts';
import { clinicFacts, visitFacts } from './facts.ts';
import { clinicOf } from './situation.ts';

/** Buttons older than this lead to a person. */
const lately_ms = 180 * dayMs;
const reasons_max = 10;

export async function reasonsLately(ctx: TxContext, patientId: string): Promise<ReasonFacts[]> {
  const since = new Date(ctx.clock.now().getTime() - lately_ms);
  const all = await readerOf(ctx).reasons(patientId);
  const lately = all.filter(({ kind, updatedAt }) => isFollowUp(kind) && updatedAt >= since);
  const found = await Promise.all(
    lately.slice(-reasons_max).map((reason) => reasonFacts(ctx, reason)),
  );
  return found.filter((one) => one !== null);
}

/** Null for a reason that invites nobody. */
export async function reasonFacts(ctx: TxContext, reason: ReasonRow): Promise<ReasonFacts | null> {
  if (!isFollowUp(reason.kind)) return null;
  const { id: reasonId, patientId, purpose, state, dueAt } = reason;
  const read = readerOf(ctx);
  const booked = reason.bookedId ? await read.appointment(reason.bookedId) : null;
  const next = (await read.reasons(patientId)).find(
    (one) => one.evidence.laterOf === reasonId && one.state === 'planned',
  );
  return {
    ...{ reasonId, patientId, purpose, state, dueAt },
    booked: booked && (await visitFacts(ctx, booked)),
    later: next?.dueAt ?? null,
    visit: {
      appointmentId: proposedId(reasonId),
      patientId,
      startsAt: dueAt,
      clinic: clinicFacts(await clinicOf(ctx, await read.patient(patientId))),
      status: 'cancelled',
      scheduleVersion: 1,
      muted: false,
      offered: null,
      asked: [],
    },
  };
}
