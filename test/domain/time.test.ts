import { describe, expect, test } from 'vitest';
import {
  addDays,
  addDuration,
  isZone,
  parseStartsAt,
  startOfDay,
  stretches,
  toInstant,
  toLocal,
} from '../../src/domain/time.ts';
import { day, jumps, minute, shown, wall, zones } from './wall-clock.ts';

const iso = (instant: Date | null) => instant?.toISOString().replace('.000Z', 'Z') ?? null;

describe('toInstant', () => {
  test.each([
    ['2026-06-01T10:00', 'Europe/Moscow', '2026-06-01T07:00:00Z'],
    ['2026-06-01T10:00:30', 'Europe/Moscow', '2026-06-01T07:00:30Z'],
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['2026-03-29T02:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z'],
    ['2026-04-24T00:30', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    ['2011-12-30T10:00', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['2011-12-31T00:00', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(iso(toInstant({ local, zone }))).toBe(instant);
  });

  test.each(zones)(
    '%s: around every jump, the first moment the wall shows that or later',
    (zone) => {
      for (const jump of jumps(zone)) {
        for (let by = -36; by <= 36; by++) {
          const wanted = wall(jump, zone) + by * 10 * minute;
          const local = new Date(wanted).toISOString().slice(0, 16);
          expect(toInstant({ local, zone }).getTime(), local).toBe(firstShowing(wanted, zone));
        }
      }
    },
  );

  test.each(['2026-02-30T10:00', 'tomorrow', ''])('throws on %j', (local) => {
    expect(() => toInstant({ local, zone: 'Europe/Moscow' })).toThrow(RangeError);
  });
});

/** The first moment that shows exactly this, or, in a gap, the first that shows something later. */
function firstShowing(wanted: number, zone: string): number {
  const start = wanted - 30 * 60 * minute;
  let later = Number.NaN;
  for (let at = start; at < wanted + 30 * 60 * minute; at += 10 * minute) {
    if (wall(at, zone) === wanted) return at;
    const steps = wall(at, zone) > wanted && wall(at - 10 * minute, zone) < wanted;
    // The jump itself may lie between two steps.
    if (steps) later = Math.max(...jumps(zone).filter((jump) => jump <= at));
  }
  return later;
}

describe('toLocal', () => {
  test('says date, time and weekday', () => {
    const instant = new Date('2026-06-07T21:30:59Z');
    expect(toLocal(instant, 'Europe/Moscow')).toEqual({
      date: '2026-06-08',
      time: '00:30',
      weekday: 1,
    });
    expect(toLocal(instant, 'America/New_York').weekday).toBe(7);
  });

  test.each(zones)('%s: agrees with Intl around every jump', (zone) => {
    for (const jump of jumps(zone)) {
      for (let at = jump - 3 * 60 * minute; at < jump + 3 * 60 * minute; at += 7 * minute) {
        const { date, time } = toLocal(new Date(at), zone);
        expect(`${date}T${time}`).toBe(shown(new Date(at), zone).slice(0, 16));
      }
    }
  });
});

describe('dates', () => {
  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-01-01', 0, '2026-01-01'],
  ])('%s + %i is %s', (date, n, sum) => {
    expect(addDays(date, n)).toBe(sum);
  });

  test.each([
    ['2026-06-01', 'Europe/Moscow', '2026-05-31T21:00:00Z'],
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s begins in %s at %s', (date, zone, instant) => {
    expect(iso(startOfDay(date, zone))).toBe(instant);
  });
});

test.each([
  ['Europe/Moscow', true],
  ['UTC', true],
  ['Etc/GMT+3', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Europe/Nowhere', false],
  ['MSK+3', false],
  ['+03:00', false],
  ['2020-01-01T00:00[Europe/Moscow]', false],
  ['', false],
])('isZone(%j) is %s', (zone, known) => {
  expect(isZone(zone)).toBe(known);
});

test.each([
  ['2026-06-01T10:00:00+03:00', '2026-06-01T07:00:00Z'],
  ['2026-06-01T10:00+0300', '2026-06-01T07:00:00Z'],
  ['2026-06-01T07:00Z', '2026-06-01T07:00:00Z'],
  ['2026-06-01T07:00:00.000Z', '2026-06-01T07:00:00Z'],
  ['2026-06-01T09:00', '2026-06-01T07:00:00Z'],
  ['2026-06-01 09:00', '2026-06-01T07:00:00Z'],
  ['2026-03-29T02:30', '2026-03-29T01:00:00Z'],
  ['2026-06-01', null],
  ['2026-06-01T10', null],
  ['2026-02-30T10:00', null],
  ['2026-06-01T25:00', null],
  ['2026-06-01T10:00+99:00', null],
  ['1 June', null],
  ['', null],
])('parseStartsAt(%j) in Berlin is %s', (text, instant) => {
  expect(iso(parseStartsAt(text, 'Europe/Berlin'))).toBe(instant);
});

describe('addDuration', () => {
  test.each([
    ['2026-03-28T09:00:00Z', 'P1D', '2026-03-29T08:00:00Z'],
    ['2026-03-30T08:00:00Z', '-P1D', '2026-03-29T08:00:00Z'],
    ['2026-03-28T01:30:00Z', 'P1D', '2026-03-29T01:00:00Z'],
    ['2026-10-24T00:30:00Z', 'P1D', '2026-10-25T00:30:00Z'],
    ['2026-10-25T01:30:00Z', 'PT1H', '2026-10-25T02:30:00Z'],
    ['2026-10-25T01:30:00Z', '-PT2H', '2026-10-24T23:30:00Z'],
    ['2026-01-31T09:00:00Z', 'P1M', '2026-02-28T09:00:00Z'],
    ['2026-03-28T09:00:00Z', 'P1DT2H', '2026-03-29T10:00:00Z'],
    ['2026-01-01T09:00:00Z', 'P0D', '2026-01-01T09:00:00Z'],
  ])('%s + %s is %s in Berlin', (instant, duration, sum) => {
    expect(iso(addDuration(new Date(instant), duration, 'Europe/Berlin'))).toBe(sum);
  });
});

test.each(zones)('%s: stretches cover a span without holes, cut at its jumps', (zone) => {
  for (const jump of jumps(zone)) {
    const [from, to] = [jump - 2 * day, jump + 2 * day];
    const cut = stretches(new Date(from), new Date(to), zone);
    expect(cut[0]?.from).toBe(from);
    expect(cut.at(-1)?.to).toBe(to);
    expect(cut.map((piece) => piece.to)).toContain(jump);
    for (const piece of cut) {
      expect(piece.offsetMs).toBe(wall(piece.from, zone) - piece.from);
      expect(piece.offsetMs).toBe(wall(piece.to - minute, zone) - piece.to + minute);
    }
  }
});
