/** What the policy allowed holds two seconds of real time. */

import type { Check } from '../contract.ts';
import { authority_ms, sightOf } from './eyes.ts';
import { looked, unless } from './looked.ts';
import { momentsOf } from './own-time.ts';

const name = 'authority';

export const authority: Check = {
  name,
  onRequest: async (world, request) => {
    const { message } = await sightOf(world, request);
    // A document is uploaded first, which may take longer; whoever asked for it gets it.
    if (!message?.attempt_at || message.kind === 'export') return [];
    const moments = momentsOf(world, message.attempt_at).filter((ms) => ms <= request.startedMs);
    if (moments.length === 0) return [];
    looked(world, name);
    const age = request.startedMs - Math.max(...moments);
    return unless(
      age <= authority_ms,
      name,
      () => `${message.kind} ${message.id} started ${age} ms after it was decided`,
    );
  },
};
