/** STOP against a full queue: from the webhook's 200 to the start of the last reminder to that person. */

import { Pool } from 'undici';
import { startChild } from '../support/child.ts';
import { tidy } from '../support/database.ts';
import { fire } from '../support/load.ts';
import type { Bench } from '../support/part.ts';
import type { Report } from '../support/report.ts';
import { chatter, telegramShot } from '../support/shots.ts';
import { type Platform, startPlatform } from '../support/stand-in.ts';
import { quantile, rounded, wallMs } from '../support/stats.ts';

/** People who say STOP are this near to the head of the queue: some are claimed, some even sent to. */
const near = { from: 1, to: 1500 };
const stoppers = 4;
const talkers = 8;
const stranger_from = 5_000_000;
const talk_seconds = 5;
const idle_ms = 2_000;

export async function stop(bench: Bench): Promise<Report[]> {
  const { size = 20_000 } = bench.settings;
  const platform = await startPlatform();
  const child = startChild(import.meta.resolve('../servers/clinic.ts'));
  try {
    const databaseUrl = await bench.databases.fresh({ ours: true });
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
  }
}

/** Until nearly all reminders are out; meanwhile others talk to the bot. When each STOP was answered. */
async function race(
  platform: Platform,
  { origin, size }: { origin: string; size: number },
): Promise<ReadonlyMap<number, number>> {
  const stopped = new Map<number, number>();
  const pool = new Pool(origin, { connections: stoppers });
  let n = 0;
  let over = false;
  const talk = async () => {
    const next = () => {
      n += 1;
      return telegramShot({ n, from: stranger_from + (n % 1000), text: chatter(n) });
    };
    while (!over) await fire(origin, { connections: talkers, seconds: talk_seconds, next });
  };
  const stopOne = async (from: number) => {
    n += 1;
    stopped.set(from, Number.POSITIVE_INFINITY);
    const request = { method: 'POST', ...telegramShot({ n, from, text: 'STOP' }) } as const;
    const { statusCode, body } = await pool.request(request);
    stopped.set(from, wallMs());
    await body.dump();
    if (statusCode !== 200) throw new Error(`STOP was answered ${statusCode}`);
  };
  const lane = async () => {
    for (let head = 0; head + near.to < size; head = await platform.furthest()) {
      const who = head + near.from + Math.floor(Math.random() * (near.to - near.from));
      if (!stopped.has(who)) await stopOne(who);
    }
  };
  const talking = talk();
  await Promise.all(Array.from({ length: stoppers }, lane));
  over = true;
  await talking;
  await quiet(platform);
  await pool.close();
  return stopped;
}

/** Until nothing more is sent. */
async function quiet(platform: Platform): Promise<void> {
  for (let before = -1, now = 0; now !== before; ) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, idle_ms));
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
  const row = {
    'STOPs answered 200': stopped.size,
    'reminded before': gaps.length - late.length,
    'never reminded': stopped.size - gaps.length,
    'reminded after': late.length,
    'p99 ms after': rounded(quantile(late, 0.99), 1),
    'most ms after': rounded(Math.max(0, ...late), 1),
  };
  return {
    name: 'e-stop',
    title: '(e) From the 200 of a STOP to the start of the last reminder',
    settings: { size, stoppers, talkers },
    rows: [row],
  };
}
