/**
 * Each list in `fixtures/` is brought as it is, byte for byte, and compared with its report beside it: what
 * was said of it, and what is recorded since. `vitest -u` writes the reports anew, to be read in the diff.
 */

import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gte } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import type { ImportEntry } from '../../src/app/import-queries.ts';
import { toLocal } from '../../src/domain/time.ts';
import { importKinds } from '../../src/domain/words.ts';
import { faultsOf } from '../../src/store/imports.ts';
import { appointment, patient, reason } from '../../src/store/schema.ts';
import { asked } from './cases.ts';
import { bring, fixtureClinic, now, zone } from './clinic.ts';

const folder = join(import.meta.dirname, 'fixtures');
const names = globSync('*.csv', { cwd: folder })
  .map((file) => basename(file, '.csv'))
  .sort();

test('there are sixty of them or more, of every kind', () => {
  expect(names.length).toBeGreaterThanOrEqual(60);
  expect(new Set(names.map(kindOf))).toEqual(new Set(importKinds));
  for (const name of Object.keys(asked)) expect(names).toContain(name);
});

describe('the report of', () => {
  test.each(names)('%s', async (name) => {
    const { ctx, close } = await fixtureClinic();
    const bytes = new Uint8Array(readFileSync(join(folder, `${name}.csv`)));
    const run = await bring(ctx, kindOf(name), bytes, asked[name]);
    const report = [...(await saidOf(ctx, run)), ...(await recorded(ctx))].join('\n');
    await expect(`${report}\n`).toMatchFileSnapshot(join(folder, `${name}.report.txt`));
    await close();
  });
});

const kindOf = (name: string) => {
  const kind = importKinds.find((one) => name.startsWith(one));
  if (!kind) throw new Error(`${name} is a list of no kind`);
  return kind;
};

async function saidOf({ db }: Context, run: ImportEntry): Promise<string[]> {
  const why = [run.code, run.field].filter((part) => part !== null).join(': ');
  const counts = Object.entries(run.counts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const faults = await faultsOf(db, { runId: run.id, skip: 0, limit: 200 });
  return [
    `${run.state}${why && ` (${why})`}`,
    counts.map(([name, count]) => `${name} ${count}`).join(' · '),
    ...faults.map(({ line, field, code }) => `line ${line} ${field ?? '-'} ${code}`),
    ...run.samples.map(
      ({ outcome, ...sample }) => `e.g. ${outcome} ${Object.values(sample).join(' ')}`,
    ),
  ].filter((line) => line !== '');
}

const since = new Date(now);

/** What is there, or different, only since the list was brought. */
async function recorded({ db }: Context): Promise<string[]> {
  const visits = await db
    .select()
    .from(appointment)
    .where(gte(appointment.updatedAt, since))
    .orderBy(appointment.id);
  const people = await db
    .select()
    .from(patient)
    .where(gte(patient.updatedAt, since))
    .orderBy(patient.id);
  const reasons = await db.select().from(reason).orderBy(reason.patientId, reason.dueAt);
  const local = (at: Date) => `${toLocal(at, zone).date} ${toLocal(at, zone).time}`;
  return [
    ...visits.map((row) =>
      [
        ...['visit', row.id, row.patientId, row.doctorId, row.clinicId, row.serviceId ?? '-'],
        ...[local(row.startsAt), `${row.durationMin} min`, row.status, `v${row.version}`],
        ...(row.absentAt ? ['absent'] : []),
      ].join(' '),
    ),
    ...people.map((row) =>
      [
        'patient',
        row.id,
        row.name,
        row.phone,
        row.language,
        row.birthDate,
        JSON.stringify(row.guardian),
      ].join(' | '),
    ),
    ...reasons.map((row) =>
      [
        'recall',
        row.patientId,
        row.purpose,
        local(row.dueAt),
        row.doctorId ?? '-',
        JSON.stringify(row.evidence),
      ].join(' '),
    ),
  ];
}
