import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient, furnish, visit } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await createClient();
  await furnish(client);
});
afterAll(() => client.close());

const span = { from: '09:00', to: '11:00' };
const put = (body: object) => client.put('/doctors/d1/availability', body);
const slots = (query: string) => client.get(`/slots?doctorId=d1&${query}`);
const day = 'from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z';

test('a doctor nobody has told of has no free times', async () => {
  const { status, body } = await slots(day);
  expect([status, body]).toEqual([200, { items: [], next: null }]);
});

test('free times are what the doctor is there for, without the visits', async () => {
  const told = await put({ clinicId: 'c1', week: { tue: [span] }, stepMin: 60 });
  expect(told.status).toBe(200);
  expect(told.body).toMatchObject({ doctorId: 'd1', clinicId: 'c1', stepMin: 60, days: {} });
  expect((await client.get('/doctors/d1/availability')).body).toEqual({
    items: [told.body],
    next: null,
  });
  const items = async () => (await slots(`${day}&durationMin=60`)).body.items;
  expect((await items()).map(({ startsAt }) => startsAt)).toEqual([
    '2026-03-10T06:00:00.000Z',
    '2026-03-10T07:00:00.000Z',
  ]);
  await client.put('/appointments/v1', visit);
  expect((await items()).map(({ startsAt }) => startsAt)).toEqual(['2026-03-10T06:00:00.000Z']);
});

test('an absence takes the day out, and without availability nothing is free', async () => {
  await put({ clinicId: 'c1', week: { tue: [span] }, days: { '2026-03-10': [] } });
  expect((await slots(day)).body.items).toEqual([]);
  expect((await client.call('DELETE', '/doctors/d1/availability?clinicId=c1')).status).toBe(204);
  expect((await client.get('/doctors/d1/availability')).body.items).toEqual([]);
});

test.each([
  ['an unknown doctor', '/doctors/nobody/availability', { clinicId: 'c1' }, 404, 'id'],
  ['an unknown clinic', '/doctors/d1/availability', { clinicId: 'nowhere' }, 404, 'clinicId'],
  [
    'a step of a minute',
    '/doctors/d1/availability',
    { clinicId: 'c1', stepMin: 1 },
    422,
    'stepMin',
  ],
  [
    'a day that is none',
    '/doctors/d1/availability',
    { clinicId: 'c1', days: { 'next Monday': [] } },
    422,
    'days.next Monday',
  ],
] as const)('%s is refused by name', async (_, path, body, status, field) => {
  const answer = await client.put(path, body);
  expect([answer.status, answer.body.field]).toEqual([status, field]);
});

test('a question about nobody is refused by name', async () => {
  const { status, body } = await client.get('/slots?doctorId=nobody');
  expect([status, body.field]).toEqual([404, 'doctorId']);
});
