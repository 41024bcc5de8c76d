/** How a patient feels, in one place: what was asked, what was answered, who took the alarm and how it ended. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { raiseAlarm } from '../../../src/app/alarms.ts';
import { transact } from '../../../src/app/context.ts';
import { handOver } from '../../../src/app/hand-over.ts';
import { alarmsOfPatient } from '../../../src/store/alarms.ts';
import { bindingsOfPatient } from '../../../src/store/bindings.ts';
import { reasonsOf, updateReason } from '../../../src/store/registry.ts';
import { doctorDate, fillDoctorDay } from './doctor-sample.ts';
import { type Browser, linkFor, openConsole, password, type World } from './support.ts';

let world: World;
let office: Browser;
let doctor: Browser;
let threadId = '';

beforeAll(async () => {
  world = await openConsole();
  await fillDoctorDay(world.ctx, world.clock);
  office = await world.signIn('administrator');
  doctor = await world.signIn('doctor', 'ru', 'orlova');
  await doctor.post('/doctor/v-anna/wellbeing', { choice: 'days', agreed: 'yes' });
  const [bound] = await bindingsOfPatient(world.ctx.db, 'anna');
  const talk = { addressId: bound?.address.id ?? '', patientId: 'anna' };
  threadId = await transact(world.ctx, (tx) =>
    handOver(tx, { ...talk, reason: 'wellbeing_bad', urgent: true }),
  );
});
afterAll(() => world.close());

const checks = async () =>
  (await reasonsOf(world.ctx.db, 'anna')).filter(({ kind }) => kind === 'wellbeing');
const pages = async () =>
  Promise.all(
    [`/day?date=${doctorDate}`, '/doctor/v-anna'].map(
      async (path) => (await doctor.get(path)).text,
    ),
  );
const raise = async (code: 'low_score' | 'low_mark', reasonId: string | null) =>
  transact(world.ctx, (tx) => raiseAlarm(tx, { patientId: 'anna', code, threadId, reasonId }));
const alarm = async () => (await alarmsOfPatient(world.ctx.db, 'anna')).at(-1);

test('the days that are asked stand there, then the answer with its score and the chat', async () => {
  for (const page of await pages())
    for (const words of ['спросим завтра в 10:00 в Telegram', 'спросим 28 ноября'])
      expect(page).toContain(words);
  const [first] = await checks();
  world.clock.set('2026-11-26T08:00:00Z');
  const at = world.ctx.clock.now();
  const answered = { state: 'answered', answer: 'bad', score: 3, answeredAt: at } as const;
  await updateReason(world.ctx.db, first?.id ?? '', answered);
  for (const page of await pages()) {
    expect(page).toContain('Плохо, 3 из 10');
    expect(page).toContain(`href="/threads/${threadId}"`);
  }
  expect((await doctor.get(`/doctor?date=${doctorDate}`)).text).toContain('Плохо');
});

test('an alarm says who took it, and how it ended', async () => {
  await raise('low_score', (await checks())[0]?.id ?? null);
  for (const page of await pages()) expect(page).toContain('Тревога: низкая оценка самочувствия');
  expect((await pages())[1]).toContain('пока никто не взял');
  const { id = '' } = (await alarm()) ?? {};
  await office.post(`/alarms/${id}/take`);
  for (const page of await pages()) expect(page).toContain('взял(а) Ольга Ивановна, 11:00');
  await office.post(`/alarms/${id}/close`, { outcome: 'позвонила, примем завтра в 9:00' });
  for (const page of await pages()) {
    expect(page).toContain('итог: позвонила, примем завтра в 9:00');
    expect(page).not.toContain('пока никто не взял');
  }
});

test('silence and own words are no missing answers', async () => {
  const [, second] = await checks();
  await updateReason(world.ctx.db, second?.id ?? '', { state: 'silent' });
  for (const page of await pages()) expect(page).toContain('ответа нет');
  const said = { state: 'answered', answer: null, answeredAt: world.ctx.clock.now() } as const;
  await updateReason(world.ctx.db, second?.id ?? '', said);
  for (const page of await pages()) expect(page).toContain('своими словами');
});

test('what a patient thought of the visit is for the desk', async () => {
  await raise('low_mark', (await checks())[0]?.id ?? null);
  for (const page of await pages()) expect(page).not.toContain('низкая оценка визита');
  expect((await office.get('/doctor/v-anna')).text).toContain('низкая оценка визита');
});

test('a doctor lands among the patients of the day, everybody else among the chats', async () => {
  for (const [role, doctorId, home] of [
    ['doctor', 'orlova', '/doctor'],
    ['administrator', null, '/'],
  ] as const) {
    const [one, token] = [world.stranger(), await linkFor(world.ctx, { role, doctorId })];
    const form = { login: `lands-${role}`, name: 'Ира', password, language: 'ru' };
    expect((await one.post(`/sign-in/${token}`, form)).location).toBe(home);
    const again = await world.stranger().post('/sign-in', { login: form.login, password });
    expect(again.location).toBe(home);
  }
});
