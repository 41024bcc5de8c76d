/** How commands are written down: a name, a weight, what is chosen, what is done. */

import { type ChannelId, channelIds } from '../../../src/domain/words.ts';
import { lastPhoto } from '../checks/eyes.ts';
import type { Command, Phone, Random, World } from '../contract.ts';
import { castOf, type Whose } from './cast.ts';

export function command<P>(
  name: string,
  weight: number,
  how: Pick<Command<P>, 'choose' | 'run'>,
): Command {
  return { name, weight, choose: how.choose, run: (world, params) => how.run(world, params as P) };
}

/** Mostly somebody who has to do with us already. */
export function anyone(world: World, random: Random): Whose | null {
  const all = world.people.flatMap((one, person) =>
    one.phones.map((phone) => ({ person, channel: phone.channel, phone })),
  );
  const used = all.filter(({ phone }) => isInUse(world, phone));
  const from = used.length > 0 && random.chance(0.85) ? used : all;
  if (from.length === 0) return null;
  const { person, channel } = random.pick(from);
  return { person, channel };
}

const isInUse = (world: World, { channel, userId, inbox }: Phone): boolean =>
  inbox.length > 0 ||
  (lastPhoto(world)?.addresses.some((row) => row.channel === channel && row.user_id === userId) ??
    false);

export const anyChannel = (random: Random): ChannelId => random.pick(channelIds);

/** One number for one of a list that may be another by the time of the run. */
export const some = (random: Random): number => random.int(1000);

export const anyPatient = (world: World, random: Random): number | null => {
  const { length } = castOf(world).patients;
  return length === 0 ? null : random.int(length);
};

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
