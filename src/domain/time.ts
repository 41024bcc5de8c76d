/** The one place where wall clocks and instants meet. Everything else handles `Date` and text. */

import { Temporal } from 'temporal-polyfill';
import type { Weekday } from './words.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const laterOf = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()));

/** A wall-clock intention: `YYYY-MM-DDTHH:MM[:SS]` in an IANA zone. */
export interface WallTime {
  readonly local: string;
  readonly zone: string;
}

/** What a clock on the wall shows. */
export interface LocalTime {
  readonly date: string;
  readonly time: string;
  readonly weekday: Weekday;
}

/** A stretch of time `[from, to)` in epoch milliseconds during which a zone's clocks did not jump. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offsetMs: number;
}

/**
 * The instant of a wall time. In a spring gap the first valid instant after it; in an autumn overlap
 * the first occurrence. Throws `RangeError` on a malformed time or zone.
 */
export function toInstant({ local, zone }: WallTime): Date {
  return instantOf(Temporal.PlainDateTime.from(local), zone);
}

/** What the clock on the wall shows at an instant; seconds are cut off. */
export function toLocal(instant: Date, zone: string): LocalTime {
  const { offsetMs } = stretchAt(instant, zone);
  const local = new Date(instant.getTime() + offsetMs);
  const [date = '', time = ''] = local.toISOString().split('T');
  return { date, time: time.slice(0, 5), weekday: (local.getUTCDay() || 7) as Weekday };
}

/** The calendar date `n` days later (earlier if negative). */
export function addDays(date: string, n: number): string {
  return Temporal.PlainDate.from(date).add({ days: n }).toString();
}

/** The same day `n` months later, or the last one of a shorter month. */
export function addMonths(date: string, n: number): string {
  return Temporal.PlainDate.from(date).add({ months: n }).toString();
}

/** As a calendar has it: `2026-02-30` is none. */
export const isDate = (text: string): boolean => {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

/** The first instant of a local date; of the next one that exists, where a zone skipped it. */
export function startOfDay(date: string, zone: string): Date {
  return instantOf(Temporal.PlainDate.from(date).toPlainDateTime(), zone);
}

/** Whether this is a named IANA zone that this machine knows. Bare offsets are not zones. */
export function isZone(zone: string): boolean {
  // Temporal would also take a bare offset, or a whole timestamp with a zone in brackets.
  if (!/^[A-Za-z][\w+/-]{1,63}$/.test(zone)) return false;
  return attempt(() => new Temporal.ZonedDateTime(0n, zone)) !== null;
}

const isoDateTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/i;

/** Reads ISO 8601 with an offset or `Z`, or a wall time in the clinic's zone; null if it is neither. */
export function parseStartsAt(text: string, zone: string): Date | null {
  const match = isoDateTime.exec(text.trim());
  if (!match) return null;
  const [iso] = match;
  return match[1] === undefined
    ? attempt(() => toInstant({ local: iso, zone }))
    : attempt(() => new Date(Temporal.Instant.from(iso).epochMilliseconds));
}

/**
 * Adds an ISO 8601 duration. Days and longer keep the wall clock (`P1D` after 10:00 is 10:00, by the
 * gap and overlap rules of `toInstant`), hours and shorter are exact. A leading `-` subtracts.
 */
export function addDuration(instant: Date, duration: string, zone: string): Date {
  const { calendar, days, exactMs } = readDuration(duration);
  // Without this, adding an hour within an autumn overlap would jump back to the first occurrence.
  if (calendar.blank) return new Date(instant.getTime() + exactMs);
  const moved =
    (days === null ? null : inOneStretch(instant, days, zone)) ??
    instantOf(zoned(instant, zone).toPlainDateTime().add(calendar), zone);
  return new Date(moved.getTime() + exactMs);
}

interface ReadDuration {
  readonly calendar: Temporal.Duration;
  /** Of a calendar part that is nothing but days. */
  readonly days: number | null;
  readonly exactMs: number;
}

/** The few that are asked for again and again. */
const durations = new Map<string, ReadDuration>();
const durationsMax = 100;

function readDuration(text: string): ReadDuration {
  const known = durations.get(text);
  if (known) return known;
  const { years, months, weeks, days, ...rest } = fieldsOf(Temporal.Duration.from(text));
  const calendar = Temporal.Duration.from({ years, months, weeks, days });
  const read = {
    calendar,
    days: years || months || weeks ? null : days,
    exactMs: Temporal.Duration.from(rest).total('milliseconds'),
  };
  if (durations.size < durationsMax) durations.set(text, read);
  return read;
}

/** Days later while no clock jumps in between; null where one may, or may just have. */
function inOneStretch(instant: Date, days: number, zone: string): Date | null {
  const { from, to } = stretchAt(instant, zone);
  const moved = instant.getTime() + days * dayMs;
  // Behind a jump back the same wall time may come a second time: the first is meant.
  return moved >= from + dayMs && moved < to ? new Date(moved) : null;
}

/** Cuts `[from, to)` where the zone's clocks jump, so that each piece is plain arithmetic. */
export function stretches(from: Date, to: Date, zone: string): readonly Stretch[] {
  const found: Stretch[] = [];
  let start = from.getTime();
  while (start < to.getTime()) {
    const here = stretchAt(new Date(start), zone);
    const end = Math.min(here.to, to.getTime());
    found.push({ from: start, to: end, offsetMs: here.offsetMs });
    start = end;
  }
  return found;
}

/** By zone, the stretches asked for before: nearly all that is asked lies in this summer or this winter. */
const knownStretches = new Map<string, Stretch[]>();
const stretchesMax = 100;

function stretchAt(instant: Date, zone: string): Stretch {
  const at = instant.getTime();
  const known = knownStretches.get(zone) ?? [];
  const found = known.find(({ from, to }) => from <= at && at < to);
  if (found) return found;
  const here = zoned(instant, zone);
  // A moment that is itself a jump begins a stretch.
  const before = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const stretch = {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: here.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: here.offsetNanoseconds / 1e6,
  };
  knownStretches.set(zone, [...known.slice(1 - stretchesMax), stretch]);
  return stretch;
}

function instantOf(local: Temporal.PlainDateTime, zone: string): Date {
  const first = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (first.toPlainDateTime().equals(local)) return new Date(first.epochMilliseconds);
  // Inside a gap `earlier` lands before the jump; DESIGN §6 wants the moment of the jump itself.
  const jump = first.getTimeZoneTransition('next');
  return new Date((jump ?? first).epochMilliseconds);
}

function zoned(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
}

function fieldsOf(duration: Temporal.Duration) {
  const { years, months, weeks, days, hours, minutes, seconds, milliseconds } = duration;
  return { years, months, weeks, days, hours, minutes, seconds, milliseconds };
}

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
