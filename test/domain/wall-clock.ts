/** An independent reading of the wall clock, by `Intl` and brute force, to check the arithmetic against. */

import type { Span, WeekHours } from '../../src/domain/card.ts';

export const zones = [
  'Europe/Moscow',
  'Europe/Volgograd',
  'Asia/Almaty',
  'Europe/Berlin',
  'Europe/Chisinau',
  'America/New_York',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
] as const;

export const minute = 60_000;
export const day = 24 * 60 * minute;
const quarter = 15 * minute;

/** The years that are checked, and a margin for what reaches beyond them. */
const [begin, end] = [Date.UTC(1999, 0, 1), Date.UTC(2042, 0, 1)];
export const years = { from: Date.UTC(2000, 0, 1), to: Date.UTC(2041, 0, 1) } as const;

/** What the wall shows, as if it were UTC. */
export const wall = (instant: number, zone: string): number =>
  instant + offsetAt(offsetsOf(zone), instant);

const tables = new Map<string, Int16Array>();

function offsetsOf(zone: string): Int16Array {
  const table = tables.get(zone) ?? tabulate(zone);
  tables.set(zone, table);
  return table;
}

/** Each entry is a quarter of an hour's offset in minutes. */
function offsetAt(offsets: Int16Array, instant: number): number {
  const offset = offsets[Math.floor((instant - begin) / quarter)];
  if (offset === undefined) throw new RangeError('outside the years that were read');
  return offset * minute;
}

/**
 * `Intl` is asked at both ends of a day, and on a day on which the clocks jump at every quarter of an
 * hour.
 */
function tabulate(zone: string): Int16Array {
  const ask = asker(zone);
  const table = new Int16Array((end - begin) / quarter);
  const perDay = day / quarter;
  for (let at = begin, i = 0; at < end; at += day, i += perDay) {
    const offset = ask(at);
    if (offset === ask(at + day)) table.fill(offset, i, i + perDay);
    else for (let q = 0; q < perDay; q++) table[i + q] = ask(at + q * quarter);
  }
  return table;
}

/** Offsets in minutes, each asked once. */
function asker(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const known = new Map<number, number>();
  return (instant) => {
    const asked = () => Date.parse(`${format.format(instant).replace(' ', 'T')}Z`) - instant;
    const offset = known.get(instant) ?? asked() / minute;
    known.set(instant, offset);
    return offset;
  };
}

/** `YYYY-MM-DDTHH:MM:SS` on the wall. */
export const shown = (instant: Date, zone: string): string =>
  new Date(wall(instant.getTime(), zone)).toISOString().slice(0, 19);

const found = new Map<string, readonly number[]>();

/** Every moment from 2000 to 2040 at which the zone's clocks jump. */
export function jumps(zone: string): readonly number[] {
  const all = found.get(zone) ?? findJumps(zone);
  found.set(zone, all);
  return all;
}

function findJumps(zone: string): readonly number[] {
  const offsets = offsetsOf(zone);
  const all: number[] = [];
  for (let at = years.from; at < years.to; at += quarter) {
    if (offsetAt(offsets, at - quarter) !== offsetAt(offsets, at)) all.push(at);
  }
  return all;
}

/** Whether the wall clock is in a span of that weekday, or in the rest of one of the day before. */
export const agreedByWall = (instant: number, hours: WeekHours, zone: string): boolean =>
  readerOf(hours, zone)(Math.floor(instant / minute));

/**
 * The same question for whole minutes since 1970, asked many times over. 1970-01-05 was a Monday.
 * The offset is that of the quarter of an hour: no zone's clocks have jumped within one since 2000.
 */
function readerOf(hours: WeekHours, zone: string): (at: number) => boolean {
  const week = weeks.get(hours) ?? paint(hours);
  weeks.set(hours, week);
  const offsets = offsetsOf(zone);
  const monday = 4 * 1_440;
  const since = begin / minute;
  let quarterRead = -1;
  let shift = 0;
  return (at) => {
    const asked = ((at - since) / 15) | 0;
    if (asked !== quarterRead) {
      quarterRead = asked;
      shift = offsetAt(offsets, at * minute) / minute - monday;
    }
    return week[(at + shift) % 10_080] === 1;
  };
}

const weeks = new WeakMap<WeekHours, Uint8Array>();

const clock = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The minutes of a week, walked span by span; what passes Sunday midnight comes round to Monday. */
function paint(hours: WeekHours): Uint8Array {
  const week = new Uint8Array(10_080);
  const walk = (weekday: number, { from, to }: Span) => {
    const first = weekday * 1_440 + clock(from);
    const length = (clock(to) - clock(from) + 1_440) % 1_440 || 1_440;
    for (let i = 0; i < length; i++) week[(first + i) % 10_080] = 1;
  };
  for (const on of [1, 2, 3, 4, 5, 6, 7] as const) {
    for (const span of hours[on]) walk(on - 1, span);
  }
  return week;
}

const searched = 8 * day;

export function nextByStepping(from: number, hours: WeekHours, zone: string): number | null {
  const agreed = readerOf(hours, zone);
  const first = Math.floor(from / minute);
  if (agreed(first)) return from;
  const end = (from + searched) / minute;
  for (let at = first + 1; at < end; at++) if (agreed(at)) return at * minute;
  return null;
}

export function lastByStepping(before: number, hours: WeekHours, zone: string): number | null {
  const agreed = readerOf(hours, zone);
  let end = Math.floor(before / minute);
  if (agreed(end)) return before;
  const first = (before - searched) / minute;
  while (!agreed(end - 1)) {
    end -= 1;
    if (end < first) return null;
  }
  let start = end - 1;
  while (end - start < 15 && agreed(start - 1)) start -= 1;
  return start * minute;
}

/** DESIGN §6 said again: as wished, else later, else earlier, never outside the two limits. */
export function placeByStepping(
  wish: { readonly ideal: number; readonly notBefore: number; readonly notAfter: number },
  step: Readonly<Record<'next' | 'last', (at: number) => number | null>>,
): number | null {
  const { ideal, notBefore, notAfter } = wish;
  if (notBefore > notAfter) return null;
  const next = step.next(Math.max(ideal, notBefore));
  if (next !== null && next <= notAfter) return next;
  const last = step.last(Math.min(ideal, notAfter));
  return last !== null && last >= notBefore ? last : null;
}
