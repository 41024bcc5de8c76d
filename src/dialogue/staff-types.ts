/** What a dialogue with a colleague sees and says. A patient's has types of its own: the two never mix. */

import type { AlarmCode, AlarmState } from '../domain/alarm.ts';
import type { Content } from '../domain/content.ts';
import type { DecisionCode } from '../domain/policy.ts';
import type { DoctorKind, PresetFacts } from '../domain/presets.ts';
import type { CardChannel, Language, ReasonKind, ReasonState } from '../domain/words.ts';
import type { AgreedChoice } from './staff-buttons.ts';

export type StaffEvent =
  | { readonly type: 'button'; readonly data: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'other' };

/** What is to be recorded, as far as it was said. */
export interface Draft {
  /** Of the visit it follows from. */
  readonly tag: string;
  readonly kind: DoctorKind;
  readonly argument: string | null;
  readonly note: string | null;
  readonly signedOn: string | null;
  readonly item: string | null;
  /** Of a plan that was begun; what is done, what is left, and what waiting may cost. */
  readonly isPart: boolean;
  readonly done: string | null;
  readonly left: string | null;
  readonly risk: string | null;
  /** A preset's key or a date. */
  readonly choice: string | null;
}

/** What words are an answer to, while it is open. */
export type StaffStep = { readonly askedAt: string; readonly patientId: string } & (
  | { readonly name: 'end' | 'reply'; readonly alarmId: string }
  | { readonly name: 'draft'; readonly draft: Draft }
);

/** What has to be looked up, or done, before the answer. */
export type StaffAsk =
  | { readonly type: 'day'; readonly day: number; readonly page: number }
  | { readonly type: 'visit'; readonly tag: string; readonly kind: DoctorKind | null }
  | { readonly type: 'record'; readonly draft: Draft; readonly how: AgreedChoice }
  | { readonly type: 'undo'; readonly reasonId: string }
  | { readonly type: 'alarm'; readonly alarmId: string }
  | { readonly type: 'take'; readonly alarmId: string }
  | { readonly type: 'close'; readonly alarmId: string; readonly outcome: string }
  | { readonly type: 'answer'; readonly alarmId: string; readonly text: string }
  | { readonly type: 'exit' };

export interface VisitLine {
  readonly tag: string;
  readonly initials: string;
  readonly startsAt: Date;
  /** Shown where the list is not one doctor's own. */
  readonly doctor: string | null;
  /** Something is recorded already. */
  readonly isMarked: boolean;
}

export interface ReasonLine {
  readonly kind: ReasonKind;
  readonly state: ReasonState;
  readonly dueAt: Date;
}

export type ReachType = 'write' | 'call' | 'ask' | 'desk';

export interface ChairFacts {
  readonly tag: string;
  readonly patientId: string;
  readonly name: string;
  readonly initials: string;
  readonly startsAt: Date;
  readonly reasons: readonly ReasonLine[];
  /** Wellbeing questions of this visit, and how many were answered. */
  readonly asked: number;
  readonly answered: number;
  readonly presets: PresetFacts;
  /** What the patient reads is written in it. */
  readonly patientLanguage: Language;
  /** As things stand, for the kind that was asked about. */
  readonly reach: ReachType | null;
}

export type ForeseenFacts =
  | { readonly type: 'write' | 'ask'; readonly at: Date; readonly channel: CardChannel | null }
  | { readonly type: 'call'; readonly at: Date }
  | { readonly type: 'desk' }
  | { readonly type: 'wont'; readonly code: DecisionCode | null };

export interface AlarmFacts {
  readonly alarmId: string;
  readonly patientId: string;
  readonly name: string;
  readonly initials: string;
  readonly phone: string | null;
  readonly code: AlarmCode;
  readonly state: AlarmState;
  readonly raisedAt: Date;
  readonly isOwn: boolean;
  readonly takenBy: string | null;
  /** When the question that was answered badly went out; null where nobody asked. */
  readonly askedAt: Date | null;
  readonly score: number | null;
  readonly feeling: 'good' | 'unsure' | 'bad' | null;
  readonly lines: readonly { readonly who: 'patient' | 'bot' | 'staff'; readonly text: string }[];
  readonly hasThread: boolean;
  readonly outcome: string | null;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
}

export type StaffFound =
  | {
      readonly type: 'day';
      readonly day: number;
      readonly page: number;
      readonly at: Date;
      readonly visits: readonly VisitLine[];
    }
  | { readonly type: 'visit'; readonly visit: ChairFacts | null }
  | {
      readonly type: 'recorded';
      readonly visit: ChairFacts;
      readonly reasonId: string | null;
      readonly foreseen: ForeseenFacts;
    }
  | { readonly type: 'refused'; readonly tag: string | null; readonly code: string }
  | { readonly type: 'undone' }
  /** `fault`: what was wanted of it could not be done. */
  | { readonly type: 'alarm'; readonly alarm: AlarmFacts | null; readonly fault: string | null }
  | { readonly type: 'exit' };

export interface StaffInput {
  readonly event: StaffEvent;
  readonly step: StaffStep | null;
  readonly ask: StaffAsk;
  readonly found: StaffFound;
  readonly language: Language;
  readonly zone: string;
  readonly now: Date;
}

export interface StaffSaid {
  readonly content: Content;
  /** Takes the place of the pressed message, if that was an answer of the bot's. */
  readonly inPlace: boolean;
  /** What a lock screen may show of it where it is a message of its own; null where all of it may be. */
  readonly preview: string | null;
}

export interface StaffResult {
  readonly step: StaffStep | null;
  readonly said: StaffSaid;
}
