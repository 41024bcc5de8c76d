import { describe, expect, test } from 'vitest';
import type { InboundEvent, SendRequest } from '../../../bots/channel.ts';
import { createWhatsApp, type WhatsAppOptions } from '../../../bots/whatsapp/channel.ts';
import { owesOnABadLine, useLine } from '../bad-line.ts';
import { cutBody, html, json, reset } from '../contract-server.ts';
import {
  account,
  anna,
  annaId,
  bytes,
  messages,
  ownDigits,
  waba,
  wamid,
  webhook,
} from './fixtures.ts';

const line = useLine();
const { answer, seen } = line;

const create = (more: Partial<WhatsAppOptions> = {}) =>
  createWhatsApp({
    accessToken: 'EAAJB-token-of-nobody',
    phoneNumberId: account,
    businessAccountId: waba,
    appSecret: 'app-secret',
    apiRoot: line.url(),
    graphVersion: 'v25.0',
    ...more,
  });
const contacts = [{ input: `+${anna}`, wa_id: anna, user_id: annaId }];
const accepted = json(200, {
  messaging_product: 'whatsapp',
  contacts,
  messages: [{ id: wamid, message_status: 'accepted' }],
});
const fault = (status: number, error: object, headers = {}) => json(status, { error }, headers);
const request = (more: Partial<SendRequest> = {}): SendRequest => ({
  messageId: '0198f3e2-0000-7000-8000-000000000001',
  to: { phone: `+${anna}` },
  form: 'session',
  content: { text: 'Здравствуйте' },
  signal: new AbortController().signal,
  ...more,
});

describe('send', () => {
  test('one versioned request with the token and our id; the answer teaches the address', async () => {
    answer(accepted);
    expect(await create().send(request())).toEqual({
      type: 'accepted',
      externalId: wamid,
      address: { phone: `+${anna}`, userId: annaId },
    });
    expect(seen()).toMatchObject([
      {
        method: 'POST',
        path: `/v25.0/${account}/messages`,
        headers: { authorization: 'Bearer EAAJB-token-of-nobody' },
        body: {
          messaging_product: 'whatsapp',
          recipient_type: 'individual',
          to: `+${anna}`,
          biz_opaque_callback_data: '0198f3e2-0000-7000-8000-000000000001',
          type: 'text',
          text: { body: 'Здравствуйте', preview_url: false },
        },
      },
    ]);
  });

  test('a template arrives as it was rendered', async () => {
    answer(accepted);
    const template = {
      name: 'visit_v1',
      language: 'ru',
      params: { first_name: 'Анна' },
      buttons: ['a:c:1'],
    } as const;
    await create().send(request({ form: 'template', content: { text: 'x', template } }));
    expect(seen()).toMatchObject([
      {
        body: {
          type: 'template',
          template: {
            name: 'visit_v1',
            language: { code: 'ru' },
            components: [
              {
                type: 'body',
                parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Анна' }],
              },
              {
                type: 'button',
                sub_type: 'quick_reply',
                index: '0',
                parameters: [{ type: 'payload', payload: 'a:c:1' }],
              },
            ],
          },
        },
      },
    ]);
  });

  test('a text too long costs no request', async () => {
    const outcome = await create().send(request({ content: { text: 'x'.repeat(4097) } }));
    expect(outcome).toEqual({ type: 'rejected', code: 'too_long', elsewhere: true });
    expect(seen()).toEqual([]);
  });

  owesOnABadLine({
    line,
    create: (apiRoot) => create(apiRoot === undefined ? {} : { apiRoot }),
    request,
    lost: [
      ['the connection resets', reset, 'UND_ERR_SOCKET'],
      ['the answer breaks off', cutBody(200), 'UND_ERR_SOCKET'],
      ['a proxy answers 502', html(502), 'http_502'],
      ['the error breaks off', cutBody(500), 'http_500'],
      ['a page comes with 200', html(200), 'no_id'],
      ['the answer has no message', json(200, { messages: [] }), 'no_id'],
      ['the answer is null', json(200, null), 'no_id'],
    ],
  });

  test.each([
    [
      'the window',
      fault(400, { code: 131047, message: 'Re-engagement' }),
      { type: 'window_closed', code: '131047' },
    ],
    [
      'the pair rate',
      fault(400, { code: 131056 }),
      { type: 'throttled', scope: 'address', retryAfterMs: 6000, code: '131056' },
    ],
    [
      'a longer Retry-After',
      fault(429, { code: 130429 }, { 'retry-after': '30' }),
      { type: 'throttled', scope: 'account', retryAfterMs: 30_000, code: '130429' },
    ],
    [
      'an unknown transient code',
      fault(400, { code: 999_999, is_transient: true }),
      { type: 'throttled', scope: 'message', retryAfterMs: 10_000, code: '999999' },
    ],
    [
      'the service',
      fault(503, { code: 131016 }),
      { type: 'throttled', scope: 'message', retryAfterMs: 30_000, code: '131016' },
    ],
    [
      'the token',
      fault(401, { code: 190, type: 'OAuthException' }),
      { type: 'channel_down', code: '190' },
    ],
    [
      '429 without Graph',
      html(429),
      { type: 'throttled', scope: 'message', retryAfterMs: 10_000, code: 'http_429' },
    ],
    ['401 without Graph', html(401), { type: 'channel_down', code: 'http_401' }],
    ['404 without Graph', html(404), { type: 'rejected', elsewhere: false, code: 'http_404' }],
    [
      'a redirect',
      json(307, {}, { location: '/elsewhere' }),
      { type: 'rejected', elsewhere: false, code: 'http_307' },
    ],
  ])('%s, asked once', async (_name, answer, outcome) => {
    line.answer(answer);
    expect(await create().send(request())).toEqual(outcome);
    expect(seen()).toHaveLength(1);
  });
});

