import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../../../src/app/context.ts';
import { appendEvent } from '../../../src/app/events.ts';
import { postEvents } from '../../../src/app/webhooks-out.ts';
import { createOutlet } from '../../../src/entry/outlet.ts';
import { openReceiver, type Receiver } from '../../app/receiver.ts';
import { type Client, createClient, furnish } from './client.ts';

let client: Client;
let receiver: Receiver;
const outlet = createOutlet({ allowsHttp: true });
const at = '/webhook-endpoints/mis';

beforeAll(async () => {
  receiver = await openReceiver();
  client = await createClient({ outlet });
  await furnish(client);
});
afterAll(async () => {
  await client.close();
  await outlet.close();
  await receiver.close();
});

const happens = () =>
  transact(client.ctx, (tx) =>
    appendEvent(tx, { type: 'patient.erased', patientId: 'p1', data: {} }),
  );

describe('a webhook endpoint', () => {
  let secret = '';

  test('is made with a secret that is shown this once', async () => {
    const made = await client.put(at, { url: receiver.url });
    secret = String(made.body.secret);
    expect(made.status).toBe(201);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const again = await client.put(at, { url: receiver.url });
    expect([again.status, again.body.secret]).toEqual([200, undefined]);
    const read = await client.get(at);
    expect(read.body).toEqual({
      id: 'mis',
      url: receiver.url,
      types: null,
      enabled: true,
      disabledAt: null,
      disabledCode: null,
      afterSeq: 0,
      waiting: 0,
      failed: 0,
      answeredAt: null,
      createdAt: '2026-03-01T09:00:00.000Z',
      updatedAt: '2026-03-01T09:00:00.000Z',
    });
    const list = await client.get('/webhook-endpoints');
    expect(list.body).toEqual({ items: [read.body], next: null });
    expect(JSON.stringify([read.body, list.body])).not.toContain('whsec_');
  });

  test('is posted to, and says what came of it', async () => {
    receiver.answers({ status: 204 }, { status: 500 });
    await happens();
    await happens();
    await postEvents(client.ctx);
    expect(receiver.heard(secret).map(({ seq }) => seq)).toEqual([1, 2]);
    const { body } = await client.get(`${at}/deliveries`);
    expect(body.items).toMatchObject([
      {
        seq: 2,
        type: 'patient.erased',
        patientId: 'p1',
        state: 'waiting',
        tries: 1,
        lastCode: 'http_500',
      },
      { seq: 1, state: 'delivered', tries: 1, lastCode: 'http_204', nextAt: null },
    ]);
    const page = await client.get(`${at}/deliveries?limit=1`);
    const next = await client.get(`${at}/deliveries?limit=1&cursor=${page.body.next}`);
    expect([page.body.items[0]?.seq, next.body.items[0]?.seq, next.body.next]).toEqual([
      2,
      1,
      null,
    ]);
    const only = await client.get(`${at}/deliveries?state=delivered`);
    expect(only.body.items.map(({ seq }) => seq)).toEqual([1]);
  });

  test('is tried out at once, and nothing of that is an event', async () => {
    const good = await client.post(`${at}/test`);
    expect(good.body).toEqual({ delivered: true, code: 'http_204' });
    const heard = receiver.heard(secret).at(-1);
    expect(heard).toMatchObject({ type: 'webhook.test', data: {} });
    receiver.answers({ status: 401 });
    expect((await client.post(`${at}/test`)).body).toEqual({ delivered: false, code: 'http_401' });
    expect((await client.get('/events')).body.items).toHaveLength(2);
  });

  test('changes its secret, and the old one signs along', async () => {
    const { status, body } = await client.post(`${at}/rotate-secret`);
    expect(status).toBe(200);
    await client.post(`${at}/test`);
    const [last] = receiver.calls.slice(-1);
    expect(last?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    receiver.calls.splice(0, receiver.calls.length - 1);
    expect(receiver.heard(secret)).toEqual(receiver.heard(String(body.secret)));
    secret = String(body.secret);
  });

  test('is turned off and on; what it missed goes out when it is asked for', async () => {
    await client.put(at, { url: receiver.url, enabled: false });
    expect((await client.get(at)).body).toMatchObject({ enabled: false, disabledCode: 'asked' });
    await happens();
    expect((await client.post(`${at}/replay`, {})).body).toMatchObject({ code: 'disabled' });
    await client.put(at, { url: receiver.url });
    expect((await client.get(at)).body.enabled).toBe(false);
    await client.put(at, { url: receiver.url, enabled: true });
    receiver.calls.length = 0;
    await postEvents(client.ctx);
    expect(receiver.calls).toHaveLength(0);
    expect((await client.post(`${at}/replay`, {})).body).toEqual({ replayed: 2 });
    await postEvents(client.ctx);
    expect(receiver.heard(secret).map(({ seq }) => seq)).toEqual([2, 3]);
  });

  test('gets one event again where it asks for that one', async () => {
    const [first] = (await client.get('/events')).body.items;
    const again = await client.post(`${at}/replay`, { eventIds: [first?.id] });
    expect(again.body).toEqual({ replayed: 1 });
    await postEvents(client.ctx);
    expect(receiver.heard(secret).at(-1)?.seq).toBe(1);
  });

  test('deleted, is gone with all that waited', async () => {
    expect((await client.call('DELETE', at)).status).toBe(204);
    for (const [method, path] of [
      ['GET', at],
      ['DELETE', at],
      ['POST', `${at}/rotate-secret`],
      ['POST', `${at}/test`],
      ['GET', `${at}/deliveries`],
    ] as const) {
      const { status, body } = await client.call(method, path);
      expect([status, body.field], path).toEqual([404, 'id']);
    }
    expect((await client.post(`${at}/replay`, {})).status).toBe(404);
    expect((await client.get('/events')).body.items).toHaveLength(3);
  });
});

describe('a fault names the field', () => {
  test.each([
    [{}, 'url', 'required'],
    [{ url: '' }, 'url', 'empty'],
    [{ url: 'mis' }, 'url', 'bad_url'],
    [{ url: 'http://mis.example.com' }, 'url', 'not_https'],
    [{ url: 'https://169.254.169.254/' }, 'url', 'refused_address'],
    [{ url: 'https://mis.example.com', types: [] }, 'types', 'empty'],
    [{ url: 'https://mis.example.com', types: ['x'] }, 'types.0', 'unknown_value'],
    [{ url: 'https://mis.example.com', enabled: 'yes' }, 'enabled', 'wrong_type'],
  ])('%j: %s %s', async (body, field, code) => {
    const answer = await client.put('/webhook-endpoints/bad', body);
    expect([answer.status, answer.body.field, answer.body.code]).toEqual([422, field, code]);
    expect((await client.get('/webhook-endpoints/bad')).status).toBe(404);
  });

  test('an event to be replayed has an id', async () => {
    await client.put(at, { url: receiver.url });
    const { status, body } = await client.post(`${at}/replay`, { eventIds: ['x'] });
    expect([status, body.field]).toEqual([422, 'eventIds.0']);
  });

  test('there are not more than twenty', async () => {
    for (let n = 1; n < 20; n += 1)
      await client.put(`/webhook-endpoints/e${n}`, { url: receiver.url });
    const { status, body } = await client.put('/webhook-endpoints/e20', { url: receiver.url });
    expect([status, body.code]).toEqual([409, 'too_many']);
  });

  test('without leave for it http is refused to this machine too', async () => {
    const strict = await createClient();
    const { body } = await strict.put(at, { url: receiver.url });
    expect([body.field, body.code]).toEqual(['url', 'refused_address']);
    await strict.close();
  });
});
