/** Writes down that a patient no longer agrees, for whatever they had agreed to on one account. */

import { standing } from '../domain/consent.ts';
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
  };
}

export async function withdraw(
  ctx: TxContext,
  { binding, channel, purposes, act }: Withdrawal,
): Promise<void> {
  const { patientId } = binding;
  const history = await consentHistory(ctx.db, patientId);
  for (const purpose of purposes) {
    if (standing(history, { purpose, channel, bindingId: binding.id })?.act !== 'given') continue;
    await appendConsent(ctx, {
      ...act,
      patientId,
      purpose,
      channel,
      bindingId: binding.id,
      act: 'withdrawn',
      strength: 2,
      actor: 'patient',
    });
  }
}
