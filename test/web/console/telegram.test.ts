/** Staff connect their own Telegram in the console, the owner disconnects that of others. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { listStaff, type StaffRow, updateStaff } from '../../../src/store/staff.ts';
import { fillClinic, type Sample } from './sample.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let sample: Sample;
let owner: Browser;
let doctor: Browser;

beforeAll(async () => {
  world = await openConsole();
  sample = await fillClinic(world.ctx, world.clock);
  owner = await world.signIn();
  doctor = await world.signIn('doctor', 'en', sample.doctorId);
});
afterAll(() => world.close());

const rowOf = async (role: StaffRow['role']): Promise<StaffRow> => {
  const row = (await listStaff(world.ctx.db)).findLast(
    (one) => one.role === role && one.passwordHash !== null,
  );
  if (!row) throw new Error('nobody');
  return row;
};

test('"more" leads there, and it says plainly that staff have no WhatsApp', async () => {
  expect((await owner.get('/more')).text).toMatch(/href="\/me\/telegram"[\s\S]*Не подключён\./);
  expect((await owner.get('/me/telegram')).text).toContain('В WhatsApp такого нет.');
  expect((await doctor.get('/me/telegram')).text).toContain('There is no such thing in WhatsApp.');
});

test('a press shows a link, its picture and the code to type; the next look shows none of them', async () => {
  const { text } = await doctor.post('/me/telegram');
  const [, link = ''] =
    /value="(https:\/\/t\.me\/zabota_test_bot\?start=s_[0-9a-z]{12})"/.exec(text) ?? [];
  const [, code = ''] = /id="telegram-code">(s(?:-[0-9a-z]{4}){3})</.exec(text) ?? [];
  expect(link.slice(-12)).toBe(code.slice(2).replaceAll('-', ''));
  expect(text).toMatch(/aria-label="QR Telegram"><svg[\s\S]*works once, until/);
  expect((await doctor.get('/me/telegram')).text).not.toContain('t.me');
});

test('the owner makes a code for a colleague and disconnects them; nobody else may', async () => {
  const { id } = await rowOf('doctor');
  const since = new Date('2026-11-24T08:00:00Z');
  await updateStaff(world.ctx.db, id, { telegramUserId: '42', telegramBoundAt: since });
  const url = `/setup/staff/${id}/telegram`;
  expect((await owner.get('/setup')).text).toContain(`href="${url}"`);
  expect((await owner.get(url)).text).toMatch(/Рабочий Telegram[\s\S]*Подключён/);
  expect((await owner.post(url)).text).toContain('start=s_');
  for (const path of [url, `${url}/off`]) expect((await doctor.post(path)).status).toBe(403);
  expect((await owner.post(`${url}/off`)).location).toBe(`${url}?done=saved`);
  expect(await rowOf('doctor')).toMatchObject({ telegramUserId: null, telegramBoundAt: null });
  expect((await owner.post('/setup/staff/nobody/telegram')).status).toBe(404);
});

test('everybody disconnects their own', async () => {
  const { id } = await rowOf('owner');
  await updateStaff(world.ctx.db, id, {
    telegramUserId: '43',
    telegramBoundAt: world.ctx.clock.now(),
  });
  expect((await owner.get('/more')).text).toContain('Подключён');
  await owner.post('/me/telegram/off');
  expect((await rowOf('owner')).telegramUserId).toBeNull();
});

test('the owner closes a colleague’s access and gives it back; nobody closes their own', async () => {
  const { id, name } = await rowOf('doctor');
  const own = await rowOf('owner');
  const url = (who: string, what: string) => `/setup/staff/${who}/${what}`;
  for (const what of ['leave', 'return'])
    expect((await doctor.post(url(id, what))).status, what).toBe(403);
  expect((await owner.get('/setup')).text).not.toContain(url(own.id, 'leave'));
  expect((await owner.post(url(own.id, 'leave'))).status).toBe(404);
  expect((await owner.post(url('nobody', 'leave'))).status).toBe(404);
  expect((await owner.post(url(id, 'leave'))).location).toBe('/setup?done=saved#staff');
  expect((await doctor.get('/doctor')).location).toBe('/sign-in');
  const { text } = await owner.get('/setup');
  expect(text).toMatch(new RegExp(`Больше не работают[\\s\\S]*${name}[\\s\\S]*Вернуть доступ`));
  expect(text).not.toContain(url(id, 'link'));
  await owner.post(url(id, 'return'));
  expect((await owner.get('/setup')).text).toContain(url(id, 'link'));
});
