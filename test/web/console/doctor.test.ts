/** A doctor's half minute over HTTP: the patients of the day, each kind of reason, what is refused, taking it back, rights. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putAppointment } from '../../../src/app/appointments.ts';
import { reasonsOf } from '../../../src/store/registry.ts';
import { listCallTasks } from '../../../src/store/threads.ts';
import { doctorDate, fillDoctorDay } from './doctor-sample.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let doctor: Browser;
let english: Browser;
let office: Browser;

beforeAll(async () => {
  world = await openConsole();
  await fillDoctorDay(world.ctx, world.clock);
  doctor = await world.signIn('doctor', 'ru', 'orlova');
  english = await world.signIn('doctor', 'en', 'titov');
  office = await world.signIn('administrator');
});
afterAll(() => world.close());

type Form = Readonly<Record<string, string>>;
const record = (patient: string, kind: string, form: Form, by = doctor) =>
  by.post(`/doctor/v-${patient}/${kind}`, { agreed: 'yes', ...form });

/** Records it, and gives the page that says what comes of it. */
async function recorded(patient: string, kind: string, form: Form, by = doctor) {
  const answer = await record(patient, kind, form, by);
  expect([answer.status, answer.location], answer.text.slice(-2000)).toEqual([
    303,
    expect.stringContaining(`/doctor/v-${patient}?recorded=`),
  ]);
  const page = await by.get(answer.location ?? '');
  return { id: answer.location?.split('recorded=')[1] ?? '', text: page.text };
}

const undo = async (patient: string, reason: string, by = doctor) =>
  by.post(`/doctor/v-${patient}/undo`, { reason });

const tasksOf = async (patientId: string) =>
  (await listCallTasks(world.ctx.db, { state: 'open', patientId, limit: 20 })).map(
    ({ task }) => task.code,
  );
const statesOf = async (patientId: string) =>
  (await reasonsOf(world.ctx.db, patientId)).map(({ kind, state }) => `${kind} ${state}`);

