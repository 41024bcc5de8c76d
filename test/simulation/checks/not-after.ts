/** Nothing is sent after the moment until which it is useful. */

import type { Check } from '../contract.ts';
import { sightOf } from './eyes.ts';
import { looked, unless } from './looked.ts';

const name = 'not-after';

export const notAfter: Check = {
  name,
  onRequest: async (world, request) => {
    const { message } = await sightOf(world, request);
    if (!message) return [];
    looked(world, name);
    return unless(
      request.startedAt <= message.not_after,
      name,
      () =>
        `${message.kind} ${message.id} started at ${request.startedAt.toISOString()}, after its end ${message.not_after.toISOString()}`,
    );
  },
};
