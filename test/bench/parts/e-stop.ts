/** STOP against a full queue: from the webhook's 200 to the start of the last reminder to that person. */

import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { startChild } from '../support/child.ts';
import { tidy } from '../support/database.ts';
import type { Bench } from '../support/part.ts';
import type { Report } from '../support/report.ts';
import { chatter, telegramShot } from '../support/shots.ts';
import { type Platform, startPlatform } from '../support/stand-in.ts';
import { quantile, rounded, wallMs } from '../support/stats.ts';

/** People who say STOP are this near to the head of the queue: some are claimed, some even sent to. */
const near_most = 1500;
const connections = 16;
const look_ms = 50;
const stops_per_second = 50;
/** Others, whom the bot knows not, talk to it meanwhile. */
const talk_per_second = 20;
const stranger_from = 5_000_000;
const idle_ms = 2_000;
const limit_ms = 180_000;

export async function stop(bench: Bench): Promise<Report[]> {
  const { size = 20_000 } = bench.settings;
  const platform = await startPlatform();
  const child = startChild(import.meta.resolve('../servers/clinic.ts'));
  const databaseUrl = await bench.databases.fresh({ ours: true });
  try {
    const setup = { databaseUrl, apiRoot: platform.origin, size };
    const port = await child.ask<number>('start', setup);
    await tidy(databaseUrl);
    await platform.reset(0);
    await child.ask('begin');
    const stopped = await race(platform, { origin: `http://127.0.0.1:${port}`, size });
    return [await reportOf(platform, stopped, size)];
  } finally {
    await child.stop();
    await platform.stop();
    await bench.databases.drop(databaseUrl);
  }
}

/** Until nearly all reminders are out. When each STOP was answered. */
async function race(
  platform: Platform,
  { origin, size }: { origin: string; size: number },
): Promise<ReadonlyMap<number, number>> {
  const near = Math.min(near_most, size / 4);
  const stopped = new Map<number, number>();
  const pool = new Pool(origin, { connections });
  const untilMs = Date.now() + limit_ms;
  let n = 0;
  const say = async (from: number, text: string) => {
    n += 1;
    const request = { method: 'POST', ...telegramShot({ n, from, text }) } as const;
    const { statusCode, body } = await pool.request(request);
    await body.dump();
    if (statusCode !== 200) throw new Error(`a webhook was answered ${statusCode}`);
  };
  const stopOne = async (from: number) => {
    await say(from, 'STOP');
    stopped.set(from, wallMs());
  };
  const talking = every(1000 / talk_per_second, () => say(stranger_from + (n % 1000), chatter(n)));
  let head = await platform.furthest();
  const asked = new Set<number>();
  const stopping = every(1000 / stops_per_second, async () => {
    const who = head + 1 + Math.floor(Math.random() * near);
    if (asked.has(who)) return;
    asked.add(who);
    await stopOne(who);
  });
  while (head + near < size && Date.now() < untilMs) {
    await pause(look_ms);
    head = await platform.furthest();
  }
  await Promise.all([stopping(), talking()]);
  await quiet(platform);
  await pool.close();
  return stopped;
}

/** Again and again, whether or not the one before has ended. Returns how to end it: when all have. */
function every(ms: number, run: () => Promise<void>): () => Promise<unknown> {
  const all: Promise<void>[] = [];
  const timer = setInterval(() => all.push(run()), ms);
  return () => {
    clearInterval(timer);
    return Promise.all(all);
  };
}

/** Until nothing more is sent. */
async function quiet(platform: Platform): Promise<void> {
  for (let before = -1, now = 0; now !== before; ) {
    before = now;
    await pause(idle_ms);
    now = await platform.count();
  }
}

async function reportOf(
  platform: Platform,
  stopped: ReadonlyMap<number, number>,
  size: number,
): Promise<Report> {
  const arrivals = await platform.arrivals();
  const reminded = new Map(
    arrivals.filter(([, , reminder]) => reminder).map(([who, at]) => [who, at]),
  );
  const gaps = [...stopped].flatMap(([who, at]) => {
    const sentAt = reminded.get(who);
    return sentAt === undefined ? [] : [sentAt - at];
  });
  const late = gaps.filter((gap) => gap > 0);
  const all = [...stopped.keys()].map((_, i) => late[i] ?? 0);
  const row = {
    'STOPs answered 200': stopped.size,
    'reminded before': gaps.length - late.length,
    'never reminded': stopped.size - gaps.length,
    'reminded after': late.length,
    // Of all who said STOP: whoever was not reminded any more waited 0.
    'p99 ms': rounded(quantile(all, 0.99), 1),
    'most ms': rounded(quantile(all, 1), 1),
  };
  return {
    name: 'e-stop',
    title: '(e) From the 200 of a STOP to the start of the last reminder',
    settings: { size, stops_per_second, talk_per_second },
    rows: [row],
  };
}
