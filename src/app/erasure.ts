/**
 * A patient's wish to be forgotten: recorded with an owner and a deadline, done at the owner's word or,
 * if nobody decides, by itself when the deadline comes. Everything goes in one transaction
 * (`forget.ts`). Only the id of the account that asked stays a little longer: the last word is
 * sent to it, and once that has gone, or a day has passed, `eraseDue` empties it too.
 */

import { addDuration, dayMs } from '../domain/time.ts';
import { appendAudit } from '../store/consent.ts';
import { faultOf } from '../store/db.ts';
import {
  dueErasures,
  type ErasureRow,
  findErasure,
  firstOwner,
  insertErasure,
  lingeringErasures,
  lockErasure,
  openErasureOf,
  selectErasures,
  updateErasure,
} from '../store/erasure.ts';
import { findPatient } from '../store/registry.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { forget } from './forget.ts';
import { newId } from './ids.ts';
import { forgetAsker, lastWordTo, sayLastWord } from './last-word.ts';

export type { ErasureProof, ErasureRow } from '../store/erasure.ts';

/** The law gives thirty days in most countries. */
const term = 'P30D';
const list_max = 200;
const reason_chars_max = 1000;

export interface ErasureWish {
  readonly patientId: string;
  /** `patient`, `api` or `staff:<id>`. */
  readonly requestedBy: string;
  /** The account that asked, for the last word to it. */
  readonly addressId: string | null;
}

/** While one is open, asking again gives the same one with the same deadline. */
export async function requestErasure(ctx: TxContext, wish: ErasureWish): Promise<ErasureRow> {
  const { patientId, requestedBy } = wish;
  const at = ctx.clock.now();
  const id = newId();
  await insertErasure(ctx.db, {
    ...wish,
    id,
    requestedAt: at,
    ownerId: await firstOwner(ctx.db),
    dueAt: addDuration(at, term, 'UTC'),
  });
  const open = await openErasureOf(ctx.db, patientId);
  if (!open) throw new Error('erasure was not recorded');
  if (open.id === id) await record(ctx, open, { actor: requestedBy, action: 'erasure_asked' });
  return open;
}

/** For staff and clinic systems, who heard the wish. */
export async function askErasure(
  ctx: Context,
  { patientId, actor }: { patientId: string; actor: string },
): Promise<Outcome<ErasureRow>> {
  return transact(ctx, async (tx) => {
    const patient = await findPatient(tx.db, patientId);
    if (!patient) return notFound('id', 'patient');
    if (patient.erasedAt) return conflict('id', 'erased', 'the patient was forgotten already');
    return ok(await requestErasure(tx, { patientId, requestedBy: actor, addressId: null }));
  });
}

/** The open ones by their deadline; else all, newest first. */
export const listErasures = (
  ctx: Context | TxContext,
  { open }: { open: boolean },
): Promise<readonly ErasureRow[]> => selectErasures(ctx.db, { open, limit: list_max });

interface Act {
  readonly erasureId: string;
  readonly actor: string;
}

/** `sending`: a request to a messenger is under way this very second; try again in a minute. */
export async function eraseNow(
  ctx: Context,
  { erasureId, actor }: Act,
): Promise<Outcome<ErasureRow>> {
  const outcome = await decided(ctx, erasureId, async (tx, row) => {
    const asker = await lastWordTo(tx, row);
    const forgotten = await forget(tx, {
      patientId: row.patientId,
      keep: asker?.id ?? null,
      actor,
    });
    if (!forgotten) return conflict(null, 'sending', 'a message is being sent, try again soon');
    if (asker) await sayLastWord(tx, asker);
    const waits = asker !== null && forgotten.kept;
    await updateErasure(tx.db, row.id, {
      doneAt: tx.clock.now(),
      doneBy: actor,
      proof: forgotten.proof,
      addressId: waits ? row.addressId : null,
    });
    const { counts, digest, ledger } = forgotten.proof;
    await record(tx, row, { actor, action: 'erased', details: { counts, digest, ledger } });
    return ok(null);
  });
  ctx.wake();
  return outcome;
}

/** `reason` is the law's, for the patient to be told; it must not name them. */
export async function refuseErasure(
  ctx: Context,
  { erasureId, reason, actor }: Act & { readonly reason: string },
): Promise<Outcome<ErasureRow>> {
  const refusedReason = reason.trim();
  if (refusedReason === '') return invalid('reason', 'empty', 'reason: must not be empty');
  if (refusedReason.length > reason_chars_max) {
    return invalid('reason', 'too_long', `reason: at most ${reason_chars_max} characters`);
  }
  return decided(ctx, erasureId, async (tx, row) => {
    await updateErasure(tx.db, row.id, { refusedAt: tx.clock.now(), refusedReason });
    await record(tx, row, { actor, action: 'erasure_refused' });
    return ok(null);
  });
}

/** One decision per wish: whoever comes second learns of the first. */
async function decided(
  ctx: Context,
  id: string,
  decide: (tx: TxContext, row: ErasureRow) => Promise<Outcome<null>>,
): Promise<Outcome<ErasureRow>> {
  return transact(ctx, async (tx) => {
    const row = await lockErasure(tx.db, id);
    if (!row) return notFound('id', 'erasure');
    if (row.doneAt) return conflict(null, 'already_done', 'this was done already');
    if (row.refusedAt) return conflict(null, 'already_refused', 'this was refused already');
    const outcome = await decide(tx, row);
    if (!outcome.ok) return outcome;
    const after = await findErasure(tx.db, id);
    return after ? ok(after) : notFound('id', 'erasure');
  });
}

/** For the sweep: what nobody decided in time, and the accounts whose last word has gone. How many were erased. */
export async function eraseDue(ctx: Context): Promise<number> {
  let done = 0;
  for (const { id } of await dueErasures(ctx.db, ctx.clock.now())) {
    if (await eraseOne(ctx, id)) done += 1;
  }
  for (const { id } of await lingeringErasures(ctx.db)) await transact(ctx, (tx) => finish(tx, id));
  return done;
}

/** What fails is tried again with the next sweep, and keeps no other waiting. */
async function eraseOne(ctx: Context, id: string): Promise<boolean> {
  try {
    return (await eraseNow(ctx, { erasureId: id, actor: 'system' })).ok;
  } catch (error) {
    ctx.log.error('erasure_failed', { erasure: id, code: faultOf(error)?.code ?? 'error' });
    return false;
  }
}

const last_word_ms = dayMs;

async function finish(ctx: TxContext, id: string): Promise<void> {
  const row = await lockErasure(ctx.db, id);
  if (!row?.doneAt || !row.addressId || !row.proof) return;
  const isLate = ctx.clock.now().getTime() - row.doneAt.getTime() > last_word_ms;
  const proof = await forgetAsker(ctx, {
    addressId: row.addressId,
    since: row.doneAt,
    proof: row.proof,
    isLate,
  });
  if (!proof) return;
  await updateErasure(ctx.db, id, { proof, addressId: null });
  const { counts, digest } = proof;
  await record(ctx, row, {
    actor: 'system',
    action: 'erased_account',
    details: { counts, digest },
  });
}

async function record(
  ctx: TxContext,
  row: ErasureRow,
  { details = {}, ...entry }: { actor: string; action: string; details?: Record<string, unknown> },
): Promise<void> {
  await appendAudit(ctx.db, {
    ...entry,
    at: ctx.clock.now(),
    subject: `patient:${row.patientId}`,
    details: { erasure: row.id, ...details },
  });
}
