/** Reasons on the patient's page and in the list of all: recorded with their evidence, changed, closed in words, found again. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispatchDue } from '../../../src/app/dispatch.ts';
import { endReasons } from '../../../src/app/reason-end.ts';
import { reasonsOf, updateReason } from '../../../src/store/registry.ts';
import { doctorDate, doctorNow, fillDoctorDay } from './doctor-sample.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let office: Browser;
let doctor: Browser;
let english: Browser;

beforeAll(async () => {
  world = await openConsole();
  await fillDoctorDay(world.ctx, world.clock);
  office = await world.signIn('administrator');
  doctor = await world.signIn('doctor', 'ru', 'orlova');
  english = await world.signIn('doctor', 'en', 'titov');
});
afterAll(() => world.close());

type Form = Readonly<Record<string, string>>;
const record = (patient: string, kind: string, form: Form, by = office) =>
  by.post(`/patients/${patient}/reasons/new?kind=${kind}`, { doctorId: 'orlova', ...form });
/** The one of a kind that stands, or the first that did. */
const last = async (patientId: string, kind = 'plan') => {
  const all = (await reasonsOf(world.ctx.db, patientId)).filter((one) => one.kind === kind);
  return all.find(({ state }) => state === 'planned') ?? all[0];
};
const listed = async (query: string) => (await office.get(`/reasons?${query}`)).text;

const plan = {
  signedOn: doctorDate,
  done: 'каналы',
  left: 'коронка',
  risk: 'зуб может расколоться',
  deadline: '2027-01-25',
  how: 'paper',
};

describe('on the page of the patient', () => {
  test('one is recorded with all its evidence, and stands there in words', async () => {
    const form = (await office.get('/patients/anna/reasons/new?kind=plan')).text;
    for (const label of ['План подписан', 'Что осталось', 'К какому сроку', 'Как', 'Врач'])
      expect(form).toContain(label);
    const made = await record('anna', 'plan', plan);
    expect(made.location).toBe('/patients/anna?done=reason#reasons');
    const { text } = await office.get('/patients/anna?done=reason');
    for (const words of [
      'Повод записан',
      'План лечения',
      'план подписан сегодня',
      'сделано: каналы',
      'осталось: коронка',
      'чем опасно ждать: зуб может расколоться',
      'к сроку 25 января 2027',
      'договорились на бумаге',
      'врач Орлова',
      'записал(а) Ольга Ивановна, сегодня',
      'срок 11 января 2027',
    ])
      expect(text).toContain(words);
  });

  test('its date and words can be changed while nothing was sent', async () => {
    const { id = '' } = (await last('anna')) ?? {};
    const url = `/patients/anna/reasons/${id}/change`;
    const dear = await office.post(url, { dueOn: '2027-01-15', argument: 'всего 5000 рублей' });
    expect([dear.status, dear.text.includes('не бывает цен')]).toEqual([422, true]);
    const form = { dueOn: '2027-01-15', argument: 'пока всё спокойно, лучше закончить' };
    expect((await office.post(url, form)).location).toContain('done=reasonChanged');
    const { text } = await office.get('/patients/anna');
    for (const words of ['срок 15 января 2027', 'лучше закончить']) expect(text).toContain(words);
  });

  test('it is closed in words', async () => {
    const { id = '' } = (await last('anna')) ?? {};
    const url = `/patients/anna/reasons/${id}/close`;
    expect((await office.post(url, { outcome: '' })).text).toContain('Заполните это поле');
    await office.post(url, { outcome: 'записали по телефону' });
    const { text } = await office.get('/patients/anna');
    expect(text).toContain('закрыл(а) Ольга Ивановна, сегодня');
    expect(text).toContain('записали по телефону');
    const again = await office.post(url, { outcome: 'ещё раз' });
    expect([again.status, again.text.includes('уже закончено')]).toEqual([422, true]);
  });

  test('a question about how they feel is taken back with its words as well', async () => {
    await doctor.post('/doctor/v-anna/wellbeing', { choice: 'morning', agreed: 'yes' });
    const { id = '' } = (await last('anna', 'wellbeing')) ?? {};
    await doctor.post(`/patients/anna/reasons/${id}/close`, { outcome: 'зашла сама' });
    expect(await last('anna', 'wellbeing')).toMatchObject({
      state: 'closed',
      outcome: 'зашла сама',
    });
  });
});

