/** A doctor's thirty seconds in Telegram: patients by initials, what to record in few taps, which rule refused it. */

import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { putService } from '../../src/app/registry.ts';
import { rows } from '../../src/store/db.ts';
import { type ReasonRow, reasonsOf } from '../../src/store/registry.ts';
import { updateStaff } from '../../src/store/staff.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';
import { type Caring, caring } from './caring.ts';
import { type Colleague, colleague } from './colleague.ts';

let world: World;
let clinic: Caring;
let orlov: Colleague;
let taps = 0;
beforeAll(async () => {
  world = await createWorld(await freshStore(), '2026-11-23T10:00:00Z');
  clinic = await caring(world);
  orlov = await colleague(world, clinic, 'orlov');
  await putService(world.ctx, service);
  for (const [n, name] of people.entries()) {
    const id = `p${n + 1}`;
    const hour = String(9 + n).padStart(2, '0');
    const birthDate = n === 2 ? '2017-03-05' : null;
    await world.patient(id, { name, ...(birthDate && { birthDate }) });
    await world.visit(`v-${id}`, id, `2026-11-23T${hour}:30:00+03:00`, { serviceId: 's1' });
  }
});
afterAll(() => world.stop());
afterEach(() => {
  taps = 0;
});

const service = {
  id: 's1',
  name: 'Имплантация',
  durationMin: 30,
  preparation: null,
  aftercare: null,
  wellbeingDays: [1, 3],
  asksScore: false,
};
const people = [
  'Анна Смирнова',
  'Борис Ильин',
  'Вера Попова',
  'Глеб Серов',
  'Дина Уварова',
  'Егор Фокин',
  'Жанна Хан',
  'Зоя Цой',
  'Илья Чан',
];

async function tap(label: string): Promise<void> {
  taps += 1;
  await orlov.tap(label);
}

const reasonOf = async (patientId: string): Promise<ReasonRow | undefined> =>
  (await reasonsOf(world.ctx.db, patientId)).at(-1);

test('today on buttons is initials and time, eight to a page, with the days around', async () => {
  await orlov.type('/doctor');
  expect(await orlov.said()).toBe('Сегодня, понедельник 23 ноября.\nВыберите пациента.');
  const buttons = await orlov.buttons();
  expect(buttons.slice(0, 3)).toEqual(['9:30 АС', '10:30 БИ', '11:30 ВП']);
  expect(buttons.slice(8)).toEqual(['Ещё', 'Вчера', 'Завтра']);
  await tap('Ещё');
  expect(await orlov.buttons()).toEqual(['17:30 ИЧ', 'Вчера', 'Завтра']);
  await tap('Завтра');
  expect(await orlov.said()).toContain('Завтра, вторник 24 ноября.\nВизитов нет.');
  await tap('Сегодня');
  expect(await orlov.buttons()).toHaveLength(11);
});

test('wellbeing on the days of the service: four taps, said back, and undone', async () => {
  const press = async () => {
    for (const label of ['9:30 АС', 'Самочувствие', 'На день 1, 3', 'Да, договорились'])
      await tap(label);
  };
  await orlov.type('/doctor');
  await press();
  expect(taps).toBe(4);
  expect(await orlov.said()).toMatch(
    /^Записано: АС\. Самочувствие, на день 1, 3\.\n\nЗадача администратору/,
  );
  const states = async () =>
    (await reasonsOf(world.ctx.db, 'p1')).map(({ kind, day, state }) => `${kind} ${day} ${state}`);
  const planned = ['wellbeing 1 planned', 'wellbeing 3 planned', 'impression 4 planned'];
  expect(await states()).toEqual(planned);
  await tap('Отменить');
  expect(await states()).toEqual(planned.map((one) => one.replace('planned', 'closed')));
  await tap('К списку');
  expect((await orlov.buttons())[0]).toBe('9:30 АС');
  await press();
  await tap('К пациенту');
  expect(await orlov.said()).toContain('вопросов — 2, ответов — 0');
  await tap('К списку');
  expect((await orlov.buttons())[0]).toBe('9:30 АС ✓');
});

test.each([
  ['p2', 'hygiene', ['10:30 БИ', 'Гигиена', 'Через 6 месяцев'], '2027-05-23'],
  ['p3', 'checkup', ['11:30 ВП', 'Профосмотр', '1', 'Через 6 месяцев'], '2027-05-23'],
  ['p4', 'control', ['12:30 ГС', 'Контроль после лечения', 'Через 2 недели'], '2026-12-07'],
  ['p5', 'personal', ['13:30 ДУ', 'Лично от врача', '2', 'Через 1 неделю'], '2026-11-30'],
] as const)('%s: %s in five taps or fewer, and undone', async (id, kind, labels, due) => {
  await orlov.type('/doctor');
  for (const label of [...labels, 'Да, договорились']) await tap(label);
  expect(taps).toBeLessThanOrEqual(5);
  const reason = await reasonOf(id);
  expect(reason).toMatchObject({ kind, state: 'planned', createdBy: `staff:${orlov.id}` });
  expect(reason?.evidence).toMatchObject({ dueOn: due, agreed: true, agreedHow: 'verbal' });
  await tap('Отменить');
  expect(await orlov.said()).toContain('Отменено');
  expect(await reasonOf(id)).toMatchObject({ state: 'closed' });
});

