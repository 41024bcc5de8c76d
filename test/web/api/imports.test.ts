import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isScheduleStale } from '../../../src/domain/imports.ts';
import { createHealth } from '../../../src/web/health.ts';
import { createMetrics } from '../../../src/web/metrics.ts';
import { answered, type Client, createClient, furnish, visit } from './client.ts';

let client: Client;
beforeEach(async () => {
  client = await createClient();
  await furnish(client);
});
afterEach(() => client.close());

const header = 'id,patientId,doctorId,startsAt,version\n';
const row = (id: string, at: string, version = 1, patientId = 'p1') =>
  `${id},${patientId},d1,${at},${version}\n`;

async function send(
  path: string,
  body: BodyInit,
  headers: Record<string, string> = { 'content-type': 'text/csv' },
) {
  return answered(await client.raw(path, { method: 'POST', body, headers }));
}

const day = (count: number, hour: number, version: number) =>
  header +
  Array.from({ length: count }, (_, n) =>
    row(`v${n}`, `2026-03-${10 + n} ${hour}:00`, version),
  ).join('');

describe('POST /imports/{kind}', () => {
  test('writes a list and answers with its report', async () => {
    const { status, body } = await send('/imports/visits?filename=march.csv', day(3, 10, 1));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ kind: 'visits', state: 'applied', code: null, filename: 'march.csv', dryRun: false },
      counts: { rows: 3, new: 3, faulty: 0, ahead: 0, aheadChanged: 0 },
      samples: [
        { outcome: 'new', id: 'v0', patientId: 'p1', startsAt: '2026-03-10T07:00:00.000Z' },
        {},
        {},
      ],
      createdBy: 'api',
    });
    expect((await client.get('/appointments/v2')).body).toMatchObject({ version: 1 });
  });

  test('takes windows-1251, a form with a file, and a body that is called nothing', async () => {
    const text = Uint8Array.from(
      [...'id;name\nq1;'].map((one) => one.charCodeAt(0)).concat([0xcc, 0xe0, 0xf8, 0xe0, 10]),
    );
    expect((await send('/imports/patients', text)).body).toMatchObject({ counts: { new: 1 } });
    expect((await client.get('/patients/q1')).body).toMatchObject({ name: 'Маша' });
    const form = new FormData();
    form.set('file', new File(['id;name\nq2;Ким\n'], 'p.csv', { type: 'text/csv' }));
    expect((await send('/imports/patients', form, {})).body).toMatchObject({ counts: { new: 1 } });
    const bare = await send('/imports/patients', 'id;name\nq3;Ли\n', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(bare.body).toMatchObject({ counts: { new: 1 } });
  });

  test('only looks in a dry run', async () => {
    const { status, body } = await send(
      '/imports/visits?dryRun=true',
      day(3, 10, 1) + row('bad', '01.01.0001'),
    );
    expect([status, body.state, body.code]).toEqual([200, 'dry', 'rows_faulty']);
    expect(body.counts).toMatchObject({ new: 3, faulty: 1 });
    expect((await client.get('/appointments/v0')).status).toBe(404);
  });

  test('names the lines that refuse it, and never what stands in them', async () => {
    const { status, body, headers } = await send(
      '/imports/visits',
      `${header}${row('v1', '0001-01-01')}${row('v2', '2026-03-10 10:00', 1, 'Секретов')}`,
    );
    expect(status).toBe(422);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({
      ...{ code: 'rows_faulty', field: null },
      errors: [
        { field: '2.startsAt', code: 'sentinel_date' },
        { field: '3.patientId', code: 'unknown_patient' },
      ],
      import: { state: 'refused', counts: { rows: 2, faulty: 2 } },
    });
    expect(JSON.stringify(body)).not.toContain('Секретов');
  });

  test('names the column that refuses it', async () => {
    const { status, body } = await send(
      '/imports/visits',
      'id,patientId,doctorId,startsAt,Diagnosis\nv,p1,d1,2026-03-10 10:00,K02\n',
    );
    expect([status, body.code, body.field]).toEqual([422, 'diagnosis_column', 'Diagnosis']);
  });

  test('waits with what changes too much, 202, until somebody agrees', async () => {
    await send('/imports/visits', day(10, 10, 1));
    const held = await send('/imports/visits', day(3, 12, 2));
    expect([held.status, held.body.state, held.body.code]).toEqual([202, 'held', 'many_changes']);
    const said = await client.post(`/imports/${held.body.id}/decision`, { decision: 'agreed' });
    expect(said.body).toMatchObject({
      state: 'applied',
      decidedBy: 'api',
      counts: { moved: 3, ahead: 10 },
    });
    expect((await client.get('/appointments/v0')).body).toMatchObject({
      startsAt: '2026-03-10T09:00:00.000Z',
    });
    const again = await client.post(`/imports/${held.body.id}/decision`, { decision: 'agreed' });
    expect([again.status, again.body.code]).toEqual([409, 'not_held']);
  });

  test('answers the same key with what came of it the first time', async () => {
    const headers = { 'content-type': 'text/csv', 'idempotency-key': 'night-7' };
    const first = await send('/imports/visits', day(1, 10, 1), headers);
    const again = await send('/imports/visits', day(2, 10, 1), headers);
    expect(again.body.id).toBe(first.body.id);
    expect((await client.get('/imports')).body.items).toHaveLength(1);
  });

  test.each([
    ['another kind', '/imports/diagnoses', {}, 422, 'unknown_value', 'kind'],
    ['JSON', '/imports/visits', { 'content-type': 'application/json' }, 415, 'not_csv', null],
    [
      'days the wrong way round',
      '/imports/visits?from=2026-03-02&until=2026-03-01',
      {},
      422,
      'before_from',
      'until',
    ],
    ['a clinic that is not', '/imports/visits?clinicId=c9', {}, 422, 'clinic_needed', 'clinicId'],
    [
      'an encoding that is not',
      '/imports/visits?encoding=koi8',
      {},
      422,
      'unknown_value',
      'encoding',
    ],
  ])('refuses %s', async (_, path, headers, status, code, field) => {
    const { status: got, body } = await send(path, header, headers);
    expect([got, body.code, body.field]).toEqual([status, code, field]);
  });

  test('takes more than a MiB, and no more than sixteen', async () => {
    const padded = day(1, 10, 1) + '\n'.repeat(2 * 1024 * 1024);
    expect((await send('/imports/visits', padded)).status).toBe(200);
    expect((await send('/imports/visits', new Uint8Array(17 * 1024 * 1024))).status).toBe(413);
  });
});

