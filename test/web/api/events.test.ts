import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../../../src/app/context.ts';
import { appendEvent } from '../../../src/app/events.ts';
import { eventTypes } from '../../../src/domain/events.ts';
import { type Client, createClient, furnish } from './client.ts';

let client: Client;
const data = {
  callTaskId: '0198c9a1-7c1e-7b52-9f63-5a1c6f0c2f11',
  purpose: 'visit',
  dueAt: '2026-03-01T09:00:00.000Z',
  appointmentId: null,
} as const;

beforeAll(async () => {
  client = await createClient();
  await furnish(client);
  for (let n = 1; n <= 5; n += 1) {
    await transact(client.ctx, async (tx) => {
      const call = { ...data, code: `c${n}` };
      await appendEvent(tx, { type: 'call_task.opened', patientId: 'p1', data: call });
    });
  }
  await transact(client.ctx, (tx) =>
    appendEvent(tx, { type: 'patient.erased', patientId: 'p2', data: {} }),
  );
});
afterAll(() => client.close());

const seqs = async (query: string) =>
  (await client.get(`/events${query}`)).body.items.map(({ seq }) => seq);

describe('GET /events', () => {
  test('gives all there is, oldest first, as webhooks bring it', async () => {
    const { status, body } = await client.get('/events');
    expect([status, body.next, body.items.length]).toEqual([200, null, 6]);
    expect(body.items[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      seq: 1,
      type: 'call_task.opened',
      timestamp: '2026-03-01T09:00:00.000Z',
      patientId: 'p1',
      data: { ...data, code: 'c1' },
    });
  });

  test('goes on after the last one had, page by page', async () => {
    expect(await seqs('?after=4')).toEqual([5, 6]);
    expect(await seqs('?after=6')).toEqual([]);
    const first = await client.get('/events?limit=4');
    expect(first.body.items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    const second = await client.get(`/events?limit=4&after=${first.body.next}`);
    expect(second.body.items.map(({ seq }) => seq)).toEqual([5, 6]);
    expect(second.body.next).toBeNull();
  });

  test('of some types only, where one asks so', async () => {
    expect(await seqs('?types=patient.erased')).toEqual([6]);
    expect(await seqs('?types=patient.erased,call_task.opened&after=3')).toEqual([4, 5, 6]);
    expect(await seqs('?types=appointment.confirmed')).toEqual([]);
    expect((await seqs(`?types=${eventTypes.join(',')}`)).length).toBe(6);
  });

  test.each([
    ['after=-1', 'after'],
    ['after=x', 'after'],
    ['after=', 'after'],
    ['after=1.5', 'after'],
    ['after=99999999999999', 'after'],
    ['types=appointment.confirmed,nonsense', 'types.1'],
    ['types=', 'types.0'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
  ])('%s is a fault that names %s', async (query, field) => {
    const { status, body } = await client.get(`/events?${query}`);
    expect([status, body.field]).toEqual([422, field]);
  });
});
