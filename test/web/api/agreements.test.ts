import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { platformDouble } from './channel-double.ts';
import { type Client, createClient, furnish, patient } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await createClient({ channels: [platformDouble('telegram')] });
  await furnish(client);
});
afterAll(() => client.close());

const consents = '/patients/p1/consents';
const given = { purpose: 'visit', channel: 'telegram', act: 'given', mechanism: 'paper' };

describe('consents', () => {
  test('none yet', async () => {
    expect((await client.get(consents)).body).toEqual({
      standing: [],
      history: [],
      chain: { entries: 0, head: null, fault: null },
    });
  });

  const proofs: [sent: object, kept: object][] = [
    [{}, { strength: 4, document: null, wording: null }],
    [{ evidence: null, mechanism: 'import' }, { strength: 0 }],
    [{ evidence: 2 }, { strength: 2, document: null }],
    [{ evidence: '№ 17' }, { strength: 4, document: '№ 17' }],
    [
      { evidence: { document: '№ 18', wording: 'Согласна' } },
      { strength: 4, document: '№ 18', wording: 'Согласна' },
    ],
    [
      { evidence: { strength: 3 }, mechanism: 'portal' },
      { strength: 3, mechanism: 'portal' },
    ],
    [{ mechanism: 'portal' }, { strength: 1 }],
  ];
  test.each(proofs)('%j', async (sent, kept) => {
    await client.put('/patients/p3', patient);
    const { status, body } = await client.post('/patients/p3/consents', { ...given, ...sent });
    expect(status).toBe(201);
    expect(body.history.at(-1)).toMatchObject({
      ...given,
      mechanism: expect.any(String),
      actor: 'api',
      at: '2026-03-01T09:00:00.000Z',
      expiresAt: '2028-03-01T09:00:00.000Z',
      bindingId: null,
      noticeVersion: null,
      noticeHash: null,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      ...kept,
    });
  });

  test('what stands carries what it needs, and the chain is whole', async () => {
    await client.put('/patients/p4', patient);
    await client.post('/patients/p4/consents', given);
    // A weaker claim of later does not make a proven agreement worse.
    const weak = { ...given, mechanism: 'import' };
    const { body } = await client.post('/patients/p4/consents', weak);
    const [first, second] = body.history;
    expect(body.standing).toEqual([{ ...first, status: 'given', strengthNeeded: 2 }]);
    expect([first?.number, second?.number]).toEqual([1, 2]);
    expect(body.chain).toEqual({ entries: 2, head: second?.hash, fault: null });
  });

  test('withdrawn stands, and the history keeps both', async () => {
    const before = (await client.get(consents)).body.history.length;
    await client.post(consents, given);
    await client.post(consents, { ...given, act: 'withdrawn' });
    const { body } = await client.get(consents);
    expect(body.standing.map(({ act }) => act)).toEqual(['withdrawn']);
    expect(body.standing[0]).toMatchObject({ status: 'withdrawn', expiresAt: null });
    expect(body.history.length).toBe(before + 2);
  });

  const faults: [sent: object, field: string, code: string][] = [
    [{ purpose: 'spam' }, 'purpose', 'unknown_value'],
    [{ purpose: undefined }, 'purpose', 'required'],
    [{ channel: 'email' }, 'channel', 'unknown_value'],
    [{ act: 'maybe' }, 'act', 'unknown_value'],
    [{ act: 'renewed' }, 'act', 'unknown_value'],
    [{ mechanism: 'On Paper' }, 'mechanism', 'bad_format'],
    [{ mechanism: undefined }, 'mechanism', 'required'],
    [{ evidence: 5 }, 'evidence', 'unknown_value'],
    [{ evidence: '' }, 'evidence', 'empty'],
    [{ evidence: [1] }, 'evidence', 'unknown_value'],
    [{ evidence: { strength: 9 } }, 'evidence.strength', 'too_big'],
  ];
  test.each(faults)('%j → 422 %s %s', async (sent, field, code) => {
    const { status, body } = await client.post(consents, { ...given, ...sent });
    expect([status, body.field, body.code]).toEqual([422, field, code]);
  });

  test('of nobody → 404', async () => {
    expect((await client.get('/patients/nope/consents')).body.field).toBe('id');
    expect((await client.post('/patients/nope/consents', given)).status).toBe(404);
  });

  test.each(['nonsense', '0198c9a1-7c1e-7b52-9f63-5a1c6f0c2f11'])(
    'for account %s, which is not this patient’s → 404',
    async (bindingId) => {
      const { status, body } = await client.post(consents, { ...given, bindingId });
      expect([status, body.field]).toEqual([404, 'bindingId']);
    },
  );
});

describe('invitations', () => {
  test('one single-use link per call, with a QR code', async () => {
    const { status, body } = await client.post('/patients/p1/invitations');
    expect(status).toBe(201);
    expect(body).toEqual({
      telegramUrl: expect.stringMatching(/^https:\/\/telegram\.example\/[\w-]{43}$/),
      whatsappUrl: null,
      qrSvg: expect.stringMatching(/^<svg .*<\/svg>$/s),
      whatsappQrSvg: null,
      expiresAt: '2026-03-15T09:00:00.000Z',
      code: expect.stringMatching(/^\d{6}$/),
      codeExpiresAt: '2026-03-01T09:30:00.000Z',
    });
    const other = await client.post('/patients/p1/invitations', {});
    expect(other.body).not.toMatchObject({
      telegramUrl: (body as unknown as { telegramUrl: string }).telegramUrl,
    });
  });

  test('a client that says JSON and sends nothing gets one too', async () => {
    const headers = { 'content-type': 'application/json' };
    const given = await client.raw('/patients/p1/invitations', { method: 'POST', headers });
    expect(given.status).toBe(201);
  });

  test('may say for whom', async () => {
    const path = '/patients/p1/invitations';
    expect((await client.post(path, { relation: 'carer' })).status).toBe(201);
    const { status, body } = await client.post(path, { relation: 'friend' });
    expect([status, body.field]).toEqual([422, 'relation']);
  });

  test('of nobody → 404', async () => {
    const { status, body } = await client.post('/patients/nope/invitations');
    expect([status, body.field]).toEqual([404, 'id']);
  });
});
