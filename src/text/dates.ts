/** Days and times in words. Always by the wall clock of the given zone. */

import { addDays, type LocalTime, toLocal } from '../domain/time.ts';
import type { Language, Weekday } from '../domain/words.ts';

interface DateWords {
  readonly months: readonly string[];
  readonly shortMonths: readonly string[];
  readonly weekdays: Readonly<Record<Weekday, string>>;
  readonly shortWeekdays: Readonly<Record<Weekday, string>>;
  /** As an answer to "when?": «во вторник», "on Tuesday". */
  readonly onWeekday: Readonly<Record<Weekday, string>>;
  readonly today: string;
  readonly tomorrow: string;
  readonly atTime: (time: string) => string;
  /** What follows "tomorrow,": Russian keeps the preposition, English does not. */
  readonly relativeOn: 'onWeekday' | 'weekdays';
}

const words: Readonly<Record<Language, DateWords>> = {
  ru: {
    months: [
      ...['января', 'февраля', 'марта', 'апреля', 'мая', 'июня'],
      ...['июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
    ],
    shortMonths: [
      ...['янв', 'фев', 'мар', 'апр', 'мая', 'июн'],
      ...['июл', 'авг', 'сен', 'окт', 'ноя', 'дек'],
    ],
    weekdays: {
      1: 'понедельник',
      2: 'вторник',
      3: 'среда',
      4: 'четверг',
      5: 'пятница',
      6: 'суббота',
      7: 'воскресенье',
    },
    shortWeekdays: { 1: 'пн', 2: 'вт', 3: 'ср', 4: 'чт', 5: 'пт', 6: 'сб', 7: 'вс' },
    onWeekday: {
      1: 'в понедельник',
      2: 'во вторник',
      3: 'в среду',
      4: 'в четверг',
      5: 'в пятницу',
      6: 'в субботу',
      7: 'в воскресенье',
    },
    today: 'сегодня',
    tomorrow: 'завтра',
    atTime: (time) => `в ${time}`,
    relativeOn: 'onWeekday',
  },
  en: {
    months: [
      ...['January', 'February', 'March', 'April', 'May', 'June'],
      ...['July', 'August', 'September', 'October', 'November', 'December'],
    ],
    shortMonths: [
      ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
      ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    ],
    weekdays: {
      1: 'Monday',
      2: 'Tuesday',
      3: 'Wednesday',
      4: 'Thursday',
      5: 'Friday',
      6: 'Saturday',
      7: 'Sunday',
    },
    shortWeekdays: { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' },
    onWeekday: {
      1: 'on Monday',
      2: 'on Tuesday',
      3: 'on Wednesday',
      4: 'on Thursday',
      5: 'on Friday',
      6: 'on Saturday',
      7: 'on Sunday',
    },
    today: 'today',
    tomorrow: 'tomorrow',
    atTime: (time) => `at ${time}`,
    relativeOn: 'weekdays',
  },
};

/** An instant to be told to a patient whose clinic is in `zone`. */
export interface Moment {
  readonly at: Date;
  readonly zone: string;
}

/** `24 ноября`, `24 November`. */
export function dayMonth({ at, zone }: Moment, language: Language): string {
  return dayMonthOf(toLocal(at, zone), language);
}

/** `24 ноября 2026`, `24 November 2026`: for what holds longer than a season. */
export function fullDate({ at, zone }: Moment, language: Language): string {
  const local = toLocal(at, zone);
  return `${dayMonthOf(local, language)} ${local.date.slice(0, 4)}`;
}

/** `вторник 24 ноября`, `Tuesday 24 November`. Holds whenever it is read. */
export function fullDay({ at, zone }: Moment, language: Language): string {
  const local = toLocal(at, zone);
  return `${words[language].weekdays[local.weekday]} ${dayMonthOf(local, language)}`;
}

/** On a button: `вт 24 ноября`, `Tue 24 November`. */
export function shortDay({ at, zone }: Moment, language: Language): string {
  const local = toLocal(at, zone);
  return `${words[language].shortWeekdays[local.weekday]} ${dayMonthOf(local, language)}`;
}

/** On a button, with its time: `вт 24 ноя, 11:40`, `Tue 24 Nov, 11:40`. */
export function shortMoment(moment: Moment, language: Language): string {
  const { date, weekday } = toLocal(moment.at, moment.zone);
  const month = words[language].shortMonths[Number(date.slice(5, 7)) - 1];
  const day = Number(date.slice(8));
  return `${words[language].shortWeekdays[weekday]} ${day} ${month}, ${clockTime(moment)}`;
}

/** `11:40`. */
export function clockTime({ at, zone }: Moment): string {
  return trimHour(toLocal(at, zone).time);
}

/** After a colon: `завтра, вторник 24 ноября, 11:40`. */
export function whenLine(moment: Moment & { readonly now: Date }, language: Language): string {
  const relative = relativeDay(moment, language);
  const day = `${fullDay(moment, language)}, ${clockTime(moment)}`;
  return relative === null ? day : `${relative}, ${day}`;
}

/** Inside a sentence: `завтра, во вторник 24 ноября, в 11:40`; `on Tuesday 24 November at 11:40`. */
export function whenPhrase(moment: Moment & { readonly now: Date }, language: Language): string {
  const own = words[language];
  const local = toLocal(moment.at, moment.zone);
  const date = dayMonthOf(local, language);
  const time = own.atTime(clockTime(moment));
  const relative = relativeDay(moment, language);
  if (relative === null) return `${own.onWeekday[local.weekday]} ${date} ${time}`;
  return `${relative}, ${own[own.relativeOn][local.weekday]} ${date}, ${time}`;
}

/** `9:00` for `09:00`. */
export function trimHour(time: string): string {
  return time.replace(/^0(?=\d:)/, '');
}

function relativeDay(
  { at, zone, now }: Moment & { readonly now: Date },
  language: Language,
): string | null {
  const today = toLocal(now, zone).date;
  const day = toLocal(at, zone).date;
  if (day === today) return words[language].today;
  return day === addDays(today, 1) ? words[language].tomorrow : null;
}

function dayMonthOf({ date }: LocalTime, language: Language): string {
  const [, month = '', day = ''] = /-(\d\d)-(\d\d)$/.exec(date) ?? [];
  return `${Number(day)} ${words[language].months[Number(month) - 1] ?? month}`;
}
