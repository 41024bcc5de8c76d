import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { begin, type Harness, token } from './harness.ts';

let h: Harness;
let browser: Browser;
let page: Page;
let server: ReturnType<typeof serve>;
let origin: string;
const faults: string[] = [];

beforeAll(async () => {
  h = begin();
  const app = new Hono().route('/sandbox', h.sandbox.app);
  origin = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
  page.on('pageerror', (error) => faults.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await h.sandbox.stop();
  await new Promise((resolve) => server.close(resolve));
});

test('a patient opens an invitation, presses a button and waits for the answer', async () => {
  await page.goto(`${origin}/sandbox`);
  const phone = page.locator('#phone-p1');
  await phone.locator('form.open input').fill('https://t.me/zabota_bot?start=inv1');
  await phone.locator('form.open button').click();
  await phone.getByText('/start inv1').waitFor();
  const [anna] = (await h.control('GET', '/state')).phones;
  await h.telegram('sendMessage', {
    chat_id: anna.telegram.userId,
    text: 'May we write to you?',
    reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'c:y' }]] },
  });
  await phone.locator('.badge').first().waitFor();
  await phone.locator('.key', { hasText: 'Yes' }).click();
  await phone.locator('.key.waiting').waitFor();
  const query = (await h.telegram('getUpdates')).result.at(-1).callback_query;
  expect(query.data).toBe('c:y');
  await h.telegram('answerCallbackQuery', { callback_query_id: query.id, text: 'Thank you' });
  await phone.locator('.key:not(.waiting)').waitFor();
  await phone.locator('.toast', { hasText: 'Thank you' }).waitFor();
  expect((await h.control('GET', '/phones/p1')).telegram.unread).toBe(0);
});

test('WhatsApp has its own tab, and looking at it reads what came', async () => {
  const phone = page.locator('#phone-p1');
  await phone.locator('[data-tab=whatsapp]').click();
  await phone.locator('.chat.whatsapp input[name=text]').fill('Hello');
  await phone.locator('.chat.whatsapp input[name=text]').press('Enter');
  await phone.locator('.chat.whatsapp .msg.out').waitFor();
  await h.graph('POST', '1000/messages', {
    messaging_product: 'whatsapp',
    to: '+79990000001',
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Booked' },
      action: { buttons: [{ type: 'reply', reply: { id: 'ok', title: 'Thanks' } }] },
    },
  });
  await phone.locator('.replies button', { hasText: 'Thanks' }).click();
  await phone.locator('.msg.out', { hasText: 'Thanks' }).waitFor();
  const { messages } = (await h.control('GET', '/phones/p1')).whatsapp;
  expect(messages[1]).toMatchObject({ text: 'Booked', status: 'read' });
});

test('a file opens from the chat', async () => {
  const [anna] = (await h.control('GET', '/state')).phones;
  const form = new FormData();
  form.set('chat_id', String(anna.telegram.userId));
  form.set('document', new File(['Consent: visits'], 'zabota.txt', { type: 'text/plain' }));
  await h.sandbox.app.request(`/telegram/bot${token}/sendDocument`, { method: 'POST', body: form });
  const phone = page.locator('#phone-p1');
  await phone.locator('[data-tab=telegram]').click();
  const opened = page.context().waitForEvent('page');
  await phone.locator('a.file', { hasText: 'zabota.txt' }).click();
  const file = await opened;
  await file.getByText('Consent: visits').waitFor();
  await file.close();
});

test('the key that asks for the number shares it and goes', async () => {
  const [anna] = (await h.control('GET', '/state')).phones;
  await h.telegram('sendMessage', {
    ...{ chat_id: anna.telegram.userId, text: 'Your number?' },
    reply_markup: {
      keyboard: [[{ text: 'Share my number', request_contact: true }]],
      one_time_keyboard: true,
    },
  });
  const phone = page.locator('#phone-p1');
  await phone.locator('.keyboard button', { hasText: 'Share my number' }).click();
  await phone.locator('.msg.out .card', { hasText: '+79990000001' }).waitFor();
  expect(await phone.locator('.keyboard').count()).toBe(0);
});

test('a number passed on leaves its phone to be read only', async () => {
  const phone = page.locator('#phone-p2');
  await phone.locator('.chat.telegram .menu summary').click();
  await phone.locator('.chat.telegram [data-act=pass-number-on]').click();
  await phone.locator('.chat.telegram .gate.lost').waitFor();
  await page.locator('#phone-p4').waitFor();
  expect((await h.control('GET', '/phones/p4')).phone).toBe('+79990000002');
});

const width = () => page.evaluate(() => document.documentElement.scrollWidth);

test('without a clock to move its buttons stay away, and nothing broke', async () => {
  expect(await page.locator('.moves').isHidden()).toBe(true);
  expect(await width()).toBe(390);
  expect(faults).toEqual([]);
});

test.each(['ru', 'en'])('with one they fit on a narrow screen: %s', async (language) => {
  await page.route('**/sandbox/clock', (route) => route.fulfill({ json: {} }));
  await page.goto(`${origin}/sandbox/?lang=${language}`);
  await page.locator('.moves').waitFor();
  expect(await width()).toBe(390);
  expect(faults).toEqual([]);
});
