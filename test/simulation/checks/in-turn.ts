/** One answer at a time to an account, so that answers keep their order, and each person's words handled in theirs. */

import type { Check } from '../contract.ts';
import { seenOf, sightOf } from './eyes.ts';
import { looked, unless, wrong } from './looked.ts';

const name = 'in-turn';

const disorderText = `select id, address from (
    select m.id::text as id, m.address_id::text as address, m.inbound_id,
      max(m.inbound_id) over (partition by m.address_id order by m.seq
        rows between unbounded preceding and 1 preceding) as before
    from message m where m.direction = 'in' and m.inbound_id is not null) ordered
  where inbound_id < before`;

const claimedText = `select id from message where id = $1::uuid and state = 'claimed'`;

export const inTurn: Check = {
  name,
  onRequest: async (world, request) => {
    const { message } = await sightOf(world, request);
    if (!message || message.proactive) return [];
    const other = world.requests.find(
      (one) =>
        one !== request &&
        one.channel === request.channel &&
        one.endedMs === undefined &&
        seenOf(one)?.message?.proactive === false &&
        one.userId === request.userId &&
        one.number === request.number,
    );
    looked(world, name);
    const id = other && seenOf(other)?.message?.id;
    // A report may have said that it arrived before the request was answered.
    const open = id ? await world.sql(claimedText, [id]) : [];
    return unless(
      open.length === 0,
      name,
      () =>
        `two answers at once to ${request.channel} ${request.userId ?? request.number}, the other from ${other?.startedMs} ms`,
    );
  },
  atEnd: async (world) => {
    const rows = await world.sql<{ id: string; address: string }>(disorderText);
    return rows.map(({ id, address }) =>
      wrong(name, `${id} of ${address} was recorded after a later word`),
    );
  },
};
