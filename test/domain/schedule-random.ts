/** What chance decides in a story; the same seed always decides the same. */

import fc from 'fast-check';
import { type Cadence, cadences as named } from '../../src/domain/cadence.ts';
import type { WeekHours } from '../../src/domain/card.ts';
import { weekOf } from '../../src/domain/card.ts';
import { weekdays } from '../../src/domain/words.ts';
import { anyCadence } from './cadence-arbitrary.ts';
import { anyHours } from './hours-arbitrary.ts';
import { day, jumps, minute, zones } from './wall-clock.ts';

export type Random = ReturnType<typeof randomOf>;

const daytime = weekOf(weekdays, [{ from: '09:00', to: '21:00' }]);
const always = weekOf(weekdays, [{ from: '00:00', to: '24:00' }]);
const odd: readonly WeekHours[] = fc.sample(anyHours, { seed: 1, numRuns: 40 });
const weeks = [...Array(12).fill(daytime), ...Array(8).fill(always), ...odd] as WeekHours[];
const cadences: readonly Cadence[] = [
  ...[named.one, named.early, named.two, named.two, named.two, named.three, named.none],
  ...fc.sample(anyCadence, { seed: 2, numRuns: 30 }),
];

const hour = 60 * minute;

export function randomOf(seed: number) {
  const next = mulberry(seed);
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const chance = (share: number) => next() < share;
  const pick = <T>(all: readonly T[]): T => all[whole(0, all.length - 1)] as T;
  return {
    weeks,
    cadences,
    pick,
    chance,
    /** Half of the visits lie within days of a jump of the clocks. */
    scene: () => {
      const zone = pick(zones);
      const anywhere = Date.UTC(2026, 0, 1) + whole(0, 3 * 365 * 24 * 4) * 15 * minute;
      const near = pick(jumps(zone)) + whole(-3 * 24 * 4, 3 * 24 * 4) * 15 * minute;
      const startsAt = chance(0.5) ? near : anywhere;
      const ahead = chance(0.5) ? whole(1, 3 * 24 * 60) : whole(1, 20 * 24 * 60);
      return { zone, startsAt, bookedAt: startsAt - ahead * minute };
    },
    /** When something happens: now and then within minutes of what happened before. */
    moments: (bookedAt: number, startsAt: number) => {
      const found: number[] = [];
      let at = bookedAt;
      for (let left = whole(0, 5); left > 0; left -= 1) {
        const soon = chance(0.5);
        at += soon ? whole(1_000, 5 * minute) : whole(0, Math.max(0, startsAt - at));
        found.push(at);
      }
      return found;
    },
    /** By a few minutes, by hours or by days, and never into the past. */
    moved: (from: number, at: number) => {
      const by = pick([whole(1, 10), whole(11, 180), whole(3 * 60, 10 * 24 * 60)]) * minute;
      const to = chance(0.5) ? from - by : from + by;
      return new Date(to > at ? to : from + by);
    },
    outages: (bookedAt: number, startsAt: number): (readonly [number, number])[] => {
      if (chance(0.7)) return [];
      const from = whole(bookedAt, startsAt);
      return [[from, from + whole(1, 30) * hour]];
    },
    outcome: () => {
      const is = chance(0.9) ? 'accepted' : pick(['unknown', 'failed'] as const);
      return { is, afterMs: chance(0.7) ? 0 : whole(0, 6 * minute) } as const;
    },
  };
}

export const longestMs = 40 * day;

function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
