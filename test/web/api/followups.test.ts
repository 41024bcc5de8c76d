/** Why patients are to be invited, as a clinic system records it. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createClient, furnish, visit } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await createClient();
  await furnish(client);
  for (let n = 10; n < 18; n += 1) await client.put(`/patients/p${n}`, { name: `Пациент ${n}` });
  const past = { ...visit, startsAt: '2026-02-20T10:00', status: 'completed' };
  await client.put('/appointments/done', past);
  await client.put('/appointments/other', {
    ...past,
    patientId: 'p2',
    startsAt: '2026-02-21T10:00',
  });
});
afterAll(() => client.close());

const agreed = { agreed: true, agreedHow: 'verbal' };
const hygiene = {
  patientId: 'p1',
  kind: 'hygiene',
  lastVisitOn: '2026-02-20',
  intervalMonths: 6,
  ...agreed,
};
const control = {
  ...{ patientId: 'p1', kind: 'control', doctorId: 'd1', appointmentId: 'done' },
  ...{ dueOn: '2026-05-20', argument: 'посмотреть, как прижилось', ...agreed },
};
const plan = {
  ...{ patientId: 'p1', kind: 'plan', doctorId: 'd1', ...agreed },
  plan: { signedOn: '2026-02-20', urgentItem: 'коронка', deadline: '2026-06-01' },
};

describe('POST /followups', () => {
  test('is recorded with its evidence and waits until it is due', async () => {
    const { status, body } = await client.post('/followups', { ...control, guarantee: true });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'control',
      purpose: 'control',
      state: 'planned',
      dueAt: '2026-05-20T07:00:00.000Z',
      guarantee: true,
      evidence: { agreed: true, agreedHow: 'verbal', treatedOn: '2026-02-20' },
    });
    const again = await client.post('/followups', { ...control, dueOn: '2026-05-28' });
    expect([again.status, again.body.code]).toEqual([409, 'already_recorded']);
  });

  test.each([
    [{ ...hygiene, intervalMonths: 30 }, 'intervalMonths', 'bad_interval'],
    [{ ...hygiene, lastVisitOn: undefined }, 'lastVisitOn', 'no_evidence'],
    [{ ...hygiene, lastVisitOn: '2020-02-20' }, 'dueOn', 'due_passed'],
    [{ ...hygiene, agreedHow: undefined }, 'agreedHow', 'no_evidence'],
    [{ ...hygiene, argument: 'скидка 20%' }, 'argument', 'price_or_deadline'],
    [{ ...hygiene, argument: 'а'.repeat(201) }, 'argument', 'too_long'],
    [{ ...hygiene, lastVisitOn: '2026-02-30' }, 'lastVisitOn', 'bad_date'],
    [{ ...control, appointmentId: 'other' }, 'appointmentId', 'other_patient'],
    [{ ...control, kind: 'checkup', argument: undefined }, 'argument', 'no_evidence'],
    [{ ...plan, plan: { ...plan.plan, signedOn: null } }, 'plan.signedOn', 'plan_unsigned'],
    [{ ...plan, leaving: 'too_dear' }, 'leaving', 'too_dear'],
    [{ ...plan, leaving: 'will_think' }, 'namedOn', 'no_day_named'],
    [{ ...plan, plan: null, freeConsultation: true }, 'freeConsultation', 'free_consultation'],
    [
      { ...control, kind: 'personal', patientId: 'p2', appointmentId: null, doctorId: 'd2' },
      'doctorId',
      'not_own_patient',
    ],
  ])('%# is refused: %s', async (body, field, code) => {
    const refused = await client.post('/followups', body);
    expect([refused.status, refused.body.field, refused.body.code]).toEqual([422, field, code]);
    expect(refused.body.detail).toMatch(/^\S+: .{10,}/);
  });

  test.each([
    [{ ...hygiene, patientId: 'nobody' }, 'patientId'],
    [{ ...control, doctorId: 'nobody' }, 'doctorId'],
    [{ ...control, appointmentId: 'nothing' }, 'appointmentId'],
  ])('what it names has to exist: %#', async (body, field) => {
    const missing = await client.post('/followups', body);
    expect([missing.status, missing.body.field]).toEqual([404, field]);
  });

  test('one text for many patients is a mailing: the sixth is refused', async () => {
    const answers: unknown[] = [];
    for (let n = 10; n < 16; n += 1) {
      const argument = n % 2 ? 'Пора показаться нам' : 'пора показаться нам!';
      const { status, body } = await client.post('/followups', {
        ...hygiene,
        patientId: `p${n}`,
        argument,
      });
      answers.push(status === 201 ? status : [status, body.field, body.code]);
    }
    expect(answers).toEqual([201, 201, 201, 201, 201, [422, 'argument', 'mass_list']]);
  });

  test('without an agreement nothing is planned, and the desk is asked to ask', async () => {
    const wish = { ...hygiene, patientId: 'p17', agreed: false, agreedHow: null };
    expect((await client.post('/followups', wish)).status).toBe(201);
    expect((await client.get('/messages?patientId=p17')).body.items).toEqual([]);
    const { items } = (await client.get('/call-tasks?patientId=p17')).body;
    expect(items).toMatchObject([{ code: 'ask_at_visit', purpose: 'hygiene', state: 'open' }]);
  });
});

describe('a recorded one', () => {
  test('is listed by patient and state, changed by the same rules, and taken back once', async () => {
    const { body } = await client.post('/followups', { ...plan, patientId: 'p2' });
    const path = `/followups/${body.id}`;
    const listed = async (query: string) =>
      (await client.get(`/followups?${query}`)).body.items.map(({ id }) => id);
    expect(await listed('patientId=p2&state=planned')).toEqual([body.id]);
    const changed = await client.call('PATCH', path, { dueOn: '2026-05-02' });
    expect([changed.status, changed.body.dueAt]).toEqual([200, '2026-05-02T07:00:00.000Z']);
    expect(changed.body.evidence).toMatchObject({ plan: { urgentItem: 'коронка' } });
    const refused = await client.call('PATCH', path, { argument: 'купон внутри' });
    expect([refused.status, refused.body.code]).toEqual([422, 'price_or_deadline']);
    const closed = await client.post(`${path}/close`);
    expect([closed.status, closed.body.state, closed.body.outcome]).toEqual([200, 'closed', null]);
    const again = await client.post(`${path}/close`);
    expect([again.status, again.body.code]).toEqual([409, 'not_open']);
    const late = await client.call('PATCH', path, { note: 'поздно' });
    expect([late.status, late.body.code]).toEqual([409, 'not_planned']);
    expect(await listed('patientId=p2&state=planned')).toEqual([]);
  });

  test('pages go on where the one before ended', async () => {
    const first = (await client.get('/followups?limit=2')).body;
    const second = (await client.get(`/followups?limit=2&cursor=${first.next}`)).body;
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids).toHaveLength(4);
  });

  test.each(['nobody', '0198c9a1-7c1e-7b52-9f63-5a1c6f0c2f11'])('%s is none', async (id) => {
    expect((await client.post(`/followups/${id}/close`)).status).toBe(404);
    expect((await client.call('PATCH', `/followups/${id}`, {})).status).toBe(404);
  });
});
