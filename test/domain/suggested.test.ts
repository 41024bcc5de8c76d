import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suits } from '../../src/domain/slots.ts';
import { offersMax, suggested } from '../../src/domain/suggested.ts';
import { hourMs, minuteMs, toLocal } from '../../src/domain/time.ts';
import type { VisitWish } from '../../src/domain/wish.ts';

const zone = 'Europe/Moscow';
const noon = Date.parse('2026-11-25T06:00:00Z');
/** Every twenty minutes from nine to six, by day. */
const days = (count: number) =>
  Array.from({ length: count }, (_, day) =>
    Array.from({ length: 27 }, (_, n) => new Date(noon + day * 24 * hourMs + n * 20 * minuteMs)),
  ).flat();
const evenings: VisitWish = {
  from: null,
  until: null,
  weekdays: [],
  notWeekdays: [3],
  notBefore: '16:00',
  before: null,
};
const shown = (all: readonly Date[]) =>
  all.map((at) => `${toLocal(at, zone).date.slice(8)} ${toLocal(at, zone).time}`);

describe('what is suggested', () => {
  test('fits the wish, over several days, and is filled up with what is free soonest', () => {
    const { fits, others } = suggested(days(3), { wish: evenings, zone, durationMin: 60 });
    expect(shown(fits)).toEqual(['26 16:00', '26 17:00', '27 16:00', '27 17:00']);
    expect(shown(others)).toEqual(['25 09:00', '25 10:00', '26 09:00', '27 09:00']);
  });

  test('of near days first', () => {
    const { fits } = suggested(days(20), {
      wish: { ...evenings, notWeekdays: [] },
      zone,
      durationMin: 60,
    });
    expect(new Set(shown(fits).map((text) => text.slice(0, 2)))).toEqual(
      new Set(['25', '26', '27', '28']),
    );
  });

  test('without a wish is what is free', () => {
    const { fits, others } = suggested(days(1), { wish: null, zone, durationMin: 300 });
    expect([shown(fits), shown(others)]).toEqual([[], ['25 09:00', '25 14:00']]);
  });

  test('never overlaps, is never too much, and what fits does fit', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 3000 }), { maxLength: 80 }),
        fc.integer({ min: 5, max: 240 }),
        (starts, durationMin) => {
          const free = starts
            .toSorted((a, b) => a - b)
            .map((n) => new Date(noon + n * 5 * minuteMs));
          const { fits, others } = suggested(free, { wish: evenings, zone, durationMin });
          const all = [...fits, ...others].map((one) => one.getTime()).toSorted((a, b) => a - b);
          expect(all.length).toBeLessThanOrEqual(offersMax);
          for (const [index, one] of all.slice(1).entries())
            expect(one - (all[index] ?? 0)).toBeGreaterThanOrEqual(durationMin * minuteMs);
          expect(fits.every((one) => suits(one, evenings, zone))).toBe(true);
          expect(all.every((one) => free.some((slot) => slot.getTime() === one))).toBe(true);
        },
      ),
    );
  });
});
