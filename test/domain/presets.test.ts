/** What a doctor is offered after a treatment, and what each choice means for the record. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ageOn,
  askWhen,
  doctorKinds,
  dueWhen,
  type PresetFacts,
  presetsOf,
} from '../../src/domain/presets.ts';
import { followUpKinds } from '../../src/domain/reasons.ts';
import { addDays } from '../../src/domain/time.ts';

const facts: PresetFacts = {
  visitOn: '2026-11-24',
  birthDate: '1990-05-01',
  wellbeingDays: [1, 3],
};
const child: PresetFacts = { ...facts, birthDate: '2019-11-25' };
const keys = (kind: (typeof doctorKinds)[number], of = facts) =>
  presetsOf(kind, of).map(({ key }) => key);

describe('what is offered', () => {
  test('for each kind', () => {
    expect(Object.fromEntries(doctorKinds.map((kind) => [kind, keys(kind)]))).toEqual({
      wellbeing: ['evening', 'morning', 'days'],
      hygiene: ['m3', 'm4', 'm6', 'm12'],
      checkup: ['m6', 'm12'],
      control: ['w2', 'm1', 'm3'],
      plan: ['m1', 'm2', 'm3'],
      personal: ['w1', 'm1'],
      later_need: ['m6', 'm12'],
    });
  });

  test('a service without days of its own has none', () => {
    expect(keys('wellbeing', { ...facts, wellbeingDays: [] })).toEqual(['evening', 'morning']);
  });

  test('a child has ages to come, on the birthday', () => {
    expect(presetsOf('later_need', child).map(({ n, on }) => [n, on])).toEqual([
      [7, '2026-11-25'],
      [10, '2029-11-25'],
      [13, '2032-11-25'],
    ]);
    expect(ageOn('2019-11-25', '2026-11-24')).toBe(6);
    expect(ageOn('2019-11-25', '2026-11-25')).toBe(7);
    expect(keys('later_need', { ...child, birthDate: '2010-11-24' })).toEqual(['a17']);
  });
});

describe('what a choice means', () => {
  test('a question after hours, the next morning, on days, on a date', () => {
    expect(askWhen('evening', facts)).toEqual({ after: 'PT3H' });
    expect(askWhen('morning', facts)).toEqual({ after: 'P1D' });
    expect(askWhen('days', facts)).toEqual({ days: [1, 3] });
    expect(askWhen('2026-11-29', facts)).toEqual({ after: 'P5D' });
  });

  test.each(['2026-11-24', '2026-11-01', 'm6', '', 'tomorrow'])('no question on "%s"', (choice) => {
    expect(askWhen(choice, facts)).toBeNull();
  });

  test('what recurs keeps its interval, a control its day, a plan its deadline', () => {
    const interval = { lastVisitOn: '2026-11-24', intervalMonths: 6, dueOn: null, deadline: null };
    expect(dueWhen('hygiene', 'm6', facts)).toEqual(interval);
    expect(dueWhen('checkup', '2027-03-01', facts)).toEqual({
      ...interval,
      intervalMonths: null,
      dueOn: '2027-03-01',
    });
    expect(dueWhen('control', 'w2', facts)?.dueOn).toBe('2026-12-08');
    expect(dueWhen('plan', 'm2', facts)).toMatchObject({ deadline: '2027-01-24', dueOn: null });
  });

  test.each(['m0', 'w0', 'a13', 'x', '', 'evening', '2026-02-30'])(
    'nothing to invite for on "%s"',
    (choice) => {
      expect(dueWhen('hygiene', choice, { ...facts, birthDate: null })).toBeNull();
    },
  );

  test('whatever is offered lies after the visit and can be recorded', () => {
    const day = fc.integer({ min: 0, max: 5000 }).map((n) => addDays('2020-01-01', n));
    const born = fc.option(fc.integer({ min: 0, max: 30_000 }));
    fc.assert(
      fc.property(day, born, fc.constantFrom(...followUpKinds), (visitOn, age, kind) => {
        const birthDate = age === null ? null : addDays(visitOn, -age);
        const of = { visitOn, birthDate, wellbeingDays: [] };
        for (const { key, on } of presetsOf(kind, of)) {
          expect(on !== null && on > visitOn).toBe(true);
          expect(dueWhen(kind, key, of)).not.toBeNull();
        }
      }),
    );
  });
});