describe('acknowledge', () => {
  const received = (more: Partial<InboundEvent>): InboundEvent =>
    ({
      type: 'text',
      text: 'x',
      externalId: wamid,
      account,
      at: null,
      sender: null,
      ...more,
    }) as InboundEvent;

  test('marks the message read', async () => {
    answer(json(200, { success: true }));
    await create().acknowledge?.(received({}));
    expect(seen()).toMatchObject([
      { body: { messaging_product: 'whatsapp', status: 'read', message_id: wamid } },
    ]);
  });

  test.each([
    ['a status', received({ type: 'status' })],
    ['a message to another number', received({ account: '1' })],
  ])('not %s', async (_name, event) => {
    await create().acknowledge?.(event);
    expect(seen()).toEqual([]);
  });

  test('a refusal is nobody’s concern', async () => {
    answer(fault(400, { code: 100 }));
    await expect(create().acknowledge?.(received({}))).resolves.toBeUndefined();
  });
});

describe('our own number', () => {
  const link = { token: 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy-_x', greeting: 'Hi' };

  test('is asked for by prepare', async () => {
    answer(json(200, { display_phone_number: '+1 555-078-3881', verified_name: 'Z', id: account }));
    const channel = create();
    expect(await channel.prepare()).toBeNull();
    expect(seen()).toMatchObject([
      { method: 'GET', path: `/v25.0/${account}?fields=display_phone_number%2Cverified_name` },
    ]);
    expect(channel.invitationUrl(link)).toContain(`https://wa.me/${ownDigits}?text=Hi`);
  });

  test('or learnt from a webhook', () => {
    const channel = create();
    expect(channel.invitationUrl(link)).toContain('https://wa.me/?text=Hi');
    channel.parse(bytes(webhook(messages({}))));
    expect(channel.invitationUrl(link)).toContain(`https://wa.me/${ownDigits}?text=Hi`);
  });

  test.each([
    ['an expired token', fault(401, { code: 190 }), 'unauthorized'],
    ['a deleted number', fault(400, { code: 33 }), '33'],
    ['a server in trouble', html(502), 'unreachable'],
    ['an answer without the number, which costs only the link,', json(200, {}), null],
    ['a server that does not know the question', html(404), null],
  ])('%s is told by its code', async (_name, answer, code) => {
    line.answer(answer);
    expect(await create().prepare()).toBe(code);
  });
});
