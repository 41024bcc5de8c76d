/** `visits.csv`: by the very rules of PUT /appointments, some hundred visits at a time. */

import { readVisit, type VisitLine } from '../domain/import-rows.ts';
import type { RowOutcome } from '../domain/imports.ts';
import { appendAudits, insertVisits, lockVisits, updateVisits } from '../store/import-rows.ts';
import { findAppointments } from '../store/many.ts';
import { markPlanDue } from '../store/plan-due.ts';
import type { AppointmentRow } from '../store/registry.ts';
import { hear, sameFacts, settleChange } from './appointments.ts';
import { Collision, remembering, type TxContext } from './context.ts';
import type { Kind, Numbered, Scale, Weighed } from './import-kind.ts';
import { type Found, type FoundPatient, patientFinder } from './import-register.ts';
import { scanVisits } from './import-scan.ts';
import type { AppointmentInput } from './visit-row.ts';
import { noteOf } from './visit-trail.ts';

export interface WeighedVisit extends Weighed {
  readonly said: VisitLine;
  readonly known: AppointmentRow | null;
  /** Null if nothing is to be written. */
  readonly row: AppointmentRow | null;
}

export const visits: Kind<VisitLine, WeighedVisit> = {
  kind: 'visits',
  read: readVisit,
  keyOf: ({ id }) => id,
  isNewer: (a, b) => {
    if (a.version === null || b.version === null || a.version === b.version) return null;
    return a.version > b.version;
  },
  weigh,
  write,
  scan: scanVisits,
};

async function weigh(
  ctx: TxContext,
  rows: readonly Numbered<VisitLine>[],
  { register, mode, actor }: Scale,
): Promise<WeighedVisit[]> {
  const patientOf = await patientFinder(
    ctx,
    rows.map(({ row }) => row.patient),
  );
  const read = mode === 'write' ? lockVisits : findAppointments;
  const ids = rows.map(({ row }) => row.id);
  const known = new Map((await read(ctx.db, ids)).map((visit) => [visit.id, visit]));
  const reading = remembering(ctx);
  return Promise.all(
    rows.map(({ line, row: said }) =>
      weighOne(reading, {
        line,
        said,
        known: known.get(said.id) ?? null,
        patient: patientOf(said.patient),
        doctor: register.doctor(said.doctor),
        service: said.service === null ? { id: null } : register.service(said.service),
        actor,
      }),
    ),
  );
}

interface Said {
  readonly line: number;
  readonly said: VisitLine;
  readonly known: AppointmentRow | null;
  readonly patient: FoundPatient;
  readonly doctor: Found;
  readonly service: Found | { readonly id: null };
  readonly actor: string;
}

async function weighOne(ctx: TxContext, one: Said): Promise<WeighedVisit> {
  const { line, said, known, patient, doctor, service, actor } = one;
  const { id, clinicId, durationMin, status, version } = said;
  if ('code' in patient || 'code' in doctor || 'code' in service) {
    const notes = [patient, doctor, service].flatMap((each) => ('code' in each ? [each] : []));
    return { line, said, known, row: null, notes, outcome: 'faulty', sample: { id } };
  }
  const patientId = patient.patient.id;
  const input: AppointmentInput = {
    ...{ id, patientId, clinicId, durationMin, status, version, actor },
    doctorId: doctor.id,
    serviceId: service.id,
    startsAt: new Date(said.startsAt),
  };
  const weighed = await comesTo(ctx, input, known);
  const from = weighed.outcome === 'moved' && known ? { from: known.startsAt.toISOString() } : {};
  const sample = { id, patientId, startsAt: said.startsAt, ...from };
  return { line, said, known, sample, ...weighed };
}

type Came = Pick<WeighedVisit, 'outcome' | 'row' | 'notes'>;

async function comesTo(
  ctx: TxContext,
  input: AppointmentInput,
  known: AppointmentRow | null,
): Promise<Came> {
  const told = await hear(ctx, input, known);
  switch (told.type) {
    case 'reused':
      return {
        outcome: 'faulty',
        row: null,
        notes: [{ field: 'version', code: 'version_reused' }],
      };
    case 'older':
      return { outcome: 'older', row: null, notes: [{ field: 'version', code: 'older_version' }] };
    case 'same':
      return { outcome: 'same', row: heardAgain(told.known), notes: [] };
    case 'news': {
      const outcome = known ? outcomeOf(known, told.row) : 'new';
      // A list without versions tells the same each night.
      const isOld = outcome === 'same' && known && input.version === null;
      return { outcome, row: isOld ? heardAgain(known) : told.row, notes: [] };
    }
  }
}

/** It is in the schedule after all. */
const heardAgain = (known: AppointmentRow): AppointmentRow | null =>
  known.absentAt || known.stillOnAt ? { ...known, absentAt: null, stillOnAt: null } : null;

function outcomeOf(known: AppointmentRow, row: AppointmentRow): RowOutcome {
  if (sameFacts(known, row)) return 'same';
  if (row.status === 'cancelled') return known.status === 'cancelled' ? 'changed' : 'cancelled';
  if (row.scheduleVersion !== known.scheduleVersion) return 'moved';
  return sameFacts({ ...known, status: row.status }, row) ? 'status' : 'changed';
}

async function write(
  ctx: TxContext,
  weighed: readonly WeighedVisit[],
  actor: string,
): Promise<void> {
  const at = ctx.clock.now();
  const writes = weighed.flatMap(({ row, known, outcome }) =>
    row ? [{ row, known, outcome }] : [],
  );
  const fresh = writes.filter(({ known }) => known === null).map(({ row }) => row);
  const changed = writes.filter(({ known }) => known !== null);
  // Whoever has told of one of them in the meantime has told something else.
  if ((await insertVisits(ctx.db, fresh)).length < fresh.length) throw new Collision();
  await updateVisits(
    ctx.db,
    changed.map(({ row }) => row),
  );
  const news = writes.filter(({ outcome }) => outcome !== 'same');
  await appendAudits(
    ctx.db,
    news.map(({ row, known }) => ({ at, actor, ...noteOf(row, known) })),
  );
  for (const { row, known } of news) if (known) await settleChange(ctx, row, { known, actor });
  await markPlanDue(ctx.db, whosePlans(writes, at));
}

/** New visits of the past are remembered, not planned for. */
const whosePlans = (
  writes: readonly Pick<WeighedVisit, 'row' | 'known'>[],
  now: Date,
): readonly string[] =>
  writes.flatMap(({ row, known }) =>
    known || (row && row.startsAt > now)
      ? [known?.patientId, row?.patientId].flatMap((id) => id ?? [])
      : [],
  );
