/** The sentences about the service card: who is written to, what was agreed, and how it is changed. */

import type { ReminderCount } from '../domain/card.ts';
import type { ChannelId, Purpose } from '../domain/words.ts';

export interface CardTexts {
  readonly optIn: OptInTexts;
  readonly verify: VerifyTexts;
  readonly agree: AgreeTexts;
  readonly card: CardWords;
  readonly settings: SettingsTexts;
}

/** What was agreed, already in words. */
export interface Agreement {
  /** Set where "you" would not do. */
  readonly person: string | null;
  readonly purposes: string;
  readonly channel: string;
  readonly when: string;
}

/** The rest of the card, already in words. */
export interface CardLimits {
  readonly reminders: string;
  readonly perWeek: number;
  readonly zone: string;
}

type WhenLabels = Readonly<
  Record<'any' | 'workdays' | 'evenings' | 'mornings' | 'weekend' | 'same', string>
>;

export interface OptInTexts {
  readonly hello: (clinic: string) => string;
  readonly label: string;
  readonly labelUnknown: string;
  readonly nothing: string;
  readonly channel: string;
  readonly channelHere: (channel: ChannelId) => string;
  readonly channelOther: (channel: ChannelId) => string;
  readonly channelPhone: string;
  readonly when: string;
  readonly whenLabels: WhenLabels;
  /** The hours that stand unless something else is said. */
  readonly whenNow: (when: string) => string;
  readonly menu: string;
  readonly again: string;
  /** Goes before a question when the words of the answer went to a person. */
  readonly passedOn: string;
  /** Instead of a third time asking. */
  readonly undecided: string;
  /** A consent was just recorded; the full receipt follows with the summary. */
  readonly recorded: (purposes: string) => string;
  readonly agreed: string;
  /** Before a summary with something left at its default. */
  readonly soFar: string;
  /** What a summary says while the hours were not answered. */
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

/** Before it is proven who holds the account: nobody's name, nobody's number. */
export interface VerifyTexts {
  readonly byPhoneOrCode: string;
  readonly byCode: string;
  /** On the button that shares the account's own number. */
  readonly share: string;
  readonly proven: string;
  readonly differs: string;
  readonly foreign: string;
  readonly wrong: string;
  readonly locked: string;
  readonly undecided: string;
}

export interface AgreeTexts {
  /** One purpose, one question; with the answer it is the consent. Nothing about this patient in it. */
  readonly question: (purpose: Purpose) => string;
  readonly yes: Readonly<Record<Purpose, string>>;
  readonly no: string;
  /** For a row of a list, at most 18 characters. */
  readonly topics: Readonly<Record<Purpose, string>>;
  readonly withdrawn: (purposes: string) => string;
  readonly nothingLeft: string;
  readonly notAgreed: (purposes: string) => string;
  readonly alreadyAgreed: (purposes: string) => string;
  /** The clinic waits for a signed paper as well. */
  readonly paperNeeded: (purposes: string) => string;
}

export interface CardWords {
  readonly agreement: (agreement: Agreement) => string;
  readonly limits: (limits: CardLimits) => string;
  readonly until: (date: string) => string;
  readonly reminders: Readonly<Record<Exclude<ReminderCount, 'clinic'>, string>> & {
    /** With what the clinic does, in words. */
    readonly clinic: (usual: string) => string;
  };
  readonly clinicZone: string;
  readonly inZone: (zone: string) => string;
}

export interface SettingsTexts {
  readonly now: string;
  readonly changed: string;
  readonly whatToChange: string;
  readonly silentNow: (clinic: string) => string;
  readonly whose: string;
  /** A patient of whom nothing may be said yet. */
  readonly unproven: string;
  readonly forWhom: (person: string) => string;
  readonly notBound: (clinic: string) => string;
  readonly items: Readonly<
    Record<
      | 'topics'
      | 'where'
      | 'when'
      | 'often'
      | 'limit'
      | 'zone'
      | 'label'
      | 'language'
      | 'stop'
      | 'settings',
      string
    >
  >;
  readonly topics: string;
  readonly often: string;
  readonly oftenUsual: (usual: string) => string;
  readonly oftenLabels: Readonly<Record<ReminderCount, string>>;
  readonly limit: string;
  readonly limitLabel: (perWeek: number) => string;
  readonly zone: string;
  readonly zoneClinic: string;
  readonly asBefore: string;
}
