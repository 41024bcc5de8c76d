import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { begin, type Harness, numberId, opened, type Phone, started, statuses } from './harness.ts';

let h: Harness;
let phone: Phone;
beforeEach(() => {
  h = begin();
});
afterEach(() => h.sandbox.stop());

const text = 'Согласие: визиты\n';
const bytes = new TextEncoder().encode(`\uFEFF${text}`);
const form = (parts: Record<string, string | File>) => {
  const all = new FormData();
  for (const [name, part] of Object.entries(parts)) all.set(name, part);
  return all;
};
const open = (url: string) => h.sandbox.app.request(`/api/${url}`);
const shown = async (channel: string) =>
  (await h.control('GET', `/phones/${phone.id}`))[channel].messages.at(-1);
const logged = async () => (await h.control('GET', '/log')).items.at(-1);

describe('Telegram', () => {
  const post = async (method: string, body: FormData) =>
    (
      await h.sandbox.app.request(`/telegram/bot42:TEST-token/${method}`, { method: 'POST', body })
    ).json();
  const send = (name: string, type: string) =>
    post(
      'sendDocument',
      form({
        chat_id: String(phone.chatId),
        caption: 'Вот',
        document: 'attach://f',
        f: new File([bytes], name, { type }),
      }),
    );
  beforeEach(async () => {
    phone = await started(h);
  });

  test('a text file is on the phone, in the log, and can be opened', async () => {
    await send('zabota.txt', 'application/octet-stream');
    const { document, kind, text: caption } = await shown('telegram');
    expect({ document, kind, caption }).toMatchObject({
      document: { filename: 'zabota.txt', text },
      kind: 'document',
      caption: 'Вот',
    });
    expect((await logged()).document).toEqual(document);
    const file = await open(document.url);
    expect(file.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  });

  test('what a browser might run is only saved', async () => {
    await send('page.html', 'text/html');
    const { document } = await shown('telegram');
    expect(document.text).toBeNull();
    const file = await open(document.url);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  test('its caption is edited as a caption, a text as a text', async () => {
    const { result } = await send('zabota.txt', 'text/plain');
    const at = { chat_id: phone.chatId, message_id: result.message_id };
    expect(await h.telegram('editMessageText', { ...at, text: 'x' })).toMatchObject({
      error_code: 400,
      description: 'Bad Request: there is no text in the message to edit',
    });
    expect(await h.telegram('editMessageCaption', { ...at, caption: 'Всё' })).toMatchObject({
      result: { caption: 'Всё' },
    });
    expect(await shown('telegram')).toMatchObject({
      text: 'Всё',
      document: { filename: 'zabota.txt' },
    });
  });

  test('faults strike it as any message', async () => {
    await h.control('POST', '/faults', { channel: 'telegram', fault: 'throttle', count: 1 });
    expect(await send('zabota.txt', 'text/plain')).toMatchObject({ error_code: 429 });
    expect(await logged()).toBeUndefined();
  });
});

describe('WhatsApp', () => {
  const upload = async (type = 'text/plain', content: BlobPart = bytes) => {
    const body = form({
      messaging_product: 'whatsapp',
      type,
      file: new File([content], 'a.txt', { type }),
    });
    const headers = { authorization: 'Bearer wa-token' };
    const answer = await h.sandbox.app.request(`/whatsapp/v25.0/${numberId}/media`, {
      ...{ method: 'POST', body, headers },
    });
    return { status: answer.status, ...(await answer.json().catch(() => ({}))) };
  };
  const send = (document: object) =>
    h.graph('POST', `${numberId}/messages`, {
      messaging_product: 'whatsapp',
      to: phone.phone,
      type: 'document',
      document,
    });
  const fault = (name: string) =>
    h.control('POST', '/faults', { channel: 'whatsapp', fault: name, count: 1 });
  beforeEach(async () => {
    phone = await opened(h);
  });

  test('an uploaded file goes out by its id under the name of the message', async () => {
    const { id } = await upload();
    await send({ id, filename: 'zabota.txt', caption: 'Вот' });
    const { document, text: caption } = await shown('whatsapp');
    expect({ document, caption }).toMatchObject({
      document: { filename: 'zabota.txt', text },
      caption: 'Вот',
    });
    expect((await logged()).document).toEqual(document);
    expect(new Uint8Array(await (await open(document.url)).arrayBuffer())).toEqual(bytes);
    await h.sandbox.idle();
    expect(statuses(h).map(({ status }) => status)).toEqual(['sent', 'delivered']);
  });

  test.each([
    ['an id nobody gave', { id: '1' }, 131009],
    ['neither id nor link', { filename: 'a.txt' }, 131008],
    ['too long a caption', { link: 'https://x.test/a.txt', caption: 'x'.repeat(1025) }, 131009],
  ])('%s is refused', async (_name, document, code) => {
    expect(await send(document)).toMatchObject({ error: { code } });
  });

  test.each([
    ['another kind of file', 'application/zip', 'PK'],
    ['an empty one', 'text/plain', ''],
  ])('%s is not taken up', async (_name, type, content) => {
    expect(await upload(type, content)).toMatchObject({ status: 400, error: { code: 131053 } });
  });

  test('an upload can fail by order, and the message after it by its own', async () => {
    await fault('refuse');
    expect(await upload()).toEqual({ status: 503 });
    await fault('server_error');
    expect(await upload()).toMatchObject({ error: { code: 131016 } });
    const { id } = await upload();
    await fault('window_closed');
    expect(await send({ id })).toMatchObject({ error: { code: 131047 } });
    expect(await logged()).toBeUndefined();
  });
});

test('a file that is not there is 404', async () => {
  expect((await open('files/telegram/nothing')).status).toBe(404);
  expect((await open('files/whatsapp/nothing')).status).toBe(404);
});
