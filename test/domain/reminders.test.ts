import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cadences, hoursBefore } from '../../src/domain/cadence.ts';
import { weekOf } from '../../src/domain/card.ts';
import {
  type PlannedReminder,
  planVisit,
  type VisitPlanInput,
} from '../../src/domain/reminders.ts';
import { toInstant } from '../../src/domain/time.ts';
import { weekdays } from '../../src/domain/words.ts';
import { anyCadence } from './cadence-arbitrary.ts';
import { anyScene } from './hours-arbitrary.ts';
import { agreedByWall, day, lastByStepping, minute, nextByStepping, shown } from './wall-clock.ts';

const zone = 'Europe/Moscow';
const at = (local: string) => toInstant({ local, zone });
const daytime = weekOf(weekdays, [{ from: '09:00', to: '21:00' }]);

const visit: VisitPlanInput = {
  startsAt: at('2026-06-10T14:00'),
  zone,
  hours: daytime,
  cadence: cadences.two,
  knownAt: at('2026-05-20T12:00'),
  now: at('2026-05-20T12:00'),
};

/** `step verdict code local-time`, as one would say it. */
const told = (plan: readonly PlannedReminder[], where = zone) =>
  plan.map((one) => {
    const what = one.verdict === 'send' ? 'send' : `${one.verdict} ${one.code}`;
    return `${one.name} ${what} ${shown(one.dueAt, where).slice(0, 16)}`;
  });

