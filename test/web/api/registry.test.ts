import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, clinic, createClient, furnish, patient } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await createClient();
  await furnish(client);
});
afterAll(() => client.close());

const purposes = ['visit', 'hygiene', 'checkup', 'control', 'plan', 'wellbeing'];
const policyOf = (profile: string, strength: number, but: object = {}) => ({
  profile,
  strengths: {
    ...Object.fromEntries(
      [...purposes, 'personal', 'offers', 'greeting'].map((purpose) => [purpose, strength]),
    ),
    ...but,
  },
});

/** Of messages about visits, where nothing was told. */
const said = { cadence: null, bring: null, translations: {} };
const saidOfClinic = {
  ...said,
  mapUrl: null,
  transit: null,
  parking: null,
  reviewUrl: null,
  quietMoveMin: 5,
};

describe('what a clinic system tells is recorded under its own ids', () => {
  const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const cases = [
    {
      path: '/clinics/c-9',
      sent: {
        ...clinic,
        address: ' Садовая, 5 ',
        hours: { mon: { from: '08:00', to: '20:00' } },
        other: 1,
      },
      shown: {
        id: 'c-9',
        ...clinic,
        address: 'Садовая, 5',
        directions: null,
        phone: null,
        hours: { ...week, mon: [{ from: '08:00', to: '20:00' }] },
        languages: ['ru'],
        consentPolicy: policyOf('standard', 2),
        ...saidOfClinic,
      },
    },
    {
      path: '/clinics/c-10',
      sent: {
        ...clinic,
        languages: ['en', 'ru', 'en'].slice(0, 2),
        directions: 'Второй этаж\nналево',
        consentPolicy: { profile: 'strict', strengths: { visit: 2 } },
      },
      shown: {
        id: 'c-10',
        ...clinic,
        address: null,
        directions: 'Второй этаж\nналево',
        phone: null,
        hours: null,
        languages: ['en', 'ru'],
        consentPolicy: policyOf('strict', 4, { visit: 2 }),
        ...saidOfClinic,
      },
    },
    {
      path: '/doctors/d-9',
      sent: { name: 'Орлов', clinicId: 'c1', post: 'хирург' },
      shown: { id: 'd-9', name: 'Орлов', clinicId: 'c1', post: 'хирург' },
    },
    {
      path: '/services/s-9',
      sent: { name: 'Имплантация', durationMin: 90, wellbeingDays: [7, 1, 7] },
      shown: {
        id: 's-9',
        name: 'Имплантация',
        durationMin: 90,
        preparation: null,
        aftercare: null,
        wellbeingDays: [1, 7],
        asksScore: false,
        ...said,
      },
    },
    {
      path: `/patients/${encodeURIComponent('п/9')}`,
      sent: {
        ...patient,
        birthDate: '2015-02-28',
        guardian: { name: 'Мама', phone: '+1 650 253 0000' },
      },
      shown: {
        id: 'п/9',
        name: 'Иванова Мария',
        phone: '+79161234567',
        language: 'ru',
        birthDate: '2015-02-28',
        guardian: { name: 'Мама', phone: '+16502530000', patientId: null },
        clinicId: null,
        erasedAt: null,
      },
    },
    {
      path: '/patients/p-10',
      sent: { name: 'Пётр', phone: null, guardian: { patientId: 'p1' } },
      shown: {
        id: 'p-10',
        name: 'Пётр',
        phone: null,
        language: null,
        birthDate: null,
        guardian: { name: null, phone: null, patientId: 'p1' },
        clinicId: null,
        erasedAt: null,
      },
    },
  ];

  test.each(cases)('PUT $path, twice, then GET', async ({ path, sent, shown }) => {
    for (let time = 0; time < 2; time += 1) {
      const put = await client.put(path, sent);
      expect([put.status, put.body]).toEqual([200, shown]);
    }
    const read = await client.get(path);
    expect([read.status, read.body]).toEqual([200, shown]);
  });

  test('the consent policy stays where it is not mentioned, and goes where it is null', async () => {
    const strict = policyOf('strict', 4);
    const put = async (more: object) =>
      (await client.put('/clinics/c-12', { ...clinic, ...more })).body.consentPolicy;
    expect(await put({ consentPolicy: { profile: 'strict' } })).toEqual(strict);
    expect(await put({})).toEqual(strict);
    expect(await put({ consentPolicy: null })).toEqual(policyOf('standard', 2));
    const wrong = { profile: 'strict', strengths: { visit: 0 } };
    const { status, body } = await client.put('/clinics/c-12', { ...clinic, consentPolicy: wrong });
    expect([status, body.field]).toEqual([422, 'consentPolicy.strengths.visit']);
  });

  test('PUT replaces: what is left out is gone', async () => {
    await client.put('/doctors/d-11', { name: 'Орлов', clinicId: 'c1', post: 'хирург' });
    const { body } = await client.put('/doctors/d-11', { name: 'Орлов' });
    expect(body).toEqual({ id: 'd-11', name: 'Орлов', clinicId: null, post: null });
  });
});

