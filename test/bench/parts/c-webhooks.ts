/** Webhooks stored before their 200: how many a second, and how long the slowest hundredth waits. */

import { startChild } from '../support/child.ts';
import { fire, type Load, type Volley } from '../support/load.ts';
import { type Bench, chosen } from '../support/part.ts';
import type { Report } from '../support/report.ts';
import { chatter, telegramShot, whatsappShot } from '../support/shots.ts';
import { startPlatform } from '../support/stand-in.ts';
import { median, quantile, rounded } from '../support/stats.ts';

const connections = 64;
const warm_up_seconds = 2;

type Door = 'telegram' | 'whatsapp';
interface Contestant {
  /** Its file in `servers`. */
  readonly id: string;
  readonly name: string;
  readonly doors: readonly Door[];
}

const reference = 'Hono, gathered INSERTs';
const contestants: readonly Contestant[] = [
  { id: 'hono-gathered', name: reference, doors: ['telegram', 'whatsapp'] },
  { id: 'ours', name: 'Zabota', doors: ['telegram', 'whatsapp'] },
  { id: 'hono-single', name: 'Hono, one INSERT each', doors: ['telegram', 'whatsapp'] },
  { id: 'grammy-gathered', name: 'grammY, gathered INSERTs', doors: ['telegram'] },
  { id: 'grammy-single', name: 'grammY, one INSERT each', doors: ['telegram'] },
  { id: 'chat-sdk', name: 'Chat SDK (answers first)', doors: ['telegram'] },
];

export async function webhooks(bench: Bench): Promise<Report[]> {
  // The Chat SDK asks the platform who it is before it takes anything.
  const platform = await startPlatform();
  try {
    return [
      await door(bench, platform.origin, 'telegram'),
      await door(bench, platform.origin, 'whatsapp'),
    ];
  } finally {
    await platform.stop();
  }
}

async function door(bench: Bench, apiRoot: string, of: Door): Promise<Report> {
  const { seconds = 10, runs = 3 } = bench.settings;
  const here = chosen(contestants, bench.settings).filter(({ doors }) => doors.includes(of));
  const rounds = new Map(here.map(({ name }) => [name, [] as Round[]]));
  const load = { connections, next: shots(of) };
  const running = [];
  try {
    for (const contestant of here) running.push(await start(bench, apiRoot, contestant));
    for (const { origin } of running) await fire(origin, { ...load, seconds: warm_up_seconds });
    for (let run = 1; run <= runs; run += 1) {
      for (const { name, origin, cpuMs } of running) {
        const before = await cpuMs();
        const volley = await fire(origin, { ...load, seconds });
        const cpuUs = (1000 * ((await cpuMs()) - before)) / volley.accepted;
        if (volley.refused > 0) throw new Error(`${name} refused ${volley.refused}`);
        rounds.get(name)?.push({ ...volley, cpuUs });
        bench.say(`c ${of} ${name}: ${rounded(volley.perSecond)}/s (${run} of ${runs})`);
      }
    }
  } finally {
    for (const { stop } of running) await stop();
  }
  return reportOf(of, { seconds, runs }, rounds);
}

async function start({ databases }: Bench, apiRoot: string, { id, name }: Contestant) {
  const child = startChild(import.meta.resolve(`../servers/${id}.ts`));
  const databaseUrl = await databases.fresh({ ours: id === 'ours' });
  const port = await child.ask<number>('start', { databaseUrl, apiRoot });
  const cpuMs = () => child.ask<number>('cpuMs');
  const stop = async () => {
    await child.stop();
    await databases.drop(databaseUrl);
  };
  return { name, origin: `http://127.0.0.1:${port}`, cpuMs, stop };
}

interface Round extends Volley {
  /** Of the server's process, for each request. */
  readonly cpuUs: number;
}

const perSecondOf = (volleys: readonly Volley[]) => median(volleys.map((one) => one.perSecond));

function reportOf(
  of: Door,
  { seconds, runs }: { seconds: number; runs: number },
  rounds: ReadonlyMap<string, readonly Round[]>,
): Report {
  const best = perSecondOf(rounds.get(reference) ?? []);
  return {
    name: `c-webhooks-${of}`,
    title: `(c) ${of === 'telegram' ? 'Telegram updates' : 'WhatsApp bodies with HMAC'} stored before their 200`,
    settings: { connections, seconds, runs },
    rows: [...rounds].map(([name, volleys]) => {
      const latencies = volleys.flatMap(({ latenciesMs }) => latenciesMs);
      return {
        server: name,
        'requests/s': rounded(perSecondOf(volleys)),
        ratio: best ? rounded(perSecondOf(volleys) / best, 2) : null,
        'p50 ms': rounded(quantile(latencies, 0.5), 1),
        'p99 ms': rounded(quantile(latencies, 0.99), 1),
        'server CPU µs/request': rounded(median(volleys.map(({ cpuUs }) => cpuUs))),
      };
    }),
  };
}

const people = 5000;

/** Each with an id of its own, from one of so many people. */
function shots(of: Door): Load['next'] {
  const shot = of === 'telegram' ? telegramShot : whatsappShot;
  let last = 0;
  return () => {
    last += 1;
    return shot({ n: last, from: 1_000_000 + (last % people), text: chatter(last) });
  };
}
