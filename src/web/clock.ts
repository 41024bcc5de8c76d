/** `/sandbox/clock`: moves the clinic's time. Only while no real patient can be reached, or with `CLOCK=manual`. */

import { Hono } from 'hono';
import { z } from 'zod';
import { type MovableClock, moveClock, nextMoment } from '../app/clock.ts';
import type { Context } from '../app/context.ts';
import { addDuration } from '../domain/time.ts';
import { problem } from './problem.ts';

const wishes = z.union([
  z.object({ advance: z.string().regex(/^P(?!$)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/) }),
  z.object({ set: z.iso.datetime({ offset: true }) }),
  z.object({ to: z.literal('next') }),
]);
type Wish = z.infer<typeof wishes>;

export interface ClockParts {
  readonly clock: MovableClock;
  readonly idle: () => Promise<void>;
}

/** Answers only when all that fell due on the way has been done. */
export function createClock(ctx: Context, { clock, idle }: ClockParts): Hono {
  const app = new Hono();
  let queue: Promise<unknown> = Promise.resolve();
  app.get('/', (c) => c.json(state(clock)));
  app.post('/', async (c) => {
    const parsed = wishes.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) {
      const detail = 'send {"advance":"PT24H"}, {"set":"2026-12-31T09:00:00Z"} or {"to":"next"}';
      return problem(c, { status: 422, code: 'bad_move', field: 'advance', detail });
    }
    // One move after another, whoever asks: each counts from where the one before it ended.
    const moved = queue.then(() => move(ctx, { clock, idle }, parsed.data));
    queue = moved.catch(() => {});
    if (await moved) return c.json(state(clock));
    const detail = 'time does not go back';
    return problem(c, { status: 422, code: 'backwards', field: 'set', detail });
  });
  return app;
}

/** False when asked to go back. */
async function move(ctx: Context, { clock, idle }: ClockParts, wish: Wish): Promise<boolean> {
  const now = clock.now();
  const to = await target(ctx, now, wish);
  if ('set' in wish && to < now) return false;
  await moveClock(ctx, clock, { to, idle });
  return true;
}

async function target(ctx: Context, now: Date, wish: Wish): Promise<Date> {
  if ('set' in wish) return new Date(wish.set);
  if ('advance' in wish) return addDuration(now, wish.advance, 'UTC');
  return (await nextMoment(ctx)) ?? now;
}

const state = (clock: MovableClock) => ({ now: clock.now().toISOString(), mode: clock.mode });
