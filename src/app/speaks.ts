/** Whether whoever holds an account may act for its patient now. */

import { hasAuthority, isProven, isSilent } from '../domain/identity.ts';
import type { BindingRow, LiveBinding } from '../store/bindings.ts';
import type { AddressRow } from '../store/people.ts';
import { readerOf, type TxContext } from './context.ts';
import { clinicOf } from './situation.ts';

type Held = Pick<BindingRow, 'verifiedBy' | 'aliveAt' | 'endedAt'>;

/** Proven, heard of lately, and no doubt about whose it is. */
export const isSure = (
  binding: Held,
  address: Pick<AddressRow, 'quarantinedAt'>,
  at: Date,
): boolean =>
  binding.endedAt === null &&
  isProven(binding.verifiedBy) &&
  !isSilent(binding.aliveAt, at) &&
  address.quarantinedAt === null;

/** A parent no longer speaks for a child who is of age. */
export async function stillSpeaks(
  ctx: TxContext,
  { patientId, authorityEndsOn }: Pick<BindingRow, 'patientId' | 'authorityEndsOn'>,
): Promise<boolean> {
  if (authorityEndsOn === null) return true;
  const clinic = await clinicOf(ctx, await readerOf(ctx).patient(patientId));
  return hasAuthority(authorityEndsOn, ctx.clock.now(), clinic?.zone ?? 'UTC');
}

/** May agree, ask for data, undo a stop: everything but stopping itself. */
export async function mayAct(ctx: TxContext, { binding, address }: LiveBinding): Promise<boolean> {
  return isSure(binding, address, ctx.clock.now()) && (await stillSpeaks(ctx, binding));
}
