/** Dates and times as clinic systems and Excel write them. */

import { type LocalTime, minuteMs, parseStartsAt, toInstant, toLocal } from './time.ts';

/** What stands in a date column where nobody entered a date: the zeros of databases and of Excel. */
const sentinels: readonly string[] = [
  '0000-00-00',
  '0001-01-01',
  '1753-01-01',
  '1899-12-30',
  '1899-12-31',
  '1900-01-00',
  '1900-01-01',
  '1970-01-01',
  '9999-12-31',
];
/** People were born on it. */
const epoch = '1970-01-01';

export type DateFault = 'bad_date' | 'bad_time' | 'sentinel_date' | 'required';
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: DateFault };

const bad = (code: DateFault) => ({ ok: false, code }) as const;
const ok = <T>(value: T) => ({ ok: true, value }) as const;

const iso = /^(\d{4})-(\d\d)-(\d\d)(?=$|[T\s])/;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?=$|[T\s])/;

/** `2026-03-02` or `02.03.2026`, as the first of these; what follows it is left over. */
function dateIn(text: string): { readonly date: string; readonly rest: string } | null {
  const year = iso.exec(text);
  const day = dotted.exec(text);
  const [found = ''] = year ?? day ?? [];
  if (!year && !day) return null;
  const date = year
    ? found
    : [day?.[3], day?.[2], day?.[1]].map((one) => one?.padStart(2, '0')).join('-');
  return { date, rest: text.slice(found.length).replace(/^[T\s]+/, '') };
}

function exists(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

/** A day on its own; a time that Excel has put behind it is dropped. `born`: of a person, who may be old. */
export function readDay(text: string, { born = false } = {}): Read<string> {
  const found = dateIn(text.trim());
  if (!found) return bad('bad_date');
  const { date } = found;
  if (sentinels.includes(date) && !(born && date === epoch)) return bad('sentinel_date');
  const [from, until] = born ? ['1900', '2200'] : ['2000', '2200'];
  return exists(date) && date >= from && date < until ? ok(date) : bad('bad_date');
}

export interface Moment {
  readonly at: Date;
  /** The wall clock skipped the time, or showed it twice. */
  readonly dst: 'gap' | 'overlap' | null;
}

const clock = /^(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:\.\d+)?)?$/;

/**
 * A moment, from one column or from a day and a time. Without an offset it is what the clinic's wall
 * clock shows, by the rules of `toInstant`.
 */
export function readMoment(
  { day, time }: { readonly day: string; readonly time: string | null },
  zone: string,
): Read<Moment> {
  const found = dateIn(day.trim());
  if (!found) return bad('bad_date');
  const checked = readDay(found.date);
  if (!checked.ok) return checked;
  const rest = timeIn(time) || found.rest;
  if (rest === '') return bad(time === null ? 'bad_time' : 'required');
  const offset = /(Z|[+-]\d\d:?\d\d)$/i.exec(rest);
  if (offset) {
    const at = parseStartsAt(`${found.date}T${rest}`, zone);
    return at ? ok({ at, dst: null }) : bad('bad_time');
  }
  const [, hour, minute = '', second = '00'] = clock.exec(rest) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return bad('bad_time');
  }
  return ok(onWall({ date: found.date, time: `${hour.padStart(2, '0')}:${minute}` }, zone));
}

/** Excel writes a bare time as one of the day it counts from. */
const timeIn = (time: string | null): string => {
  const text = time?.trim() ?? '';
  return dateIn(text)?.rest ?? text;
};

/** How far clocks are put back: an hour, on Lord Howe half of one. */
const overlapsMin = [30, 60];

/** Seconds are cut off: no visit begins within a minute. */
function onWall({ date, time }: Omit<LocalTime, 'weekday'>, zone: string): Moment {
  const at = toInstant({ local: `${date}T${time}`, zone });
  const shown = toLocal(at, zone);
  if (shown.date !== date || shown.time !== time) return { at, dst: 'gap' };
  const isShownAgain = overlapsMin.some((minutes) => {
    const again = toLocal(new Date(at.getTime() + minutes * minuteMs), zone);
    return again.date === date && again.time === time;
  });
  return { at, dst: isShownAgain ? 'overlap' : null };
}
