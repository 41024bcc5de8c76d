/** Moscow has kept UTC+3 all year since 2014, so the demo needs no zone arithmetic. */

const offsetMs = 3 * 3_600_000;
const dayMs = 24 * 3_600_000;

export const zone = 'Europe/Moscow';

/** `2026-03-03` and `10:00`, as the clinic's wall shows them. */
export function moscow(date: string, time: string): Date {
  return new Date(`${date}T${time}:00+03:00`);
}

export interface WallClock {
  readonly date: string;
  /** `HH:MM`. */
  readonly time: string;
  /** Monday is 1. */
  readonly weekday: number;
}

export function wallClock(at: Date): WallClock {
  const shifted = new Date(at.getTime() + offsetMs);
  const [date = '', rest = ''] = shifted.toISOString().split('T');
  return { date, time: rest.slice(0, 5), weekday: shifted.getUTCDay() || 7 };
}

export function plusDays(date: string, days: number): string {
  return wallClock(new Date(moscow(date, '12:00').getTime() + days * dayMs)).date;
}

export function plusMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

/** The next Monday, Tuesday or Wednesday: the visits and the day after them are then weekdays too. */
export function nextDemoDay(now: Date): string {
  for (let days = 1; ; days += 1) {
    const day = wallClock(new Date(now.getTime() + days * dayMs));
    if (day.weekday <= 3) return day.date;
  }
}
