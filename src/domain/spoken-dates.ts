/** Calendar dates the way people say them: «завтра», «25 ноября», «на следующей неделе», "in two weeks". */

import { casual as english, type ParsedResult } from 'chrono-node/en';
import { casual as russian } from 'chrono-node/ru';
import { addDays, minuteMs, toLocal } from './time.ts';
import type { Weekday } from './words.ts';

export interface SpokenDates {
  /** Local dates, both ends included; null was not said. */
  readonly from: string | null;
  readonly until: string | null;
  /** `HH:MM`, said together with the date. */
  readonly time: string | null;
  /** What else was said. */
  readonly rest: string;
}

/** Nothing but a day of the week is left to `rest`: it may mean every one of them. */
export function readDates(text: string, { now, zone }: { now: Date; zone: string }): SpokenDates {
  const said = withYearless(text);
  const parser = /\p{Script=Cyrillic}/u.test(said) ? russian : english;
  const instant = { instant: now, timezone: offsetMin(now, zone) };
  const found = parser.parse(said, instant, { forwardDate: true }).filter(namesDate);
  const [first] = found;
  if (!first) return { from: null, until: null, time: null, rest: text };
  const rest = found.reduceRight(without, said);
  const before = said.slice(0, first.index).trimEnd();
  const [from, until] = rangeOf(first, found[1]);
  const time = timeOf(first);
  if (/(?:^|\s)(?:до|не позже|не позднее|before|by|until|till)$/i.test(before))
    return { from: null, until, time, rest: cutEnd(rest, first.index, 2) };
  if (/(?:^|\s)(?:после|с|со|не раньше|начиная с|after|from|since)$/i.test(before) && !first.end)
    return { from, until: null, time, rest: cutEnd(rest, first.index, 2) };
  return { from, until, time, rest };
}

/** «Сегодня вечером» names hours as well as a day. */
function without(said: string, { index, text }: ParsedResult): string {
  const left = text.replaceAll(/\S+/g, (word) =>
    partOfDay.test(word) ? word : ' '.repeat(word.length),
  );
  return said.slice(0, index) + left + said.slice(index + text.length);
}

const partOfDay = /^(?:утр|вечер|дн[её]м|обед|ноч|morning|afternoon|evening|night|noon)/i;

/** `25.11` is a date in Russian; the library wants its year. */
function withYearless(text: string): string {
  return text.replaceAll(
    /(?<![\d.])(\d{1,2})\.(0?[1-9]|1[0-2])(?![\d.])/g,
    (all, day: string, month: string) => {
      const name = russianMonths[Number(month) - 1];
      return Number(day) >= 1 && Number(day) <= 31 && name ? `${Number(day)} ${name}` : all;
    },
  );
}

const russianMonths = [
  ...['января', 'февраля', 'марта', 'апреля', 'мая', 'июня'],
  ...['июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
];

const week = /недел|week/i;
const next = /следующ|next/i;

/** «Болит три дня» says how long, not when. */
const howLong = /^(?:\S+ )?(?:дн|день|недел|месяц|days?|weeks?|months?)/i;
const ahead = /через|спустя|следующ|эт(?:ой|у|от)|^(?:в|на) |^(?:in|this|next|after)/i;

function namesDate({ start, text }: ParsedResult): boolean {
  if (howLong.test(text) && !ahead.test(text)) return false;
  if (start.isCertain('day') || start.isCertain('month')) return true;
  // «Следующий четверг» is one day, «четверг» may be any.
  return start.isCertain('weekday') && next.test(text);
}

function rangeOf(first: ParsedResult, second: ParsedResult | undefined): [string, string] {
  const day = dateOf(first);
  if (week.test(first.text) && !/через|in \w+ weeks?|ago/i.test(first.text)) {
    const monday = addDays(day, 1 - weekdayOf(day));
    return [monday, addDays(monday, 6)];
  }
  if (!first.start.isCertain('day') && !first.start.isCertain('weekday')) {
    const [from] = [`${day.slice(0, 7)}-01`];
    return [from, addDays(addDays(from, 31).slice(0, 8).concat('01'), -1)];
  }
  if (first.end) return [day, dateOf({ start: first.end })];
  // «25 или 27 ноября»: whatever lies between is offered too, and the buttons say which day it is.
  const other = second ? dateOf(second) : day;
  return other > day ? [day, other] : [day, day];
}

function dateOf({ start }: Pick<ParsedResult, 'start'>): string {
  const two = (unit: 'month' | 'day') => String(start.get(unit)).padStart(2, '0');
  return `${start.get('year')}-${two('month')}-${two('day')}`;
}

function timeOf({ start }: ParsedResult): string | null {
  if (!start.isCertain('hour')) return null;
  const two = (unit: 'hour' | 'minute') => String(start.get(unit) ?? 0).padStart(2, '0');
  return `${two('hour')}:${two('minute')}`;
}

const weekdayOf = (date: string): Weekday => toLocal(new Date(`${date}T12:00:00Z`), 'UTC').weekday;

/** The preposition before the date was part of it. */
function cutEnd(rest: string, index: number, words: number): string {
  const before = rest.slice(0, index).trimEnd().split(/\s+/);
  const kept = before.slice(0, -1);
  const twoWords = /^(?:не|начиная)$/i.test(kept.at(-1) ?? '') ? kept.slice(0, -(words - 1)) : kept;
  return `${twoWords.join(' ')} ${rest.slice(index)}`;
}

function offsetMin(now: Date, zone: string): number {
  const { date, time } = toLocal(now, zone);
  const wall = new Date(`${date}T${time}:00Z`).getTime();
  return Math.round((wall - now.getTime()) / minuteMs);
}
