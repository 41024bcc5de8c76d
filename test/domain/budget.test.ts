import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BudgetQuestion, budgetOpens } from '../../src/domain/budget.ts';
import { momentsIn } from './hours-arbitrary.ts';
import { day, minute, wall, zones } from './wall-clock.ts';

const zone = 'Europe/Berlin';
const at = new Date('2026-03-29T10:00:00Z');
const ago = (ms: number) => new Date(at.getTime() - ms);
const hour = 60 * minute;

describe('budgetOpens', () => {
  const budget = { perDay: 2, perWeek: 4 };
  const opens = (sent: readonly Date[], change: Partial<BudgetQuestion> = {}) => {
    const found = budgetOpens({ budget, sent, at, zone, ...change });
    return found instanceof Date ? found.toISOString().slice(0, 16) : found;
  };

  test('there is room', () => {
    expect(opens([])).toBeNull();
    expect(opens([at, ago(day), ago(day), ago(7 * day)])).toBeNull();
  });

  test('a full day opens at local midnight, also on the day the clocks change', () => {
    expect(opens([at, ago(hour)])).toBe('2026-03-29T22:00');
    // 01:30 in Berlin on the 29th is 00:30 UTC; an hour and a half earlier was still the 28th.
    expect(opens([at, new Date('2026-03-28T23:00:00Z')])).toBe('2026-03-29T22:00');
    expect(opens([at, new Date('2026-03-28T22:59:59Z')])).toBeNull();
  });

  test('a full week opens when the oldest that fills it is seven days past', () => {
    const week = [6, 5, 4, 3].map((days) => ago(days * day));
    expect(opens(week)).toBe('2026-03-30T10:00');
    expect(opens([...week, ago(2 * day)])).toBe('2026-03-31T10:00');
  });

  test('of the two the later counts', () => {
    const sent = [at, at, ago(6 * day), ago(5 * day)];
    expect(opens(sent)).toBe('2026-03-30T10:00');
    expect(opens([at, at, ago(7 * day - minute), ago(5 * day)])).toBe('2026-03-29T22:00');
  });

  test.each([
    [0, 4],
    [2, 0],
  ])('a budget of %i a day and %i a week never opens', (perDay, perWeek) => {
    expect(opens([], { budget: { perDay, perWeek } })).toBe('never');
  });
});

const anyQuestion: fc.Arbitrary<BudgetQuestion> = fc.constantFrom(...zones).chain((where) =>
  momentsIn(where).chain((now) =>
    fc.record({
      budget: fc.record({
        perDay: fc.integer({ min: 0, max: 3 }),
        perWeek: fc.integer({ min: 0, max: 5 }),
      }),
      sent: fc.array(
        fc
          .oneof(fc.integer({ min: 0, max: 26 * 60 }), fc.integer({ min: 0, max: 9 * 24 * 60 }))
          .map((minutes) => new Date(now.getTime() - minutes * minute)),
        { maxLength: 8 },
      ),
      at: fc.constant(now),
      zone: fc.constant(where),
    }),
  ),
);

/** The number of the day on the wall. */
const dayOf = (time: number, where: string) => Math.floor(wall(time, where) / day);

/** Counted at that moment, with days read off the wall. */
function isFree({ budget, sent, zone: where }: BudgetQuestion, when: number): boolean {
  const times = sent.map(Number);
  const today = times.filter((time) => dayOf(time, where) === dayOf(when, where));
  const week = times.filter((time) => when - time < 7 * day);
  return today.length < budget.perDay && week.length < budget.perWeek;
}

/** The first free moment, tried at every moment at which a count may fall. */
function firstFree(question: BudgetQuestion): number | null {
  const from = question.at.getTime();
  const tried = [from, ...question.sent.map((one) => one.getTime() + 7 * day)];
  const quarter = 15 * minute;
  for (let t = Math.ceil(from / quarter) * quarter; t < from + 3 * day; t += quarter) {
    if (dayOf(t, question.zone) !== dayOf(t - 1, question.zone)) tried.push(t);
  }
  const ahead = tried.filter((t) => t >= from).toSorted((one, other) => one - other);
  return ahead.find((t) => isFree(question, t)) ?? null;
}

test('it opens at the first moment that a count on the wall allows', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const opens = budgetOpens(question);
      const free = firstFree(question);
      if (free === null) expect(opens).toBe('never');
      else expect(opens === null ? question.at.getTime() : Number(opens)).toBe(free);
    }),
    { numRuns: 2_000 },
  );
});
