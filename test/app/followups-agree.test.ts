/** Who agreed to be invited, who is asked first, and who is left to a person. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { putCard } from '../../src/app/cards.ts';
import { offerTimes } from '../../src/app/offers.ts';
import { readCallReasons } from '../../src/app/queries-reasons.ts';
import { listRequests } from '../../src/store/requests.ts';
import { appointment } from '../../src/store/schema.ts';
import { listCallTasks } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type Phone, type World } from '../support/world.ts';
import { agreedTo, invitations, type Messenger, record, stories } from './followups.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const due = '2026-12-14T07:00:00Z';
const last = async (phone: Phone, channel: Messenger) => (await phone.texts(channel)).at(-1) ?? '';
const press = (phone: Phone, channel: Messenger, label: string) =>
  phone.act(channel, 'tap', { label });
const calls = async () =>
  (await listCallTasks(world.ctx.db, { state: 'open', limit: 10 })).map(({ task }) => [
    task.purpose,
    task.code,
  ]);

test('who is not agreed with is asked in the chat, and a yes plans it', async () => {
  const phone = await agreedTo(world, 'telegram', []);
  await record(world, { agreed: false, agreedHow: null });
  expect((await invitations(world)).map(([kind, state]) => [kind, state])).toEqual([
    ['ask_recall', 'planned'],
  ]);
  await world.moveTo('2026-12-07T07:00:00Z');
  expect(await last(phone, 'telegram')).toContain('профессиональная гигиена');
  await press(phone, 'telegram', 'Да, напишите');
  expect(await last(phone, 'telegram')).toContain('напишем здесь, когда подойдёт срок');
  await world.moveTo(due);
  expect(await stories(world)).toEqual([['hygiene', 'sent', '2026-12-14']]);
});

test('a no to that question ends it, and it is not asked again', async () => {
  const phone = await agreedTo(world, 'telegram', []);
  await record(world, { agreed: false, agreedHow: null });
  await world.moveTo('2026-12-07T07:00:00Z');
  await press(phone, 'telegram', 'Нет, спасибо');
  expect(await stories(world)).toEqual([['hygiene', 'declined', '2026-12-14']]);
  await world.moveTo('2027-01-20T07:00:00Z');
  expect(await invitations(world)).toHaveLength(1);
  await expect(
    record(world, { agreed: false, agreedHow: null, dueOn: '2027-03-01' }),
  ).rejects.toThrow('new agreement');
  await record(world, { dueOn: '2027-03-01' });
});

test('who can be neither written to nor asked is listed for the desk', async () => {
  await world.patient('p1');
  await record(world, { agreed: false, agreedHow: null });
  expect(await calls()).toEqual([['hygiene', 'ask_at_visit']]);
  await world.moveTo('2027-01-20T07:00:00Z');
  expect(await world.log()).toEqual([]);
});

test('who chose calls gets one by a person, about the plan', async () => {
  await world.patient('p1');
  await putCard(world.ctx, { patientId: 'p1', change: { channels: ['phone'] }, actor: 'test' });
  await record(world, {
    kind: 'plan',
    lastVisitOn: null,
    plan: {
      signedOn: '2026-11-01',
      urgentItem: 'коронка',
      done: null,
      left: null,
      risk: null,
      deadline: '2027-01-10',
    },
  });
  expect(await calls()).toEqual([]);
  await world.moveTo(due);
  expect(await calls()).toEqual([['plan', 'phone_chosen']]);
  const tasks = await listCallTasks(world.ctx.db, { state: 'open', limit: 10 });
  const reasons = await readCallReasons(
    world.ctx,
    tasks.map(({ task }) => task),
  );
  expect([...reasons.values()]).toMatchObject([
    { doctor: 'Доктор Орлов', reason: { evidence: { plan: { urgentItem: 'коронка' } } } },
  ]);
});

test('who agreed to calls about it, and to no messages, is called', async () => {
  await agreedTo(world, 'telegram', []);
  await world.consent('p1', { purposes: ['hygiene'], channels: ['phone'] });
  await record(world, { agreed: false, agreedHow: null });
  await world.moveTo(due);
  expect(await calls()).toEqual([['hygiene', 'phone_chosen']]);
});

test('a time that a person found and the patient takes is a new visit', async () => {
  const phone = await agreedTo(world, 'telegram', ['hygiene']);
  await record(world);
  await world.moveTo(due);
  await press(phone, 'telegram', 'Записаться');
  const [request] = await listRequests(world.ctx.db, { limit: 5 });
  const times = [new Date('2026-12-17T15:30:00Z')];
  const offered = await offerTimes(world.ctx, {
    requestId: request?.id ?? '',
    times,
    actor: 'test',
  });
  expect(offered.ok).toBe(true);
  await world.settle();
  await press(phone, 'telegram', 'чт 17 дек, 18:30');
  await press(phone, 'telegram', 'Да, записать');
  expect(await stories(world)).toEqual([['hygiene', 'booked', '2026-12-14']]);
  expect(await listRequests(world.ctx.db, { limit: 5 })).toEqual([]);
  const visits = await world.ctx.db.select().from(appointment);
  expect(visits.map(({ startsAt, status }) => [startsAt, status])).toEqual([[times[0], 'booked']]);
});
