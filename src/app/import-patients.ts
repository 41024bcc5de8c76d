/** `patients.csv`. A column that the list does not have, and a cell that could not be read, leave what is recorded. */

import { type PatientLine, readPatientLine } from '../domain/import-rows.ts';
import {
  appendAudits,
  insertPatients,
  lockPatientIds,
  updatePatients,
} from '../store/import-rows.ts';
import { findPatients } from '../store/many.ts';
import { markPlanDue } from '../store/plan-due.ts';
import type { PatientRow } from '../store/registry.ts';
import { Collision, type TxContext } from './context.ts';
import { type Kind, type Numbered, nothingFound, type Scale, type Weighed } from './import-kind.ts';
import { limitAuthority } from './registry.ts';

interface WeighedPatient extends Weighed {
  readonly known: PatientRow | null;
  /** Null if nothing is to be written. */
  readonly row: PatientRow | null;
}

export const patients: Kind<PatientLine, WeighedPatient> = {
  kind: 'patients',
  read: readPatientLine,
  keyOf: ({ id }) => id,
  isNewer: () => null,
  weigh,
  write,
  scan: () => ({ see: () => {}, finish: async () => nothingFound }),
};

async function weigh(
  ctx: TxContext,
  rows: readonly Numbered<PatientLine>[],
  { mode, now }: Scale,
): Promise<WeighedPatient[]> {
  const ids = rows.map(({ row }) => row.id);
  if (mode === 'write') await lockPatientIds(ctx.db, ids);
  const known = new Map((await findPatients(ctx.db, ids)).map((row) => [row.id, row]));
  return rows.map(({ line, row: said }) => {
    const before = known.get(said.id) ?? null;
    return { line, sample: { id: said.id }, known: before, ...comesTo(said, before, now) };
  });
}

type Came = Pick<WeighedPatient, 'outcome' | 'row' | 'notes'>;

function comesTo(said: PatientLine, known: PatientRow | null, now: Date): Came {
  // The clinic system may go on telling of somebody who was forgotten here.
  if (known?.erasedAt)
    return { outcome: 'ignored', row: null, notes: [{ field: 'id', code: 'erased' }] };
  if (!known)
    return {
      outcome: 'new',
      row: { ...blank, createdAt: now, updatedAt: now, ...said },
      notes: [],
    };
  const guardian = said.guardian && { ...patientIdOf(known), ...said.guardian };
  const row = { ...known, ...said, ...(guardian && { guardian }) };
  return isSame(known, row)
    ? { outcome: 'same', row: null, notes: [] }
    : { outcome: 'changed', row: { ...row, updatedAt: now }, notes: [] };
}

const patientIdOf = ({ guardian }: PatientRow) =>
  guardian?.patientId ? { patientId: guardian.patientId } : {};

const isSame = (a: PatientRow, b: PatientRow): boolean =>
  (['name', 'phone', 'language', 'birthDate', 'clinicId'] as const).every(
    (field) => a[field] === b[field],
  ) &&
  a.guardian?.name === b.guardian?.name &&
  a.guardian?.phone === b.guardian?.phone;

const blank = {
  phone: null,
  language: null,
  birthDate: null,
  guardian: null,
  clinicId: null,
  erasedAt: null,
};

async function write(
  ctx: TxContext,
  weighed: readonly WeighedPatient[],
  actor: string,
): Promise<void> {
  const at = ctx.clock.now();
  const writes = weighed.flatMap(({ row, known }) => (row ? [{ row, known }] : []));
  const fresh = writes.filter(({ known }) => known === null).map(({ row }) => row);
  const changed = writes.filter(({ known }) => known !== null);
  // Whoever has told of one of them in the meantime may have told something else.
  if ((await insertPatients(ctx.db, fresh)).length < fresh.length) throw new Collision();
  await updatePatients(
    ctx.db,
    changed.map(({ row }) => row),
  );
  await appendAudits(
    ctx.db,
    writes.map(({ row: { id } }) => ({
      ...{ at, actor, action: 'patient_put', subject: `patient:${id}`, details: {} },
    })),
  );
  for (const { row, known } of changed)
    if (known?.birthDate !== row.birthDate) await limitAuthority(ctx, row);
  await markPlanDue(
    ctx.db,
    changed.map(({ row }) => row.id),
  );
}
