import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listUnread } from '../../../src/store/inbound.ts';
import { timelineOf } from '../../../src/store/messages.ts';
import {
  findAppointment,
  listClinics,
  listServices,
  reasonsOfAppointments,
  searchPatients,
  visitsOfPatient,
} from '../../../src/store/registry.ts';
import { listStaff } from '../../../src/store/staff.ts';
import { listCallTasks } from '../../../src/store/threads.ts';
import { fillClinic, type Sample } from './sample.ts';
import { type Browser, openConsole, password, type World } from './support.ts';

let world: World;
let sample: Sample;
let owner: Browser;
let doctor: Browser;
const db = () => world.ctx.db;

beforeAll(async () => {
  world = await openConsole();
  sample = await fillClinic(world.ctx, world.clock);
  owner = await world.signIn();
  doctor = await world.signIn('doctor', 'en', sample.doctorId);
});
afterAll(() => world.close());

describe('a wellbeing check', () => {
  test('is started by the doctor in one post, for a visit that has not begun', async () => {
    const done = await doctor.post('/visits/today-3/wellbeing', { after: 'PT3H' });
    expect(done.location).toBe('/day?date=2026-11-24&done=wellbeing#visit-today-3');
    const [reason] = await reasonsOfAppointments(db(), ['today-3']);
    expect(reason).toMatchObject({
      purpose: 'wellbeing',
      dueAt: new Date('2026-11-24T14:20:00Z'),
      doctorId: 'orlova',
    });
    const again = await doctor.post('/visits/today-3/wellbeing', { after: 'PT3H' });
    expect([
      again.status,
      again.text.includes('A question is planned for that time already.'),
    ]).toEqual([422, true]);
  });

  test('takes the service’s days at once, and any other time', async () => {
    await owner.post('/visits/today-5/wellbeing', { after: 'days' });
    await owner.post('/visits/today-5/wellbeing', { after: 'custom', amount: '2', unit: 'days' });
    const dues = (await reasonsOfAppointments(db(), ['today-5'])).map(({ dueAt }) =>
      dueAt.toISOString().slice(0, 13),
    );
    // The last is the impression.
    expect(dues).toEqual(['2026-11-25T07', '2026-11-26T07', '2026-11-27T07', '2026-11-28T07']);
    for (const amount of ['', '0', '1.5', '1000', 'x']) {
      expect(
        (await owner.post('/visits/today-5/wellbeing', { after: 'custom', amount, unit: 'days' }))
          .status,
        amount,
      ).toBe(422);
    }
    expect((await owner.post('/visits/today-5/wellbeing', { after: 'P1Y' })).status).toBe(422);
  });

  test('says beforehand whether the patient agreed, and shows the answer', async () => {
    const { text } = await owner.get('/day');
    expect(text).toContain('Согласие есть, спросим в Telegram.');
    expect(text).toContain('Пока не спросим: у пациента нет подключённого мессенджера.');
    expect(text).toContain('Всё хорошо · ответ');
  });

  test('is not for a visit of another doctor’s patient', async () => {
    expect((await doctor.post('/visits/today-2/wellbeing', { after: 'PT3H' })).status).toBe(403);
  });
});

describe('a visit', () => {
  const form = {
    patientId: 'gleb',
    doctorId: 'orlova',
    clinicId: 'main',
    serviceId: 'exam',
    date: '2026-11-25',
    time: '09:30',
    durationMin: '',
  };

  test('is booked by the clinic’s clock, moved and cancelled by clicking', async () => {
    expect((await owner.post('/visits/new', form)).location).toBe(
      '/day?date=2026-11-25&done=visit',
    );
    const [visit] = (await visitsOfPatient(db(), { patientId: 'gleb', limit: 1 })).map(
      ({ appointment }) => appointment,
    );
    expect(visit).toMatchObject({
      startsAt: new Date('2026-11-25T06:30:00Z'),
      durationMin: 40,
      status: 'booked',
    });
    const clash = await owner.post('/visits/new', { ...form, patientId: 'anna', time: '10:00' });
    expect([clash.status, clash.text.includes('У врача в это время другой визит.')]).toEqual([
      409,
      true,
    ]);
    const path = `/visits/${visit?.id}`;
    expect((await owner.get(path)).text).toContain('value="09:30"');
    await owner.post(path, { ...form, time: '17:00', durationMin: '20', status: 'booked' });
    expect(await findAppointment(db(), visit?.id ?? '')).toMatchObject({
      startsAt: new Date('2026-11-25T14:00:00Z'),
      durationMin: 20,
    });
    await owner.post(`${path}/cancel`);
    expect((await findAppointment(db(), visit?.id ?? ''))?.status).toBe('cancelled');
  });

  test.each([
    ['date', '2026-13-01'],
    ['time', '25:00'],
    ['durationMin', 'long'],
    ['patientId', ''],
  ])('with a wrong %s is not booked', async (field, value) => {
    expect((await owner.post('/visits/new', { ...form, [field]: value })).status).toBe(422);
  });
});

