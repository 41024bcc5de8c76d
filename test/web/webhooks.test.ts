import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { newId } from '../../src/app/ids.ts';
import { receivePending } from '../../src/app/receive.ts';
import { systemTimers } from '../../src/app/timers.ts';
import { telegramChannel, whatsAppChannel } from '../../src/entry/channels.ts';
import type { Store } from '../../src/store/db.ts';
import { rows } from '../../src/store/db.ts';
import { listUnread } from '../../src/store/inbound.ts';
import { listThreads } from '../../src/store/threads.ts';
import { createWebhooks } from '../../src/web/webhooks.ts';
import { freshStore } from '../support/postgres.ts';

const nowhere = 'http://127.0.0.1:9';
let store: Store;
let ctx: Context;

beforeAll(async () => {
  store = await freshStore();
  ctx = {
    db: store.db,
    clock: { now: () => new Date('2026-11-23T06:00:00Z') },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    channels: [
      telegramChannel({
        token: '42:t',
        apiRoot: nowhere,
        updates: 'webhook',
        webhookSecret: 'right',
        publicUrl: nowhere,
      }),
      whatsAppChannel({
        accessToken: 'a',
        phoneNumberId: '106',
        businessAccountId: undefined,
        appSecret: 'app',
        verifyToken: 'v',
        apiRoot: nowhere,
        graphVersion: 'v25.0',
      }),
    ],
    process: newId(),
    timers: systemTimers,
    templates: [],
    wake: () => {},
  };
});
afterAll(() => store.close());

const web = () => createWebhooks(ctx, { challenge: (query) => query.get('hub.challenge') });
const stored = async () =>
  (await rows<{ n: number }>(store.db, sql`select count(*)::int as n from inbound`))[0]?.n;
const sign = (body: string) => `sha256=${createHmac('sha256', 'app').update(body).digest('hex')}`;
const whatsapp = (body: string, signature = sign(body)) =>
  web().request('/whatsapp', {
    method: 'POST',
    body,
    headers: { 'x-hub-signature-256': signature },
  });
const telegram = (body: string, secret: string) =>
  web().request('/telegram', {
    method: 'POST',
    body,
    headers: { 'x-telegram-bot-api-secret-token': secret },
  });

const wamid = (id: string, text: string, account = '106') => ({
  field: 'messages',
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550783881', phone_number_id: account },
    contacts: [{ profile: { name: 'A' }, user_id: 'US.1' }],
    messages: [
      { from_user_id: 'US.1', id, timestamp: '1750091045', type: 'text', text: { body: text } },
    ],
  },
});
const envelope = (...changes: object[]) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: changes.map((change) => ({ id: '102', changes: [change] })),
  });

test('a wrong signature or secret is 401 and nothing is stored', async () => {
  const before = await stored();
  const body = envelope(wamid('wamid.1', 'hi'));
  expect((await whatsapp(body, sign(`${body} `))).status).toBe(401);
  expect((await whatsapp(body, '')).status).toBe(401);
  expect((await telegram('{"update_id":1}', 'wrong')).status).toBe(401);
  expect(await stored()).toBe(before);
});

test('every entry and every message of a batch is stored before the 200, once however often it comes', async () => {
  const before = (await stored()) ?? 0;
  const body = envelope(
    wamid('wamid.2', 'one'),
    wamid('wamid.3', 'two'),
    wamid('wamid.4', 'not ours', '999'),
  );
  expect((await whatsapp(body)).status).toBe(200);
  expect((await whatsapp(body)).status).toBe(200);
  expect(await stored()).toBe(before + 3);
});

test('what is signed but malformed is kept, answered 200 and shown to staff', async () => {
  expect((await whatsapp('not json at all')).status).toBe(200);
  expect((await telegram('[]', 'right')).status).toBe(200);
  await receivePending(ctx);
  const unread = await listUnread(store.db, 10);
  expect(unread.map((row) => [row.channel, row.type, row.raw])).toEqual([
    ['whatsapp', 'unsupported', 'not json at all'],
    ['telegram', 'unsupported', '[]'],
  ]);
});

test('a sender known by a business-scoped id alone gets a thread like anybody', async () => {
  await receivePending(ctx);
  const threads = await listThreads(store.db, { state: 'open', limit: 10 });
  expect(threads.map(({ address }) => [address.channel, address.userId, address.phone])).toEqual([
    ['whatsapp', 'US.1', null],
  ]);
});

test('bodies over the limit are 413', async () => {
  expect((await telegram('x'.repeat(1024 * 1024 + 1), 'right')).status).toBe(413);
  expect((await whatsapp('x'.repeat(3 * 1024 * 1024 + 1))).status).toBe(413);
});

test("Meta's challenge is answered with its own words", async () => {
  const answer = await web().request(
    '/whatsapp?hub.mode=subscribe&hub.challenge=42&hub.verify_token=v',
  );
  expect([answer.status, await answer.text()]).toEqual([200, '42']);
});
