/** How commands are written down: a name, a weight, what is chosen, what is done. */

import { type ChannelId, channelIds } from '../../../src/domain/words.ts';
import type { Command, Random, World } from '../contract.ts';
import { castOf, type Whose } from './cast.ts';

export function command<P>(
  name: string,
  weight: number,
  how: Pick<Command<P>, 'choose' | 'run'>,
): Command {
  return { name, weight, choose: how.choose, run: (world, params) => how.run(world, params as P) };
}

export const anyone = (world: World, random: Random): Whose | null =>
  world.people.length === 0
    ? null
    : { person: random.int(world.people.length), channel: anyChannel(random) };

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
