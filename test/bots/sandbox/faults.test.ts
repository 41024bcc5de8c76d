import { serve } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  begin,
  type Harness,
  inbound,
  numberId,
  opened,
  started,
  statuses,
  token,
} from './harness.ts';

let h: Harness;
beforeEach(() => {
  h = begin();
});
afterEach(() => h.sandbox.stop());

const fault = (body: object) => h.control('POST', '/faults', body);
const accepted = async () => (await h.control('GET', '/log')).items.length;
const tg = (chat_id: number) => h.telegram('sendMessage', { chat_id, text: 'Hi' });
const wa = () =>
  h.graph('POST', `${numberId}/messages`, {
    messaging_product: 'whatsapp',
    to: '+79990000001',
    type: 'text',
    text: { body: 'Hi' },
  });

describe('not accepted', () => {
  test('throttle: as often as said, with the time to wait', async () => {
    const { chatId } = await started(h);
    await fault({ channel: 'telegram', fault: 'throttle', count: 1, retryAfterSeconds: 7 });
    const answer = await tg(chatId);
    expect(answer).toMatchObject({
      status: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await accepted()).toBe(0);
    expect(await tg(chatId)).toMatchObject({ ok: true });
  });

  test.each([
    ['throttle', 400, 131056],
    ['server_error', 500, 131016],
    ['window_closed', 400, 131047],
  ])('%s on WhatsApp', async (name, status, code) => {
    await opened(h);
    await fault({ channel: 'whatsapp', fault: name, count: 1 });
    expect(await wa()).toMatchObject({ status, error: { code } });
    expect(await accepted()).toBe(0);
    expect(await wa()).toMatchObject({ status: 200 });
  });

  test('server error and refusal on Telegram, until taken away', async () => {
    const { chatId } = await started(h);
    await fault({ channel: 'telegram', fault: 'server_error' });
    expect(await tg(chatId)).toMatchObject({ status: 500, error_code: 500 });
    await h.control('DELETE', '/faults');
    await fault({ channel: 'telegram', fault: 'refuse' });
    const refused = await tg(chatId);
    expect([refused.status, refused.ok]).toEqual([503, undefined]);
    expect(await h.control('DELETE', '/faults?fault=refuse')).toMatchObject({ cleared: 1 });
    expect(await tg(chatId)).toMatchObject({ ok: true });
    expect(await accepted()).toBe(1);
  });

  test('for one phone only', async () => {
    const { chatId } = await started(h);
    await h.control('POST', '/phones', { name: 'Other', phone: '+79990000009' });
    await fault({ channel: 'telegram', fault: 'throttle', forPhone: '+79990000009' });
    expect(await tg(chatId)).toMatchObject({ ok: true });
    expect(await fault({ channel: 'telegram', fault: 'throttle', forPhone: 'p77' })).toMatchObject({
      status: 404,
    });
  });

  test('a revoked token is 401 on both', async () => {
    await fault({ channel: 'telegram', fault: 'token_revoked' });
    await fault({ channel: 'whatsapp', fault: 'token_revoked' });
    expect(await h.telegram('getMe')).toMatchObject({ status: 401 });
    expect(await wa()).toMatchObject({ status: 401, error: { code: 190 } });
  });

  test('a template is paused by the fault', async () => {
    await opened(h);
    await fault({ channel: 'whatsapp', fault: 'template_paused' });
    const answer = await h.graph('POST', `${numberId}/messages`, {
      messaging_product: 'whatsapp',
      to: '+79990000001',
      type: 'template',
      template: { name: 'any', language: { code: 'en' } },
    });
    expect(answer).toMatchObject({ status: 400, error: { code: 132015 } });
  });
});

describe('accepted, but the sender cannot know', () => {
  test('silent: the message is there, the answer never comes', async () => {
    await opened(h);
    await fault({ channel: 'whatsapp', fault: 'silent', count: 1 });
    const client = new AbortController();
    let answered = false;
    const request = h.sandbox.app.request(`/whatsapp/v25.0/${numberId}/messages`, {
      method: 'POST',
      signal: client.signal,
      headers: { authorization: 'Bearer wa-token', 'content-type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        to: '+79990000001',
        text: { body: 'Hi' },
        biz_opaque_callback_data: 'm-1',
      }),
    });
    const over = Promise.resolve(request).then(() => {
      answered = true;
    });
    await expect.poll(accepted).toBe(1);
    await h.sandbox.idle();
    expect(statuses(h)).toMatchObject([
      { status: 'sent', biz_opaque_callback_data: 'm-1' },
      { status: 'delivered', biz_opaque_callback_data: 'm-1' },
    ]);
    expect(answered).toBe(false);
    client.abort();
    await over;
  });

  test('over a socket: silent until the client gives up, drop breaks the body', async () => {
    const { chatId } = await started(h);
    const port = await new Promise<number>((resolve) => {
      server = serve({ fetch: h.sandbox.app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
        resolve(info.port),
      );
    });
    const send = (signal?: AbortSignal) =>
      fetch(`http://127.0.0.1:${port}/telegram/bot${token}/sendMessage?chat_id=${chatId}&text=Hi`, {
        ...(signal && { signal }),
      });
    await fault({ channel: 'telegram', fault: 'drop', count: 1 });
    await expect(send().then((response) => response.json())).rejects.toThrow();
    await fault({ channel: 'telegram', fault: 'silent', count: 1 });
    const client = new AbortController();
    const request = send(client.signal);
    await expect.poll(accepted).toBe(2);
    client.abort();
    await expect(request).rejects.toThrow();
    expect((await (await send()).json()).ok).toBe(true);
    expect(await accepted()).toBe(3);
  });
  let server: ReturnType<typeof serve> | undefined;
  afterEach(async () => {
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
    server = undefined;
  });
});

describe('webhooks', () => {
  const names = () => statuses(h).map((status) => status.status);

  test('twice, with the same bytes', async () => {
    await opened(h);
    await fault({ channel: 'whatsapp', fault: 'duplicate_webhooks' });
    await wa();
    await h.sandbox.idle();
    expect(names()).toEqual(['sent', 'sent', 'delivered', 'delivered']);
    expect(h.received[0]!.bytes).toEqual(h.received[1]!.bytes);
  });

  test('a polled update comes twice as well', async () => {
    const { id } = await started(h);
    await fault({ channel: 'telegram', fault: 'duplicate_webhooks', count: 1 });
    const first = (await h.telegram('getUpdates')).result;
    const offset = first[0].update_id + 1;
    expect((await h.telegram('getUpdates', { offset })).result).toEqual(first);
    await h.control('POST', `/phones/${id}/telegram/text`, { text: 'x' });
    expect((await h.telegram('getUpdates', { offset })).result).toHaveLength(1);
  });

  test('in the wrong order', async () => {
    await opened(h);
    await fault({ channel: 'whatsapp', fault: 'reorder_webhooks' });
    await wa();
    await h.sandbox.idle();
    expect(names()).toEqual(['delivered', 'sent']);
  });

  test('without statuses', async () => {
    const { id } = await opened(h);
    await fault({ channel: 'whatsapp', fault: 'lose_statuses', count: 1 });
    await wa();
    await h.sandbox.idle();
    expect(names()).toEqual([]);
    await h.control('POST', `/phones/${id}/whatsapp/read`);
    await h.sandbox.idle();
    expect(names()).toEqual(['read']);
  });

  test('failed later', async () => {
    const { id } = await opened(h);
    await fault({ channel: 'whatsapp', fault: 'undeliverable', count: 1 });
    expect(await wa()).toMatchObject({ status: 200 });
    await h.sandbox.idle();
    expect(statuses(h)).toMatchObject([{ status: 'failed', errors: [{ code: 131026 }] }]);
    expect((await h.control('GET', `/phones/${id}`)).whatsapp.messages).toHaveLength(1);
  });

  test('held until released, and idle does not wait for them', async () => {
    const { id } = await opened(h);
    await fault({ channel: 'whatsapp', fault: 'hold_webhooks' });
    await h.control('POST', `/phones/${id}/whatsapp/text`, { text: 'Later' });
    await h.sandbox.idle();
    expect(h.received).toEqual([]);
    await h.control('DELETE', '/faults');
    await h.sandbox.idle();
    expect(inbound(h)).toMatchObject([{ text: { body: 'Later' } }]);
  });
});
