/** Keeps both journeys going inside one process: whoever is woken works until there is nothing left. */

import { nextDue } from '../store/messages.ts';
import { outlook, workState } from '../store/work.ts';
import { tend } from './care.ts';
import type { Context } from './context.ts';
import { dispatchDue } from './dispatch.ts';
import { receivePending } from './receive.ts';
import { replan } from './replan.ts';
import { pause } from './timers.ts';
import { endOffers } from './waiting.ts';
import { nextPostMs, postEvents } from './webhooks-out.ts';

export interface Engine {
  wake(): void;
  /** Resolves when nothing is pending, due or under way in the database. */
  idle(): Promise<void>;
  /** Lets what is under way finish and takes on nothing new. */
  stop(): Promise<void>;
}

/** While something is due and another process has the lease to send it. */
const other_ms = 2_000;
/** Where somebody else is posting what is due. */
const post_ms_min = 200;
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

/** What time alone brings about: an offer that ran out, a silence that lasts, an alarm that nobody took. */
async function passTime(ctx: Context): Promise<void> {
  await endOffers(ctx);
  await tend(ctx);
}

export function createEngine(context: () => Context): Engine {
  let stopped = false;
  let disarm = () => {};
  let disarmPost = () => {};
  const ending = new AbortController();
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
  const events = single(async () => {
    const ctx = context();
    await postEvents(ctx, ending.signal);
    const ms = await nextPostMs(ctx);
    disarmPost();
    if (ms !== null && !stopped)
      disarmPost = ctx.timers.after(Math.min(Math.max(ms, post_ms_min), sleep_ms_max), wake);
  }, failed('post_failed'));
  const timely = single(() => passTime(context()), failed('timely_failed'));
  const plans = single(async () => {
    await replan(context(), { stopping: () => stopped });
  }, failed('replan_failed'));
  const look = single(async () => {
    const ctx = context();
    const now = ctx.clock.now();
    const {
      pending,
      due,
      offers: ended,
      plans: marked,
      care: tended,
      posts,
      next,
    } = await outlook(ctx.db, now);
    if (stopped) return;
    if (posts) void events.run();
    if (pending) void receive.run();
    if (ended || tended) void timely.run();
    if (marked) void plans.run();
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
      await Promise.all([receive, dispatch, timely, plans].map((job) => job.settled()));
      if (!(await workState(ctx.db, ctx.clock.now())).busy) return events.run();
      await receive.run();
      await timely.run();
      await plans.run();
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
      ending.abort();
      disarm();
      disarmPost();
      const jobs = [look, receive, timely, plans, dispatch, events];
      await Promise.all(jobs.map((job) => job.settled()));
    },
  };
}
