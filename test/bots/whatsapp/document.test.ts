import { describe, expect, test } from 'vitest';
import type { SendOutcome, SendRequest } from '../../../bots/channel.ts';
import { createWhatsApp } from '../../../bots/whatsapp/channel.ts';
import { render } from '../../../bots/whatsapp/render.ts';
import type { Content } from '../../../src/domain/content.ts';
import { useLine } from '../bad-line.ts';
import { type Answer, closedPort, cutBody, html, json, never, reset } from '../contract-server.ts';
import { account, anna, waba, wamid } from './fixtures.ts';

const line = useLine();
const create = (apiRoot = line.url()) =>
  createWhatsApp({
    accessToken: 'EAAJB-token-of-nobody',
    phoneNumberId: account,
    businessAccountId: waba,
    appSecret: 'app-secret',
    apiRoot,
    graphVersion: 'v25.0',
  });

const document = { filename: 'zabota-2026-11-22.txt', text: 'Согласие: визиты\n' };
const content: Content = { text: 'Вот всё, что мы храним', document };
const request = (more: Partial<SendRequest> = {}): SendRequest => ({
  messageId: '0198f3e2-0000-7000-8000-000000000001',
  to: { phone: `+${anna}` },
  form: 'session',
  content,
  signal: new AbortController().signal,
  ...more,
});
const mediaId = '1003383421387256';
const uploaded = json(200, { id: mediaId });
const accepted = json(200, { messages: [{ id: wamid }] });
const steps = (upload: Answer, message: Answer) =>
  line.answer((response, got) => (got.path.endsWith('/media') ? upload : message)(response, got));
const paths = () => line.seen().map(({ path }) => path.split('/').at(-1));

test('a file is uploaded, then sent by its id under its name', async () => {
  steps(uploaded, accepted);
  expect(await create().send(request())).toMatchObject({ type: 'accepted', externalId: wamid });
  const bytes = [...new TextEncoder().encode(`\uFEFF${document.text}`)];
  expect(line.seen()).toMatchObject([
    {
      path: `/v25.0/${account}/media`,
      headers: { authorization: 'Bearer EAAJB-token-of-nobody' },
      body: {
        messaging_product: 'whatsapp',
        type: 'text/plain',
        file: { filename: document.filename, type: 'text/plain', bytes },
      },
    },
    {
      path: `/v25.0/${account}/messages`,
      body: {
        to: `+${anna}`,
        biz_opaque_callback_data: '0198f3e2-0000-7000-8000-000000000001',
        type: 'document',
        document: { id: mediaId, filename: document.filename, caption: content.text },
      },
    },
  ]);
});

describe('a failed upload sends nothing', () => {
  test.each<readonly [string, Answer, SendOutcome]>([
    ['the connection resets', reset, { type: 'not_sent', code: 'UND_ERR_SOCKET' }],
    ['the answer breaks off', cutBody(200), { type: 'not_sent', code: 'UND_ERR_SOCKET' }],
    ['a proxy answers', html(502), { type: 'not_sent', code: 'http_502' }],
    ['the answer has no id', json(200, {}), { type: 'not_sent', code: 'no_answer' }],
    [
      'the file is refused',
      json(400, { error: { code: 131053 } }),
      { type: 'rejected', code: '131053', elsewhere: false },
    ],
    [
      'the token has run out',
      json(401, { error: { code: 190 } }),
      { type: 'channel_down', code: '190' },
    ],
  ])('%s', async (_name, answer, outcome) => {
    steps(answer, accepted);
    expect(await create().send(request())).toEqual(outcome);
    expect(paths()).toEqual(['media']);
  });

  test('nothing listens', async () => {
    const outcome = await create(await closedPort()).send(request());
    expect(outcome).toEqual({ type: 'not_sent', code: 'ECONNREFUSED' });
  });

  test('the caller gives up', async () => {
    line.answer(never);
    const abort = new AbortController();
    const arrived = line.next();
    const outcome = create().send(request({ signal: abort.signal }));
    await arrived;
    abort.abort();
    expect(await outcome).toEqual({ type: 'not_sent', code: 'aborted' });
    expect(paths()).toEqual(['media']);
  });
});

test('after the upload the message is judged as any other', async () => {
  steps(uploaded, reset);
  expect(await create().send(request())).toEqual({ type: 'unknown', code: 'UND_ERR_SOCKET' });
  steps(uploaded, json(400, { error: { code: 131047 } }));
  expect(await create().send(request())).toEqual({ type: 'window_closed', code: '131047' });
});

describe('rendered', () => {
  const { messageId, to, form } = request();
  const rendered = (more: Partial<Content>) =>
    render({ messageId, to, form, content: { ...content, ...more } });

  test('buttons beside a file are dropped', () => {
    expect(rendered({ buttons: [{ label: 'Да', data: 'a:1' }] })).toEqual(rendered({}));
  });

  test.each<readonly [string, Partial<Content>, string]>([
    ['1025 characters', { text: 'я'.repeat(1025) }, 'too_long'],
    ['an empty file', { document: { ...document, text: '' } }, 'document_empty'],
    ['a bad name', { document: { ...document, filename: 'a/b.txt' } }, 'document_name'],
  ])('%s is refused', (_name, more, code) => {
    expect(rendered(more)).toEqual({ type: 'rejected', code, elsewhere: true });
  });

  test('a template cannot carry a file', () => {
    const template = { name: 'export_v1', language: 'ru', params: {}, buttons: [] } as const;
    const outside = { ...content, template };
    expect(render({ messageId, to, form: 'template', content: outside })).toEqual({
      type: 'rejected',
      code: 'document_in_template',
      elsewhere: true,
    });
  });
});
