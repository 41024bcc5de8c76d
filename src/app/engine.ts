/** Keeps both journeys going inside one process: whoever is woken works until there is nothing left. */

import { nextDue } from '../store/messages.ts';
import { outlook, workState } from '../store/work.ts';
import type { Context } from './context.ts';
import { dispatchDue } from './dispatch.ts';
import { receivePending } from './receive.ts';
import { pause } from './timers.ts';

export interface Engine {
  wake(): void;
  /** Resolves when nothing is pending, due or under way in the database. */
  idle(): Promise<void>;
  /** Lets what is under way finish and takes on nothing new. */
  stop(): Promise<void>;
}

/** While something is due and another process has the lease to send it. */
const other_ms = 2_000;
/** Never sleeps longer, so that what another process planned is found even if a notification was lost. */
const sleep_ms_max = 10_000;

/** A job that runs once more if it was asked for while running. */
function single(job: () => Promise<void>, onError: () => void) {
  let running: Promise<void> | null = null;
  let asked = false;
  const loop = async () => {
    while (asked) {
      asked = false;
      await job().catch(onError);
    }
    running = null;
  };
  return {
    run(): Promise<void> {
      asked = true;
      running ??= loop();
      return running;
    },
    settled: () => running ?? Promise.resolve(),
  };
}

export function createEngine(context: () => Context): Engine {
  let stopped = false;
  let disarm = () => {};
  const failed = (code: string) => () => context().log.error(code);
  const dispatch = single(async () => {
    const ended = await dispatchDue(context(), { stopping: () => stopped });
    if (ended === 'left_to_another') return arm(other_ms);
    const ctx = context();
    const now = ctx.clock.now();
    arm(until(await nextDue(ctx.db, now), now));
  }, failed('dispatch_failed'));
  const receive = single(async () => {
    await receivePending(context(), { stopping: () => stopped });
    if (!stopped) void dispatch.run();
  }, failed('receive_failed'));
  const look = single(async () => {
    const ctx = context();
    const now = ctx.clock.now();
    const { pending, due, next } = await outlook(ctx.db, now);
    if (stopped) return;
    if (pending) void receive.run();
    if (due) void dispatch.run();
    else arm(until(next, now));
  }, failed('look_failed'));

  function wake(): void {
    if (!stopped) void look.run();
  }

  /** Sleeps until the next message is due. With a clock that stands still this never fires early. */
  function arm(ms: number): void {
    disarm();
    if (!stopped) disarm = context().timers.after(ms, wake);
  }

  const until = (next: Date | null, now: Date): number =>
    next ? Math.min(Math.max(next.getTime() - now.getTime(), 0), sleep_ms_max) : sleep_ms_max;

  async function idle(): Promise<void> {
    const ctx = context();
    for (;;) {
      await Promise.all([receive.settled(), dispatch.settled()]);
      if (!(await workState(ctx.db, ctx.clock.now())).busy) return;
      await receive.run();
      await dispatch.run();
      // Whatever is left is another process's, or waits for a request that is under way.
      await pause(ctx.timers, 5);
    }
  }

  return {
    wake,
    idle,
    stop: async () => {
      stopped = true;
      disarm();
      await Promise.all([look.settled(), receive.settled(), dispatch.settled()]);
    },
  };
}
