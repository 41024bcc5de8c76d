/** Alarms, scores and where to write a review, as clinic systems see them. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeAlarm, raiseAlarm, takeAlarm } from '../../../src/app/alarms.ts';
import { transact } from '../../../src/app/context.ts';
import { addStaff } from '../../../src/app/staff.ts';
import { listStaff } from '../../../src/store/staff.ts';
import { type Client, createClient, furnish, visit } from './client.ts';

let client: Client;
let staffId: string;
beforeAll(async () => {
  client = await createClient();
  await furnish(client);
  const who = { login: 'desk', name: 'Ольга', role: 'administrator', doctorId: null } as const;
  await addStaff(client.ctx, { ...who, language: 'ru', actor: 'test' });
  staffId = (await listStaff(client.ctx.db))[0]?.id ?? '';
});
afterAll(() => client.close());

test('GET /alarms tells who was called, who has it and how it ended', async () => {
  expect((await client.get('/alarms')).body).toEqual({ items: [], next: null });
  const need = { patientId: 'p1', code: 'red_flag', threadId: null, reasonId: null } as const;
  await transact(client.ctx, (tx) => raiseAlarm(tx, need));
  const [raised] = (await client.get('/alarms?state=open')).body.items;
  const at = expect.stringMatching(/Z$/);
  expect(raised).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    patientId: 'p1',
    code: 'red_flag',
    state: 'open',
    level: 0,
    threadId: null,
    raisedAt: at,
    takenBy: null,
    takenAt: null,
    closedAt: null,
    outcome: null,
    calls: [{ staffId, at, level: 0 }],
  });
  const taking = { alarmId: raised?.id ?? '', staffId, actor: `staff:${staffId}` };
  await takeAlarm(client.ctx, taking);
  expect((await client.get('/alarms?state=open')).body.items).toEqual([]);
  expect((await client.get('/alarms?state=taken')).body.items).toMatchObject([
    { takenBy: staffId },
  ]);
  await closeAlarm(client.ctx, { ...taking, outcome: 'Осмотрен' });
  const closed = (await client.get('/alarms?state=closed&limit=1')).body;
  expect(closed.items).toMatchObject([{ state: 'closed', outcome: 'Осмотрен', closedAt: at }]);
  const { status, body } = await client.get('/alarms?state=loud');
  expect([status, body.field]).toEqual([422, 'state']);
});

test('its events carry ids and a code, and no word of anybody', async () => {
  const { body } = await client.get('/events?types=alarm.raised,alarm.taken,alarm.closed');
  expect(body.items.map(({ type }) => type)).toEqual([
    'alarm.raised',
    'alarm.taken',
    'alarm.closed',
  ]);
  const data = { alarmId: expect.any(String), code: 'red_flag', appointmentId: null };
  for (const item of body.items) expect(item).toMatchObject({ patientId: 'p1', data });
  expect(JSON.stringify(body)).not.toContain('Осмотрен');
});

describe('POST /wellbeing', () => {
  test('takes days, and without any those of the service, each once', async () => {
    const service = {
      name: 'Имплантация',
      durationMin: 60,
      wellbeingDays: [1, 3],
      asksScore: true,
    };
    await client.put('/services/s9', service);
    expect((await client.get('/services/s9')).body).toMatchObject({ asksScore: true });
    await client.put('/services/s9', { ...service, asksScore: undefined });
    expect((await client.get('/services/s9')).body, 'left out').toMatchObject({ asksScore: true });
    await client.put('/appointments/e1', {
      ...visit,
      serviceId: 's9',
      startsAt: '2026-06-01T10:00',
    });
    const { status, body } = await client.post('/wellbeing', { appointmentId: 'e1' });
    expect([status, body.day, body.asksScore]).toEqual([201, 1, true]);
    const days = (answered: typeof body) =>
      (answered.questions as { day: number; dueAt: string }[]).map(({ day, dueAt }) => [
        day,
        dueAt,
      ]);
    expect(days(body)).toEqual([
      [1, '2026-06-02T07:00:00.000Z'],
      [3, '2026-06-04T07:00:00.000Z'],
    ]);
    const more = await client.post('/wellbeing', { appointmentId: 'e1', days: [3, 7, 7] });
    expect(days(more.body)).toEqual([[7, '2026-06-08T07:00:00.000Z']]);
    expect(more.body.episodeId).toBe(body.episodeId);
    const again = await client.post('/wellbeing', { appointmentId: 'e1', days: [1, 3, 7] });
    expect([again.status, again.body.code]).toEqual([409, 'already_planned']);
  });
});

test('PUT /clinics takes where to write a review, and leaves it as it is', async () => {
  const { body: before } = await client.get('/clinics/c1');
  const clinic = { name: before.name, zone: before.zone };
  const reviewUrl = 'https://example.org/review';
  expect((await client.put('/clinics/c1', { ...clinic, reviewUrl })).body).toMatchObject({
    reviewUrl,
  });
  expect((await client.put('/clinics/c1', clinic)).body).toMatchObject({ reviewUrl });
  const bad = await client.put('/clinics/c1', { ...clinic, reviewUrl: 'http://x' });
  expect([bad.status, bad.body.field]).toEqual([422, 'reviewUrl']);
});
