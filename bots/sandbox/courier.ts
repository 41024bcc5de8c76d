/**
 * Brings webhooks to the bot: in order within a lane, lanes side by side, again after a refusal
 * with a delay that doubles. Real timers: a clock that stands still must not stop the retries.
 */

const secondRetryMs = 1_000;
const longestRetryMs = 60_000;

export interface Parcel {
  readonly id: string | number;
  readonly lane: string;
}

export type Delivery =
  | { readonly type: 'taken' }
  | { readonly type: 'refused'; readonly retryAfterMs?: number | undefined };

export interface CourierOptions<P extends Parcel> {
  /** What is still to be delivered, oldest first. */
  pending(): readonly P[];
  /** Nothing may leave now: no address, or held by a fault. */
  held(): boolean;
  reversed(): boolean;
  deliver(parcel: P): Promise<Delivery>;
  /** Told after each change, for whoever waits for quiet. */
  changed(): void;
}

export interface Courier {
  /** Something may have become deliverable. */
  wake(): void;
  busy(): boolean;
  stop(): void;
}

interface Lane {
  state: 'sending' | 'resting';
  refusals: number;
  timer?: ReturnType<typeof setTimeout>;
}

export function createCourier<P extends Parcel>(options: CourierOptions<P>): Courier {
  const lanes = new Map<string, Lane>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const ready = (): readonly P[] =>
    stopped || options.held() ? [] : options.pending().filter((parcel) => !lanes.has(parcel.lane));

  const pump = (): void => {
    timer = undefined;
    const order = options.reversed() ? [...ready()].reverse() : ready();
    for (const parcel of order) if (!lanes.has(parcel.lane)) void send(parcel, 0);
    options.changed();
  };

  const wake = (): void => {
    // Not at once: the answer to the request that caused this should leave first.
    if (!stopped) timer ??= setTimeout(pump, 0);
  };

  const send = async (parcel: P, refusals: number): Promise<void> => {
    lanes.set(parcel.lane, { state: 'sending', refusals });
    const delivery = await options.deliver(parcel);
    if (stopped) return;
    if (delivery.type === 'taken') lanes.delete(parcel.lane);
    else rest(parcel.lane, refusals + 1, delivery.retryAfterMs);
    wake();
    options.changed();
  };

  const rest = (lane: string, refusals: number, askedMs?: number): void => {
    const delayMs = askedMs ?? retryDelayMs(refusals);
    const again = setTimeout(() => retry(lane, refusals), delayMs);
    lanes.set(lane, { state: delayMs === 0 ? 'sending' : 'resting', refusals, timer: again });
  };

  const retry = (lane: string, refusals: number): void => {
    lanes.delete(lane);
    const next = ready().find((parcel) => parcel.lane === lane);
    if (next) void send(next, refusals);
    options.changed();
  };

  return {
    wake,
    busy: () => ready().length > 0 || [...lanes.values()].some((lane) => lane.state === 'sending'),
    stop() {
      stopped = true;
      clearTimeout(timer);
      for (const lane of lanes.values()) clearTimeout(lane.timer);
      lanes.clear();
    },
  };
}

/** The first retry comes at once, then 1, 2, 4 … seconds. */
function retryDelayMs(refusals: number): number {
  return refusals === 1 ? 0 : Math.min(secondRetryMs * 2 ** (refusals - 2), longestRetryMs);
}

export interface Post {
  readonly fetch: typeof fetch;
  readonly url: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
}

const answerWaitMs = 30_000;

/** One delivery attempt; every way to fail is a refusal. */
export async function post(parcel: Post): Promise<Delivery & { status: number }> {
  try {
    const response = await parcel.fetch(parcel.url, {
      method: 'POST',
      body: parcel.body,
      headers: { 'content-type': 'application/json', ...parcel.headers },
      signal: AbortSignal.any([parcel.signal, AbortSignal.timeout(answerWaitMs)]),
    });
    await response.body?.cancel();
    if (response.ok) return { type: 'taken', status: response.status };
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const retryAfterMs = Number.isFinite(seconds) ? Math.min(seconds, 3600) * 1000 : undefined;
    return { type: 'refused', retryAfterMs, status: response.status };
  } catch {
    return { type: 'refused', status: 0 };
  }
}
