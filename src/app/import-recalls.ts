/**
 * `recalls.csv`: why and when a clinician wanted the patient back. Each becomes a reason with its evidence;
 * a message needs the patient's agreement to that purpose besides.
 */

import type { PatientKey } from '../domain/import-cells.ts';
import { type RecallLine, readRecall } from '../domain/import-rows.ts';
import type { LineNote } from '../domain/imports.ts';
import { overAt } from '../domain/reason-life.ts';
import { massTexts, plainText } from '../domain/reasons.ts';
import { toInstant, toLocal } from '../domain/time.ts';
import type { ReasonState } from '../domain/words.ts';
import {
  appendAudits,
  insertReasons,
  lockPatientIds,
  updateReasons,
} from '../store/import-rows.ts';
import { reasonsOfPatients } from '../store/many.ts';
import { markPlanDue } from '../store/plan-due.ts';
import type { ReasonRow } from '../store/registry.ts';
import type { TxContext } from './context.ts';
import { type Kind, type Numbered, nothingFound, type Scale, type Weighed } from './import-kind.ts';
import { type Found, type FoundPatient, patientFinder } from './import-register.ts';
import { isDeclined } from './reason-check.ts';
import { newReason } from './reason-row.ts';
import { dueTime } from './reason-turns.ts';

interface WeighedRecall extends Weighed {
  readonly isKnown: boolean;
  /** Null if nothing is to be written. */
  readonly row: ReasonRow | null;
  /** What the patient would read. */
  readonly told: Told | null;
}

export const recalls: Kind<RecallLine, WeighedRecall> = {
  kind: 'recalls',
  read: readRecall,
  keyOf: ({ patient, purpose }) => `${keyOfPatient(patient)} ${purpose}`,
  // Of two, what was said at the later visit.
  isNewer: (a, b) => (a.lastVisitOn === b.lastVisitOn ? null : a.lastVisitOn > b.lastVisitOn),
  weigh,
  write,
  scan: () => {
    const said: (Told & { readonly line: number })[] = [];
    return {
      see: (weighed) => {
        for (const { line, told } of weighed) if (told) said.push({ ...told, line });
      },
      finish: async () => ({ ...nothingFound, notes: massNotes(said) }),
    };
  },
};

interface Told {
  readonly patient: string;
  readonly text: string | null;
}

/** A doctor's word for one patient is not a mailing to all. */
function massNotes(said: readonly (Told & { readonly line: number })[]): LineNote[] {
  const mass = massTexts(said);
  return said.flatMap(({ line, text }) =>
    text && mass.has(plainText(text)) ? [{ line, field: 'argument', code: 'mass_list' }] : [],
  );
}

const keyOfPatient = ({ id, name, phone }: PatientKey): string => id ?? `${phone} ${name}`;

async function weigh(
  ctx: TxContext,
  rows: readonly Numbered<RecallLine>[],
  { register, mode, now, actor }: Scale,
): Promise<WeighedRecall[]> {
  const patientOf = await patientFinder(
    ctx,
    rows.map(({ row }) => row.patient),
  );
  const found = rows.map(({ line, row: said }) => ({
    line,
    said,
    patient: patientOf(said.patient),
    doctor: said.doctor === null ? { id: null } : register.doctor(said.doctor),
  }));
  const ids = found.flatMap(({ patient }) => ('code' in patient ? [] : [patient.patient.id]));
  if (mode === 'write') await lockPatientIds(ctx.db, ids);
  const known = Map.groupBy(await reasonsOfPatients(ctx.db, ids), ({ patientId }) => patientId);
  const clinicZone = (id: string | null) => register.zoneOf(id ?? register.places.clinicId ?? '');
  return found.map((one) => weighOne(one, { known, clinicZone, now, actor }));
}

interface Said {
  readonly line: number;
  readonly said: RecallLine;
  readonly patient: FoundPatient;
  readonly doctor: Found | { readonly id: null };
}

interface Beside {
  readonly known: ReadonlyMap<string, readonly ReasonRow[]>;
  readonly clinicZone: (clinicId: string | null) => string;
  readonly now: Date;
  readonly actor: string;
}

