/** The clients the adapters are built on, against the sandbox over a socket. */

import { serve } from '@hono/node-server';
import { WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { Api, GrammyError } from 'grammy/web';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountId, begin, type Harness, numberId, opened, token } from './harness.ts';

let h: Harness;
let server: ReturnType<typeof serve>;
let root: string;
beforeAll(async () => {
  h = begin();
  const app = new Hono().route('/sandbox', h.sandbox.app);
  root = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}/sandbox`),
    );
  });
});
afterAll(async () => {
  await h.sandbox.stop();
  await new Promise((resolve) => server.close(resolve));
});

test('grammY sends, edits, polls and reads errors', async () => {
  const { id, chatId } = await opened(h);
  const api = new Api(token, { apiRoot: `${root}/telegram` });
  expect((await api.getMe()).username).toBe('zabota_bot');
  const refused = await api.sendMessage(chatId, 'Hi').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(GrammyError);
  expect((refused as GrammyError).error_code).toBe(403);
  const poll = api.getUpdates({ timeout: 20, allowed_updates: ['message', 'callback_query'] });
  await h.control('POST', `/phones/${id}/telegram/start`, { parameter: 'abc' });
  const [update] = await poll;
  expect(update?.message?.text).toBe('/start abc');
  const sent = await api.sendMessage(chatId, 'Hi', {
    reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] },
  });
  await api.editMessageText(chatId, sent.message_id, 'Hello');
  await h.control('POST', '/faults', { channel: 'telegram', fault: 'throttle', count: 1 });
  const limited = (await api.sendMessage(chatId, 'x').catch((error) => error)) as GrammyError;
  expect(limited.parameters.retry_after).toBe(3);
});

test('the WhatsApp client sends and lists templates', async () => {
  const client = new WhatsAppClient({
    accessToken: 'wa-token',
    baseUrl: `${root}/whatsapp`,
    graphVersion: 'v25.0',
  });
  const sent = await client.messages.sendText({
    phoneNumberId: numberId,
    to: '+79990000001',
    body: 'Hi',
  });
  expect(sent.messages[0]?.id).toMatch(/^wamid\./);
  const listed = await client.templates.list({ businessAccountId: accountId });
  expect(listed.data).toEqual([]);
  const refused = await client.messages
    .sendText({ phoneNumberId: numberId, to: '+79990000005', body: 'Hi' })
    .catch((error) => error);
  expect(refused).toMatchObject({ httpStatus: 400, code: 131047 });
});
