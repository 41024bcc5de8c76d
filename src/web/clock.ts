/** `/sandbox/clock`: moves the clinic's time. Only while no real patient can be reached, or with `CLOCK=manual`. */

import { Hono } from 'hono';
import { z } from 'zod';
import { type MovableClock, moveClock, nextMoment } from '../app/clock.ts';
import type { Context } from '../app/context.ts';
import { addDuration } from '../domain/time.ts';
import { problem } from './problem.ts';

const move = z.union([
  z.object({ advance: z.string().regex(/^P(?!$)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/) }),
  z.object({ set: z.iso.datetime({ offset: true }) }),
  z.object({ to: z.literal('next') }),
]);

export interface ClockParts {
  readonly clock: MovableClock;
  readonly idle: () => Promise<void>;
}

/** Answers only when all that fell due on the way has been done. */
export function createClock(ctx: Context, { clock, idle }: ClockParts): Hono {
  const app = new Hono();
  let queue: Promise<void> = Promise.resolve();
  app.get('/', (c) => c.json(state(clock)));
  app.post('/', async (c) => {
    const parsed = move.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) {
      const detail = 'send {"advance":"PT24H"}, {"set":"2026-12-31T09:00:00Z"} or {"to":"next"}';
      return problem(c, { status: 422, code: 'bad_move', field: 'advance', detail });
    }
    const to = await target(ctx, clock, parsed.data);
    if (to < clock.now()) {
      return problem(c, {
        status: 422,
        code: 'backwards',
        field: 'set',
        detail: 'time does not go back',
      });
    }
    // One move after another, whoever asks.
    queue = queue.catch(() => {}).then(() => moveClock(ctx, clock, { to, idle }));
    await queue;
    return c.json(state(clock));
  });
  return app;
}

async function target(
  ctx: Context,
  clock: MovableClock,
  wish: z.infer<typeof move>,
): Promise<Date> {
  if ('set' in wish) return new Date(wish.set);
  if ('advance' in wish) return addDuration(clock.now(), wish.advance, 'UTC');
  return (await nextMoment(ctx)) ?? clock.now();
}

const state = (clock: MovableClock) => ({ now: clock.now().toISOString(), mode: clock.mode });
