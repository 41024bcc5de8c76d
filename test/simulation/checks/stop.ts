/** From the moment a STOP was stored, nothing is begun to that account until its holder agrees anew. */

import { stops } from '../../domain/stop-corpus.ts';
import type { Check, World } from '../contract.ts';
import { among, authority_ms, look, sightOf } from './eyes.ts';
import { looked, unless } from './looked.ts';

const name = 'stop';
const words: ReadonlySet<string> = new Set(stops);

interface Stop {
  readonly atMs: number;
  readonly inboundId: number;
  readonly userId: string | null;
  readonly phone: string | null;
  readonly channel: string;
  /** The ledger's length for each patient when it was heard. */
  readonly entries: ReadonlyMap<string, number>;
}

interface Heard {
  readonly id: number;
  readonly user_id: string | null;
  readonly phone: string | null;
  readonly words: string | null;
}

const heardText = `select id::int as id, event->'sender'->>'userId' as user_id, event->'sender'->>'phone' as phone,
    coalesce(event->>'text', event->>'caption') as words
  from inbound where channel = $1 and external_id in ${among(2)}
    and type in ('text', 'edited', 'media')`;

function stopsOf(world: World): Stop[] {
  const known = world.notes.get('stops') as Stop[] | undefined;
  const made = known ?? [];
  world.notes.set('stops', made);
  return made;
}

export const stop: Check = {
  name,
  onStored: async (world, { channel, ids }) => {
    const heard = await world.sql<Heard>(heardText, [channel, JSON.stringify(ids)]);
    const known = stopsOf(world);
    const fresh = heard.filter(
      (one) =>
        one.words !== null &&
        words.has(one.words) &&
        !known.some((before) => before.inboundId === one.id),
    );
    if (fresh.length === 0) return [];
    const { ledger } = await look(world);
    const entries = new Map<string, number>();
    for (const row of ledger) {
      entries.set(row.patient_id, Math.max(row.number, entries.get(row.patient_id) ?? 0));
    }
    for (const { id, user_id: userId, phone } of fresh) {
      known.push({ atMs: world.nowMs(), inboundId: id, userId, phone, channel, entries });
    }
    return [];
  },
  onRequest: async (world, request) => {
    const { message, photos } = await sightOf(world, request);
    if (!message?.proactive) return [];
    const mine = stopsOf(world).filter(
      (one) =>
        one.channel === request.channel &&
        (one.userId === null ? one.phone === request.number : one.userId === request.userId) &&
        request.startedMs - one.atMs > authority_ms,
    );
    looked(world, name, mine.length);
    const ledger = photos.at(-1)?.ledger ?? [];
    const unheeded = mine.find(
      ({ entries, inboundId }) =>
        !ledger.some(
          (row) =>
            row.patient_id === message.patient_id &&
            row.act === 'given' &&
            row.number > (entries.get(row.patient_id) ?? 0) &&
            (row.inbound_id === null || row.inbound_id > inboundId),
        ),
    );
    return unless(
      unheeded === undefined,
      name,
      () =>
        `${message.kind} ${message.id} started ${request.startedMs - (unheeded?.atMs ?? 0)} ms after the STOP of this account was stored`,
    );
  },
};
