/** What a colleague wants to record, piece by piece: which is missing, and what their words add to it. */

import { ageOn, type DoctorKind, type PresetFacts, presetOf } from '../domain/presets.ts';
import { readDates } from '../domain/spoken-dates.ts';
import { addMonths, toLocal } from '../domain/time.ts';
import type { Draft } from './staff-types.ts';
import { readAge } from './staff-words.ts';

const partPieces = ['done', 'left', 'risk'] as const;
export type PartPiece = (typeof partPieces)[number];
export type Piece = 'argument' | 'note' | 'signedOn' | 'item' | 'choice' | PartPiece;

/** In the order in which they are asked for. */
const needs: Readonly<Record<DoctorKind, readonly Piece[]>> = {
  wellbeing: ['choice'],
  hygiene: ['choice'],
  checkup: ['argument', 'choice'],
  control: ['choice'],
  plan: ['signedOn', 'item', 'choice'],
  personal: ['argument', 'choice'],
  later_need: ['note', 'choice'],
};

const needsOf = ({ kind, isPart }: Draft): readonly Piece[] =>
  needs[kind].flatMap((piece) => (piece === 'item' && isPart ? partPieces : [piece]));

export const missingPiece = (draft: Draft): Piece | null =>
  needsOf(draft).find((piece) => draft[piece] === null) ?? null;

const nothing = {
  ...{ argument: null, note: null, signedOn: null, item: null, choice: null },
  ...{ isPart: false, done: null, left: null, risk: null },
};

/** The one that is open, if it is about the same; else a new one. */
export function draftOf(open: Draft | null, { tag, kind }: Pick<Draft, 'tag' | 'kind'>): Draft {
  return open?.tag === tag && open.kind === kind ? open : { tag, kind, ...nothing };
}

export const textCharsMax = 200;

export interface Saying {
  readonly presets: PresetFacts;
  readonly now: Date;
  readonly zone: string;
}

export type Understood = { readonly draft: Draft } | { readonly fault: 'no_date' | 'too_long' };

/** What is typed answers what is asked. */
export function withWords(draft: Draft, text: string, saying: Saying): Understood {
  const words = text.trim();
  const piece = missingPiece(draft);
  if (piece === null) return { draft };
  if (piece === 'choice') return ofDate(draft, readDay(words, saying));
  if (piece === 'signedOn') return ofSigned(draft, words, saying);
  if (words === '' || [...words].length > textCharsMax) return { fault: 'too_long' };
  const said = { ...draft, [piece]: words };
  // «В 13 лет к ортодонту» says when as well.
  return { draft: piece === 'note' ? { ...said, choice: readDay(words, saying) } : said };
}

const ofDate = (draft: Draft, choice: string | null): Understood =>
  choice === null ? { fault: 'no_date' } : { draft: { ...draft, choice } };

/** An age, or a day to come. */
function readDay(text: string, { presets, now, zone }: Saying): string | null {
  const age = readAge(text);
  const { birthDate, visitOn } = presets;
  if (age !== null && birthDate !== null && age > ageOn(birthDate, visitOn)) {
    const preset = presetOf('later_need', `a${age}`, presets);
    if (preset) return preset.on;
  }
  const { from, until } = readDates(text, { now, zone });
  return from ?? until;
}

/** A day without its year is the last one that was, not the next to come. */
function ofSigned(draft: Draft, text: string, { now, zone }: Saying): Understood {
  const { from, until } = readDates(text, { now, zone });
  const day = from ?? until;
  if (day === null) return { fault: 'no_date' };
  const isAhead = day > toLocal(now, zone).date && !/\d{4}/.test(text);
  return { draft: { ...draft, signedOn: isAhead ? addMonths(day, -12) : day } };
}
