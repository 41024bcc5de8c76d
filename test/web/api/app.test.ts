import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../../src/app/context.ts';
import { newId } from '../../../src/app/ids.ts';
import { setAccount } from '../../../src/store/accounts.ts';
import { insertMessage } from '../../../src/store/messages.ts';
import { createWeb } from '../../../src/web/app.ts';
import { type Fresh, freshContext } from '../../support/fresh.ts';
import { platformDouble } from './channel-double.ts';

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshContext({
    channels: [platformDouble('telegram'), platformDouble('whatsapp')],
  });
});
afterAll(() => fresh.close());

const pages = new Hono<{ Variables: { staff: string } }>();
pages.use(async (c, next) => (c.req.path === '/' ? next() : c.redirect('/sign-in')));
pages.get('/', (c) => c.html('<p>console</p>'));
pages.get('/sign-in', (c) => c.text('sign in'));
const sandbox = new Hono();
sandbox.get('/', (c) =>
  c.html('<p>phones</p>', 200, { 'content-security-policy': 'default-src *' }),
);
const clock = new Hono();
clock.get('/', () => {
  throw new Error('secret of the clock');
});

function web(ctx: Context = fresh.ctx): Hono {
  const extras = [
    { path: '/sandbox/clock', app: clock },
    { path: '/sandbox', app: sandbox },
  ];
  return createWeb({ ctx, apiKey: 'a-key', challenge: () => 'challenged', console: pages, extras });
}

const bearer = { authorization: 'Bearer a-key' };

describe('every part is at its place', () => {
  const routes: [path: string, status: number, type: string][] = [
    ['/', 200, 'text/html'],
    ['/sandbox/', 200, 'text/html'],
    ['/webhooks/whatsapp', 200, 'text/plain'],
    ['/health/live', 200, 'application/json'],
    ['/health/ready', 200, 'application/json'],
    ['/metrics', 200, 'text/plain'],
    ['/api/v1/openapi.json', 200, 'application/json'],
    ['/api/v1/threads', 401, 'application/problem+json'],
    ['/api/v1', 401, 'application/problem+json'],
    ['/api/v2/threads', 404, 'application/problem+json'],
    ['/webhooks/sms', 404, 'text/plain'],
    ['/sandbox/nothing', 404, 'text/plain'],
    ['/health/nothing', 404, 'text/plain'],
    ['/patients', 302, ''],
  ];
  test.each(routes)('%s → %i %s', async (path, status, type) => {
    const response = await web().request(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type') ?? '').toMatch(
      new RegExp(`^${type.replace('+', '\\+')}`),
    );
  });

  test('mounted, the API still knows its methods and its routes', async () => {
    const wrong = await web().request('/api/v1/patients/p1', { method: 'DELETE', headers: bearer });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'PUT, GET, HEAD']);
    expect(wrong.headers.get('content-type')).toBe('application/problem+json');
    const missing = await web().request('/api/v1/nothing', { headers: bearer });
    expect([missing.status, missing.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json',
    ]);
  });
});

describe('headers', () => {
  test('pages may run our own scripts only, and be framed by nobody else', async () => {
    const { headers } = await web().request('/');
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'unsafe-inline';");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('an application may state a policy of its own', async () => {
    const { headers } = await web().request('/sandbox/');
    expect(headers.get('content-security-policy')).toBe('default-src *');
  });

  test('faults have them too', async () => {
    expect((await web().request('/sandbox/nothing')).headers.get('x-content-type-options')).toBe(
      'nosniff',
    );
  });
});

test('what throws is told to nobody', async () => {
  const response = await web().request('/sandbox/clock');
  expect([response.status, await response.text()]).toEqual([500, 'internal error']);
  expect(fresh.logged.at(-1)).toEqual({
    level: 'error',
    code: 'request_failed',
    fields: { method: 'GET', route: '/sandbox/clock', code: 'Error' },
  });
});

describe('health', () => {
  const ready = async (ctx?: Context) => {
    const response = await web(ctx).request('/health/ready');
    return { status: response.status, body: await response.json() };
  };

  test('ready, and a channel that is down is told', async () => {
    const [telegram] = fresh.ctx.channels;
    const account = telegram?.account ?? '';
    await setAccount(fresh.ctx.db, { channel: 'telegram', account }, { downCode: 'unauthorized' });
    expect(await ready()).toEqual({
      status: 200,
      body: {
        status: 'ready',
        database: 'ok',
        migrations: 'ok',
        channels: [
          { channel: 'telegram', state: 'unauthorized' },
          { channel: 'whatsapp', state: 'ok' },
        ],
      },
    });
  });

  test('not without its tables', async () => {
    const bare = await freshContext({ migrated: false });
    expect(await ready(bare.ctx)).toMatchObject({
      status: 503,
      body: { database: 'ok', migrations: 'missing' },
    });
    await bare.close();
    expect(await ready(bare.ctx)).toMatchObject({ status: 503, body: { database: 'down' } });
    expect((await web(bare.ctx).request('/health/live')).status).toBe(200);
    expect((await web(bare.ctx).request('/metrics')).status).toBe(503);
  });

  test('a database that hangs is not waited for', async () => {
    const hangs = {
      ...fresh.ctx,
      db: { execute: () => new Promise(() => {}) },
    } as unknown as Context;
    expect(await ready(hangs)).toMatchObject({ status: 503, body: { database: 'down' } });
  });
});

test('metrics count, and name nobody', async () => {
  const at = new Date('2026-03-01T08:59:00Z');
  await insertMessage(fresh.ctx.db, {
    id: newId(),
    direction: 'out',
    kind: 'staff_reply',
    proactive: false,
    purpose: 'service',
    channel: 'telegram',
    author: 'api',
    state: 'planned',
    dueAt: at,
    notAfter: at,
    tries: 0,
    createdAt: at,
  });
  const text = await (await web().request('/metrics')).text();
  expect(text).toContain(
    '# TYPE zabota_messages gauge\nzabota_messages{state="planned",channel="telegram"} 1\n',
  );
  expect(text).toContain('\nzabota_oldest_due_seconds 60\n');
  expect(text).toContain('\nzabota_threads_open 0\n');
  expect(text).toContain('\nzabota_channel_down{channel="telegram"} 1\n');
  expect(text).toContain('\nzabota_channel_down{channel="whatsapp"} 0\n');
  expect(text).toMatch(
    /^(?:# (?:HELP|TYPE) zabota_\w+ .+\n|zabota_\w+(?:\{(?:\w+="\w+",?)+\})? [\d.]+\n)+$/,
  );
});
