/**
 * Virtual time and rest. Timers fire only when everything is at rest: no query under way, and
 * nothing new for a few turns of the event loop.
 */

import { AsyncLocalStorage } from 'node:async_hooks';

/** Who owns what is waiting: one life of a process. Nothing of a dead one ever runs again. */
export class Gate {
  readonly name: string;
  dead: boolean = false;
  /** Virtual milliseconds until which nothing of it runs. */
  stalledUntilMs: number = 0;
  readonly #mourners = new Set<() => void>();

  constructor(name: string) {
    this.name = name;
  }

  die(): void {
    this.dead = true;
    const mourners = [...this.#mourners];
    this.#mourners.clear();
    for (const mourner of mourners) mourner();
  }

  /** Returns what takes it back. */
  onDeath(run: () => void): () => void {
    this.#mourners.add(run);
    return () => void this.#mourners.delete(run);
  }

  /** Null once it is dead. */
  unlessDead<T>(work: Promise<T>): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const spare = this.onDeath(() => resolve(null));
      void work.finally(spare).then(resolve, reject);
    });
  }

  isStalled(nowMs: number): boolean {
    return this.stalledUntilMs > nowMs;
  }

  /** To a dead process nothing comes back, to a stalled one later. */
  whenAble<T>(time: Time, value: T): Promise<T> {
    if (this.dead) return forever();
    if (!this.isStalled(time.nowMs)) return Promise.resolve(value);
    return new Promise((resolve) => {
      time.after(this.stalledUntilMs - time.nowMs, () => resolve(value), this);
    });
  }
}

export const forever = (): Promise<never> => new Promise<never>(() => {});

/** Owns what nobody else does. */
export const background = new Gate('background');

/** Whose code is running: what it asks of the platform, such as `setTimeout`, does not say. */
export const running = new AsyncLocalStorage<Gate>();

interface Timer {
  atMs: number;
  /** Of those due at the same time, the smaller goes first. */
  order: number;
  /** Null: the world's own, such as a platform's. */
  readonly gate: Gate | null;
  /** A pause in something under way, not a look from time to time. */
  readonly isPause: boolean;
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
    for (let quiet = 0, seen = this.#news; quiet < turns_at_rest; ) {
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

  after(ms: number, run: () => void, gate: Gate | null = null, isPause = false): () => void {
    const atMs = this.nowMs + Math.max(0, Math.ceil(ms));
    const timer: Timer = { atMs, order: this.#order, gate, isPause, run };
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
    while (this.#timers.at(-1)?.gate?.dead) this.#timers.pop();
    const next = this.#timers.findLast(({ gate }) => whose === 'any' || gate === null);
    return next?.atMs ?? Number.POSITIVE_INFINITY;
  }

  /** Somebody is in the middle of something. */
  get isPaused(): boolean {
    return this.#timers.some(({ isPause, gate }) => isPause && !gate?.dead);
  }

  /** Runs the next timer; one of a stalled process waits on, one of a dead process is forgotten. */
  fire(): void {
    const timer = this.#timers.pop();
    if (!timer) return;
    this.nowMs = Math.max(this.nowMs, timer.atMs);
    const { gate } = timer;
    if (gate?.dead) return;
    if (gate?.isStalled(this.nowMs)) {
      this.#insert(timer, gate.stalledUntilMs);
      return;
    }
    this.#news += 1;
    if (gate) running.run(gate, timer.run);
    else timer.run();
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
