/** The bodies of every message that we start ourselves, in both languages. */

import type { Language } from '../domain/words.ts';
import { enProactive } from './en-proactive.ts';
import { ruProactive } from './ru-proactive.ts';

export const proactiveKinds = [
  'visit_three_days',
  'visit_day_before',
  'visit_soon',
  'visit_moved',
  'visit_cancelled',
  'visit_earlier',
  'aftercare',
  'wellbeing_check',
  'wellbeing_score',
  'impression',
  'ask_wellbeing',
  'recall',
  'plan_followup',
  'personal_contact',
  'ask_recall',
  'still_you',
  'answer_waiting',
] as const;
export type ProactiveKind = (typeof proactiveKinds)[number];

export const contactKinds = ['recall', 'plan_followup', 'personal_contact'] as const;
/** An invitation that a recorded reason justifies. */
export type ContactKind = (typeof contactKinds)[number];

export const messageVerbs = [
  'visit.confirm',
  'visit.move',
  'visit.cancel',
  'visit.calendar',
  'earlier.take',
  'earlier.keep',
  'earlier.stop',
  'aftercare.show',
  'person',
  'well.good',
  'well.unsure',
  'well.bad',
  'review.yes',
  'review.no',
  'answer.show',
  'agree.yes',
  'agree.no',
  'recall.book',
  'recall.later',
  'recall.no',
  'recall.elsewhere',
  'still.yes',
  'not.me',
  'why',
] as const;
/** What a button under a message of ours asks for; its argument is that message's id. */
export type MessageVerb = (typeof messageVerbs)[number];

/** About nobody's visit, and naming nobody. */
export const plainKinds = ['still_you', 'answer_waiting'] as const;
export type PlainKind = (typeof plainKinds)[number];
export type VisitKind = Exclude<ProactiveKind, PlainKind>;

export interface ProactiveWords {
  readonly body: Readonly<Record<ProactiveKind, string>>;
  /** With `{{person}}`, where "you" would not do. */
  readonly bodyFor: Readonly<Record<VisitKind, string>>;
  readonly labels: Readonly<Record<MessageVerb, string>>;
  /** Where a label depends on the message. */
  readonly labelsOf: Readonly<
    Partial<Record<ProactiveKind, Partial<Readonly<Record<MessageVerb, string>>>>>
  >;
  /** What the numbers of a score or a mark stand under, where they become a list. */
  readonly rateMenu: string;
  /** The last line of each of them. */
  readonly stopLine: string;
  readonly who: string;
  readonly examples: Readonly<Record<ProactiveParam, string>>;
  /** Stands where the clinic told us no address. */
  readonly noAddress: string;
  readonly noName: string;
  /** Before the clinic's own words. */
  readonly extras: Readonly<Record<ExtraName, string>>;
  /** Instead of the time before, where the visit was thought to be off. */
  readonly wasOff: string;
  readonly family: FamilyWords;
  readonly because: BecauseWords;
}

/** Of an invitation: what stands where nothing was told, and what is said of its terms. */
export interface BecauseWords {
  readonly noDoctor: string;
  readonly noArgument: string;
  readonly noTopic: string;
  readonly free: string;
  readonly guarantee: string;
  readonly declinable: string;
}

/** Of reminders of several people in one message. */
export interface FamilyWords {
  readonly open: string;
  readonly intro: Readonly<Record<ReminderKind, string>>;
  /** Of each visit. */
  readonly where: string;
  readonly asks: Readonly<Record<ReminderKind, string>>;
  /** After a name, in small letters. */
  readonly short: Readonly<Record<'visit.confirm' | 'visit.move' | 'visit.cancel', string>>;
  readonly menu: string;
}

export const reminderKinds = ['visit_three_days', 'visit_day_before', 'visit_soon'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** In the order of reading. */
export const extraNames = [
  'aftercare',
  'preparation',
  'bring',
  'directions',
  'transit',
  'parking',
  'map',
  'calendar',
] as const;
export type ExtraName = (typeof extraNames)[number];

export type ProactiveParam =
  | 'clinic'
  | 'date'
  | 'time'
  | 'address'
  | 'person'
  | 'was'
  | 'doctor'
  | 'argument'
  | 'terms'
  | 'topic';

export const proactiveWords: Readonly<Record<Language, ProactiveWords>> = {
  ru: ruProactive,
  en: enProactive,
};
