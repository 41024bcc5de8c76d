/** How long something has been so that must not last, while anybody was there to end it. */

import type { World } from '../contract.ts';
import { lifeOf } from './eyes.ts';
import { noteOf } from './looked.ts';

interface Watched {
  readonly since: Map<string, number>;
  aliveMs: number;
  wall: number;
  ms: number;
}

export interface Overdue {
  readonly id: string;
  /** How long by the clinic's clock. */
  readonly ms: number | string;
}

/** As far as is certain: nothing counts during which nobody lived or the clock was put. */
export function lasting<T extends Overdue>(world: World, name: string, rows: readonly T[]) {
  const { aliveMs } = lifeOf(world);
  const watched = noteOf<Watched>(world, `lasting ${name}`, () => ({
    since: new Map<string, number>(),
    aliveMs,
    wall: world.now().getTime(),
    ms: world.nowMs(),
  }));
  const jumped = world.now().getTime() - watched.wall !== world.nowMs() - watched.ms;
  const alive = jumped ? 0 : aliveMs - watched.aliveMs;
  for (const id of watched.since.keys())
    if (jumped || !rows.some((row) => row.id === id)) watched.since.delete(id);
  const found = rows.map((row) => {
    const since = watched.since.get(row.id) ?? aliveMs - Math.min(alive, Number(row.ms));
    watched.since.set(row.id, since);
    return { row, ms: aliveMs - since };
  });
  Object.assign(watched, { aliveMs, wall: world.now().getTime(), ms: world.nowMs() });
  return found;
}

const minute_ms = 60_000;
/** Longer than any stall. */
export const late_ms = 3 * minute_ms;
export const inMinutes = (ms: number): number => Math.round(ms / minute_ms);
