/** A few kills of the product and of its database with every test run; `npm run kills` has the many, and all other faults. */

import { expect, test } from 'vitest';
import { randomOf } from './random.ts';
import { run } from './run.ts';
import { planStrikes } from './strikes.ts';

const counts = { kill: 2, stall: 0, network: 1 } as const;

test('killed and brought back: nothing lost, nothing twice', {
  timeout: 240_000,
}, async () => {
  const outcome = await run({
    seed: 7,
    counts,
    // Where what a dead process held runs out soon enough for a test.
    only: ['kill-app', 'kill-database', 'quit-database', 'accept-and-fail'],
    worlds: 1,
    settles: false,
    print: () => {},
  });
  expect(outcome.violations).toEqual([]);
  expect(outcome.rounds).toHaveLength(3);
  expect(outcome.accepted).toBeGreaterThan(outcome.due / 2);
});

test('the same seed plans the same strikes, another seed others', () => {
  const plan = (seed: number) => planStrikes(randomOf(seed), { counts, only: null });
  expect(plan(1)).toEqual(plan(1));
  expect(plan(1)).not.toEqual(plan(2));
});
