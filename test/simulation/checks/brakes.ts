/** No account and no channel that is held back is written to first. */

import type { Check, SeenRequest, World } from '../contract.ts';
import {
  type AccountRow,
  type AddressRow,
  addresseeIn,
  authority_ms,
  look,
  type Photo,
  sightOf,
  wasSo,
} from './eyes.ts';
import { looked, noteOf, wrong } from './looked.ts';

const name = 'brakes';

type Free = (photo: Photo, request: SeenRequest) => boolean;

const onAccount =
  (free: (account: AddressRow) => boolean): Free =>
  (photo, request) => {
    const account = addresseeIn(photo, request);
    return account === undefined || free(account);
  };

const onChannel =
  (free: (account: AccountRow, atMs: number) => boolean): Free =>
  (photo, request) =>
    photo.accounts
      .filter(({ channel }) => channel === request.channel)
      .every((account) => free(account, request.startedAt.getTime()));

const isOver = (until: string | null, atMs: number): boolean =>
  until === null || Date.parse(until) <= atMs;

const brakesOf: Readonly<Record<string, Free>> = {
  stopped: onAccount((account) => account.stopped_at === null),
  paused: onAccount((account) => account.paused_at === null),
  quarantined: onAccount((account) => account.quarantined_at === null),
  unreachable: onAccount((account) => account.unreachable_code === null),
  deaf: onChannel((account) => account.deaf_code === null),
  frozen: onChannel((account) => account.frozen_since === null),
  braked: onChannel((account, atMs) => isOver(account.braked_until, atMs)),
  throttled: onChannel((account, atMs) => isOver(account.paused_until, atMs)),
};

/** Since when each channel has looked down, at one look after the other. */
function downSince(world: World, { accounts }: Photo): ReadonlyMap<string, number> {
  const since = noteOf(world, 'down since', () => new Map<string, number>());
  for (const { channel, down_code: code } of accounts) {
    if (code === null) since.delete(channel);
    else if (!since.has(channel)) since.set(channel, world.nowMs());
  }
  return since;
}

export const brakes: Check = {
  name,
  onStep: async (world) => {
    downSince(world, await look(world));
    return [];
  },
  onRequest: async (world, request) => {
    const { message, photos } = await sightOf(world, request);
    const photo = photos.at(-1);
    const down = photo && downSince(world, photo).get(request.channel);
    if (!message?.proactive) return [];
    looked(world, name);
    // What was up until a moment ago may still be acted upon; between two looks it may have gone up and down again.
    const changedMs = Math.max(down ?? 0, world.writtenMs.get('channel_account') ?? 0);
    if (down !== undefined && request.startedMs - changedMs > authority_ms) {
      return [wrong(name, `${message.kind} ${message.id} started although its channel was down`)];
    }
    return Object.entries(brakesOf)
      .filter(([, free]) => !wasSo(photos, (photo) => free(photo, request)))
      .map(([brake]) =>
        wrong(
          name,
          `${message.kind} ${message.id} started at ${request.startedAt.toISOString()} although ${brake}`,
        ),
      );
  },
};
