/**
 * Lists of the clinic system. A list is read and compared before anything is locked; what may be written is
 * written in one transaction by the same code, or nothing is.
 */

import {
  type ImportCode,
  type ImportOptions,
  type ImportProgress,
  needsAgreement,
} from '../domain/imports.ts';
import { dayMs } from '../domain/time.ts';
import type { ImportKind } from '../domain/words.ts';
import {
  dropFaults,
  findImport,
  findImportByKey,
  type ImportEntry,
  insertFaults,
  insertImport,
  updateImport,
} from '../store/imports.ts';
import { type Context, transact } from './context.ts';
import { newId } from './ids.ts';
import { kinds } from './import-kinds.ts';
import type { Notebook } from './import-notes.ts';
import { type ReadList, readList } from './import-read.ts';
import { openRegister, type Register } from './import-register.ts';
import { goThrough, heldText, type Seen } from './import-rows.ts';
import { applyList } from './import-write.ts';
import { codeOf } from './queries-api.ts';

export interface ListInput {
  readonly kind: ImportKind;
  readonly filename: string;
  readonly bytes: Uint8Array;
  readonly options: ImportOptions;
  /** The same request again is answered with what came of it before. */
  readonly requestKey: string | null;
  /** `api`, `cli` or `staff:<id>`. */
  readonly actor: string;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** Ends `dry`, `held`, `applied` or `refused`. What it wrote is planned by `replan`. */
export async function importList(ctx: Context, input: ListInput): Promise<ImportEntry> {
  const { id, done } = await startImport(ctx, input);
  await done;
  const run = await findImport(ctx.db, id);
  if (!run) throw new Error('a run is gone');
  return run;
}

/** A list that is refused each night says the same each night. */
const faults_kept_ms = 30 * dayMs;

/** Its id at once, for whoever wants to watch. */
export async function startImport(
  ctx: Context,
  input: ListInput,
): Promise<{ readonly id: string; readonly done: Promise<void> }> {
  const { kind, filename, options, requestKey, actor } = input;
  const before = requestKey === null ? null : await findImportByKey(ctx.db, requestKey);
  if (before) return { id: before.id, done: Promise.resolve() };
  const id = newId();
  const started = {
    state: 'running',
    counts: {},
    samples: [],
    createdAt: ctx.clock.now(),
  } as const;
  const fresh = { id, kind, filename, options, requestKey, actor, ...started };
  if (!(await insertImport(ctx.db, fresh))) return startImport(ctx, input);
  await dropFaults(ctx.db, new Date(ctx.clock.now().getTime() - faults_kept_ms));
  return { id, done: run(ctx, id, input).catch((error) => interrupted(ctx, id, error)) };
}

async function interrupted(ctx: Context, id: string, error: unknown): Promise<never> {
  ctx.log.error('import_failed', { code: codeOf(error) });
  await updateImport(ctx.db, id, { state: 'refused', code: 'interrupted', progress: null });
  throw error;
}

async function run(ctx: Context, id: string, input: ListInput): Promise<void> {
  const { options } = input;
  const register = await openRegister(ctx, options.clinicId);
  if (!register) return end(ctx, id, { code: 'clinic_needed', field: 'clinicId', options });
  const report = reporter(ctx, id, input.onProgress);
  await report('reading', 0, 100);
  const list = await readList(kinds[input.kind], {
    bytes: input.bytes,
    encoding: options.encoding,
    places: register.places,
    onProgress: (share) => report('reading', Math.round(share * 100), 100),
  });
  if ('code' in list) return end(ctx, id, { ...list, options });
  await weighAll(ctx, { id, input, register, list, report });
}

interface Look {
  readonly id: string;
  readonly input: ListInput;
  readonly register: Register;
  readonly list: ReadList;
  readonly report: Report;
}

async function weighAll(ctx: Context, { id, input, register, list, report }: Look): Promise<void> {
  const { rows, lines, notes } = list;
  const { options } = input;
  const actor = `import:${id}`;
  const kind = kinds[input.kind];
  const seen = await goThrough(ctx, {
    ...{ kind, rows, options, notes },
    scale: { register, mode: 'look', now: ctx.clock.now(), actor },
    onProgress: (done) => report('comparing', done, rows.length),
  });
  const counts = { ...seen.counts, rows: lines, faulty: notes.faultyLines.size };
  const result = { counts, samples: seen.samples, notes, options, field: null };
  const code = verdictOf(seen, notes);
  if (options.dryRun || code === 'rows_faulty') return end(ctx, id, { ...result, code });
  if (code) return end(ctx, id, { ...result, code, held: heldText(rows) });
  await report('writing', 0, rows.length);
  await end(ctx, id, { ...result, code: null });
  const changed = seen.findings.sweep?.changed ?? 0;
  await applyList(ctx, {
    ...{ id, kind: input.kind, rows, register, options },
    ...{ agreed: changed, by: input.actor },
  });
}

function verdictOf({ findings }: Seen, { faultyLines }: Notebook): ImportCode | null {
  if (faultyLines.size > 0) return 'rows_faulty';
  return findings.sweep && needsAgreement(findings.sweep) ? 'many_changes' : null;
}

interface End {
  readonly code: ImportCode | null;
  readonly field: string | null;
  readonly options: ImportOptions;
  readonly counts?: Readonly<Record<string, number>>;
  readonly samples?: Seen['samples'];
  readonly notes?: Notebook;
  readonly held?: string;
}

const notesEach = 5_000;

/** What was found is written down before anything is done about it; what is to be written runs on. */
async function end(ctx: Context, id: string, { notes, options, ...found }: End): Promise<void> {
  const { code, held } = found;
  const ended = held === undefined ? 'refused' : 'held';
  const state = options.dryRun ? 'dry' : code === null ? 'running' : ended;
  const all = notes?.all() ?? [];
  await transact(ctx, async (tx) => {
    await updateImport(tx.db, id, {
      ...found,
      state,
      ...(state !== 'running' && { progress: null }),
    });
    for (let from = 0; from < all.length; from += notesEach) {
      const some = all.slice(from, from + notesEach);
      await insertFaults(
        tx.db,
        some.map((note) => ({ runId: id, ...note })),
      );
    }
  });
}

type Report = (phase: ImportProgress['phase'], done: number, total: number) => Promise<void>;

/** Never inside a transaction: an embedded database has one connection. */
const reporter =
  (ctx: Context, id: string, onProgress: ListInput['onProgress']): Report =>
  async (phase, done, total) => {
    const progress = { phase, done, total };
    onProgress?.(progress);
    await updateImport(ctx.db, id, { progress });
  };
