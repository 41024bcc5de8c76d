import { describe, expect, test } from 'vitest';
import type { SendRequest } from '../../../bots/channel.ts';
import { createTelegram, type TelegramOptions } from '../../../bots/telegram/channel.ts';
import { owesOnABadLine, useLine } from '../bad-line.ts';
import { cutBody, html, json, reset } from '../contract-server.ts';
import { account, bytes, token } from './fixtures.ts';

const line = useLine();
const { answer, seen } = line;

const create = (more: Partial<TelegramOptions> = {}) =>
  createTelegram({
    token,
    apiRoot: `${line.url()}/`,
    webhookSecret: 'Hook_secret-1',
    updates: 'poll',
    ...more,
  });
const ok = (result: unknown) => json(200, { ok: true, result });
const sent = ok({ message_id: 512, date: 1, chat: { id: 1, type: 'private' } });
const request = (more: Partial<SendRequest> = {}): SendRequest => ({
  messageId: '0198f3e2-0000-7000-8000-000000000001',
  to: { userId: '5100000001' },
  form: 'session',
  content: { text: 'Здравствуйте' },
  signal: new AbortController().signal,
  ...more,
});

describe('send', () => {
  test('plain text, no preview, one request', async () => {
    answer(sent);
    expect(await create().send(request())).toEqual({ type: 'accepted', externalId: '512' });
    expect(seen()).toMatchObject([
      {
        method: 'POST',
        path: `/bot${token}/sendMessage`,
        body: {
          chat_id: 5_100_000_001,
          text: 'Здравствуйте',
          link_preview_options: { is_disabled: true },
        },
      },
    ]);
    expect(seen()[0]?.body).not.toHaveProperty('parse_mode');
    expect(seen()[0]?.body).not.toHaveProperty('reply_markup');
  });

  test('a template goes as a session message', async () => {
    answer(sent);
    const template = { name: 't', language: 'ru', params: {}, buttons: [] } as const;
    const content = { text: 'Слова', template };
    await create().send(request({ form: 'template', content }));
    expect(seen()).toMatchObject([{ body: { text: 'Слова' } }]);
  });

  test.each([
    ['a text too long', request({ content: { text: 'x'.repeat(4097) } }), 'too_long'],
    ['an address without a user id', request({ to: { phone: '+79990000001' } }), 'no_user_id'],
  ])('%s costs no request', async (_name, bad, code) => {
    expect(await create().send(bad)).toMatchObject({ type: 'rejected', code });
    expect(seen()).toEqual([]);
  });

  owesOnABadLine({
    line,
    create: (apiRoot) => create(apiRoot === undefined ? {} : { apiRoot }),
    request,
    lost: [
      ['the connection resets', reset, 'UND_ERR_SOCKET'],
      ['the answer breaks off', cutBody(200), 'UND_ERR_SOCKET'],
      ['a proxy answers', html(502), 'no_answer'],
      ['the server fails', json(500, { ok: false, error_code: 500, description: 'x' }), 'http_500'],
      ['the answer has no id', ok({}), 'no_id'],
      ['the answer is null', json(200, null), 'no_answer'],
      ['it redirects', json(307, {}, { location: '/elsewhere' }), 'bad_answer'],
    ],
  });

  test('429 comes back with its wait and is not repeated', async () => {
    const parameters = { retry_after: 3 };
    answer(json(429, { ok: false, error_code: 429, description: 'Too Many', parameters }));
    expect(await create().send(request())).toEqual({
      type: 'throttled',
      retryAfterMs: 3000,
      scope: 'address',
      code: 'too_many_requests',
    });
    expect(seen()).toHaveLength(1);
  });
});

describe('edit', () => {
  const edit = {
    to: { userId: '5100000001' },
    externalId: '512',
    signal: new AbortController().signal,
  };

  test('replaces the text and removes the keyboard', async () => {
    answer(sent);
    const outcome = await create().edit?.({ ...edit, content: { text: 'Готово' } });
    expect(outcome).toEqual({ type: 'accepted', externalId: '512' });
    expect(seen()).toMatchObject([
      {
        path: `/bot${token}/editMessageText`,
        body: { message_id: 512, text: 'Готово', reply_markup: { inline_keyboard: [] } },
      },
    ]);
  });

  test('one that changes nothing is accepted', async () => {
    const description = 'Bad Request: message is not modified: same';
    answer(json(400, { ok: false, error_code: 400, description }));
    const outcome = await create().edit?.({ ...edit, content: { text: 'Готово' } });
    expect(outcome).toEqual({ type: 'accepted', externalId: '512' });
  });
});

