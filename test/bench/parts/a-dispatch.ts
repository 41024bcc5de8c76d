/** How fast what is due goes out and is recorded: at a platform of 0 and 40 ms, and beside a long snapshot. */

import { type Drained, in_flight } from '../senders/sender.ts';
import { memoryOf, startChild } from '../support/child.ts';
import { holdSnapshot, tidy } from '../support/database.ts';
import { type Bench, chosen } from '../support/part.ts';
import type { Report } from '../support/report.ts';
import { type Platform, startPlatform } from '../support/stand-in.ts';
import { median, rounded } from '../support/stats.ts';

const limit_ms = 180_000;
const long_ago_ms = 60_000;

const senders = [
  { id: 'ours', name: 'Zabota: policy, attempts, outcomes' },
  { id: 'graphile', name: 'graphile-worker, tuned, id recorded' },
  { id: 'boss', name: 'pg-boss, tuned, id recorded' },
  { id: 'pump', name: 'bare limit: claim, POST, settle' },
] as const;

interface Scene {
  readonly name: string;
  readonly title: string;
  readonly delayMs: number;
  readonly snapshot: boolean;
}

const scenes: readonly Scene[] = [
  { name: 'a-dispatch-0ms', title: 'a platform of 0 ms', delayMs: 0, snapshot: false },
  { name: 'a-dispatch-40ms', title: 'a platform of 40 ms', delayMs: 40, snapshot: false },
  {
    name: 'a-dispatch-snapshot',
    title: 'a long snapshot held elsewhere, 0 ms',
    delayMs: 0,
    snapshot: true,
  },
];

export async function dispatch(bench: Bench): Promise<Report[]> {
  const platform = await startPlatform();
  try {
    const reports: Report[] = [];
    for (const scene of scenes) reports.push(await play(bench, platform, scene));
    return reports;
  } finally {
    await platform.stop();
  }
}

interface Turn extends Drained {
  readonly mib: number;
}

async function play(bench: Bench, platform: Platform, scene: Scene): Promise<Report> {
  const { size = 100_000, runs: asked = 3 } = bench.settings;
  // At 40 ms all wait for the platform alike, and once takes a minute.
  const runs = scene.delayMs > 0 ? 1 : asked;
  const here = chosen(senders, bench.settings);
  const turns = new Map(here.map(({ id }) => [id, [] as Turn[]]));
  for (let run = 1; run <= runs; run += 1) {
    for (const { id } of here) {
      const turn = await once(bench, platform, { ...scene, id, size });
      bench.say(`a ${scene.title}, ${id}: ${rounded(rate(turn))}/s (${run} of ${runs})`);
      turns.get(id)?.push(turn);
    }
  }
  return reportOf(scene, { size, runs, in_flight }, turns);
}

async function once(
  { databases }: Bench,
  platform: Platform,
  { id, size, delayMs, snapshot }: Scene & { id: string; size: number },
): Promise<Turn> {
  const databaseUrl = await databases.fresh({ ours: id === 'ours' });
  const child = startChild(import.meta.resolve(`../senders/${id}.ts`));
  try {
    await child.ask('open', { databaseUrl, apiRoot: platform.origin, tuning: 'tuned' });
    await child.ask('fill', { size, fromMs: Date.now() - long_ago_ms, gapMs: 0 });
    await tidy(databaseUrl);
    await platform.reset(delayMs);
    const release = snapshot ? await holdSnapshot(databaseUrl) : null;
    const drained = await child.ask<Drained>('drain', { size, limitMs: limit_ms });
    await release?.();
    const sent = await platform.count();
    if (sent < drained.settled || sent > size)
      throw new Error(`${id}: ${sent} requests for ${size}`);
    return { ...drained, mib: memoryOf(child.pid).most };
  } finally {
    await child.stop();
    await databases.drop(databaseUrl);
  }
}

const rate = ({ settled, tookMs }: Drained) => settled / (tookMs / 1000);

function reportOf(
  scene: Scene,
  settings: Report['settings'],
  turns: ReadonlyMap<string, readonly Turn[]>,
): Report {
  const rates = new Map([...turns].map(([id, all]) => [id, median(all.map(rate))]));
  const ours = rates.get('ours');
  return {
    name: scene.name,
    title: `(a) Messages due at once, ${scene.title}`,
    settings,
    rows: [...turns].map(([id, all]) => ({
      sender: senders.find((one) => one.id === id)?.name ?? id,
      'messages/s': rounded(rates.get(id) ?? 0),
      'Zabota is': ours ? `${rounded(ours / (rates.get(id) ?? 1), 2)}×` : null,
      'CPU µs/message': rounded(median(all.map((one) => (1000 * one.cpuMs) / one.settled))),
      'most MiB': median(all.map(({ mib }) => mib)),
      'done of all': rounded(median(all.map(({ settled }) => settled / Number(settings.size))), 2),
    })),
  };
}
