/** A day of a doctor as a grid: what is left between what is taken, cut where visits usually begin. */

import type { Taken } from './slots.ts';
import { minuteMs } from './time.ts';

/** What of `open` nothing takes, in order. */
export function gapsIn(open: Taken, taken: readonly Taken[]): readonly Taken[] {
  const inOrder = taken.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const gaps: Taken[] = [];
  let from = open.startsAt;
  for (const { startsAt, endsAt } of inOrder) {
    if (startsAt >= open.endsAt) break;
    if (startsAt > from) gaps.push({ startsAt: from, endsAt: startsAt });
    if (endsAt > from) from = endsAt;
  }
  return from < open.endsAt ? [...gaps, { startsAt: from, endsAt: open.endsAt }] : gaps;
}

/** A gap in pieces that begin a whole number of steps after `origin`; its first and last may be shorter. */
export function cellsOf(
  { startsAt, endsAt }: Taken,
  { origin, stepMin }: { readonly origin: Date; readonly stepMin: number },
): readonly Taken[] {
  const step = stepMin * minuteMs;
  const cells: Taken[] = [];
  for (let from = startsAt.getTime(); from < endsAt.getTime(); ) {
    const since = from - origin.getTime();
    const next = origin.getTime() + (Math.floor(since / step) + 1) * step;
    const to = Math.min(next, endsAt.getTime());
    cells.push({ startsAt: new Date(from), endsAt: new Date(to) });
    from = to;
  }
  return cells;
}

/** Beside each other where they are at the same time: which of how many lanes each one is in. */
export function lanesOf<T extends Taken>(
  all: readonly T[],
): ReadonlyMap<T, { readonly lane: number; readonly lanes: number }> {
  const found = new Map<T, { lane: number; lanes: number }>();
  for (const group of together(all)) {
    const ends: Date[] = [];
    const laneOf = new Map<T, number>();
    for (const one of group) {
      const free = ends.findIndex((end) => end <= one.startsAt);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = one.endsAt;
      laneOf.set(one, lane);
    }
    for (const [one, lane] of laneOf) found.set(one, { lane, lanes: ends.length });
  }
  return found;
}

/** Groups of which none touches another. */
function together<T extends Taken>(all: readonly T[]): readonly (readonly T[])[] {
  const groups: T[][] = [];
  let end = 0;
  for (const one of all.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    if (one.startsAt.getTime() < end) groups.at(-1)?.push(one);
    else groups.push([one]);
    end = Math.max(end, one.endsAt.getTime());
  }
  return groups;
}
