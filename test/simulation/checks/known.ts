/** Every request belongs to a message and an attempt that were written down before it. */

import type { Check } from '../contract.ts';
import { sightOf } from './eyes.ts';
import { looked, unless } from './looked.ts';

const name = 'written-first';

export const known: Check = {
  name,
  onRequest: async (world, request) => {
    const { message } = await sightOf(world, request);
    looked(world, name);
    return unless(
      message !== null && message.attempt_id !== null,
      name,
      () =>
        `a ${request.kind} on ${request.channel} at ${request.startedMs} ms has no attempt in the database`,
    );
  },
};
