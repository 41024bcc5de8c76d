/** Long because it goes through the methods of one platform in the order a bot uses them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  accountId,
  addPhone,
  begin,
  type Harness,
  hour,
  inbound,
  numberId,
  opened,
  secret,
  statuses,
} from './harness.ts';

let h: Harness;
beforeEach(() => {
  h = begin();
});
afterEach(() => h.sandbox.stop());

const messages = `${numberId}/messages`;
const send = (body: object, to = '+79990000001') =>
  h.graph('POST', messages, { messaging_product: 'whatsapp', to, ...body });
const text = (body: string) => ({ type: 'text', text: { body } });
const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const buttons = (list: object[], body = 'Choose') => ({
  type: 'interactive',
  interactive: { type: 'button', body: { text: body }, action: { buttons: list } },
});
const list = (rows: object[], menu = 'Times') => ({
  type: 'interactive',
  interactive: {
    type: 'list',
    body: { text: 'Choose' },
    action: { button: menu, sections: [{ title: 'May', rows }] },
  },
});
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `s:${index}`, title: `Slot ${index}` }));

describe('the way in', () => {
  test('a bad token is 190, another object is 100 with subcode 33', async () => {
    expect(await h.graph('GET', numberId, undefined, 'other')).toMatchObject({
      status: 401,
      error: { code: 190, type: 'OAuthException' },
    });
    expect(await h.graph('POST', '999/messages', {})).toMatchObject({
      status: 400,
      error: { code: 100, error_subcode: 33 },
    });
  });

  test('a number tells the fields it is asked for', async () => {
    const answer = await h.graph('GET', `${numberId}?fields=display_phone_number,quality_rating`);
    expect(answer).toMatchObject({ id: numberId, quality_rating: 'GREEN' });
    expect(answer.verified_name).toBeUndefined();
  });

  test('the handshake brings back the challenge', async () => {
    expect(await h.control('POST', '/whatsapp/verify')).toMatchObject({ ok: true });
  });
});

describe('free-form messages', () => {
  test('an accepted one is on the phone and told of by signed statuses', async () => {
    const { id, bsuid } = await opened(h);
    const sent = await send({ ...text('Hi'), biz_opaque_callback_data: 'msg-1' });
    expect(sent).toMatchObject({
      status: 200,
      contacts: [{ input: '+79990000001', wa_id: '79990000001', user_id: bsuid }],
    });
    const wamid = sent.messages[0].id;
    expect(wamid).toMatch(/^wamid\./);
    await h.sandbox.idle();
    await h.control('POST', `/phones/${id}/whatsapp/read`);
    await h.sandbox.idle();
    expect(statuses(h).map((status) => status.status)).toEqual(['sent', 'delivered', 'read']);
    expect(statuses(h)[0]).toMatchObject({
      id: wamid,
      recipient_id: '79990000001',
      recipient_user_id: bsuid,
      biz_opaque_callback_data: 'msg-1',
      pricing: { category: 'service' },
    });
  });

  test('the signature is HMAC-SHA256 over the very bytes', async () => {
    await opened(h);
    await send(text('Привет'));
    await h.sandbox.idle();
    const key = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(secret),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['verify'],
    );
    for (const { headers, bytes } of h.received) {
      const hex = /^sha256=([0-9a-f]{64})$/.exec(headers.get('x-hub-signature-256') ?? '')![1]!;
      const mac = Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16));
      expect(await crypto.subtle.verify('HMAC', key, mac, bytes)).toBe(true);
    }
    expect(h.received).toHaveLength(2);
  });

  test.each([
    ['text above 4096', text('x'.repeat(4097)), 100],
    ['an empty text', text(''), 131008],
    ['no text', { type: 'text' }, 131008],
    ['an unknown type', { type: 'poll' }, 131051],
    ['four buttons', buttons([1, 2, 3, 4].map((n) => reply(`${n}`, `${n}`))), 131009],
    ['no buttons', buttons([]), 131009],
    ['a title of 21', buttons([reply('a', 'x'.repeat(21))]), 131009],
    ['an id of 257', buttons([reply('x'.repeat(257), 'A')]), 131009],
    ['the same id twice', buttons([reply('a', 'A'), reply('a', 'B')]), 131009],
    ['a body of 1025 with buttons', buttons([reply('a', 'A')], 'x'.repeat(1025)), 131009],
    ['eleven rows', list(rows(11)), 131009],
    ['a row title of 25', list([{ id: 'a', title: 'x'.repeat(25) }]), 131009],
    ['a description of 73', list([{ id: 'a', title: 'A', description: 'x'.repeat(73) }]), 131009],
    ['a menu label of 21', list(rows(1), 'x'.repeat(21)), 131009],
    ['opaque data of 513', { ...text('x'), biz_opaque_callback_data: 'x'.repeat(513) }, 131009],
    ['media without id or link', { type: 'image', image: {} }, 131008],
  ])('refuses %s', async (_what, body, code) => {
    await opened(h);
    const answer = await send(body);
    expect(answer).toMatchObject({
      status: 400,
      error: { code, type: 'OAuthException', error_data: { messaging_product: 'whatsapp' } },
    });
    expect((await h.control('GET', '/log')).items).toEqual([]);
  });

  test('refuses what is not for WhatsApp, and nobody to send to', async () => {
    expect(await h.graph('POST', messages, { to: '+79990000001', ...text('x') })).toMatchObject({
      error: { code: 100 },
    });
    expect(
      await h.graph('POST', messages, { messaging_product: 'whatsapp', ...text('x') }),
    ).toMatchObject({ error: { code: 131008 } });
    expect(await send(text('x'), 'nobody')).toMatchObject({ error: { code: 131009 } });
  });

  test('takes the longest that is allowed', async () => {
    await opened(h);
    for (const body of [
      text('x'.repeat(4096)),
      buttons(
        [1, 2, 3].map((n) => reply(`${n}${'x'.repeat(255)}`, `${n}${'x'.repeat(19)}`)),
        'x'.repeat(1024),
      ),
      list(rows(10), 'x'.repeat(20)),
    ]) {
      expect(await send(body)).toMatchObject({ status: 200 });
    }
  });

  test('the window closes 24 hours after the last message of the person', async () => {
    const { id } = await addPhone(h);
    expect(await send(text('Hi'))).toMatchObject({ status: 400, error: { code: 131047 } });
    await h.control('POST', `/phones/${id}/whatsapp/text`, { text: 'Hello' });
    h.advance(24 * hour - 1);
    expect(await send(text('Hi'))).toMatchObject({ status: 200 });
    h.advance(1);
    expect(await send(text('Hi'))).toMatchObject({ error: { code: 131047 } });
    expect((await h.control('GET', `/phones/${id}`)).whatsapp.windowUntil).toBe(null);
  });

  test('marking as read shows on the phone, with typing', async () => {
    const { id } = await addPhone(h);
    const { messageId } = await h.control('POST', `/phones/${id}/whatsapp/text`, { text: 'Hello' });
    const mark = { messaging_product: 'whatsapp', status: 'read', message_id: messageId };
    const typing = { typing_indicator: { type: 'text' } };
    expect(await h.graph('POST', messages, { ...mark, ...typing })).toMatchObject({
      success: true,
    });
    const { whatsapp } = await h.control('GET', `/phones/${id}`);
    expect(whatsapp).toMatchObject({ typing: true, messages: [{ status: 'read' }] });
    expect(await h.graph('POST', messages, { ...mark, message_id: 'wamid.other' })).toMatchObject({
      error: { code: 131009 },
    });
  });

  test('a number nobody has fails later, a person who blocked stays at sent', async () => {
    const { id } = await opened(h);
    await h.graph('POST', `${accountId}/message_templates`, {
      name: 'plain',
      language: 'en',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hello' }],
    });
    await h.sandbox.idle();
    h.received.length = 0;
    const template = { type: 'template', template: { name: 'plain', language: { code: 'en' } } };
    expect(await send(template, '+79998887766')).toMatchObject({ status: 200 });
    await h.sandbox.idle();
    expect(statuses(h)).toMatchObject([{ status: 'failed', errors: [{ code: 131026 }] }]);
    h.received.length = 0;
    await h.control('POST', `/phones/${id}/whatsapp/block`);
    await send(text('Hi'));
    await h.sandbox.idle();
    expect(statuses(h).map((status) => status.status)).toEqual(['sent']);
    expect((await h.control('GET', `/phones/${id}`)).whatsapp.messages).toHaveLength(1);
  });

  test('media goes up, comes back with a link, and the link gives the bytes', async () => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('file', new File(['png'], 'a.png', { type: 'image/png' }));
    const headers = { authorization: 'Bearer wa-token' };
    const upload = { method: 'POST', body: form, headers };
    const up = await h.sandbox.app.request(`/whatsapp/v25.0/${numberId}/media`, upload);
    const { id } = await up.json();
    const media = await h.graph('GET', id);
    expect(media).toMatchObject({ mime_type: 'image/png', file_size: 3 });
    const down = await h.sandbox.app.request(media.url, { headers });
    expect(await down.text()).toBe('png');
  });
});

describe('what a person does', () => {
  test('a text opens the window; one who hides the phone comes by user id only', async () => {
    const { id, bsuid } = await addPhone(h, { hidePhone: true });
    const url = 'https://wa.me/15550001111?text=Hello%20abc';
    await h.control('POST', `/phones/${id}/open`, { url });
    await h.sandbox.idle();
    const { contacts, metadata } = h.received[0]!.body.entry[0].changes[0].value;
    expect(metadata).toEqual({ display_phone_number: '15550001111', phone_number_id: numberId });
    expect(contacts).toEqual([{ profile: { name: 'Анна Смирнова' }, user_id: bsuid }]);
    expect(inbound(h)[0]).toMatchObject({
      from_user_id: bsuid,
      type: 'text',
      text: { body: 'Hello abc' },
    });
    expect(inbound(h)[0]!.from).toBeUndefined();
    const sent = await h.graph('POST', messages, {
      messaging_product: 'whatsapp',
      recipient: bsuid,
      ...text('Hi'),
    });
    expect(sent.contacts).toEqual([{ input: bsuid, user_id: bsuid }]);
    await h.sandbox.idle();
    expect(statuses(h)[0]!.recipient_id).toBeUndefined();
    expect(statuses(h)[0]!.recipient_user_id).toBe(bsuid);
  });

  test('session buttons and lists come as interactive, with their context', async () => {
    const { id } = await opened(h);
    const tap = (body: object) => h.control('POST', `/phones/${id}/whatsapp/tap`, body);
    const sent = await send(buttons([reply('c:1', 'Confirm'), reply('x:1', 'Cancel')]));
    expect(await tap({ label: 'Nothing' })).toMatchObject({
      status: 404,
      error: { code: 'no_such_button' },
    });
    await tap({ label: 'Confirm' });
    await send(list([{ id: 's:1', title: '10:00', description: 'Monday' }]));
    await tap({ data: 's:1' });
    await tap({ data: 'x:1', messageId: sent.messages[0].id });
    await h.sandbox.idle();
    const [first, second, third] = inbound(h);
    expect(first).toMatchObject({
      type: 'interactive',
      context: { from: '15550001111', id: sent.messages[0].id },
      interactive: { type: 'button_reply', button_reply: { id: 'c:1', title: 'Confirm' } },
    });
    expect(second).toMatchObject({
      interactive: { list_reply: { id: 's:1', title: '10:00', description: 'Monday' } },
    });
    expect(third).toMatchObject({ interactive: { button_reply: { id: 'x:1' } } });
  });

  test('contact, photo, reaction, marketing stop, a new number and the unsupported', async () => {
    const { id, bsuid } = await opened(h);
    const act = (name: string, body?: object) =>
      h.control('POST', `/phones/${id}/whatsapp/${name}`, body);
    await send(text('Hi'));
    await act('contact', { own: true });
    await act('photo', { caption: 'Me' });
    await act('react', { emoji: '👍' });
    await act('unsupported');
    await act('change-number', { phone: '+79991112233' });
    await h.sandbox.idle();
    const got = inbound(h);
    expect(got.map((message) => message.type)).toEqual([
      'contacts',
      'image',
      'reaction',
      'unsupported',
      'system',
    ]);
    expect(got[0]).toMatchObject({ contacts: [{ origin: 'contact_request' }] });
    expect(got[4]).toMatchObject({
      system: { type: 'user_changed_number', previous_user_id: bsuid },
    });
    expect(new Set(got.map((message) => message.id)).size).toBe(5);
    h.received.length = 0;
    await act('marketing', { stopped: true });
    await h.sandbox.idle();
    expect(h.received[0]!.body.entry[0].changes[0]).toMatchObject({
      field: 'user_preferences',
      value: { user_preferences: [{ value: 'stop' }] },
    });
  });
});
