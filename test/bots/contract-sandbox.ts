/** The sandbox behind real HTTP, with one person on it, for the contract of both channels. */

import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Channel, WebhookRequest } from '../../bots/channel.ts';
import { createSandbox } from '../../bots/sandbox/sandbox.ts';
import type { ChannelId } from '../../src/domain/words.ts';
import type { Harness, PhoneMessage } from './contract.ts';
import { closedPort } from './contract-server.ts';

export const accounts = {
  telegram: { token: '7000000001:AAF-sandbox_token', username: 'zabota_sandbox_bot' },
  whatsapp: {
    accessToken: 'EAAJB-sandbox',
    phoneNumberId: '106540352242922',
    businessAccountId: '102290129340398',
    appSecret: 'app-secret',
    verifyToken: 'verify-me',
    displayPhone: '+7 495 000-00-01',
  },
} as const;

export interface Place {
  /** Where the product would be reached. */
  readonly publicUrl: string;
  /** `/sandbox/telegram` or `/sandbox/whatsapp`, or a port where nothing listens. */
  readonly apiRoot: string;
  readonly fetch: typeof fetch;
}

/** A channel made by `create` on a fresh sandbox; its person has already written once. */
export async function startSandbox(
  id: ChannelId,
  create: (place: Place) => Channel,
  updates: 'webhook' | 'poll' = 'webhook',
): Promise<Omit<Harness, 'tampered'>> {
  const delivered: WebhookRequest[] = [];
  const { port, sandbox, close } = await listen(delivered);
  const publicUrl = `http://127.0.0.1:${port}`;
  let requests = 0;
  const counting: typeof fetch = (input, init) => {
    requests += 1;
    return fetch(input, init);
  };
  const control = (method: string, path: string, body?: object) =>
    call(`${publicUrl}/sandbox/api${path}`, method, body);
  const webhooks = async () => {
    await sandbox.idle();
    return delivered.splice(0);
  };

  const channel = create({ publicUrl, apiRoot: `${publicUrl}/sandbox/${id}`, fetch: counting });
  const unreachable = create({ publicUrl, apiRoot: await closedPort(), fetch: counting });
  const person = await control('POST', '/phones', { name: 'Анна', phone: '+79990000001' });
  const at = `/phones/${person.id}`;
  const phone = async () => (await control('GET', at))[id];
  await channel.prepare();
  await control('POST', `${at}/${id}/${id === 'telegram' ? 'start' : 'text'}`, { text: '.' });
  // Who will poll has not begun: what waits for it would be waited for.
  if (updates === 'webhook') await webhooks();

  return {
    channel,
    unreachable,
    patient: { userId: String((await phone()).userId) },
    phone: person.phone,
    webhooks,
    requests: () => requests,
    act: (name, body = {}) => control('POST', `${at}/${id}/${name}`, body).then(() => undefined),
    open: (url) => control('POST', `${at}/open`, { url }).then(() => undefined),
    fault: (fault) =>
      control('POST', '/faults', { channel: id, fault, count: 1 }).then(() => undefined),
    messages: async () =>
      (await phone()).messages.filter((message: PhoneMessage) => message.from === 'bot'),
    accepted: async () =>
      (await control('GET', '/log')).items.map((item: { text: string }) => item.text),
    close,
  };
}

async function listen(delivered: WebhookRequest[]) {
  let port = 0;
  const webhookUrl = () => `http://127.0.0.1:${port}/webhooks/whatsapp`;
  const sandbox = createSandbox({
    clock: { now: () => new Date('2026-11-22T09:00:00Z') },
    telegram: accounts.telegram,
    whatsapp: { ...accounts.whatsapp, webhookUrl },
  });
  const app = new Hono();
  app.route('/sandbox', sandbox.app);
  app.post('/webhooks/:channel', async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    delivered.push({ headers: c.req.raw.headers, body });
    return c.body(null, 200);
  });
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (info) => {
      port = info.port;
      resolve(started);
    });
  });
  const close = async () => {
    await sandbox.stop();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port, sandbox, close };
}

async function call(url: string, method: string, body?: object) {
  const headers = { 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, { method, headers, ...sent });
  const answer = await response.json();
  if (!response.ok) throw new Error(`sandbox: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}
