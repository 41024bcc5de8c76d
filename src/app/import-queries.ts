/** What lists have come to, for the API and the console. */

import { rowFaults, rowNotes } from '../domain/imports.ts';
import { countAbsent, listAbsent } from '../store/import-rows.ts';
import {
  countHeld,
  faultsOf,
  findImport,
  type ImportEntry,
  type ImportFaultRow,
  listImports,
} from '../store/imports.ts';
import { findPatients } from '../store/many.ts';
import { countPlanDue } from '../store/plan-due.ts';
import type { PatientRow } from '../store/registry.ts';
import type { Context } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import type { Page } from './queries-api.ts';

export type { ImportEntry, ImportFaultRow } from '../store/imports.ts';

export const readImport = async (ctx: Context, id: string): Promise<Outcome<ImportEntry>> => {
  const run = await findImport(ctx.db, id);
  return run ? ok(run) : notFound('id', 'import');
};

/** Newest first. */
export async function readImports(
  ctx: Context,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<Page<ImportEntry, string>> {
  const rows = await listImports(ctx.db, { before: after, limit: limit + 1 });
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** In the order of the lines; `skip` of them come before. */
export async function readFaults(
  ctx: Context,
  { id, skip, limit }: { id: string; skip: number; limit: number },
): Promise<Page<ImportFaultRow, number>> {
  const rows = await faultsOf(ctx.db, { runId: id, skip, limit: limit + 1 });
  return { items: rows.slice(0, limit), next: rows.length > limit ? skip + limit : null };
}

/** All of them, for a file. */
export async function readEveryFault(ctx: Context, id: string): Promise<ImportFaultRow[]> {
  const all: ImportFaultRow[] = [];
  for (;;) {
    const page = { runId: id, skip: all.length, limit: faultsEach };
    const rows = await faultsOf(ctx.db, page);
    all.push(...rows);
    if (rows.length < faultsEach) return all;
  }
}

const faultsEach = 5_000;
const shownMax = 100;

export interface ImportReport {
  readonly run: ImportEntry;
  readonly faults: readonly ImportFaultRow[];
  readonly notes: readonly ImportFaultRow[];
  /** Of the samples, by id. */
  readonly patients: ReadonlyMap<string, PatientRow>;
  /** How many patients' messages are still to be planned. */
  readonly toPlan: number;
}

/** As the desk sees it. */
export async function readReport(ctx: Context, id: string): Promise<ImportReport | null> {
  const run = await findImport(ctx.db, id);
  if (!run) return null;
  const page = { runId: id, skip: 0, limit: shownMax };
  const ids = run.samples.map((sample) => sample.patientId ?? sample.id);
  const patients = await findPatients(ctx.db, ids);
  return {
    run,
    faults: await faultsOf(ctx.db, { ...page, codes: rowFaults }),
    notes: await faultsOf(ctx.db, { ...page, codes: rowNotes }),
    patients: new Map(patients.map((row) => [row.id, row])),
    toPlan: run.state === 'applied' ? await countPlanDue(ctx.db) : 0,
  };
}

const absentMax = 200;

export type AbsentVisit = Awaited<ReturnType<typeof listAbsent>>[number];

/** Visits that the schedule no longer has: a person has to say what became of them. */
export const readAbsent = (ctx: Context): Promise<AbsentVisit[]> =>
  listAbsent(ctx.db, { now: ctx.clock.now(), limit: absentMax });

/** What of the lists waits for a person. */
export async function countWaiting(ctx: Context): Promise<number> {
  const [held, absent] = await Promise.all([
    countHeld(ctx.db),
    countAbsent(ctx.db, ctx.clock.now()),
  ]);
  return held + absent;
}
