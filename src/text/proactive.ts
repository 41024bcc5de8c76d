/**
 * Messages that we start ourselves. One source for both forms: the template registered with the
 * platform is the body, and the free form is the same body with a few lines of help after it.
 */

import type { Content, TemplateDefinition } from '../domain/content.ts';
import { type Language, languages } from '../domain/words.ts';
import { clockTime, dayMonth, fullDay } from './dates.ts';
import { type Because, becauseWords } from './proactive-because.ts';
import { buttonsFor, buttonsOf, labelOf, minorElse, minorFor } from './proactive-buttons.ts';
import { type Extras, type Frame, hasRoomFor, tidy, withExtras } from './proactive-extras.ts';
import {
  type MessageVerb,
  type PlainKind,
  type ProactiveKind,
  type ProactiveParam,
  plainKinds,
  proactiveKinds,
  proactiveWords,
  type VisitKind,
} from './proactive-words.ts';
import { rated } from './ratings.ts';

export { labelFor, labelsFor } from './labels.ts';
export type { Because } from './proactive-because.ts';
export { bodyCharsMax, type Extras } from './proactive-extras.ts';
export {
  type ContactKind,
  contactKinds,
  type MessageVerb,
  messageVerbs,
  type ProactiveKind,
  proactiveKinds,
} from './proactive-words.ts';

/** What every kind needs. */
export interface MessageParams {
  /** UUID of the message that will carry the buttons. */
  readonly messageId: string;
  readonly clinic: string;
}

/** What the kinds about a visit need as well. */
export interface VisitParams extends MessageParams {
  readonly startsAt: Date;
  /** The clinic's IANA zone. */
  readonly zone: string;
  readonly address: string | null;
  /** What the contact calls the patient, where "you" would not do: one of several, or somebody else. */
  readonly person?: string | null | undefined;
  /** Of a visit that was changed: what the patient knew; null where they knew that it was off. */
  readonly was?: Was | null | undefined;
  readonly extras?: Extras | undefined;
  /** Of an invitation. */
  readonly because?: Because | undefined;
  /** The channel can hand over a file for the calendar when asked. */
  readonly calendarFile?: boolean | undefined;
}

export interface Was {
  readonly startsAt: Date;
  readonly zone: string;
  /** Where it was elsewhere. */
  readonly clinic: string | null;
}

/** A plain kind is about no visit. A kind known only at run time needs all of it. */
export type ParamsOf<K extends ProactiveKind> = [K] extends [PlainKind]
  ? MessageParams
  : VisitParams;

/** A reminder that a phone gets half a day late is worse than none. */
const ttlSeconds = 43_200;

/** The message in both its forms. Dates are absolute: it may be read on another day than it was sent. */
export function compose<K extends ProactiveKind>(
  kind: K,
  params: ParamsOf<K>,
  language: Language,
): Content {
  const visit = isPlain(kind) || !('startsAt' in params) ? null : (params as VisitParams);
  const person = visit?.person?.trim() || null;
  const named = person !== null;
  const body = bodyOf(kind, named, language);
  const values = pick(valuesOf(kind, params, visit, language), body);
  const { messageId } = params;
  const buttons = buttonsFor(buttonsOf[kind], { kind, messageId, language, person });
  const calendar = visit?.calendarFile ? (['visit.calendar'] as const) : [];
  const lesser = [...calendar, ...minorFor(kind)];
  const minor = buttonsFor(lesser, { kind, messageId, language, person: null });
  const frame = frameOf(body, values, language);
  const { extras = {} } = visit ?? {};
  // What is read already needs no button.
  const note = kind === 'aftercare' ? extras.aftercare?.trim() : undefined;
  const isRead = note && hasRoomFor(frame, { aftercare: note }, language);
  return {
    text: withExtras(frame, extras, language),
    ...(!isRead && { buttons }),
    ...rated(kind, { messageId, buttons, language }),
    ...(minor.length > 0 && { minor }),
    template: {
      name: templateName(kind, named),
      language,
      params: values,
      buttons: buttons.map((button) => button.data),
    },
  };
}

export interface StaffMessage {
  readonly messageId: string;
  readonly text: string;
  /** What the contact calls the patient, where "you" would not do. */
  readonly person: string | null;
  readonly language: Language;
}

