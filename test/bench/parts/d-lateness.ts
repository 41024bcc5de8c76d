/** How late messages start that fall due one by one, 150 a second: from the due time to the platform's door. */

import { setTimeout as pause } from 'node:timers/promises';
import { startChild } from '../support/child.ts';
import { tidy } from '../support/database.ts';
import { type Bench, chosen } from '../support/part.ts';
import type { Report } from '../support/report.ts';
import { type Platform, startPlatform } from '../support/stand-in.ts';
import { quantile, rounded } from '../support/stats.ts';

const per_second = 150;
/** Between filling the queue and the first due time. */
const ahead_ms = 10_000;
/** After the last due time; who is later than this is counted as missing. */
const patience_ms = 10_000;
const look_ms = 200;

const senders = [
  { id: 'ours', file: 'ours', name: 'Zabota', tuning: 'usual' },
  { id: 'graphile', file: 'graphile', name: 'graphile-worker, default (2 s)', tuning: 'usual' },
  { id: 'graphile-quick', file: 'graphile', name: 'graphile-worker, 100 ms', tuning: 'quick' },
  { id: 'boss', file: 'boss', name: 'pg-boss, default (2 s)', tuning: 'usual' },
  { id: 'boss-quick', file: 'boss', name: 'pg-boss, 0.5 s, its least', tuning: 'quick' },
] as const;
type Contestant = (typeof senders)[number];

export async function lateness(bench: Bench): Promise<Report[]> {
  const { seconds = 30, runs = 1 } = bench.settings;
  const platform = await startPlatform();
  const rows = [];
  try {
    const late = new Map(chosen(senders, bench.settings).map((one) => [one, [] as number[]]));
    for (let run = 1; run <= runs; run += 1) {
      for (const [sender, all] of late) {
        bench.say(`d ${sender.name} (${run} of ${runs})`);
        all.push(...(await once(bench, platform, { sender, size: per_second * seconds })));
      }
    }
    const expected = per_second * seconds * runs;
    for (const [sender, all] of late) rows.push(rowOf(sender, all, expected));
  } finally {
    await platform.stop();
  }
  const settings = { per_second, seconds, runs };
  return [{ name: 'd-lateness', title: '(d) Lateness of messages due one by one', settings, rows }];
}

async function once(
  { databases }: Bench,
  platform: Platform,
  { sender, size }: { sender: Contestant; size: number },
): Promise<number[]> {
  const databaseUrl = await databases.fresh({ ours: sender.id === 'ours' });
  const child = startChild(import.meta.resolve(`../senders/${sender.file}.ts`));
  const gapMs = 1000 / per_second;
  try {
    const { tuning } = sender;
    await child.ask('open', { databaseUrl, apiRoot: platform.origin, tuning });
    await platform.reset(0);
    const fromMs = Date.now() + ahead_ms;
    await child.ask('fill', { size, fromMs, gapMs });
    await tidy(databaseUrl);
    await child.ask('start');
    if (Date.now() > fromMs) throw new Error(`${sender.id}: the queue was filled too late`);
    await allThere(platform, { size, untilMs: fromMs + size * gapMs + patience_ms });
    const arrivals = await platform.arrivals();
    return arrivals.map(([n, atMs]) => atMs - (fromMs + (n - 1) * gapMs));
  } finally {
    await child.stop();
    await databases.drop(databaseUrl);
  }
}

async function allThere(
  platform: Platform,
  { size, untilMs }: { size: number; untilMs: number },
): Promise<void> {
  while (Date.now() < untilMs && (await platform.count()) < size) await pause(look_ms);
}

const rowOf = ({ name }: Contestant, all: readonly number[], expected: number) => ({
  sender: name,
  'p50 ms': rounded(quantile(all, 0.5), 1),
  'p99 ms': rounded(quantile(all, 0.99), 1),
  'most ms': rounded(quantile(all, 1), 1),
  'least ms': rounded(quantile(all, 0), 1),
  missing: expected - all.length,
});
