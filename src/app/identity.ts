/** Accounts bound to a patient: who holds them, how that was proven, and what staff may change. */

import {
  authorityEnd,
  deskCodeDigits,
  deskCodeExpiry,
  isProven,
  isSilent,
  labelCharsMax,
  type VerifiedBy,
} from '../domain/identity.ts';
import type { ChannelId, Relation } from '../domain/words.ts';
import {
  type BindingRow,
  bindingsOfAddress,
  bindingsOfPatient,
  lockBinding,
  updateBinding,
} from '../store/bindings.ts';
import { appendAudit } from '../store/consent.ts';
import { replaceDeskCode } from '../store/invitations.ts';
import { findAddress, updateAddress } from '../store/people.ts';
import { findPatient, type PatientRow } from '../store/registry.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { hashToken, newId } from './ids.ts';
import { joinPerson } from './join.ts';
import { planPatient } from './plan.ts';
import { stopEverything, unpause } from './stopping.ts';

/** One account that speaks for a patient. */
export interface Account {
  readonly bindingId: string;
  readonly addressId: string;
  readonly contactId: string;
  readonly channel: ChannelId;
  /** E.164, where the messenger tells it. */
  readonly phone: string | null;
  readonly username: string | null;
  readonly relation: Relation;
  readonly label: string | null;
  readonly verifiedBy: VerifiedBy;
  /** Before that, nothing personal is said and nothing sent first. */
  readonly verified: boolean;
  readonly verifiedAt: Date | null;
  readonly createdAt: Date;
  readonly aliveAt: Date;
  /** Not heard from for 90 days: asked "still you?" before anything else. */
  readonly silent: boolean;
  /** Local date from which a parent no longer speaks for the patient. */
  readonly authorityEndsOn: string | null;
  readonly stoppedAt: Date | null;
  readonly pausedAt: Date | null;
  readonly quarantinedAt: Date | null;
  readonly unreachableCode: string | null;
}

export async function accountsOf(
  ctx: Context | TxContext,
  patientId: string,
): Promise<Outcome<readonly Account[]>> {
  if (!(await findPatient(ctx.db, patientId))) return notFound('id', 'patient');
  const now = ctx.clock.now();
  const live = await bindingsOfPatient(ctx.db, patientId);
  return ok(
    live.map(({ binding, address }) => ({
      bindingId: binding.id,
      addressId: address.id,
      contactId: binding.contactId,
      channel: address.channel,
      phone: address.phone,
      username: address.username,
      relation: binding.relation,
      label: binding.label,
      verifiedBy: binding.verifiedBy,
      verified: isProven(binding.verifiedBy),
      verifiedAt: binding.verifiedAt,
      createdAt: binding.createdAt,
      aliveAt: binding.aliveAt,
      silent: isSilent(binding.aliveAt, now),
      authorityEndsOn: binding.authorityEndsOn,
      stoppedAt: address.stoppedAt,
      pausedAt: address.pausedAt,
      quarantinedAt: address.quarantinedAt,
      unreachableCode: address.unreachableCode,
    })),
  );
}

export interface AccountChange {
  readonly bindingId: string;
  readonly change: {
    readonly relation?: Relation | undefined;
    readonly label?: string | null | undefined;
    /** `YYYY-MM-DD`; null for no end. */
    readonly authorityEndsOn?: string | null | undefined;
  };
  readonly actor: string;
}

export async function changeAccount(
  ctx: Context,
  { bindingId, change, actor }: AccountChange,
): Promise<Outcome<null>> {
  const { relation, label, authorityEndsOn } = change;
  if (label && [...label].length > labelCharsMax) {
    return invalid('label', 'too_long', `label must have at most ${labelCharsMax} characters`);
  }
  if (authorityEndsOn && Number.isNaN(Date.parse(`${authorityEndsOn}T00:00:00Z`))) {
    return invalid('authorityEndsOn', 'bad_date', 'authorityEndsOn must be YYYY-MM-DD');
  }
  const set = {
    ...(relation !== undefined && { relation }),
    ...(label !== undefined && { label: label?.trim() || null }),
    ...(authorityEndsOn !== undefined && { authorityEndsOn }),
  };
  return onBinding(ctx, bindingId, async (tx, binding) => {
    if (Object.keys(set).length > 0) await updateBinding(tx.db, binding.id, set);
    // What was changed, not to what: a label names a person, a date tells a birthday, and an audit is for ever.
    const details = { changed: Object.keys(set) };
    await auditBinding(tx, binding, { actor, action: 'account_changed', details });
  });
}

/** Staff saw the person who holds the account. */
export async function verifyAccount(
  ctx: Context,
  { bindingId, actor }: { bindingId: string; actor: string },
): Promise<Outcome<null>> {
  return onBinding(ctx, bindingId, (tx, binding) => prove(tx, binding, { by: 'desk', actor }));
}

export async function endAccount(
  ctx: Context,
  { bindingId, actor }: { bindingId: string; actor: string },
): Promise<Outcome<null>> {
  return onBinding(ctx, bindingId, (tx, binding) =>
    endBinding(tx, binding, { code: 'desk', actor }),
  );
}

