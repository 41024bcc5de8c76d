/** The checks' own arithmetic: a second opinion that were wrong would be worse than none. */

import { describe, expect, test } from 'vitest';
import type { LedgerRow } from './eyes.ts';
import { joined } from './frozen.ts';
import { heldOf, isHeld } from './own-fold.ts';
import { isInHours, timeOf, wallOf } from './own-time.ts';

const always = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] };
const entry = (number: number, more: Partial<LedgerRow>): LedgerRow => ({
  patient_id: 'p',
  number,
  purpose: 'visit',
  channel: 'telegram',
  binding_id: null,
  act: 'given',
  strength: 2,
  expires_at: '2027-01-01T00:00:00Z',
  at: '2026-01-01T00:00:00Z',
  inbound_id: null,
  ...more,
});
const place = { patient: 'p', purpose: 'visit', channel: 'telegram', binding: 'b' };
const at = Date.parse('2026-06-01T00:00:00Z');
const holds = (rows: LedgerRow[]) => isHeld(heldOf(rows, place), at);

describe('the fold', () => {
  test.each<[string, LedgerRow[], boolean]>([
    ['nothing', [], false],
    ['given', [entry(1, {})], true],
    ['given on another account', [entry(1, { binding_id: 'c' })], false],
    ['given for another purpose', [entry(1, { purpose: 'plan' })], false],
    ['withdrawn after', [entry(2, { act: 'withdrawn' }), entry(1, {})], false],
    [
      'withdrawn for the channel',
      [entry(1, { binding_id: 'b' }), entry(2, { act: 'withdrawn' })],
      false,
    ],
    [
      'withdrawn, then renewed',
      [entry(1, {}), entry(2, { act: 'withdrawn' }), entry(3, { act: 'renewed' })],
      false,
    ],
    ['run out', [entry(1, { expires_at: '2026-05-31T00:00:00Z' })], false],
    [
      'renewed in time',
      [entry(1, { expires_at: '2026-05-31T00:00:00Z' }), entry(2, { act: 'renewed' })],
      true,
    ],
    [
      'renewed too late',
      [
        entry(1, { expires_at: '2026-02-01T00:00:00Z' }),
        entry(2, { act: 'renewed', at: '2026-03-01T00:00:00Z' }),
      ],
      false,
    ],
  ])('%s', (_, rows, expected) => {
    expect(holds(rows)).toBe(expected);
  });

  test('a weaker claim does not replace a live agreement, and a stronger one does', () => {
    const weaker = heldOf([entry(1, { strength: 2 }), entry(2, { strength: 0 })], place);
    expect(weaker?.strength).toBe(2);
    expect(heldOf([entry(1, {}), entry(2, { strength: 4 })], place)?.strength).toBe(4);
    const after = [entry(1, {}), entry(2, { act: 'withdrawn' }), entry(3, { strength: 0 })];
    expect(heldOf(after, place)?.strength).toBe(0);
  });
});

describe('hours', () => {
  const moscow = 'Europe/Moscow';
  test.each<[string, string, boolean]>([
    ['2026-11-23T05:59:59Z', '09:00-21:00', false],
    ['2026-11-23T06:00:00Z', '09:00-21:00', true],
    ['2026-11-23T17:59:59Z', '09:00-21:00', true],
    ['2026-11-23T18:00:00Z', '09:00-21:00', false],
    ['2026-11-23T20:59:00Z', '22:00-02:00', true],
    ['2026-11-23T22:59:00Z', '22:00-02:00', true],
    ['2026-11-23T23:00:00Z', '22:00-02:00', false],
    ['2026-11-23T20:59:59Z', '00:00-24:00', true],
    ['2026-11-22T23:30:00Z', '22:00-02:00', false],
  ])('%s in %s of a Monday: %s', (instant, span, expected) => {
    const [from = '', to = ''] = span.split('-');
    expect(isInHours(new Date(instant), { ...always, 1: [{ from, to }] }, moscow)).toBe(expected);
  });

  test('Sunday night ends on Monday', () => {
    const week = { ...always, 7: [{ from: '22:00', to: '02:00' }] };
    expect(isInHours(new Date('2026-11-22T22:30:00Z'), week, moscow)).toBe(true);
  });

  test('the wall clock of a zone', () => {
    expect(wallOf(new Date('2027-03-28T01:30:00Z'), 'Europe/Berlin')).toEqual({
      date: '2027-03-28',
      weekday: 7,
      minutes: 3 * 60 + 30,
    });
    expect(timeOf(new Date('2026-11-23T06:05:00Z'), moscow)).toBe('9:05');
  });
});

test('stretches that touch are one', () => {
  const found = joined([
    { fromMs: 10, toMs: 20 },
    { fromMs: 0, toMs: 10 },
    { fromMs: 15, toMs: 18 },
    { fromMs: 30, toMs: 31 },
  ]);
  expect(found).toEqual([
    { fromMs: 0, toMs: 20 },
    { fromMs: 30, toMs: 31 },
  ]);
});
