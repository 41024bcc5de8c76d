/** Sentences for staff in their own chat with the bot. */

import type { AlarmCode } from '../domain/alarm.ts';
import type { Language } from '../domain/words.ts';
import { enStaff } from './en-staff.ts';
import { ruStaff } from './ru-staff.ts';

export interface StaffTexts {
  readonly account: {
    readonly connected: (name: string) => string;
    readonly wrongCode: string;
    readonly tooManyCodes: string;
    readonly noAccess: string;
    readonly disconnected: string;
  };
  readonly alarm: StaffAlarmTexts;
}

/** A person in one line of a lock screen. */
export interface Called {
  readonly initials: string;
  readonly time: string;
}

export interface StaffAlarmTexts {
  readonly called: (one: Called) => string;
  readonly calledAgain: (one: Called) => string;
  /** Not content with a visit: nobody has to run. */
  readonly mark: (one: Called) => string;
  readonly takenByYou: (one: Called) => string;
  readonly takenBy: (one: Called & { readonly name: string }) => string;
  readonly closed: (one: Called & { readonly name: string }) => string;
  readonly gone: string;
  readonly codes: Readonly<Record<AlarmCode, string>>;
  readonly phone: (phone: string) => string;
  readonly asked: (when: string) => string;
  readonly answer: (words: string) => string;
  readonly score: (score: number) => string;
  readonly mark5: (mark: number) => string;
  readonly feelings: Readonly<Record<'good' | 'unsure' | 'bad', string>>;
  readonly inWords: string;
  readonly unasked: string;
  readonly thread: string;
  readonly who: Readonly<Record<'patient' | 'bot' | 'staff', string>>;
  readonly nobody: string;
  readonly inHandsOf: (name: string) => string;
  readonly ended: (words: string, when: string, name: string) => string;
  readonly superseded: string;
  readonly askOutcome: string;
  readonly askReply: string;
  readonly closedDone: string;
  readonly replied: string;
  readonly notTaken: Readonly<Record<'alarm_taken' | 'alarm_closed', string>>;
  readonly noThread: string;
  readonly tooLong: string;
  readonly labels: {
    readonly take: string;
    readonly show: string;
    readonly end: string;
    readonly reply: string;
    readonly back: string;
  };
}

const all: Readonly<Record<Language, StaffTexts>> = { ru: ruStaff, en: enStaff };

export const staffTextsOf = (language: Language): StaffTexts => all[language];
