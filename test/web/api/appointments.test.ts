import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmVisit } from '../../../src/app/appointments.ts';
import { transact } from '../../../src/app/context.ts';
import { type Client, createClient, furnish, visit } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await createClient();
  await furnish(client);
});
afterAll(() => client.close());

const shown = {
  id: 'v1',
  patientId: 'p1',
  doctorId: 'd1',
  clinicId: 'c1',
  serviceId: 's1',
  startsAt: '2026-03-10T07:00:00.000Z',
  endsAt: '2026-03-10T07:40:00.000Z',
  durationMin: 40,
  status: 'booked',
  version: 1,
  confirmedAt: null,
  confirmedVia: null,
};

test('the same twice is applied once', async () => {
  const first = await client.put('/appointments/v1', visit);
  expect([first.status, first.body]).toEqual([200, { ...shown, applied: true }]);
  const again = await client.put('/appointments/v1', visit);
  expect([again.status, again.body]).toEqual([200, { ...shown, applied: false }]);
  expect((await client.get('/appointments/v1')).body).toEqual(shown);
});

test('reminders are planned once, and each says what will become of it', async () => {
  const { body } = await client.get('/messages?patientId=p1');
  expect(
    body.items.map(({ kind, state, dueAt, decision }) => ({ kind, state, dueAt, decision })),
  ).toEqual([
    {
      kind: 'visit_day_before',
      state: 'planned',
      dueAt: '2026-03-09T07:00:00.000Z',
      decision: { verdict: 'drop', code: 'no_address' },
    },
    {
      kind: 'visit_soon',
      state: 'planned',
      dueAt: expect.any(String),
      decision: { verdict: 'drop', code: 'no_address' },
    },
  ]);
});

test('an older version is ignored, a newer one is taken', async () => {
  const moved = await client.put('/appointments/v1', {
    ...visit,
    startsAt: '2026-03-11T10:00:00+03:00',
    version: 3,
  });
  expect(moved.body).toMatchObject({
    applied: true,
    version: 3,
    startsAt: '2026-03-11T07:00:00.000Z',
  });
  const late = await client.put('/appointments/v1', { ...visit, status: 'cancelled', version: 2 });
  expect(late.status).toBe(200);
  expect(late.body).toMatchObject({ applied: false, version: 3, status: 'booked' });
});

test('a version given to other facts before is a conflict', async () => {
  const { status, body } = await client.put('/appointments/v1', { ...visit, version: 3 });
  expect([status, body.code, body.field]).toEqual([409, 'version_reused', 'version']);
});

test('without a version it is the next one', async () => {
  const { version: _, ...rest } = visit;
  const { body } = await client.put('/appointments/v1', { ...rest, startsAt: '2026-03-12T10:00' });
  expect(body).toMatchObject({ applied: true, version: 4 });
});

test('one doctor has one patient at a time', async () => {
  const other = { ...visit, patientId: 'p2', startsAt: '2026-03-12T10:39' };
  const { status, body } = await client.put('/appointments/v2', other);
  expect([status, body.code, body.field]).toEqual([409, 'slot_taken', 'startsAt']);
  expect((await client.get('/appointments/v2')).status).toBe(404);
  expect(
    (await client.put('/appointments/v2', { ...other, startsAt: '2026-03-12T10:40' })).status,
  ).toBe(200);
  expect((await client.put('/appointments/v3', { ...other, doctorId: 'd2' })).status).toBe(200);
  expect((await client.put('/appointments/v4', { ...other, status: 'cancelled' })).status).toBe(
    200,
  );
});

test('a visit that the patient confirmed stays confirmed when told "booked"', async () => {
  await client.put('/appointments/v5', { ...visit, doctorId: 'd2', startsAt: '2026-03-20T10:00' });
  await transact(client.ctx, (tx) => confirmVisit(tx, { appointmentId: 'v5', via: 'telegram' }));
  const told = await client.put('/appointments/v5', {
    ...visit,
    doctorId: 'd2',
    startsAt: '2026-03-20T10:00',
    version: 2,
  });
  expect(told.body).toMatchObject({ status: 'confirmed', confirmedVia: 'telegram', applied: true });
});

