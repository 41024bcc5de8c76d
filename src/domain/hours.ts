/** The hours a patient agreed to: is this moment inside them, and if not, which one nearby is? */

import type { Span, WeekHours } from './card.ts';
import { dayMs, minuteMs, stretches, toLocal } from './time.ts';
import { weekdays } from './words.ts';

/** How far ahead or back an agreed moment is looked for: a whole week and a day for clock changes. */
export const searchDays = 8;
/** A message moved earlier leaves this much of the agreed span for the patient to answer in. */
export const leadMinutes = 15;

const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;

export type SpanFault = 'bad_from' | 'bad_to';

/** `[from, to)`, epoch milliseconds or minutes of the week. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where a reminder may go: `ideal`, or else the nearest agreed moment inside the two limits. */
export interface Wish {
  readonly ideal: Date;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly hours: WeekHours;
  readonly zone: string;
}

/** What is wrong with a span, or null. `from` is `00:00`–`23:59`, `to` may also be `24:00`. */
export function faultOfSpan(span: Span): SpanFault | null {
  const time = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
  if (!time.test(span.from)) return 'bad_from';
  return span.to === '24:00' || time.test(span.to) ? null : 'bad_to';
}

/** Whether the wall clock at this instant is inside an agreed span. */
export function isAgreed(instant: Date, hours: WeekHours, zone: string): boolean {
  const { weekday, time } = toLocal(instant, zone);
  const now = (weekday - 1) * dayMinutes + minutesOf(time);
  return weekRanges(hours).some(
    ({ from, to }) => (from <= now && now < to) || now + weekMinutes < to,
  );
}

/** The first agreed instant at or after `from`; null if there is none within eight days. */
export function nextAgreed(from: Date, hours: WeekHours, zone: string): Date | null {
  const until = new Date(from.getTime() + searchDays * dayMs);
  const [first] = agreedRanges({ from, to: until }, hours, zone);
  return first ? new Date(first.from) : null;
}

/**
 * The last useful moment at or before `before`: itself when agreed, else a quarter of an hour before
 * the latest span ended (or that span's start, if it was shorter). Null if eight days hold none.
 */
export function lastAgreed(before: Date, hours: WeekHours, zone: string): Date | null {
  if (isAgreed(before, hours, zone)) return before;
  const since = new Date(before.getTime() - searchDays * dayMs);
  const last = agreedRanges({ from: since, to: before }, hours, zone).at(-1);
  return last ? new Date(Math.max(last.from, last.to - leadMinutes * minuteMs)) : null;
}

/** DESIGN §6: the ideal moment if agreed, else later, else earlier, else none. Never outside limits. */
export function place({ ideal, notBefore, notAfter, hours, zone }: Wish): Date | null {
  if (notBefore > notAfter) return null;
  const later = nextAgreed(laterOf(ideal, notBefore), hours, zone);
  if (later && later <= notAfter) return later;
  const earlier = lastAgreed(earlierOf(ideal, notAfter), hours, zone);
  return earlier && earlier >= notBefore ? earlier : null;
}

/** Agreed stretches of real time, in order, joined where they touch. */
function agreedRanges(
  { from, to }: { readonly from: Date; readonly to: Date },
  hours: WeekHours,
  zone: string,
): readonly Range[] {
  const week = weekRanges(hours);
  const found = stretches(from, to, zone).flatMap(({ offsetMs, ...real }) =>
    week
      .flatMap((range) => repeats(range, { from: real.from + offsetMs, to: real.to + offsetMs }))
      .map((local) => ({ from: local.from - offsetMs, to: local.to - offsetMs })),
  );
  return joined(found);
}

/** Every week's copy of a range that falls into a stretch of local time, cut to that stretch. */
function repeats(range: Range, within: Range): readonly Range[] {
  const found: Range[] = [];
  const week = weekMinutes * minuteMs;
  const length = (range.to - range.from) * minuteMs;
  const anchor = mondayMs + range.from * minuteMs;
  const first = anchor + Math.ceil((within.from - length - anchor) / week) * week;
  for (let start = first; start < within.to; start += week) {
    const cut = { from: Math.max(start, within.from), to: Math.min(start + length, within.to) };
    if (cut.from < cut.to) found.push(cut);
  }
  return found;
}

/** Local midnight of Monday 5 January 1970, the first Monday of the epoch. */
const mondayMs = 4 * dayMs;

function joined(ranges: readonly Range[]): readonly Range[] {
  const out: Range[] = [];
  for (const next of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && next.from <= last.to) {
      out[out.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    } else out.push(next);
  }
  return out;
}

/** A card is read for each of its messages. */
const readWeeks = new WeakMap<WeekHours, readonly Range[]>();

function weekRanges(hours: WeekHours): readonly Range[] {
  const known = readWeeks.get(hours);
  if (known) return known;
  const read = readWeek(hours);
  readWeeks.set(hours, read);
  return read;
}

/** Spans as minutes since Monday 00:00; one that crosses Sunday midnight ends after the week does. */
function readWeek(hours: WeekHours): readonly Range[] {
  return weekdays.flatMap((day) =>
    hours[day]
      .filter((span) => faultOfSpan(span) === null)
      .map((span) => {
        const from = minutesOf(span.from);
        const to = minutesOf(span.to);
        const start = (day - 1) * dayMinutes;
        return { from: start + from, to: start + (to > from ? to : to + dayMinutes) };
      }),
  );
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

const laterOf = (a: Date, b: Date) => (a > b ? a : b);
const earlierOf = (a: Date, b: Date) => (a < b ? a : b);
