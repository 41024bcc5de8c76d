import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weekOf } from '../../src/domain/card.ts';
import { cellsOf, gapsIn, lanesOf } from '../../src/domain/day-grid.ts';
import { openOn, type Taken } from '../../src/domain/slots.ts';
import { minuteMs } from '../../src/domain/time.ts';

const start = Date.parse('2026-11-25T06:00:00Z');
const at = (minutes: number) => new Date(start + minutes * minuteMs);
const stretch = (from: number, to: number): Taken => ({ startsAt: at(from), endsAt: at(to) });
const minutes = ({ startsAt, endsAt }: Taken) => [
  (startsAt.getTime() - start) / minuteMs,
  (endsAt.getTime() - start) / minuteMs,
];

const anyStretch = fc
  .record({ from: fc.integer({ min: 0, max: 700 }), long: fc.integer({ min: 1, max: 120 }) })
  .map(({ from, long }) => stretch(from, from + long));
const anyTaken = fc.array(anyStretch, { maxLength: 12 });

const holds = (all: readonly Taken[], minute: number) =>
  all.some(({ startsAt, endsAt }) => at(minute) >= startsAt && at(minute) < endsAt);

test('who works past midnight is there on both days', () => {
  const availability = {
    week: weekOf([2], [{ from: '20:00', to: '02:00' }]),
    days: { '2026-12-01': [] },
    stepMin: 30,
  };
  const on = (date: string) =>
    openOn(availability, { date, zone: 'Europe/Moscow' }).map(({ startsAt, endsAt }) =>
      [startsAt, endsAt].map((one) => one.toISOString().slice(5, 16)),
    );
  expect(on('2026-11-24')).toEqual([['11-24T17:00', '11-24T21:00']]);
  expect(on('2026-11-25')).toEqual([['11-24T21:00', '11-24T23:00']]);
  expect([on('2026-11-26'), on('2026-12-01'), on('2026-12-02')]).toEqual([[], [], []]);
});

describe('gaps', () => {
  test('are each minute of the day that nothing takes, and no other', () => {
    fc.assert(
      fc.property(anyStretch, anyTaken, (open, taken) => {
        const gaps = gapsIn(open, taken);
        for (let minute = -1; minute < 830; minute += 1)
          expect(holds(gaps, minute)).toBe(holds([open], minute) && !holds(taken, minute));
      }),
      { numRuns: 60 },
    );
  });
});

describe('cells', () => {
  test('begin on the step, and after what ended between two of them', () => {
    const gap = stretch(70, 150);
    expect(cellsOf(gap, { origin: at(0), stepMin: 30 }).map(minutes)).toEqual([
      [70, 90],
      [90, 120],
      [120, 150],
    ]);
  });

  test('fill a gap without a hole, none longer than a step', () => {
    fc.assert(
      fc.property(anyStretch, fc.integer({ min: 5, max: 120 }), (gap, stepMin) => {
        const cells = cellsOf(gap, { origin: at(0), stepMin });
        expect(cells[0]?.startsAt).toEqual(gap.startsAt);
        expect(cells.at(-1)?.endsAt).toEqual(gap.endsAt);
        for (const [index, { startsAt, endsAt }] of cells.entries()) {
          if (index > 0) expect(startsAt).toEqual(cells[index - 1]?.endsAt);
          expect(endsAt.getTime() - startsAt.getTime()).toBeLessThanOrEqual(stepMin * minuteMs);
        }
      }),
    );
  });
});

describe('lanes', () => {
  test('two that touch are never in one lane, and all that touch are equally wide', () => {
    fc.assert(
      fc.property(anyTaken, (all) => {
        const lanes = lanesOf(all);
        for (const one of all)
          for (const other of all) {
            const touch = one.startsAt < other.endsAt && other.startsAt < one.endsAt;
            if (one === other || !touch) continue;
            expect(lanes.get(one)?.lane).not.toBe(lanes.get(other)?.lane);
            expect(lanes.get(one)?.lanes).toBe(lanes.get(other)?.lanes);
          }
        for (const { lane, lanes: of } of lanes.values()) expect(lane).toBeLessThan(of);
      }),
    );
  });
});
