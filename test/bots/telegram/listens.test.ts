/** Whether Telegram could hand us an update now, from what it says of our webhook. */

import { expect, test } from 'vitest';
import { createTelegram } from '../../../bots/telegram/channel.ts';
import { useLine } from '../bad-line.ts';
import { html, json } from '../contract-server.ts';
import { token } from './fixtures.ts';

const line = useLine();

const create = (updates: 'webhook' | 'poll') =>
  createTelegram({
    token,
    apiRoot: line.url(),
    webhookSecret: 'Hook_secret-1',
    updates,
    publicUrl: 'https://bot.example/',
  });
const ours = { url: 'https://bot.example/webhooks/telegram', pending_update_count: 0 };
const secondsAgo = (n: number) => Math.floor(Date.now() / 1000) - n;
const info = (more: object) => json(200, { ok: true, result: { ...ours, ...more } });

test.each([
  ['nothing waits and nothing failed', info({}), null],
  ['an error long ago', info({ last_error_date: secondsAgo(16 * 60) }), null],
  ['an error of late', info({ last_error_date: secondsAgo(14 * 60) }), 'webhook_failing'],
  ['updates wait', info({ pending_update_count: 1 }), 'updates_waiting'],
  ['somebody else’s address', info({ url: 'https://other.example/' }), 'webhook_elsewhere'],
  ['no address at all', info({ url: '' }), 'webhook_elsewhere'],
  ['a server in trouble', html(502), 'unreachable'],
  ['a revoked token', json(401, { ok: false, error_code: 401, description: 'x' }), 'unauthorized'],
])('%s', async (_, answer, code) => {
  line.answer(answer);
  expect(await create('webhook').listens?.()).toBe(code);
  expect(line.seen().map(({ path }) => path.split('/').at(-1))).toEqual(['getWebhookInfo']);
});

test('who polls knows by the polls themselves', () => {
  expect(create('poll').listens).toBeUndefined();
});
