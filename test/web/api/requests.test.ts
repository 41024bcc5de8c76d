/** What patients want of the schedule, as a clinic system sees it and answers it. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { transact } from '../../../src/app/context.ts';
import { newId } from '../../../src/app/ids.ts';
import { askFor, type Wanted } from '../../../src/app/requests.ts';
import { insertBinding, updateBinding } from '../../../src/store/bindings.ts';
import { insertAddress, insertContact } from '../../../src/store/people.ts';
import { listRequests } from '../../../src/store/requests.ts';
import { type Body, type Client, createClient, furnish, visit } from './client.ts';

let client: Client;
const [addressId, bindingId] = [newId(), newId()];

beforeAll(async () => {
  client = await createClient();
  await furnish(client);
  const [contactId, createdAt] = [newId(), client.clock.now()];
  await insertContact(client.ctx.db, { id: contactId, createdAt });
  const account = { channel: 'telegram' as const, account: 'a', userId: '1' };
  await insertAddress(client.ctx.db, { id: addressId, contactId, ...account, createdAt });
  await insertBinding(client.ctx.db, {
    ...{ id: bindingId, contactId, addressId, patientId: 'p1', relation: 'self' as const },
    ...{ verifiedBy: 'phone' as const, verifiedAt: createdAt, aliveAt: createdAt, createdAt },
  });
});
afterAll(() => client.close());

let visits = 0;
/** A visit of its own, on a day of its own. */
async function wish(more: Partial<Wanted> = {}): Promise<{ id: string; visitId: string }> {
  visits += 1;
  const visitId = `w${visits}`;
  const day = `2026-03-${String(10 + visits).padStart(2, '0')}`;
  await client.put(`/appointments/${visitId}`, { ...visit, startsAt: `${day}T10:00` });
  const wanted: Wanted = {
    kind: 'move',
    patientId: 'p1',
    appointmentId: visitId,
    addressId,
    words: 'по вечерам, после 18, не среда',
    wish: {
      from: null,
      until: null,
      weekdays: [],
      notWeekdays: [3],
      notBefore: '18:00',
      before: null,
    },
    ...more,
  };
  await transact(client.ctx, (tx) => askFor(tx, wanted));
  const rows = await listRequests(client.ctx.db, { limit: 50 });
  return { id: rows.find((row) => row.appointmentId === visitId)?.id ?? '', visitId };
}

const offer = (id: string, times: readonly string[]) =>
  client.post(`/requests/${id}/offers`, { times });
const listed = async (query = '') => (await client.get(`/requests${query}`)).body;
const one = async (id: string): Promise<Body | undefined> =>
  (await listed()).items.find((item) => item.id === id);

