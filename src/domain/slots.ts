/** Free times of a doctor: what they are there for, minus what is taken. */

import type { Span, WeekHours } from './card.ts';
import { addDays, laterOf, minuteMs, startOfDay, toInstant, toLocal } from './time.ts';
import type { VisitWish } from './wish.ts';

/** When a doctor can be booked at a clinic, by the clinic's wall clock. */
export interface Availability {
  readonly week: WeekHours;
  /** Local dates on which other spans hold instead of the week's; an empty list means absent. */
  readonly days: Readonly<Record<string, readonly Span[]>>;
  /** Visits begin this many minutes apart, counted from the start of a span. */
  readonly stepMin: number;
}

/** `[startsAt, endsAt)`. */
export interface Taken {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export interface SlotWish {
  readonly availability: Availability;
  /** The clinic's. */
  readonly zone: string;
  readonly taken: readonly Taken[];
  /** A slot begins in `[from, until)`. */
  readonly from: Date;
  readonly until: Date;
  readonly durationMin: number;
}

/** A visit cannot be booked, nor moved to, less than this ahead: somebody has to read of it. */
export const noticeMin = 60;
/** How far ahead a chat or a form looks for a time. */
export const horizonDays = 60;
/** How long a chosen time is kept while the patient decides. */
export const holdMin = 5;

/** In order, each once. A span that goes past midnight belongs to the day it begins on. */
export function freeSlots(wish: SlotWish): readonly Date[] {
  const { availability, zone, from, until, durationMin } = wish;
  const last = toLocal(until, zone).date;
  const found = new Map<number, Date>();
  // From the day before: its last span may go past midnight.
  for (let date = addDays(toLocal(from, zone).date, -1); date <= last; date = addDays(date, 1)) {
    for (const span of spansOn(availability, date, zone)) {
      for (const slot of slotsIn(span, {
        date,
        zone,
        durationMin,
        stepMin: availability.stepMin,
      })) {
        if (slot >= from && slot < until && isFree(slot, wish)) found.set(slot.getTime(), slot);
      }
    }
  }
  return [...found.values()].toSorted((a, b) => a.getTime() - b.getTime());
}

/** When the doctor is there on a local date, as stretches of time; what goes past midnight is cut at it. */
export function openOn(
  availability: Availability,
  { date, zone }: { readonly date: string; readonly zone: string },
): readonly Taken[] {
  const [start, end] = [startOfDay(date, zone), startOfDay(addDays(date, 1), zone)];
  return [addDays(date, -1), date].flatMap((day) =>
    spansOn(availability, day, zone).flatMap((span) => {
      const [from, to] = minutesIn(span);
      const startsAt = laterOf(instantAt({ date: day, zone }, from), start);
      const endsAt = new Date(
        Math.min(instantAt({ date: day, zone }, to).getTime(), end.getTime()),
      );
      return endsAt > startsAt ? [{ startsAt, endsAt }] : [];
    }),
  );
}

export function isFree(
  slot: Date,
  { taken, durationMin }: Pick<SlotWish, 'taken' | 'durationMin'>,
): boolean {
  const ends = slot.getTime() + durationMin * minuteMs;
  return !taken.some(({ startsAt, endsAt }) => startsAt.getTime() < ends && endsAt > slot);
}

function spansOn({ week, days }: Availability, date: string, zone: string): readonly Span[] {
  const own = days[date];
  return own ?? week[toLocal(toInstant({ local: `${date}T12:00`, zone }), zone).weekday];
}

function slotsIn(
  { from, to }: Span,
  on: { date: string; zone: string; durationMin: number; stepMin: number },
): readonly Date[] {
  const [starts, ends] = minutesIn({ from, to });
  const end = instantAt(on, ends);
  const found: Date[] = [];
  for (let minute = starts; minute < ends; minute += on.stepMin) {
    const slot = instantAt(on, minute);
    // In a spring gap several wall times are one moment, and none of them is on the clock.
    const isOnClock = minutesOf(toLocal(slot, on.zone).time) === minute % dayMinutes;
    if (isOnClock && slot.getTime() + on.durationMin * minuteMs <= end.getTime()) found.push(slot);
  }
  return found;
}

const dayMinutes = 24 * 60;

/** Of the day it begins on; one that goes past midnight ends beyond it. */
function minutesIn({ from, to }: Span): readonly [number, number] {
  const [starts, ends] = [minutesOf(from), minutesOf(to)];
  return [starts, to > from ? ends : ends + dayMinutes];
}

function instantAt({ date, zone }: { date: string; zone: string }, minute: number): Date {
  const day = addDays(date, Math.floor(minute / dayMinutes));
  return toInstant({ local: `${day}T${wallOf(minute % dayMinutes)}`, zone });
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const wallOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Whether a time is what was asked for. */
export function suits(slot: Date, wish: VisitWish, zone: string): boolean {
  const { date, time, weekday } = toLocal(slot, zone);
  if (wish.from !== null && date < wish.from) return false;
  if (wish.until !== null && date > wish.until) return false;
  if (wish.weekdays.length > 0 && !wish.weekdays.includes(weekday)) return false;
  if (wish.notWeekdays.includes(weekday)) return false;
  if (wish.notBefore !== null && time < wish.notBefore) return false;
  return wish.before === null || time < wish.before;
}
