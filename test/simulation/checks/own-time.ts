/** Wall clocks read with `Intl` alone, and which real moment a wall clock's time was. */

import { castOf } from '../commands/cast.ts';
import type { World } from '../contract.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export interface Wall {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** 1 is Monday. */
  readonly weekday: number;
  /** Since midnight. */
  readonly minutes: number;
}

const walls = new Map<string, Wall>();
const walls_max = 5_000;

/** Read once for each minute: telling the parts apart is slow. */
export function wallOf(at: Date, zone: string): Wall {
  const key = `${Math.floor(at.getTime() / 60_000)} ${zone}`;
  const known = walls.get(key);
  if (known) return known;
  if (walls.size >= walls_max) walls.clear();
  const made = readWall(at, zone);
  walls.set(key, made);
  return made;
}

function readWall(at: Date, zone: string): Wall {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: days.indexOf(part('weekday')) + 1,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** `9:05`. */
export function timeOf(at: Date, zone: string): string {
  const { minutes } = wallOf(at, zone);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

type Week = Readonly<Record<string, readonly { readonly from: string; readonly to: string }[]>>;

const minutesOf = (time: string): number =>
  Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** A span belongs to the day it begins on; one that ends no later than it begins ends on the next day. */
export function isInHours(at: Date, hours: Week, zone: string): boolean {
  const { weekday, minutes } = wallOf(at, zone);
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  const today = (hours[weekday] ?? []).some(({ from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    return start <= minutes && (end <= start || minutes < end);
  });
  const still = (hours[yesterday] ?? []).some(({ from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    return end <= start && minutes < end;
  });
  return today || still;
}

/** Every real moment at which the clinic's clock showed this; several where it was put back. */
export function momentsOf(world: World, wall: Date): number[] {
  const { jumps } = castOf(world);
  const jumped = jumps.reduce((sum, { ms }) => sum + ms, 0);
  let offset = world.now().getTime() - world.nowMs() - jumped;
  let from = Number.NEGATIVE_INFINITY;
  const found: number[] = [];
  for (const next of [...jumps, { atMs: Number.POSITIVE_INFINITY, ms: 0 }]) {
    const at = wall.getTime() - offset;
    if (at >= from && at <= next.atMs) found.push(at);
    offset += next.ms;
    from = next.atMs;
  }
  return found;
}
