/** What is written into a button and read back: `verb:argument`, ASCII, at most 64 bytes. */

import { type ReminderCount, reminderCounts } from '../domain/card.ts';
import { isDate, isZone, minuteMs } from '../domain/time.ts';
import { type CancelReasonCode, cancelReasonCodes } from '../domain/wish.ts';
import {
  type CardChannel,
  cardChannels,
  type Language,
  languages,
  type Purpose,
  purposes,
} from '../domain/words.ts';
import { type MessageVerb, messageVerbs } from '../text/proactive.ts';
import { aboutMessage, decodeRating, type RatingAction } from './rating-buttons.ts';
import { decodeReasonStep, encodeReasonStep, type ReasonStepAction } from './recall-buttons.ts';

export const whenChoices = ['any', 'workdays', 'evenings', 'mornings', 'weekend', 'same'] as const;
/** Days and hours at one press, `same` leaves what stands; anything else is said in words. */
export type WhenChoice = (typeof whenChoices)[number];

const cardItems = ['topics', 'where', 'when', 'often', 'limit', 'zone', 'label'] as const;
const otherItems = [
  'settings',
  'person',
  'language',
  'stop',
  'why',
  'privacy',
  'mydata',
  'forget',
] as const;
export const menuItems = [...cardItems, ...otherItems] as const;
export type CardItem = (typeof cardItems)[number];
export type MenuItem = (typeof menuItems)[number];

export const stopScopes = ['visit', 'purpose', 'person', 'everything'] as const;
export type StopScope = (typeof stopScopes)[number];

export const cancelChoices = ['visit', 'stop', 'nothing'] as const;
export type CancelChoice = (typeof cancelChoices)[number];

interface OfVisit {
  /** `visitTag` of the visit. */
  readonly tag: string;
  /** The schedule version the patient was shown. */
  readonly version: number;
}

/**
 * What is asked for of one visit, whichever message carried the button. `drop` cancels it, `why` says why;
 * `days`, `day`, `pick` and `take` lead to another time, `wish` to a person, `early` onto the waiting list
 * and `late` off it.
 */
export type VisitStepAction = OfVisit &
  (
    | {
        readonly verb:
          | 'v.confirm'
          | 'v.cancel'
          | 'v.drop'
          | 'v.wish'
          | 'v.early'
          | 'v.late'
          | 'v.keep';
      }
    | { readonly verb: 'v.why'; readonly reason: CancelReasonCode }
    /** Days from this local date on; without one, from the first. */
    | { readonly verb: 'v.days'; readonly date: string | null }
    /** Times of this local date, from `time` on. */
    | { readonly verb: 'v.day'; readonly date: string; readonly time: string | null }
    | { readonly verb: 'v.pick' | 'v.take'; readonly startsAt: Date }
  );

