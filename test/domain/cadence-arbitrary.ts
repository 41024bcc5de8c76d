/** Random cadences, farthest first, no time twice. */

import fc from 'fast-check';
import { type Cadence, cadences } from '../../src/domain/cadence.ts';

const anyBefore = fc.oneof(
  fc.integer({ min: 1, max: 14 }).map((days) => ({ before: `P${days}D`, hours: days * 24 })),
  fc.integer({ min: 1, max: 47 }).map((hours) => ({ before: `PT${hours}H`, hours })),
);

const anySteps: fc.Arbitrary<Cadence> = fc
  .uniqueArray(fc.record({ at: anyBefore, asks: fc.boolean() }), {
    maxLength: 4,
    selector: ({ at }) => at.hours,
  })
  .map((steps) =>
    steps
      .toSorted((a, b) => b.at.hours - a.at.hours)
      .map(({ at, asks }) => ({ before: at.before, asks })),
  );

export const anyCadence: fc.Arbitrary<Cadence> = fc.oneof(
  fc.constantFrom(...Object.values(cadences)),
  anySteps,
);