test('a call is marked done with its result, by name', async () => {
  const [call] = await listCallTasks(db(), { state: 'open', limit: 1 });
  expect((await owner.post(`/calls/${call?.task.id}/done`, { result: 'magic' })).status).toBe(404);
  expect((await owner.post(`/calls/${call?.task.id}/done`, { result: 'no_answer' })).location).toBe(
    '/calls?done=call',
  );
  const [done] = await listCallTasks(db(), { state: 'done', limit: 1 });
  expect(done?.task).toMatchObject({
    result: 'no_answer',
    doneBy: expect.stringMatching(/^staff:/),
  });
  expect((await owner.get('/calls')).text).toContain('не отвечает');
});

describe('setup', () => {
  test('a colleague gets a link that works', async () => {
    const form = {
      name: 'Анна Львовна',
      login: 'anna',
      role: 'doctor',
      doctorId: 'titov',
      language: 'en',
    };
    expect((await owner.post('/setup/staff', { ...form, doctorId: '' })).status).toBe(422);
    const page = await owner.post('/setup/staff', form);
    const path = /value="http:\/\/localhost(\/sign-in\/[\w-]{43})"/.exec(page.text)?.[1] ?? '';
    expect((await owner.post('/setup/staff', form)).text).toContain('Такой логин уже есть');
    const colleague = world.stranger();
    expect(
      (await colleague.post(path, { login: 'anna', name: 'Анна', password, language: 'en' }))
        .location,
    ).toBe('/doctor');
    expect((await colleague.get('/day')).text).toContain('Волков');
    const { id = '' } = (await listStaff(db())).find(({ login }) => login === 'anna') ?? {};
    const anew = await owner.post(`/setup/staff/${id}/link`);
    expect(anew.text).toMatch(/value="http:\/\/localhost\/sign-in\/[\w-]{43}"/);
  });

  test('clinics and services are added and changed', async () => {
    const clinic = {
      id: 'main',
      name: 'Клиника',
      zone: 'Asia/Omsk',
      language: 'en',
      phone: '',
      address: '',
      directions: '',
    };
    await owner.post('/setup/clinics', clinic);
    expect(await listClinics(db())).toMatchObject([
      { id: 'main', zone: 'Asia/Omsk', languages: ['en', 'ru'] },
    ]);
    const service = { id: '', name: 'Имплантация', durationMin: '90', wellbeingDays: '3, 1' };
    expect(
      (await owner.post('/setup/services', { ...service, wellbeingDays: 'soon' })).status,
    ).toBe(422);
    await owner.post('/setup/services', service);
    expect(
      (await listServices(db())).map(({ name, wellbeingDays }) => [name, wellbeingDays]),
    ).toContainEqual(['Имплантация', [1, 3]]);
    expect(
      (await owner.post('/setup/doctors', { id: '', name: 'Новый', post: '', clinicId: 'main' }))
        .location,
    ).toBe('/setup?done=saved');
  });

  test('what could not be read is shown until somebody has seen it', async () => {
    const [odd] = await listUnread(db(), 5);
    await owner.post(`/setup/inbound/${odd?.id}/seen`);
    expect(await listUnread(db(), 5)).toEqual([]);
  });
});

test('the language follows the person, and the way back stays inside', async () => {
  expect((await owner.post('/language', { language: 'en', back: '/patients/anna' })).location).toBe(
    '/patients/anna',
  );
  expect((await owner.get('/day')).text).toContain('<html lang="en">');
  for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', '']) {
    expect((await owner.post('/language', { language: 'ru', back })).location, back).toBe('/');
  }
});

test('nothing of this left a name, a number or a text in the log', async () => {
  expect(await searchPatients(db(), { text: 'Смирнова', limit: 1 })).toHaveLength(1);
  expect(await timelineOf(db(), { patientId: 'anna', limit: 1 })).toHaveLength(1);
  expect(JSON.stringify(world.logged)).not.toMatch(/[А-Яа-я]|\+7\d/);
});