/** A visit's id may be longer than a button holds. Told apart among the few visits of one account. */
export function visitTag(appointmentId: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(appointmentId)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

const answers = ['yes', 'no'] as const;

export type ButtonAction =
  | {
      readonly verb: MessageVerb;
      /** Our message this is about; not always the one that carried the button. */
      readonly messageId: string;
      /** The schedule version the patient was shown, where it is newer than the message. */
      readonly version?: number | undefined;
    }
  | RatingAction
  /** One purpose, one question. */
  | { readonly verb: 'agree'; readonly purpose: Purpose; readonly answer: (typeof answers)[number] }
  | { readonly verb: 'channel'; readonly channel: CardChannel }
  | { readonly verb: 'when'; readonly choice: WhenChoice }
  | { readonly verb: 'often'; readonly count: ReminderCount }
  /** Messages a week at most. */
  | { readonly verb: 'limit'; readonly perWeek: number }
  /** IANA, or `clinic` for the clinic's own. */
  | { readonly verb: 'zone'; readonly zone: string }
  /** Call the patient by the name we know. */
  | { readonly verb: 'label'; readonly choice: 'name' }
  | { readonly verb: 'scope'; readonly scope: StopScope }
  | { readonly verb: 'cancel'; readonly choice: CancelChoice }
  /** After words that may have meant stop: go on as agreed. */
  | { readonly verb: 'goon' }
  | { readonly verb: 'forget'; readonly answer: (typeof answers)[number] }
  | { readonly verb: 'language'; readonly language: Language }
  | { readonly verb: 'menu'; readonly item: MenuItem }
  /** Settings of one of several patients, by place in `facts.people`. */
  | { readonly verb: 'whose'; readonly index: number }
  | ReasonStepAction
  | VisitStepAction;

export function encodeButton(action: ButtonAction): string {
  switch (action.verb) {
    case 'agree':
      return `agree:${action.purpose}.${action.answer}`;
    case 'well.score':
    case 'well.mark':
      return `${action.verb}:${action.messageId}.${action.rating}`;
    case 'channel':
      return `channel:${action.channel}`;
    case 'when':
      return `when:${action.choice}`;
    case 'often':
      return `often:${action.count}`;
    case 'limit':
      return `limit:${action.perWeek}`;
    case 'zone':
      return `zone:${action.zone}`;
    case 'label':
      return `label:${action.choice}`;
    case 'scope':
      return `scope:${action.scope}`;
    case 'cancel':
      return `cancel:${action.choice}`;
    case 'goon':
      return 'goon:all';
    case 'forget':
      return `forget:${action.answer}`;
    case 'language':
      return `language:${action.language}`;
    case 'menu':
      return `menu:${action.item}`;
    case 'whose':
      return `whose:${action.index}`;
    case 'r.book':
    case 'r.later':
    case 'r.no':
    case 'r.elsewhere':
    case 'r.at':
      return encodeReasonStep(action);
    case 'v.why':
      return ofVisit(action, action.reason);
    case 'v.days':
      return ofVisit(action, action.date);
    case 'v.day':
      return ofVisit(action, `${action.date}${action.time ? `T${action.time}` : ''}`);
    case 'v.pick':
    case 'v.take':
      return ofVisit(action, `${action.startsAt.getTime() / minuteMs}`);
    case 'v.confirm':
    case 'v.cancel':
    case 'v.drop':
    case 'v.wish':
    case 'v.early':
    case 'v.late':
    case 'v.keep':
      return ofVisit(action, null);
    default:
      return `${action.verb}:${action.messageId}${action.version ? `.${action.version}` : ''}`;
  }
}

const ofVisit = ({ verb, tag, version }: OfVisit & { verb: string }, more: string | null): string =>
  `${verb}:${tag}.${version}${more === null ? '' : `.${more}`}`;

/** Null for data that is none of ours, or no longer. */
export function decodeButton(data: string): ButtonAction | null {
  const [, verb = '', argument = ''] = /^([a-z.]{1,20}):([\w.:/+-]{1,60})$/.exec(data) ?? [];
  const known = among(messageVerbs, verb);
  return known ? decodeAbout(known, argument) : decodeChoice(verb, argument);
}

function decodeAbout(verb: MessageVerb, argument: string): ButtonAction | null {
  const match = aboutMessage.exec(argument);
  if (!match?.[1]) return null;
  const [, messageId, version] = match;
  return { verb, messageId, ...(version === undefined ? {} : { version: Number(version) }) };
}

function decodeChoice(verb: string, argument: string): ButtonAction | null {
  switch (verb) {
    case 'well.score':
    case 'well.mark':
      return decodeRating(verb, argument);
    case 'agree':
      return agreeOf(argument);
    case 'channel':
      return found(among(cardChannels, argument), (channel) => ({ verb, channel }));
    case 'when':
      return found(among(whenChoices, argument), (choice) => ({ verb, choice }));
    case 'often':
      return found(among(reminderCounts, argument), (count) => ({ verb, count }));
    case 'limit':
      return /^[1-9]\d?$/.test(argument) ? { verb, perWeek: Number(argument) } : null;
    case 'zone':
      return argument === 'clinic' || isZone(argument) ? { verb, zone: argument } : null;
    case 'label':
      return found(among(['name'] as const, argument), (choice) => ({ verb, choice }));
    case 'scope':
      return found(among(stopScopes, argument), (scope) => ({ verb, scope }));
    case 'cancel':
      return found(among(cancelChoices, argument), (choice) => ({ verb, choice }));
    case 'goon':
      return argument === 'all' ? { verb } : null;
    case 'forget':
      return found(among(answers, argument), (answer) => ({ verb, answer }));
    case 'language':
      return found(among(languages, argument), (language) => ({ verb, language }));
    case 'menu':
      return found(among(menuItems, argument), (item) => ({ verb, item }));
    case 'whose':
      return /^\d{1,2}$/.test(argument) ? { verb, index: Number(argument) } : null;
    default:
      return decodeReasonStep(verb, argument) ?? decodeStep(verb, argument);
  }
}

function decodeStep(verb: string, argument: string): VisitStepAction | null {
  const [, tag = '', digits = '', more] =
    /^([0-9a-z]{1,7})\.(\d{1,10})(?:\.([\w:-]{1,20}))?$/.exec(argument) ?? [];
  if (tag === '') return null;
  const of = { tag, version: Number(digits) };
  switch (verb) {
    case 'v.why': {
      const reason = among(cancelReasonCodes, more ?? '');
      return reason && { ...of, verb, reason };
    }
    case 'v.days':
      return more === undefined || isDate(more) ? { ...of, verb, date: more ?? null } : null;
    case 'v.day': {
      const [, date = '', time] = /^([\d-]{10})(?:T([\d:]{5}))?$/.exec(more ?? '') ?? [];
      const known = isDate(date) && (time === undefined || isTime(time));
      return known ? { ...of, verb, date, time: time ?? null } : null;
    }
    case 'v.pick':
    case 'v.take':
      return /^\d{1,9}$/.test(more ?? '')
        ? { ...of, verb, startsAt: new Date(Number(more) * minuteMs) }
        : null;
    default: {
      const plain = among(plainSteps, verb);
      return plain && more === undefined ? { ...of, verb: plain } : null;
    }
  }
}

const plainSteps = [
  ...(['v.confirm', 'v.cancel', 'v.drop', 'v.wish', 'v.early', 'v.late', 'v.keep'] as const),
];

const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);

function agreeOf(argument: string): ButtonAction | null {
  const [what = '', said = ''] = argument.split('.');
  const purpose = among(purposes, what);
  const answer = among(answers, said);
  return purpose && answer && { verb: 'agree', purpose, answer };
}

function among<T extends string>(all: readonly T[], value: string): T | null {
  return all.find((one) => one === value) ?? null;
}

function found<T>(value: T | null, make: (value: T) => ButtonAction): ButtonAction | null {
  return value === null ? null : make(value);
}
