/** Free times, against an oracle that walks the wall clock. */

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { weekOf } from '../../src/domain/card.ts';
import { freeSlots, type SlotWish, suits } from '../../src/domain/slots.ts';
import { asLeftHere } from '../../src/domain/told.ts';
import type { VisitWish } from '../../src/domain/wish.ts';
import { weekdays } from '../../src/domain/words.ts';

const at = (iso: string) => new Date(iso);
const everyDay = (from: string, to: string) => ({
  week: weekOf(weekdays, [{ from, to }]),
  days: {},
  stepMin: 30,
});
const wish = (more: Partial<SlotWish>): SlotWish => ({
  availability: everyDay('09:00', '11:00'),
  zone: 'Europe/Berlin',
  taken: [],
  from: at('2026-11-23T00:00:00Z'),
  until: at('2026-11-24T00:00:00Z'),
  durationMin: 30,
  ...more,
});
const shown = (more: Partial<SlotWish>) => freeSlots(wish(more)).map((slot) => slot.toISOString());

describe('free times', () => {
  it('begin on the step and end inside the span', () => {
    expect(shown({ durationMin: 45 })).toEqual([
      '2026-11-23T08:00:00.000Z',
      '2026-11-23T08:30:00.000Z',
      '2026-11-23T09:00:00.000Z',
    ]);
  });

  it('leave out what is taken, wherever it begins', () => {
    const taken = [
      { startsAt: at('2026-11-23T08:10:00Z'), endsAt: at('2026-11-23T08:40:00Z') },
      { startsAt: at('2026-11-23T09:30:00Z'), endsAt: at('2026-11-23T10:30:00Z') },
    ];
    expect(shown({ taken })).toEqual(['2026-11-23T09:00:00.000Z']);
  });

  it('follow the single day instead of the week', () => {
    const availability = { ...everyDay('09:00', '11:00'), days: { '2026-11-23': [] } };
    expect(shown({ availability })).toEqual([]);
  });

  it('know no time that is not on the clock, and each moment once', () => {
    const spring = shown({
      availability: everyDay('01:30', '04:00'),
      from: at('2026-03-28T23:00:00Z'),
      until: at('2026-03-29T22:00:00Z'),
    });
    expect(spring).toEqual([
      '2026-03-29T00:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T01:30:00.000Z',
    ]);
  });
});

const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Africa/Cairo');
const wall = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const span = fc.record({ from: wall, to: wall }).filter(({ from, to }) => from !== to);
const start = fc.constantFrom(
  ...['2026-03-07T00:00:00Z', '2026-03-28T00:00:00Z', '2026-10-24T00:00:00Z'],
  ...['2026-10-31T00:00:00Z', '2026-04-23T00:00:00Z', '2026-07-01T00:00:00Z'],
);

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Of every quarter of an hour, on which all spans and steps lie: is it on a step of some span, does the visit fit before its end, and is nothing else then? */
function oracle({ availability, zone: of, taken, from, until, durationMin }: SlotWish): string[] {
  const found: string[] = [];
  const spansOf = (date: Temporal.PlainDate) =>
    availability.days[date.toString()] ?? availability.week[date.dayOfWeek as 1] ?? [];
  for (let ms = from.getTime(); ms < until.getTime(); ms += 15 * minuteMs) {
    const here = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(of);
    // The second time round of an autumn hour is not offered.
    const first = here.toPlainDateTime().toZonedDateTime(of, { disambiguation: 'earlier' });
    if (first.epochMilliseconds !== ms) continue;
    const fits = [0, -1].some((back) => {
      const date = here.toPlainDate().add({ days: back });
      return spansOf(date).some((one) => {
        const begins = date.toPlainDateTime(one.from);
        const ends = date.add({ days: one.to > one.from ? 0 : 1 }).toPlainDateTime(one.to);
        const since = begins.until(here.toPlainDateTime()).total('minutes');
        const end = ends.toZonedDateTime(of, { disambiguation: 'earlier' });
        const jump = end.toPlainDateTime().equals(ends)
          ? end
          : (end.getTimeZoneTransition('next') ?? end);
        return (
          since >= 0 &&
          Temporal.PlainDateTime.compare(here.toPlainDateTime(), ends) < 0 &&
          since % availability.stepMin === 0 &&
          ms + durationMin * minuteMs <= jump.epochMilliseconds
        );
      });
    });
    const free = !taken.some(
      ({ startsAt, endsAt }) =>
        startsAt.getTime() < ms + durationMin * minuteMs && endsAt.getTime() > ms,
    );
    if (fits && free) found.push(new Date(ms).toISOString());
  }
  return found;
}

