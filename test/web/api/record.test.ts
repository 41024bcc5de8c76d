import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../../../src/app/context.ts';
import { closeThread, handOver } from '../../../src/app/hand-over.ts';
import { newId } from '../../../src/app/ids.ts';
import { insertMessage, type NewMessage } from '../../../src/store/messages.ts';
import { settleAttempts } from '../../../src/store/outbox.ts';
import { insertAddress, insertContact } from '../../../src/store/people.ts';
import { attempt } from '../../../src/store/schema.ts';
import { type Body, type Client, createClient, furnish } from './client.ts';

let client: Client;
const at = new Date('2026-03-01T08:00:00Z');
const addressIds: string[] = [];

beforeAll(async () => {
  client = await createClient();
  await furnish(client);
  for (const userId of ['1', '2', '3']) addressIds.push(await account(userId));
});
afterAll(() => client.close());

async function account(userId: string): Promise<string> {
  const [contactId, id] = [newId(), newId()];
  await insertContact(client.ctx.db, { id: contactId, createdAt: at });
  await insertAddress(client.ctx.db, {
    id,
    contactId,
    channel: 'telegram',
    account: 'a',
    userId,
    createdAt: at,
  });
  return id;
}

async function message(change: Partial<NewMessage>): Promise<string> {
  const id = newId();
  await insertMessage(client.ctx.db, {
    id,
    direction: 'out',
    kind: 'visit_day_before',
    proactive: true,
    purpose: 'visit',
    patientId: 'p2',
    channel: 'telegram',
    author: 'bot',
    state: 'planned',
    dueAt: at,
    notAfter: at,
    tries: 0,
    createdAt: at,
    ...change,
  });
  return id;
}

const ids = (body: Body) => body.items.map((item) => item.id);

describe('GET /messages', () => {
  test('each with its decision and attempts', async () => {
    const until = new Date('2026-03-01T10:00:00Z');
    const id = await message({
      state: 'sent',
      verdict: 'wait',
      code: 'throttled',
      until,
      content: { text: 'Здравствуйте' },
      externalId: '99',
    });
    const attemptId = newId();
    await client.ctx.db.insert(attempt).values({
      id: attemptId,
      messageId: id,
      number: 1,
      channel: 'telegram',
      startedAt: at,
    });
    const accepted = { attemptId, outcome: 'accepted', code: null, externalId: '99' };
    await settleAttempts(client.ctx.db, [accepted], at);
    const { body } = await client.get('/messages?state=sent');
    expect(body).toEqual({
      items: [
        {
          id,
          patientId: 'p2',
          purpose: 'visit',
          kind: 'visit_day_before',
          channel: 'telegram',
          direction: 'out',
          state: 'sent',
          dueAt: at.toISOString(),
          notAfter: at.toISOString(),
          decision: { verdict: 'wait', code: 'throttled', until: until.toISOString() },
          attempts: [
            {
              id: attemptId,
              number: 1,
              startedAt: at.toISOString(),
              finishedAt: at.toISOString(),
              outcome: 'accepted',
              code: null,
              externalId: '99',
            },
          ],
          carriedBy: null,
          externalId: '99',
          text: 'Здравствуйте',
          createdAt: at.toISOString(),
        },
      ],
      next: null,
    });
  });

  test('what came in is delivered, also to the filter', async () => {
    const received = {
      direction: 'in',
      kind: 'text',
      purpose: 'service',
      state: 'received',
      author: 'patient',
    } as const;
    const id = await message({ ...received, content: { text: 'Спасибо' } });
    const { body } = await client.get('/messages?state=delivered&patientId=p2');
    expect(ids(body)).toEqual([id]);
    expect(body.items[0]).toMatchObject({
      direction: 'in',
      state: 'delivered',
      decision: null,
      attempts: [],
      text: 'Спасибо',
    });
  });

  test('the cursor goes through all of them once', async () => {
    const all = ids((await client.get('/messages?limit=200')).body);
    for (let more = 0; more < 3; more += 1) all.push(await message({ state: 'dropped' }));
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null && page < 10; page += 1) {
      const found: Body = (await client.get(`/messages?limit=2${cursor && `&cursor=${cursor}`}`))
        .body;
      expect(found.items.length).toBeLessThanOrEqual(2);
      seen.push(...ids(found));
      cursor = found.next;
    }
    expect(cursor).toBeNull();
    expect(seen).toEqual(all);
  });

  const faults: [query: string, status: number, field: string, code: string][] = [
    ['state=foo', 422, 'state', 'unknown_value'],
    ['state=received', 422, 'state', 'unknown_value'],
    ['state=', 422, 'state', 'unknown_value'],
    ['limit=0', 422, 'limit', 'too_small'],
    ['limit=201', 422, 'limit', 'too_big'],
    ['limit=ten', 422, 'limit', 'wrong_type'],
    ['limit=1&limit=2', 422, 'limit', 'wrong_type'],
    ['cursor=!!', 422, 'cursor', 'bad_cursor'],
    ['cursor=YWJj', 422, 'cursor', 'bad_cursor'],
    ['patientId=', 422, 'patientId', 'empty'],
    ['patientId=nope', 404, 'patientId', 'not_found'],
  ];
  test.each(faults)('?%s → %i %s %s', async (query, expected, field, code) => {
    const { status, body } = await client.get(`/messages?${query}`);
    expect([status, body.field, body.code]).toEqual([expected, field, code]);
  });
});

