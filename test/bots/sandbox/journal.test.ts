import { expect, test } from 'vitest';
import { begin, inbound, numberId, opened, started, statuses } from './harness.ts';

const wa = {
  messaging_product: 'whatsapp',
  to: '+79990000001',
  type: 'text',
  text: { body: 'Hi' },
};

test('all of the state comes back from the journal', async () => {
  const h = begin();
  const { id, chatId } = await started(h);
  const reply_markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] };
  await h.telegram('sendMessage', { chat_id: chatId, text: 'Ok?', reply_markup });
  await h.control('POST', `/phones/${id}/telegram/tap`, { label: 'Yes' });
  await h.control('POST', `/phones/${id}/whatsapp/text`, { text: 'Hello' });
  await h.graph('POST', `${numberId}/messages`, wa);
  await h.control('POST', '/faults', { channel: 'telegram', fault: 'throttle', count: 2 });
  await h.telegram('sendMessage', { chat_id: chatId, text: 'throttled' });
  await h.sandbox.idle();
  await h.sandbox.stop();
  const after = h.again();
  for (const path of ['/state', '/log']) {
    const { headers: _before, ...before } = await h.control('GET', path);
    const { headers: _after, ...now } = await after.control('GET', path);
    expect(now).toEqual(before);
  }
  expect((await after.telegram('getUpdates')).result).toHaveLength(2);
  await after.sandbox.stop();
});

test('ids go on where they were', async () => {
  const h = begin();
  const { chatId } = await started(h);
  const send = async (now: typeof h) =>
    (await now.telegram('sendMessage', { chat_id: chatId, text: 'x' })).result.message_id;
  const first = [await send(h), await send(h)];
  await h.sandbox.stop();
  const after = h.again();
  expect(await send(after)).toBe(first[1] + 1);
  await after.sandbox.stop();
  const anew = begin();
  await started(anew);
  const [old] = (await after.telegram('getUpdates')).result;
  const [fresh] = (await anew.telegram('getUpdates')).result;
  expect(fresh.update_id).not.toBe(old.update_id);
  expect(fresh.message.from.id).toBe(old.message.from.id);
  await anew.sandbox.stop();
});

test('a webhook that was on its way when the process died is delivered after', async () => {
  const h = begin();
  await opened(h);
  await h.control('POST', '/faults', { channel: 'whatsapp', fault: 'hold_webhooks' });
  await h.graph('POST', `${numberId}/messages`, wa);
  await h.sandbox.stop();
  const after = h.again();
  await after.control('DELETE', '/faults');
  await after.sandbox.idle();
  expect(statuses(after).map((status) => status.status)).toEqual(['sent', 'delivered']);
  await after.sandbox.stop();
});

test('what is answered is already written, and a torn last line is left out', async () => {
  const h = begin();
  const { id } = await opened(h);
  const lines = h.lines.length;
  await h.control('POST', `/phones/${id}/whatsapp/text`, { text: 'Kept' });
  const written = h.lines.slice(lines).find((line) => line.includes('Kept'))!;
  expect(JSON.parse(written).map((record: { type: string }) => record.type)).toEqual([
    'wa/message',
    'wa/event',
  ]);
  await h.sandbox.stop();
  const torn = begin({ lines: [...h.lines.slice(0, lines), written.slice(0, 40)] });
  expect((await torn.control('GET', `/phones/${id}`)).whatsapp.messages).toHaveLength(1);
  await torn.sandbox.stop();
});

test('a sandbox without listeners is idle at once, and without a channel says so', async () => {
  const h = begin({ options: { fetch: () => Promise.reject(new Error('nobody listens')) } });
  const { id } = await started(h);
  await h.control('POST', `/phones/${id}/whatsapp/text`, { text: 'Hello' });
  await h.sandbox.idle();
  expect((await h.control('GET', '/state')).channels.whatsapp.pending).toBe(1);
  expect(inbound(h)).toEqual([]);
  await h.sandbox.stop();
});

test('since a revision nothing came after, the state is not repeated', async () => {
  const h = begin();
  const { revision } = await h.control('GET', '/state');
  const unchanged = await h.control('GET', `/state?since=${revision}`);
  expect(unchanged.status).toBe(204);
  expect(unchanged.headers.get('x-sandbox-clock')).toBe(h.now().toISOString());
  await started(h);
  expect((await h.control('GET', `/state?since=${revision}`)).revision).toBeGreaterThan(revision);
  await h.sandbox.stop();
});
