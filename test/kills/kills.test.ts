/** A few strikes of each kind with every test run; `npm run kills` has the many. */

import { expect, test } from 'vitest';
import { randomOf } from './random.ts';
import { run } from './run.ts';
import { planStrikes } from './strikes.ts';

const counts = { kill: 3, stall: 0, network: 1 } as const;

test('killed, cut and brought back: nothing lost, nothing twice', {
  timeout: 240_000,
}, async () => {
  const outcome = await run({
    seed: 7,
    counts,
    // Where what a dead process held runs out soon enough for a test.
    only: ['kill-app', 'accept-and-fail'],
    worlds: 1,
    settles: false,
    print: () => {},
  });
  expect(outcome.violations).toEqual([]);
  expect(outcome.rounds).toHaveLength(4);
  expect(outcome.accepted).toBeGreaterThan(outcome.due / 2);
});

test('the same seed plans the same strikes, another seed others', () => {
  const plan = (seed: number) => planStrikes(randomOf(seed), { counts, only: null });
  expect(plan(1)).toEqual(plan(1));
  expect(plan(1)).not.toEqual(plan(2));
});