/** Staff have found out that the account is still the same person's. */
export async function liftQuarantine(
  ctx: Context,
  { addressId, actor }: { addressId: string; actor: string },
): Promise<Outcome<null>> {
  const outcome = await transact(ctx, async (tx) => {
    if (!(await findAddress(tx.db, addressId))) return notFound('addressId', 'account');
    await updateAddress(tx.db, addressId, { quarantinedAt: null });
    for (const binding of await bindingsOfAddress(tx.db, addressId)) {
      await updateBinding(tx.db, binding.id, { aliveAt: tx.clock.now() });
      await auditBinding(tx, binding, { actor, action: 'quarantine_lifted', details: {} });
      await planPatient(tx, binding.patientId);
    }
    return ok(null);
  });
  ctx.wake();
  return outcome;
}

/** After doubtful words: a person has understood them. */
export async function resolvePause(
  ctx: Context,
  { addressId, go, actor }: { addressId: string; go: 'on' | 'stop'; actor: string },
): Promise<Outcome<null>> {
  const outcome = await transact(ctx, async (tx) => {
    const address = await findAddress(tx.db, addressId);
    if (!address) return notFound('addressId', 'account');
    const heardAt = tx.clock.now();
    if (go === 'on') await unpause(tx, address, { actor, heardAt });
    else await stopEverything(tx, address, { actor, inboundId: null, heardAt });
    return ok(null);
  });
  ctx.wake();
  return outcome;
}

export interface DeskCode {
  /** Six digits, to be said aloud at the desk. The answer is the only copy. */
  readonly code: string;
  readonly expiresAt: Date;
}

export async function issueCode(
  ctx: Context,
  { patientId, actor }: { patientId: string; actor: string },
): Promise<Outcome<DeskCode>> {
  return transact(ctx, async (tx) => {
    const patient = await findPatient(tx.db, patientId);
    if (!patient) return notFound('id', 'patient');
    if (patient.erasedAt) return conflict('id', 'erased', 'the patient asked to be forgotten');
    return ok(await newCode(tx, { patientId, actor }));
  });
}

/** Whoever gives a new code stands before the person, so wrong guesses made before count no more. */
export async function newCode(
  ctx: TxContext,
  { patientId, actor }: { patientId: string; actor: string },
): Promise<DeskCode> {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  const code = `${number % 10 ** deskCodeDigits}`.padStart(deskCodeDigits, '0');
  const createdAt = ctx.clock.now();
  const expiresAt = deskCodeExpiry(createdAt);
  const codeHash = hashCode(patientId, code);
  const row = { id: newId(), patientId, codeHash, createdAt, createdBy: actor, expiresAt };
  await replaceDeskCode(ctx.db, row);
  for (const { binding } of await bindingsOfPatient(ctx.db, patientId)) {
    if (binding.codeTries > 0) await updateBinding(ctx.db, binding.id, { codeTries: 0 });
  }
  return { code, expiresAt };
}

export const hashCode = (patientId: string, code: string): string =>
  hashToken(`${patientId} ${code}`);

/** From now on it is known who holds the account; a doubt about it is over too. */
export async function prove(
  ctx: TxContext,
  binding: BindingRow,
  { by, actor }: { by: VerifiedBy; actor: string },
): Promise<void> {
  const at = ctx.clock.now();
  const address = await findAddress(ctx.db, binding.addressId);
  if (address?.quarantinedAt) await doubtOthers(ctx, binding);
  await updateBinding(ctx.db, binding.id, { verifiedBy: by, verifiedAt: at, aliveAt: at });
  await updateAddress(ctx.db, binding.addressId, { quarantinedAt: null });
  if (address) await joinPerson(ctx, { address, binding, issuer: null });
  await auditBinding(ctx, binding, { actor, action: 'verified', details: { by } });
}

/** Where hands may have changed, proving to speak for one patient says nothing of the others. */
async function doubtOthers(ctx: TxContext, proven: BindingRow): Promise<void> {
  for (const one of await bindingsOfAddress(ctx.db, proven.addressId)) {
    if (one.id === proven.id) continue;
    await updateBinding(ctx.db, one.id, { verifiedBy: 'invitation', verifiedAt: null });
    await planPatient(ctx, one.patientId);
  }
}

/** What was queued for this account goes with it: planning anew finds no way there any more. */
export async function endBinding(
  ctx: TxContext,
  binding: BindingRow,
  { code, actor }: { code: string; actor: string },
): Promise<void> {
  await updateBinding(ctx.db, binding.id, { endedAt: ctx.clock.now(), endedCode: code });
  await auditBinding(ctx, binding, { actor, action: 'unbound', details: { code } });
}

/** When the relation gives an end to someone's authority by itself. */
export const authorityOf = (relation: Relation, patient: PatientRow | null): string | null =>
  authorityEnd(relation, patient?.birthDate ?? null);

async function onBinding(
  ctx: Context,
  id: string,
  work: (tx: TxContext, binding: BindingRow) => Promise<void>,
): Promise<Outcome<null>> {
  const outcome = await transact(ctx, async (tx) => {
    const binding = await lockBinding(tx.db, id);
    if (!binding || binding.endedAt) return notFound('id', 'account');
    await work(tx, binding);
    await planPatient(tx, binding.patientId);
    return ok(null);
  });
  ctx.wake();
  return outcome;
}

async function auditBinding(
  ctx: TxContext,
  binding: BindingRow,
  entry: { actor: string; action: string; details: Record<string, unknown> },
): Promise<void> {
  await appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor: entry.actor,
    action: entry.action,
    subject: `patient:${binding.patientId}`,
    details: { binding: binding.id, ...entry.details },
  });
}
