/** No account and no channel that is held back is written to first. */

import type { Check, SeenRequest } from '../contract.ts';
import {
  type AccountRow,
  type AddressRow,
  addresseeIn,
  authority_ms,
  type Photo,
  sightOf,
  wasSo,
} from './eyes.ts';
import { looked, wrong } from './looked.ts';

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
  // What was up until a moment ago may still be acted upon, seen or not.
  down: onChannel(
    ({ down_code: code, down_at: at }, atMs) =>
      code === null || (at !== null && Math.abs(atMs - Date.parse(at)) <= authority_ms),
  ),
  deaf: onChannel((account) => account.deaf_code === null),
  frozen: onChannel((account) => account.frozen_since === null),
  braked: onChannel((account, atMs) => isOver(account.braked_until, atMs)),
  throttled: onChannel((account, atMs) => isOver(account.paused_until, atMs)),
};

export const brakes: Check = {
  name,
  onRequest: async (world, request) => {
    const { message, photos } = await sightOf(world, request);
    if (!message?.proactive) return [];
    looked(world, name);
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
