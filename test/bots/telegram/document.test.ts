import { describe, expect, test } from 'vitest';
import type { SendRequest } from '../../../bots/channel.ts';
import { createTelegram } from '../../../bots/telegram/channel.ts';
import { renderText } from '../../../bots/telegram/render.ts';
import type { Content } from '../../../src/domain/content.ts';
import { owesOnABadLine, useLine } from '../bad-line.ts';
import { cutBody, html, json, reset } from '../contract-server.ts';
import { token } from './fixtures.ts';

const line = useLine();
const create = (apiRoot = line.url()) =>
  createTelegram({ token, apiRoot, webhookSecret: undefined, updates: 'poll' });

const document = { filename: 'zabota-2026-11-22.txt', text: 'Согласие: визиты\n' };
const request = (more: Partial<SendRequest> = {}): SendRequest => ({
  messageId: '0198f3e2-0000-7000-8000-000000000001',
  to: { userId: '5100000001' },
  form: 'session',
  content: { text: 'Вот всё, что мы храним', document, buttons: [{ label: 'Да', data: 'a:1' }] },
  signal: new AbortController().signal,
  ...more,
});
const sent = json(200, { ok: true, result: { message_id: 512 } });

test('a file goes up with its words and buttons, in one request', async () => {
  line.answer(sent);
  expect(await create().send(request())).toEqual({ type: 'accepted', externalId: '512' });
  expect(line.seen()).toMatchObject([
    {
      path: `/bot${token}/sendDocument`,
      headers: { 'content-length': expect.stringMatching(/^\d+$/) },
      body: {
        chat_id: '5100000001',
        caption: 'Вот всё, что мы храним',
        reply_markup: JSON.stringify({ inline_keyboard: [[{ text: 'Да', callback_data: 'a:1' }]] }),
      },
    },
  ]);
  const attached = Object.values(line.seen()[0]?.body as object).find(
    (value) => typeof value === 'object',
  );
  expect(attached).toMatchObject({ filename: document.filename });
  // Viewers that guess the encoding need the mark.
  expect(attached.bytes).toEqual([...new TextEncoder().encode(`\uFEFF${document.text}`)]);
});

describe('on a bad line', () => {
  owesOnABadLine({
    line,
    create,
    request,
    lost: [
      ['the connection resets', reset, 'UND_ERR_SOCKET'],
      ['the answer breaks off', cutBody(200), 'UND_ERR_SOCKET'],
      ['a proxy answers', html(502), 'no_answer'],
    ],
  });
});

test('an edit changes the words beside the file and leaves the file', async () => {
  line.answer(sent);
  const { to, signal, content } = request();
  const outcome = await create().edit?.({ to, signal, content, externalId: '512' });
  expect(outcome).toEqual({ type: 'accepted', externalId: '512' });
  expect(line.seen()).toMatchObject([
    { path: `/bot${token}/editMessageCaption`, body: { caption: 'Вот всё, что мы храним' } },
  ]);
});

test.each<readonly [string, Partial<Content>, string | null]>([
  ['1024 characters', { text: 'я'.repeat(1024) }, null],
  ['1025 characters', { text: 'я'.repeat(1025) }, 'too_long'],
  ['a file without words in it', { document: { ...document, text: ' \n' } }, 'document_empty'],
  ['a name with a folder', { document: { ...document, filename: '../a.txt' } }, 'document_name'],
  ['a name in Cyrillic', { document: { ...document, filename: 'я.txt' } }, 'document_name'],
  ['a name without an ending', { document: { ...document, filename: 'a' } }, 'document_name'],
])('%s beside a file: %s', (_name, more, code) => {
  const rendered = renderText({ text: 'x', document, ...more });
  expect(rendered).toMatchObject(code === null ? { type: 'ready' } : { type: 'rejected', code });
});
