/** The page of the clinic system's lists, by form and in a real browser. */

import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Browser as RealBrowser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { putClinic, putDoctor, putPatient } from '../../../src/app/registry.ts';
import { replan } from '../../../src/app/replan.ts';
import { bring } from '../../imports/clinic.ts';
import { openBrowser } from '../../support/browser.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let desk: Browser;
beforeEach(async () => {
  world = await openConsole({
    htmx: readFileSync('node_modules/htmx.org/dist/htmx.min.js', 'utf8'),
  });
  const { ctx } = world;
  const blank = { address: null, directions: null, phone: null, hours: null };
  await putClinic(ctx, {
    id: 'c1',
    name: 'Клиника',
    zone: 'Europe/Moscow',
    languages: ['ru'],
    ...blank,
  });
  await putDoctor(ctx, { id: 'd1', name: 'Орлов', clinicId: 'c1', post: null });
  await putPatient(ctx, {
    ...{ id: 'p1', name: 'Иванова Мария', phone: null, language: 'ru', birthDate: null },
    ...{ guardian: null, clinicId: 'c1', actor: 'test' },
  });
  desk = await world.signIn('administrator');
});
afterEach(() => world.close());

const header = 'Номер;Код пациента;Врач;Дата;Время\n';
const list = (count: number, hour = 10, from = 0) =>
  header +
  Array.from(
    { length: count },
    (_, n) => `v${n + from};p1;d1;${String(n + from + 1).padStart(2, '0')}.12.2026;${hour}:00\n`,
  ).join('');

async function upload(text: string | Uint8Array, fields: Record<string, string> = {}, by = desk) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ kind: 'visits', act: 'write', ...fields }))
    form.set(name, value);
  form.set('file', new File([text as BlobPart], 'Выгрузка.csv', { type: 'text/csv' }));
  const response = await world.app.request('http://localhost/imports', {
    method: 'POST',
    body: form,
    headers: {
      host: 'localhost',
      cookie: by.cookie(),
      origin: 'http://localhost',
      'sec-fetch-site': 'same-origin',
    },
  });
  return {
    status: response.status,
    location: response.headers.get('location') ?? '',
    text: await response.text(),
  };
}
const shown = async (text: string, fields: Record<string, string> = {}) =>
  (await desk.get((await upload(text, fields)).location)).text;
const count = async () =>
  /id="count-lists"[^>]*>(\d+)</.exec((await desk.get('/imports')).text)?.[1];

