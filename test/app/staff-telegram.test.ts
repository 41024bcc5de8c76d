/** Staff connect their own Telegram: once, for a quarter of an hour, and no longer than they work here. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffReturns } from '../../src/app/staff-leave.ts';
import { disconnectStaff } from '../../src/app/staff-telegram.ts';
import { listThreads } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';
import { type Caring, caring } from './caring.ts';
import { codeOf, colleague } from './colleague.ts';

let world: World;
let clinic: Caring;
beforeAll(async () => {
  world = await createWorld(await freshStore());
  clinic = await caring(world);
});
afterAll(() => world.stop());

const wrong = /Такого кода нет/;
const later = async (minutes: number) =>
  world.moveTo(new Date(world.clock.now().getTime() + minutes * 60_000).toISOString());

test('the link connects once, and the menu is there', async () => {
  const orlov = await colleague(world, clinic, 'orlov');
  expect(await orlov.said()).toMatch(/^Готово, orlov/);
  expect((await orlov.row()).telegramBoundAt).not.toBeNull();
  await orlov.type('/врач');
  expect(await orlov.said()).toContain('Визитов нет.');
});

test('a code works once, is typed as well, and a new one makes the old one void', async () => {
  const id = clinic.staff.get('orlov') ?? '';
  const [one, two] = [await world.patient('p1'), await world.patient('p2')];
  const old = await codeOf(world, id);
  const code = await codeOf(world, id);
  await one.open(old.url);
  expect((await one.texts('telegram')).at(-1)).toMatch(wrong);
  await one.act('telegram', 'text', { text: code.code.toUpperCase() });
  expect((await one.texts('telegram')).at(-1)).toMatch(/^Готово/);
  await two.open(code.url);
  expect((await two.texts('telegram')).at(-1)).toMatch(wrong);
});

test('after a quarter of an hour a code has run out', async () => {
  const phone = await world.patient('p3');
  const { url } = await codeOf(world, clinic.staff.get('orlov') ?? '');
  await later(15.1);
  await phone.open(url);
  expect((await phone.texts('telegram')).at(-1)).toMatch(wrong);
});

test('five wrong codes from one account, and then not even a right one for an hour', async () => {
  const phone = await world.patient('p4');
  for (let i = 0; i < 5; i += 1) {
    await phone.act('telegram', 'text', { text: `s-0000-0000-000${i}` });
    expect((await phone.texts('telegram')).at(-1)).toMatch(wrong);
  }
  const id = clinic.staff.get('boss') ?? '';
  await phone.open((await codeOf(world, id)).url);
  expect((await phone.texts('telegram')).at(-1)).toMatch(/Слишком много/);
  await later(61);
  await phone.open((await codeOf(world, id)).url);
  expect((await phone.texts('telegram')).at(-1)).toMatch(/^Готово/);
});

test('an account moves to another colleague by a code of theirs, and the first has none', async () => {
  const orlov = await colleague(world, clinic, 'orlov');
  const desk = await colleague(world, clinic, 'desk', { phone: orlov.phone });
  expect((await orlov.row()).telegramUserId).toBeNull();
  expect((await desk.row()).telegramUserId).not.toBeNull();
});

test('disconnected by /exit or in the console, buttons open nothing', async () => {
  const orlov = await colleague(world, clinic, 'orlov');
  await orlov.type('/doctor');
  await orlov.type('/exit');
  expect(await orlov.said()).toContain('отключён');
  expect((await orlov.row()).telegramUserId).toBeNull();
  await orlov.tap('Вчера');
  expect(await orlov.said()).toBe('Доступа нет.');
  const again = await colleague(world, clinic, 'orlov', { phone: orlov.phone });
  await disconnectStaff(world.ctx, { staffId: again.id, actor: 'staff:x' });
  await again.tap('Вчера');
  expect(await again.said()).toBe('Доступа нет.');
});

test('whoever is disabled has no access, whatever is pressed or said', async () => {
  const lis = await colleague(world, clinic, 'lis');
  await lis.type('/doctor');
  await clinic.leaves('lis');
  for (const text of ['/doctor', 'привет', '/exit']) {
    await lis.type(text);
    expect(await lis.said(), text).toBe('Доступа нет.');
  }
  await lis.tap('Вчера');
  expect(await lis.said()).toBe('Доступа нет.');
  await staffReturns(world.ctx, { staffId: lis.id, actor: 'staff:x' });
});

test('a colleague who is also a patient: each word to its own conversation', async () => {
  const phone = await world.agreed('telegram', 'p5');
  const orlov = await colleague(world, clinic, 'orlov', { phone });
  await orlov.type('/help');
  expect(await orlov.said()).not.toContain('Визитов нет.');
  await orlov.type('перезвоните мне, пожалуйста');
  const [entry] = await listThreads(world.ctx.db, { state: 'open', limit: 5 });
  expect(entry?.patient?.id).toBe('p5');
  await orlov.type('/doctor');
  expect(await orlov.said()).toContain('Сегодня');
  await orlov.type('СТОП');
  expect(await orlov.said()).toMatch(/не пишем|не будем писать/);
  await orlov.type('/doctor');
  expect(await orlov.said()).toContain('Сегодня');
  expect((await orlov.row()).telegramUserId).not.toBeNull();
});
