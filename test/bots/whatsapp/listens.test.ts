/** Whether Meta could deliver now: our own door from outside, and the subscription. */

import { expect, test } from 'vitest';
import { createWhatsApp, type WhatsAppOptions } from '../../../bots/whatsapp/channel.ts';
import { useLine } from '../bad-line.ts';
import { html, json } from '../contract-server.ts';
import { account, waba } from './fixtures.ts';

const line = useLine();

const create = (more: Partial<WhatsAppOptions> = {}) =>
  createWhatsApp({
    accessToken: 'EAAJB-token-of-nobody',
    phoneNumberId: account,
    businessAccountId: waba,
    appSecret: 'app-secret',
    apiRoot: line.url(),
    graphVersion: 'v25.0',
    webhookUrl: `${line.url()}/webhooks/whatsapp`,
    ...more,
  });
const app = { whatsapp_business_api_data: { id: '1', name: 'Clinic' } };
const subscribed = json(200, { data: [app] });

/** Our own door and Meta stand behind the same line. */
const answers = (door: typeof subscribed, graph: typeof subscribed) =>
  line.answer((response, request) =>
    (request.path.startsWith('/webhooks/') ? door : graph)(response, request),
  );

test('the door opens to a signed delivery of nothing, and the app is subscribed', async () => {
  answers(json(200, {}), subscribed);
  expect(await create().listens?.()).toBeNull();
  const [knock, asked] = line.seen();
  expect(knock).toMatchObject({
    method: 'POST',
    path: '/webhooks/whatsapp',
    body: { object: 'whatsapp_business_account', entry: [] },
  });
  const body = new TextEncoder().encode(JSON.stringify(knock?.body));
  const signature = knock?.headers['x-hub-signature-256'];
  const headers = new Headers({ 'x-hub-signature-256': String(signature) });
  expect(await create().verify({ headers, body })).toBe(true);
  expect(create().parse(body)).toEqual([]);
  expect(asked).toMatchObject({ method: 'GET', path: `/v25.0/${waba}/subscribed_apps` });
});

test.each([
  ['the door refuses', json(401, {}), subscribed, 'webhook_failing'],
  ['the database behind the door is down', html(503), subscribed, 'webhook_failing'],
  ['a redirect is no door', json(301, {}), subscribed, 'webhook_failing'],
  ['nobody subscribed', json(200, {}), json(200, { data: [] }), 'not_subscribed'],
  ['Meta in trouble', json(200, {}), html(502), 'unreachable'],
  ['a revoked token', json(200, {}), json(401, { error: { code: 190, message: 'x' } }), '190'],
])('%s', async (_, door, graph, code) => {
  answers(door, graph);
  expect(await create().listens?.()).toBe(code);
});

test('nobody at the public address', async () => {
  const webhookUrl = 'http://127.0.0.1:1/webhooks/whatsapp';
  expect(await create({ webhookUrl }).listens?.()).toBe('webhook_unreachable');
});

test('without a public address only a delivery proves anything', async () => {
  expect(await create({ webhookUrl: undefined }).listens?.()).toBe('no_public_url');
});

test('without a business account the door has to do', async () => {
  answers(json(200, {}), html(500));
  expect(await create({ businessAccountId: '' }).listens?.()).toBeNull();
});
