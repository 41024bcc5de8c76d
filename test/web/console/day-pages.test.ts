/** The day's page without a browser: what is read and refused over HTTP. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putAppointment } from '../../../src/app/appointments.ts';
import { seenOf } from '../../../src/app/desk-moves.ts';
import { askErasure, eraseNow } from '../../../src/app/erasure.ts';
import { newId } from '../../../src/app/ids.ts';
import { findAppointment } from '../../../src/store/registry.ts';
import { listRequests } from '../../../src/store/requests.ts';
import { dayDate, dayNow, fillDay } from './day-sample.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let desk: Browser;
let doctor: Browser;
const back = `date=${dayDate}`;
const day = `/day?${back}`;

beforeAll(async () => {
  world = await openConsole();
  await fillDay(world.ctx, world.clock);
  desk = await world.signIn('administrator');
  doctor = await world.signIn('doctor', 'ru', 'titov');
});
afterAll(() => world.close());

const visit = async (id: string) => {
  const row = await findAppointment(world.ctx.db, id);
  if (!row) throw new Error(`no visit ${id}`);
  return row;
};
const moving = async (id: string, at: string, more = {}) => {
  const row = await visit(id);
  const place = { doctor: row.doctorId, clinic: row.clinicId, seen: seenOf(row), back };
  return desk.post(`/visits/${id}/move`, { at, ...place, ...more });
};
const idsIn = (text: string) =>
  [...text.matchAll(/id="visit-([\w-]+)"/g)].map(([, id]) => id ?? '');
const requestOf = async (id: string) =>
  (await listRequests(world.ctx.db, { limit: 50 })).find((row) => row.appointmentId === id)?.id ??
  '';

describe('the counts', () => {
  test('add up, and each shows what it counts', async () => {
    const { text } = await desk.get(day);
    const counts = [...text.matchAll(/class="filter to-(\w+)[^>]*>[^<]*<b>(\d+)</g)].map(
      ([, show, n]) => [show, Number(n)] as const,
    );
    const visits = counts.filter(([show]) => show !== 'all' && show !== 'requests');
    expect(visits.reduce((sum, [, n]) => sum + n, 0)).toBe(25);
    for (const [show, n] of visits) {
      const shown = await desk.get(`${day}&show=${show}`);
      expect(idsIn(shown.text), show).toHaveLength(n);
    }
    expect(idsIn((await desk.get(`${day}&show=requests`)).text)).toEqual([]);
  });

  test('of another day are its own, and nonsense in the address is no fault', async () => {
    const { text } = await desk.get('/day?date=2026-11-29&show=unreached');
    expect(text).toContain('Визитов нет');
    for (const query of ['show=magic', 'date=x', 'doctor=nobody', 'moved=nothing'])
      expect((await desk.get(`/day?${query}`)).status, query).toBe(200);
  });
});

test('who waits for an earlier time is nobody’s work', async () => {
  const { text } = await desk.get(`${day}&show=requests`);
  expect(text).not.toContain('Морозов Егор');
  expect((await desk.get(`/requests/${await requestOf('orlova-6')}`)).status).toBe(404);
});

describe('the live part', () => {
  const live = (text: string) =>
    /hx-get="(\/live\/day[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';

  test('answers 204 while nothing has changed, and the new state once it has', async () => {
    const url = live((await desk.get(`${day}&doctor=titov`)).text);
    expect((await desk.get(url)).status).toBe(204);
    await moving('titov-8', '2026-11-25T15:00:00.000Z');
    const fresh = await desk.get(url);
    expect([fresh.status, fresh.text.includes('<html')]).toEqual([200, false]);
    expect(fresh.text).toContain('только что перенесён');
    expect(live(fresh.text)).toContain('doctor=titov');
  });

  test('also when only a minute has passed: what was waiting waits longer', async () => {
    const url = live((await desk.get(day)).text);
    world.clock.set(new Date(Date.parse(dayNow) + 60_000).toISOString());
    expect((await desk.get(url)).status).toBe(200);
    world.clock.set(dayNow);
  });

  test('shows a doctor nothing that the page would not', async () => {
    const { text } = await doctor.get(`/live/day?${back}&doctor=orlova&seen=x`);
    expect(idsIn(text).every((id) => id.startsWith('titov'))).toBe(true);
    expect(idsIn(text).length).toBeGreaterThan(0);
  });
});

describe('a move', () => {
  test.each([
    ['a time that has passed', '2026-11-25T06:00:00.000Z', {}, 'это время уже прошло'],
    ['no time', '', {}, 'время не выбрано'],
    ['another doctor’s visit', '2026-11-25T11:00:00.000Z', { doctor: 'titov' }, 'другой визит'],
    [
      'what is not there any more',
      '2026-11-25T15:40:00.000Z',
      { seen: '9.9' },
      'тем временем изменился',
    ],
    ['a doctor who does not exist', '2026-11-25T15:40:00.000Z', { doctor: 'x' }, 'не получилось'],
  ])('to %s is refused with its reason, and nothing moves', async (_, at, more, words) => {
    const before = await visit('orlova-4');
    const page = await moving('orlova-4', at, more);
    expect([page.status, page.text.includes(words)]).toEqual([409, true]);
    expect(page.text).toContain('Визит остался на месте: ср 25 ноя, 11:40');
    expect(await visit('orlova-4')).toEqual(before);
  });

  test('of a patient who has another visit then is refused', async () => {
    const row = await visit('titov-3');
    const { patientId, clinicId, serviceId } = row;
    const startsAt = new Date('2026-11-25T15:20:00Z');
    const ids = { id: 'second', patientId, clinicId, serviceId, doctorId: 'ahm' };
    await putAppointment(world.ctx, {
      ...ids,
      startsAt,
      durationMin: 30,
      status: 'booked',
      version: null,
      actor: 'api',
    });
    const page = await moving('titov-3', startsAt.toISOString(), { doctor: 'orlova' });
    expect(page.text).toContain('у пациента в это время другой визит');
  });

  test('to another doctor at the same time is told to nobody, and says so', async () => {
    const { startsAt } = await visit('orlova-9');
    const moved = await moving('orlova-9', startsAt.toISOString(), { doctor: 'titov' });
    expect(moved.location).toBe(`${day}&moved=orlova-9#visit-orlova-9`);
    const { text } = await desk.get(moved.location?.split('#')[0] ?? '');
    expect(text).toContain('Время прежнее, пациенту ничего не скажем.');
    expect(text).toContain('Вернуть');
  });

  test('cannot be taken back to a time that somebody has been given, and says who', async () => {
    await moving('ahm-7', '2026-11-25T11:00:00.000Z', { doctor: 'ahm' });
    const taken = await moving('orlova-8', '2026-11-25T13:00:00.000Z', { doctor: 'ahm' });
    expect(taken.location).toContain('moved=orlova-8');
    const seen = seenOf(await visit('ahm-7'));
    const page = await desk.post('/visits/ahm-7/undo', { seen, back });
    expect(page.status).toBe(409);
    expect(page.text).toContain('Не вернули: Сафина Лейла');
    expect(page.text).toContain('Юсупов Тимур, 16:00–17:00');
    expect((await visit('ahm-7')).startsAt.toISOString()).toBe('2026-11-25T11:00:00.000Z');
  });

  test('keeps to the page it was made on, whatever the form says of the way back', async () => {
    const here = `date=${dayDate}&doctor=titov&show=silent`;
    const moved = await moving('titov-3', '2026-11-26T06:00:00.000Z', { back: here });
    expect(moved.location).toBe(`/day?${here}&moved=titov-3#visit-titov-3`);
    const page = await desk.get(moved.location?.split('#')[0] ?? '');
    expect(page.text).toContain('чт 26 ноя, 9:00');
    const evil = await moving('titov-3', '2026-11-26T07:00:00.000Z', {
      back: 'https://evil.example',
    });
    expect(evil.location).toMatch(/^\/day\?date=2026-11-25&moved=titov-3/);
  });

  test('is not for doctors, nor of visits that are not there', async () => {
    for (const path of ['/visits/titov-3/move', '/visits/titov-3/undo'])
      expect((await doctor.post(path)).status, path).toBe(403);
    expect((await doctor.get('/visits/titov-3/move')).status).toBe(403);
    expect((await doctor.get(`/requests/${await requestOf('titov-6')}`)).status).toBe(403);
    expect((await doctor.post(`/requests/${await requestOf('titov-6')}/offers`)).status).toBe(403);
    expect((await desk.get('/visits/nothing/move')).status).toBe(404);
    expect((await desk.post('/visits/nothing/move')).status).toBe(404);
    expect((await desk.get('/visits/titov-3/move?doctor=nobody')).status).toBe(404);
  });
});

describe('choosing a time, on a page of its own', () => {
  test('by day, from any day on, with any doctor; the present time is not among them', async () => {
    const { text } = await desk.get('/visits/orlova-4/move');
    expect(text).toContain('<html');
    expect(text).not.toContain('value="2026-11-25T08:40:00.000Z"');
    expect(text.match(/<legend>/g)?.length).toBeGreaterThan(3);
    const later = await desk.get('/visits/orlova-4/move?from=2026-12-07&doctor=titov');
    expect(later.text).toContain('Пн 7 декабря'.toLowerCase());
    expect(later.text).not.toContain('value="2026-12-04');
    expect(later.text).toContain('name="doctor" value="titov"');
  });
});

describe('a request', () => {
  const offer = async (id: string, form = {}) =>
    desk.post(`/requests/${await requestOf(id)}/offers`, { back, ...form });

  test.each([
    [{}, 'Отметьте или впишите хотя бы одно время.'],
    [{ times: 'soon' }, 'Отметьте или впишите хотя бы одно время.'],
    [{ date1: '2026-12-01' }, 'Заполните это поле.'],
    [{ time2: '10:00' }, 'Заполните это поле.'],
    [{ date1: dayDate, time1: '10:30' }, 'Это время слишком близко'],
    [{ date1: '2026-12-01', time1: '10:00', date2: '2026-12-01', time2: '10:10' }, 'накладывается'],
    [{ date1: '2026-12-01', time1: '26:00' }, 'Проверьте время.'],
    [
      { times: Array.from({ length: 9 }, (_, n) => `2026-12-0${n + 1}T09:00:00.000Z`) },
      'Не больше восьми вариантов.',
    ],
  ])('%j is no offer', async (form, words) => {
    const page = await offer('ahm-4', form);
    expect([page.status, page.text.includes(words)]).toEqual([422, true]);
  });

  test('that a colleague has settled says so', async () => {
    const id = await requestOf('ahm-4');
    expect((await desk.post(`/requests/${id}/close`, { back })).location).toBe(
      `${day}&done=requestClosed`,
    );
    for (const path of [`/requests/${id}/close`, `/requests/${id}/offers`]) {
      const late = await desk.post(path, { back });
      expect([late.status, late.text.includes('уже улажена')]).toEqual([404, true]);
    }
    expect((await desk.get(`/requests/${newId()}`)).status).toBe(404);
    expect((await desk.get('/requests/x')).status).toBe(404);
    expect((await desk.get('/requests')).location).toBe('/day?show=requests');
  });

  test('shows nothing of the patient’s words as markup', async () => {
    expect((await desk.get(`/requests/${await requestOf('titov-6')}`)).text).toContain('парковку');
  });
});

test('a clinic without doctors, or without visits, says what to do', async () => {
  const blank = await openConsole();
  const owner = await blank.signIn();
  expect((await owner.get('/day')).text).toContain('Врачей пока нет');
  const office = await blank.signIn('administrator', 'en');
  const { text } = await office.get('/day');
  expect(text).toContain('No doctors yet');
  expect(text).not.toContain('href="/setup');
  await blank.close();
});

test('whoever asked to be forgotten is no card without a name', async () => {
  const { patientId } = await visit('ahm-1');
  expect((await desk.get(day)).text).not.toContain('Данные удалены');
  const asked = await askErasure(world.ctx, { patientId, actor: 'api' });
  if (!asked.ok) throw new Error(asked.fault.code);
  await eraseNow(world.ctx, { erasureId: asked.value.id, actor: 'api' });
  expect((await desk.get(day)).text).toContain('Данные удалены');
});
