/** Writes a list in one transaction, and decides about one that waits for a person's word. */

import {
  heldMs,
  type ImportCode,
  type ImportOptions,
  isHeldTooLong,
  type RowOutcome,
} from '../domain/imports.ts';
import { minuteMs } from '../domain/time.ts';
import type { ImportKind } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import { isDoubleBooking } from '../store/db.ts';
import { allowOverlaps, checkOverlaps, markAbsent } from '../store/import-rows.ts';
import {
  endOverdue,
  findImport,
  type ImportEntry,
  lockImport,
  lockImports,
  supersedeHeld,
  updateImport,
} from '../store/imports.ts';
import { markPlanDue } from '../store/plan-due.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, notFound, type Outcome, ok } from './fault.ts';
import { type Findings, Refused } from './import-kind.ts';
import { kinds } from './import-kinds.ts';
import { notebook } from './import-notes.ts';
import type { RowText } from './import-read.ts';
import { openRegister, type Register } from './import-register.ts';
import { goThrough, rowsOfHeld } from './import-rows.ts';
import { tellSchedule } from './schedule.ts';
import { pause } from './timers.ts';

export interface Writing {
  readonly id: string;
  readonly kind: ImportKind;
  readonly rows: readonly RowText[];
  readonly register: Register;
  readonly options: ImportOptions;
  /** How many visits to come it may change: as many as were seen when it was looked at. */
  readonly agreed: number;
  /** Who sent it, or agreed to it. */
  readonly by: string;
}

/** All of it or, with the code why, nothing. */
export const applyList = (ctx: Context, writing: Writing): Promise<ImportCode | null> =>
  orRefused(ctx, writing.id, (tx) => write(tx, writing));

async function write(ctx: TxContext, writing: Writing): Promise<void> {
  const { id, kind, rows, register, options, agreed, by } = writing;
  const at = ctx.clock.now();
  const actor = `import:${id}`;
  if (!(await lockImports(ctx.db))) throw new Busy();
  const before = (await findImport(ctx.db, id))?.counts ?? {};
  if (rearranging.some((outcome) => (before[outcome] ?? 0) > 0)) await allowOverlaps(ctx.db);
  const notes = notebook();
  const { counts, findings } = await goThrough(ctx, {
    ...{ kind: kinds[kind], options, notes },
    // In the order in which everybody locks them.
    rows: rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    scale: { register, mode: 'write', now: at, actor },
    onProgress: async () => {},
  });
  if (notes.faultyLines.size > 0) throw new Refused('rows_faulty');
  if ((findings.sweep?.changed ?? 0) > agreed) throw new Refused('changed_since');
  await setAside(ctx, findings);
  await checkOverlaps(ctx.db);
  await tellSchedule(ctx, findings.clinicIds);
  await supersedeHeld(ctx.db, { keep: id, kind, at });
  // How many there were to come is told as it was before the list was written.
  const ahead = before.ahead === undefined ? {} : { ahead: before.ahead };
  await updateImport(ctx.db, id, {
    ...{ state: 'applied', code: null, field: null, held: null, progress: null },
    counts: { ...before, ...counts, ...ahead },
  });
  await appendAudit(ctx.db, {
    ...{ at, actor: by, action: 'import_applied', subject: `import:${id}` },
    details: { kind, ...counts },
  });
}

/** Until all of it is written, one may stand where another has yet to leave. */
const rearranging: readonly RowOutcome[] = ['moved', 'changed', 'cancelled', 'absent'];

/** What the schedule no longer has is neither cancelled nor spoken of. */
async function setAside({ db, clock }: TxContext, { absent }: Findings): Promise<void> {
  if (absent.length === 0) return;
  await markAbsent(db, { ids: absent.map(({ id }) => id), at: clock.now() });
  await markPlanDue(
    db,
    absent.map(({ patientId }) => patientId),
  );
}

/** Nothing is left of what `work` wrote, but for why. */
async function orRefused(
  ctx: Context,
  id: string,
  work: (tx: TxContext) => Promise<unknown>,
  decided: Pick<ImportEntry, 'decidedAt' | 'decidedBy'> = { decidedAt: null, decidedBy: null },
): Promise<ImportCode | null> {
  try {
    await whenFree(ctx, work);
    ctx.wake();
    return null;
  } catch (error) {
    const code = refusalOf(error);
    if (code === null) throw error;
    await updateImport(ctx.db, id, {
      ...{ state: 'refused', code, held: null, progress: null },
      ...decided,
    });
    return code;
  }
}

/** Another list is being written. */
class Busy extends Error {}

const look_again_ms = 500;
const looks_max = 1_200;

/** A statement that waited for the lock would be given up after half a minute. */
async function whenFree(ctx: Context, work: (tx: TxContext) => Promise<unknown>): Promise<void> {
  for (let looks = 1; ; looks += 1) {
    try {
      await transact(ctx, work);
      return;
    } catch (error) {
      if (!(error instanceof Busy) || looks === looks_max) throw error;
      await pause(ctx.timers, look_again_ms);
    }
  }
}

function refusalOf(error: unknown): ImportCode | null {
  if (error instanceof Refused) return error.code;
  return isDoubleBooking(error) ? 'slot_taken' : null;
}

export interface ImportDecision {
  readonly id: string;
  readonly decision: 'agreed' | 'declined';
  /** `api` or `staff:<id>`. */
  readonly actor: string;
}

/** Agreed, it is compared with what is recorded by now: it may change less than was shown, not more. */
export async function decideImport(
  ctx: Context,
  { id, decision, actor }: ImportDecision,
): Promise<Outcome<ImportEntry>> {
  const known = await findImport(ctx.db, id);
  if (!known) return notFound('id', 'import');
  if (known.state !== 'held') return notHeld();
  const decided = { decidedAt: ctx.clock.now(), decidedBy: actor };
  let isOurs = true;
  await orRefused(
    ctx,
    id,
    async (tx) => {
      const run = await lockImport(tx.db, id);
      isOurs = run?.state === 'held';
      if (!run || !isOurs) return;
      await updateImport(tx.db, id, decided);
      if (decision === 'declined') {
        await updateImport(tx.db, id, { state: 'refused', code: 'declined', held: null });
        return appendAudit(tx.db, {
          ...{ at: decided.decidedAt, actor, action: 'import_declined', subject: `import:${id}` },
          details: {},
        });
      }
      if (isHeldTooLong(run.createdAt, decided.decidedAt)) throw new Refused('too_old');
      const register = await openRegister(tx, run.options.clinicId);
      if (!register) throw new Refused('changed_since');
      const rows = rowsOfHeld(run.held ?? '', kinds[run.kind]);
      await write(tx, { ...run, rows, register, agreed: run.counts.aheadChanged ?? 0, by: actor });
    },
    decided,
  );
  const after = await findImport(ctx.db, id);
  return isOurs && after ? ok(after) : notHeld();
}

const notHeld = () => conflict('id', 'not_held', 'it does not wait for a decision');

/** A long list is written in seconds; one that says nothing for so long has lost its process. */
const silent_ms_max = 10 * minuteMs;

/** What nobody agreed to in time, and what a crash left. */
export async function endImports(ctx: Context, { alone }: { alone: boolean }): Promise<void> {
  const at = ctx.clock.now();
  const heldBefore = new Date(at.getTime() - heldMs);
  await endOverdue(ctx.db, { heldBefore, silentMs: alone ? 0 : silent_ms_max, at });
}
