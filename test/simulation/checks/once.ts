/** A message that the platform took, or may have taken, is never asked for again. */

import type { Check } from '../contract.ts';
import { seenOf, shownIn, sightOf } from './eyes.ts';
import { looked, unless, wrong } from './looked.ts';

const name = 'once';

const twice = `select message_id from attempt
  where outcome is null or outcome in ('accepted', 'unknown') group by message_id having count(*) > 1`;

export const once: Check = {
  name,
  onRequest: async (world, request) => {
    const { message } = await sightOf(world, request);
    if (!message) return [];
    const same = shownIn(world).filter(
      (one) => one !== request && seenOf(one)?.message?.id === message.id,
    );
    looked(world, name, same.length);
    const taken = same.find((one) => one.accepted !== false);
    return unless(
      taken === undefined,
      name,
      () =>
        `${message.kind} ${message.id} is sent again at ${request.startedMs} ms; the request at ${taken?.startedMs} ms was ${taken?.accepted ? 'accepted' : 'not answered yet'}`,
    );
  },
  atEnd: async (world) => {
    const rows = await world.sql<{ message_id: string }>(twice);
    return rows.map((row) => wrong(name, `${row.message_id} has two attempts that may have gone`));
  },
};
