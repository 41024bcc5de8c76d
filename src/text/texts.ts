/**
 * Every sentence the bot answers with, by the conversation it belongs to. Both languages are typed
 * by this interface: a line that is missing in one of them does not compile.
 */

import type { CardChannel, ChannelId, Purpose } from '../domain/words.ts';
import type { HoursWords } from './hours.ts';

export interface Texts {
  /** Grows when the words of the purpose question change; kept with each consent. */
  readonly noticeVersion: string;
  /** The language's own name, in itself. */
  readonly ownName: string;
  readonly stopWord: string;
  /** Where the clinic has not told us its name. */
  readonly noName: string;
  readonly channels: Readonly<Record<CardChannel, string>>;
  readonly purposes: Readonly<Record<Purpose, string>>;
  readonly hours: HoursWords;
  readonly emergency: string;
  readonly optIn: OptInTexts;
  readonly settings: SettingsTexts;
  readonly visit: VisitTexts;
  readonly wellbeing: WellbeingTexts;
  readonly stop: StopTexts;
  readonly help: HelpTexts;
  readonly person: PersonTexts;
}

/** What was agreed, already in words. */
export interface Agreement {
  /** Set where several patients share the address. */
  readonly person: string | null;
  readonly purposes: string;
  readonly channel: string;
  readonly when: string;
}

export interface OptInTexts {
  readonly hello: (clinic: string) => string;
  /** The question whose answer is the consent. */
  readonly purpose: string;
  readonly purposeLabels: {
    readonly visits: string;
    readonly wellbeing: string;
    readonly nothing: string;
  };
  readonly nothing: string;
  readonly channel: string;
  readonly channelHere: (channel: ChannelId) => string;
  readonly channelOther: (channel: ChannelId) => string;
  readonly channelPhone: string;
  readonly days: string;
  readonly dayLabels: { readonly any: string; readonly weekdays: string; readonly weekend: string };
  readonly hours: string;
  readonly hourLabels: { readonly day: string; readonly morning: string; readonly evening: string };
  readonly menu: string;
  readonly again: string;
  /** Goes before a question when the words of the answer went to a person. */
  readonly passedOn: string;
  /** Instead of a third time asking. */
  readonly undecided: string;
  readonly agreed: string;
  /** Before a summary with something left at its default. */
  readonly soFar: string;
  readonly agreement: (agreement: Agreement) => string;
  /** What a summary says while days or hours were not answered. */
  readonly defaults: string;
  readonly connect: (channel: ChannelId, here: ChannelId) => string;
  readonly reason: string;
  readonly changeOrStop: string;
  readonly usedHere: (clinic: string) => string;
  readonly usedElsewhere: (clinic: string) => string;
  readonly expired: (clinic: string) => string;
  readonly unknown: (clinic: string) => string;
  readonly askAnew: string;
}

export interface SettingsTexts {
  readonly now: string;
  readonly silentNow: (clinic: string) => string;
  readonly topicsNow: (clinic: string, purposes: string) => string;
  readonly topics: string;
  readonly whose: string;
  readonly forWhom: (person: string) => string;
  readonly notBound: (clinic: string) => string;
}

/** A visit in words. */
export interface VisitWords {
  /** `завтра, вторник 24 ноября, 11:40`. */
  readonly line: string;
  /** `завтра, во вторник 24 ноября, в 11:40`. */
  readonly phrase: string;
  readonly place: string;
  /** Set where several patients share the address. */
  readonly person: string | null;
}

export interface VisitTexts {
  readonly confirmed: (visit: VisitWords) => string;
  readonly alreadyConfirmed: (visit: VisitWords) => string;
  readonly changed: (visit: VisitWords) => string;
  readonly move: (visit: VisitWords) => string;
  readonly cancel: (visit: VisitWords) => string;
  readonly cancelled: string;
  readonly over: string;
  readonly gone: string;
  /** Under the pressed message. */
  readonly marks: {
    readonly confirm: string;
    readonly move: string;
    readonly cancel: string;
    readonly changed: string;
  };
}

export interface WellbeingTexts {
  readonly good: string;
  readonly unsure: string;
  readonly bad: string;
  readonly answered: string;
  readonly redFlag: string;
}

export interface StopTexts {
  readonly done: string;
  readonly visitStands: string;
  readonly comeBack: string;
  readonly notMe: string;
  /** Where words may or may not have meant stop. */
  readonly doubt: string;
  readonly label: string;
}

export interface HelpTexts {
  readonly about: (clinic: string) => string;
  readonly commands: string;
  readonly why: string;
  readonly whyNot: string;
  readonly strangerStart: (clinic: string) => string;
  readonly boundStart: (clinic: string) => string;
  readonly phone: (phone: string) => string;
  readonly thanks: string;
  readonly language: string;
  readonly languageChosen: string;
  readonly labels: {
    readonly settings: string;
    readonly person: string;
    readonly language: string;
  };
}

export interface PersonTexts {
  readonly asked: string;
  readonly words: string;
  readonly media: string;
  /** For someone whom no patient is bound to. */
  readonly stranger: (clinic: string) => string;
  readonly unclearButton: string;
}