describe('GET /requests', () => {
  test('what is open, oldest first, as it was said and as it was understood', async () => {
    const [first, second] = [
      await wish(),
      await wish({ kind: 'earlier', words: null, wish: null }),
    ];
    const { items, next } = await listed();
    expect(items.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect([items[0], next]).toEqual([
      {
        id: first.id,
        kind: 'move',
        patientId: 'p1',
        appointmentId: first.visitId,
        followUpId: null,
        words: 'по вечерам, после 18, не среда',
        wish: expect.objectContaining({ notWeekdays: [3], notBefore: '18:00' }),
        state: 'open',
        offers: [],
        offeredUntil: null,
        createdAt: '2026-03-01T09:00:00.000Z',
      },
      null,
    ]);
    const page = await listed('?limit=1');
    expect(page.items.map(({ id }) => id)).toEqual([first.id]);
    expect((await listed(`?cursor=${page.next}`)).items.map(({ id }) => id)).toEqual([second.id]);
    expect((await listed('?kind=earlier')).items.map(({ id }) => id)).toEqual([second.id]);
    expect((await listed('?patientId=p2')).items).toEqual([]);
  });

  test.each([
    ['kind=foo', 422, 'kind'],
    ['cursor=x', 422, 'cursor'],
    ['patientId=nope', 404, 'patientId'],
  ])('?%s → %i %s', async (query, expected, field) => {
    const { status, body } = await client.get(`/requests?${query}`);
    expect([status, body.field]).toEqual([expected, field]);
  });
});

describe('POST /requests/{id}/offers', () => {
  test('the times are kept for the patient, and said in the chat', async () => {
    const { id } = await wish();
    const { status, body } = await offer(id, ['2026-03-05T18:30:00+03:00', '2026-03-06T19:00']);
    expect([status, body.state, body.offeredUntil]).toEqual([
      200,
      'offered',
      '2026-03-02T09:00:00.000Z',
    ]);
    expect(body.offers).toEqual([
      { startsAt: '2026-03-05T15:30:00.000Z', durationMin: 40, doctorId: 'd1', clinicId: 'c1' },
      { startsAt: '2026-03-06T16:00:00.000Z', durationMin: 40, doctorId: 'd1', clinicId: 'c1' },
    ]);
    const { items } = (await client.get('/messages?patientId=p1')).body;
    expect(items.at(-1)).toMatchObject({ channel: 'telegram', direction: 'out' });
    const other = await wish();
    const late = await offer(other.id, ['2026-03-07T18:30', '2026-03-05T18:40']);
    expect([late.status, late.body.code, late.body.field]).toEqual([409, 'slot_taken', 'times.1']);
  });

  test('refused, what was offered before stays kept', async () => {
    const [{ id }, other] = [await wish(), await wish()];
    await offer(id, ['2026-03-05T08:00']);
    await client.put('/appointments/full', { ...visit, startsAt: '2026-03-05T09:00' });
    expect((await offer(id, ['2026-03-05T09:00'])).body.code).toBe('slot_taken');
    expect((await one(id))?.offers).toMatchObject([{ startsAt: '2026-03-05T05:00:00.000Z' }]);
    expect((await offer(other.id, ['2026-03-05T08:00'])).body.code).toBe('slot_taken');
  });

  test('two of them that a patient could not both have had are refused', async () => {
    const { id } = await wish();
    const { status, body } = await offer(id, ['2026-03-06T09:00', '2026-03-06T09:30']);
    expect([status, body.code, body.field]).toEqual([422, 'overlap', 'times.1']);
    expect((await offer(id, ['2026-03-06T09:00', '2026-03-06T09:00'])).body.code).toBe('overlap');
  });

  test.each([
    [[], 'times'],
    [['tomorrow'], 'times.0'],
    [['2026-03-01T09:30:00Z'], 'times.0'],
    [Array.from({ length: 9 }, (_, i) => `2026-04-0${i + 1}T09:00`), 'times'],
  ])('%j are no times', async (times, field) => {
    const { id } = await wish();
    const { status, body } = await offer(id, times);
    expect([status, body.field]).toEqual([422, field]);
  });

  test('whoever waits for an earlier time is asked by what becomes free, not by hand', async () => {
    const { id } = await wish({ kind: 'earlier' });
    const { status, body } = await offer(id, ['2026-03-06T12:00']);
    expect([status, body.code]).toEqual([409, 'waits_for_free_time']);
  });
});

describe('POST /requests/{id}/close', () => {
  let id: string;
  beforeEach(async () => {
    ({ id } = await wish());
  });

  test('settled otherwise, it is off the list, and what was offered is free', async () => {
    await offer(id, ['2026-03-08T08:00']);
    const { status, body } = await client.post(`/requests/${id}/close`);
    expect([status, body.state]).toEqual([200, 'done']);
    expect(await one(id)).toBeUndefined();
    const again = await client.post(`/requests/${id}/close`);
    expect([again.status, again.body.code]).toEqual([409, 'request_closed']);
    expect((await offer(id, ['2026-03-08T08:00'])).body.code).toBe('request_closed');
    const other = await wish();
    expect((await offer(other.id, ['2026-03-08T08:00'])).status).toBe(200);
  });

  test('nobody’s is not found', async () => {
    for (const nobody of ['x', newId()]) {
      expect((await client.post(`/requests/${nobody}/close`)).status).toBe(404);
      expect((await offer(nobody, ['2026-03-08T08:00'])).status).toBe(404);
    }
  });

  test('is told to the clinic system', async () => {
    await client.post(`/requests/${id}/close`);
    const { items } = (await client.get('/events?limit=200')).body;
    const closed = items.filter((event) => event.type === 'request.closed');
    expect(closed.map(({ data }) => (data as Body).requestId)).toContain(id);
  });
});

test('whoever has said that they are somebody else is offered nothing', async () => {
  const { id } = await wish();
  await updateBinding(client.ctx.db, bindingId, {
    endedAt: client.clock.now(),
    endedCode: 'not_me',
  });
  const { status, body } = await offer(id, ['2026-04-20T10:00:00Z']);
  expect([status, body.code, body.field]).toEqual([409, 'not_theirs', 'id']);
});
