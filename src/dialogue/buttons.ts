/** What is written into a button and read back: `verb:argument`, ASCII, at most 64 bytes. */

import { type ReminderCount, reminderCounts } from '../domain/card.ts';
import { isZone } from '../domain/time.ts';
import {
  type CardChannel,
  cardChannels,
  type Language,
  languages,
  type Purpose,
  purposes,
} from '../domain/words.ts';
import { type MessageVerb, messageVerbs } from '../text/proactive.ts';

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

const answers = ['yes', 'no'] as const;
type Answer = (typeof answers)[number];

export type ButtonAction =
  | {
      readonly verb: MessageVerb;
      /** Our message this is about; not always the one that carried the button. */
      readonly messageId: string;
      /** The schedule version the patient was shown, where it is newer than the message. */
      readonly version?: number | undefined;
    }
  /** One purpose, one question. */
  | { readonly verb: 'agree'; readonly purpose: Purpose; readonly answer: Answer }
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
  | { readonly verb: 'forget'; readonly answer: Answer }
  | { readonly verb: 'language'; readonly language: Language }
  | { readonly verb: 'menu'; readonly item: MenuItem }
  /** Settings of one of several patients, by place in `facts.people`. */
  | { readonly verb: 'whose'; readonly index: number };

export function encodeButton(action: ButtonAction): string {
  switch (action.verb) {
    case 'agree':
      return `agree:${action.purpose}.${action.answer}`;
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
    default:
      return `${action.verb}:${action.messageId}${action.version ? `.${action.version}` : ''}`;
  }
}

/** Null for data that is none of ours, or no longer. */
export function decodeButton(data: string): ButtonAction | null {
  const [, verb = '', argument = ''] = /^([a-z.]{1,20}):([\w.:/+-]{1,60})$/.exec(data) ?? [];
  const known = among(messageVerbs, verb);
  return known ? decodeAbout(known, argument) : decodeChoice(verb, argument);
}

function decodeAbout(verb: MessageVerb, argument: string): ButtonAction | null {
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.(\d{1,10}))?$/i.exec(argument);
  if (!match?.[1]) return null;
  const [, messageId, version] = match;
  return { verb, messageId, ...(version === undefined ? {} : { version: Number(version) }) };
}

function decodeChoice(verb: string, argument: string): ButtonAction | null {
  switch (verb) {
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
      return null;
  }
}

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
