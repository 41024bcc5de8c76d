/** When a patient would rather come, and what they were offered. */

import type { Weekday } from './words.ts';

export const visitRequestKinds = ['move', 'book', 'earlier'] as const;
/** `move`: another time for a visit · `book`: a new visit · `earlier`: to be told of an earlier time. */
export type VisitRequestKind = (typeof visitRequestKinds)[number];

/** What was understood of the words; what is null or empty was not said. */
export interface VisitWish {
  /** Local dates `YYYY-MM-DD`, both ends included. */
  readonly from: string | null;
  readonly until: string | null;
  readonly weekdays: readonly Weekday[];
  readonly notWeekdays: readonly Weekday[];
  /** `HH:MM`, the visit begins at or after, and before. */
  readonly notBefore: string | null;
  readonly before: string | null;
}

/** A time kept for the patient until the offer runs out. */
export interface VisitOffer {
  /** ISO 8601, UTC. */
  readonly startsAt: string;
  readonly durationMin: number;
  readonly doctorId: string;
  readonly clinicId: string;
  /** Of the `slot_hold` that keeps it. */
  readonly holdId: string;
}

export const cancelReasonCodes = ['ill', 'time', 'elsewhere', 'other'] as const;
/** Why a patient cancelled, by button. Anything else is kept in their words. */
export type CancelReasonCode = (typeof cancelReasonCodes)[number];