describe('planVisit', () => {
  test.each<[keyof typeof cadences, readonly string[]]>([
    ['none', []],
    ['one', ['day_before send 2026-06-09T14:00']],
    ['two', ['day_before send 2026-06-09T14:00', 'two_hours_before send 2026-06-10T12:00']],
    [
      'three',
      [
        'three_days_before send 2026-06-07T14:00',
        'day_before send 2026-06-09T14:00',
        'two_hours_before send 2026-06-10T12:00',
      ],
    ],
  ])('a card that asks for %s', (word, plan) => {
    expect(told(planVisit({ ...visit, cadence: cadences[word] }))).toEqual(plan);
  });

  test('each has its own last useful moment', () => {
    const plan = planVisit({ ...visit, cadence: cadences.three });
    expect(plan.map((one) => 'notAfter' in one && shown(one.notAfter, zone))).toEqual([
      '2026-06-09T02:00:00',
      '2026-06-10T11:00:00',
      '2026-06-10T13:30:00',
    ]);
  });

  test('the day before keeps the wall clock when the clocks change', () => {
    const where = 'Europe/Berlin';
    const startsAt = toInstant({ local: '2026-03-29T14:00', zone: where });
    const early = { knownAt: at('2026-03-01T12:00'), now: at('2026-03-01T12:00') };
    expect(told(planVisit({ ...visit, ...early, zone: where, startsAt }), where)).toEqual([
      'day_before send 2026-03-28T14:00',
      'two_hours_before send 2026-03-29T12:00',
    ]);
  });

  test('an early visit is not announced twice the day before, when its morning is not agreed', () => {
    expect(told(planVisit({ ...visit, startsAt: at('2026-06-10T08:30') }))).toEqual([
      'day_before send 2026-06-09T09:00',
      'two_hours_before drop merged 2026-06-09T20:45',
    ]);
  });

  test('but booked that afternoon, it is announced in the evening', () => {
    const late = { knownAt: at('2026-06-09T15:00'), now: at('2026-06-09T15:00') };
    expect(told(planVisit({ ...visit, ...late, startsAt: at('2026-06-10T08:30') }))).toEqual([
      'day_before drop booked_late 2026-06-09T08:30',
      'two_hours_before send 2026-06-09T20:45',
    ]);
  });

  test('a late booking gets only the steps still ahead', () => {
    const knownAt = at('2026-06-10T09:00');
    expect(told(planVisit({ ...visit, knownAt, now: knownAt, cadence: cadences.three }))).toEqual([
      'three_days_before drop booked_late 2026-06-07T14:00',
      'day_before drop booked_late 2026-06-09T14:00',
      'two_hours_before send 2026-06-10T12:00',
    ]);
  });

  test('who books within two hours is not reminded at all, and nobody has to call', () => {
    const knownAt = at('2026-06-10T12:30');
    expect(told(planVisit({ ...visit, knownAt, now: knownAt }))).toEqual([
      'day_before drop booked_late 2026-06-09T14:00',
      'two_hours_before drop booked_late 2026-06-10T12:00',
    ]);
  });

  test('planning late, after an outage, drops what has no use any more and keeps the rest', () => {
    expect(told(planVisit({ ...visit, now: at('2026-06-10T11:30') }))).toEqual([
      'day_before drop past_deadline 2026-06-09T14:00',
      'two_hours_before send 2026-06-10T12:00',
    ]);
  });

  test('two within the hour are one: the one meant nearer to the visit', () => {
    const evenings = weekOf([2], [{ from: '20:00', to: '21:00' }]);
    expect(told(planVisit({ ...visit, hours: evenings, cadence: cadences.three }))).toEqual([
      'three_days_before send 2026-06-02T20:45',
      'day_before drop merged 2026-06-09T20:00',
      'two_hours_before send 2026-06-09T20:45',
    ]);
  });

  test('of three within the hour, the nearest stays', () => {
    const weekly = weekOf([7], [{ from: '10:00', to: '11:00' }]);
    expect(told(planVisit({ ...visit, hours: weekly, cadence: cadences.three }))).toEqual([
      'three_days_before drop merged 2026-06-07T10:45',
      'day_before drop merged 2026-06-07T10:45',
      'two_hours_before send 2026-06-07T10:45',
    ]);
  });

  const weekend = weekOf([6, 7], [{ from: '10:00', to: '18:00' }]);
  test('when no hours are left before the visit, one call and not three', () => {
    const monday = { knownAt: at('2026-06-08T09:00'), now: at('2026-06-08T09:00') };
    expect(
      told(planVisit({ ...visit, ...monday, hours: weekend, cadence: cadences.three })),
    ).toEqual([
      'three_days_before drop booked_late 2026-06-07T14:00',
      'day_before call outside_hours 2026-06-09T14:00',
      'two_hours_before drop outside_hours 2026-06-10T12:00',
    ]);
  });

  test('the call stands in for the last step when the others have passed', () => {
    const late = { knownAt: at('2026-06-10T09:00'), now: at('2026-06-10T09:00') };
    expect(told(planVisit({ ...visit, ...late, hours: weekend }))).toEqual([
      'day_before drop booked_late 2026-06-09T14:00',
      'two_hours_before call outside_hours 2026-06-10T12:00',
    ]);
  });

  test('a step without hours is quietly dropped while another reminder goes out', () => {
    // Nothing is agreed between the booking and the deadline of the day before but Wednesday noon.
    const noon = weekOf([3], [{ from: '12:00', to: '13:00' }]);
    const late = { knownAt: at('2026-06-09T09:00'), now: at('2026-06-09T09:00') };
    expect(told(planVisit({ ...visit, ...late, hours: noon }))).toEqual([
      'day_before drop outside_hours 2026-06-09T14:00',
      'two_hours_before send 2026-06-10T12:00',
    ]);
  });
});

const anyInput: fc.Arbitrary<VisitPlanInput> = fc
  .record({
    scene: anyScene,
    cadence: anyCadence,
    known: fc.oneof(fc.integer({ min: -60, max: 4 * 1_440 }), fc.constant(20 * 1_440)),
    waited: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 * 1_440 })),
  })
  .map(({ scene, cadence, known, waited }) => {
    const knownAt = new Date(scene.at.getTime() - known * minute);
    const now = new Date(knownAt.getTime() + waited * minute);
    return { startsAt: scene.at, zone: scene.zone, hours: scene.hours, cadence, knownAt, now };
  });

