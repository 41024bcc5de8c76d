/** Names, labels and words that occur nowhere else, so that a check finds them wherever they went. */

const syllables = [
  ...['бад', 'вог', 'гуд', 'дем', 'зик', 'кол', 'лум', 'мор'],
  ...['ниф', 'пес', 'рат', 'сув', 'тиг', 'хон', 'цеп', 'шук'],
] as const;

/** Equally long for all numbers below 256, so that no name is the beginning of another. */
const code = (n: number): string =>
  `${syllables[n % 16] ?? ''}${syllables[Math.floor(n / 16) % 16] ?? ''}`;

export const givenNameOf = (n: number): string => `Жаж${code(n)}`;
export const surnameOf = (n: number): string => `Щущ${code(n)}`;
/** Of a person, as a messenger shows it. */
export const displayNameOf = (n: number): string => `Цыц${code(n)}`;
/** What somebody calls a patient. */
export const labelOf = (n: number): string => `Чуч${code(n)}`;
export const wordOf = (n: number): string => `слово-ж${n}ж`;

/** Any of the above; none of it is a word in any language. */
export const anyMark: RegExp = /Жаж|Щущ|Цыц|Чуч|слово-ж/iu;
/** Each name of a patient that may stand in a text. */
export const namesIn: RegExp = /(?:Жаж|Щущ|Чуч)[бвгдзклмнпрстхцш][а-я]{5}/giu;
