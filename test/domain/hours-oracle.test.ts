/** The agreed hours against an oracle that steps through the minutes of a wall clock read by `Intl`. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WeekHours } from '../../src/domain/card.ts';
import { isAgreed, lastAgreed, nextAgreed, place } from '../../src/domain/hours.ts';
import { thorough } from '../support/thorough.ts';
import { anyHours, momentsIn } from './hours-arbitrary.ts';
import {
  agreedByWall,
  day,
  jumps,
  lastByStepping,
  minute,
  nextByStepping,
  placeByStepping,
  wall,
  zones,
} from './wall-clock.ts';

interface Scene {
  readonly at: number;
  readonly hours: WeekHours;
  readonly zone: string;
  /** Of a reminder meant for then: how far it may move. */
  readonly before: number;
  readonly after: number;
}

const ms = (date: Date | null) => date?.getTime() ?? null;

/** Both readings of one scene, side by side. */
function readings({ at, hours, zone, before, after }: Scene) {
  const wish = { ideal: at, notBefore: at - before, notAfter: at + after };
  const [ideal, notBefore, notAfter] = [at, at - before, at + after].map((one) => new Date(one));
  const from = new Date(at);
  const next = nextByStepping(at, hours, zone);
  const last = lastByStepping(at, hours, zone);
  const step = {
    next: (time: number) => (time === at ? next : nextByStepping(time, hours, zone)),
    last: (time: number) => (time === at ? last : lastByStepping(time, hours, zone)),
  };
  return {
    ours: [
      isAgreed(from, hours, zone),
      ms(nextAgreed(from, hours, zone)),
      ms(lastAgreed(from, hours, zone)),
      ms(place({ ideal: ideal!, notBefore: notBefore!, notAfter: notAfter!, hours, zone })),
    ],
    stepped: [agreedByWall(at, hours, zone), next, last, placeByStepping(wish, step)],
  };
}

function compare(scene: Scene): void {
  const { ours, stepped } = readings(scene);
  const same = ours.every((one, i) => one === stepped[i]);
  if (!same) expect({ ...scene, answers: ours }).toEqual({ ...scene, answers: stepped });
}

const patience_ms = 120_000;
/** Some wishes cannot be met at all, some only far away. */
const reach = fc.integer({ min: -600 * minute, max: 4_000 * minute });
const weeksEach = thorough(2_778);
const momentsEach = 4;

describe(`${zones.length * weeksEach * momentsEach} random moments`, () => {
  test.each(zones)(
    '%s',
    (zone) => {
      const moment = fc.record({ at: momentsIn(zone).map(Number), before: reach, after: reach });
      const moments = fc.array(moment, { minLength: momentsEach, maxLength: momentsEach });
      fc.assert(
        fc.property(anyHours, moments, (hours, all) => {
          for (const one of all) compare({ ...one, hours, zone });
        }),
        { numRuns: weeksEach },
      );
    },
    patience_ms,
  );
});

/** On the jump, a breath and a minute beside it, and through the days around it. */
const around = [
  ...[-minute, -1, 0, 1, minute, 30 * minute, -30 * minute],
  ...Array.from({ length: 11 }, (_, i) => (i - 5) * 8 * 60 * minute + 7 * minute),
  ...[-8, -7, 7, 8].map((days) => days * day),
];

describe('every jump of the clocks from 2000 to 2040', () => {
  const samples = fc.sample(anyHours, { numRuns: 2, seed: 7 });
  test.each(zones)(
    '%s',
    (zone) => {
      expect(jumps(zone).length).toBeGreaterThan(0);
      for (const jump of jumps(zone)) {
        for (const by of around) {
          for (const hours of samples) {
            compare({ at: jump + by, hours, zone, before: 20 * minute, after: 90 * minute });
          }
        }
      }
    },
    patience_ms,
  );

  test.each(zones)('%s: a day and a half around it', (zone) => {
    for (const jump of jumps(zone)) {
      for (let at = jump - 2_160 * minute; at < jump + 2_160 * minute; at += 20 * minute) {
        for (const hours of samples) {
          if (isAgreed(new Date(at), hours, zone) !== agreedByWall(at, hours, zone)) {
            expect.fail(`${zone} ${new Date(at).toISOString()} ${JSON.stringify(hours)}`);
          }
        }
      }
    }
  });
});

// Time zone data too old for these would let the tests above pass on yesterday's clocks.
test.each([
  ['Europe/Moscow', '2014-10-25T22:00:00Z', -60],
  ['Europe/Volgograd', '2020-12-26T22:00:00Z', -60],
  ['Asia/Almaty', '2024-02-29T18:00:00Z', -60],
  ['Africa/Cairo', '2023-04-27T22:00:00Z', 60],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 30],
  ['Pacific/Apia', '2011-12-30T10:00:00Z', 24 * 60],
])('the clocks of %s jumped at %s by %i minutes', (zone, at, by) => {
  const jump = Date.parse(at);
  expect(jumps(zone)).toContain(jump);
  expect(wall(jump, zone) - wall(jump - minute, zone)).toBe((by + 1) * minute);
});
