/** The time that can be moved: by how much, to when, and never back. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MovableClock } from '../../src/app/clock.ts';
import { createClock } from '../../src/web/clock.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';

let fresh: Fresh;
beforeEach(async () => {
  fresh = await freshContext();
});
afterEach(() => fresh.close());

const start = Date.parse('2026-03-01T09:00:00Z');

/** Runs on between any two looks at it, as a real one does. */
function runningClock(): MovableClock {
  let at = start;
  return {
    mode: 'system',
    now: () => {
      at += 1;
      return new Date(at);
    },
    set: (to) => {
      at = to.getTime();
    },
  };
}

function door() {
  const app = createClock(fresh.ctx, { clock: runningClock(), idle: async () => {} });
  return async (wish: unknown) => {
    const body = JSON.stringify(wish);
    const response = await app.request('/', { method: 'POST', body });
    return { status: response.status, body: await response.json() };
  };
}

const hours = (n: number) => n * 3_600_000;

test('a step of nothing is a step, although time runs on meanwhile', async () => {
  const post = door();
  expect((await post({ advance: 'PT0S' })).status).toBe(200);
  expect((await post({ to: 'next' })).status).toBe(200);
});

test('two steps at once are two steps', async () => {
  const post = door();
  const answers = await Promise.all([post({ advance: 'PT1H' }), post({ advance: 'PT1H' })]);
  const last = Math.max(...answers.map(({ body }) => Date.parse(body.now)));
  expect(last - start).toBeGreaterThanOrEqual(hours(2));
});

test('time does not go back, and what is no time is refused', async () => {
  const post = door();
  expect(await post({ set: '2026-02-28T09:00:00Z' })).toMatchObject({
    status: 422,
    body: { code: 'backwards', field: 'set' },
  });
  expect(await post({ advance: 'an hour' })).toMatchObject({
    status: 422,
    body: { code: 'bad_move', field: 'advance' },
  });
});