it('are what the oracle says, also on the nights on which clocks jump', () => {
  const busy = fc.record({ from: fc.nat(3 * 24 * 4), length: fc.integer({ min: 1, max: 12 }) });
  fc.assert(
    fc.property(
      fc.record({ zone, spans: fc.array(span, { minLength: 1, maxLength: 2 }), start }),
      fc.record({
        stepMin: fc.constantFrom(15, 30, 45, 60),
        durationMin: fc.constantFrom(15, 30, 60),
        busy: fc.array(busy, { maxLength: 4 }),
      }),
      ({ zone: of, spans, start: begins }, { stepMin, durationMin, busy: rows }) => {
        const from = at(begins);
        const given = wish({
          zone: of,
          availability: { week: weekOf(weekdays, spans), days: {}, stepMin },
          from,
          until: new Date(from.getTime() + 2 * dayMs),
          durationMin,
          taken: rows.map((row) => ({
            startsAt: new Date(from.getTime() + row.from * 15 * minuteMs),
            endsAt: new Date(from.getTime() + (row.from + row.length) * 15 * minuteMs),
          })),
        });
        expect(freeSlots(given).map((slot) => slot.toISOString())).toEqual(oracle(given));
      },
    ),
    { numRuns: 40 },
  );
});

it('suit a wish by the wall clock of the clinic', () => {
  const asked: VisitWish = {
    ...{ from: '2026-11-24', until: '2026-11-30', weekdays: [], notWeekdays: [3] },
    ...{ notBefore: '18:00', before: '20:00' },
  };
  const fits = (iso: string) => suits(at(iso), asked, 'Europe/Moscow');
  expect(fits('2026-11-24T15:00:00Z')).toBe(true);
  expect(fits('2026-11-24T17:00:00Z'), 'not at eight').toBe(false);
  expect(fits('2026-11-25T15:00:00Z'), 'not on Wednesday').toBe(false);
  expect(fits('2026-11-23T15:00:00Z'), 'not before the first day').toBe(false);
  expect(fits('2026-11-30T21:30:00Z'), 'midnight is the next day').toBe(false);
});

describe('what the clinic system repeats', () => {
  const [old, chosen, other] = ['2026-11-24T09:00Z', '2026-11-26T09:00Z', '2026-11-27T09:00Z'].map(
    at,
  );
  const moved = { startsAt: chosen as Date, status: 'booked', toldStartsAt: old as Date } as const;

  it('changes nothing of what the patient did', () => {
    expect(asLeftHere({ startsAt: old as Date, status: 'booked' }, moved)).toEqual(moved);
    const off = { ...moved, startsAt: old as Date, status: 'cancelled' } as const;
    expect(asLeftHere({ startsAt: old as Date, status: 'confirmed' }, off)).toEqual(off);
  });

  it('counts once it says something new, or that the visit took place', () => {
    const told = { startsAt: other as Date, status: 'booked' } as const;
    expect(asLeftHere(told, moved)).toEqual({ ...told, toldStartsAt: null });
    const done = asLeftHere({ startsAt: old as Date, status: 'completed' }, moved);
    expect(done).toMatchObject({ startsAt: chosen, status: 'completed' });
  });

  it('has heard of a cancellation once it says so itself', () => {
    const off = { ...moved, startsAt: old as Date, status: 'cancelled' } as const;
    const heard = asLeftHere({ startsAt: old as Date, status: 'cancelled' }, off);
    expect(heard).toEqual({ ...off, toldStartsAt: null });
    const again = { startsAt: old as Date, status: 'booked' } as const;
    expect(asLeftHere(again, heard)).toMatchObject(again);
  });
});
