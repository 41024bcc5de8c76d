/** No log line shows a name, a word, a number, a token or a code. */

import { castOf, numberOf } from '../commands/cast.ts';
import { anyMark } from '../commands/names.ts';
import type { Check, World } from '../contract.ts';
import { looked, wrong } from './looked.ts';

const name = 'logs';

async function watch(world: World) {
  const from = (world.notes.get('log read') as number | undefined) ?? 0;
  const fresh = world.log.slice(from);
  world.notes.set('log read', world.log.length);
  looked(world, name, fresh.length);
  const numbers = world.people.map((person) => numberOf(person).slice(-10));
  const secrets = [...castOf(world).secrets, ...numbers].filter((one) => one.length >= 6);
  const found = [];
  for (const line of fresh) {
    const shown = secrets.find((one) => new RegExp(`(?<![\\w-])${one}(?![\\w-])`).test(line));
    if (shown !== undefined || anyMark.test(line)) {
      found.push(wrong(name, `a log line shows what it must not: ${line.slice(0, 200)}`));
    }
  }
  return found;
}

export const logs: Check = { name, onStep: watch, atEnd: watch };
