/** When one visit's reminders go out, and what becomes of those that cannot. */

import type { ReminderCount, WeekHours } from './card.ts';
import { place } from './hours.ts';
import { addDuration, hourMs, minuteMs } from './time.ts';

export const reminderSteps = ['three_days_before', 'day_before', 'two_hours_before'] as const;
export type ReminderStep = (typeof reminderSteps)[number];

export interface VisitPlanInput {
  readonly startsAt: Date;
  /** The patient's zone, or the clinic's. */
  readonly zone: string;
  readonly hours: WeekHours;
  readonly reminders: ReminderCount;
  /** When this time of the visit became known to us. */
  readonly knownAt: Date;
  readonly now: Date;
}

export type ReminderDrop = 'booked_late' | 'past_deadline' | 'merged' | 'outside_hours';

/** `dueAt` of a `send` is always agreed; otherwise it says when the step was meant. */
export type PlannedReminder =
  | {
      readonly step: ReminderStep;
      readonly verdict: 'send';
      readonly dueAt: Date;
      readonly notAfter: Date;
    }
  | {
      readonly step: ReminderStep;
      readonly verdict: 'drop';
      readonly code: ReminderDrop;
      readonly dueAt: Date;
    }
  | {
      readonly step: ReminderStep;
      readonly verdict: 'call';
      readonly code: 'outside_hours';
      readonly dueAt: Date;
      readonly notAfter: Date;
    };

/** Two reminders nearer to each other than this are one. */
export const apartMinutes = 60;

interface StepRule {
  /** ISO 8601 durations back from the visit. */
  readonly ideal: string;
  readonly notAfter: string;
}

const rules: Readonly<Record<ReminderStep, StepRule>> = {
  three_days_before: { ideal: '-P3D', notAfter: '-PT36H' },
  day_before: { ideal: '-P1D', notAfter: '-PT3H' },
  two_hours_before: { ideal: '-PT2H', notAfter: '-PT30M' },
};