/** Staff's own words, when they write first. Never a template: no platform has approved them. */
export function staffMessage({ messageId, text, person, language }: StaffMessage): Content {
  const { who, stopLine, labels } = proactiveWords[language];
  const name = tidy(person ?? '');
  const parts = [name && `${who} ${name}`, text.trim(), stopLine];
  return {
    text: parts.filter(Boolean).join('\n\n'),
    minor: minorElse.map((verb) => ({ label: labels[verb], data: `${verb}:${messageId}` })),
  };
}

/** Every template that `compose` may use, as it is to be registered. */
export function templateDefinitions(): readonly TemplateDefinition[] {
  return languages.flatMap((language) =>
    proactiveKinds.flatMap((kind) =>
      (isPlain(kind) ? [false] : [false, true]).map((named) => definition(kind, named, language)),
    ),
  );
}

/** The template a message of this kind needs, `named` where it says for whom; null for kinds that have none. */
export function proactiveTemplate(
  kind: string,
  language: Language,
  named = false,
): { readonly name: string; readonly language: Language } | null {
  if (!isProactiveKind(kind)) return null;
  return { name: templateName(kind, named && !isPlain(kind)), language };
}

export function isProactiveKind(kind: string): kind is ProactiveKind {
  return (proactiveKinds as readonly string[]).includes(kind);
}

function isPlain(kind: ProactiveKind): kind is PlainKind {
  return (plainKinds as readonly string[]).includes(kind);
}

/** Fresh buttons about a visit for an older message, as `visit_day_before` has them. */
export function visitLabels(language: Language): Readonly<Record<MessageVerb, string>> {
  return proactiveWords[language].labels;
}

function definition(kind: ProactiveKind, named: boolean, language: Language): TemplateDefinition {
  const body = bodyOf(kind, named, language);
  return {
    name: templateName(kind, named),
    language,
    category: 'utility',
    body,
    examples: pick(proactiveWords[language].examples, body),
    buttons: buttonsOf[kind].map((verb) => labelOf(kind, verb, language)),
    ttlSeconds,
  };
}

/** The version grows with the words: a platform lets an approved text change only rarely. */
const firstVersion: readonly ProactiveKind[] = [
  'ask_wellbeing',
  'still_you',
  'visit_moved',
  'visit_cancelled',
  'aftercare',
  'recall',
  'plan_followup',
  'personal_contact',
  'ask_recall',
  'wellbeing_score',
  'impression',
];

function templateName(kind: ProactiveKind, named: boolean): string {
  return `${kind}${named ? '_for' : ''}_v${firstVersion.includes(kind) ? 1 : 2}`;
}

function bodyOf(kind: ProactiveKind, named: boolean, language: Language): string {
  const { body, bodyFor } = proactiveWords[language];
  return named && !isPlain(kind) ? bodyFor[kind as VisitKind] : body[kind];
}

export function valuesOf(
  kind: ProactiveKind,
  params: MessageParams,
  visit: VisitParams | null,
  language: Language,
): Readonly<Record<ProactiveParam, string>> {
  const moment = visit && { at: visit.startsAt, zone: visit.zone };
  const day = kind.startsWith('visit') ? fullDay : dayMonth;
  const { noName, noAddress, wasOff } = proactiveWords[language];
  return {
    clinic: tidy(params.clinic) || noName,
    date: moment ? day(moment, language) : '',
    time: moment ? clockTime(moment) : '',
    address: tidy(visit?.address ?? '') || noAddress,
    person: tidy(visit?.person ?? ''),
    was: tidy(visit?.was ? wasWords(visit.was, language) : wasOff),
    ...becauseWords(visit?.because ?? null, language),
  };
}

function wasWords({ startsAt, zone, clinic }: Was, language: Language): string {
  const moment = { at: startsAt, zone };
  const when = `${fullDay(moment, language)}, ${clockTime(moment)}`;
  return clinic ? `${when}, ${clinic}` : when;
}

/** Every body ends with how to stop; what is added stands above that. */
function frameOf(
  body: string,
  values: Readonly<Record<string, string>>,
  language: Language,
): Frame {
  const { stopLine } = proactiveWords[language];
  return { head: substitute(body.slice(0, -stopLine.length), values), tail: stopLine };
}

function pick(
  values: Readonly<Record<ProactiveParam, string>>,
  body: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => body.includes(`{{${name}}}`)),
  );
}

export function substitute(body: string, values: Readonly<Record<string, string>>): string {
  return body.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}
