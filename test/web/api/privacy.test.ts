import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listMessages } from '../../../src/store/messages.ts';
import { type Family, family } from '../../app/family.ts';
import { platformDouble } from './channel-double.ts';
import { type Client, createClient } from './client.ts';

let client: Client;
let people: Family;
beforeAll(async () => {
  client = await createClient({
    channels: [platformDouble('telegram'), platformDouble('whatsapp')],
  });
  people = await family(client);
});
afterAll(() => client.close());

const nobody = '0198c9a1-7c1e-7b52-9f63-5a1c6f0c2f11';

describe('accounts', () => {
  const accounts = async () => (await client.get('/patients/masha/accounts')).body;

  test('each says whose it is, how it was proven and whether it is heard from', async () => {
    const { items, next } = await accounts();
    expect(next).toBeNull();
    expect(items).toEqual([
      expect.objectContaining({
        bindingId: people.bindings.byMother,
        channel: 'telegram',
        relation: 'parent',
        label: 'Маша',
        verifiedBy: 'code',
        verified: true,
        silent: false,
        authorityEndsOn: '2029-03-05',
        stoppedAt: null,
      }),
      expect.objectContaining({ bindingId: people.bindings.own, relation: 'self' }),
    ]);
    expect(items[0]).not.toHaveProperty('addressId');
  });

  test('PATCH changes what it names and nothing else', async () => {
    const path = `/accounts/${people.bindings.byMother}`;
    const change = { label: 'Мария', authorityEndsOn: null };
    expect((await client.call('PATCH', path, change)).status).toBe(204);
    expect((await accounts()).items[0]).toMatchObject({ relation: 'parent', ...change });
    expect((await client.call('PATCH', path, { relation: 'carer' })).status).toBe(204);
    expect((await accounts()).items[0]).toMatchObject({ relation: 'carer', label: 'Мария' });
  });

  const faults: [sent: object, field: string | null, code: string][] = [
    [{}, null, 'empty'],
    [{ label: 'x'.repeat(21) }, 'label', 'too_long'],
    [{ relation: 'friend' }, 'relation', 'unknown_value'],
    [{ authorityEndsOn: '2026-02-30' }, 'authorityEndsOn', 'bad_format'],
  ];
  test.each(faults)('PATCH %j → 422 %s %s', async (sent, field, code) => {
    const { status, body } = await client.call('PATCH', `/accounts/${nobody}`, sent);
    expect([status, body.field, body.code]).toEqual([422, field, code]);
  });

  test('DELETE unbinds, once', async () => {
    const path = `/accounts/${people.bindings.own}`;
    expect((await client.call('DELETE', path)).status).toBe(204);
    expect((await accounts()).items.map(({ bindingId }) => bindingId)).toEqual([
      people.bindings.byMother,
    ]);
    expect((await client.call('DELETE', path)).status).toBe(404);
  });

  test.each([
    ['GET', '/patients/nope/accounts'],
    ['POST', '/patients/nope/codes'],
    ['PATCH', `/accounts/${nobody}`],
    ['PATCH', '/accounts/nonsense'],
    ['DELETE', '/accounts/nonsense'],
  ])('%s %s → 404', async (method, path) => {
    const sent = method === 'PATCH' ? { label: 'Маша' } : undefined;
    const { status, body } = await client.call(method, path, sent);
    expect([status, body.field]).toEqual([404, path.endsWith(nobody) ? 'id' : body.field]);
  });

  test('a code is new each time and lasts half an hour', async () => {
    const { status, body } = await client.post('/patients/masha/codes');
    expect([status, body]).toEqual([
      201,
      { code: expect.stringMatching(/^\d{6}$/), expiresAt: '2026-03-01T09:30:00.000Z' },
    ]);
  });
});

describe('why', () => {
  test('the agreement, the visit and the decisions', async () => {
    const rows = await listMessages(client.ctx.db, { patientId: 'petya', limit: 50 });
    const reminder = rows.find(({ kind }) => kind === 'visit_day_before');
    const { status, body } = await client.get(`/messages/${reminder?.id}/why`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      message: { id: reminder?.id, state: 'planned', decision: { verdict: expect.any(String) } },
      consent: { act: 'given', number: 1, enough: true, wording: 'Смирнов Пётр: писать' },
      strengthNeeded: 2,
      reason: { type: 'visit', appointmentId: 'v-petya', startsAt: '2026-03-05T10:00:00.000Z' },
      trail: [{ stage: 'plan', at: '2026-03-01T09:00:00.000Z' }],
    });
  });

  test('an answer, and a recorded reason', async () => {
    const rows = await listMessages(client.ctx.db, { patientId: 'masha', limit: 50 });
    const of = async (kind: string) => {
      const row = rows.find((one) => one.kind === kind);
      return (await client.get(`/messages/${row?.id}/why`)).body;
    };
    expect(await of('reply.note')).toMatchObject({ consent: null, reason: { type: 'answer' } });
    expect(await of('wellbeing_check')).toMatchObject({
      reason: { type: 'reason', note: 'удаление восьмёрки, Маша боится', evidence: {} },
    });
  });

  test.each([nobody, 'nonsense'])('of %s → 404', async (id) => {
    const { status, body } = await client.get(`/messages/${id}/why`);
    expect([status, body.field]).toEqual([404, 'id']);
  });
});