test('a plan needs its signature, its item and its deadline, asked one by one', async () => {
  await orlov.type('/doctor');
  for (const label of ['14:30 ЕФ', 'План лечения']) await tap(label);
  await orlov.type('10 ноября');
  expect(await orlov.said()).toContain('Какой пункт плана');
  await orlov.type('удалить корень');
  expect(await orlov.said()).toContain('До какого срока');
  for (const label of ['Через 1 месяц', 'Да, договорились']) await tap(label);
  expect(taps).toBeLessThanOrEqual(5);
  const plan = { signedOn: '2026-11-10', urgentItem: 'удалить корень', deadline: '2026-12-23' };
  expect((await reasonOf('p6'))?.evidence).toMatchObject({ plan });
});

test('a word that would be doubted from a patient is an answer like any other', async () => {
  await orlov.type('/doctor');
  for (const label of ['15:30 ЖХ', 'План лечения', 'Сегодня']) await tap(label);
  await orlov.type('отмена');
  expect(await orlov.said()).toContain('До какого срока');
  const paused = sql`select id from address where paused_at is not null`;
  expect(await rows(world.ctx.db, paused)).toEqual([]);
});

test('«в 13 лет к ортодонту» is understood from the birth date and said back', async () => {
  await orlov.type('/doctor');
  for (const label of ['11:30 ВП', 'На будущее']) await tap(label);
  await orlov.type('в 13 лет к ортодонту');
  expect(await orlov.said()).toContain('Срок: 5 марта 2030.');
  await tap('Да, договорились');
  expect(await reasonOf('p3')).toMatchObject({ kind: 'later_need', note: 'в 13 лет к ортодонту' });
  expect((await reasonOf('p3'))?.evidence).toMatchObject({ dueOn: '2030-03-05' });
});

test('a date is typed and said back; what is none is asked for again', async () => {
  await orlov.type('/doctor');
  for (const label of ['15:30 ЖХ', 'Контроль после лечения']) await tap(label);
  await orlov.type('как-нибудь потом');
  expect(await orlov.said()).toContain('Дату понять не удалось.');
  await orlov.type('15 января');
  expect(await orlov.said()).toContain('Срок: 15 января 2027.');
  await tap('Назад');
  expect(await orlov.said()).toMatch(/^Жанна Хан, сегодня/);
});

test('not agreed: the desk asks where the bot may not, and nothing is planned before that', async () => {
  await orlov.type('/doctor');
  for (const label of ['16:30 ЗЦ', 'Гигиена', 'Через 6 месяцев']) await tap(label);
  expect(await orlov.buttons()).toContain('Нет, спросит администратор');
  await tap('Нет, спросит администратор');
  expect(await orlov.said()).toContain('Задача администратору');
  expect(await clinic.tasks('p8')).toContain('ask_at_visit');
  expect((await world.proactive('p8')).filter(({ kind }) => kind === 'recall')).toEqual([]);
});

test('which rule refuses it is said in words', async () => {
  await orlov.type('/doctor');
  for (const label of ['12:30 ГС', 'Профосмотр']) await tap(label);
  await orlov.type('скидка 20 % до конца месяца');
  for (const label of ['Через 6 месяцев', 'Да, договорились']) await tap(label);
  expect(await orlov.said()).toMatch(/^Не записано\. В словах для пациента не бывает цен/);
  expect(await reasonOf('p4')).toMatchObject({ kind: 'control', state: 'closed' });
});

test('a button of an hour ago records nothing that was not said again', async () => {
  await orlov.type('/doctor');
  for (const label of ['12:30 ГС', 'Профосмотр', '1', 'Через 6 месяцев']) await tap(label);
  await world.moveTo('2026-11-23T11:00:00Z');
  await tap('Да, договорились');
  expect(await orlov.said()).toContain('Зачем именно тогда?');
});

test('another doctor sees none of it, the desk sees all of it, and a role that has changed counts at once', async () => {
  const desk = await colleague(world, clinic, 'desk', { language: 'en' });
  await desk.type('/doctor');
  expect((await desk.buttons())[1]).toBe('10:30 БИ · Доктор Орлов');
  await desk.tap('10:30 БИ · Доктор Орлов');
  for (const label of ['From the doctor personally', '1', 'In 1 week', 'Yes, agreed'])
    await desk.tap(label);
  expect(await desk.said()).toBe('Not recorded. A personal reason is recorded by the doctor.');
  await updateStaff(world.ctx.db, desk.id, { role: 'doctor', doctorId: 'd2' });
  await desk.tap('To the patient');
  expect(await desk.said()).toMatch(/^This visit is not on the list/);
  await desk.tap('To the list');
  expect(await desk.said()).toContain('No visits.');
});

test('a plan that was begun: what is done, what is left, and what waiting may cost', async () => {
  await orlov.type('/doctor');
  const start = ['15:30 ЖХ', 'План лечения', 'Сегодня', 'План выполнен частично'];
  for (const label of start) await tap(label);
  const asked = ['Что по плану уже сделано?', 'Что осталось?', 'Чем опасно ждать?'];
  for (const [index, words] of ['вылечен канал', 'коронка', 'зуб может расколоться'].entries()) {
    expect(await orlov.said()).toContain(asked[index]);
    await orlov.type(words);
  }
  await tap('Через 1 месяц');
  expect(await orlov.said()).toContain('«коронка»');
  await tap('Да, договорились');
  expect((await reasonOf('p7'))?.evidence).toMatchObject({
    plan: {
      done: 'вылечен канал',
      left: 'коронка',
      risk: 'зуб может расколоться',
      urgentItem: null,
    },
  });
});
