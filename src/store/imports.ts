/** Lists of the clinic system: each run of one, and what was said of its lines. */

import { and, asc, desc, eq, getTableColumns, inArray, lt, sql } from 'drizzle-orm';
import { appendingMany } from './bulk.ts';
import { type Db, rows } from './db.ts';
import { insertingNew, lookup, updating } from './row.ts';
import { importFault, importRun } from './schema.ts';
import { written } from './statement.ts';

export type ImportRow = typeof importRun.$inferSelect;
/** What is held may be megabytes of patients' data: read only to be written. */
export type ImportEntry = Omit<ImportRow, 'held'>;
export type ImportFaultRow = typeof importFault.$inferSelect;

/** False where another request with this key was faster. */
export const insertImport = insertingNew(importRun);

const { held: _, ...shown } = getTableColumns(importRun);
const anId = sql.placeholder('id');

const importById = lookup((db) => db.select(shown).from(importRun).where(eq(importRun.id, anId)));
export const findImport = (db: Db, id: string): Promise<ImportEntry | null> =>
  importById(db, { id });

const importByKey = lookup((db) =>
  db
    .select(shown)
    .from(importRun)
    .where(eq(importRun.requestKey, sql.placeholder('key'))),
);
export const findImportByKey = (db: Db, key: string): Promise<ImportEntry | null> =>
  importByKey(db, { key });

const lockedImport = lookup((db) =>
  db.select().from(importRun).where(eq(importRun.id, anId)).for('no key update'),
);
export const lockImport = (db: Db, id: string): Promise<ImportRow | null> =>
  lockedImport(db, { id });

const changedImport = updating(importRun, eq(importRun.id, anId), {
  aliveAt: sql`clock_timestamp()`,
});
export const updateImport = (
  db: Db,
  id: string,
  set: Partial<typeof importRun.$inferInsert>,
): Promise<void> => changedImport(db, { id }, set);

/** Newest first; `before` is the last id of the page before. */
export async function listImports(
  db: Db,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<ImportEntry[]> {
  return db
    .select(shown)
    .from(importRun)
    .where(before === undefined ? undefined : lt(importRun.id, before))
    .orderBy(desc(importRun.id))
    .limit(limit);
}

export async function countHeld(db: Db): Promise<number> {
  return db.$count(importRun, eq(importRun.state, 'held'));
}

export const insertFaults = appendingMany(importFault);

/** Of lists that were brought before. */
export async function dropFaults(db: Db, before: Date): Promise<void> {
  const old = db
    .select({ id: importRun.id })
    .from(importRun)
    .where(lt(importRun.createdAt, before));
  await db.delete(importFault).where(inArray(importFault.runId, old));
}

export interface FaultQuery {
  readonly runId: string;
  /** How many come before. */
  readonly skip: number;
  readonly limit: number;
  /** Only these. */
  readonly codes?: readonly ImportFaultRow['code'][] | undefined;
}

/** In the order of the lines. */
export async function faultsOf(
  db: Db,
  { runId, skip, limit, codes }: FaultQuery,
): Promise<ImportFaultRow[]> {
  return db
    .select()
    .from(importFault)
    .where(and(eq(importFault.runId, runId), codes && inArray(importFault.code, [...codes])))
    .orderBy(asc(importFault.line), asc(importFault.code), asc(importFault.field))
    .offset(skip)
    .limit(limit);
}

const onlyOne = written<{ ours: boolean }>(
  sql`select pg_try_advisory_xact_lock(hashtextextended('zabota:import', 0)) as ours`,
);
/** One list is written at a time; false while another one is. */
export const lockImports = async (db: Db): Promise<boolean> =>
  (await onlyOne(db))[0]?.ours ?? false;

/** A newer schedule has been written: what waited before it speaks of a day that is gone. */
export async function supersedeHeld(
  db: Db,
  { keep, kind, at }: { keep: string; kind: string; at: Date },
): Promise<void> {
  await rows(
    db,
    sql`update import_run set state = 'refused', code = 'superseded', held = null,
        decided_at = ${at.toISOString()}::timestamptz, decided_by = 'system'
      where state = 'held' and kind = ${kind} and id <> ${keep}`,
  );
}

/** Nobody agreed in time; or the process that read it is gone, by its last sign of life in real time. */
export async function endOverdue(
  db: Db,
  { heldBefore, silentMs, at }: { heldBefore: Date; silentMs: number; at: Date },
): Promise<void> {
  await rows(
    db,
    sql`update import_run set state = 'refused', held = null, progress = null,
        code = case when state = 'held' then 'too_old' else 'interrupted' end,
        decided_at = ${at.toISOString()}::timestamptz, decided_by = 'system'
      where (state = 'held' and created_at < ${heldBefore.toISOString()}::timestamptz)
        or (state = 'running' and alive_at < clock_timestamp() - ${silentMs}::int * interval '1 millisecond')`,
  );
}

/** What waits and speaks of this patient, by id or number, waits no longer. */
export async function dropHeldAbout(
  db: Db,
  { patientId, at }: { patientId: string; at: Date },
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`update import_run set state = 'refused', code = 'erased', held = null,
        decided_at = ${at.toISOString()}::timestamptz, decided_by = 'erasure'
      where state = 'held' and exists (select 1 from patient where patient.id = ${patientId}
        and (position(to_json(patient.id)::text in held) > 0 or position(to_json(phone)::text in held) > 0))
      returning id`,
  );
  return found.map(({ id }) => id);
}
