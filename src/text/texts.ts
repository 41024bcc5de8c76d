/**
 * Every sentence the bot answers with, by the conversation it belongs to. Both languages are typed
 * by this interface: a line that is missing in one of them does not compile.
 */

import type { CardChannel, Purpose } from '../domain/words.ts';
import type { CardTexts } from './card-texts.ts';
import type { ControlTexts } from './control.ts';
import type { HoursWords } from './hours.ts';
import type { MoveTexts } from './move-texts.ts';
import type { RecallTexts } from './recall-texts.ts';

export interface Texts extends CardTexts, ControlTexts, MoveTexts, RecallTexts {
  /** Grows when the words of a consent question change; kept with each consent. */
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
  readonly visit: VisitTexts;
  readonly wellbeing: WellbeingTexts;
  readonly impression: ImpressionTexts;
  readonly help: HelpTexts;
  readonly person: PersonTexts;
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
  readonly cancelled: string;
  readonly over: string;
  readonly gone: string;
  /** Under the pressed message. */
  readonly marks: {
    readonly confirm: string;
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

/** After a mark from 1 to 5. */
export interface ImpressionTexts {
  readonly low: string;
  readonly high: string;
  readonly mayAsk: string;
  readonly review: (url: string) => string;
  readonly noReview: string;
  readonly answered: string;
}

export interface HelpTexts {
  readonly about: (clinic: string) => string;
  readonly commands: string;
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
