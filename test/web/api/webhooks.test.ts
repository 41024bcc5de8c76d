import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../../../src/app/context.ts';
import { inboundCounts } from '../../../src/store/inbound.ts';
import { createWebhooks } from '../../../src/web/webhooks.ts';
import { type Fresh, freshContext } from '../../support/fresh.ts';
import { platformDouble, signature } from './channel-double.ts';

const mebibyte = 1024 * 1024;
const challenge = (query: URLSearchParams) =>
  query.get('hub.verify_token') === 'right' ? query.get('hub.challenge') : null;

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshContext({
    channels: [platformDouble('telegram'), platformDouble('whatsapp')],
  });
});
afterAll(() => fresh.close());

const served = (ctx: Context = fresh.ctx) => createWebhooks(ctx, { challenge });
const post = (path: string, body: BodyInit, headers: HeadersInit = signature, ctx?: Context) =>
  served(ctx).request(path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
const stored = async () => (await inboundCounts(fresh.ctx.db))[0]?.count ?? 0;

describe('POST', () => {
  let before: number;
  beforeEach(async () => {
    before = await stored();
  });

  test('every entry is on disk when 200 is answered, and known ones are not stored again', async () => {
    expect((await post('/telegram', '1 привет\n2 стоп')).status).toBe(200);
    expect(await stored()).toBe(before + 2);
    expect((await post('/telegram', '2 стоп\n3 да')).status).toBe(200);
    expect(await stored()).toBe(before + 3);
  });

  test('the same number on another channel is another event', async () => {
    expect((await post('/whatsapp', '1 привет')).status).toBe(200);
    expect(await stored()).toBe(before + 1);
  });

  test('what cannot be read is kept as it came', async () => {
    expect((await post('/telegram', '4')).status).toBe(200);
    expect(await stored()).toBe(before + 1);
  });

  test('unsigned: 401, and nothing is stored', async () => {
    const response = await post('/telegram', '5 привет', {});
    expect(response.status).toBe(401);
    expect(await stored()).toBe(before);
  });

  test('a store that fails: 503, so that the platform sends it again', async () => {
    const down = {
      ...fresh.ctx,
      db: { transaction: () => Promise.reject(new Error('down')) },
    } as unknown as Context;
    const response = await post('/telegram', '6 привет', signature, down);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await post('/telegram', '6 привет')).status).toBe(200);
  });

  test('a channel that is not served: 404', async () => {
    const without = { ...fresh.ctx, channels: [platformDouble('telegram')] };
    expect((await post('/whatsapp', '7 привет', signature, without)).status).toBe(404);
    expect((await post('/sms', '7 привет')).status).toBe(404);
  });

  const sizes: [path: string, bytes: number, status: number][] = [
    ['/telegram', mebibyte, 200],
    ['/telegram', mebibyte + 1, 413],
    ['/whatsapp', 3 * mebibyte, 200],
    ['/whatsapp', 3 * mebibyte + 1, 413],
  ];
  test.each(sizes)(
    '%s of %i bytes → %i, with or without Content-Length',
    async (path, bytes, status) => {
      const body = `${path}-${bytes} `.padEnd(bytes, 'x');
      expect((await post(path, new Blob([body]).stream())).status).toBe(status);
      const headers = { ...signature, 'content-length': String(bytes) };
      expect((await post(path, body, headers)).status).toBe(status);
    },
  );
});

describe("GET /whatsapp: Meta's challenge", () => {
  const cases: [query: string, status: number, text: string][] = [
    ['hub.mode=subscribe&hub.verify_token=right&hub.challenge=12345', 200, '12345'],
    ['hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=12345', 403, 'forbidden'],
    ['', 403, 'forbidden'],
  ];
  test.each(cases)('?%s → %i', async (query, status, text) => {
    const response = await served().request(`/whatsapp?${query}`);
    expect([response.status, await response.text()]).toEqual([status, text]);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  test('not served: 404', async () => {
    expect((await served({ ...fresh.ctx, channels: [] }).request('/whatsapp')).status).toBe(404);
    expect((await createWebhooks(fresh.ctx, { challenge: null }).request('/whatsapp')).status).toBe(
      404,
    );
  });
});
