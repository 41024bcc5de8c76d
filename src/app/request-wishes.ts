/** What a patient's requests call for: the word that a time they asked for has become free. */

import { liveRequestsOfPatient } from '../store/requests.ts';
import type { TxContext } from './context.ts';
import type { Desired } from './plan-wishes.ts';

export async function ofRequests(ctx: TxContext, patientId: string): Promise<Desired[]> {
  const requests = await liveRequestsOfPatient(ctx.db, patientId);
  return requests.flatMap((request) => {
    const { id, kind, state, appointmentId, offeredAt, offeredUntil } = request;
    if (kind !== 'earlier' || state !== 'offered' || !offeredAt || !offeredUntil) return [];
    return [
      {
        key: `request:${id}:${offeredAt.getTime()}`,
        kind: 'visit_earlier',
        purpose: 'visit',
        dueAt: offeredAt,
        notAfter: offeredUntil,
        verdict: 'send',
        code: null,
        appointmentId,
        // Of the offer, not of a promise: it must not count as told of that one.
        scheduleVersion: null,
        reasonId: null,
        isPunctual: false,
      } as const,
    ];
  });
}
