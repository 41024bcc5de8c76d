/** The process as an operator meets it: what it says when it cannot start, and that it stops when told. */

import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyDatabase, freshDatabase } from '../support/postgres.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { type Child, killAll, originOf, runEntry, startEntry } from './child.ts';

// A start takes a second or two, and the other tests want the processor too.
vi.setConfig({ testTimeout: 90_000 });

const apiKey = 'key-of-the-entry-test';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'zabota-entry-'));
});
afterEach(() => {
  killAll();
  rmSync(home, { recursive: true, force: true });
});

const envOf = (folder: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PORT: '0',
  DATA_DIR: join(home, folder),
  API_KEY: apiKey,
  LOG_LEVEL: 'error',
  ...more,
});

test('faults of the environment: one message, exit 1', async () => {
  const secrets = {
    TELEGRAM_BOT_TOKEN: 'not-a-token',
    API_KEY: 'tiny',
    DATABASE_URL: 'mysql://u:pass@h/d',
  };
  const { code, out, err } = await runEntry('node', envOf('data', { ...secrets, PORT: 'x' }));
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatchInlineSnapshot(`
    "Cannot start, the environment has faults:
      PORT must be a port number, 0 to 65535
      DATABASE_URL must be a postgres:// URL
      TELEGRAM_BOT_TOKEN must look like 123456:ABC…, as BotFather gives it
      API_KEY must have at least 16 characters
    "
  `);
});

test('a second process on the same folder is turned away, and the first goes on', {
  timeout: 90_000,
}, async () => {
  const first = startEntry('node', envOf('data'));
  const origin = await originOf(first);
  await put(origin, { name: 'Клиника на Ленина' });

  const second = await runEntry('node', envOf('data'));
  expect(second).toMatchObject({ code: 1, out: '' });
  expect(second.err).toBe(
    `Another Zabota is running on DATA_DIR ${join(home, 'data')}. Stop it first, or set DATA_DIR to another folder.\n`,
  );
  expect(await nameOf(origin)).toBe('Клиника на Ленина');
  await put(origin, { name: 'Клиника на Мира' });
  await stopped(first);

  const again = startEntry('node', envOf('data'));
  expect(await nameOf(await originOf(again))).toBe('Клиника на Мира');
  await stopped(again);
});

test('two processes that start at once on an empty database both come up', {
  timeout: 90_000,
}, async () => {
  const DATABASE_URL = await emptyDatabase();
  const both = ['a', 'b'].map((folder) => startEntry('node', envOf(folder, { DATABASE_URL })));
  for (const origin of await Promise.all(both.map(originOf))) {
    const ready = await fetch(`${origin}/health/ready`);
    expect(await ready.json()).toMatchObject({ status: 'ready', migrations: 'ok' });
  }
  await Promise.all(both.map(stopped));
});

test('a port in use is named', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const { code, err } = await runEntry(
    'node',
    envOf('data', { PORT: String(port), DATABASE_URL: await freshDatabase() }),
  );
  taken.close();
  expect(code).toBe(1);
  expect(err).toBe(
    `PORT ${port} on 127.0.0.1 is in use. Stop what uses it, or set PORT to another.\n`,
  );
});

test('a database that may forget is refused', async () => {
  const server = await startPostgres(['-c', 'fsync=off']);
  try {
    const { code, out, err } = await runEntry(
      'node',
      envOf('data', { DATABASE_URL: `${server.url}/postgres` }),
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^PostgreSQL runs with fsync=off: .+\n$/);
  } finally {
    await server.stop();
  }
});

test('a database that cannot be used is one sentence, without the password', async () => {
  const url = await emptyDatabase();
  const faults = [
    [Object.assign(new URL(url), { password: 'wrong-secret' }), 'wrong password (28P01)'],
    [Object.assign(new URL(url), { pathname: '/nowhere' }), 'no such database (3D000)'],
    [Object.assign(new URL(url), { port: '1' }), 'nothing listens there (ECONNREFUSED)'],
  ] as const;
  const runs = faults.map(async ([{ href }, reason], index) => {
    const env = envOf(`data${index}`, { DATABASE_URL: href });
    const { code, err } = await runEntry('node', env);
    expect({ code, err }).toEqual({ code: 1, err: `Cannot use DATABASE_URL: ${reason}.\n` });
  });
  await Promise.all(runs);
});

async function put(origin: string, { name }: { name: string }): Promise<void> {
  const body = JSON.stringify({ name, zone: 'Europe/Moscow' });
  const response = await fetch(`${origin}/api/v1/clinics/c1`, { method: 'PUT', headers, body });
  expect(response.status).toBe(200);
}

async function nameOf(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/v1/clinics/c1`, { headers });
  return ((await response.json()) as { name: string }).name;
}

const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };

async function stopped(child: Child): Promise<void> {
  child.process.kill('SIGTERM');
  expect(await child.ended).toBe(0);
  expect(child.err()).toBe('');
}
