/** A request without an answer is written down as unknown within a minute, while anybody is there to write. */

import type { Check, World } from '../contract.ts';
import { lifeOf } from './eyes.ts';
import { looked, noteOf, wrong } from './looked.ts';

const name = 'unknown';
/** The request's own limit, a minute, and the longest stall. */
const late_ms = 10_000 + 60_000 + 10_000;

const openText = `select id::text as id, message_id::text as message from attempt where outcome is null`;

/** By attempt: how long a process had been alive when it was first seen open. */
const openOf = (world: World): Map<string, number> =>
  noteOf(world, 'open attempts', () => new Map());

async function watch(world: World) {
  const { aliveMs } = lifeOf(world);
  const first = openOf(world);
  const rows = await world.sql<{ id: string; message: string }>(openText);
  const found = [];
  for (const { id, message } of rows) {
    const since = first.get(id) ?? aliveMs;
    first.set(id, since);
    looked(world, name);
    if (aliveMs - since > late_ms) {
      found.push(wrong(name, `the attempt for ${message} is open for ${aliveMs - since} ms`));
    }
  }
  return found;
}

export const unknown: Check = { name, onStep: watch, atEnd: watch };
