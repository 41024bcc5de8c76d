/** A channel whose way in was not proven open for a quarter of an hour begins nothing. */

import type { Check } from '../contract.ts';
import { authority_ms, sightOf } from './eyes.ts';
import { looked, unless } from './looked.ts';

const name = 'deaf';
const quarter_ms = 15 * 60_000;
/** A new account counts as heard from when it was first reached, which may take a silent try and another. */
const reached_ms = 30_000;

export const deaf: Check = {
  name,
  onRequest: async (world, request) => {
    const { message } = await sightOf(world, request);
    if (!message?.proactive) return [];
    looked(world, name);
    const heardMs = world.heard.get(request.channel) ?? reached_ms;
    const silence = request.startedMs - heardMs;
    return unless(
      silence <= quarter_ms + authority_ms,
      name,
      () =>
        `${message.kind} ${message.id} started ${Math.round(silence / 1000)} s after ${request.channel} was last proven to be heard`,
    );
  },
};
