/** Time that can be moved by hand, for trying out and for tests. */

import { z } from 'zod';
import { readSetting, writeSetting } from '../store/accounts.ts';
import type { Db } from '../store/db.ts';
import { nextDue } from '../store/messages.ts';
import { workState } from '../store/work.ts';
import type { Clock, Context } from './context.ts';

export type ClockMode = 'system' | 'manual';

export interface MovableClock extends Clock {
  /** `system` runs on by itself from where it was put; `manual` stands still between moves. */
  readonly mode: ClockMode;
  set(to: Date): void;
}

const saved = z.object({
  mode: z.enum(['system', 'manual']),
  at: z.coerce.date(),
  offsetMs: z.number(),
});
const key = 'clock';

/** Goes on from where it was put before a restart, as long as the mode is the same. */
export async function openClock(db: Db, mode: ClockMode): Promise<MovableClock> {
  const before = saved.safeParse(await readSetting(db, key));
  const known = before.success && before.data.mode === mode ? before.data : null;
  let offsetMs = known?.offsetMs ?? 0;
  let stoodAt = known?.at ?? new Date();
  return {
    mode,
    now: () => (mode === 'manual' ? stoodAt : new Date(Date.now() + offsetMs)),
    set: (to) => {
      offsetMs = to.getTime() - Date.now();
      stoodAt = to;
    },
  };
}

export interface ClockMove {
  readonly to: Date;
  /** Resolves when nothing is under way, first here, then at simulated platforms. */
  readonly idle: () => Promise<void>;
}

/** Stops on the way at each moment when something falls due, and goes on only when all of it is done. */
export async function moveClock(
  ctx: Context,
  clock: MovableClock,
  { to, idle }: ClockMove,
): Promise<void> {
  await settled(ctx, idle);
  for (;;) {
    const due = await nextDue(ctx.db, clock.now());
    if (!due || due >= to) break;
    await put(ctx, clock, due);
    await settled(ctx, idle);
  }
  if (to > clock.now()) await put(ctx, clock, to);
  await settled(ctx, idle);
}

/** Saved first: a process that dies in between goes on at the new time. */
async function put(ctx: Context, clock: MovableClock, to: Date): Promise<void> {
  const offsetMs = to.getTime() - Date.now();
  await writeSetting(ctx.db, key, { mode: clock.mode, at: to.toISOString(), offsetMs });
  clock.set(to);
}

/** A simulated platform may answer what we did with something new: quiet means that nothing new came of it. */
async function settled(ctx: Context, idle: () => Promise<void>): Promise<void> {
  const look = () => workState(ctx.db, ctx.clock.now());
  for (let before = await look(); ; ) {
    await idle();
    const after = await look();
    if (!after.busy && after.lastInboundId === before.lastInboundId) return;
    before = after;
  }
}

export const nextMoment = (ctx: Context): Promise<Date | null> => nextDue(ctx.db, ctx.clock.now());
