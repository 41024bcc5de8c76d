/** How words are typed: held keys, look-alike letters, the other keyboard, Russian in Latin letters. */

/** Lowercase, one spelling of ё and of apostrophes, no accents, no invisible characters. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/['’ʼ`´]|\p{M}|\p{Cf}/gu, '')
    .replace(/\p{Zs}+/gu, ' ');
}

/** What words that sound alike share. Short ones stay: «но» is not «на». */
export function spelling(word: string): string {
  const single = word.replace(/(.)\1+/gu, '$1');
  if (single.length < 4 || !/[а-я]/.test(single)) return single;
  return single
    .replace(/[ьъ]/g, '')
    .replace(/о/g, 'а')
    .replace(/[еэы]/g, 'и')
    .replace(/щ/g, 'ш')
    .replace(/тс/g, 'ц')
    .replace(/(.)\1+/gu, '$1');
}

/** Digits for letters and held keys undone: st0p, стооооп. */
export function unstretched(word: string): string {
  return word.replace(/(?<=\p{L})0|0(?=\p{L})/gu, 'o').replace(/(.)\1{2,}/gu, '$1');
}

/** «С Т О П», s.t.o.p, «сто п» */
export function joinLetters(text: string): string {
  const spaced = /(?<!\p{L})\p{L}(?:[ .*_-]{1,2}\p{L}(?!\p{L})){2,}/gu;
  return text.replace(spaced, (letters) => letters.replace(/\P{L}/gu, ''));
}

const rightWords = [
  { right: 'unsubscribe', slips: 2 },
  { right: 'отписаться', slips: 1 },
  { right: 'отпишите', slips: 1 },
  { right: 'прекратите', slips: 1 },
  { right: 'перестаньте', slips: 1 },
  { right: 'присылайте', slips: 1 },
  { right: 'хватит', slips: 1 },
  { right: 'пишите', slips: 1 },
  { right: 'писать', slips: 1 },
  { right: 'сообщения', slips: 1 },
  { right: 'напоминания', slips: 1 },
  { right: 'messages', slips: 1 },
  { right: 'messaging', slips: 1 },
  { right: 'reminders', slips: 1 },
  { right: 'notifications', slips: 1 },
] as const;

/** The word a slip was meant for. «Опишите» and «подпишите» are one slip away from «отпишите». */
export function nearest(word: string): string | undefined {
  const start = word.replace(/^(?:ат|опт)(?=п?[ие][сш])/, 'от').replace(/^оти(?=[сш])/, 'отпи');
  return rightWords.find(
    ({ right, slips }) =>
      isWrongSecond(start, right) ||
      (start.startsWith(right.slice(0, 2)) && isNear({ word: start, right, slips })),
  )?.right;
}

/** «пмсать» */
const isWrongSecond = (word: string, right: string): boolean =>
  word.length === right.length && word[0] === right[0] && word.slice(2) === right.slice(2);

interface Likeness {
  readonly word: string;
  readonly right: string;
  readonly slips: number;
}

/** Whether at most `slips` letters are wrong, missing, extra or swapped with a neighbour. */
function isNear({ word, right, slips }: Likeness): boolean {
  let i = 0;
  while (i < right.length && word[i] === right[i]) i++;
  const [mine, theirs] = [word.slice(i), right.slice(i)];
  if (mine === theirs) return true;
  if (slips === 0 || Math.abs(mine.length - theirs.length) > slips) return false;
  const after = (skipped: number, missed: number) =>
    isNear({ word: mine.slice(skipped), right: theirs.slice(missed), slips: slips - 1 });
  const swapped = mine.slice(0, 2) === `${theirs[1]}${theirs[0]}`;
  return after(1, 1) || after(0, 1) || after(1, 0) || (swapped && after(2, 2));
}

const latinTwins = 'acehkmnoprtuxyb';
const cyrillicTwins = 'асенкмпоргтихув';
const cyrillicSeen = 'асенкмортхув';
const latinSeen = 'acehkmoptxyb';

/** Letters that only look right: СТOП with a Latin O, НЕ with a Latin H and E. */
export function oneScript(word: string, russianText: boolean): string {
  const latin = /[a-z]/.test(word);
  const russian = /[а-я]/.test(word);
  if (!latin || !(russian || russianText)) return word;
  const asRussian = swap(word, { from: latinTwins, to: cyrillicTwins });
  if (!/[a-z]/.test(asRussian)) return asRussian;
  const asEnglish = swap(word, { from: cyrillicSeen, to: latinSeen });
  return /[а-я]/.test(asEnglish) ? word : asEnglish;
}

const sounds: readonly (readonly [latin: string, russian: string])[] = [
  ...([
    ['shch', 'щ'],
    ['sch', 'щ'],
    ['zh', 'ж'],
    ['kh', 'х'],
    ['sh', 'ш'],
    ['ch', 'ч'],
  ] as const),
  ...([
    ['ya', 'я'],
    ['ja', 'я'],
    ['yu', 'ю'],
    ['yo', 'е'],
    ['ye', 'е'],
    ['w', 'в'],
    ['q', 'к'],
  ] as const),
];
const latinSounds = 'abvgdezijklmnoprstufhcyx';
const russianSounds = 'абвгдезижклмнопрстуфхцых';

/** «Ne pishite mne»: Russian words in Latin letters. Anything else comes back as it was. */
export function russianSpelling(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word;
  const glides = word.replace(/(?<=[aeiou])y(?![aou])/g, 'й');
  const pairs = sounds.reduce((text, [latin, russian]) => text.replaceAll(latin, russian), glides);
  return swap(pairs, { from: latinSounds, to: russianSounds });
}

const latinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const cyrillicKeys = 'йцукенгшщзхъфывапролджэячсмитьбю';

/** What the same keys give with the keyboard switched the other way. */
export function otherLayout(text: string): string {
  const keys = { from: latinKeys + cyrillicKeys, to: cyrillicKeys + latinKeys };
  return swap(text.toLowerCase(), keys);
}

function swap(text: string, { from, to }: { readonly from: string; readonly to: string }): string {
  return [...text].map((letter) => to[from.indexOf(letter)] ?? letter).join('');
}
