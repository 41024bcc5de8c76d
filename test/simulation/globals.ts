/** For the time of a run, what JavaScript gives every module for nothing comes from the seed: time and chance. */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { v7 } from 'uuid';
import type { Random } from './contract.ts';
import { background, running, type Time } from './time.ts';

type Chance = Pick<Random, 'next' | 'int'>;

export interface Virtual {
  readonly time: Time;
  /** Of real time, which no clock jump moves. */
  readonly epochMs: number;
  readonly random: Chance;
  readonly fetch: typeof fetch;
}

const real = {
  Date: globalThis.Date,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  fetch: globalThis.fetch,
  mathRandom: Math.random,
  abortTimeout: AbortSignal.timeout,
  getRandomValues: crypto.getRandomValues,
  randomUUID: crypto.randomUUID,
  subtle: crypto.subtle,
};

/** Returns what puts everything back. */
export function install(virtual: Virtual): () => void {
  forgetIds();
  const { time, random } = virtual;
  const nowMs = () => virtual.epochMs + Math.floor(time.nowMs);
  Object.assign(globalThis, {
    Date: virtualDate(nowMs),
    fetch: virtual.fetch,
    ...virtualTimers(time),
  });
  Math.random = random.next;
  AbortSignal.timeout = (ms) => abortedAfter(time, ms);
  define(crypto, 'getRandomValues', (view: Uint8Array | Uint32Array) => filled(view, random));
  define(crypto, 'randomUUID', () => uuidOf(random));
  define(crypto, 'subtle', subtle);
  return restore;
}

function restore(): void {
  const { setTimeout, clearTimeout, setInterval, clearInterval, fetch } = real;
  const timers = { setTimeout, clearTimeout, setInterval, clearInterval };
  Object.assign(globalThis, { Date: real.Date, fetch, ...timers });
  Math.random = real.mathRandom;
  AbortSignal.timeout = real.abortTimeout;
  define(crypto, 'getRandomValues', real.getRandomValues.bind(crypto));
  define(crypto, 'randomUUID', real.randomUUID.bind(crypto));
  define(crypto, 'subtle', real.subtle);
}

const owner = () => running.getStore() ?? background;

const define = (target: object, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, configurable: true, writable: true });

/**
 * The module of UUIDs remembers the last time it saw and never goes back. Given a time that turns
 * into the far past once it is remembered, it begins every run anew.
 */
function forgetIds(): void {
  let value = Number.POSITIVE_INFINITY;
  const { now } = Date;
  Date.now = () => ({ valueOf: () => value }) as unknown as number;
  v7();
  Date.now = now;
  value = Number.NEGATIVE_INFINITY;
}

/** A plain function: every date of the product and of the checks goes through it. */
function virtualDate(nowMs: () => number): DateConstructor {
  const virtual = function (this: unknown, ...args: unknown[]) {
    if (!new.target) return new real.Date(nowMs()).toString();
    return args.length === 0 ? new real.Date(nowMs()) : new real.Date(...(args as [number]));
  };
  const { parse, UTC, prototype } = real.Date;
  return Object.assign(virtual, {
    now: nowMs,
    parse,
    UTC,
    prototype,
  }) as unknown as DateConstructor;
}

/** Handles are objects, as Node's are, so that `unref` may be called on them. */
function virtualTimers(time: Time) {
  const once = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const handle = handleOf();
    handle.cancel = time.after(ms, () => run(...args), owner());
    return handle;
  };
  const again = (run: () => void, ms = 0) => {
    const handle = handleOf();
    const loop = () => {
      const next = () => {
        loop();
        run();
      };
      handle.cancel = time.after(ms, next, owner());
    };
    loop();
    return handle;
  };
  const clear = (handle?: { cancel?: () => void }) => handle?.cancel?.();
  return { setTimeout: once, clearTimeout: clear, setInterval: again, clearInterval: clear };
}

const handleOf = () => ({ cancel: () => {}, unref: () => {}, ref: () => {} });

export function abortedAfter(time: Time, ms: number): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort(new DOMException('timed out', 'TimeoutError'));
  time.after(ms, abort, owner());
  return controller.signal;
}

function filled<T extends Uint8Array | Uint32Array>(view: T, random: Chance): T {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = random.int(256);
  return view;
}

function uuidOf(random: Chance): string {
  const bytes = filled(new Uint8Array(16), random);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

interface HmacKey {
  readonly secret: Uint8Array;
}

/** What the product uses of it, at once instead of on another thread, whose order would be chance. */
const subtle = {
  digest: async (_: string, bytes: Uint8Array) => arrayBufferOf(createHash('sha256').update(bytes)),
  importKey: async (_: string, secret: Uint8Array): Promise<HmacKey> => ({ secret }),
  sign: async (_: string, { secret }: HmacKey, bytes: Uint8Array) =>
    arrayBufferOf(createHmac('sha256', secret).update(bytes)),
  verify: async (_: string, { secret }: HmacKey, signature: Uint8Array, bytes: Uint8Array) => {
    const own = createHmac('sha256', secret).update(bytes).digest();
    return own.length === signature.length && timingSafeEqual(own, signature);
  },
};

const arrayBufferOf = (hash: { digest(): Buffer }): ArrayBuffer =>
  Uint8Array.from(hash.digest()).buffer;
