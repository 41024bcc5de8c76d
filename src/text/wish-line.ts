/** What was understood of when a patient would like to come, in words. */

import { toInstant } from '../domain/time.ts';
import type { VisitWish } from '../domain/wish.ts';
import { type Language, type Weekday, weekdays } from '../domain/words.ts';
import { textsOf } from './catalogue.ts';
import { dayMonth, trimHour } from './dates.ts';
import type { WishTexts } from './move-texts.ts';

/** `с 25 по 27 ноября, чт, пт, с 18:00`; empty if nothing was understood. */
export function wishLine(wish: VisitWish, language: Language): string {
  const { wish: own, hours } = textsOf(language);
  const days = (all: readonly Weekday[]) =>
    weekdays
      .filter((day) => all.includes(day))
      .map((day) => hours.short[day])
      .join(', ');
  const parts = [
    dateLine(wish, language),
    days(wish.weekdays),
    wish.notWeekdays.length > 0 ? own.except(days(wish.notWeekdays)) : '',
    hoursLine(wish, own),
  ];
  return parts.filter(Boolean).join(', ');
}

function hoursLine({ notBefore, before }: VisitWish, own: WishTexts): string {
  if (notBefore && before) return own.hours(trimHour(notBefore), trimHour(before));
  if (notBefore) return own.after(trimHour(notBefore));
  return before ? own.before(trimHour(before)) : '';
}

function dateLine({ from, until }: VisitWish, language: Language): string {
  const { wish: own } = textsOf(language);
  if (from && from === until) return own.onDay(dayOf(from, language));
  if (from && until) return own.between(dayOf(from, language), dayOf(until, language));
  if (from) return own.fromDay(dayOf(from, language));
  return until ? own.untilDay(dayOf(until, language)) : '';
}

const dayOf = (date: string, language: Language): string =>
  dayMonth({ at: toInstant({ local: `${date}T12:00`, zone: 'UTC' }), zone: 'UTC' }, language);
