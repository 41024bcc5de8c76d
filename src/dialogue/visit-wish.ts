/**
 * When a patient would like to come, in their words: «в четверг после 18», "next week, mornings". Words that
 * say nothing of time are passed over, since what was understood is always said back before it counts.
 */

import type { Span } from '../domain/card.ts';
import { readDates } from '../domain/spoken-dates.ts';
import type { VisitWish } from '../domain/wish.ts';
import type { Weekday } from '../domain/words.ts';
import { hoursAt, withDigits } from './clock-words.ts';
import { daysAt } from './day-words.ts';
import { plainOf } from './words.ts';

const nothing: VisitWish = {
  from: null,
  until: null,
  weekdays: [],
  notWeekdays: [],
  notBefore: null,
  before: null,
};

const chars_max = 300;

/** Null where no day and no hour was said. */
export function readVisitWish(
  text: string,
  { now, zone }: { readonly now: Date; readonly zone: string },
): VisitWish | null {
  const { from, until, time, rest } = readDates(text.slice(0, chars_max), { now, zone });
  const wish = readRest(withDigits(plainWithMarks(rest)), {
    ...nothing,
    from,
    until,
    notBefore: time,
  });
  const isEmpty =
    wish.from === null &&
    wish.until === null &&
    wish.weekdays.length + wish.notWeekdays.length === 0 &&
    wish.notBefore === null &&
    wish.before === null;
  return isEmpty ? null : wish;
}

function plainWithMarks(text: string): string {
  const marked = text
    .replaceAll(/(\d)[.](?=\d\d(?:\D|$))/g, '$1:')
    .replaceAll(/(?<=\p{L})\s*[-–—]\s*(?=\p{L})/gu, ' - ');
  return plainOf(marked);
}

const not = /^(?:не|кроме|за исключением|исключая|except|not|but not|never)$/;
const joining = /^(?:в|во|по|и|или|на|только|on|and|or|for|the|any|-)$/;
const exactly = /(?:(?:в|на|at) )?(\d{1,2}):(\d\d)(?= |$)|(?:в|at) (\d{1,2})(?: часов)?(?= |$)/y;

function readRest(plain: string, start: VisitWish): VisitWish {
  let wish = start;
  let negated = false;
  for (let at = 0; at < plain.length; ) {
    const hours = hoursAt(plain, at);
    const days = hours ? null : daysAt(plain, at);
    const time = hours || days ? null : timeAt(plain, at);
    const anyHour = hours && !hours.exact && isWholeDay(hours.span);
    if (hours && !negated && !anyHour) {
      const { to } = hours.span;
      const open = hours.exact && (to === '21:00' || to === '24:00');
      const early = hours.exact && (hours.span.from === '09:00' || hours.span.from === '07:00');
      wish = {
        ...wish,
        notBefore: early && !open ? wish.notBefore : hours.span.from,
        before: open ? wish.before : to,
      };
    } else if (days) {
      wish = withDays(wish, days.days, negated);
    } else if (time && !negated) {
      wish = { ...wish, notBefore: time.time };
    }
    const found = hours ?? days ?? time;
    const word = found ? '' : (/^\S*/.exec(plain.slice(at))?.[0] ?? '');
    if (!found && not.test(word)) negated = true;
    else if (found ? !days : !joining.test(word)) negated = false;
    at = (found ? found.end : at + word.length) + 1;
  }
  return wish;
}

/** «Когда угодно» is no wish. */
const isWholeDay = ({ from, to }: Span): boolean => from <= '09:00' && to >= '21:00';

/** Every day is no wish. */
function withDays(wish: VisitWish, days: readonly Weekday[], negated: boolean): VisitWish {
  if (days.length === 7) return wish;
  const key = negated ? 'notWeekdays' : 'weekdays';
  return { ...wish, [key]: [...new Set([...wish[key], ...days])].toSorted((a, b) => a - b) };
}

function timeAt(plain: string, at: number): { time: string; end: number } | null {
  exactly.lastIndex = at;
  const match = exactly.exec(plain);
  if (!match) return null;
  const [whole, hour, minute, bare] = match;
  // «В 6» at a clinic is the evening; nobody is treated at six in the morning.
  const said = Number(hour ?? bare);
  const meant = said >= 1 && said <= 7 ? said + 12 : said;
  if (meant > 23 || Number(minute ?? 0) > 59) return null;
  return { time: `${String(meant).padStart(2, '0')}:${minute ?? '00'}`, end: at + whole.length };
}
