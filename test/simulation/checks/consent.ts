/** Whoever we write to first has agreed to that, on that account, with proof enough, when the request starts. */

import type { Check } from '../contract.ts';
import { sightOf, wasSo } from './eyes.ts';
import { looked, unless } from './looked.ts';
import { heldOf, isHeld } from './own-fold.ts';

const name = 'consent';
/** An act in the chat, unless the clinic demands paper. */
const enough = (profile: string | null): number => (profile === 'strict' ? 4 : 2);

export const consent: Check = {
  name,
  onRequest: async (world, request) => {
    const { message, photos } = await sightOf(world, request);
    if (!message?.proactive || message.patient_id === null) return [];
    looked(world, name);
    const place = {
      patient: message.patient_id,
      purpose: message.purpose,
      channel: request.channel,
      binding: message.binding_id,
    };
    const agreed = wasSo(photos, ({ ledger, profile }) => {
      const held = heldOf(ledger, place);
      return isHeld(held, request.startedAt.getTime()) && (held?.strength ?? 0) >= enough(profile);
    });
    return unless(
      agreed,
      name,
      () =>
        `${message.kind} ${message.id} for ${place.patient} on ${place.channel} started at ${request.startedAt.toISOString()} without a live agreement`,
    );
  },
};
