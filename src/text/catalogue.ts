import type { Language } from '../domain/words.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { Texts } from './texts.ts';

const catalogue: Readonly<Record<Language, Texts>> = { ru, en };

/** All sentences in one language. */
export function textsOf(language: Language): Texts {
  return catalogue[language];
}
