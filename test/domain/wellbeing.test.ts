import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weekOf } from '../../src/domain/card.ts';
import { isAgreed } from '../../src/domain/hours.ts';
import { hourMs } from '../../src/domain/time.ts';
import {
  answerBy,
  askedAt,
  daysToAsk,
  feelingOf,
  isLowMark,
  treatmentDay,
} from '../../src/domain/wellbeing.ts';
import { weekdays } from '../../src/domain/words.ts';

const zone = 'Europe/Moscow';
const hours = weekOf(weekdays, [{ from: '09:00', to: '21:00' }]);

test('scores and marks are read on the safe side', () => {
  const all = Array.from({ length: 11 }, (_, score) => feelingOf(score));
  expect(all).toEqual([...Array(5).fill('bad'), 'unsure', 'unsure', ...Array(4).fill('good')]);
  expect([1, 2, 3, 4, 5].map(isLowMark)).toEqual([true, true, true, false, false]);
});

describe('the wait for an answer', () => {
  test.each([
    [
      '2026-11-27T06:30:00Z',
      '2026-11-28T06:00:00.000Z',
      'ends at night, so it counts in the morning',
    ],
    ['2026-11-27T05:00:00Z', '2026-11-27T17:00:00.000Z', 'ends in the evening'],
  ])('from %s until %s: %s', (from, until) => {
    expect(answerBy(new Date(from), { hours, zone }).toISOString()).toBe(until);
  });

  test('is at least twelve hours and ends at an agreed moment', () => {
    const anyMoment = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyMoment, (from) => {
        const until = answerBy(from, { hours, zone });
        expect(until.getTime() - from.getTime()).toBeGreaterThanOrEqual(12 * hourMs);
        expect(until.getTime() - from.getTime()).toBeLessThanOrEqual(24 * hourMs);
        expect(isAgreed(until, hours, zone)).toBe(true);
      }),
    );
  });
});

describe('days of a treatment', () => {
  const endsAt = new Date('2026-11-26T09:30:00Z');

  test('are counted by the calendar of the clinic, also over a change of the clock', () => {
    const inBerlin = new Date('2026-03-28T22:30:00Z');
    for (const day of [0, 1, 2, 10]) {
      expect(treatmentDay(endsAt, askedAt(endsAt, day, zone), zone)).toBe(day);
      const at = askedAt(inBerlin, day, 'Europe/Berlin');
      expect(treatmentDay(inBerlin, at, 'Europe/Berlin')).toBe(day);
    }
  });

  test('no day is asked about twice, and of those that passed at most one', () => {
    const days = fc.array(fc.nat(30), { maxLength: 10 });
    fc.assert(
      fc.property(days, days, fc.nat(30), (wanted, known, today) => {
        const chosen = daysToAsk(wanted, { known, today });
        expect(new Set(chosen).size).toBe(chosen.length);
        for (const day of chosen) {
          expect(wanted).toContain(day);
          expect(known).not.toContain(day);
        }
        const passed = chosen.filter((day) => day < today);
        expect(passed.length).toBeLessThanOrEqual(chosen.length === 1 ? 1 : 0);
      }),
    );
  });
});
