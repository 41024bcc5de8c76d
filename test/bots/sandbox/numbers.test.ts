/** Numbers that are shown, changed, lost and given to strangers. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseWebhook } from '../../../bots/whatsapp/parse.ts';
import { begin, type Harness, inbound, type Json, numberId, opened, started } from './harness.ts';

let h: Harness;
beforeEach(() => {
  h = begin();
});
afterEach(() => h.sandbox.stop());

const view = (id: string) => h.control('GET', `/phones/${id}`);
const updates = async () => (await h.telegram('getUpdates')).result as Json[];
const say = (to: object) =>
  h.graph('POST', `${numberId}/messages`, {
    ...{ messaging_product: 'whatsapp', type: 'text', text: { body: 'Hello' } },
    ...to,
  });

describe('the key that asks for the number', () => {
  const ask = async (more: object = {}) => {
    const phone = await started(h);
    const keyboard = [[{ text: 'My number', request_contact: true }], [{ text: 'Not now' }]];
    await h.telegram('sendMessage', {
      ...{ chat_id: phone.chatId, text: 'Phone?' },
      reply_markup: { keyboard, one_time_keyboard: true, ...more },
    });
    return phone;
  };
  const keys = async (id: string) => (await view(id)).telegram.keyboard?.length ?? 0;
  const act = (id: string, name: string, body: object) =>
    h.control('POST', `/phones/${id}/telegram/${name}`, body);

  test.each([
    ['pressed', 'tap', { label: 'My number' }],
    ['its verb called', 'contact', { own: true }],
  ])('%s shares the own number once', async (_name, name, body) => {
    const { id, chatId } = await ask();
    await act(id, name, body);
    const [message] = (await updates()).slice(-1);
    expect(message?.message.contact).toMatchObject({
      phone_number: '79990000001',
      user_id: chatId,
    });
    expect(await keys(id)).toBe(0);
  });

  test('stays while something else is written, goes with another key', async () => {
    const { id } = await ask();
    await act(id, 'text', { text: 'Why?' });
    await act(id, 'contact', { own: false, phone: '+7 999 000-00-77', name: 'Пётр' });
    expect(await keys(id)).toBe(2);
    await act(id, 'tap', { label: 'Not now' });
    expect(await keys(id)).toBe(0);
    const [card, refusal] = (await updates()).slice(-2);
    expect(card?.message.contact).toEqual({ phone_number: '79990000077', first_name: 'Пётр' });
    expect(refusal?.message.text).toBe('Not now');
  });

  test('one that is not for once stays', async () => {
    const { id } = await ask({ one_time_keyboard: false });
    await act(id, 'tap', { label: 'My number' });
    expect(await keys(id)).toBe(2);
  });
});

describe('a number that went to a stranger', () => {
  const passOn = async (id: string) => h.control('POST', `/phones/${id}/pass-number-on`, {});

  test('writes under the same number and another user id', async () => {
    const old = await opened(h);
    const stranger = await passOn(old.id);
    expect(stranger).toMatchObject({ name: 'Новый владелец', phone: old.phone });
    expect(stranger.whatsapp).toMatchObject({ messages: [], windowUntil: null });
    await h.control('POST', `/phones/${old.phone}/whatsapp/text`, { text: 'Who is this?' });
    await h.sandbox.idle();
    const [message] = inbound(h);
    expect(message).toMatchObject({
      from: '79990000001',
      from_user_id: stranger.whatsapp.userId,
    });
    expect(message?.from_user_id).not.toBe(old.bsuid);
  });

  test('is told to nobody; the old user id reaches no one, the number reaches the stranger', async () => {
    const old = await opened(h);
    const stranger = await passOn(old.id);
    await h.sandbox.idle();
    expect(h.received).toEqual([]);
    expect(await say({ recipient: old.bsuid })).toMatchObject({ error: { code: 131026 } });
    // A stranger has not written: their window is closed, whatever the last owner did.
    expect(await say({ to: old.phone })).toMatchObject({ error: { code: 131047 } });
    await h.control('POST', `/phones/${stranger.id}/whatsapp/text`, { text: 'Hm' });
    await say({ to: old.phone, recipient: old.bsuid });
    expect((await view(stranger.id)).whatsapp.messages.at(-1).text).toBe('Hello');
    expect((await view(old.id)).whatsapp.messages).toHaveLength(1);
  });

  test('on Telegram the old account is gone and the new one has not started', async () => {
    const old = await started(h);
    const stranger = await passOn(old.id);
    const to = (chat_id: number) => h.telegram('sendMessage', { chat_id, text: 'Hello' });
    expect(await to(old.chatId)).toMatchObject({
      error_code: 403,
      description: 'Forbidden: user is deactivated',
    });
    expect((await to(stranger.telegram.userId)).description).toMatch(/initiate conversation/);
  });

  test('leaves the old phone to be read, not used; the third owner is another one again', async () => {
    const old = await opened(h);
    const second = await passOn(old.id);
    expect(await view(old.id)).toMatchObject({ lost: true });
    for (const path of ['whatsapp/text', 'telegram/start', 'pass-number-on']) {
      const answer = await h.control('POST', `/phones/${old.id}/${path}`, { text: 'x' });
      expect(answer).toMatchObject({ status: 409, error: { code: 'number_lost' } });
    }
    const third = await passOn(second.id);
    const of = (person: Json) => [person.whatsapp.userId, person.telegram.userId];
    expect(new Set([old.bsuid, old.chatId, ...of(second), ...of(third)]).size).toBe(6);
    // The journal remembers whose is whose.
    const after = h.again();
    expect((await after.control('GET', `/phones/${old.phone}`)).id).toBe(third.id);
    await after.sandbox.stop();
  });
});

describe('a person with another', () => {
  const events = () => h.received.flatMap(({ bytes }) => parseWebhook(bytes, numberId));

  test('number is announced by WhatsApp, from who they were', async () => {
    const { id, bsuid, phone } = await opened(h);
    const now = await h.control('POST', `/phones/${id}/whatsapp/change-number`, {});
    await h.sandbox.idle();
    expect(events()).toMatchObject([
      {
        type: 'account_changed',
        code: 'user_changed_number',
        previous: { phone, userId: bsuid },
        sender: { phone: now.phone, userId: now.bsuid },
      },
    ]);
    expect((await view(id)).phone).toBe(now.phone);
  });

  test('number may tell nobody, and its old one then comes back as a stranger', async () => {
    const { id, bsuid, phone } = await opened(h);
    await h.control('POST', `/phones/${id}/whatsapp/change-number`, { told: false });
    await h.sandbox.idle();
    expect(h.received).toEqual([]);
    const stranger = await h.control('POST', '/phones', { name: 'Пётр', phone });
    expect(stranger.whatsapp.userId).not.toBe(bsuid);
  });

  test('number cannot take one that is in use', async () => {
    const { id, phone } = await opened(h);
    const answer = await h.control('POST', `/phones/${id}/whatsapp/change-number`, { phone });
    expect(answer).toMatchObject({ status: 409, error: { code: 'phone_taken' } });
  });

  test('user id alone is announced too', async () => {
    const { id, bsuid, phone } = await opened(h);
    const now = await h.control('POST', `/phones/${id}/whatsapp/change-user-id`);
    await h.sandbox.idle();
    expect(events()).toMatchObject([
      {
        type: 'account_changed',
        code: 'user_changed_user_id',
        previous: { phone, userId: bsuid },
        sender: { userId: now.bsuid },
      },
    ]);
  });

  test('Telegram account has another user id, and the old one is gone', async () => {
    const { id, chatId } = await started(h);
    const { userId } = await h.control('POST', `/phones/${id}/telegram/new-account`);
    expect(userId).not.toBe(chatId);
    const refused = await h.telegram('sendMessage', { chat_id: chatId, text: 'Hello' });
    expect(refused.description).toBe('Forbidden: user is deactivated');
    await h.control('POST', `/phones/${id}/telegram/start`);
    expect((await updates()).at(-1)?.message.from.id).toBe(userId);
    await h.telegram('sendMessage', { chat_id: userId, text: 'Hello again' });
    expect((await h.control('GET', '/log')).items).toMatchObject([{ phone: id }]);
  });
});