describe('the patients of the day', () => {
  test('a doctor lands there after signing in, and sees own patients only', async () => {
    const token = await world.signIn('doctor', 'ru', 'orlova');
    expect((await token.get('/doctor')).status).toBe(200);
    const { text } = await doctor.get('/doctor');
    for (const words of ['Мой приём', 'Смирнова Анна', '9:00', '9 лет', 'пока ничего не записано'])
      expect(text).toContain(words);
    expect(text).not.toContain('Алиева');
    expect((await doctor.get('/doctor?doctor=titov')).text).not.toContain('Алиева');
  });

  test('another day is a link away', async () => {
    const { text } = await doctor.get('/doctor');
    expect(text).toContain('/doctor?date=2026-11-24');
    expect((await doctor.get('/doctor?date=2026-11-24')).text).toContain('В этот день приёма нет');
  });

  test('an administrator sees everybody, or one doctor', async () => {
    const all = (await office.get('/doctor')).text;
    for (const name of ['Смирнова', 'Алиева']) expect(all).toContain(name);
    const one = (await office.get('/doctor?doctor=titov')).text;
    expect([one.includes('Алиева'), one.includes('Смирнова')]).toEqual([true, false]);
  });

  test('it keeps itself up to date', async () => {
    const seen =
      /live\/doctor\?[^"]*seen=(\w+)/.exec((await doctor.get('/doctor')).text)?.[1] ?? '';
    const live = `/live/doctor?date=${doctorDate}&seen=${seen}`;
    expect((await doctor.get(live)).status).toBe(204);
    const { id } = await recorded('misha', 'hygiene', { choice: 'm3' });
    const fresh = await doctor.get(live);
    expect([fresh.status, fresh.text.includes('Гигиена')]).toEqual([200, true]);
    await undo('misha', id);
    expect((await doctor.get(live)).status).toBe(204);
  });

  test('an account that is tied to no doctor has no patients', async () => {
    const nobody = await world.signIn('doctor');
    expect((await nobody.get('/doctor')).text).not.toContain('Смирнова');
    expect((await nobody.get('/doctor/v-anna')).status).toBe(403);
  });
});

describe('each kind', () => {
  test.each([
    ['wellbeing', { choice: 'evening' }, 'Спросим сегодня в 17:30 в Telegram'],
    ['wellbeing', { choice: 'morning' }, 'Спросим завтра в 10:00 в Telegram'],
    ['wellbeing', { choice: 'days' }, 'Всего вопросов о самочувствии: 2'],
    ['wellbeing', { date: '2026-11-30' }, 'Спросим 30 ноября в 10:00 в Telegram'],
    ['hygiene', { choice: 'm6' }, 'Напишем 25 мая 2027 в'],
    ['hygiene', { months: '5' }, 'Напишем 25 апреля 2027 в'],
    [
      'checkup',
      { choice: 'm12', ready: 'c1' },
      'срок согласия вышел. Договорённость нужно будет обновить',
    ],
    ['checkup', { choice: 'm6', argument: 'посмотрим, как всё держится' }, '25 мая 2027'],
    ['control', { choice: 'w2' }, 'Напишем 9 декабря в'],
    [
      'plan',
      { choice: 'm2', urgentItem: 'коронка', signedOn: doctorDate },
      'Напишем 11 января 2027',
    ],
    ['personal', { choice: 'w1', ready: 'p1' }, 'Напишем 2 декабря'],
    ['later_need', { choice: 'm12', readyNote: 'n4' }, '25 ноября 2027'],
  ] as const)('%s %o: says what will happen, and can be taken back', async (kind, form, words) => {
    const { id, text } = await recorded('anna', kind, form);
    expect(text).toContain(words);
    expect(text).toContain('Отменить запись');
    const back = await undo('anna', id);
    expect(back.location).toBe('/doctor/v-anna?done=undone');
    expect((await doctor.get(back.location ?? '')).text).toContain('Отменено');
    const open = (await statesOf('anna')).filter((one) => !one.endsWith('closed'));
    expect(open).toEqual([]);
  });

  test('a child is reminded at an age', async () => {
    expect((await doctor.get('/doctor/v-misha/later_need')).text).toContain('В 13 лет');
    const { text } = await recorded('misha', 'later_need', { choice: 'a13', readyNote: 'n1' });
    for (const words of ['14 июня 2030', 'К ортодонту']) expect(text).toContain(words);
  });

  test('the patient reads a ready sentence in their language, the doctor all else in theirs', async () => {
    const { text } = await english.get('/doctor/v-dina/checkup');
    expect(text).toContain('Agreed with the patient?');
    expect(text).toContain('остановить их проще');
    const page = await recorded('dina', 'checkup', { choice: 'm6', ready: 'c1' }, english);
    expect(page.text).toContain('We write 25 May 2027');
    await undo('dina', page.id, english);
  });

  test('who has to be called is said to be called', async () => {
    const { id, text } = await recorded('vera', 'control', { choice: 'w2' });
    expect(text).toContain('Администратор позвонит 9 декабря');
    await undo('vera', id);
  });
});

describe('not agreed', () => {
  test('who may be asked in the chat is asked, and nothing is planned before', async () => {
    const { id, text } = await recorded('boris', 'hygiene', { choice: 'm6', agreed: 'no' });
    expect(text).toMatch(
      /Сначала спросим сегодня в [\d:]+ в Telegram, можно ли\. После «да» — 25 мая/,
    );
    await undo('boris', id);
    const check = await recorded('boris', 'wellbeing', { choice: 'morning', agreed: 'no' });
    expect(check.text).toContain('можно ли');
    await undo('boris', check.id);
    expect(await tasksOf('boris')).toEqual([]);
  });

  test('who may not be asked there is left to the desk', async () => {
    const { id, text } = await recorded('gleb', 'hygiene', { choice: 'm6', agreed: 'no' });
    expect(text).toContain('администратор спросит пациента');
    expect(await tasksOf('gleb')).toEqual(['ask_at_visit']);
    await undo('gleb', id);
    expect(await tasksOf('gleb')).toEqual([]);
    const asked = await recorded('gleb', 'wellbeing', { choice: 'evening', agreed: 'no' });
    expect(asked.id).toBe('desk');
    expect(asked.text).toContain('администратор спросит пациента');
    expect(await tasksOf('gleb')).toEqual(['ask_wellbeing']);
    expect(await statesOf('gleb')).toEqual(['hygiene closed']);
  });

  test('nobody is called about how they feel who did not agree', async () => {
    expect((await recorded('vera', 'wellbeing', { choice: 'evening', agreed: 'no' })).id).toBe(
      'desk',
    );
    expect(await tasksOf('vera')).toContain('ask_wellbeing');
  });
});

describe('refused in words', () => {
  const signed = { urgentItem: 'коронка', signedOn: doctorDate };
  test.each([
    ['hygiene', {}, 'Выберите срок'],
    ['hygiene', { months: '30' }, 'от 1 до 24 месяцев'],
    ['hygiene', { date: '2026-11-25' }, 'раньше визита'],
    ['control', { date: '2031-01-01' }, 'Так далеко вперёд'],
    ['control', { date: '2026-09-01' }, 'раньше визита'],
    ['checkup', { choice: 'm6' }, 'Не хватает основания'],
    ['checkup', { choice: 'm6', argument: 'скидка 20% только до пятницы' }, 'не бывает цен'],
    ['checkup', { choice: 'm6', argument: 'почему вы не приходите' }, 'не упрекают'],
    ['plan', { choice: 'm2', urgentItem: 'коронка', signedOn: '' }, 'План не подписан'],
    ['plan', { choice: 'm2', signedOn: doctorDate, done: 'канал' }, 'Не хватает основания'],
    ['plan', { choice: 'm2', ...signed, leaving: 'too_dear' }, 'сказал, что дорого'],
    ['plan', { choice: 'm2', urgentItem: 'коронка', free: 'yes' }, 'бесплатной консультации'],
    ['personal', { choice: 'w1', ready: 'p3', leaving: 'will_think' }, 'сам назвал день'],
    ['personal', { choice: 'w1' }, 'Не хватает основания'],
    ['later_need', { choice: 'm6', note: 'отбеливание', against: 'pregnancy' }, 'противопоказано'],
    ['wellbeing', { date: '2026-11-20' }, 'Выберите из списка'],
    ['wellbeing', { date: '2027-06-01' }, 'дней до 30'],
  ] as const)('%s %o', async (kind, form, words) => {
    const page = await record('anna', kind, form);
    expect(page.status).toBe(422);
    expect(page.text).toContain('role="alert"');
    expect(page.text).toContain(words);
  });

  test('what was filled in stays', async () => {
    const page = await record('anna', 'plan', { choice: 'm2', urgentItem: 'коронка на 36' });
    expect(page.text).toContain('value="коронка на 36"');
    expect(page.text).toMatch(/value="m2" checked/);
  });

  test('a day the patient named is right where our choice is not', async () => {
    const form = { date: '2026-12-07', ready: 'p3', leaving: 'will_think' };
    const { id, text } = await recorded('anna', 'personal', form);
    expect(text).toContain('пациент назвал 7 декабря');
    await undo('anna', id);
  });

  test('the same month twice', async () => {
    const { id } = await recorded('anna', 'hygiene', { choice: 'm6' });
    expect((await record('anna', 'hygiene', { choice: 'm6' })).text).toContain('уже записан');
    await undo('anna', id);
  });

  test('the same sentence to the whole waiting room', async () => {
    const form = { choice: 'm6', argument: 'приходите все вместе на осмотр' };
    for (const one of ['anna', 'boris', 'gleb', 'vera', 'misha'])
      await recorded(one, 'checkup', form);
    const sixth = {
      ...{ id: 'v-dina-2', patientId: 'dina', doctorId: 'orlova', clinicId: 'main' },
    };
    await putAppointment(world.ctx, {
      ...sixth,
      ...{ serviceId: 'exam', startsAt: new Date(`${doctorDate}T16:00:00+03:00`) },
      ...{ durationMin: null, status: 'arrived', version: null, actor: 'api' },
    });
    const page = await record('dina-2', 'checkup', form);
    expect([page.status, page.text.includes('Одни и те же слова')]).toEqual([422, true]);
  });

  test('a ready sentence may be chosen for everybody who was there', async () => {
    const form = { choice: 'm12', ready: 'c2' };
    for (const one of ['anna', 'boris', 'gleb', 'vera', 'misha', 'dina-2'])
      await recorded(one, 'checkup', form);
  });

  test('in English as well', async () => {
    const page = await record('dina', 'plan', { choice: 'm2', urgentItem: 'x' }, english);
    expect(page.text).toContain('The plan is not signed');
  });
});

describe('rights', () => {
  test('a doctor has no page of a patient of another', async () => {
    for (const path of ['/doctor/v-anna', '/doctor/v-anna/hygiene'])
      expect((await english.get(path)).status, path).toBe(403);
    expect((await record('anna', 'hygiene', { choice: 'm6' }, english)).status).toBe(403);
    const { id } = await recorded('anna', 'control', { choice: 'w2' });
    expect((await undo('anna', id, english)).status).toBe(403);
    expect((await undo('boris', id)).status).toBe(404);
    await undo('anna', id);
  });

  test('nobody else speaks for a doctor', async () => {
    expect((await office.get('/doctor/v-anna')).text).not.toContain('/doctor/v-anna/personal');
    expect((await office.get('/doctor/v-anna/personal')).status).toBe(404);
    const page = await record('anna', 'personal', { choice: 'w1', ready: 'p1' }, office);
    expect([page.status, (await statesOf('anna')).includes('personal planned')]).toEqual([
      404,
      false,
    ]);
  });

  test('the desk records what the doctor said, in the name of that doctor', async () => {
    const { id } = await recorded('dina', 'control', { choice: 'm1' }, office);
    const row = (await reasonsOf(world.ctx.db, 'dina')).find((one) => one.id === id);
    expect(row?.doctorId).toBe('titov');
    await undo('dina', id, office);
  });

  test.each(['/doctor/nobody', '/doctor/v-anna/whatever', '/doctor/nobody/hygiene'])(
    '%s is no page',
    async (path) => {
      expect((await doctor.get(path)).status).toBe(404);
    },
  );
});