describe('export', () => {
  test('as JSON', async () => {
    const { status, body } = await client.get('/patients/masha/export');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      madeAt: '2026-03-01T09:00:00.000Z',
      people: [
        {
          patientId: 'masha',
          phone: '+79161112233',
          card: { channels: ['telegram'], perDay: 2 },
          chain: { fault: null },
        },
      ],
    });
    expect(body.messages.length).toBeGreaterThan(3);
  });

  test('as the file a patient gets, in the language asked for', async () => {
    const response = await client.raw('/patients/masha/export?format=text&language=en');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="zabota-2026-03-01.txt"',
    );
    expect(await response.text()).toContain('== What you agreed to ==');
    const own = await client.raw('/patients/masha/export?format=text');
    expect(await own.text()).toContain('== На что вы соглашались ==');
  });

  test('each reading is itself in the record', async () => {
    const { body } = await client.get('/patients/petya/export');
    const [person] = body.people as [{ log: { action: string; role: string }[] }];
    expect(person.log.at(-1)).toMatchObject({ action: 'exported', role: 'clinic_system' });
  });

  test.each([
    ['/patients/nope/export', 404, 'id'],
    ['/patients/masha/export?format=pdf', 422, 'format'],
    ['/patients/masha/export?language=de', 422, 'language'],
  ])('%s → %i %s', async (path, expected, field) => {
    const { status, body } = await client.get(path);
    expect([status, body.field]).toEqual([expected, field]);
  });
});

describe('erasure', () => {
  let id: string;

  test('is asked for once, with an owner and a deadline', async () => {
    const first = await client.post('/patients/masha/erasures');
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      patientId: 'masha',
      requestedBy: 'api',
      ownerId: people.ownerId,
      dueAt: '2026-03-31T09:00:00.000Z',
      proof: null,
    });
    expect(first.body).not.toHaveProperty('addressId');
    id = first.body.id;
    expect((await client.post('/patients/masha/erasures')).body.id).toBe(id);
    expect((await client.get('/erasures')).body.items.map((one) => one.id)).toEqual([id]);
  });

  test('needs a reason to be refused', async () => {
    const { status, body } = await client.post(`/erasures/${id}/refused`, { reason: '  ' });
    expect([status, body.field]).toEqual([422, 'reason']);
  });

  test('done: proven, and nothing is known any more', async () => {
    const { status, body } = await client.post(`/erasures/${id}/done`);
    expect([status, body.doneAt]).toEqual([200, '2026-03-01T09:00:00.000Z']);
    expect(body.proof).toMatchObject({
      counts: { patient: 1 },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await client.get('/erasures')).body.items).toEqual([]);
    expect((await client.get('/erasures?state=all')).body.items.length).toBe(1);
    expect((await client.get('/patients/masha')).body).toMatchObject({
      name: '',
      phone: null,
      birthDate: null,
      erasedAt: '2026-03-01T09:00:00.000Z',
    });
    expect((await client.get('/patients/masha/consents')).body.chain).toMatchObject({
      fault: null,
    });
  });

  test('afterwards she is not recorded anew', async () => {
    const again = { name: 'Мария', mechanism: 'paper', purpose: 'visit', channel: 'telegram' };
    const calls: [method: string, path: string, body?: object][] = [
      ['PUT', '/patients/masha', again],
      ['PUT', '/patients/masha/card', {}],
      ['POST', '/patients/masha/consents', { ...again, act: 'given' }],
      ['POST', '/patients/masha/invitations'],
      ['POST', '/patients/masha/codes'],
      ['POST', '/patients/masha/erasures'],
    ];
    for (const [method, path, body] of calls) {
      const answer = await client.call(method, path, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 409, 'erased']);
    }
  });

  test('is decided once, and of nothing is 404', async () => {
    expect((await client.post(`/erasures/${id}/done`)).body.code).toBe('already_done');
    const refusal = { reason: 'Спор' };
    expect((await client.post(`/erasures/${id}/refused`, refusal)).body.code).toBe('already_done');
    for (const unknown of [nobody, 'nonsense']) {
      expect((await client.post(`/erasures/${unknown}/done`)).status).toBe(404);
      expect((await client.post(`/erasures/${unknown}/refused`, refusal)).status).toBe(404);
    }
  });
});
