/** An independent reading of the wall clock, by `Intl` and brute force, to check the arithmetic against. */

import type { WeekHours } from '../../src/domain/card.ts';

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

/** What the wall shows, as if it were UTC. `Intl` is asked once per quarter of an hour: no zone jumps within. */
export function wall(instant: number, zone: string): number {
  const start = Math.floor(instant / quarter) * quarter;
  const cache = known.get(zone) ?? new Map<number, number>();
  known.set(zone, cache);
  const shown = cache.get(start) ?? ask(start, zone);
  cache.set(start, shown);
  return shown + instant - start;
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

/** Every moment from 2010 to 2029 at which the zone's clocks jump. */
export function jumps(zone: string): readonly number[] {
  const found: number[] = [];
  const offset = (at: number) => wall(at, zone) - at;
  for (let at = Date.UTC(2010, 0, 1); at < Date.UTC(2029, 0, 1); at += day) {
    if (offset(at) === offset(at + day)) continue;
    let step = at;
    while (offset(step) === offset(at)) step += quarter;
    found.push(step);
  }
  return found;
}

const clock = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Whether the wall clock is in a span of that weekday, or in the rest of one of the day before. */
export function agreedByWall(instant: number, hours: WeekHours, zone: string): boolean {
  const now = new Date(wall(instant, zone));
  const minutes = now.getUTCHours() * 60 + now.getUTCMinutes();
  const today = (now.getUTCDay() || 7) as keyof WeekHours;
  const yesterday = (today === 1 ? 7 : today - 1) as keyof WeekHours;
  const crosses = (span: { from: string; to: string }) => clock(span.to) <= clock(span.from);
  return (
    hours[today].some((span) =>
      crosses(span)
        ? minutes >= clock(span.from)
        : minutes >= clock(span.from) && minutes < clock(span.to),
    ) || hours[yesterday].some((span) => crosses(span) && minutes < clock(span.to))
  );
}

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
