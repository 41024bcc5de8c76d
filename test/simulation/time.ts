/**
 * Virtual time and rest. Timers fire only when everything is at rest: no query under way, and
 * nothing new for a few turns of the event loop.
 */

/** Who owns what is waiting: one life of a process. Nothing of a dead one ever runs again. */
export class Gate {
  readonly name: string;
  dead = false;
  /** Virtual milliseconds until which nothing of it runs. */
  stalledUntilMs = 0;
  readonly #mourners: (() => void)[] = [];

  constructor(name: string) {
    this.name = name;
  }

  die(): void {
    this.dead = true;
    for (const mourner of this.#mourners.splice(0)) mourner();
  }

  onDeath(run: () => void): void {
    this.#mourners.push(run);
  }
}

/** Owns time-outs that matter only while what they bound is under way: nobody waits for them. */
export const background = new Gate('background');

interface Timer {
  atMs: number;
  /** Of those due at the same time, the smaller goes first. */
  order: number;
  /** Null: the world's own, such as a platform's. */
  readonly gate: Gate | null;
  readonly run: () => void;
}

const turns_at_rest = 3;
const immediate = setImmediate;
const turn = () => new Promise<void>((resolve) => immediate(resolve));

export class Time {
  nowMs = 0;
  #order = 0;
  #busy = 0;
  #news = 0;
  #timers: Timer[] = [];
  #whenFree: (() => void) | null = null;

  /** Something happened: rest begins anew. */
  news(): void {
    this.#news += 1;
  }

  /** Real work whose end the event loop alone does not show. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
      this.#news += 1;
      if (this.#busy === 0) this.#whenFree?.();
    }
  }

  async rest(): Promise<void> {
    for (let quiet = 0, seen = -1; quiet < turns_at_rest; ) {
      if (this.#busy > 0) await this.#free();
      await turn();
      quiet = seen === this.#news && this.#busy === 0 ? quiet + 1 : 0;
      seen = this.#news;
    }
  }

  #free(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenFree = () => {
        this.#whenFree = null;
        resolve();
      };
    });
  }

  after(ms: number, run: () => void, gate: Gate | null = null): () => void {
    const atMs = this.nowMs + Math.max(0, Math.ceil(ms));
    const timer: Timer = { atMs, order: this.#order, gate, run };
    this.#order += 1;
    this.#news += 1;
    this.#insert(timer);
    return () => {
      const at = this.#timers.indexOf(timer);
      if (at >= 0) this.#timers.splice(at, 1);
    };
  }

  /** Latest first, so that the next one is taken from the end. */
  #insert(timer: Timer, atMs = timer.atMs): void {
    timer.atMs = atMs;
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#timers[middle] as Timer;
      const isLater =
        other.atMs > timer.atMs || (other.atMs === timer.atMs && other.order > timer.order);
      if (isLater) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
  }

  /** When the next timer is due, of the world alone or of any process; infinite if none. */
  nextMs(whose: 'any' | 'world' = 'any'): number {
    const next = this.#timers.findLast(({ gate }) => whose === 'any' || gate === null);
    return next?.atMs ?? Number.POSITIVE_INFINITY;
  }

  /** Runs the next timer; one of a stalled process waits on, one of a dead process is forgotten. */
  fire(): void {
    const timer = this.#timers.pop();
    if (!timer) return;
    this.nowMs = Math.max(this.nowMs, timer.atMs);
    const { gate } = timer;
    if (gate?.dead) return;
    if (gate && gate.stalledUntilMs > this.nowMs) {
      this.#insert(timer, gate.stalledUntilMs);
      return;
    }
    this.#news += 1;
    timer.run();
  }

  /**
   * Nothing is going to happen before: what processes only look at now and then is looked at on
   * arrival, or `lateMs` after it.
   */
  leap(toMs: number, lateMs: (gate: Gate) => number): void {
    const early = this.#timers.filter(({ gate, atMs }) => gate !== null && atMs < toMs).reverse();
    this.#timers = this.#timers.filter(({ gate, atMs }) => gate === null || atMs >= toMs);
    this.nowMs = toMs;
    for (const timer of early) {
      if (!timer.gate) continue;
      timer.order = this.#order;
      this.#order += 1;
      this.#insert(timer, toMs + lateMs(timer.gate));
    }
  }

  passTo(ms: number): void {
    this.nowMs = Math.max(this.nowMs, ms);
  }
}
