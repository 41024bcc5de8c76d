/** Agreed days and hours in words. */

import type { Span, WeekHours } from '../domain/card.ts';
import { type Weekday, weekdays } from '../domain/words.ts';
import { trimHour } from './dates.ts';

export interface HoursWords {
  readonly anyDay: string;
  readonly workdays: string;
  readonly weekend: string;
  readonly short: Readonly<Record<Weekday, string>>;
  readonly allDay: string;
  readonly never: string;
  readonly span: (from: string, to: string) => string;
  /** After a span that ends on the next day. */
  readonly overnight: string;
  readonly and: string;
}

/** `по будням, с 9:00 до 21:00`; days with different hours are told apart by a semicolon. */
export function weekWords(week: WeekHours, words: HoursWords): string {
  const groups = new Map<string, Weekday[]>();
  for (const day of weekdays) {
    if (week[day].length === 0) continue;
    const spans = spanList(week[day], words);
    groups.set(spans, [...(groups.get(spans) ?? []), day]);
  }
  if (groups.size === 0) return words.never;
  return [...groups].map(([spans, days]) => `${dayList(days, words)}, ${spans}`).join('; ');
}

function spanList(spans: readonly Span[], words: HoursWords): string {
  return spans.map((span) => spanWords(span, words)).join(words.and);
}

function spanWords({ from, to }: Span, words: HoursWords): string {
  if (from === '00:00' && to === '24:00') return words.allDay;
  const span = words.span(trimHour(from), trimHour(to));
  return to > from ? span : `${span} ${words.overnight}`;
}

function dayList(days: readonly Weekday[], words: HoursWords): string {
  const key = days.join('');
  if (key === '1234567') return words.anyDay;
  if (key === '12345') return words.workdays;
  if (key === '67') return words.weekend;
  return runs(days)
    .map(([first, last]) => runWords(first, last, words))
    .join(', ');
}

type Run = readonly [first: Weekday, last: Weekday];

/** Days next to each other, as their first and last. */
function runs(days: readonly Weekday[]): readonly Run[] {
  const firsts = days.filter((day, index) => days[index - 1] !== day - 1);
  const lasts = days.filter((day, index) => days[index + 1] !== day + 1);
  return firsts.map((first, index) => [first, lasts[index] ?? first]);
}

/** Two days are named both, three and more as `пн–чт`. */
function runWords(first: Weekday, last: Weekday, { short }: HoursWords): string {
  if (last === first) return short[first];
  return `${short[first]}${last - first > 1 ? '–' : ', '}${short[last]}`;
}
