/** What each contestant that sends is asked, in a process of its own. */

import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { answer, cpuMs } from '../support/child.ts';

export const in_flight = 64;
/** Of most contestants: what the product's own store opens. */
export const pool_max = 10;

export interface Setup {
  readonly databaseUrl: string;
  readonly apiRoot: string;
  /** `tuned` for many at once, `quick` for being on time; `usual` as the library comes. */
  readonly tuning: 'usual' | 'tuned' | 'quick';
}

/** Messages 1…size, each to the person of that number. */
export interface Due {
  readonly size: number;
  /** Of the first, as `Date.now`, and the gap to each next one. */
  readonly fromMs: number;
  readonly gapMs: number;
}

export interface Sender {
  /** Puts the messages into the queue. */
  fill(due: Due): Promise<void>;
  /** Sends what is due until `stop`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Of how many the outcome is on disk. */
  settled(): Promise<number>;
}

export interface Drained {
  readonly settled: number;
  readonly tookMs: number;
  readonly cpuMs: number;
}

const look_ms = 20;

export function offer(open: (setup: Setup) => Promise<Sender>): void {
  let sender: Sender;
  answer({
    open: async (setup: Setup) => {
      sender = await open(setup);
    },
    fill: (due: Due) => sender.fill(due),
    start: () => sender.start(),
    stop: () => sender.stop(),
    drain: ({ size, limitMs }: { size: number; limitMs: number }) => drain(sender, size, limitMs),
  });
}

/** Until the outcome of every message is on disk, or the time is up. */
async function drain(sender: Sender, size: number, limitMs: number): Promise<Drained> {
  const begunAt = performance.now();
  const cpuBefore = cpuMs();
  await sender.start();
  let settled = 0;
  while (settled < size && performance.now() - begunAt < limitMs) {
    await pause(look_ms);
    settled = await sender.settled();
  }
  const drained = { settled, tookMs: performance.now() - begunAt, cpuMs: cpuMs() - cpuBefore };
  await sender.stop();
  return drained;
}

/** One POST as the Bot API takes it; the platform's id of the message. */
export type Post = (n: number) => Promise<string>;

const words =
  'Напоминаем: сегодня в 11:00 приём, доктор Орлов. Адрес: Тверская, 1. Если не получится прийти, нажмите кнопку.';

export function poster(apiRoot: string): Post {
  const pool = new Pool(apiRoot, { connections: in_flight, pipelining: 1 });
  const headers = { 'content-type': 'application/json' };
  return async (n) => {
    const body = JSON.stringify({ chat_id: n, text: words });
    const request = { method: 'POST', path: '/bot42:t/sendMessage', headers, body } as const;
    const response = await pool.request(request);
    const { result } = (await response.body.json()) as { result: { message_id: number } };
    return String(result.message_id);
  };
}
