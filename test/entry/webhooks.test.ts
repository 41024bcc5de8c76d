/** Events that leave real processes: one that is killed in the middle, and two that share the work. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openReceiver, type Receiver } from '../app/receiver.ts';
import { freshDatabase } from '../support/postgres.ts';
import { killAll, originOf, startEntry } from './child.ts';

// A start takes a second or two, and the other tests want the processor too.
vi.setConfig({ testTimeout: 180_000 });

const API_KEY = 'key-of-the-webhook-test';
let home: string;
let receiver: Receiver;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'zabota-webhooks-'));
  receiver = await openReceiver();
});
afterEach(async () => {
  killAll();
  await receiver.close();
  rmSync(home, { recursive: true, force: true });
});

const start = (more: NodeJS.ProcessEnv = {}) =>
  startEntry('node', { PORT: '0', DATA_DIR: home, API_KEY, LOG_LEVEL: 'error', ...more });

async function call(origin: string, method: string, path: string, body: unknown) {
  const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' };
  const init = { method, headers, body: JSON.stringify(body) };
  const response = await fetch(`${origin}/api/v1${path}`, init);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return response.json();
}

async function open(origin: string): Promise<string> {
  const { secret } = await call(origin, 'PUT', '/webhook-endpoints/mis', { url: receiver.url });
  return secret;
}

/** An agreement that another system claims puts a call on the desk's list, and that is an event. */
async function happens(origin: string, id: string): Promise<void> {
  await call(origin, 'PUT', `/patients/${id}`, { name: 'Анна' });
  const claim = { purpose: 'visit', channel: 'telegram', act: 'given', mechanism: 'import' };
  await call(origin, 'POST', `/patients/${id}/consents`, claim);
}

test('what was under way when the process was killed goes out after the restart, as the same event', async () => {
  const first = start();
  const origin = await originOf(first);
  const secret = await open(origin);
  receiver.answers(() => new Promise(() => {}));
  await happens(origin, 'p1');
  await receiver.reached(1);
  first.process.kill('SIGKILL');
  await first.ended;
  start();
  await receiver.reached(2);
  const [lost, again] = receiver.heard(secret);
  expect(lost).toMatchObject({ type: 'call_task.opened', patientId: 'p1' });
  expect(again).toEqual(lost);
});

test('two processes post each event once', async () => {
  const DATABASE_URL = await freshDatabase();
  const folders = ['a', 'b'].map((name) => join(home, name));
  const both = folders.map((DATA_DIR) => start({ DATABASE_URL, DATA_DIR }));
  const origins = await Promise.all(both.map(originOf));
  const secret = await open(origins[0] ?? '');
  const ids = Array.from({ length: 10 }, (_, n) => `p${n}`);
  await Promise.all(ids.map((id, n) => happens(origins[n % 2] ?? '', id)));
  await receiver.reached(ids.length);
  for (const child of both) child.process.kill('SIGTERM');
  await Promise.all(both.map(({ ended }) => ended));
  const heard = receiver.heard(secret);
  expect(heard).toHaveLength(ids.length);
  expect(new Set(heard.map(({ patientId }) => patientId))).toEqual(new Set(ids));
});
