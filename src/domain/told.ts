/** What a clinic system tells of a visit that the patient has moved or cancelled since it last looked. */

import type { AppointmentStatus } from './words.ts';

export interface Told {
  readonly startsAt: Date;
  readonly status: AppointmentStatus;
}

export interface Left extends Told {
  /** The time it was told for before the patient changed it; null where they did not, or it was heard of. */
  readonly toldStartsAt: Date | null;
}

/**
 * What the patient did stands while the clinic system only repeats what it knew: it sends its whole list
 * every night, and may hear of the change later than that. Any other time, or that the visit is off or took
 * place, is its own word and counts.
 */
export function asPatientLeftIt(told: Told, known: Left | null): Left {
  const knew = known?.toldStartsAt ?? null;
  if (known === null || knew === null || told.startsAt.getTime() !== knew.getTime())
    return { startsAt: told.startsAt, status: told.status, toldStartsAt: null };
  const repeats = told.status === 'booked' || told.status === 'confirmed';
  const { startsAt } = known;
  return { startsAt, status: repeats ? known.status : told.status, toldStartsAt: knew };
}
