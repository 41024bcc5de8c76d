/** The service card: where, when, how often and in which language a patient agreed to hear from the clinic. */

import { type Budget, defaultBudget } from './budget.ts';
import type { CardChannel, Language, Weekday } from './words.ts';

export type { Budget } from './budget.ts';

/** Local wall-clock span, `HH:MM`; `to` may be `24:00`, and a `to` not after `from` ends on the next day. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Agreed hours by the weekday on which a span begins; an empty list means not on that day. */
export type WeekHours = Readonly<Record<Weekday, readonly Span[]>>;

/** `clinic`: as the clinic does; `early`: two, three days and one day before. */
export const reminderCounts = ['clinic', 'none', 'one', 'early', 'two', 'three'] as const;
export type ReminderCount = (typeof reminderCounts)[number];

export interface ServiceCard {
  /** In the patient's order of preference. */
  readonly channels: readonly CardChannel[];
  readonly hours: WeekHours;
  /** IANA zone of the patient; null follows the clinic's. */
  readonly zone: string | null;
  readonly reminders: ReminderCount;
  /** What the patient wants to be written in; null leaves it to the account and the clinic. */
  readonly language: Language | null;
  readonly budget: Budget;
}

const everyDay = (span: Span): WeekHours => ({
  1: [span],
  2: [span],
  3: [span],
  4: [span],
  5: [span],
  6: [span],
  7: [span],
});

/** What holds until the patient says otherwise: daytime, reminders as the clinic does, no channel agreed. */
export const blankCard: ServiceCard = {
  channels: [],
  hours: everyDay({ from: '09:00', to: '21:00' }),
  zone: null,
  reminders: 'clinic',
  language: null,
  budget: defaultBudget,
};

/** The same spans on the given weekdays, none on the others. */
export function weekOf(days: readonly Weekday[], spans: readonly Span[]): WeekHours {
  const on = (day: Weekday) => (days.includes(day) ? spans : []);
  return { 1: on(1), 2: on(2), 3: on(3), 4: on(4), 5: on(5), 6: on(6), 7: on(7) };
}
