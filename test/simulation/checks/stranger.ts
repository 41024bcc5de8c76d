/** Once we were told that a number changed hands, nothing about anybody goes to its new holder. */

import { castOf } from '../commands/cast.ts';
import { namesIn } from '../commands/names.ts';
import type { Check, World } from '../contract.ts';
import { among, authority_ms, sightOf } from './eyes.ts';
import { looked, unless } from './looked.ts';

const name = 'stranger';

const toldText = `select event->>'type' as type, event->'sender'->>'userId' as sender,
    event->'previous'->>'userId' as previous
  from inbound where channel = 'whatsapp' and external_id in ${among(1)}`;

/** By the new holder's user id: when we first heard of them. */
function toldOf(world: World): Map<string, number> {
  const known = world.notes.get('told') as Map<string, number> | undefined;
  const made = known ?? new Map<string, number>();
  world.notes.set('told', made);
  return made;
}

export const stranger: Check = {
  name,
  onStored: async (world, { channel, ids }) => {
    const { recycled } = castOf(world);
    if (channel !== 'whatsapp' || recycled.length === 0) return [];
    const rows = await world.sql<{ type: string; sender: string | null; previous: string | null }>(
      toldText,
      [JSON.stringify(ids)],
    );
    const told = toldOf(world);
    for (const { was, is } of recycled) {
      const heard = rows.some((row) => row.sender === is || row.previous === was);
      if (heard && !told.has(is)) told.set(is, world.nowMs());
    }
    return [];
  },
  onRequest: async (world, request) => {
    if (request.channel !== 'whatsapp') return [];
    const change = castOf(world).recycled.findLast((one) => one.number === request.number);
    const atMs = change && toldOf(world).get(change.is);
    if (!change || atMs === undefined || request.startedMs - atMs <= authority_ms) return [];
    const { message } = await sightOf(world, request);
    looked(world, name);
    const personal = message?.proactive === true || request.text.match(namesIn) !== null;
    const byPerson = message?.kind.startsWith('staff_') ?? false;
    return unless(
      !personal || byPerson || request.userId === change.is,
      name,
      () =>
        `${message?.kind} ${message?.id} goes to ${request.number}, known to be somebody else's for ${request.startedMs - atMs} ms`,
    );
  },
};
