/** Writes down that a patient no longer agrees, or by an act of theirs still does, on one account. */

import { isRenewable, standing } from '../domain/consent.ts';
import type { ChannelId, Purpose } from '../domain/words.ts';
import { consentHistory } from '../store/consent.ts';
import type { BindingRow } from '../store/people.ts';
import type { TxContext } from './context.ts';
import { appendConsent } from './ledger.ts';

export interface Withdrawal {
  readonly binding: BindingRow;
  readonly channel: ChannelId;
  readonly purposes: readonly Purpose[];
  readonly act: {
    readonly mechanism: string;
    readonly inboundId: number | null;
    readonly wording?: string;
    readonly document?: string;
    /** The patient, unless it says otherwise. */
    readonly actor?: string;
  };
}

/** Entries only for what was agreed to. */
export async function withdraw(
  ctx: TxContext,
  { binding, channel, purposes, act }: Withdrawal,
): Promise<void> {
  const { patientId } = binding;
  const history = await consentHistory(ctx.db, patientId);
  for (const purpose of purposes) {
    if (standing(history, { purpose, channel, bindingId: binding.id })?.act !== 'given') continue;
    await appendConsent(ctx, {
      actor: 'patient',
      ...act,
      patientId,
      purpose,
      channel,
      bindingId: binding.id,
      act: 'withdrawn',
      strength: 2,
    });
  }
}

/** The patient did something about this purpose, so the agreement has not been forgotten. */
export async function renew(
  ctx: TxContext,
  renewal: { binding: BindingRow; channel: ChannelId; purpose: Purpose; inboundId: number },
): Promise<void> {
  const { binding, channel, purpose, inboundId } = renewal;
  const { patientId } = binding;
  const question = { purpose, channel, bindingId: binding.id };
  const held = standing(await consentHistory(ctx.db, patientId), question);
  if (!held || !isRenewable(held, purpose, ctx.clock.now())) return;
  await appendConsent(ctx, {
    ...question,
    patientId,
    act: 'renewed',
    mechanism: 'chat',
    strength: 2,
    actor: 'patient',
    inboundId,
  });
}
