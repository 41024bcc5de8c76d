/**
 * Messages that we start ourselves. One source for both forms: the template registered with the
 * platform is the body, and the free form is the same body with a few lines of help after it.
 */

import type { Button, Content, TemplateDefinition } from '../domain/content.ts';
import { type Language, languages } from '../domain/words.ts';
import { clockTime, dayMonth, fullDay } from './dates.ts';
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

export {
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
  /** Lines that only the free form carries; the last ones are cut when there is no room. */
  readonly preparation?: string | null | undefined;
  readonly bring?: string | null | undefined;
  readonly directions?: string | null | undefined;
}

/** A plain kind is about no visit. A kind known only at run time needs all of it. */
export type ParamsOf<K extends ProactiveKind> = [K] extends [PlainKind]
  ? MessageParams
  : VisitParams;

/** WhatsApp: interactive reply buttons, body (CHANNELS A.7); the tightest of all channels. */
export const bodyCharsMax = 1024;
/** Longer values are cut, so that a body always fits beside its buttons. */
const paramCharsMax = 150;
/** Shorter than this, a cut line helps nobody. */
const extraCharsMin = 40;
/** A reminder that a phone gets half a day late is worse than none. */
const ttlSeconds = 43_200;

const buttonsOf: Readonly<Record<ProactiveKind, readonly MessageVerb[]>> = {
  visit_three_days: ['visit.confirm', 'visit.move', 'visit.cancel'],
  visit_day_before: ['visit.confirm', 'visit.move', 'visit.cancel'],
  visit_soon: ['visit.cancel', 'person'],
  wellbeing_check: ['well.good', 'well.unsure', 'well.bad'],
  ask_wellbeing: ['agree.yes', 'agree.no'],
  still_you: ['still.yes', 'not.me'],
  answer_waiting: ['answer.show'],
};

/** Of lesser use, and in the words of the body too. A template has no room for them. */
const minorOf: Readonly<Partial<Record<ProactiveKind, readonly MessageVerb[]>>> = {
  still_you: ['why'],
  answer_waiting: [],
};
const minorElse: readonly MessageVerb[] = ['why', 'not.me'];

/** WhatsApp: a reply button; on Telegram more would be cut on a narrow phone. */
const labelCharsMax = 20;

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
  const minor = buttonsFor(minorOf[kind] ?? minorElse, { kind, messageId, language, person: null });
  return {
    text: withExtras(substitute(body, values), visit ? extrasOf(visit, language) : []),
    buttons,
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
const firstVersion: readonly ProactiveKind[] = ['ask_wellbeing', 'still_you'];

function templateName(kind: ProactiveKind, named: boolean): string {
  return `${kind}${named ? '_for' : ''}_v${firstVersion.includes(kind) ? 1 : 2}`;
}

function bodyOf(kind: ProactiveKind, named: boolean, language: Language): string {
  const { body, bodyFor } = proactiveWords[language];
  return named && !isPlain(kind) ? bodyFor[kind as VisitKind] : body[kind];
}

function labelOf(kind: ProactiveKind, verb: MessageVerb, language: Language): string {
  const { labels, labelsOf } = proactiveWords[language];
  return labelsOf[kind]?.[verb] ?? labels[verb];
}

interface ButtonsOf {
  readonly kind: ProactiveKind;
  readonly messageId: string;
  readonly language: Language;
  readonly person: string | null;
}

/** A template's quick replies are fixed words; in a session the labels say for whom, where all have room. */
function buttonsFor(
  verbs: readonly MessageVerb[],
  { kind, messageId, language, person }: ButtonsOf,
): readonly Button[] {
  const labels = labelsFor(
    verbs.map((verb) => labelOf(kind, verb, language)),
    person,
  );
  return verbs.map((verb, index) => ({
    label: labels[index] ?? verb,
    data: `${verb}:${messageId}`,
  }));
}

/** All of them with the name, or none: a single bare one would seem to mean somebody else. */
export function labelsFor(labels: readonly string[], person: string | null): readonly string[] {
  const named = labels.map((label) => labelFor(label, person));
  return named.every((label, index) => label !== labels[index]) ? named : labels;
}

/** `Подтверждаю: Миша`; without the name where there is no room for it. */
export function labelFor(label: string, person: string | null): string {
  const whole = `${label}: ${person}`;
  return person !== null && [...whole].length <= labelCharsMax ? whole : label;
}

function valuesOf(
  kind: ProactiveKind,
  params: MessageParams,
  visit: VisitParams | null,
  language: Language,
): Readonly<Record<ProactiveParam, string>> {
  const moment = visit && { at: visit.startsAt, zone: visit.zone };
  const day = kind.startsWith('visit') ? fullDay : dayMonth;
  const { noName, noAddress } = proactiveWords[language];
  return {
    clinic: tidy(params.clinic) || noName,
    date: moment ? day(moment, language) : '',
    time: moment ? clockTime(moment) : '',
    address: tidy(visit?.address ?? '') || noAddress,
    person: tidy(visit?.person ?? ''),
  };
}

/** Platforms refuse line breaks and runs of spaces in a parameter. */
function tidy(value: string): string {
  const plain = value.replaceAll(/\s+/g, ' ').trim();
  return plain.length <= paramCharsMax ? plain : cut(plain, paramCharsMax);
}

function pick(
  values: Readonly<Record<ProactiveParam, string>>,
  body: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => body.includes(`{{${name}}}`)),
  );
}

function substitute(body: string, values: Readonly<Record<string, string>>): string {
  return body.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}

function extrasOf(visit: VisitParams, language: Language): readonly string[] {
  const own = proactiveWords[language];
  return (['preparation', 'bring', 'directions'] as const).flatMap((name) => {
    const text = visit[name]?.trim();
    return text ? [`${own[name]} ${text}`] : [];
  });
}

function withExtras(body: string, extras: readonly string[]): string {
  let text = body;
  for (const extra of extras) {
    const room = bodyCharsMax - text.length - 2;
    if (extra.length <= room) text = `${text}\n\n${extra}`;
    else if (room >= extraCharsMin) text = `${text}\n\n${cut(extra, room)}`;
  }
  return text;
}

function cut(text: string, charsMax: number): string {
  const head = text.slice(0, charsMax - 1);
  const space = head.search(/\s\S*$/);
  // A lone half of a surrogate pair would not survive UTF-8.
  return `${(space > charsMax / 2 ? head.slice(0, space) : head).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
