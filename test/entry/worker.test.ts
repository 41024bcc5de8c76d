/** What of the Worker can be seen without workerd; the rest is in `test/e2e`. */

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWorker } from '../../src/entry/worker-calls.ts';

const worker = createWorker({});
const HYPERDRIVE = { connectionString: 'postgres://u:secret@127.0.0.1:1/d' };
const promised: Promise<unknown>[] = [];
const execution = { waitUntil: (work: Promise<unknown>) => void promised.push(work) };

const lines: string[] = [];
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  lines.length = 0;
});

test.each([
  ['no database', {}, 'HYPERDRIVE'],
  ['faults', { HYPERDRIVE, API_KEY: 'secret', LOG_LEVEL: 'secret' }, 'API_KEY LOG_LEVEL'],
  [
    'Telegram without an address',
    { HYPERDRIVE, TELEGRAM_BOT_TOKEN: '1:secret' },
    'PUBLIC_URL TELEGRAM_WEBHOOK_SECRET',
  ],
])('an environment with %s: 500 for the world, names in the log', async (_, env, names) => {
  const response = await worker.fetch(new Request('https://clinic.example/'), env, execution);
  expect([response.status, await response.text()]).toEqual([500, 'internal error']);
  await worker.scheduled({}, env);
  const logged = lines.map((line) => JSON.parse(line));
  expect(logged).toMatchObject([
    { event: 'bad_environment', names },
    { event: 'bad_environment', names },
  ]);
  expect(lines.join()).not.toContain('secret');
});

test('without a database: alive, not ready, and the cron says so by codes', async () => {
  const env = { HYPERDRIVE, API_KEY: 'a-long-enough-secret' };
  const statusOf = async (path: string) =>
    (await worker.fetch(new Request(`https://clinic.example${path}`), env, execution)).status;
  expect(await statusOf('/health/live')).toBe(200);
  expect(await statusOf('/health/ready')).toBe(503);
  expect(await statusOf('/webhooks/telegram')).toBe(404);
  await worker.scheduled({}, env);
  await Promise.all(promised);
  for (const code of ['sweep_failed', 'prepare_failed', 'work_failed']) {
    expect(lines.filter((line) => line.includes(`"${code}"`))).toHaveLength(1);
  }
  expect(lines.join()).not.toContain('secret');
});

test('the bundle has what a Worker needs and nothing of what it cannot run', {
  timeout: 60_000,
}, async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'zabota-bundle-'));
  try {
    const args = [
      'deploy',
      '--dry-run',
      '--outdir',
      folder,
      '--metafile',
      join(folder, 'meta.json'),
    ];
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      CI: '1',
      WRANGLER_HIDE_BANNER: 'true',
      WRANGLER_SEND_METRICS: 'false',
    };
    const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
    const { stdout } = await promisify(execFile)(process.execPath, [wrangler, ...args], {
      cwd: root,
      env,
    });
    const { inputs } = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8'));
    const files = Object.keys(inputs);
    expect(
      files.filter((file) =>
        /pglite|migrat(e|or)\.|sandbox|node-server|node-cron|kysely/.test(file),
      ),
    ).toEqual([]);
    const gzip = Number(/gzip: ([\d.]+) KiB/.exec(stdout)?.[1]);
    // Cloudflare takes 3 MiB on the smallest plan.
    expect(gzip).toBeLessThan(1024);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