describe('threads', () => {
  let threadIds: string[];
  beforeAll(async () => {
    threadIds = [];
    for (const addressId of addressIds) {
      const over = {
        addressId,
        patientId: 'p2',
        reason: 'not_understood',
        urgent: addressId === addressIds[1],
      } as const;
      threadIds.push(await transact(client.ctx, (tx) => handOver(tx, over)));
    }
    const said = {
      direction: 'in',
      kind: 'text',
      purpose: 'service',
      state: 'received',
      author: 'patient',
    } as const;
    for (let number = 1; number <= 21; number += 1) {
      await message({
        ...said,
        addressId: addressIds[0] ?? null,
        content: { text: `слово ${number}` },
      });
    }
  });

  test('with the last 20 messages of the chat', async () => {
    const { body } = await client.get('/threads');
    expect(ids(body)).toEqual(threadIds);
    const [first, second] = body.items;
    const messages = first?.messages ?? [];
    expect(messages.length).toBe(20);
    expect(messages.at(-1)).toEqual({
      direction: 'in',
      text: 'слово 21',
      at: at.toISOString(),
      author: 'patient',
      state: 'delivered',
    });
    expect(second).toEqual({
      id: threadIds[1],
      patientId: 'p2',
      channel: 'telegram',
      state: 'open',
      reason: 'not_understood',
      urgent: true,
      withPerson: false,
      openedAt: '2026-03-01T09:00:00.000Z',
      lastInboundAt: '2026-03-01T09:00:00.000Z',
      answeredAt: null,
      messages: [],
    });
  });

  test('a reply is written once more per call, and staff have the word', async () => {
    const wakes = client.wakes();
    const { status, body } = await client.post(`/threads/${threadIds[0]}/replies`, {
      text: ' Добрый день! ',
    });
    expect([status, body]).toEqual([201, { messageId: expect.any(String) }]);
    expect(client.wakes()).toBeGreaterThan(wakes);
    const [thread] = (await client.get('/threads')).body.items;
    expect(thread).toMatchObject({ withPerson: true, answeredAt: '2026-03-01T09:00:00.000Z' });
    expect(thread?.messages.at(-1)).toMatchObject({
      direction: 'out',
      text: 'Добрый день!',
      author: 'api',
      state: 'planned',
    });
  });

  test('pages, and open or closed', async () => {
    const first = (await client.get('/threads?limit=2')).body;
    expect(ids(first)).toEqual(threadIds.slice(0, 2));
    expect(ids((await client.get(`/threads?limit=2&cursor=${first.next}`)).body)).toEqual(
      threadIds.slice(2),
    );
    await closeThread(client.ctx, { threadId: threadIds[2] ?? '', actor: 'test' });
    expect(ids((await client.get('/threads?state=closed')).body)).toEqual(threadIds.slice(2));
    expect(ids((await client.get('/threads?state=open')).body)).toEqual(threadIds.slice(0, 2));
  });

  test('faults', async () => {
    const reply = async (id: string | undefined, body: unknown) => {
      const shown = await client.post(`/threads/${id}/replies`, body);
      return [shown.status, shown.body.field, shown.body.code];
    };
    expect(await reply('nope', { text: 'x' })).toEqual([404, 'id', 'not_found']);
    expect(await reply(newId(), { text: 'x' })).toEqual([404, 'id', 'not_found']);
    expect(await reply(threadIds[2], { text: 'x' })).toEqual([409, 'id', 'thread_closed']);
    expect(await reply(threadIds[0], {})).toEqual([422, 'text', 'required']);
    expect(await reply(threadIds[0], { text: '  ' })).toEqual([422, 'text', 'empty']);
    expect(await reply(threadIds[0], { text: 'x'.repeat(4001) })).toEqual([
      422,
      'text',
      'too_long',
    ]);
    expect((await client.get('/threads?state=foo')).body.field).toBe('state');
    expect((await client.get('/threads?cursor=MTI')).body.code).toBe('bad_cursor');
  });
});

describe('POST /patients/{id}/messages', () => {
  test('whoever agreed to nothing is not written to, and the answer says by which rule', async () => {
    const { status, body } = await client.post('/patients/p1/messages', {
      purpose: 'visit',
      text: 'Возьмите, пожалуйста, снимок.',
    });
    expect(status).toBe(201);
    expect(body.decision).toMatchObject({ verdict: 'drop', code: 'no_address' });
    const why = await client.get(`/messages/${body.messageId}/why`);
    expect(why.body.message).toMatchObject({ kind: 'staff_message', patientId: 'p1' });
  });

  test('a patient nobody knows, and no words', async () => {
    const known = { purpose: 'visit', text: 'x' };
    expect((await client.post('/patients/nope/messages', known)).status).toBe(404);
    expect((await client.post('/patients/p1/messages', { ...known, text: '' })).body).toMatchObject(
      {
        status: 422,
        field: 'text',
      },
    );
  });
});
