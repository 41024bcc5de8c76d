import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../../src/app/context.ts';
import { createApi } from '../../../src/web/api/api.ts';
import { answered, type Client, clinic, createClient, key } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await createClient();
});
afterAll(() => client.close());

describe('the key', () => {
  test.each([
    ['', 'key_missing'],
    ['Basic abc', 'key_missing'],
    ['Bearer', 'key_missing'],
    ['Bearer wrong', 'key_wrong'],
    [`Bearer ${key}x`, 'key_wrong'],
    [`Bearer ${key} ${key}`, 'key_missing'],
  ])('%j is refused', async (authorization, code) => {
    const response = await client.raw('/clinics/c1', { headers: { authorization } });
    const { status, headers, body } = await answered(response);
    expect([status, body.code, body.field]).toEqual([401, code, null]);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer realm="zabota"/);
    expect(headers.get('content-type')).toBe('application/problem+json');
  });

  test('is asked for before a path or a body is looked at', async () => {
    const headers = { authorization: 'Bearer wrong' };
    for (const [method, path] of [
      ['GET', '/nothing'],
      ['PATCH', '/clinics/c1'],
      ['PUT', '/clinics/c1'],
    ] as const) {
      expect((await client.raw(path, { method, headers })).status).toBe(401);
    }
  });

  test('"bearer" in any case will do', async () => {
    const response = await client.raw('/threads', { headers: { authorization: `bearer  ${key}` } });
    expect(response.status).toBe(200);
  });

  test('none configured: nobody may call, and the answer says why', async () => {
    const api = createApi(client.ctx, { apiKey: null });
    const response = await api.request('/threads', { headers: { authorization: `Bearer ${key}` } });
    const { status, body } = await answered(response);
    expect([status, body.code]).toEqual([401, 'no_key']);
    expect(body.detail).toContain('API_KEY');
  });
});

describe('what is not a request of ours', () => {
  test.each(['/nothing', '/follow-ups', '/clinics', '/clinics/c1/more'])(
    '%s → 404',
    async (path) => {
      const { status, body, headers } = await client.get(path);
      expect([status, body.code, body.field]).toEqual([404, 'no_route', null]);
      expect(headers.get('content-type')).toBe('application/problem+json');
    },
  );

  test.each([
    ['DELETE', '/clinics/c1', 'PUT, GET, HEAD'],
    ['POST', '/patients/p1', 'PUT, GET, HEAD'],
    ['GET', '/patients/p1/invitations', 'POST'],
    ['PUT', '/patients/p1/consents', 'POST, GET, HEAD'],
    ['POST', '/messages', 'GET, HEAD'],
    ['POST', '/openapi.json', 'GET, HEAD'],
  ])('%s %s → 405', async (method, path, allow) => {
    const { status, body, headers } = await client.call(method, path);
    expect([status, body.code]).toEqual([405, 'wrong_method']);
    expect(headers.get('allow')).toBe(allow);
    expect(headers.get('content-type')).toBe('application/problem+json');
  });

  test('an unknown id is 404, not 405', async () => {
    expect((await client.get('/patients/nope')).status).toBe(404);
  });

  test.each(['{', '', 'name=x', '{"name":'])('%j is not JSON → 400', async (body) => {
    const headers = { 'content-type': 'application/json' };
    const shown = await answered(await client.raw('/clinics/c1', { method: 'PUT', body, headers }));
    expect([shown.status, shown.body.code, shown.body.field]).toEqual([400, 'not_json', null]);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded'])('%s → 415', async (type) => {
    const init = { method: 'PUT', body: JSON.stringify(clinic), headers: { 'content-type': type } };
    const { status, body } = await answered(await client.raw('/clinics/c1', init));
    expect([status, body.code]).toEqual([415, 'not_json']);
    expect(body.detail).toContain('application/json');
  });
});

describe('a body over 1 MiB → 413', () => {
  const large = JSON.stringify({ ...clinic, directions: 'x'.repeat(1024 * 1024) });
  const json = { 'content-type': 'application/json' };

  test('told by Content-Length', async () => {
    const headers = { ...json, 'content-length': String(large.length) };
    const { status, body } = await answered(
      await client.raw('/clinics/c1', { method: 'PUT', body: large, headers }),
    );
    expect([status, body.code]).toEqual([413, 'too_large']);
  });

  test('found out while reading', async () => {
    const body = new Blob([large]).stream();
    const init = { method: 'PUT', body, headers: json, duplex: 'half' } as RequestInit;
    const response = await client.raw('/clinics/c1', init);
    expect(response.headers.get('content-length')).toBeNull();
    expect(response.status).toBe(413);
  });

  test('just below is read', async () => {
    const body = JSON.stringify({ ...clinic, ignored: 'x'.repeat(1024 * 1024 - 200) });
    expect((await client.raw('/clinics/c413', { method: 'PUT', body, headers: json })).status).toBe(
      200,
    );
  });
});

test('a fault of ours is 500 and says nothing of what it was', async () => {
  const broken = { ...client.ctx, db: null } as unknown as Context;
  const api = createApi(broken, { apiKey: key });
  const response = await api.request('/clinics/secret-id', {
    headers: { authorization: `Bearer ${key}` },
  });
  const { status, body } = await answered(response);
  expect([status, body.code, body.field]).toEqual([500, 'internal', null]);
  expect(JSON.stringify(body)).not.toMatch(/TypeError|secret-id|select/i);
  expect(client.logged.at(-1)).toEqual({
    level: 'error',
    code: 'api_failed',
    fields: { method: 'GET', route: '/clinics/:id', code: 'TypeError' },
  });
});
