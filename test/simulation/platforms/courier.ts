/** Brings updates to the product's door, again and again until it says 200 or the platform gives up. */

import type { WebhookFault } from '../contract.ts';
import type { PlatformTime } from './platform.ts';

export interface Parcel {
  /** The platform's own ids of what is in it. */
  readonly ids: readonly string[];
  /** Parcels of one lane arrive in their order; null: each for itself. */
  readonly lane: string | null;
  readonly isStatus: boolean;
  readonly content: unknown;
  readonly livesMs: number;
}

export interface CourierParts {
  readonly time: PlatformTime;
  readonly retries: { readonly firstMs: number; readonly maxMs: number };
  /** Of several parcels one body. */
  wrap(parcels: readonly Parcel[]): unknown;
  /** The status of the answer, or null where there was none. */
  knock(body: unknown, ids: readonly string[]): Promise<number | null>;
  strikes(fault: WebhookFault): boolean;
  /** 0 ≤ n < below. */
  int(below: number): number;
  /** Nobody can be reached before; infinite until `reopened` is called. */
  closedUntilMs(): number;
  /** Then nothing is brought: the product comes for it, and gets it in order. */
  readonly isPolled: boolean;
}

interface Waiting {
  readonly parcel: Parcel;
  readonly bornMs: number;
  readonly inLane: boolean;
  readonly batched: boolean;
  fromMs: number;
  tries: number;
  underWay: boolean;
  /** Nobody is there to take it. */
  parked: boolean;
  /** Is to be brought once more after it was taken. */
  again: boolean;
}

const minute = 60_000;
const hour = 60 * minute;
const batch_max = 5;

export class Courier {
  readonly #parts: CourierParts;
  #queue: Waiting[] = [];
  /** Of the epoch. */
  #lastErrorMs: number | null = null;

  constructor(parts: CourierParts) {
    this.#parts = parts;
  }

  get waiting() {
    const tried = this.#queue.filter(({ tries, parked }) => tries > 0 || parked);
    return { count: tried.length, lastErrorMs: this.#lastErrorMs };
  }

  add(parcel: Parcel): void {
    const { strikes, time, isPolled } = this.#parts;
    if (parcel.isStatus && strikes('lost_status')) return;
    const delayMs = isPolled ? 0 : this.#delayOf(parcel);
    const waiting: Waiting = {
      parcel,
      bornMs: time.nowMs(),
      inLane: parcel.lane !== null && delayMs === null,
      batched: strikes('batched'),
      fromMs: time.nowMs() + (delayMs ?? 20 + this.#parts.int(150)),
      tries: 0,
      underWay: false,
      parked: false,
      again: strikes('duplicate'),
    };
    this.#queue.push(waiting);
    this.#comeBack(waiting);
  }

  /** Those that could be had now, for a bot that asks instead of being told. */
  available(): readonly Parcel[] {
    this.#forgetOld();
    return this.#queue.map(({ parcel }) => parcel);
  }

  taken(parcels: readonly Parcel[]): void {
    this.#queue = this.#queue.filter(({ parcel }) => !parcels.includes(parcel));
  }

  /** Everything that waits is brought now; nothing is delayed any more. */
  hurry(): void {
    const now = this.#parts.time.nowMs();
    for (const waiting of this.#queue) {
      if (waiting.fromMs <= now) continue;
      waiting.fromMs = now + 1 + this.#parts.int(1_000);
      this.#comeBack(waiting);
    }
  }

  #delayOf({ livesMs }: Parcel): number | null {
    const { strikes, int } = this.#parts;
    if (strikes('very_late'))
      return Math.min(int(7 * 24) * hour, livesMs - minute) + int(minute / 2);
    if (strikes('late')) return Math.min(minute + int(3 * hour), livesMs / 2);
    if (strikes('reordered')) return 500 + int(20_000);
    return null;
  }

  /** Somebody is there again: what was tried in vain comes by and by. */
  reopened(): void {
    const { time, retries, int, closedUntilMs } = this.#parts;
    if (closedUntilMs() === Number.POSITIVE_INFINITY) return;
    for (const waiting of this.#queue) {
      if (!waiting.parked) continue;
      waiting.parked = false;
      this.#lastErrorMs = time.epochMs();
      waiting.fromMs = time.nowMs() + int(retries.maxMs);
      this.#comeBack(waiting);
    }
  }

  #comeBack(waiting: Waiting): void {
    const { time, isPolled } = this.#parts;
    if (isPolled) return;
    time.after(waiting.fromMs - time.nowMs(), () => void this.#bring(waiting));
  }

  #forgetOld(): void {
    const now = this.#parts.time.nowMs();
    this.#queue = this.#queue.filter(({ bornMs, parcel }) => now - bornMs <= parcel.livesMs);
  }

  async #bring(waiting: Waiting): Promise<void> {
    const { time, retries } = this.#parts;
    this.#forgetOld();
    if (waiting.underWay || waiting.fromMs > time.nowMs() || !this.#queue.includes(waiting)) return;
    if (this.#isBehind(waiting)) return;
    const closedUntilMs = this.#parts.closedUntilMs();
    if (closedUntilMs === Number.POSITIVE_INFINITY) {
      waiting.parked = true;
      return;
    }
    if (closedUntilMs > time.nowMs()) {
      waiting.fromMs = closedUntilMs + this.#parts.int(retries.maxMs);
      this.#comeBack(waiting);
      return;
    }
    const together = this.#withOthers(waiting);
    for (const one of together) one.underWay = true;
    const status = await this.#knock(together);
    for (const one of together) one.underWay = false;
    if (status === 200) {
      for (const one of together) this.#delivered(one);
      return;
    }
    this.#lastErrorMs = time.epochMs();
    for (const one of together) {
      one.tries += 1;
      one.fromMs = time.nowMs() + Math.min(retries.firstMs * 2 ** (one.tries - 1), retries.maxMs);
      this.#comeBack(one);
    }
  }

  /** Something earlier of the same lane has not been taken yet. */
  #isBehind(waiting: Waiting): boolean {
    if (!waiting.inLane) return false;
    const { lane } = waiting.parcel;
    const first = this.#queue.find((one) => one.inLane && one.parcel.lane === lane);
    return first !== waiting;
  }

  #withOthers(waiting: Waiting): readonly Waiting[] {
    if (!waiting.batched) return [waiting];
    const now = this.#parts.time.nowMs();
    const others = this.#queue.filter(
      (one) => one !== waiting && one.batched && !one.underWay && one.fromMs <= now + 2_000,
    );
    return [waiting, ...others].slice(0, batch_max);
  }

  async #knock(together: readonly Waiting[]): Promise<number | null> {
    const parcels = together.map(({ parcel }) => parcel);
    return this.#parts.knock(
      this.#parts.wrap(parcels),
      parcels.flatMap(({ ids }) => ids),
    );
  }

  #delivered(waiting: Waiting): void {
    if (waiting.again) {
      waiting.again = false;
      waiting.fromMs =
        this.#parts.time.nowMs() + this.#parts.int(this.#parts.int(2) ? minute : hour);
      const repeated = { ...waiting, inLane: false };
      this.#queue[this.#queue.indexOf(waiting)] = repeated;
      this.#comeBack(repeated);
    } else {
      this.#queue.splice(this.#queue.indexOf(waiting), 1);
    }
    this.#nextOf(waiting);
  }

  #nextOf({ parcel: { lane }, inLane }: Waiting): void {
    const next = inLane && this.#queue.find((one) => one.inLane && one.parcel.lane === lane);
    if (next) void this.#bring(next);
  }
}
