/** Writes down that a patient no longer agrees, or by an act of theirs still does, on one account. */

import { isLive, isRenewable, standing } from '../domain/consent.ts';
import type { CardChannel, ChannelId, Purpose } from '../domain/words.ts';
import { consentHistory } from '../store/consent.ts';
import type { BindingRow, LiveBinding } from '../store/people.ts';
import type { TxContext } from './context.ts';
import { appendConsent } from './ledger.ts';

/** Where an agreement was given: on an account, or, with `bindingId` null, for calls. */
export interface Place {
  readonly patientId: string;
  readonly channel: CardChannel;
  readonly bindingId: string | null;
}

/** Everywhere a contact may have agreed for their patients; calls are not a carer's to stop. */
export function placesOf(live: readonly LiveBinding[]): readonly Place[] {
  const accounts = live.map(({ binding, address }) => ({
    patientId: binding.patientId,
    channel: address.channel,
    bindingId: binding.id,
  }));
  const speaksFor = live.filter(({ binding }) => binding.relation !== 'carer');
  const patients = new Set(speaksFor.map(({ binding }) => binding.patientId));
  const calls = [...patients].map((patientId) => ({
    patientId,
    channel: 'phone' as const,
    bindingId: null,
  }));
  return [...accounts, ...calls];
}

export interface Withdrawal {
  readonly place: Place;
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
  { place, purposes, act }: Withdrawal,
): Promise<void> {
  const history = await consentHistory(ctx.db, place.patientId);
  for (const purpose of purposes) {
    // What has run out ends by itself: there is nothing to take back, and nothing to give back later.
    if (!isLive(standing(history, { ...place, purpose }), ctx.clock.now())) continue;
    await appendConsent(ctx, {
      actor: 'patient',
      ...act,
      ...place,
      purpose,
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
