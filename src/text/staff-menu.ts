/** Recording what is to come for a patient, in a colleague's own chat. */

import type { DoctorKind } from '../domain/presets.ts';
import type { CardChannel, Language, ReasonKind, ReasonState } from '../domain/words.ts';
import { enStaffMenu } from './en-staff-menu.ts';
import { ruStaffMenu } from './ru-staff-menu.ts';

export interface StaffMenuTexts {
  readonly days: Readonly<Record<-1 | 0 | 1, string>>;
  readonly dayTitle: (day: string, date: string) => string;
  readonly choose: string;
  readonly nobody: string;
  readonly gone: string;
  readonly recordedAlready: string;
  readonly nothingYet: string;
  readonly wellbeing: (asked: number, answered: number) => string;
  readonly reasonLine: (kind: string, due: string, state: string) => string;
  readonly what: string;
  readonly kinds: Readonly<Record<DoctorKind, string>>;
  readonly reasonKinds: Readonly<Record<ReasonKind, string>>;
  readonly states: Readonly<Record<ReasonState, string>>;
  readonly askDue: Readonly<Record<DoctorKind, string>>;
  readonly dateHint: string;
  readonly askSigned: string;
  readonly askItem: string;
  readonly askPart: Readonly<Record<'done' | 'left' | 'risk', string>>;
  readonly askWords: Readonly<Record<'argument' | 'note', string>>;
  readonly unclear: Readonly<Record<'no_date' | 'too_long', string>>;
  readonly presets: {
    readonly evening: string;
    readonly morning: (day: string) => string;
    readonly days: (days: string) => string;
    readonly weeks: (n: number) => string;
    readonly months: (n: number) => string;
    readonly age: (n: number) => string;
  };
  readonly due: (when: string) => string;
  readonly because: (text: string) => string;
  readonly agreed: string;
  readonly recorded: (initials: string, kind: string, due: string) => string;
  readonly foreseen: {
    /** `channel` is null while one has to come back first. */
    readonly write: (when: string, channel: string | null) => string;
    readonly ask: (when: string, channel: string | null) => string;
    readonly call: (when: string) => string;
    readonly desk: string;
    /** No agreement that lets it go. */
    readonly wont: string;
    readonly refused: string;
    readonly channels: Readonly<Record<CardChannel, string>>;
  };
  readonly undone: string;
  readonly refused: (why: string) => string;
  /** In words, also for a fault that only an engineer would know. */
  readonly faultOf: (code: string) => string;
  readonly labels: {
    readonly today: string;
    readonly yesterday: string;
    readonly part: string;
    readonly tomorrow: string;
    readonly next: string;
    readonly list: string;
    readonly back: string;
    readonly more: string;
    readonly undo: string;
    readonly yes: string;
    /** What a "no" leads to, as things stand. */
    readonly no: Readonly<Record<'write' | 'call' | 'ask' | 'desk', string>>;
  };
}

const all: Readonly<Record<Language, StaffMenuTexts>> = { ru: ruStaffMenu, en: enStaffMenu };

export const staffMenuOf = (language: Language): StaffMenuTexts => all[language];
