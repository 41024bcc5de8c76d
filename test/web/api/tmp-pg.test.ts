import { serve } from '@hono/node-server';
import { expect, test } from 'vitest';
import { openPostgres } from '../../../src/store/postgres.ts';
import { createWeb } from '../../../src/web/app.ts';
import { freshDatabase } from '../../support/postgres.ts';
import type { Context } from '../../../src/app/context.ts';
import http from 'node:http';

test('real', async () => {
  const store = openPostgres(await freshDatabase());
  const logs: unknown[] = [];
  const log = { info() {}, warn: (...a: unknown[]) => void logs.push(a), error: (...a: unknown[]) => void logs.push(a) };
  const ctx = { db: store.db, clock: { now: () => new Date('2026-03-01T09:00:00Z') }, log, channels: [], process: 'x', templates: [], wake() {} } as unknown as Context;
  const web = createWeb({ ctx, apiKey: 'k', challenge: null, console: null, extras: [] });
  const call = (method: string, path: string, body: unknown) =>
    web.request('/api/v1' + path, { method, body: JSON.stringify(body), headers: { authorization: 'Bearer k', 'content-type': 'application/json' } });
  console.log(await (await web.request('/health/ready')).json());
  await call('PUT', '/clinics/c1', { name: 'a', zone: 'Europe/Moscow' });
  await Promise.all(Array.from({ length: 8 }, () => call('PUT', '/doctors/d1', { name: 'D' })));
  console.log('patients', await Promise.all(Array.from({ length: 8 }, async () => (await call('PUT', '/patients/p1', { name: 'P' })).status)));
  console.log('cards', await Promise.all(Array.from({ length: 8 }, async () => (await call('PUT', '/patients/p1/card', {})).status)));
  await call('PUT', '/patients/p2', { name: 'P' });
  const v = { patientId: 'p1', doctorId: 'd1', clinicId: 'c1', startsAt: '2026-03-10T10:00', version: 1 };
  const results = await Promise.all(Array.from({ length: 8 }, async () => { const r = await call('PUT', '/appointments/v1', v); return `${r.status} ${JSON.stringify(await r.json())}`; }));
  for (const r of results) console.log(r);
  for (let round = 0; round < 5; round++) {
    const vs = await Promise.all(Array.from({ length: 8 }, async (_, i) => { const r = await call('PUT', '/appointments/v1', { ...v, version: undefined, patientId: i % 2 ? 'p1' : 'p2' }); return `${r.status}`; }));
    console.log('swap', vs.join(' '));
    const xs = await Promise.all([...Array.from({ length: 4 }, async (_, i) => (await call('PUT', '/appointments/v1', { ...v, version: undefined, startsAt: `2026-03-1${i}T10:00` })).status), ...Array.from({ length: 4 }, async () => (await call('PUT', '/patients/p1', { name: 'P' })).status)]);
    console.log('mix', xs.join(' '));
  }
  console.log(logs);
  // real HTTP
  const server = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((r) => server.once('listening', r));
  const port = (server.address() as { port: number }).port;
  const chunked = (size: number) => new Promise<string>((resolve) => {
    const req = http.request({ port, host: '127.0.0.1', method: 'PUT', path: '/api/v1/clinics/c2', headers: { authorization: 'Bearer k', 'content-type': 'application/json', 'transfer-encoding': 'chunked' } }, (res) => { let t = ''; res.on('data', (d) => (t += d)); res.on('end', () => resolve(`${res.statusCode} ${t.slice(0, 80)}`)); });
    req.on('error', (e) => resolve(`error ${e.message}`));
    req.end('x'.repeat(size));
  });
  console.log(await chunked(2 * 1024 * 1024), '|', await chunked(20 * 1024 * 1024), '|', await chunked(100));
  const long = await fetch(`http://127.0.0.1:${port}/api/v1/clinics/c2`, { method: 'PUT', headers: { authorization: 'Bearer k', 'content-type': 'application/json' }, body: 'x'.repeat(5_000_000) });
  console.log(long.status, await long.text());
  for (const path of ['/api/v1/clinics/%E0%A4%A', '/api/v1/clinics/%00', '/api/v1/patients/a%2Fb', '/api/v1/patients/x/', '/api/v1/messages?patientId=%00', '/api/v1/messages?cursor=OTk5OTk5OTk5OTk5OTk5', '/api/v1/threads?cursor=%ff']) {
    const r = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: 'Bearer k' } });
    console.log(path, r.status, await r.text());
  }
  server.close();
  await store.close();
  expect(1).toBe(1);
}, 60000);
