import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  alarmCodes,
  type Colleague,
  firstRound,
  isWorse,
  nextRound,
  peopleAt,
  type Round,
  type Scene,
} from '../../src/domain/alarm.ts';
import { minuteMs } from '../../src/domain/time.ts';

const now = new Date('2026-11-27T20:00:00Z');

const colleague = (index: number): fc.Arbitrary<Colleague> =>
  fc.record({
    id: fc.constant(`s${index}`),
    role: fc.constantFrom('owner', 'administrator', 'doctor'),
    doctorId: fc.constantFrom(null, 'd1', 'd2'),
    clinicId: fc.constantFrom(null, 'c1', 'c2'),
    disabled: fc.boolean(),
  });
const anyStaff = fc
  .nat(7)
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => colleague(i))));
const anyScene: fc.Arbitrary<Scene> = fc.record({
  doctorId: fc.constantFrom(null, 'd1', 'd2'),
  clinicId: fc.constantFrom(null, 'c1', 'c2'),
});
const anyCode = fc.constantFrom(...alarmCodes);

/** All rounds of an alarm that nobody takes, one after another. */
function rounds(staff: readonly Colleague[], scene: Scene, n: number): readonly Round[] {
  const all = [firstRound('red_flag', { staff, scene, now })];
  while (all.length < n) {
    const last = all.at(-1)!;
    all.push(nextRound(last.level, { staff, scene, now: last.nextAt ?? now }));
  }
  return all;
}

const person = (id: string, role: Colleague['role'], more: Partial<Colleague> = {}): Colleague => ({
  id,
  role,
  doctorId: null,
  clinicId: null,
  disabled: false,
  ...more,
});

describe('who is called when', () => {
  const staff = [
    person('owner', 'owner'),
    person('here', 'administrator', { clinicId: 'c1' }),
    person('elsewhere', 'administrator', { clinicId: 'c2' }),
    person('anywhere', 'administrator'),
    person('doctor', 'doctor', { doctorId: 'd1' }),
    person('other', 'doctor', { doctorId: 'd2' }),
  ];
  const scene = { doctorId: 'd1', clinicId: 'c1' };

  test('the doctor and the desk at once, they and the owner after five minutes, then the owner every ten', () => {
    const minutes = (round: Round, before: Round) =>
      ((round.nextAt?.getTime() ?? 0) - (before.nextAt?.getTime() ?? 0)) / minuteMs;
    const [first, second, third, fourth] = rounds(staff, scene, 4) as [Round, Round, Round, Round];
    expect(first.people).toEqual(['here', 'anywhere', 'doctor']);
    expect(first.nextAt?.getTime()).toBe(now.getTime() + 5 * minuteMs);
    expect(second.people).toEqual(['owner', 'here', 'anywhere', 'doctor']);
    expect(minutes(second, first)).toBe(10);
    expect(third.people).toEqual(['owner', 'here', 'elsewhere', 'anywhere']);
    expect([fourth.level, minutes(fourth, third)]).toEqual([2, 10]);
  });

  test('a low mark is for the desk alone and never climbs', () => {
    const round = firstRound('low_mark', { staff, scene, now });
    expect(round).toEqual({ level: 0, people: ['here', 'anywhere'], nextAt: null });
    const alone = firstRound('low_mark', { staff: [person('owner', 'owner')], scene, now });
    expect(alone.people).toEqual(['owner']);
  });

  test('where nobody is left on a level it goes up at once', () => {
    const off = staff.map((one) => ({ ...one, disabled: one.role !== 'owner' }));
    const round = firstRound('red_flag', { staff: off, scene, now });
    expect([round.level, round.people]).toEqual([1, ['owner']]);
  });
});

describe('whoever works there', () => {
  const given = fc.tuple(anyStaff, anyScene);

  test('nobody disabled is called, and nobody twice in one round', () => {
    fc.assert(
      fc.property(given, anyCode, ([staff, scene], code) => {
        const all = [firstRound(code, { staff, scene, now }), ...rounds(staff, scene, 5)];
        for (const { people } of all) {
          expect(new Set(people).size).toBe(people.length);
          for (const id of people) expect(staff.find((one) => one.id === id)?.disabled).toBe(false);
        }
      }),
    );
  });

  test('levels only rise, each round comes after the one before, and every owner is called by the third', () => {
    fc.assert(
      fc.property(given, ([staff, scene]) => {
        const all = rounds(staff, scene, 4);
        for (const [i, round] of all.entries()) {
          expect(round.nextAt).not.toBeNull();
          const before = all[i - 1];
          if (!before) continue;
          expect(round.level).toBeGreaterThanOrEqual(before.level);
          expect(round.nextAt!.getTime()).toBeGreaterThan(before.nextAt!.getTime());
        }
        const called = new Set(all.slice(0, 3).flatMap(({ people }) => people));
        for (const { id, role, disabled } of staff)
          if (role === 'owner' && !disabled) expect(called).toContain(id);
      }),
    );
  });

  test('each level calls at least whom the level below called, but for doctors at the top', () => {
    fc.assert(
      fc.property(given, ([staff, scene]) => {
        const [near, more, top] = [0, 1, 2].map((level) => peopleAt(level, staff, scene)) as [
          readonly string[],
          readonly string[],
          readonly string[],
        ];
        for (const id of near) expect(more).toContain(id);
        const doctors = staff.filter(({ role }) => role === 'doctor').map(({ id }) => id);
        for (const id of more) if (!doctors.includes(id)) expect(top).toContain(id);
      }),
    );
  });
});

test('what is worse is an order', () => {
  fc.assert(
    fc.property(anyCode, anyCode, (a, b) => {
      expect(isWorse(a, a)).toBe(false);
      if (a !== b) expect(isWorse(a, b)).toBe(!isWorse(b, a));
    }),
  );
  expect(isWorse('red_flag', 'low_mark')).toBe(true);
});
