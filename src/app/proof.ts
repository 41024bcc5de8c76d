/** Proves who holds an account: by its own number, or by a code said at the desk. */

import type { InboundEvent, Sender } from '../../bots/channel.ts';
import type { Proof } from '../dialogue/types.ts';
import { deskCodeTriesMax, readDeskCode } from '../domain/identity.ts';
import {
  type BindingRow,
  bindingsOfAddress,
  lockBinding,
  updateBinding,
} from '../store/bindings.ts';
import { type InvitationRow, useDeskCode } from '../store/invitations.ts';
import { type AddressRow, findAddress } from '../store/people.ts';
import { findPatient, type PatientRow } from '../store/registry.ts';
import type { TxContext } from './context.ts';
import { hashCode, prove } from './identity.ts';
import { isSure, mayAct } from './speaks.ts';

/** Writes down what the event proves; null where it proves nothing or nothing is to be proven. */
export async function takeProof(
  ctx: TxContext,
  event: InboundEvent,
  address: AddressRow,
): Promise<Proof | null> {
  const waiting = await waitingOf(ctx, address);
  const [first] = waiting;
  if (!first) return null;
  if (event.type === 'contact') {
    return event.own
      ? byNumber(ctx, { waiting, address, phone: event.phone })
      : { status: 'foreign', patientId: first.patientId };
  }
  const code = event.type === 'text' ? readDeskCode(event.text) : null;
  return code ? byCode(ctx, waiting, code) : null;
}

/** A doubt about the account makes every proof before it worthless. */
async function waitingOf(ctx: TxContext, address: AddressRow): Promise<BindingRow[]> {
  const bound = await bindingsOfAddress(ctx.db, address.id);
  return bound.filter((one) => !isSure(one, address, ctx.clock.now()));
}

async function byNumber(
  ctx: TxContext,
  { waiting, address, phone }: { waiting: BindingRow[]; address: AddressRow; phone: string },
): Promise<Proof | null> {
  let proven: string | null = null;
  for (const binding of waiting) {
    const patient = await findPatient(ctx.db, binding.patientId);
    // Numbers pass to strangers: where hands may have changed, the number proves nothing.
    if (!isKnownNumber(patient, phone) || address.quarantinedAt) continue;
    await prove(ctx, binding, { by: 'phone', actor: 'patient' });
    proven ??= binding.patientId;
  }
  if (proven) return { status: 'proven', by: 'phone', patientId: proven };
  return { status: 'differs', patientId: waiting[0]?.patientId ?? '' };
}

async function byCode(
  ctx: TxContext,
  waiting: readonly BindingRow[],
  code: string,
): Promise<Proof | null> {
  const open = waiting.filter(({ codeTries }) => codeTries < deskCodeTriesMax);
  for (const binding of open) {
    const { patientId, id: bindingId } = binding;
    const codeHash = hashCode(patientId, code);
    const at = ctx.clock.now();
    if (!(await useDeskCode(ctx.db, { patientId, codeHash, bindingId, at }))) continue;
    await prove(ctx, binding, { by: 'code', actor: 'patient' });
    return { status: 'proven', by: 'code', patientId };
  }
  for (const one of open) await updateBinding(ctx.db, one.id, { codeTries: one.codeTries + 1 });
  const left = open.some(({ codeTries }) => codeTries + 1 < deskCodeTriesMax);
  return { status: left ? 'wrong' : 'locked', patientId: waiting[0]?.patientId ?? '' };
}

/** The number the clinic knows, of the patient or of who speaks for them. */
export const isKnownNumber = (patient: PatientRow | null, phone: string | null | undefined) =>
  Boolean(phone) && (patient?.phone === phone || patient?.guardian?.phone === phone);

/** Who made this link in a chat, if they may still act for the patient; null for a link of the clinic's. */
export async function issuerOf(
  ctx: TxContext,
  { bindingId }: Pick<InvitationRow, 'bindingId'>,
): Promise<BindingRow | null> {
  const binding = bindingId ? await lockBinding(ctx.db, bindingId) : null;
  const address = binding && (await findAddress(ctx.db, binding.addressId));
  return binding && address && (await mayAct(ctx, { binding, address })) ? binding : null;
}

export interface Opening {
  readonly patient: PatientRow | null;
  readonly sender: Sender;
  readonly address: AddressRow;
  readonly issuer: BindingRow | null;
}

/** How an account is proven by the very act of opening an invitation; null if it is not yet. */
export function provenByOpening(
  { bindingId }: Pick<InvitationRow, 'bindingId'>,
  { patient, sender, address, issuer }: Opening,
): 'phone' | 'link' | null {
  if (address.quarantinedAt) return null;
  // Shown only in a chat that was proven, and still is.
  if (bindingId) return issuer ? 'link' : null;
  return isKnownNumber(patient, sender.phone) ? 'phone' : null;
}
