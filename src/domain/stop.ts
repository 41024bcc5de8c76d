/**
 * Free words that mean "stop writing to me", in Russian and English.
 *
 * A text is cut into clauses, each word of a clause becomes the name of its meaning (`stop-words.ts`: to
 * teach a word, add it there), and a few lines over these names say what a clause means
 * (`stop-grammar.ts`). Typing slips are undone in `stop-spelling.ts`. Here the clauses are weighed.
 */

import { type Clause, readClause } from './stop-grammar.ts';
import { phrases } from './stop-phrases.ts';
import { fold, joinLetters } from './stop-spelling.ts';
import { meaningsOf, onRightKeys, signs } from './stop-words.ts';

export { fold };

/**
 * `stop`: clear. `doubtful`: such words stand in it, but it may be about something else; ask.
 * `cancel`: nothing but "cancel", which may mean the visit or the messages; ask.
 */
export type StopReading = 'stop' | 'doubtful' | 'cancel';

/** A plea to stop is short; the rest of a longer text is not read. */
const charsMax = 500;
/** With more words than this around a clear phrase, a person means more than stop. */
const wordsMax = 40;

/**
 * Reads any text. `null` is everything else, a cancelled visit included («отмените визит»). A caller
 * that also reads red flags reads them too ("it won't stop bleeding").
 */
export function readStop(text: string): StopReading | null {
  const folded = joinLetters(fold(onRightKeys(text.slice(0, charsMax))));
  const plain = phrases.reduce((said, [from, to]) => said.replace(from, to), folded);
  const kinds = clausesOf(plain).map((clause) => readClause(meaningsOf(clause)));
  const has = (...wanted: readonly Clause[]) => kinds.some((kind) => wanted.includes(kind));
  if (has('clear') && !has('contrast')) return besides(plain, has('other', 'hint'));
  if (has('clear', 'hint')) return 'doubtful';
  if (has('bare')) return has('other', 'contrast') || plain.includes('?') ? 'doubtful' : 'stop';
  return has('cancel') && !has('other', 'contrast') ? 'cancel' : null;
}

/** What a clear clause is worth next to others: a question or a long story deserves a person. */
function besides(text: string, others: boolean): StopReading {
  const words = text.match(/\p{L}+/gu) ?? [];
  return others && (text.includes('?') || words.length > wordsMax) ? 'doubtful' : 'stop';
}

/** Dictated texts have no commas: "I" and "but" begin a new thought as well. */
const clauseEnd = new RegExp(
  `[^\\p{L}\\p{N}${signs} -]+|\\s[-–—]\\s|(?<!чтобы?)\\s(?=(?:а|но|зато|but|я|i|im|прошу)\\s|please (?:stop|do|remove|delete|un))`,
  'u',
);
const clausesOf = (text: string) => text.split(clauseEnd);