/** Minutes before the visit, said again: half of several days, three hours of one, a quarter of some hours. */
function lastUseful({ step }: PlannedReminder): number {
  const hours = hoursBefore(step);
  if (step.before.endsWith('D')) return hours === 24 ? 180 : hours * 30;
  return Math.min(180, hours * 15);
}

describe('whatever the visit, the card and the booking', () => {
  test('the rules hold', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = planVisit(input);
        expect(plan.map(({ step }) => step)).toEqual(input.cadence);
        expect(new Set(plan.map((one) => one.name)).size).toBe(plan.length);
        expect(planVisit(input)).toEqual(plan);
        for (const one of plan) checkOne(one, input);
        checkTogether(plan);
        expect(plan.some((one) => one.verdict === 'call')).toBe(needsCall(plan));
      }),
      { numRuns: 2_000 },
    );
  });
});

function checkOne(
  one: PlannedReminder,
  { startsAt, hours, zone: where, ...input }: VisitPlanInput,
) {
  const limit = startsAt.getTime() - lastUseful(one) * minute;
  if (one.verdict !== 'drop') {
    expect(one.notAfter.getTime()).toBe(limit);
    expect(limit).toBeGreaterThanOrEqual(input.now.getTime());
  }
  if (one.verdict === 'send') {
    expect(agreedByWall(one.dueAt.getTime(), hours, where)).toBe(true);
    expect(one.dueAt.getTime()).toBeLessThanOrEqual(limit);
    expect(one.dueAt.getTime()).toBeGreaterThanOrEqual(input.knownAt.getTime() + 3 * minute);
  } else if (one.code === 'booked_late') {
    expect(one.dueAt.getTime()).toBeLessThan(input.knownAt.getTime());
  } else if (one.code === 'past_deadline') {
    expect(limit).toBeLessThan(input.now.getTime());
  } else if (one.code === 'outside_hours') {
    const next = nextByStepping(one.dueAt.getTime(), hours, where);
    expect(next === null || next > limit).toBe(true);
    const end = Math.min(one.dueAt.getTime(), limit);
    const last = lastByStepping(end, hours, where);
    expect(last === null || last < input.knownAt.getTime() + 3 * minute).toBe(true);
  }
}

function checkTogether(plan: readonly PlannedReminder[]) {
  const sends = plan.filter((one) => one.verdict === 'send').map((one) => one.dueAt.getTime());
  for (const [i, due] of sends.entries()) {
    for (const other of sends.slice(i + 1)) {
      expect(Math.abs(other - due)).toBeGreaterThanOrEqual(60 * minute);
    }
  }
  for (const one of plan.filter((each) => each.verdict === 'drop' && each.code === 'merged')) {
    expect(sends.some((due) => Math.abs(due - one.dueAt.getTime()) < day)).toBe(true);
  }
  expect(plan.filter((one) => one.verdict === 'call').length).toBeLessThanOrEqual(1);
}

/** Never silent because of hours, or because two reminders silenced each other. */
const needsCall = (plan: readonly PlannedReminder[]) =>
  plan.every((one) => one.verdict !== 'send') &&
  plan.some((one) => 'code' in one && ['outside_hours', 'merged'].includes(one.code));

test('the window of a day before is a day, not 86,400 s, everywhere', () => {
  fc.assert(
    fc.property(anyScene, ({ at: startsAt, zone: where }) => {
      const always = weekOf(weekdays, [{ from: '00:00', to: '24:00' }]);
      const knownAt = new Date(startsAt.getTime() - 9 * day);
      const input = { startsAt, zone: where, hours: always, knownAt, now: knownAt };
      const [plan] = planVisit({ ...input, cadence: cadences.one });
      const meant = Date.parse(`${shown(startsAt, where)}Z`) - day;
      const told = Date.parse(`${shown(plan!.dueAt, where)}Z`);
      // In a gap the wall shows something later, which may even be the visit's own day.
      expect(told === meant || isSkipped(meant, where)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

function isSkipped(meant: number, where: string): boolean {
  const local = new Date(meant).toISOString().slice(0, 19);
  return shown(toInstant({ local, zone: where }), where) !== local;
}
