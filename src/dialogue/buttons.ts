/** What is written into a button and read back: `verb:argument`, ASCII, at most 64 bytes. */

import type { Span } from '../domain/card.ts';
import { faultOfSpan } from '../domain/hours.ts';
import { type CardChannel, cardChannels, type Language, languages } from '../domain/words.ts';
import { type MessageVerb, messageVerbs } from '../text/proactive.ts';

export const purposeChoices = ['visits', 'wellbeing', 'nothing'] as const;
export type PurposeChoice = (typeof purposeChoices)[number];

export const dayChoices = ['any', 'weekdays', 'weekend'] as const;
export type DayChoice = (typeof dayChoices)[number];

export const menuItems = ['settings', 'topics', 'person', 'language', 'stop'] as const;
export type MenuItem = (typeof menuItems)[number];

export type ButtonAction =
  | {
      readonly verb: MessageVerb;
      /** Our message this is about; not always the one that carried the button. */
      readonly messageId: string;
      /** The schedule version the patient was shown, where it is newer than the message. */
      readonly version?: number | undefined;
    }
  | { readonly verb: 'agree'; readonly choice: PurposeChoice }
  | { readonly verb: 'channel'; readonly channel: CardChannel }
  | { readonly verb: 'days'; readonly days: DayChoice }
  | { readonly verb: 'hours'; readonly span: Span }
  | { readonly verb: 'language'; readonly language: Language }
  | { readonly verb: 'menu'; readonly item: MenuItem }
  /** Settings of one of several patients, by place in `facts.people`. */
  | { readonly verb: 'whose'; readonly index: number };

export function encodeButton(action: ButtonAction): string {
  switch (action.verb) {
    case 'agree':
      return `agree:${action.choice}`;
    case 'channel':
      return `channel:${action.channel}`;
    case 'days':
      return `days:${action.days}`;
    case 'hours':
      return `hours:${action.span.from}-${action.span.to}`;
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
  const [, verb = '', argument = ''] = /^([a-z.]{1,20}):([\w.:-]{1,60})$/.exec(data) ?? [];
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
      return found(among(purposeChoices, argument), (choice) => ({ verb, choice }));
    case 'channel':
      return found(among(cardChannels, argument), (channel) => ({ verb, channel }));
    case 'days':
      return found(among(dayChoices, argument), (days) => ({ verb, days }));
    case 'hours':
      return found(spanOf(argument), (span) => ({ verb, span }));
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

function spanOf(argument: string): Span | null {
  const [from = '', to = ''] = argument.split('-');
  const span = { from, to };
  return faultOfSpan(span) === null && from !== to ? span : null;
}

function among<T extends string>(all: readonly T[], value: string): T | null {
  return all.find((one) => one === value) ?? null;
}

function found<T>(value: T | null, make: (value: T) => ButtonAction): ButtonAction | null {
  return value === null ? null : make(value);
}
