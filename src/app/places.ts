/** Where an agreement holds. */

import type { CardChannel } from '../domain/words.ts';
import type { LiveBinding } from '../store/bindings.ts';

/** An account, or, with `bindingId` null, calls. */
export interface Place {
  readonly patientId: string;
  readonly channel: CardChannel;
  readonly bindingId: string | null;
}

export const placeOf = ({ binding, address }: LiveBinding): Place => ({
  patientId: binding.patientId,
  channel: address.channel,
  bindingId: binding.id,
});

/** Everywhere a contact may have agreed for their patients; calls are not a carer's to stop. */
export function placesOf(live: readonly LiveBinding[]): readonly Place[] {
  const speaksFor = live.filter(({ binding }) => binding.relation !== 'carer');
  const patients = new Set(speaksFor.map(({ binding }) => binding.patientId));
  const calls = [...patients].map(
    (patientId): Place => ({
      patientId,
      channel: 'phone',
      bindingId: null,
    }),
  );
  return [...live.map(placeOf), ...calls];
}
