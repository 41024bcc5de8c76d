/** Random agreed hours and random moments, thick around the jumps of the clocks. */

import fc from 'fast-check';
import type { Span, WeekHours } from '../../src/domain/card.ts';
import { day, jumps, minute, years, zones } from './wall-clock.ts';

const two = (n: number) => String(n).padStart(2, '0');
const hhmm = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

const minutesOfDay = fc.oneof(
  fc.integer({ min: 0, max: 1439 }),
  fc.integer({ min: 0, max: 16 }).map((n) => n * 15),
  fc.constantFrom(0, 540, 1260, 1439),
);

const span: fc.Arbitrary<Span> = fc
  .record({ from: minutesOfDay, to: fc.oneof(minutesOfDay, fc.constant(1440)) })
  .map(({ from, to }) => ({ from: hhmm(from), to: hhmm(to) }));

const ofDay = fc.oneof(
  { weight: 3, arbitrary: fc.constant<readonly Span[]>([]) },
  { weight: 2, arbitrary: fc.array(span, { maxLength: 3 }) },
);

export const anyHours: fc.Arbitrary<WeekHours> = fc.record({
  1: ofDay,
  2: ofDay,
  3: ofDay,
  4: ofDay,
  5: ofDay,
  6: ofDay,
  7: ofDay,
});

/** A moment in a zone: half of them within hours of a jump, some within days, some anywhere. */
export function momentsIn(zone: string): fc.Arbitrary<Date> {
  const jump = fc.constantFrom(...jumps(zone));
  const near = (reach: number) =>
    fc.tuple(jump, fc.integer({ min: -reach, max: reach })).map(([at, by]) => at + by * minute);
  const anywhere = fc.integer({ min: years.from, max: years.to - 1 });
  return fc
    .oneof(
      { weight: 3, arbitrary: near(240) },
      { weight: 2, arbitrary: near((9 * day) / minute) },
      { weight: 1, arbitrary: anywhere },
    )
    .map((ms) => new Date(ms));
}

export interface Scene {
  readonly zone: string;
  readonly at: Date;
  readonly hours: WeekHours;
}

export const anyScene: fc.Arbitrary<Scene> = fc
  .constantFrom(...zones)
  .chain((zone) => fc.record({ zone: fc.constant(zone), at: momentsIn(zone), hours: anyHours }));
