/** Keeps both journeys going inside one process: whoever is woken works until there is nothing left. */

import { nextDue } from '../store/messages.ts';
import { workState } from '../store/work.ts';
import type { Context } from './context.ts';
import { type Dispatched, dispatchDue } from './dispatch.ts';
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
  const dispatch = single(
    () => dispatchDue(context(), { stopping: () => stopped }).then(arm),
    failed('dispatch_failed'),
  );
  const receive = single(
    () => receivePending(context(), { stopping: () => stopped }),
    failed('receive_failed'),
  );

  function wake(): void {
    if (stopped) return;
    void receive.run().then(() => (stopped ? undefined : dispatch.run()));
    void dispatch.run();
  }

  /** Sleeps until the next message is due. With a clock that stands still this never fires early. */
  async function arm(dispatched: Dispatched): Promise<void> {
    const ctx = context();
    const now = ctx.clock.now();
    const next = await nextDue(ctx.db, now);
    disarm();
    if (stopped) return;
    const longest = dispatched === 'left_to_another' ? other_ms : sleep_ms_max;
    const ms = next ? next.getTime() - now.getTime() : longest;
    disarm = ctx.timers.after(Math.min(Math.max(ms, 0), longest), wake);
  }

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
      await Promise.all([receive.settled(), dispatch.settled()]);
    },
  };
}
