import { afterEach, beforeEach, expect, test } from 'vitest';
import { addPhone, begin, type Harness } from './harness.ts';

let h: Harness;
beforeEach(() => {
  h = begin();
});
afterEach(() => h.sandbox.stop());

const page = async (path = '/', headers: Record<string, string> = {}) =>
  (await h.sandbox.app.request(path, { headers })).text();

test('the first opening brings three people, once', async () => {
  const first = await page();
  for (const name of ['Анна Смирнова', 'Иван Петров', 'Mary Brown']) expect(first).toContain(name);
  await page();
  expect((await h.control('GET', '/state')).phones).toHaveLength(3);
});

test.each([
  ['ru', 'Анна Смирнова'],
  ['en', 'Mary Brown'],
])('in %s the first phone is that of %s', async (language, name) => {
  const [first] = [...(await page(`/?lang=${language}`)).matchAll(/<section class="person".*/g)];
  expect(first?.[0]).toContain(name);
});

test('people who are there already are left alone', async () => {
  await addPhone(h);
  await page();
  expect((await h.control('GET', '/state')).phones).toHaveLength(1);
});

test.each([
  ['/', {}, 'ru'],
  ['/', { 'accept-language': 'en-GB,en' }, 'en'],
  ['/', { 'accept-language': 'ru-RU,en' }, 'ru'],
  ['/?lang=en', { 'accept-language': 'ru' }, 'en'],
])('%s with %o is in %s', async (path, headers, language) => {
  expect(await page(path, headers)).toContain(`<html lang="${language}">`);
});

test('parts come drawn and escaped, and 204 when nothing changed', async () => {
  const { id } = await addPhone(h);
  await h.control('POST', `/phones/${id}/telegram/text`, { text: '<img src=x onerror=alert(1)>' });
  const answer = await (await h.sandbox.app.request('/parts?lang=en&zone=Europe/Moscow')).json();
  const log = answer.parts[`${id}-telegram-log`];
  expect(log).toContain('&lt;img');
  expect(log).not.toContain('<img');
  // 9:00 UTC by the harness's clock.
  expect(log).toContain('12:00');
  const again = await h.sandbox.app.request(`/parts?since=${answer.revision}`);
  expect(again.status).toBe(204);
});

test('what is not there is 404, and style and script are', async () => {
  expect((await h.sandbox.app.request('/nothing')).status).toBe(404);
  for (const path of ['/page.css', '/page.js']) {
    expect((await h.sandbox.app.request(path)).status).toBe(200);
  }
});
