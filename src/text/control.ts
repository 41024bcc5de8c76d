/** The patient's hold on it all: stop, cancel, why, privacy, "not me". Typed like `Texts`. */

import type { Purpose } from '../domain/words.ts';
import type { VisitWords } from './texts.ts';

export interface ControlTexts {
  readonly stop: StopTexts;
  readonly cancel: CancelTexts;
  readonly why: WhyTexts;
  readonly rights: RightsTexts;
  readonly identity: IdentityTexts;
  readonly checkIn: CheckInTexts;
}

/** For whom, where several patients share the address or the contact is not the patient. */
type Name = string | null;

export interface StopTexts {
  readonly done: string;
  readonly visitStands: string;
  /** Which part of it was meant? */
  readonly question: string;
  readonly questionVisit: (visit: VisitWords) => string;
  /** Where it is not clear who is meant. */
  readonly questionWho: (names: string) => string;
  readonly labels: {
    readonly visit: string;
    readonly visitOf: string;
    readonly personOf: string;
    readonly everything: string;
    /** Where words may or may not have meant stop. */
    readonly stop: string;
    readonly goOn: string;
  };
  readonly purposeLabels: Readonly<Record<Purpose, string>>;
  readonly narrowed: {
    readonly visit: (visit: VisitWords) => string;
    readonly visitGone: string;
    readonly purpose: (purpose: string, person: Name) => string;
    readonly person: (person: string) => string;
  };
  readonly goesOn: (lines: string) => string;
  /** What is written about now. */
  readonly going: (lines: string) => string;
  readonly nothingGoesOn: string;
  readonly change: string;
  readonly everything: string;
  readonly comeBack: string;
  /** "Yes" after a stop, and whatever else might be meant to undo it. */
  readonly notBack: string;
  readonly late: string;
  readonly nowStopped: string;
  readonly nowSilent: string;
  readonly doubt: string;
  readonly goOn: string;
  readonly goOnAlready: string;
}

export interface CancelTexts {
  readonly question: (visit: VisitWords) => string;
  /** The visit alone, where messages are stopped already. */
  readonly questionStopped: (visit: VisitWords) => string;
  readonly labels: { readonly visit: string; readonly stop: string; readonly nothing: string };
  readonly nothing: (visit: VisitWords | null) => string;
}

/** Who agreed, when and how, in words. */
export interface AgreementWords {
  readonly person: Name;
  readonly purpose: string;
  readonly day: string;
  readonly how: string;
  readonly wording: string | null;
  readonly until: string | null;
}

export const agreementWays = ['chat', 'paper', 'signature', 'desk', 'system'] as const;
export type AgreementWay = (typeof agreementWays)[number];

export interface WhyTexts {
  readonly agreed: string;
  readonly agreement: (words: AgreementWords) => string;
  readonly how: Readonly<Record<AgreementWay, string>>;
  /** The reason of this very message. */
  readonly visit: (visit: VisitWords) => string;
  readonly visitGone: string;
  readonly wellbeing: (day: string, person: Name) => string;
  readonly askWellbeing: (day: string, person: Name) => string;
  readonly stillYou: string;
  readonly answerWaiting: string;
  /** The agreement this message went out with has ended since. */
  readonly endedSince: string;
  readonly nothing: string;
  readonly unproven: string;
  readonly change: string;
}

export interface ForgetWords {
  readonly clinic: string;
  readonly phone: string | null;
  /** Labels, where there is anybody to name. */
  readonly people: Name;
}

export interface RightsTexts {
  readonly privacy: (clinic: string) => string;
  readonly labels: {
    readonly mydata: string;
    readonly forget: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly mydata: (people: Name) => string;
  /** For someone whom no patient is bound to. */
  readonly unbound: string;
  readonly forget: (words: ForgetWords) => string;
  readonly forgetting: (words: { readonly day: string; readonly clinic: string }) => string;
  readonly forgettingAlready: (day: string) => string;
  readonly kept: string;
}

export interface IdentityTexts {
  readonly notMe: string;
  readonly notMeAlready: string;
  readonly thanks: string;
  readonly goOn: string;
  /** A typed word where only the button is certain enough. */
  readonly pressInstead: string;
}

/** Before a wellbeing check: may we ask? */
export interface CheckInTexts {
  readonly yes: (words: {
    readonly until: string;
    readonly person: Name;
    /** The clinic waits for a signed paper as well. */
    readonly unsigned: boolean;
  }) => string;
  readonly already: string;
  readonly no: string;
  readonly withdrawn: string;
  readonly closed: string;
}
