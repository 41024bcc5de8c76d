/** Five minutes after its end at the latest, every message is done with, while anybody is there to do it. */

import type { Check, World } from '../contract.ts';
import { lifeOf } from './eyes.ts';
import { looked, noteOf, wrong } from './looked.ts';

const name = 'terminal';
const late_ms = 5 * 60_000;
/** For the longest stall. */
const slack_ms = 30_000;

const overdueText = `select id::text as id, kind, state, code,
    extract(epoch from ($1::timestamptz - not_after)) * 1000 as ms
  from message where direction = 'out' and state in ('planned', 'claimed') and not_after < $1::timestamptz`;

interface Overdue {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly code: string | null;
  readonly ms: number | string;
}

interface Watched {
  readonly overdue: Map<string, number>;
  aliveMs: number;
  wall: number;
  ms: number;
}

const watchedOf = (world: World): Watched =>
  noteOf(world, 'overdue', () => ({
    overdue: new Map<string, number>(),
    aliveMs: lifeOf(world).aliveMs,
    wall: world.now().getTime(),
    ms: world.nowMs(),
  }));

/** How long, as far as is certain, somebody was alive since the message's end. */
async function watch(world: World) {
  const { aliveMs } = lifeOf(world);
  const watched = watchedOf(world);
  const jumped = world.now().getTime() - watched.wall !== world.nowMs() - watched.ms;
  const alive = jumped ? 0 : aliveMs - watched.aliveMs;
  const rows = await world.sql<Overdue>(overdueText, [world.now().toISOString()]);
  const found = [];
  for (const { id, kind, state, code, ms } of rows) {
    const since = watched.overdue.get(id) ?? aliveMs - Math.min(alive, Number(ms));
    watched.overdue.set(id, since);
    looked(world, name);
    if (aliveMs - since > late_ms + slack_ms) {
      const minutes = Math.round((aliveMs - since) / 60_000);
      found.push(wrong(name, `${kind} ${id} is ${state} (${code}) ${minutes} min after its end`));
    }
  }
  Object.assign(watched, { aliveMs, wall: world.now().getTime(), ms: world.nowMs() });
  return found;
}

export const terminal: Check = { name, onStep: watch, atEnd: watch };
