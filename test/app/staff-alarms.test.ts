/** An alarm in Telegram: called by initials only, again until one takes it, and then seen by all who has it. */

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeAlarm } from '../../src/app/alarms.ts';
import { staffReturns } from '../../src/app/staff-leave.ts';
import { rows } from '../../src/store/db.ts';
import { listThreads } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type Phone, type World } from '../support/world.ts';
import { type Caring, caring } from './caring.ts';
import { type Colleague, colleague } from './colleague.ts';

let world: World;
let clinic: Caring;
let boss: Colleague;
let desk: Colleague;
let orlov: Colleague;
let anna: Phone;
let vera: Phone;
beforeAll(async () => {
  world = await createWorld(await freshStore());
  clinic = await caring(world);
  boss = await colleague(world, clinic, 'boss', { language: 'en' });
  desk = await colleague(world, clinic, 'desk');
  orlov = await colleague(world, clinic, 'orlov');
  anna = await clinic.treated('telegram');
  vera = await clinic.treated('telegram', { id: 'p2' });
});
afterAll(() => world.stop());

/** What every test says of one message: whom it may name. */
const push = 'Тревога: АС, 23:00. Нужен человек.';
const callsOf = async (one: Colleague) =>
  (await one.phone.texts('telegram')).filter((text) => /^(?:Тревога|Alarm)/.test(text));

test('at 23:00 the doctor and the desk are called, then the owner; one takes it, all see who', async () => {
  await world.moveTo('2026-11-27T20:00:00Z');
  await anna.act('telegram', 'text', { text: 'щека опухла и температура 39' });
  expect([await orlov.said(), await desk.said()]).toEqual([push, push]);
  expect(await orlov.buttons()).toEqual(['Беру', 'Показать']);
  expect(await callsOf(boss)).toEqual([]);
  await world.moveTo('2026-11-27T20:06:00Z');
  expect(await boss.said()).toBe('Alarm: АС, 23:00. Nobody has taken it yet. A person is needed.');
  expect(await callsOf(desk)).toHaveLength(2);
  await desk.tap('Показать');
  expect(await desk.said()).toMatch(/^Анна Смирнова: тревожные слова[\s\S]*\+7999[\s\S]*опухла/);
  expect(await desk.said()).toContain('Пока никто не взял.');
  await orlov.tap('Беру');
  expect(await callsOf(orlov)).toEqual(Array(2).fill('Тревога: АС, 23:00. Занимаетесь вы.'));
  expect(await callsOf(desk)).toEqual(Array(2).fill('Тревога: АС, 23:00. Занимается: orlov.'));
  expect(await callsOf(boss)).toEqual(['Alarm: АС, 23:00. Taken by orlov.']);
  await desk.tap('Беру');
  expect(await desk.said()).toContain('уже взял другой сотрудник');
  await world.moveTo('2026-11-27T23:00:00Z');
  expect(await callsOf(desk)).toHaveLength(2);
});

test('whoever has it answers the patient and says how it ended, all in the chat', async () => {
  expect(await orlov.buttons()).toEqual(['Чем закончилось', 'Ответить пациенту']);
  await orlov.tap('Ответить пациенту');
  await orlov.type('Еду, откройте дверь');
  expect(await orlov.said()).toBe('Отправляем пациенту.');
  const [entry] = await listThreads(world.ctx.db, { state: 'open', limit: 5 });
  expect(entry?.thread).toMatchObject({ withPerson: true, assignedTo: orlov.id });
  const said = (await world.messages('p1')).find(({ kind }) => kind === 'staff_reply');
  expect(said?.content?.text).toBe('Еду, откройте дверь');
  await orlov.tap('Чем закончилось');
  await orlov.type('Осмотрен, отёк спадает');
  expect(await clinic.alarm()).toMatchObject({
    state: 'closed',
    outcome: 'Осмотрен, отёк спадает',
    closedBy: `staff:${orlov.id}`,
  });
  expect(await callsOf(boss)).toEqual(['Alarm: АС, 23:00. Closed by orlov.']);
  await boss.tap('Show');
  expect(await boss.said()).toMatch(/How it ended: Осмотрен, отёк спадает/);
});

test('between the call and the press a colleague is disabled: no access; undeliverable calls climb on', async () => {
  await desk.phone.act('telegram', 'block');
  await world.moveTo('2026-11-27T23:30:00Z');
  await vera.act('telegram', 'text', { text: 'кровь не останавливается' });
  expect(await orlov.said()).toMatch(/^Тревога/);
  await clinic.leaves('orlov');
  await orlov.tap('Беру');
  expect(await orlov.said()).toBe('Доступа нет.');
  expect(await clinic.alarm('p2')).toMatchObject({ state: 'open' });
  await world.moveTo('2026-11-27T23:36:00Z');
  expect(await boss.said()).toMatch(/^Alarm/);
  await staffReturns(world.ctx, { staffId: orlov.id, actor: 'staff:x' });
  await desk.phone.act('telegram', 'unblock');
});

test('a call that could not leave before somebody took it never leaves', async () => {
  const before = (await callsOf(boss)).length;
  await world.fault({ channel: 'telegram', fault: 'throttle', count: 9 });
  await world.moveTo('2026-11-27T23:45:00Z');
  await world.moveTo('2026-11-27T23:45:01Z');
  const { id: alarmId } = await clinic.alarm('p2');
  await world.noFaults();
  const taken = await takeAlarm(world.ctx, { alarmId, staffId: desk.id, actor: 'staff:x' });
  expect(taken.ok).toBe(true);
  await world.moveTo('2026-11-28T02:00:00Z');
  expect(await callsOf(boss)).toHaveLength(before);
});

test('what was shown to staff is kept in no message, and no patient has it', async () => {
  const kept = await rows<{ count: number }>(
    world.ctx.db,
    sql`select count(*)::int as count from message where kind like 'to_staff.%'
      and (content is not null or patient_id is not null)`,
  );
  expect(kept[0]?.count).toBe(0);
  const typed = await rows<{ event: { text?: string } }>(
    world.ctx.db,
    sql`select event from inbound where event->>'text' like '%отёк спадает%'`,
  );
  expect(typed).toEqual([]);
});