describe('bringing a file', () => {
  test('writes it and shows what it did', async () => {
    const page = await shown(list(3));
    expect(page).toContain('загружен');
    expect(page).toContain('Записано целиком');
    expect(page).toMatch(/новых<\/dt><dd>3/);
    expect((await desk.get('/imports')).text).toContain('Выгрузка.csv');
  });

  test('only checks it by the other button, with names for the eye', async () => {
    const page = await shown(list(2), { act: 'look' });
    expect(page).toContain('ничего не записано');
    expect(page).toContain('Иванова Мария');
    expect(page).toMatch(/новых<\/dt><dd>2/);
    expect(await shown(list(2))).toMatch(/новых<\/dt><dd>2/);
  });

  test('says line by line what is wrong, and hands it over as a file that runs nothing', async () => {
    const { location } = await upload(
      `${header.trim()};=cmd|' /C calc'!A0\nv1;p9;d1;01.01.0001;10:00;\nv2;p9;d1;01.12.2026;10:00;\n`,
    );
    const page = (await desk.get(location)).text;
    expect(page).toContain('дата-заглушка вместо настоящей');
    expect(page).toContain('такого пациента нет');
    const file = await desk.get(`${location}/report`);
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(file.text).toContain("1;'=cmd|' /C calc'!A0;unknown_column;");
    expect(file.text).toContain('2;дата;sentinel_date;');
    expect(file.text).not.toMatch(/(^|;|")[=+@-]/m);
  });

  test('asks for the file, and for days in their order', async () => {
    const nothing = await upload('');
    expect([nothing.status, nothing.text.includes('Заполните это поле')]).toEqual([422, true]);
    const days = await upload(list(1), { from: '2026-12-02', until: '2026-12-01' });
    expect([days.status, days.text.includes('Проверьте дату')]).toEqual([422, true]);
  });

  test('too large a file comes back to the form', async () => {
    const { status, location } = await upload(new Uint8Array(17 * 1024 * 1024));
    expect([status, location]).toEqual([303, '/imports?fault=too_large']);
    expect((await desk.get(location)).text).toContain('больше 16 МБ');
  });

  test('is not for doctors', async () => {
    const doctor = await world.signIn('doctor');
    expect((await doctor.get('/imports')).status).toBe(403);
    expect((await upload(list(1), {}, doctor)).status).toBe(403);
  });
});

describe('what waits for a person', () => {
  test('a list that changes much is counted, agreed to, and gone from the count', async () => {
    await upload(list(10));
    const { location } = await upload(list(5, 12));
    expect(await count()).toBe('1');
    const page = (await desk.get(location)).text;
    expect(page).toContain('меняет 5 из 10 будущих визитов');
    expect(page).toContain('1 декабря в 10:00 → 1 декабря в 12:00');
    const said = await desk.post(`${location}/decision`, { decision: 'agreed' });
    expect(said.location).toBe(`${location}?done=decided`);
    expect((await desk.get(location)).text).toContain('решение: Ольга Ивановна');
    expect(await count()).toBe('0');
  });

  test('a visit that the schedule no longer has is shown until somebody says what became of it', async () => {
    await upload(list(10));
    await upload(list(9, 10, 1), { snapshot: 'on', from: '2026-12-01', until: '2026-12-31' });
    expect(await count()).toBe('1');
    const page = (await desk.get('/imports')).text;
    expect(page).toContain('Нет в расписании: 1 визит');
    expect(page).toContain('action="/absences/v0"');
    expect((await desk.post('/absences/v0', { decision: 'still_on' })).location).toBe(
      '/imports?done=decided',
    );
    expect(await count()).toBe('0');
    expect((await desk.get('/imports')).text).not.toContain('Нет в расписании');
  });

  test('a schedule told too long ago is said above every page, to doctors too', async () => {
    await upload(list(1));
    expect((await desk.get('/day')).text).not.toContain('расписание давно не обновлялось');
    world.clock.set('2026-11-25T09:05:01Z');
    const doctor = await world.signIn('doctor');
    for (const one of [desk, doctor])
      expect((await one.get('/day')).text).toContain('Клиника: расписание давно не обновлялось');
    await upload(list(1));
    expect((await desk.get('/patients')).text).not.toContain('расписание давно не обновлялось');
  });
});

describe('in a browser', () => {
  let browser: RealBrowser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test('a file is chosen, checked, written, and a list at work turns into its report by itself', async () => {
    const server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const [name = '', value = ''] = desk.cookie().split('=');
    const page = await browser.newPage();
    await page.context().addCookies([{ name, value, url: origin }]);
    try {
      await page.goto(`${origin}/imports`);
      const file = { name: 'visits.csv', mimeType: 'text/csv', buffer: Buffer.from(list(3)) };
      await page.setInputFiles('input[type=file]', file);
      await page.click('button[value=look]');
      await page.waitForURL(/\/imports\/[\w-]+$/);
      expect(await page.textContent('main')).toContain('Это была проверка');
      await page.goto(`${origin}/imports`);
      await page.check('input[value=patients]', { force: true });
      expect(await page.isVisible('input[name=snapshot]')).toBe(false);
      const run = await bring(world.ctx, 'visits', list(3));
      await page.goto(`${origin}/imports/${run.id}`);
      expect(await page.isVisible('progress')).toBe(true);
      await replan(world.ctx);
      await page.waitForSelector('progress', { state: 'detached' });
      expect(await page.textContent('main')).toContain('Записано целиком');
    } finally {
      await page.close();
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    }
  });
});
