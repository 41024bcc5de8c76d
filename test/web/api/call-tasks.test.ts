import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createClient, furnish, visit } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await createClient();
  await furnish(client);
});
afterAll(() => client.close());

describe('GET /call-tasks', () => {
  test('what no agreed hour can hold, a person calls about', async () => {
    await client.put('/patients/p1/card', { channels: ['phone'], days: ['sat'] });
    await client.put('/appointments/v1', { ...visit, startsAt: '2026-03-04T10:00' });
    const { body } = await client.get('/call-tasks');
    expect(body).toEqual({
      items: [
        {
          id: expect.any(String),
          patientId: 'p1',
          phone: '+79161234567',
          purpose: 'visit',
          code: expect.any(String),
          dueAt: expect.any(String),
          appointmentId: 'v1',
          state: 'open',
          result: null,
        },
      ],
      next: null,
    });
    expect((await client.get('/call-tasks?state=done')).body.items).toEqual([]);
    expect((await client.get('/call-tasks?patientId=p2')).body.items).toEqual([]);
    expect((await client.get('/call-tasks?patientId=p1&state=open')).body.items.length).toBe(1);
    await client.put('/appointments/v1', {
      ...visit,
      startsAt: '2026-03-04T10:00',
      status: 'cancelled',
      version: 2,
    });
    expect((await client.get('/call-tasks?state=done')).body.items[0]).toMatchObject({
      result: 'superseded',
    });
  });

  test.each([
    ['state=foo', 422, 'state'],
    ['cursor=x', 422, 'cursor'],
    ['patientId=nope', 404, 'patientId'],
  ])('?%s → %i %s', async (query, expected, field) => {
    const { status, body } = await client.get(`/call-tasks?${query}`);
    expect([status, body.field]).toEqual([expected, field]);
  });
});