describe('faults name the field', () => {
  const faults: [path: string, body: unknown, field: string | null, code: string][] = [
    ['/clinics/x', { zone: 'Europe/Moscow' }, 'name', 'required'],
    ['/clinics/x', { ...clinic, name: '   ' }, 'name', 'empty'],
    ['/clinics/x', { ...clinic, name: 'x'.repeat(201) }, 'name', 'too_long'],
    ['/clinics/x', { ...clinic, name: 5 }, 'name', 'wrong_type'],
    ['/clinics/x', { ...clinic, name: 'a\u0000b' }, 'name', 'bad_characters'],
    ['/clinics/x', { ...clinic, directions: 'a\ud800b' }, 'directions', 'bad_characters'],
    ['/clinics/x', { ...clinic, zone: 'Mars/Olympus' }, 'zone', 'unknown_zone'],
    ['/clinics/x', { ...clinic, zone: '+03:00' }, 'zone', 'unknown_zone'],
    ['/clinics/x', { ...clinic, languages: ['de'] }, 'languages.0', 'unknown_value'],
    ['/clinics/x', { ...clinic, languages: [] }, 'languages', 'empty'],
    [
      '/clinics/x',
      { ...clinic, hours: { mon: [{ from: '9', to: '21:00' }] } },
      'hours.mon.0.from',
      'bad_format',
    ],
    ['/clinics/x', [], null, 'wrong_type'],
    ['/clinics/x', null, null, 'wrong_type'],
    [`/clinics/${'x'.repeat(129)}`, clinic, 'id', 'too_long'],
    ['/clinics/a%00b', clinic, 'id', 'bad_characters'],
    ['/doctors/x', { name: 'Орлов', clinicId: 7 }, 'clinicId', 'wrong_type'],
    ['/services/x', { name: 'Осмотр' }, 'durationMin', 'required'],
    ['/services/x', { name: 'Осмотр', durationMin: 0 }, 'durationMin', 'too_small'],
    ['/services/x', { name: 'Осмотр', durationMin: 1441 }, 'durationMin', 'too_big'],
    ['/services/x', { name: 'Осмотр', durationMin: 1.5 }, 'durationMin', 'wrong_type'],
    [
      '/services/x',
      { name: 'Осмотр', durationMin: 30, wellbeingDays: [31] },
      'wellbeingDays.0',
      'too_big',
    ],
    ['/patients/x', { name: 'Пётр', phone: '12345' }, 'phone', 'bad_phone'],
    ['/patients/x', { name: 'Пётр', phone: '' }, 'phone', 'bad_phone'],
    ['/patients/x', { name: 'Пётр', language: 'de' }, 'language', 'unknown_value'],
    ['/patients/x', { name: 'Пётр', birthDate: '2025-02-29' }, 'birthDate', 'bad_format'],
    ['/patients/x', { name: 'Пётр', birthDate: '01.02.2003' }, 'birthDate', 'bad_format'],
    ['/patients/x', { name: 'Пётр', guardian: {} }, 'guardian', 'empty'],
    ['/patients/x', { name: 'Пётр', guardian: { phone: '12' } }, 'guardian.phone', 'bad_phone'],
    [
      '/patients/x',
      { name: 'Пётр', guardian: { patientId: 'x' } },
      'guardian.patientId',
      'own_guardian',
    ],
  ];

  test.each(faults)('PUT %s %j → 422 %s %s', async (path, body, field, code) => {
    const { status, headers, body: shown } = await client.put(path, body);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect([status, shown.field, shown.code]).toEqual([422, field, code]);
    expect(shown).toMatchObject({
      type: 'about:blank',
      title: 'Unprocessable Content',
      status: 422,
    });
  });

  test('several faults come together', async () => {
    const { body } = await client.put('/patients/x', { phone: '12', language: 'de' });
    expect(body.errors.map(({ field, code }) => [field, code])).toEqual([
      ['name', 'required'],
      ['phone', 'bad_phone'],
      ['language', 'unknown_value'],
    ]);
    expect(body.field).toBe('name');
  });

  const unknown: [path: string, body: unknown, field: string][] = [
    ['/doctors/x', { name: 'Орлов', clinicId: 'nope' }, 'clinicId'],
    ['/patients/x', { name: 'Пётр', clinicId: 'nope' }, 'clinicId'],
    ['/patients/x', { name: 'Пётр', guardian: { patientId: 'nope' } }, 'guardian.patientId'],
  ];
  test.each(unknown)('PUT %s %j → 404 %s', async (path, body, field) => {
    const { status, body: shown } = await client.put(path, body);
    expect([status, shown.field, shown.code]).toEqual([404, field, 'not_found']);
  });

  test.each(['clinics', 'doctors', 'services', 'patients', 'appointments'])(
    'GET /%s/nope → 404',
    async (what) => {
      const { status, body } = await client.get(`/${what}/nope`);
      expect([status, body.field, body.code]).toEqual([404, 'id', 'not_found']);
    },
  );
});
