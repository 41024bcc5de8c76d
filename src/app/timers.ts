/** Real time: for time-outs, pauses and the age of a decision. What concerns patients goes by `Context.clock`. */

export interface Timers {
  /** Milliseconds that only grow, from any beginning. */
  nowMs(): number;
  /** Calls back once, unless what it returns is called before. */
  after(ms: number, run: () => void): () => void;
  /** Aborted after `ms`. */
  timeout(ms: number): AbortSignal;
}

export const systemTimers: Timers = {
  nowMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  timeout: (ms) => AbortSignal.timeout(ms),
};

export const pause = (timers: Timers, ms: number): Promise<void> =>
  new Promise((resolve) => {
    timers.after(ms, resolve);
  });
