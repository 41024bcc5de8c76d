/** What a clinic system tells of a visit that the patient or the desk has moved or cancelled since it last looked. */

import type { AppointmentStatus } from './words.ts';

export interface Told {
  readonly startsAt: Date;
  readonly status: AppointmentStatus;
}

export interface Left extends Told {
  /** The time it was told for before it was changed here; null where it was not, or that was heard of. */
  readonly toldStartsAt: Date | null;
}

/**
 * What was done here stands while the clinic system only repeats what it knew: it sends its whole list
 * every night, and may hear of the change later than that. Any other time, or that the visit is off or took
 * place, is its own word and counts.
 */
export function asLeftHere(told: Told, known: Left | null): Left {
  const { startsAt, status } = told;
  const knew = known?.toldStartsAt ?? null;
  if (known === null || knew === null || startsAt.getTime() !== knew.getTime())
    return { startsAt, status, toldStartsAt: null };
  const repeats = status === 'booked' || status === 'confirmed';
  return {
    startsAt: known.startsAt,
    status: repeats ? known.status : status,
    toldStartsAt: repeats ? knew : null,
  };
}

/** What staff say counts at once. */
export function asDeskLeavesIt({ startsAt, status }: Told, known: Left | null): Left {
  const knew = known && (known.toldStartsAt ?? known.startsAt);
  const isAsTold = knew?.getTime() === startsAt.getTime() && status !== 'cancelled';
  return { startsAt, status, toldStartsAt: isAsTold ? null : knew };
}