describe('what nobody justified is refused with its rule', () => {
  const visit = { appointmentId: 'v-anna' };
  const hygiene = { lastVisitOn: doctorDate, intervalMonths: '6', how: 'verbal' };
  test.each([
    ['hygiene', { dueOn: '2027-01-01' }, 'Не хватает основания'],
    ['hygiene', { ...hygiene, intervalMonths: '30' }, 'от 1 до 24 месяцев'],
    ['hygiene', { ...hygiene, lastVisitOn: '2026-12-30' }, 'ещё не наступил'],
    ['hygiene', { ...hygiene, dueOn: '2026-11-01' }, 'раньше визита'],
    ['hygiene', { lastVisitOn: '2026-01-01', dueOn: '2026-09-01' }, 'больше месяца назад'],
    ['hygiene', { ...hygiene, dueOn: '2032-01-01' }, 'Так далеко вперёд'],
    ['control', { dueOn: '2027-01-01' }, 'Не хватает основания'],
    ['plan', { ...plan, signedOn: '' }, 'План не подписан'],
    ['plan', { ...plan, signedOn: '', free: 'yes' }, 'бесплатной консультации'],
    ['plan', { ...plan, leaving: 'too_dear' }, 'сказал, что дорого'],
    ['plan', { ...plan, leaving: 'will_think' }, 'сам назвал день'],
    [
      'plan',
      { ...plan, leaving: 'will_think', namedOn: '2026-12-20', dueOn: '2026-12-21' },
      'назвал другой день',
    ],
    ['checkup', { dueOn: '2027-05-01', argument: 'скидка только до пятницы' }, 'не бывает цен'],
    ['checkup', { dueOn: '2027-05-01', argument: 'почему вы не приходите' }, 'не упрекают'],
    [
      'later_need',
      { dueOn: '2027-05-01', note: 'отбеливание', against: 'pregnancy' },
      'противопоказано',
    ],
    ['later_need', { dueOn: '2027-05-01', note: 'к хирургу', doctorId: 'titov' }, 'пациент не был'],
    ['personal', { dueOn: '2027-05-01', argument: 'как договорились' }, 'записывает сам врач'],
    ['control', { ...visit, dueOn: '2027-01-01', doctorId: '' }, 'Не хватает основания'],
  ] as const)('%s %o', async (kind, form, words) => {
    const page = await record('anna', kind, form);
    expect([page.status, page.text.includes(words)], page.text.slice(-6000)).toEqual([422, true]);
  });

  test('who asked not to be reminded any more needs a new agreement', async () => {
    await record('boris', 'hygiene', hygiene);
    const { id = '' } = (await last('boris', 'hygiene')) ?? {};
    await updateReason(world.ctx.db, id, { state: 'declined' });
    const later = { ...hygiene, intervalMonths: '9', how: '' };
    expect((await record('boris', 'hygiene', later)).text).toContain('Нужна новая договорённость');
  });
});

describe('the list of all', () => {
  test('says what is due and when, and whom to ask at the visit', async () => {
    await record('anna', 'hygiene', {
      lastVisitOn: doctorDate,
      intervalMonths: '3',
      how: 'verbal',
    });
    await record('gleb', 'control', { appointmentId: 'v-gleb', dueOn: '2026-12-20', how: '' });
    await record('dina', 'checkup', {
      dueOn: '2027-05-01',
      argument: 'посмотрим вместе',
      how: 'verbal',
    });
    const all = await listed('');
    const order = ['Ершов', 'Смирнова', 'Алиева'].map((name) => all.indexOf(name));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    const ask = await listed('state=ask');
    expect([ask.includes('Ершов'), ask.includes('Смирнова')]).toEqual([true, false]);
    expect(ask).toContain('Спросите, когда придёт');
  });

  test('is filtered by kind and by doctor', async () => {
    const hygiene = await listed('kind=hygiene');
    expect([hygiene.includes('Смирнова'), hygiene.includes('Ершов')]).toEqual([true, false]);
    expect(await listed('doctor=titov')).toContain('Таких поводов нет');
  });

  test('names the likely cause of a silence', async () => {
    const control = { appointmentId: 'v-misha', dueOn: '2026-12-14', how: 'verbal' };
    await record('misha', 'control', control);
    const sendAt = async (at: string) => {
      world.clock.set(at);
      await dispatchDue(world.ctx, { stopping: () => false });
    };
    await sendAt('2026-12-14T09:00:00Z');
    expect(await listed('state=sent')).toContain('Лебедев');
    world.clock.set('2026-12-29T09:00:00Z');
    await endReasons(world.ctx);
    const silent = await listed('state=silent');
    expect([silent.includes('Лебедев'), silent.includes('не ответил')]).toEqual([true, true]);
    await sendAt('2026-12-29T16:00:00Z');
    world.clock.set('2027-01-20T09:00:00Z');
    await endReasons(world.ctx);
    expect(await listed('state=silent')).toContain('Похоже на причину');
    world.clock.set(doctorNow);
  });

  test('goes on where a page ends', async () => {
    for (let month = 1; month <= 20; month += 1)
      await record('vera', 'hygiene', {
        lastVisitOn: doctorDate,
        intervalMonths: `${month}`,
        how: 'verbal',
      });
    for (let month = 1; month <= 20; month += 1)
      await record('misha', 'hygiene', {
        lastVisitOn: doctorDate,
        intervalMonths: `${month}`,
        how: 'verbal',
      });
    const first = await listed('kind=hygiene');
    const next =
      /href="(\/reasons\?[^"]*after=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = (await office.get(next)).text;
    const items = (text: string) => text.split('<li class="item">').length - 1;
    expect([items(first), items(second)]).toEqual([30, 11]);
    expect(second).not.toContain('after=');
  });

  test('is for the desk and the head', async () => {
    expect((await doctor.get('/reasons')).status).toBe(403);
    expect((await office.get('/')).text).toContain('href="/reasons"');
  });
});

test('a doctor has no form for a patient of another', async () => {
  for (const path of ['/patients/anna/reasons/new', '/patients/anna'])
    expect((await english.get(path)).status, path).toBe(403);
  expect((await record('anna', 'hygiene', {}, english)).status).toBe(403);
  const mine = await english.get('/patients/dina/reasons/new?kind=personal');
  expect([mine.status, mine.text.includes('From the doctor')]).toEqual([200, true]);
});
