/** From the moment a STOP was stored, nothing is begun to that person until they agree anew, to that very thing. */

import { stops } from '../../domain/stop-corpus.ts';
import { castOf } from '../commands/cast.ts';
import type { Check, SeenRequest, Violation, World } from '../contract.ts';
import {
  addresseeIn,
  among,
  authority_ms,
  type BindingRow,
  type LedgerRow,
  look,
  type Photo,
  type Sent,
  sightOf,
  wasSo,
} from './eyes.ts';
import { looked, noteOf, unless, wrong } from './looked.ts';
import { heldOf, isHeld } from './own-fold.ts';

const name = 'stop';
const words: ReadonlySet<string> = new Set(stops);
/** Said so that nobody could be in doubt. Of the others some only pause everything until it is clear what was meant. */
const plain = /^(?:стоп|stop|отписаться|unsubscribe)[.!]*$/i;
/** What nobody asks for in a chat. */
const unasked = ['receipt', 'answer_waiting'];

interface Stop {
  readonly atMs: number;
  readonly inboundId: number;
  /** Ids of every account of the person who wrote it. */
  readonly accounts: readonly string[];
  /** For whom they spoke, and where. */
  readonly bindings: readonly BindingRow[];
  /** The ledger's length for each patient when it was heard. */
  readonly entries: ReadonlyMap<string, number>;
  readonly isPlain: boolean;
  /** What it came to need not be looked at, or has been. */
  heeded: boolean;
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
/** The key beside the question whether everything should end. */
const goOnText = `select id from inbound where channel = $1 and external_id in ${among(2)}
    and type = 'button' and event->>'data' like 'goon%'`;
const doneText = `select id::int as id from inbound where id::text in ${among(1)} and state = 'done'`;

const stopsOf = (world: World): Stop[] => noteOf(world, 'stops', () => []);

function stopIn(world: World, photo: Photo, { channel, one }: { channel: string; one: Heard }) {
  const { addresses, bindings, ledger } = photo;
  const own = addresses.find(
    (row) =>
      row.channel === channel &&
      (one.user_id === null ? row.phone === one.phone : row.user_id === one.user_id),
  );
  const accounts = addresses
    .filter((row) => own && row.contact_id === own.contact_id)
    .map(({ id }) => id);
  const entries = new Map<string, number>();
  for (const row of ledger) {
    entries.set(row.patient_id, Math.max(row.number, entries.get(row.patient_id) ?? 0));
  }
  // Whoever is not proven to be the patient takes nothing back: it is kept from their own account.
  const spoken = bindings.filter(
    (row) =>
      row.ended_at === null &&
      row.verified_by !== 'invitation' &&
      accounts.includes(row.address_id),
  );
  const isPlain = plain.test(one.words ?? '');
  const base = { atMs: world.nowMs(), inboundId: one.id, isPlain, heeded: !isPlain };
  return { ...base, accounts, bindings: spoken, entries };
}

const isAnew = ({ entries, inboundId }: Stop, row: LedgerRow): boolean =>
  row.act === 'given' &&
  row.number > (entries.get(row.patient_id) ?? 0) &&
  (row.inbound_id === null || row.inbound_id > inboundId);

/** It only held everything, and a person here or there has said since that it may go on. */
const isSettled = (world: World, { isPlain, atMs }: Stop): boolean =>
  !isPlain && castOf(world).resumed.some((ms) => ms > atMs);

function unheeded(world: World, request: SeenRequest, on: { message: Sent; photo: Photo }) {
  const { message, photo } = on;
  const account = addresseeIn(photo, request);
  const mine = stopsOf(world).filter(
    ({ accounts, atMs }) =>
      account && accounts.includes(account.id) && request.startedMs - atMs > authority_ms,
  );
  looked(world, name, mine.length);
  return mine.find(
    (one) =>
      !isSettled(world, one) &&
      !photo.ledger.some(
        (row) =>
          row.patient_id === message.patient_id &&
          row.purpose === message.purpose &&
          row.channel === request.channel &&
          isAnew(one, row),
      ),
  );
}

/** Once it was handled, nothing is agreed to that was not agreed to anew. */
function remains(world: World, stop: Stop, { ledger, addresses, bindings }: Photo): Violation[] {
  const found: Violation[] = [];
  for (const { id: binding, patient_id: patient, address_id } of stop.bindings) {
    const channel = addresses.find(({ id }) => id === address_id)?.channel;
    const still = bindings.some((row) => row.id === binding && row.ended_at === null);
    if (!channel || !still) continue;
    const own = ledger.filter((row) => row.patient_id === patient && row.channel === channel);
    for (const purpose of new Set(own.map((row) => row.purpose))) {
      looked(world, name);
      const held = heldOf(ledger, { patient, purpose, channel, binding });
      if (!isHeld(held, world.now().getTime())) continue;
      if (own.some((row) => row.purpose === purpose && isAnew(stop, row))) continue;
      const what = `${patient} still agrees to ${purpose} on ${channel} after STOP ${stop.inboundId}`;
      found.push(wrong(name, what));
    }
  }
  return found;
}

export const stop: Check = {
  name,
  onStored: async (world, { channel, ids }) => {
    const stored = [channel, JSON.stringify(ids)];
    const heard = await world.sql<Heard>(heardText, stored);
    const goOn = await world.sql(goOnText, stored);
    if (goOn.length > 0) castOf(world).resumed.push(world.nowMs());
    const known = stopsOf(world);
    const fresh = heard.filter(
      (one) =>
        one.words !== null &&
        words.has(one.words) &&
        !known.some((before) => before.inboundId === one.id),
    );
    if (fresh.length === 0) return [];
    const photo = await look(world);
    for (const one of fresh) known.push(stopIn(world, photo, { channel, one }));
    return [];
  },
  onRequest: async (world, request) => {
    const { message, photos } = await sightOf(world, request);
    const photo = photos.at(-1);
    if (!message || !photo) return [];
    if (unasked.includes(message.kind)) {
      const open = wasSo(photos, (one) => addresseeIn(one, request)?.stopped_at === null);
      return unless(open, name, () => `${message.kind} ${message.id} goes to who said STOP`);
    }
    if (!message.proactive) return [];
    const one = unheeded(world, request, { message, photo });
    return unless(
      one === undefined,
      name,
      () =>
        `${message.kind} ${message.id} started ${request.startedMs - (one?.atMs ?? 0)} ms after the STOP of this person was stored`,
    );
  },
  onStep: async (world) => {
    const open = stopsOf(world).filter(({ heeded, bindings }) => !heeded && bindings.length > 0);
    if (open.length === 0) return [];
    const ids = JSON.stringify(open.map(({ inboundId }) => String(inboundId)));
    const done = await world.sql<{ id: number }>(doneText, [ids]);
    const photo = await look(world);
    return open
      .filter(({ inboundId }) => done.some(({ id }) => id === inboundId))
      .flatMap((one) => {
        one.heeded = true;
        return remains(world, one, photo);
      });
  },
};
