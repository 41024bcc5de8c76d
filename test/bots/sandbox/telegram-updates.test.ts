import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addPhone, begin, type Harness, hour, started } from './harness.ts';

let h: Harness;
beforeEach(() => {
  h = begin();
});
afterEach(() => h.sandbox.stop());

const say = (id: string, text: string) =>
  h.control('POST', `/phones/${id}/telegram/text`, { text });
const textsOf = (updates: { message: { text: string } }[]) => updates.map((u) => u.message.text);

describe('long polling', () => {
  test('a waiting poll answers as soon as there is something', async () => {
    const { id } = await addPhone(h);
    const poll = h.telegram('getUpdates', { timeout: 50 });
    await say(id, 'Hello');
    expect(textsOf((await poll).result)).toEqual(['Hello']);
  });

  test('gives the same until the offset confirms it', async () => {
    const { id } = await addPhone(h);
    for (const text of ['1', '2', '3']) await say(id, text);
    const first = (await h.telegram('getUpdates', { limit: 2 })).result;
    expect(textsOf(first)).toEqual(['1', '2']);
    expect((await h.telegram('getUpdates')).result).toHaveLength(3);
    const offset = first[1].update_id + 1;
    expect(textsOf((await h.telegram('getUpdates', { offset })).result)).toEqual(['3']);
    expect((await h.telegram('getWebhookInfo')).result.pending_update_count).toBe(1);
  });

  test('a second poller ends the first with 409, a webhook ends both', async () => {
    const first = h.telegram('getUpdates', { timeout: 50 });
    const second = h.telegram('getUpdates', { timeout: 50 });
    expect(await first).toMatchObject({ status: 409, error_code: 409 });
    await h.telegram('setWebhook', { url: 'http://bot.test/tg' });
    expect(await second).toMatchObject({ status: 409 });
    expect((await h.telegram('getUpdates')).description).toMatch(/webhook is active/);
    await h.telegram('deleteWebhook');
    expect(await h.telegram('getUpdates')).toMatchObject({ ok: true });
  });

  test('idle waits for the poller to confirm, and not for one that hung up', async () => {
    const { id } = await addPhone(h);
    const poll = h.telegram('getUpdates', { timeout: 50 });
    await say(id, 'Hello');
    let idle = false;
    const waiting = h.sandbox.idle().then(() => {
      idle = true;
    });
    const [update] = (await poll).result;
    expect(idle).toBe(false);
    const next = h.telegram('getUpdates', { offset: update.update_id + 1, timeout: 50 });
    await waiting;
    await h.sandbox.stop();
    expect(await next).toMatchObject({ result: [] });
  });

  test('idle waits for the first poll of a bot that has put its webhook away', async () => {
    const { id } = await addPhone(h);
    await h.telegram('deleteWebhook');
    await say(id, 'Hello');
    let idle = false;
    const waiting = h.sandbox.idle().then(() => {
      idle = true;
    });
    const [update] = (await h.telegram('getUpdates')).result;
    expect(update.message.text).toBe('Hello');
    expect(idle).toBe(false);
    await h.telegram('getUpdates', { offset: update.update_id + 1 });
    await waiting;
  });

  test('idle does not wait for a bot that never asked', async () => {
    const { id } = await addPhone(h);
    await say(id, 'Hello');
    await h.sandbox.idle();
    expect((await h.telegram('getWebhookInfo')).result.pending_update_count).toBe(1);
  });

  test('an update is kept for 24 hours, a callback for 150 seconds', async () => {
    const { id, chatId } = await started(h);
    const reply_markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] };
    await h.telegram('sendMessage', { chat_id: chatId, text: '?', reply_markup });
    await h.control('POST', `/phones/${id}/telegram/tap`, { label: 'Yes' });
    const kinds = async () =>
      (await h.telegram('getUpdates')).result.map((update: object) => Object.keys(update)[1]);
    expect(await kinds()).toEqual(['message', 'callback_query']);
    h.advance(151_000);
    expect(await kinds()).toEqual(['message']);
    h.advance(24 * hour);
    expect(await kinds()).toEqual([]);
  });
});

describe('webhook', () => {
  const url = 'http://bot.test/webhooks/telegram';
  const hooks = () => h.received.map((hook) => hook.body.message?.text);

  test('carries the secret and the update', async () => {
    const { id } = await addPhone(h);
    await h.telegram('setWebhook', { url, secret_token: 'S3cret_-' });
    await say(id, 'Hello');
    await h.sandbox.idle();
    expect(h.received[0]?.headers.get('x-telegram-bot-api-secret-token')).toBe('S3cret_-');
    expect(h.received[0]).toMatchObject({ url, body: { message: { text: 'Hello' } } });
    expect((await h.telegram('getWebhookInfo')).result).toMatchObject({
      url,
      pending_update_count: 0,
    });
  });

  test('an update that was refused comes again, in order, and idle does not wait for it', async () => {
    const { id } = await addPhone(h);
    await h.telegram('setWebhook', { url });
    h.bot.status = 500;
    await say(id, '1');
    await say(id, '2');
    await h.sandbox.idle();
    // At once and once more; the next try waits.
    expect(hooks()).toEqual(['1', '1']);
    expect((await h.telegram('getWebhookInfo')).result).toMatchObject({
      pending_update_count: 2,
      last_error_message: 'Wrong response from the webhook: 500',
    });
    h.bot.status = 200;
    const after = h.again();
    await after.sandbox.idle();
    expect(after.received.map((hook) => hook.body.message.text)).toEqual(['1', '2']);
    await after.sandbox.stop();
  });

  test('a secret with other characters is refused, and so is what is no URL', async () => {
    expect(await h.telegram('setWebhook', { url, secret_token: 'a b' })).toMatchObject({
      error_code: 400,
    });
    expect(await h.telegram('setWebhook', { url: 'nonsense' })).toMatchObject({ error_code: 400 });
  });

  test('drop_pending_updates forgets what waited', async () => {
    const { id } = await addPhone(h);
    await say(id, 'Old');
    await h.telegram('setWebhook', { url, drop_pending_updates: true });
    await h.sandbox.idle();
    expect(h.received).toEqual([]);
  });
});
