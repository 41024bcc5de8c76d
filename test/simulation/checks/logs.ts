/** No log line shows a name, a word, a number, a token or a code. */

import { castOf, numberOf } from '../commands/cast.ts';
import { anyMark } from '../commands/names.ts';
import type { Check, World } from '../contract.ts';
import { looked, noteOf, wrong } from './looked.ts';

const name = 'logs';

/** Ids are words of their own, and a digit of theirs is no secret. */
function secretsIn(world: World): RegExp {
  const secrets = castOf(world).secrets.filter((one) => one.length >= 6);
  return new RegExp(`(?<![\\w-])(?:${[...secrets, '(?!)'].join('|')})(?![\\w-])`);
}

async function watch(world: World) {
  const from = noteOf(world, name, () => ({ read: 0 }));
  const fresh = world.log.slice(from.read);
  from.read = world.log.length;
  looked(world, name, fresh.length);
  if (fresh.length === 0) return [];
  const numbers = world.people.map((person) => numberOf(person).slice(-10));
  const secrets = secretsIn(world);
  return fresh
    .filter(
      (line) =>
        secrets.test(line) || anyMark.test(line) || numbers.some((number) => line.includes(number)),
    )
    .map((line) => wrong(name, `a log line shows what it must not: ${line.slice(0, 200)}`));
}

export const logs: Check = { name, onStep: watch, atEnd: watch };
