import { describe, expect, test } from 'vitest';
import { type WeekHours, weekOf } from '../../src/domain/card.ts';
import { faultOfSpan, isAgreed, lastAgreed, nextAgreed, place } from '../../src/domain/hours.ts';
import { toInstant } from '../../src/domain/time.ts';
import { weekdays } from '../../src/domain/words.ts';
import { shown } from './wall-clock.ts';

const zone = 'Europe/Moscow';
const at = (local: string) => toInstant({ local, zone });
const local = (instant: Date | null) => instant && shown(instant, zone).slice(0, 16);
const daily = (from: string, to: string) => weekOf(weekdays, [{ from, to }]);
const never = weekOf([], []);

// 2026-06-01 is a Monday.
describe('isAgreed', () => {
  const night = daily('22:00', '06:00');
  const cases: readonly (readonly [WeekHours, string, boolean])[] = [
    [daily('09:00', '21:00'), '2026-06-01T08:59:59', false],
    [daily('09:00', '21:00'), '2026-06-01T09:00', true],
    [daily('09:00', '21:00'), '2026-06-01T20:59:59', true],
    [daily('09:00', '21:00'), '2026-06-01T21:00', false],
    [night, '2026-06-01T23:00', true],
    [night, '2026-06-01T05:59', true],
    [night, '2026-06-01T06:00', false],
    [daily('20:00', '24:00'), '2026-06-01T23:59', true],
    [daily('20:00', '24:00'), '2026-06-02T00:00', false],
    [daily('00:00', '24:00'), '2026-06-02T00:00', true],
    [daily('09:00', '09:00'), '2026-06-02T08:59', true],
    [weekOf([7], [{ from: '22:00', to: '02:00' }]), '2026-06-01T01:00', true],
    [weekOf([7], [{ from: '22:00', to: '02:00' }]), '2026-06-02T01:00', false],
    [never, '2026-06-01T12:00', false],
    [daily('25:00', '26:00'), '2026-06-02T01:30', false],
  ];
  test.each(cases)('case %#: %j at %s: %s', (hours, when, agreed) => {
    expect(isAgreed(at(when), hours, zone)).toBe(agreed);
  });
});

describe('nextAgreed and lastAgreed', () => {
  const day = daily('09:00', '21:00');
  test('inside a span, both are the moment itself', () => {
    const noon = at('2026-06-01T12:00');
    expect(nextAgreed(noon, day, zone)).toEqual(noon);
    expect(lastAgreed(noon, day, zone)).toEqual(noon);
  });

  test('outside, the next span begins and the last one leaves a quarter of an hour', () => {
    expect(local(nextAgreed(at('2026-06-01T21:00'), day, zone))).toBe('2026-06-02T09:00');
    expect(local(lastAgreed(at('2026-06-01T21:00'), day, zone))).toBe('2026-06-01T20:45');
    expect(local(lastAgreed(at('2026-06-01T08:00'), day, zone))).toBe('2026-05-31T20:45');
  });

  test('a span shorter than a quarter of an hour is used from its start', () => {
    expect(local(lastAgreed(at('2026-06-01T13:00'), daily('12:00', '12:10'), zone))).toBe(
      '2026-06-01T12:00',
    );
  });

  test('adjacent spans are one, over midnight too', () => {
    const split = weekOf(weekdays, [
      { from: '23:00', to: '24:00' },
      { from: '00:00', to: '00:05' },
    ]);
    expect(local(lastAgreed(at('2026-06-01T01:00'), split, zone))).toBe('2026-05-31T23:50');
  });

  test('a week with one span is found from its far side', () => {
    const sunday = weekOf([7], [{ from: '10:00', to: '11:00' }]);
    expect(local(nextAgreed(at('2026-06-07T11:00'), sunday, zone))).toBe('2026-06-14T10:00');
    expect(local(lastAgreed(at('2026-06-07T09:59'), sunday, zone))).toBe('2026-05-31T10:45');
  });

  test('no hours, no moment', () => {
    expect(nextAgreed(at('2026-06-01T12:00'), never, zone)).toBeNull();
    expect(lastAgreed(at('2026-06-01T12:00'), never, zone)).toBeNull();
  });
});

describe('place', () => {
  const cases: readonly (readonly [string, string, string, string | null])[] = [
    ['2026-06-01T12:00', '2026-05-30T00:00', '2026-06-02T00:00', '2026-06-01T12:00'],
    ['2026-06-01T07:00', '2026-05-30T00:00', '2026-06-01T09:00', '2026-06-01T09:00'],
    ['2026-06-01T07:00', '2026-05-30T00:00', '2026-06-01T08:59', '2026-05-31T20:45'],
    ['2026-06-01T07:00', '2026-05-31T20:46', '2026-06-01T08:59', null],
    ['2026-06-01T12:00', '2026-06-01T13:00', '2026-06-01T14:00', '2026-06-01T13:00'],
    ['2026-06-01T12:00', '2026-06-01T10:00', '2026-06-01T11:00', '2026-06-01T11:00'],
    ['2026-06-01T12:00', '2026-06-01T13:00', '2026-06-01T11:00', null],
  ];
  test.each(cases)('ideal %s in %s … %s → %s', (ideal, notBefore, notAfter, placed) => {
    const wish = { ideal: at(ideal), notBefore: at(notBefore), notAfter: at(notAfter) };
    expect(local(place({ ...wish, hours: daily('09:00', '21:00'), zone }))).toBe(placed);
  });
});

test.each([
  ['09:00', '21:00', null],
  ['00:00', '24:00', null],
  ['22:00', '06:00', null],
  ['24:00', '06:00', 'bad_from'],
  ['9:00', '21:00', 'bad_from'],
  ['', '', 'bad_from'],
  ['09:00', '24:01', 'bad_to'],
  ['09:00', '21:60', 'bad_to'],
  ['09:00', '21:00\n', 'bad_to'],
])('the fault of %j–%j is %s', (from, to, fault) => {
  expect(faultOfSpan({ from, to })).toBe(fault);
});
