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

const formats = new Map<string, Intl.DateTimeFormat>();
const known = new Map<string, Map<number, number>>();

/**
 * What the wall shows, as if it were UTC. `Intl` is asked at both ends of a day, and on a day on which
 * the clocks jump at both ends of every quarter of an hour.
 */
export function wall(instant: number, zone: string): number {
  const start = Math.floor(instant / day) * day;
  const offset = asked(start, zone);
  if (offset === asked(start + day, zone)) return instant + offset;
  return instant + asked(Math.floor(instant / quarter) * quarter, zone);
}

function asked(instant: number, zone: string): number {
  const cache = known.get(zone) ?? new Map<number, number>();
  known.set(zone, cache);
  const offset = cache.get(instant) ?? ask(instant, zone) - instant;
  cache.set(instant, offset);
  return offset;
}

function ask(instant: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(zone, format);
  return Date.parse(`${format.format(instant).replace(' ', 'T')}Z`);
}

/** `YYYY-MM-DDTHH:MM:SS` on the wall. */
export const shown = (instant: Date, zone: string): string =>
  new Date(wall(instant.getTime(), zone)).toISOString().slice(0, 19);

const found = new Map<string, readonly number[]>();

/** Every moment from 2010 to 2028 at which the zone's clocks jump. */
export function jumps(zone: string): readonly number[] {
  const all = found.get(zone) ?? findJumps(zone);
  found.set(zone, all);
  return all;
}

function findJumps(zone: string): readonly number[] {
  const all: number[] = [];
  for (let at = Date.UTC(2010, 0, 1); at < Date.UTC(2029, 0, 1); at += day) {
    if (asked(at, zone) === asked(at + day, zone)) continue;
    let step = at;
    while (asked(step, zone) === asked(at, zone)) step += quarter;
    all.push(step);
  }
  return all;
}

const clock = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Whether the wall clock is in a span of that weekday, or in the rest of one of the day before. */
export function agreedByWall(instant: number, hours: WeekHours, zone: string): boolean {
  const week = weeks.get(hours) ?? paint(hours);
  weeks.set(hours, week);
  return week[minuteOfWeek(wall(instant, zone))] === 1;
}

const weeks = new WeakMap<WeekHours, Uint8Array>();

/** 1970-01-05 was a Monday. */
const minuteOfWeek = (shownAt: number) =>
  Math.floor((((shownAt - 4 * day) % (7 * day)) + 7 * day) / minute) % 10_080;

/** Every minute of the week, one by one. */
function paint(hours: WeekHours): Uint8Array {
  const days = ([1, 2, 3, 4, 5, 6, 7] as const).map((on) => hours[on].map(parsed));
  const week = new Uint8Array(10_080);
  for (let at = 0; at < week.length; at++) {
    const minutes = at % 1_440;
    const today = Math.floor(at / 1_440);
    const begun = days[today]!.some((s) => minutes >= s.from && (s.to <= s.from || minutes < s.to));
    const left = days[(today + 6) % 7]!.some((s) => s.to <= s.from && minutes < s.to);
    week[at] = begun || left ? 1 : 0;
  }
  return week;
}

const parsed = (span: Span) => ({ from: clock(span.from), to: clock(span.to) });

const searched = 8 * day;

export function nextByStepping(from: number, hours: WeekHours, zone: string): number | null {
  if (agreedByWall(from, hours, zone)) return from;
  for (let at = Math.floor(from / minute + 1) * minute; at < from + searched; at += minute) {
    if (agreedByWall(at, hours, zone)) return at;
  }
  return null;
}

export function lastByStepping(before: number, hours: WeekHours, zone: string): number | null {
  if (agreedByWall(before, hours, zone)) return before;
  let end = Math.floor(before / minute) * minute;
  while (!agreedByWall(end - minute, hours, zone)) {
    end -= minute;
    if (end < before - searched) return null;
  }
  let start = end - minute;
  while (end - start < quarter && agreedByWall(start - minute, hours, zone)) start -= minute;
  return start;
}
