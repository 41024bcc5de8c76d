/** What is asked after a treatment, when, and what an answer means. */

import type { WeekHours } from './card.ts';
import { nextAgreed } from './hours.ts';
import { addDays, dayMs, hourMs, toInstant, toLocal } from './time.ts';

export type Feeling = 'good' | 'unsure' | 'bad';

/**
 * From 0, as bad as can be, to 10, as well as ever. Numbers mean different things to different people, so
 * the limits lean to the safe side: up to 4 somebody is called, and only from 7 on nobody has to look.
 */
export const scoreMax = 10;
const badMax = 4;
const unsureMax = 6;

export function feelingOf(score: number): Feeling {
  if (score <= badMax) return 'bad';
  return score <= unsureMax ? 'unsure' : 'good';
}

/** Of an impression, from 1 to 5. Three is what people give who are too polite for two. */
export const markMax = 5;
const lowMarkMax = 3;
export const isLowMark = (mark: number): boolean => mark <= lowMarkMax;

/** Messages that ask after a treatment: their arrival starts the wait for an answer. */
export const askingKinds = ['wellbeing_check', 'wellbeing_score', 'impression'] as const;
export const isAsking = (kind: string): boolean => askingKinds.some((one) => one === kind);

/** For an answer; then silence is one. */
const answerMs = 12 * hourMs;

/** Silence is noticed when the patient may be called: at the first agreed moment after the wait. */
export function answerBy(
  arrivedAt: Date,
  { hours, zone }: { readonly hours: WeekHours; readonly zone: string },
): Date {
  const over = new Date(arrivedAt.getTime() + answerMs);
  return nextAgreed(over, hours, zone) ?? over;
}

const morning = '10:00';

/** Ten in the morning, so many days after the treatment. */
export const askedAt = (endsAt: Date, day: number, zone: string): Date =>
  toInstant({ local: `${addDays(toLocal(endsAt, zone).date, day)}T${morning}`, zone });

/** How many days after the treatment a moment is, by the calendar. */
export function treatmentDay(endsAt: Date, at: Date, zone: string): number {
  const midnight = (moment: Date) => Date.parse(`${toLocal(moment, zone).date}T00:00:00Z`);
  return Math.round((midnight(at) - midnight(endsAt)) / dayMs);
}

/**
 * Which of the wanted days are still to be asked about. Of those that have passed only the last is worth a
 * question, and only where no later one is to come: two at once would be one too many.
 */
export function daysToAsk(
  wanted: readonly number[],
  { known, today }: { readonly known: readonly number[]; readonly today: number },
): readonly number[] {
  const days = [...new Set(wanted)].toSorted((a, b) => a - b);
  const ahead = days.filter((day) => day >= today);
  const chosen = ahead.length > 0 ? ahead : days.slice(-1);
  return chosen.filter((day) => !known.includes(day));
}
