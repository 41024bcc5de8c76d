/** Moments as a desk reads them: short, by the clinic's clock, with today and tomorrow named. */

import { addDays, minuteMs, toLocal } from '../../domain/time.ts';
import { clockTime, dayMonth, fullDay } from '../../text/dates.ts';
import type { Frame } from './layout.ts';

type Clock = Pick<Frame, 'words' | 'language' | 'now' | 'zone'>;

/** `сегодня в 18:00`, `24 ноября в 18:00`. */
export function moment(frame: Clock, at: Date, zone = frame.zone): string {
  return frame.words.common.at(dayName(frame, at, zone), clockTime({ at, zone }));
}

/** `18:00` today, else with the day. */
export function shortMoment(frame: Clock, at: Date, zone = frame.zone): string {
  const isToday = toLocal(at, zone).date === toLocal(frame.now, zone).date;
  return isToday ? clockTime({ at, zone }) : moment(frame, at, zone);
}

/** `сегодня`, `завтра`, `24 ноября`, `24 ноября 2024`. */
export function dayName({ words, language, now }: Clock, at: Date, zone: string): string {
  const day = toLocal(at, zone).date;
  const today = toLocal(now, zone).date;
  if (day === today) return words.common.today;
  if (day === addDays(today, 1)) return words.common.tomorrow;
  if (day === addDays(today, -1)) return words.common.yesterday;
  const year = day.slice(0, 4);
  const date = dayMonth({ at, zone }, language);
  return year === today.slice(0, 4) ? date : `${date} ${year}`;
}

/** `вторник 24 ноября` */
export const longDay = ({ language }: Clock, at: Date, zone: string): string =>
  fullDay({ at, zone }, language);

/** How long ago, in one unit. */
export function ago({ words, now }: Clock, at: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / minuteMs);
  if (minutes < 1) return words.common.justNow;
  if (minutes < 60) return words.common.mins(minutes);
  return minutes < 48 * 60
    ? words.common.hours(Math.floor(minutes / 60))
    : words.common.days(Math.floor(minutes / 1440));
}

export { clockTime } from '../../text/dates.ts';
