/** Staff-facing words in both languages: what is missing in one of them does not compile. */

import type { Language } from '../../domain/words.ts';
import { wordsEn } from './words-en.ts';
import { type Words, wordsRu } from './words-ru.ts';

export type { Words } from './words-ru.ts';

const all: Readonly<Record<Language, Words>> = { ru: wordsRu, en: wordsEn };

export const wordsOf = (language: Language): Words => all[language];

/** A sentence for a code that came from outside and may be unknown to us. */
export function wordFor(
  table: Readonly<Record<string, string>>,
  code: string | null,
  other: string,
): string {
  return code !== null && Object.hasOwn(table, code) ? (table[code] ?? other) : other;
}
