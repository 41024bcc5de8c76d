/** `npm run import`, as an operator runs it. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { putClinic, putDoctor, putPatient } from '../../src/app/registry.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { findAppointment } from '../../src/store/registry.ts';
import { freshContext } from '../support/fresh.ts';
import { freshDatabase } from '../support/postgres.ts';
import { killAll, runEntry } from './child.ts';

vi.setConfig({ testTimeout: 90_000 });
afterEach(killAll);

let folder: string;
let DATABASE_URL: string;
let store: ReturnType<typeof openPostgres>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zabota-import-'));
  DATABASE_URL = await freshDatabase();
  store = openPostgres(DATABASE_URL);
  const { ctx, close } = await freshContext();
  const own = { ...ctx, db: store.db };
  const blank = { address: null, directions: null, phone: null, hours: null };
  await putClinic(own, { id: 'c1', name: 'К', zone: 'Europe/Moscow', languages: ['ru'], ...blank });
  await putDoctor(own, { id: 'd1', name: 'Орлов', clinicId: 'c1', post: null });
  await putPatient(own, {
    ...{ id: 'p1', name: 'Иванова', phone: null, language: 'ru', birthDate: null },
    ...{ guardian: null, clinicId: 'c1', actor: 'test' },
  });
  await close();
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const day = new Date(Date.now() + 7 * 24 * 3_600_000).toISOString().slice(0, 10);
const header = 'id;patientId;doctorId;date;time\n';
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const run = (...args: string[]) => runEntry('cli', { DATABASE_URL }, ['import', ...args]);
const rows = (count: number, minute = '00') =>
  header +
  Array.from({ length: count }, (_, n) => `v${n};p1;d1;${day};${10 + n}:${minute}\n`).join('');

describe('npm run import', () => {
  test('checks, writes, waits for a person, and says so by its exit code', async () => {
    const path = file('visits.csv', rows(5));
    const dry = await run('visits', path, '--dry-run');
    expect([dry.code, dry.out]).toEqual([
      0,
      expect.stringContaining('Nothing was written: this was a dry run.'),
    ]);
    expect(await findAppointment(store.db, 'v0')).toBeNull();
    const written = await run('visits', path);
    expect([written.code, written.err]).toEqual([0, 'reading\ncomparing\nwriting\nplanning\n']);
    expect(written.out).toMatch(/^Written\.\nnew 5 · rows 5/);
    expect(written.out).toMatch(/\d s, \d+ MiB of memory at most\./);
    expect(written.out).toContain('will be planned when the service runs');
    expect(await findAppointment(store.db, 'v4')).not.toBeNull();
    const held = await run('visits', file('moved.csv', rows(5, '30')));
    expect([held.code, held.out]).toEqual([3, expect.stringContaining('waits for a person')]);
  });

  test('names the lines that refuse it, and not what stands in them', async () => {
    const refused = await run(
      'visits',
      file('bad.csv', `${header}v9;Секретов;d1;01.01.0001;10:00\n`),
    );
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('Refused, nothing was written. (rows_faulty)');
    expect(refused.out).toContain('line 2 date: sentinel_date');
    expect(refused.out + refused.err).not.toContain('Секретов');
  });

  test.each([
    ['nothing', []],
    ['no file', ['visits']],
    ['another kind', ['diagnoses', 'x.csv']],
    ['a file that is not there', ['visits', '/nowhere/x.csv']],
    ['an unknown encoding', ['visits', '/nowhere/x.csv', '--encoding', 'koi8']],
    ['an unknown option', ['visits', '/nowhere/x.csv', '--force']],
    ['a day that is none', ['visits', '/nowhere/x.csv', '--snapshot', '--from', '2026-02-31x']],
  ])('refuses %s with what may be said', async (_, args) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toMatch(/^(Usage: npm run import|There is no file)/);
  });
});
