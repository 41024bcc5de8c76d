/** Answers to an invitation that a recorded reason justifies. */

import type { VisitWords } from './texts.ts';

export interface RecallTexts {
  readonly recall: {
    /** When would it suit better? */
    readonly later: string;
    /** What was understood, before it counts. */
    readonly laterAsk: (day: string) => string;
    readonly laterUnclear: string;
    readonly laterDone: (day: string) => string;
    readonly declined: string;
    readonly elsewhere: string;
    /** "No" alone. */
    readonly which: string;
    readonly booked: (visit: VisitWords) => string;
    readonly closed: string;
    readonly agreed: (words: {
      readonly topic: string;
      readonly until: string;
      readonly person: string | null;
      readonly unsigned: boolean;
    }) => string;
    readonly agreedAlready: string;
    readonly notAgreed: string;
    readonly why: (topic: string) => string;
    readonly labels: {
      readonly book: string;
      readonly later: string;
      readonly otherDay: string;
      readonly elsewhere: string;
      readonly no: string;
      readonly yes: string;
      readonly weeks: string;
      readonly month: string;
      readonly months: string;
    };
  };
}
