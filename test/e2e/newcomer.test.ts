/** The way the README describes, by clicking: from the printed link to a confirmed reminder and beyond. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type RunningProduct, runProduct } from '../support/product.ts';

let product: RunningProduct;
let browser: Browser;
let desk: Page;
let phones: Page;
const faults: string[] = [];

beforeAll(async () => {
  [product, browser] = await Promise.all([runProduct(), openBrowser()]);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'ru-RU',
  });
  context.setDefaultTimeout(20_000);
  [desk, phones] = [await context.newPage(), await context.newPage()];
  for (const page of [desk, phones]) {
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  }
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const phone = () => phones.locator('#phone-p1');
const press = (label: string | RegExp) =>
  phone().locator('.key', { hasText: label }).last().click();
const bubble = (text: string | RegExp) => phone().getByText(text).last();

async function write(text: string): Promise<void> {
  const field = phone().getByPlaceholder('Сообщение').first();
  await field.fill(text);
  await field.press('Enter');
}

test('signs in by the printed link and opens a clinic with one form', async () => {
  await desk.goto(product.signIn);
  await desk.locator('[name=name]').fill('Ольга');
  await desk.locator('[name=login]').fill('olga');
  await desk.locator('[name=password]').fill('correct horse battery');
  await desk.locator('main button, form button').last().click();
  await desk.waitForURL('**/start');
  await desk.locator('main form button').last().click();
  await desk.waitForURL('**/start/next/*');
});

test('the printed link works once', async () => {
  const answer = await fetch(product.signIn);
  expect(answer.status).toBe(404);
});

test('the patient opens the invitation and agrees by buttons', async () => {
  const link = await desk.locator('#telegram-link').inputValue();
  await phones.goto(`${product.origin}/sandbox/`);
  await phone().locator('form.open input').fill(link);
  await phone().locator('form.open button').click();
  // So that the bot knows whom it writes to.
  await phone().getByRole('button', { name: 'Поделиться номером' }).click();
  for (const choice of ['Да, напоминайте', 'Сюда', 'Любой день']) await press(choice);
  await bubble(/договорились/i).waitFor();
});

test('the clock is moved, the reminder arrives and is confirmed in the chat', async () => {
  await phones.getByRole('button', { name: 'К следующему событию' }).click();
  await press('Подтверждаю');
  await bubble(/ждём вас/).waitFor();
  await desk.goto(`${product.origin}/patients`);
  await desk
    .getByRole('link', { name: /Смирнова/ })
    .first()
    .click();
  await desk.getByText('подтверждён', { exact: true }).first().waitFor();
});

test('words the bot does not understand come to the inbox by themselves, and the answer to the phone', async () => {
  await desk.goto(`${product.origin}/`);
  await write('А можно прийти с ребёнком?');
  await desk.getByText('А можно прийти с ребёнком?').first().click();
  await desk.waitForURL('**/threads/*');
  await desk.locator('textarea').fill('Конечно, у нас есть игровая.');
  await desk.locator('textarea').press('Control+Enter');
  await bubble('Конечно, у нас есть игровая.').waitFor();
});

test('a doctor asks how the patient feels, and a bad answer is urgent at once', async () => {
  await phones.getByRole('button', { name: '+1 день' }).click();
  await desk.goto(`${product.origin}/day`);
  await desk.locator('details.menu summary').first().click();
  await desk.locator('button.choice[value=PT3H]').first().click();
  await desk.waitForLoadState();
  await phones.getByRole('button', { name: 'К следующему событию' }).click();
  await press('Да, спросите');
  await bubble(/Спасибо, спросим/).waitFor();
  await phones.getByRole('button', { name: 'К следующему событию' }).click();
  await press('Плохо');
  await bubble(/103/).waitFor();
  await desk.goto(`${product.origin}/`);
  await desk
    .getByText(/срочно/i)
    .first()
    .waitFor();
});

test('STOP ends it, and the patient page says so', async () => {
  await write('стоп');
  await bubble(/не пишем|не будем писать|больше не/i).waitFor();
  await desk.goto(`${product.origin}/patients`);
  await desk
    .getByRole('link', { name: /Смирнова/ })
    .first()
    .click();
  await desk
    .getByText(/отозва|отказал/i)
    .first()
    .waitFor();
});

test('no page had a script error', () => {
  expect(faults).toEqual([]);
});
