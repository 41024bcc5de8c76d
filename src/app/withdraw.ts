/** Writes down that a patient no longer agrees, or by an act of theirs still does, on one account. */

import { isLive, isRenewable, standing } from '../domain/consent.ts';
import type { Purpose } from '../domain/words.ts';
import type { LiveBinding } from '../store/bindings.ts';
import { consentHistory } from '../store/consent.ts';
import type { TxContext } from './context.ts';
import { appendConsent } from './ledger.ts';
import { type Place, placeOf } from './places.ts';

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
  live: LiveBinding,
  { purpose, inboundId }: { purpose: Purpose; inboundId: number },
): Promise<void> {
  const place = placeOf(live);
  const held = standing(await consentHistory(ctx.db, place.patientId), { ...place, purpose });
  if (!held || !isRenewable(held, purpose, ctx.clock.now())) return;
  await appendConsent(ctx, {
    ...place,
    purpose,
    act: 'renewed',
    mechanism: 'chat',
    strength: 2,
    actor: 'patient',
    inboundId,
  });
}
