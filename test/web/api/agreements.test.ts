import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { platformDouble } from './channel-double.ts';
import { type Client, createClient, furnish } from './client.ts';

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
    expect((await client.get(consents)).body).toEqual({ standing: [], history: [] });
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
    const { status, body } = await client.post(consents, { ...given, ...sent });
    expect(status).toBe(201);
    expect(body.history.at(-1)).toMatchObject({
      ...given,
      mechanism: expect.any(String),
      actor: 'api',
      at: '2026-03-01T09:00:00.000Z',
      ...kept,
    });
    expect(body.standing).toEqual([body.history.at(-1)]);
  });

  test('withdrawn stands, and the history keeps both', async () => {
    const before = (await client.get(consents)).body.history.length;
    await client.post(consents, { ...given, act: 'withdrawn' });
    const { body } = await client.get(consents);
    expect(body.standing.map(({ act }) => act)).toEqual(['withdrawn']);
    expect(body.history.length).toBe(before + 1);
  });

  const faults: [sent: object, field: string, code: string][] = [
    [{ purpose: 'spam' }, 'purpose', 'unknown_value'],
    [{ purpose: undefined }, 'purpose', 'required'],
    [{ channel: 'email' }, 'channel', 'unknown_value'],
    [{ act: 'maybe' }, 'act', 'unknown_value'],
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
    });
    const other = await client.post('/patients/p1/invitations', {});
    expect(other.body).not.toMatchObject({
      telegramUrl: (body as unknown as { telegramUrl: string }).telegramUrl,
    });
  });

  test('of nobody → 404', async () => {
    const { status, body } = await client.post('/patients/nope/invitations');
    expect([status, body.field]).toEqual([404, 'id']);
  });
});
