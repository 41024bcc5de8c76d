/** On Workers, where nothing goes on after the answer: a list comes by the API and is written before it is answered. */

import { beforeAll, expect, test } from 'vitest';
import { type Platforms, startPlatforms } from '../e2e/platforms.ts';
import { startWorker, type WorkerDev } from '../e2e/worker-dev.ts';
import { freshDatabase } from '../support/postgres.ts';
import { freePort } from '../support/postgres-server.ts';

const apiKey = 'key-of-the-worker-test';
let platforms: Platforms;
let worker: WorkerDev;

beforeAll(async () => {
  const [port, inspectorPort] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${port}`;
  platforms = await startPlatforms(origin);
  const vars = { ...platforms.env, PUBLIC_URL: origin, API_KEY: apiKey };
  worker = startWorker({ port, inspectorPort, databaseUrl: await freshDatabase(), vars });
  return async () => {
    await worker.stop();
    await platforms.stop();
  };
}, 60_000);

const call = (method: string, path: string, type: string, body?: BodyInit) =>
  fetch(`${worker.origin}/api/v1${path}`, {
    ...{ method, ...(body !== undefined && { body }) },
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': type },
  });

/** Starting takes it some seconds. */
async function started(): Promise<void> {
  for (;;) {
    const answer = await fetch(`${worker.origin}/health/live`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test('a list in windows-1251 is read, written and planned', { timeout: 90_000 }, async () => {
  await started();
  const clinic = { name: 'К', zone: 'Europe/Moscow', languages: ['ru'] };
  await call('PUT', '/clinics/c1', 'application/json', JSON.stringify(clinic));
  await call(
    'PUT',
    '/doctors/d1',
    'application/json',
    JSON.stringify({ name: 'Орлов', clinicId: 'c1' }),
  );
  const people = Uint8Array.from(
    [...'id;name\np1;'].map((one) => one.charCodeAt(0)).concat([0xcc, 0xe0, 0xf8, 0xe0]),
  );
  const first = await call('POST', '/imports/patients', 'text/csv', people);
  expect(await first.json()).toMatchObject({ state: 'applied', counts: { new: 1 } });
  const day = new Date(Date.now() + 7 * 24 * 3_600_000).toISOString().slice(0, 10);
  const list = `id;patientId;doctorId;date;time\nv1;p1;d1;${day};10:00\n`;
  const second = await call('POST', '/imports/visits', 'text/csv', list);
  expect(await second.json()).toMatchObject({ state: 'applied', counts: { new: 1 } });
  const planned = await call('GET', '/messages?patientId=p1', 'text/plain');
  const { items } = (await planned.json()) as { items: object[] };
  expect(items.length).toBeGreaterThan(0);
});