function weighOne({ line, said, patient, doctor }: Said, beside: Beside): WeighedRecall {
  const nothing = {
    line,
    isKnown: false,
    row: null,
    told: null,
    sample: { id: said.patient.id ?? '' },
  };
  if ('code' in patient || 'code' in doctor) {
    const notes = [patient, doctor].flatMap((each) => ('code' in each ? [each] : []));
    return { ...nothing, outcome: 'faulty', notes };
  }
  const { id: patientId, erasedAt, clinicId } = patient.patient;
  const sample = { id: patientId, patientId };
  if (erasedAt)
    return {
      ...nothing,
      sample,
      outcome: 'ignored',
      notes: [{ field: 'patientId', code: 'erased' }],
    };
  const zone = beside.clinicZone(clinicId);
  const row = reasonOf(said, { ...beside, patientId, doctorId: doctor.id, zone });
  const own = (beside.known.get(patientId) ?? []).filter(({ purpose }) => purpose === said.purpose);
  const isKnown = (one: ReasonRow) =>
    monthOf(one.dueAt, zone) === monthOf(row.dueAt, zone) || isAnswered(one, said);
  if (own.some(isKnown)) return { ...nothing, sample, outcome: 'same', notes: [] };
  const stopped = stoppedBy(own, row, beside.now);
  if (stopped) return { ...nothing, sample, outcome: 'ignored', notes: [stopped] };
  const told = { patient: patientId, text: said.argument };
  const open = own.find(
    ({ state, evidence }) => state === 'planned' && evidence.importedFrom === source,
  );
  const startsAt = row.dueAt.toISOString();
  return open
    ? {
        ...{
          line,
          isKnown: true,
          row: { ...row, id: open.id, createdAt: open.createdAt },
          told,
          notes: [],
        },
        outcome: 'changed',
        sample: { ...sample, startsAt, from: open.dueAt.toISOString() },
      }
    : {
        line,
        isKnown: false,
        row,
        told,
        notes: [],
        outcome: 'new',
        sample: { ...sample, startsAt },
      };
}

/** The patient has answered an invitation that followed from that visit or a later one. */
const isAnswered = ({ state, evidence }: ReasonRow, said: RecallLine): boolean =>
  ended.includes(state) && String(evidence.lastVisitOn ?? '') >= said.lastVisitOn;
const ended: readonly ReasonState[] = ['later', 'elsewhere', 'declined', 'booked', 'came'];

function stoppedBy(own: readonly ReasonRow[], row: ReasonRow, now: Date) {
  if (isDeclined(own, { purpose: row.purpose, agreed: false }))
    return { field: 'purpose', code: 'declined_before' } as const;
  return overAt(row) < now ? ({ field: 'dueOn', code: 'due_passed' } as const) : null;
}

/** One recall of a purpose in a month, however often it is told and whatever has come of it. */
const monthOf = (at: Date, zone: string): string => toLocal(at, zone).date.slice(0, 7);

const source = 'recalls.csv';

interface Of {
  readonly patientId: string;
  readonly doctorId: string | null;
  readonly zone: string;
  readonly now: Date;
  readonly actor: string;
}

const reasonOf = (said: RecallLine, { patientId, doctorId, zone, now, actor }: Of): ReasonRow =>
  newReason({
    patientId,
    purpose: said.purpose,
    kind: said.purpose,
    intervalMonths: said.intervalMonths,
    argument: said.argument,
    doctorId,
    dueAt: toInstant({ local: `${said.dueOn}T${dueTime}`, zone }),
    evidence: {
      importedFrom: source,
      lastVisitOn: said.lastVisitOn,
      ...(said.intervalMonths !== null && { intervalMonths: said.intervalMonths }),
      dueOn: said.dueOn,
    },
    createdBy: actor,
    createdAt: now,
  });

async function write(
  ctx: TxContext,
  weighed: readonly WeighedRecall[],
  actor: string,
): Promise<void> {
  const at = ctx.clock.now();
  const writes = weighed.flatMap(({ row, isKnown }) => (row ? [{ row, isKnown }] : []));
  await insertReasons(
    ctx.db,
    writes.filter(({ isKnown }) => !isKnown).map(({ row }) => row),
  );
  await updateReasons(
    ctx.db,
    writes.filter(({ isKnown }) => isKnown).map(({ row }) => row),
  );
  await markPlanDue(
    ctx.db,
    writes.map(({ row }) => row.patientId),
  );
  await appendAudits(
    ctx.db,
    writes.map(({ row: { patientId, purpose }, isKnown }) => ({
      ...{ at, actor, subject: `patient:${patientId}`, details: { purpose } },
      action: isKnown ? 'recall_changed' : 'recall_imported',
    })),
  );
}
