/** Another time for a visit, and calling one off. */

import type { CancelReasonCode } from '../domain/wish.ts';
import type { VisitWords } from './texts.ts';

/** A visit before and after. */
export interface ChangeWords {
  readonly from: VisitWords;
  readonly to: VisitWords;
}

export interface MoveTexts {
  readonly move: {
    readonly chooseDay: (visit: VisitWords) => string;
    /** Of a visit that is cancelled. */
    readonly chooseDayAgain: string;
    readonly chooseTime: (day: string) => string;
    readonly found: (heard: string) => string;
    /** Nothing free is what was asked for; the nearest is shown. */
    readonly nearest: (heard: string) => string;
    readonly ask: (change: ChangeWords) => string;
    readonly askAgain: (visit: VisitWords) => string;
    readonly moved: (change: ChangeWords) => string;
    readonly booked: (visit: VisitWords) => string;
    readonly taken: string;
    /** No free time is known: what would suit? */
    readonly wish: (visit: VisitWords) => string;
    readonly wishAgain: string;
    readonly wishHeard: (heard: string | null) => string;
    readonly stands: (visit: VisitWords) => string;
    readonly kept: (visit: VisitWords) => string;
    readonly early: (visit: VisitWords) => string;
    readonly late: (visit: VisitWords) => string;
    readonly offerGone: (visit: VisitWords) => string;
    readonly which: string;
    /** A person has looked for times; `line` is when it is booked now, if it is. */
    readonly offered: (offer: {
      readonly person: string | null;
      readonly line: string | null;
      readonly until: string;
    }) => string;
    readonly labels: {
      readonly moreDays: string;
      readonly moreTimes: string;
      readonly otherDay: string;
      readonly wish: string;
      readonly early: string;
      readonly late: string;
      readonly take: string;
      readonly takeAgain: string;
      readonly keep: string;
    };
    readonly marks: { readonly moved: string; readonly booked: string; readonly gone: string };
  };
  readonly callOff: {
    readonly ask: (visit: VisitWords) => string;
    readonly done: (visit: VisitWords) => string;
    readonly thanks: string;
    readonly labels: {
      readonly yes: string;
      readonly move: string;
      readonly keep: string;
      readonly again: string;
    };
    readonly reasons: Readonly<Record<CancelReasonCode, string>>;
    readonly mark: string;
  };
  readonly wish: WishTexts;
}

/** What was understood of the patient's words, said back to them. */
export interface WishTexts {
  readonly onDay: (day: string) => string;
  readonly between: (from: string, until: string) => string;
  readonly fromDay: (day: string) => string;
  readonly untilDay: (day: string) => string;
  readonly except: (days: string) => string;
  readonly after: (time: string) => string;
  readonly before: (time: string) => string;
  readonly hours: (from: string, to: string) => string;
}
