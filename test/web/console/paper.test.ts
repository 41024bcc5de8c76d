/** Recording a signed paper takes seconds: counted in clicks and keys, in a real browser. */

import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConsents } from '../../../src/app/consents.ts';
import { openBrowser } from '../../support/browser.ts';
import { fillClinic } from './sample.ts';
import { openConsole, type World } from './support.ts';

let world: World;
let server: ServerType;
let browser: Browser;
let page: Page;
let origin = '';

/** What the page itself was given, whoever gave it. */
interface Effort {
  clicks: number;
  keys: number;
}

beforeAll(async () => {
  world = await openConsole();
  await fillClinic(world.ctx, world.clock);
  server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const [name = '', value = ''] = (await world.signIn('administrator')).cookie().split('=');
  await context.addCookies([{ name, value, url: origin }]);
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  await world?.close();
});

async function counting(): Promise<Effort> {
  const effort = { clicks: 0, keys: 0 };
  await page.exposeFunction('spend', (what: keyof Effort) => {
    effort[what] += 1;
  });
  await page.addInitScript(() => {
    const { spend } = globalThis as unknown as { spend(what: string): void };
    addEventListener('pointerdown', () => spend('clicks'), true);
    addEventListener('keydown', () => spend('keys'), true);
  });
  return effort;
}

test('two purposes from a paper take five clicks and six keys, and hold with strength 4', async () => {
  const effort = await counting();
  await page.goto(`${origin}/patients/gleb`);
  await page.getByRole('link', { name: 'Согласие на бумаге' }).click();
  await expectNothingTicked();
  await tick('Визиты');
  await tick('Самочувствие');
  await tick('Telegram');
  await page.getByLabel('Номер бумаги').click();
  await page.keyboard.type('D-214');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/patients/gleb?done=consent#consents');
  expect(effort).toEqual({ clicks: 5, keys: 6 });
  expect(await heldNow()).toEqual([
    ['visit', 'telegram', 'given', 4, 'D-214'],
    ['wellbeing', 'telegram', 'given', 4, 'D-214'],
  ]);
  expect(await page.getByText('подпись на бумаге (сила 4, нужно 2)').count()).toBe(2);
});

test('the keyboard alone will do, from the first box on', async () => {
  await page.goto(`${origin}/patients/gleb/paper`);
  await page.locator('input[type=checkbox]:focus').waitFor();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.getByText('Отметьте, где можно писать.').waitFor();
  expect(await page.getByLabel('Визиты').isChecked()).toBe(true);
});

const tick = (label: string) => page.locator('label.chip').filter({ hasText: label }).click();

async function expectNothingTicked(): Promise<void> {
  await page.waitForURL('**/patients/gleb/paper');
  expect(await page.locator('input[type=checkbox]').count()).toBe(12);
  expect(await page.locator('input:checked').count()).toBe(0);
}

async function heldNow() {
  const agreed = await readConsents(world.ctx, 'gleb');
  const held = agreed.ok ? agreed.value.held : [];
  return held.map(({ purpose, channel, status, strength, event }) => [
    purpose,
    channel,
    status,
    strength,
    event.document,
  ]);
}
