/** Reminders of several people's visits on one day, in one message to whoever speaks for them. */

import type { Button, Content } from '../domain/content.ts';
import type { Language } from '../domain/words.ts';
import { substitute, type VisitParams, valuesOf } from './proactive.ts';
import { type ExtraName, proactiveWords, type ReminderKind } from './proactive-words.ts';

/** Telegram's and WhatsApp's limit of a text, and of one beside at most three buttons on WhatsApp. */
const textCharsMax = 4096;
const repliesCharsMax = 1024;
const repliesMax = 3;
/** A list on WhatsApp holds ten rows. */
export const familyMax = 3;
/** WhatsApp: a reply button. */
const labelCharsMax = 20;

export interface Family {
  readonly kind: ReminderKind;
  /** Each named, in the order of their visits. */
  readonly members: readonly VisitParams[];
  readonly language: Language;
}

/** Null where there is no room for all of them. */
export function composeFamily(family: Family): Content | null {
  const { language } = family;
  const rows = rowsOf(family);
  const buttons = rows.flatMap(({ flat }) => flat);
  const charsMax = buttons.length > repliesMax ? textCharsMax : repliesCharsMax;
  const text = textOf(family, everything);
  const shown = text.length <= charsMax ? text : textOf(family, []);
  if (shown.length > charsMax) return null;
  return {
    text: shown,
    buttons,
    rows: rows.map(({ row }) => row),
    ...(buttons.length > repliesMax && { menuLabel: proactiveWords[language].family.menu }),
    minor: minorOf(family),
  };
}

/** Of the place: said once where all go to the same. */
const ofPlace: readonly ExtraName[] = ['directions', 'transit', 'parking', 'map'];
const everything: readonly ExtraName[] = ['preparation', 'bring', ...ofPlace, 'calendar'];

function textOf({ kind, members, language }: Family, extras: readonly ExtraName[]): string {
  const { family, stopLine } = proactiveWords[language];
  const isShared = (name: ExtraName) =>
    ofPlace.includes(name) && new Set(members.map((one) => one.extras?.[name] ?? '')).size === 1;
  const own = extras.filter((name) => !isShared(name));
  const [first] = members;
  return [
    `${family.open}${family.intro[kind]}`,
    ...members.map((one) => block(kind, one, { language, extras: own })),
    family.asks[kind],
    ...linesOf(first, { language, extras: extras.filter(isShared) }),
    stopLine,
  ].join('\n\n');
}

interface Shown {
  readonly language: Language;
  readonly extras: readonly ExtraName[];
}

function block(kind: ReminderKind, params: VisitParams, { language, extras }: Shown): string {
  const { who, family } = proactiveWords[language];
  const values = valuesOf(kind, params, params, language);
  const where = substitute(family.where, values).trim();
  const lines = [`${who} ${values.person}`, where, ...linesOf(params, { language, extras })];
  return lines.join('\n');
}

function linesOf(params: VisitParams | undefined, { language, extras }: Shown): readonly string[] {
  const words = proactiveWords[language].extras;
  return extras.flatMap((name) => {
    const text = params?.extras?.[name]?.trim();
    return text ? [`${words[name]} ${text}`] : [];
  });
}

interface PersonRow {
  /** Beside each other, the first one says whose they are. */
  readonly row: readonly Button[];
  /** Below each other, each says it. */
  readonly flat: readonly Button[];
}

function rowsOf({ kind, members, language }: Family): readonly PersonRow[] {
  const { labels, family } = proactiveWords[language];
  const verbs = kind === 'visit_soon' ? informing : asking;
  const longest = Math.max(...verbs.map((verb) => family.short[verb].length));
  const names = namesOf(members, labelCharsMax - longest - ': '.length);
  return members.map(({ messageId }, index) => {
    const flat = verbs.map((verb) => ({
      label: `${names[index]}: ${family.short[verb]}`,
      data: `${verb}:${messageId}`,
    }));
    const bare = verbs.map((verb) => ({ label: labels[verb], data: `${verb}:${messageId}` }));
    return { flat, row: [...flat.slice(0, 1), ...bare.slice(1)] };
  });
}

const asking = ['visit.confirm', 'visit.move', 'visit.cancel'] as const;
const informing = ['visit.cancel'] as const;

/** Two that read the same, as far as there is room for them, are told apart by number. */
function namesOf(members: readonly VisitParams[], charsMax: number): readonly string[] {
  const names = members.map(({ person }) => person?.trim() ?? '');
  const short = names.map((name) => cut(name, charsMax));
  const isAlone = (name: string | undefined) => short.filter((one) => one === name).length === 1;
  return names.map((name, index) =>
    isAlone(short[index]) ? cut(name, charsMax) : cut(`${index + 1}. ${name}`, charsMax),
  );
}

function cut(name: string, charsMax: number): string {
  const letters = [...name];
  return letters.length <= charsMax ? name : `${letters.slice(0, charsMax - 1).join('')}…`;
}

function minorOf({ members, language }: Family): readonly Button[] {
  const { labels } = proactiveWords[language];
  const [first] = members;
  return (['why', 'not.me'] as const).map((verb) => ({
    label: labels[verb],
    data: `${verb}:${first?.messageId ?? ''}`,
  }));
}
