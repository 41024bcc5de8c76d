/** The whole product as `npm start` runs it: how soon its first message leaves, and the memory it takes. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { freePort } from '../../support/postgres-server.ts';
import { runProduct } from '../../support/product.ts';
import { memoryOf } from '../support/child.ts';
import { fire } from '../support/load.ts';
import type { Bench } from '../support/part.ts';
import type { Report, Row } from '../support/report.ts';
import { secrets } from '../support/secrets.ts';
import { chatter, telegramShot } from '../support/shots.ts';
import { type Platform, startPlatform } from '../support/stand-in.ts';
import { rounded } from '../support/stats.ts';

const connections = 64;
const idle_ms = 5_000;
const look_ms = 2;
const people = 1_000;

export async function start(bench: Bench): Promise<Report[]> {
  const { seconds = 20 } = bench.settings;
  const platform = await startPlatform();
  const folder = mkdtempSync(join(tmpdir(), 'zabota-bench-'));
  try {
    const postgres = { DATABASE_URL: await bench.databases.fresh() };
    const rows = [
      await runOn(platform, {
        name: 'PostgreSQL',
        env: { DATA_DIR: folder, ...postgres },
        seconds,
      }),
      await runOn(platform, { name: 'PGlite', env: { DATA_DIR: folder }, seconds }),
    ];
    return [
      {
        name: 'g-start',
        title: '(g) Cold start and memory of the whole product',
        settings: { connections, seconds },
        rows,
      },
    ];
  } finally {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Kind {
  readonly name: string;
  readonly env: Record<string, string>;
  readonly seconds: number;
}

/** n of the updates goes on from start to start: what came before is known. */
async function runOn(platform: Platform, { name, env, seconds }: Kind): Promise<Row> {
  const first = await open(platform, env, 1);
  await first.product.stop();
  const again = await open(platform, env, 2);
  const pid = again.product.process.pid ?? 0;
  await pause(idle_ms);
  const idle = memoryOf(pid).now;
  let n = 2;
  const next = () => {
    n += 1;
    const shot = telegramShot({ n, from: 1_000_000 + (n % people), text: chatter(n) });
    return { ...shot, path: `/webhooks${shot.path}` };
  };
  const volley = await fire(again.product.origin, { connections, seconds, next });
  const { now: loaded, most } = memoryOf(pid);
  await again.product.stop();
  return {
    database: name,
    'first start to first send, ms': rounded(first.ms),
    'later start to first send, ms': rounded(again.ms),
    'idle MiB': idle,
    'under load MiB': loaded,
    'most MiB': most,
    'webhooks/s meanwhile': rounded(volley.perSecond),
  };
}

/** From the command to the first message at the platform's door: the answer to somebody's first word. */
async function open(platform: Platform, env: Record<string, string>, n: number) {
  await platform.reset(0);
  const port = await freePort();
  const begunAt = performance.now();
  const product = await runProduct({
    ...env,
    PORT: `${port}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TELEGRAM_BOT_TOKEN: '42:t',
    TELEGRAM_API_ROOT: platform.origin,
    TELEGRAM_UPDATES: 'webhook',
    TELEGRAM_WEBHOOK_SECRET: secrets.telegram,
  });
  const shot = telegramShot({ n, from: 1_000_000, text: '/start' });
  const pool = new Pool(product.origin);
  const { body } = await pool.request({ method: 'POST', ...shot, path: `/webhooks${shot.path}` });
  await body.dump();
  while ((await platform.count()) === 0) await pause(look_ms);
  const ms = performance.now() - begunAt;
  await pool.close();
  return { product, ms };
}