describe('acknowledge', () => {
  const press = {
    type: 'button',
    data: 'a',
    label: 'b',
    callbackId: '4382',
    externalId: '1',
    account,
    at: null,
    sender: null,
  } as const;

  test('answers the press', async () => {
    answer(ok(true));
    await create().acknowledge?.(press);
    expect(seen()).toMatchObject([
      { path: `/bot${token}/answerCallbackQuery`, body: { callback_query_id: '4382' } },
    ]);
  });

  test('a refusal is nobody’s concern', async () => {
    answer(json(400, { ok: false, error_code: 400, description: 'query is too old' }));
    await expect(create().acknowledge?.(press)).resolves.toBeUndefined();
  });
});

describe('prepare', () => {
  const me = { id: 7_000_000_001, is_bot: true, first_name: 'Z', username: 'zabota_test_bot' };
  const answerAll = () =>
    answer((response, { path }) =>
      ok(path.endsWith('/getMe') ? me : true)(response, {
        method: '',
        path,
        headers: {},
        body: null,
      }),
    );
  const calls = () => seen().map(({ path, body }) => [path.split('/').at(-1), body]);

  test('polling removes the webhook; the name makes the invitation link', async () => {
    answerAll();
    const channel = create();
    const link = { token: 'aZ_9-x', greeting: '' };
    expect(channel.invitationUrl(link)).toBeNull();
    expect(await channel.prepare()).toBeNull();
    expect(calls().map(([method]) => method)).toEqual(['getMe', 'deleteWebhook']);
    expect(channel.invitationUrl(link)).toBe('https://t.me/zabota_test_bot?start=aZ_9-x');
  });

  test('webhooks are registered with the secret, commands per language', async () => {
    answerAll();
    const commands = [
      { command: 'help', description: 'help' },
      { command: 'help', description: 'помощь', language: 'ru' },
    ];
    const channel = create({ updates: 'webhook', publicUrl: 'https://bot.example/', commands });
    expect(await channel.prepare()).toBeNull();
    expect(calls().slice(1)).toEqual([
      [
        'setWebhook',
        {
          url: 'https://bot.example/webhooks/telegram',
          secret_token: 'Hook_secret-1',
          allowed_updates: [
            'message',
            'edited_message',
            'callback_query',
            'my_chat_member',
            'message_reaction',
          ],
        },
      ],
      ['setMyCommands', { commands: [{ command: 'help', description: 'help' }] }],
      [
        'setMyCommands',
        { commands: [{ command: 'help', description: 'помощь' }], language_code: 'ru' },
      ],
    ]);
  });

  test.each([
    ['no public address', { publicUrl: undefined }, 'no_public_url'],
    ['no secret', { publicUrl: 'https://x', webhookSecret: undefined }, 'no_webhook_secret'],
  ])('webhooks with %s are not registered', async (_name, more, code) => {
    answerAll();
    expect(await create({ updates: 'webhook', ...more }).prepare()).toBe(code);
  });

  test.each([
    [
      'a revoked token',
      json(401, { ok: false, error_code: 401, description: 'x' }),
      'unauthorized',
    ],
    ['a server in trouble', html(502), 'unreachable'],
  ])('%s is told by a code', async (_name, answer, code) => {
    line.answer(answer);
    expect(await create().prepare()).toBe(code);
  });
});

describe('verify', () => {
  const body = bytes('{}');
  const given = (value: string) => new Headers({ 'x-telegram-bot-api-secret-token': value });

  test.each([
    ['the secret', given('Hook_secret-1'), true],
    ['another', given('Hook_secret-2'), false],
    ['a prefix', given('Hook_secret-'), false],
    ['none', new Headers(), false],
  ])('%s', async (_name, headers, expected) => {
    expect(await create().verify({ headers, body })).toBe(expected);
  });

  test.each([undefined, ''])('without a configured secret nothing is let in', async (secret) => {
    expect(await create({ webhookSecret: secret }).verify({ headers: given(''), body })).toBe(
      false,
    );
  });
});
