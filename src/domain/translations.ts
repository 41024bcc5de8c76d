/** The clinic's own words in more than one language. */

import type { Language } from './words.ts';

export const clinicTexts = ['directions', 'transit', 'parking', 'bring'] as const;
export type ClinicText = (typeof clinicTexts)[number];

export const serviceTexts = ['preparation', 'bring', 'aftercare'] as const;
export type ServiceText = (typeof serviceTexts)[number];

export type Translations<Text extends string> = Readonly<
  Partial<Record<Language, Readonly<Partial<Record<Text, string>>>>>
>;

/** A text of the clinic, in whichever languages it was written. */
export type Written = Readonly<Partial<Record<Language, string>>>;

type Texts<Text extends string> = Readonly<Record<Text, string | null>> & {
  readonly translations: Translations<Text>;
};

/** What a clinic tells without naming a language is in its first one. Null where it tells nothing. */
export function writtenIn<Text extends string>(
  of: Texts<Text>,
  name: Text,
  first: Language,
): Written | null {
  const translated = Object.entries(of.translations).flatMap(([language, texts]) => {
    const text = (texts as Readonly<Partial<Record<Text, string>>>)[name]?.trim();
    return text ? [[language, text] as const] : [];
  });
  const own = of[name]?.trim();
  const written: Written = Object.fromEntries([...translated, ...(own ? [[first, own]] : [])]);
  return Object.keys(written).length > 0 ? written : null;
}

/**
 * A message is in one language from its first word to its last: the patient's, where every text it
 * carries is written in that; else the clinic's. Nothing is left out for the sake of a language: what to
 * do before a treatment matters more than in which words.
 */
export function languageFor(
  wanted: Language,
  { texts, first }: { readonly texts: readonly Written[]; readonly first: Language },
): Language {
  const missing = texts.some((text) => text[first] !== undefined && text[wanted] === undefined);
  return missing ? first : wanted;
}
