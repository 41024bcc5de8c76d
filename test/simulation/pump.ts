/** Keeps the world going: what is ready runs, and when all is at rest, time goes on to the next thing. */

import type { Random } from './contract.ts';
import type { Moments } from './moments.ts';
import type { Sections } from './sections.ts';
import { background, type Gate, type Time } from './time.ts';

/** What is called is answered within this, or something hangs. */
const call_ms_max = 10 * 60_000;
/** Of real time without any progress of virtual time. */
const hang_ms = 30_000;
/** A leap that would gain less is not worth it. */
const leap_ms_min = 12_000;
/** So long before something falls due, the processes are awake again and have looked around. */
const leap_early_ms = 5_000;
/** Less than any platform keeps updates. */
const leap_ms_max = 20 * 3_600_000;
/** Well within what the product promises of its sweeps. */
const late_ms = 30_000;

/** Stops a run whose work never comes to rest. */
export class Hang extends Error {}

export interface PumpParts {
  readonly time: Time;
  readonly sections: Sections;
  readonly moments: Moments;
  /** Of the step. */
  chance(): Random;
  /** Requests that have not been answered. */
  underWay(): number;
  living(): readonly Gate[];
  trace(line: string): void;
}

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

export class Pump {
  readonly #parts: PumpParts;
  #turning: Promise<boolean> | null = null;
  #judging = 0;
  #progress = { ms: -1, realMs: 0 };

  constructor(parts: PumpParts) {
    this.#parts = parts;
  }

  async advance(ms: number): Promise<void> {
    const { time } = this.#parts;
    const untilMs = time.nowMs + ms;
    while (time.nowMs <= untilMs && (await this.#turn(untilMs)));
    time.passTo(untilMs);
  }

  /** Runs the world until this is settled. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const { time } = this.#parts;
    const limitMs = time.nowMs + call_ms_max;
    let outcome: Outcome<T> | null = null;
    const settle = (settled: Outcome<T>) => {
      outcome = settled;
      time.news();
    };
    promise.then(
      (value) => settle({ value }),
      (error: unknown) => settle({ error }),
    );
    const isSettled = () => outcome !== null;
    while (!isSettled() && time.nowMs < limitMs) {
      const more = await this.#turn(limitMs, isSettled);
      if (!more && !isSettled()) time.passTo(limitMs);
    }
    const settled = outcome as Outcome<T> | null;
    if (settled === null) throw new Hang(`not settled within ${call_ms_max / 60_000} minutes`);
    if ('error' in settled) throw settled.error;
    return settled.value;
  }

  /** Meanwhile nothing is committed and no time passes, unless somebody stands still in the middle of a transaction. */
  async judging<T>(look: () => Promise<T>): Promise<T> {
    this.#judging += 1;
    try {
      return await look();
    } finally {
      this.#judging -= 1;
      this.#parts.time.news();
    }
  }

  /** One thing happens, unless all that was waited for has. False if nothing does before `limitMs`. */
  #turn(limitMs: number, isEnough = () => false): Promise<boolean> {
    this.#turning ??= this.#next(limitMs, isEnough).finally(() => {
      this.#turning = null;
    });
    return this.#turning;
  }

  async #next(limitMs: number, isEnough: () => boolean): Promise<boolean> {
    const { time, sections, chance } = this.#parts;
    await time.rest();
    this.#watch();
    if (isEnough()) return true;
    if (this.#judging > 0 && sections.isFree) {
      sections.grantOwn();
      return true;
    }
    if (sections.grant(chance())) return true;
    if (Math.min(time.nextMs(), limitMs) > time.nowMs) await this.#leap(limitMs);
    if (time.nextMs() > limitMs) return false;
    time.fire();
    return true;
  }

  /** Where only the processes' own clocks tick, time goes at once to shortly before the next thing. */
  async #leap(limitMs: number): Promise<void> {
    const { time, moments, underWay, trace } = this.#parts;
    const boundMs = Math.min(limitMs, time.nextMs('world'), time.nowMs + leap_ms_max);
    if (underWay() > 0 || time.isPaused || boundMs - time.nowMs < leap_ms_min) return;
    const toMs = Math.min(boundMs, time.nowMs + (await moments.next())) - leap_early_ms;
    if (toMs - time.nowMs < leap_ms_min) return;
    trace(`leap ${toMs - time.nowMs}`);
    const awake = this.#awake();
    time.leap(toMs, (gate) => (gate === awake || gate === background ? 0 : late_ms));
  }

  /** After a leap one process looks around first, and the others only if something happens. */
  #awake(): Gate | null {
    const { living, chance } = this.#parts;
    const gates = living();
    return gates.length === 0 ? null : chance().pick(gates);
  }

  #watch(): void {
    const { nowMs } = this.#parts.time;
    const realMs = performance.now();
    if (nowMs !== this.#progress.ms) this.#progress = { ms: nowMs, realMs };
    if (realMs - this.#progress.realMs > hang_ms) {
      throw new Hang(`no rest for ${hang_ms / 1000} s at ${nowMs} ms`);
    }
  }
}
