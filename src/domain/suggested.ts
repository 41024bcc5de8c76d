/** Which of a doctor's free times to offer to whoever asked for another one. */

import { isFree, suits } from './slots.ts';
import { minuteMs, toLocal } from './time.ts';
import type { VisitWish } from './wish.ts';

/** As many as a chat shows as buttons at once. */
export const offersMax = 8;

export interface Suggested {
  /** What was asked for, over as many days as there are. */
  readonly fits: readonly Date[];
  /** The next that are free, where there is little of that. */
  readonly others: readonly Date[];
}

interface Wanted {
  readonly wish: VisitWish | null;
  readonly zone: string;
  readonly durationMin: number;
}

/** Of those given none overlaps another, since each is kept for the patient. */
export function suggested(free: readonly Date[], { wish, zone, durationMin }: Wanted): Suggested {
  const fitting = wish ? free.filter((at) => suits(at, wish, zone)) : [];
  const fits = spread(fitting, { zone, durationMin, max: offersMax, beside: [] });
  const rest = spread(free, { zone, durationMin, max: offersMax - fits.length, beside: fits });
  return { fits, others: rest };
}

interface Spread {
  readonly zone: string;
  readonly durationMin: number;
  readonly max: number;
  readonly beside: readonly Date[];
}

/** Near days first, and of them not eight times of one morning where others have some as well. */
const days_together = 4;

function spread(
  slots: readonly Date[],
  { zone, durationMin, max, beside }: Spread,
): readonly Date[] {
  const days = [...Map.groupBy(slots, (at) => toLocal(at, zone).date).values()];
  const chosen: Date[] = [];
  const stays = (at: Date) => ({
    startsAt: at,
    endsAt: new Date(at.getTime() + durationMin * minuteMs),
  });
  const isOpen = (at: Date) =>
    isFree(at, { taken: [...beside, ...chosen].map(stays), durationMin });
  for (let first = 0; first < days.length; first += days_together) {
    const near = days.slice(first, first + days_together);
    for (let found = true; found; ) {
      found = false;
      for (const ofDay of near) {
        const at = chosen.length < max ? ofDay.find(isOpen) : undefined;
        if (at) chosen.push(at);
        found ||= at !== undefined;
      }
    }
  }
  return chosen.toSorted((a, b) => a.getTime() - b.getTime());
}
