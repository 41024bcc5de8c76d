/** Once we were told that a number changed hands, nothing about anybody goes to its new holder. */

import { castOf } from '../commands/cast.ts';
import { namesIn } from '../commands/names.ts';
import type { Check, SeenRequest, World } from '../contract.ts';
import { addresseeIn, among, authority_ms, look, type Photo, sightOf } from './eyes.ts';
import { looked, noteOf, unless } from './looked.ts';

const name = 'stranger';

const toldText = `select event->>'type' as type, event->'sender'->>'userId' as sender,
    event->'previous'->>'userId' as previous
  from inbound where channel = 'whatsapp' and external_id in ${among(1)}`;

// Whatever has become of the accounts since.
const everText = `select 1 from inbound where channel = 'whatsapp' and event->'sender'->>'userId' = $1 limit 1`;

const accountText = `select 1 from address where channel = 'whatsapp' and (user_id = $1 or phone = $2) limit 1`;

interface Told {
  readonly atMs: number;
  /** Of all accounts, at that time: none of them is the newcomer's. */
  readonly bindings: readonly string[];
}

/** By the new holder's user id: when we first heard of them. */
const toldOf = (world: World): Map<string, Told> => noteOf(world, 'told', () => new Map());

/** What comes again tells nothing new. */
const heardOf = (world: World): Set<string> => noteOf(world, 'heard of numbers', () => new Set());

export const stranger: Check = {
  name,
  onStored: async (world, { channel, ids }) => {
    const { recycled } = castOf(world);
    if (channel !== 'whatsapp') return [];
    const heard = heardOf(world);
    const fresh = ids.filter((id) => !heard.has(id));
    for (const id of fresh) heard.add(id);
    if (recycled.length === 0 || fresh.length === 0) return [];
    const rows = await world.sql<{ type: string; sender: string | null; previous: string | null }>(
      toldText,
      [JSON.stringify(fresh)],
    );
    const told = toldOf(world);
    for (const { was, is, number } of recycled) {
      const isNamed = rows.some((row) => row.previous === was);
      if ((!isNamed && !rows.some((row) => row.sender === is)) || told.has(is)) continue;
      // Of a number from paper, which nobody had written from, the first to write is whom it belongs to.
      if (!isNamed && (await world.sql(everText, [was])).length === 0) continue;
      // Nobody's yet: whoever puts it on paper from now on says whose it is.
      if ((await world.sql(accountText, [was, number])).length === 0) continue;
      const { bindings } = await look(world);
      told.set(is, { atMs: world.nowMs(), bindings: bindings.map(({ id }) => id) });
    }
    return [];
  },
  onRequest: async (world, request) => {
    if (request.channel !== 'whatsapp') return [];
    const change = castOf(world).recycled.findLast((one) => one.number === request.number);
    const told = change && toldOf(world).get(change.is);
    if (!change || !told || request.startedMs - told.atMs <= authority_ms) return [];
    const { message, photos } = await sightOf(world, request);
    looked(world, name);
    const personal = message?.proactive === true || request.text.match(namesIn) !== null;
    const byPerson = message?.kind.startsWith('staff_') ?? false;
    // Somebody at the clinic has looked and was mistaken.
    const isVouchedFor = castOf(world).lifted.some((atMs) => atMs > told.atMs);
    return unless(
      !personal ||
        byPerson ||
        isVouchedFor ||
        (request.userId === change.is && !isTakenOver(photos, told, request)),
      name,
      () =>
        `${message?.kind} ${message?.id} goes to ${request.number}, known to be somebody else's for ${request.startedMs - told.atMs} ms`,
    );
  },
};

/** Bound, as the one before them was. */
function isTakenOver(photos: readonly Photo[], told: Told, request: SeenRequest): boolean {
  const photo = photos.at(-1);
  const account = photo && addresseeIn(photo, request);
  return (
    photo?.bindings.some(
      (one) =>
        one.address_id === account?.id && one.ended_at === null && told.bindings.includes(one.id),
    ) ?? false
  );
}
