/** Effects about who holds an account. */

import { isProven, type VerifiedBy } from '../domain/identity.ts';
import { appendAudit } from '../store/consent.ts';
import { lockInvitation, useInvitation } from '../store/invitations.ts';
import { plannedOfAddress, updateMessage } from '../store/messages.ts';
import {
  type AddressRow,
  type BindingRow,
  bindingsOfAddress,
  bindingsOfPatient,
  insertBinding,
  moveAddress,
  updateBinding,
} from '../store/people.ts';
import { wakeHeld } from '../store/proactive.ts';
import { findPatient } from '../store/registry.ts';
import type { Application, EffectOf } from './apply.ts';
import { openDeskTask } from './call-tasks.ts';
import type { TxContext } from './context.ts';
import { relationTo } from './facts.ts';
import { authorityOf, endBinding } from './identity.ts';
import { hashToken, newId } from './ids.ts';
import { planPatient } from './plan.ts';
import { provenByOpening } from './proof.ts';

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
  const { address, sender } = on;
  const proof = provenByOpening(invitation, { patient, sender, address });
  const bound = await bindingsOfAddress(ctx.db, address.id);
  const known = bound.find((one) => one.patientId === patientId);
  if (known) return again(ctx, known, { proof, address });
  const relation = invitation.relation ?? relationTo(patient, at);
  const contactId =
    relation === 'self' ? await ownContact(ctx, patientId, address) : address.contactId;
  await insertBinding(ctx.db, {
    id: newId(),
    contactId,
    patientId,
    addressId: address.id,
    relation,
    verifiedBy: proof ?? 'invitation',
    verifiedAt: proof && at,
    aliveAt: at,
    authorityEndsOn: authorityOf(relation, patient),
    createdAt: at,
  });
  await appendAudit(ctx.db, {
    at,
    actor: 'patient',
    action: 'bound',
    subject: `patient:${patientId}`,
    details: { channel: address.channel, address: address.id, relation, by: proof },
  });
}

/** A new invitation for a bound account: what was proven stays so, except where hands may have changed. */
async function again(
  ctx: TxContext,
  binding: BindingRow,
  { proof, address }: { proof: VerifiedBy | null; address: AddressRow },
): Promise<void> {
  const aliveAt = ctx.clock.now();
  const kept = isProven(binding.verifiedBy) && !address.quarantinedAt;
  const verifiedBy = kept ? binding.verifiedBy : (proof ?? 'invitation');
  const verifiedAt = kept ? binding.verifiedAt : proof && aliveAt;
  await updateBinding(ctx.db, binding.id, { verifiedBy, verifiedAt, aliveAt });
}

/** A patient's own accounts belong to one contact, so that STOP on one is heard on all. */
async function ownContact(ctx: TxContext, patientId: string, address: AddressRow): Promise<string> {
  const live = await bindingsOfPatient(ctx.db, patientId);
  const own = live.find(
    ({ binding }) => binding.relation === 'self' && isProven(binding.verifiedBy),
  )?.binding.contactId;
  if (!own || own === address.contactId) return address.contactId;
  await moveAddress(ctx.db, { addressId: address.id, contactId: own });
  return own;
}

export async function label(
  ctx: TxContext,
  on: Application,
  effect: EffectOf<'label'>,
): Promise<void> {
  const bound = await bindingsOfAddress(ctx.db, on.address.id);
  const binding = bound.find(({ patientId }) => patientId === effect.patientId);
  if (binding) await updateBinding(ctx.db, binding.id, { label: effect.label });
}

/** The neutral question was answered with yes. */
export async function stillMe(ctx: TxContext, on: Application): Promise<void> {
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