describe('startsAt', () => {
  const times: [sent: string, at: string][] = [
    ['2026-05-01T10:00Z', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01T10:00:00+03:00', '2026-05-01T07:00:00.000Z'],
    ['2026-05-01T10:00:00.000-05:00', '2026-05-01T15:00:00.000Z'],
    ['2026-05-01T10:00', '2026-05-01T07:00:00.000Z'],
    ['2026-05-01 10:00:00', '2026-05-01T07:00:00.000Z'],
  ];
  test.each(times)('%s is %s', async (startsAt, at) => {
    const { version: _, ...rest } = visit;
    const { body } = await client.put('/appointments/t1', { ...rest, startsAt });
    expect(body).toMatchObject({ startsAt: at });
  });

  test.each([
    'tomorrow',
    '2026-02-30T10:00',
    '2026-05-01',
    '2026-05-01T25:00',
    '1026-05-01T10:00',
    '9999-12-31T23:59Z',
    '',
  ])('%j → 422', async (startsAt) => {
    const { status, body } = await client.put('/appointments/x', { ...visit, startsAt });
    expect([status, body.field, body.code]).toEqual([422, 'startsAt', 'bad_time']);
  });
});

describe('faults', () => {
  const faults: [sent: object, field: string, code: string][] = [
    [{ startsAt: undefined }, 'startsAt', 'required'],
    [{ startsAt: 1772000000 }, 'startsAt', 'wrong_type'],
    [{ patientId: undefined }, 'patientId', 'required'],
    [{ patientId: '' }, 'patientId', 'empty'],
    [{ doctorId: null }, 'doctorId', 'wrong_type'],
    [{ durationMin: 0 }, 'durationMin', 'too_small'],
    [{ durationMin: 1441 }, 'durationMin', 'too_big'],
    [{ durationMin: '30' }, 'durationMin', 'wrong_type'],
    [{ status: 'maybe' }, 'status', 'unknown_value'],
    [{ version: -1 }, 'version', 'too_small'],
    [{ version: 2 ** 60 }, 'version', 'too_big'],
  ];
  test.each(faults)('%j → 422 %s %s', async (change, field, code) => {
    const { status, body } = await client.put('/appointments/x', { ...visit, ...change });
    expect([status, body.field, body.code]).toEqual([422, field, code]);
  });

  test.each(['patientId', 'doctorId', 'clinicId', 'serviceId'])(
    'an unknown %s → 404',
    async (field) => {
      const { status, body } = await client.put('/appointments/x', { ...visit, [field]: 'nope' });
      expect([status, body.field, body.code]).toEqual([404, field, 'not_found']);
    },
  );
});

describe('POST /wellbeing', () => {
  test('records a reason, due by the clock of the clinic', async () => {
    await client.put('/appointments/w1', { ...visit, startsAt: '2026-06-01T10:00' });
    const { status, body } = await client.post('/wellbeing', {
      appointmentId: 'w1',
      after: 'P1D',
      note: 'имплант',
    });
    expect(status).toBe(201);
    const question = {
      state: 'planned',
      note: 'имплант',
      day: 1,
      asksScore: false,
      episodeId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    };
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      patientId: 'p1',
      appointmentId: 'w1',
      doctorId: 'd1',
      purpose: 'wellbeing',
      dueAt: '2026-06-02T07:00:00.000Z',
      ...question,
      questions: [expect.objectContaining({ id: body.id, ...question })],
    });
    const again = await client.post('/wellbeing', { appointmentId: 'w1', after: 'P1D' });
    expect([again.status, again.body.code, again.body.field]).toEqual([
      409,
      'already_planned',
      'after',
    ]);
  });

  const faults: [sent: object, status: number, field: string, code: string][] = [
    [{ appointmentId: 'w1' }, 422, 'days', 'no_days'],
    [{ appointmentId: 'w1', days: [] }, 422, 'days', 'empty'],
    [{ appointmentId: 'w1', days: [31] }, 422, 'days.0', 'too_big'],
    [{ appointmentId: 'w1', days: [1], after: 'P1D' }, 422, 'days', 'both_given'],
    [{ appointmentId: 'w1', days: [1] }, 409, 'days', 'already_planned'],
    [{ appointmentId: 'w1', after: 'tomorrow' }, 422, 'after', 'bad_duration'],
    [{ appointmentId: 'w1', after: 'P31D' }, 422, 'after', 'bad_duration'],
    [{ after: 'P1D' }, 422, 'appointmentId', 'required'],
    [{ appointmentId: 'nope', after: 'P1D' }, 404, 'appointmentId', 'not_found'],
    [{ appointmentId: 'v4', after: 'P1D' }, 409, 'appointmentId', 'no_visit'],
  ];
  test.each(faults)('%j → %i %s %s', async (sent, expected, field, code) => {
    const { status, body } = await client.post('/wellbeing', sent);
    expect([status, body.field, body.code]).toEqual([expected, field, code]);
  });
});
