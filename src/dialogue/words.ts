/** What a patient's short message asks for, when it is nothing but that. Both languages are always understood. */

import type { Language } from '../domain/words.ts';
import type { CancelChoice, StopScope } from './buttons.ts';
import { languageNames, questions, sentences, type WishType } from './wish-words.ts';

export type Wish =
  | { readonly type: WishType }
  | { readonly type: 'language'; readonly language: Language | null };

const wishes: ReadonlyMap<string, Wish> = new Map([
  ...Object.entries(sentences).flatMap(([type, all]) =>
    all.map((one): [string, Wish] => [one, { type: type as WishType }]),
  ),
  ...Object.entries(languageNames).map(([one, language]): [string, Wish] => [
    one,
    { type: 'language', language },
  ]),
]);

/** Where a slip of the finger may be read kindly: nothing is changed by being wrong. */
const forgiving: readonly WishType[] = ['help', 'settings', 'why', 'privacy', 'mydata', 'forget'];
const forgivingCharsMin = 7;
const questionWordsMax = 14;

/** The one wish that the whole message expresses, or null. */
export function wishOf(text: string): Wish | null {
  const plain = plainOf(text);
  const bare = plain.replace(
    /^(?:здравствуйте|добрый день|а|hello|hi) | (?:пожалуйста|please)$/g,
    '',
  );
  return wishes.get(plain) ?? wishes.get(bare) ?? longWish(bare) ?? nearWish(bare);
}

function longWish(plain: string): Wish | null {
  if (plain.split(' ').length > questionWordsMax) return null;
  const type = questions.find(([, pattern]) => pattern.test(plain))?.[0];
  return type ? { type } : null;
}

function nearWish(plain: string): Wish | null {
  if (plain.length < forgivingCharsMin || plain.length > 60) return null;
  const type = forgiving.find((one) =>
    sentences[one].some((known) => known.length >= forgivingCharsMin && isNear(known, plain)),
  );
  return type ? { type } : null;
}

/** One letter too many, too few, wrong, or two swapped. */
function isNear(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const shorter = Math.min(a.length, b.length) - start;
  while (end < shorter && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const left = [a.slice(start, a.length - end), b.slice(start, b.length - end)] as const;
  const swapped = left[0].length === 2 && left[0] === [...left[1]].toReversed().join('');
  return swapped || (left[0].length <= 1 && left[1].length <= 1);
}

const scopes: Readonly<Record<Exclude<StopScope, 'purpose'>, readonly string[]>> = {
  visit: [
    ...['этот', 'этот визит', 'только этот', 'только об этом визите', 'об этом визите', 'визит'],
    ...['про этот визит', 'только про этот визит', 'this', 'this visit', 'only this visit'],
    ...['only this one', 'this one', 'this one only', 'the visit'],
  ],
  person: [],
  everything: [
    ...['все', 'всё', 'совсем', 'совсем все', 'вообще все', 'обо всем', 'ни о чем', 'полностью'],
    ...['все сразу', 'ничего', 'everything', 'all', 'all of it', 'all of them', 'nothing'],
  ],
};

/** Which part of a stop was meant, in words without punctuation. */
export function scopeOf(plain: string): StopScope | null {
  return (['visit', 'everything'] as const).find((one) => scopes[one].includes(plain)) ?? null;
}

const cancels: Readonly<Record<CancelChoice, readonly string[]>> = {
  visit: ['визит', 'запись', 'этот визит', 'visit', 'the visit', 'this visit', 'appointment'],
  stop: ['сообщения', 'напоминания', 'рассылку', 'messages', 'the messages', 'reminders'],
  nothing: [
    ...['ничего', 'нет', 'ничего не надо', 'ничего не менять', 'оставьте', 'оставьте как есть'],
    ...['передумал', 'передумала', 'случайно', 'я случайно', 'ошибся', 'ошиблась'],
    ...['nothing', 'no', 'never mind', 'nevermind', 'by mistake', 'leave it', 'my mistake'],
  ],
};

/** What was to be cancelled, in words without punctuation. */
export function cancelOf(plain: string): CancelChoice | null {
  return (
    (['visit', 'stop', 'nothing'] as const).find((one) => cancels[one].includes(plain)) ?? null
  );
}

const endings = /[аяуюеыиоьй]+$/;

/** Whether a name stands in the words, in whatever case Russian puts it: «про Мишу», «о Мише». */
export function namesIn(words: string, name: string): boolean {
  const said = plainOf(words).split(' ');
  const known = plainOf(name).split(' ');
  return known.every((part) => part !== '' && said.some((word) => isForm(word, part)));
}

function isForm(word: string, name: string): boolean {
  const stem = name.replace(endings, '');
  if (stem.length < 2) return word === name;
  return (
    word === name ||
    (word.startsWith(stem) &&
      endings.test(word.slice(stem.length)) &&
      word.length <= name.length + 2) ||
    word === `${name}s`
  );
}

/** Lower case, `ё` as `е`, without the punctuation that carries no meaning here. */
export function plainOf(text: string): string {
  return text
    .slice(0, 500)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[’'`]/g, '')
    .replaceAll(/[\uFE0F\u{1F3FB}-\u{1F3FF}]/gu, '')
    .replaceAll(/[.,!?;"«»“”()…]+/g, ' ')
    .replaceAll(/(?<=\p{L})[-–—](?=\p{L})/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