describe('GET /imports', () => {
  test('lists them newest first, page by page, and none twice', async () => {
    for (let n = 0; n < 3; n += 1)
      await send(`/imports/patients?filename=${n}.csv`, 'id,name\np1,A\n');
    const first = (await client.get('/imports?limit=2')).body;
    expect(first.items.map(({ filename }) => filename)).toEqual(['2.csv', '1.csv']);
    const second = (await client.get(`/imports?limit=2&cursor=${first.next}`)).body;
    expect(second.items.map(({ filename }) => filename)).toEqual(['0.csv']);
    expect(second.next).toBeNull();
  });

  test('shows one with its lines, page by page', async () => {
    const { body } = await send(
      '/imports/visits',
      header + Array.from({ length: 5 }, (_, n) => row(`v${n}`, 'x')).join(''),
    );
    const { id } = (body as unknown as { import: { id: string } }).import;
    const pages: unknown[] = [];
    for (let cursor = ''; ; ) {
      const page = (await client.get(`/imports/${id}?limit=2${cursor}`)).body as unknown as {
        faults: { items: { line: number }[]; next: string | null };
      };
      pages.push(page.faults.items.map(({ line }) => line));
      if (!page.faults.next) break;
      cursor = `&cursor=${page.faults.next}`;
    }
    expect(pages).toEqual([[2, 3], [4, 5], [6]]);
    expect((await client.get('/imports/x')).status).toBe(404);
  });
});

describe('absences', () => {
  test('are listed, and settled by a word', async () => {
    await send('/imports/visits', day(8, 10, 1));
    const rest =
      header +
      [...Array(8).keys()]
        .filter((n) => n !== 3)
        .map((n) => row(`v${n}`, `2026-03-${10 + n} 10:00`))
        .join('');
    expect((await send('/imports/visits?snapshot=true', rest)).body).toMatchObject({
      counts: { absent: 1 },
    });
    expect((await client.get('/absences')).body.items).toMatchObject([
      { id: 'v3', patientId: 'p1', clinicId: 'c1', startsAt: '2026-03-13T07:00:00.000Z' },
    ]);
    expect((await client.post('/absences/v3', { decision: 'still_on' })).status).toBe(204);
    expect((await client.get('/absences')).body.items).toEqual([]);
    expect((await client.post('/absences/v3', { decision: 'still_on' })).body.code).toBe(
      'not_absent',
    );
    expect((await client.post('/absences/v99', { decision: 'still_on' })).status).toBe(404);
  });
});

describe('POST /clinics/{id}/schedule-told', () => {
  const ready = async () => (await createHealth(client.ctx).request('/ready')).json();
  const metrics = async () => (await createMetrics(client.ctx).request('/')).text();

  test('begins the promise, which health and metrics watch', async () => {
    expect(await ready()).not.toHaveProperty('schedules');
    const { status, body } = await client.post('/clinics/c1/schedule-told');
    expect([status, body.scheduleToldAt]).toEqual([200, '2026-03-01T09:00:00.000Z']);
    expect(await ready()).toMatchObject({ schedules: [{ clinic: 'c1', state: 'ok' }] });
    client.clock.set('2026-03-02T09:00:01Z');
    expect(await ready()).toMatchObject({
      status: 'ready',
      schedules: [{ clinic: 'c1', state: 'stale' }],
    });
    expect(await metrics()).toContain('zabota_schedule_stale{clinic="c1"} 1');
    await client.put('/appointments/v1', visit);
    expect(await metrics()).toContain('zabota_schedule_stale{clinic="c1"} 0');
    expect((await client.post('/clinics/c9/schedule-told')).status).toBe(404);
  });

  test('a visit alone promises nothing', async () => {
    await client.put('/appointments/v1', visit);
    expect(await ready()).not.toHaveProperty('schedules');
  });

  test('a day is still fresh, a moment more is not', () => {
    const at = new Date('2026-03-01T09:00:00Z');
    const isStaleAfter = (ms: number) => isScheduleStale(at, new Date(at.getTime() + ms));
    expect([isStaleAfter(24 * 3_600_000), isStaleAfter(24 * 3_600_000 + 1)]).toEqual([false, true]);
    expect(isScheduleStale(null, at)).toBe(false);
  });
});
