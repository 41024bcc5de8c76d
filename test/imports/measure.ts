/** `node test/imports/measure.ts`: 50,000 rows on a real PostgreSQL, by the command line, with rate and peak memory. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../src/app/ids.ts';
import { putClinic, putDoctor } from '../../src/app/registry.ts';
import { leftToPlan, replan } from '../../src/app/replan.ts';
import { systemTimers } from '../../src/app/timers.ts';
import { migrateUrl } from '../../src/store/migrate.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { createDatabase, startPostgres } from '../support/postgres-server.ts';
import { type BigClinic, bytesOf, doctorIds, patientLines, visitLines } from './lists.ts';

const rows = Number(process.argv[2] ?? 50_000);
const firstDay = new Date(Date.now() + 5 * 24 * 3_600_000).toISOString().slice(0, 10);
const big: BigClinic = { patients: Math.ceil(rows / 2), doctors: 50, visits: rows, firstDay };
const print = (line: string) => void process.stdout.write(`${line}\n`);

const server = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), 'zabota-lists-'));
try {
  const url = await createDatabase(server.url, 'measure');
  await migrateUrl(url);
  const store = openPostgres(url);
  const ctx = {
    db: store.db,
    clock: { now: () => new Date() },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    channels: [],
    process: newId(),
    timers: systemTimers,
    templates: [],
    wake: () => {},
  };
  const more = { address: null, directions: null, phone: null, hours: null };
  await putClinic(ctx, { id: 'C-1', name: 'C', zone: 'UTC', languages: ['ru'], ...more });
  for (const id of doctorIds(big))
    await putDoctor(ctx, { id, name: id, clinicId: 'C-1', post: null });

  const bring = (title: string, kind: string, lines: Iterable<string>) => {
    const file = join(folder, `${kind}.csv`);
    writeFileSync(file, bytesOf(lines));
    const args = ['--no-webstorage', 'src/entry/cli.ts', 'import', kind, file];
    const run = spawnSync(process.execPath, args, {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, DATABASE_URL: url },
      encoding: 'utf8',
    });
    print(`\n${title} (exit ${run.status})\n${run.stdout.trim()}\n${run.stderr.trim()}`);
  };
  const plan = async () => {
    const began = performance.now();
    const left = await leftToPlan(ctx);
    await replan(ctx);
    const seconds = (performance.now() - began) / 1000;
    print(`planned: ${left} patients in ${seconds.toFixed(1)} s`);
  };
  bring('new patients', 'patients', patientLines(big));
  bring('new visits', 'visits', visitLines(big));
  await plan();
  bring('the same visits again', 'visits', visitLines(big));
  bring('all of them moved', 'visits', visitLines(big, { shiftMin: 5, version: 2 }));
  await store.close();
} finally {
  rmSync(folder, { recursive: true });
  await server.stop();
}
