/** Effects about who holds an account. */

import { isProven, type VerifiedBy } from '../domain/identity.ts';
import type { Relation } from '../domain/words.ts';
import {
  type BindingRow,
  bindingsOfAddress,
  findLiveBinding,
  insertBinding,
  updateBinding,
} from '../store/bindings.ts';
import { appendAudit } from '../store/consent.ts';
import { type InvitationRow, lockInvitation, useInvitation } from '../store/invitations.ts';
import { plannedOfAddress, updateMessage } from '../store/messages.ts';
import { wakeHeld } from '../store/proactive.ts';
import { findPatient, type PatientRow } from '../store/registry.ts';
import type { Application, EffectOf } from './apply.ts';
import { openDeskTask } from './call-tasks.ts';
import type { TxContext } from './context.ts';
import { relationTo } from './facts.ts';
import { authorityOf, endBinding } from './identity.ts';
import { hashToken, newId } from './ids.ts';
import { joinPerson } from './join.ts';
import { planPatient } from './plan.ts';
import { issuerOf, provenByOpening } from './proof.ts';

/** Binds the account; whether that is proven as well depends on how the link came to it. */
export async function acceptInvitation(
  ctx: TxContext,
  on: Application,
  { patientId }: EffectOf<'accept_invitation'>,
): Promise<void> {
  if (on.event.type !== 'start') return;
  const at = ctx.clock.now();
  const tokenHash = hashToken(on.event.token);
  const invitation = await lockInvitation(ctx.db, tokenHash);
  const patient = await findPatient(ctx.db, patientId);
  if (!invitation || !patient) return;
  if (!(await useInvitation(ctx.db, { tokenHash, addressId: on.address.id, at }))) return;
  const issuer = await issuerOf(ctx, invitation);
  const proof = provenByOpening(invitation, { ...on, patient, issuer });
  const known = await findLiveBinding(ctx.db, { addressId: on.address.id, patientId });
  const binding = known
    ? await again(ctx, known, { proof, on })
    : await bind(ctx, on, { patient, invitation, issuer, proof });
  if (proof) await joinPerson(ctx, { address: on.address, binding, issuer });
}

interface Opened {
  readonly patient: PatientRow;
  readonly invitation: InvitationRow;
  readonly issuer: BindingRow | null;
  readonly proof: VerifiedBy | null;
}

/** A link made in a chat gives no more than its maker had. */
async function bind(
  ctx: TxContext,
  on: Application,
  { patient, invitation, issuer, proof }: Opened,
): Promise<BindingRow> {
  const at = ctx.clock.now();
  const relation: Relation = issuer?.relation ?? invitation.relation ?? relationTo(patient, at);
  const row: BindingRow = {
    id: newId(),
    contactId: on.address.contactId,
    patientId: patient.id,
    addressId: on.address.id,
    relation,
    label: issuer?.label ?? null,
    verifiedBy: proof ?? 'invitation',
    verifiedAt: proof && at,
    codeTries: 0,
    aliveAt: at,
    authorityEndsOn: issuer ? issuer.authorityEndsOn : authorityOf(relation, patient),
    createdAt: at,
    endedAt: null,
    endedCode: null,
  };
  await insertBinding(ctx.db, row);
  await appendAudit(ctx.db, {
    at,
    actor: 'patient',
    action: 'bound',
    subject: `patient:${patient.id}`,
    details: { channel: on.address.channel, address: on.address.id, relation, by: proof },
  });
  return row;
}

/** A new invitation for a bound account: what was proven stays so, except where hands may have changed. */
async function again(
  ctx: TxContext,
  binding: BindingRow,
  { proof, on }: { proof: VerifiedBy | null; on: Application },
): Promise<BindingRow> {
  const aliveAt = ctx.clock.now();
  const kept = isProven(binding.verifiedBy) && !on.address.quarantinedAt;
  const verifiedBy = kept ? binding.verifiedBy : (proof ?? 'invitation');
  const verifiedAt = kept ? binding.verifiedAt : proof && aliveAt;
  await updateBinding(ctx.db, binding.id, { verifiedBy, verifiedAt, aliveAt });
  return { ...binding, verifiedBy, verifiedAt, aliveAt };
}

export async function label(
  ctx: TxContext,
  on: Application,
  effect: EffectOf<'label'>,
): Promise<void> {
  const { patientId } = effect;
  const binding = await findLiveBinding(ctx.db, { addressId: on.address.id, patientId });
  if (binding) await updateBinding(ctx.db, binding.id, { label: effect.label });
}

/** The neutral question was answered with yes. */
export async function stillMe(ctx: TxContext, on: Application): Promise<void> {
  if (on.address.quarantinedAt) return;
  const aliveAt = ctx.clock.now();
  for (const binding of await bindingsOfAddress(ctx.db, on.address.id)) {
    await updateBinding(ctx.db, binding.id, { aliveAt });
    await wakeHeld(ctx.db, { patientId: binding.patientId, now: aliveAt });
  }
}

/** Whoever holds the account has nothing to do with any of its patients: all ends at once, and the desk is told. */
export async function notMe(ctx: TxContext, on: Application): Promise<void> {
  const decided = { verdict: 'drop', code: 'no_address', decidedAt: ctx.clock.now() } as const;
  for (const row of await plannedOfAddress(ctx.db, on.address.id)) {
    await updateMessage(ctx.db, row.id, { state: 'cancelled', ...decided });
  }
  for (const binding of await bindingsOfAddress(ctx.db, on.address.id)) {
    const { patientId } = binding;
    await endBinding(ctx, binding, { code: 'not_me', actor: 'patient' });
    await openDeskTask(ctx, { patientId, purpose: 'visit', code: 'not_me' });
    await planPatient(ctx, patientId);
  }
}
