/** An answer to "how do you feel" in a word or a number, when the message is nothing but that. */

import type { Feeling } from '../domain/wellbeing.ts';
import { plainOf } from './words.ts';

const feelings: Readonly<Record<Feeling, readonly string[]>> = {
  good: [
    ...['хорошо', 'все хорошо', 'отлично', 'все отлично', 'нормально', 'все нормально', 'норм'],
    ...['все норм', 'все ок', 'все в порядке', 'в порядке', 'прекрасно', 'замечательно'],
    ...['чувствую себя хорошо', 'чувствую себя нормально', 'хорошо спасибо', 'все хорошо спасибо'],
    ...['good', 'all good', 'fine', 'im fine', 'i am fine', 'great', 'very well', 'well', 'okay'],
    ...['im good', 'feeling good', 'feeling fine', 'all good thanks', 'good thanks', 'fine thanks'],
  ],
  unsure: [
    ...['не совсем', 'так себе', 'не очень', 'не очень хорошо', 'средне', 'терпимо', 'не особо'],
    ...['not quite', 'so so', 'not great', 'not really', 'could be better', 'not very well'],
  ],
  bad: [
    ...['плохо', 'мне плохо', 'очень плохо', 'ужасно', 'хуже', 'стало хуже', 'мне хуже', 'хреново'],
    ...['чувствую себя плохо', 'плохо себя чувствую', 'совсем плохо', 'нехорошо', 'мне нехорошо'],
    ...['bad', 'very bad', 'terrible', 'awful', 'worse', 'feeling bad', 'not well', 'not good'],
    ...['i feel bad', 'i feel worse', 'feeling worse', 'unwell', 'really bad'],
  ],
};

export function feelingIn(text: string): Feeling | null {
  const plain = plainOf(text);
  return (['good', 'unsure', 'bad'] as const).find((one) => feelings[one].includes(plain)) ?? null;
}

/** By place: the number they mean. */
const numbers: readonly (readonly string[])[] = [
  ['ноль', 'нуль', 'zero'],
  ['один', 'единица', 'единицу', 'одна', 'кол', 'one'],
  ['два', 'двойка', 'двойку', 'две', 'two'],
  ['три', 'тройка', 'тройку', 'three'],
  ['четыре', 'четверка', 'четверку', 'four'],
  ['пять', 'пятерка', 'пятерку', 'five'],
  ['шесть', 'шестерка', 'шестерку', 'six'],
  ['семь', 'семерка', 'семерку', 'seven'],
  ['восемь', 'восьмерка', 'восьмерку', 'eight'],
  ['девять', 'девятка', 'девятку', 'nine'],
  ['десять', 'десятка', 'десятку', 'ten'],
];

const before = `(?:на|оценка|оценю на|думаю|наверное|где то|примерно|около|твердая|about|maybe|id say|a)? ?`;
const after = String.raw`(?: ?(?:балл\p{L}*|points?|звезд\p{L}*|stars?))?`;
const whole = String.raw`(?: ?(?:\/|из|out of|of) ?(\d{1,2}|\p{L}+))?`;
const rating = new RegExp(String.raw`^${before}(\d{1,2}|\p{L}+)${whole}${after}$`, 'u');

/** `8`, `8/10`, `восемь из десяти`; null if it is another scale's, or no number of this one. */
export function ratingIn(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): number | null {
  const [, said, of] = rating.exec(plainOf(text)) ?? [];
  const number = said === undefined ? null : numberOf(said);
  if (number === null || number < from || number > to) return null;
  return of === undefined || scaleOf(of) === to ? number : null;
}

function numberOf(said: string): number | null {
  if (/^\d+$/.test(said)) return Number(said);
  const found = numbers.findIndex((words) => words.includes(said));
  return found === -1 ? null : found;
}

/** «Из десяти». */
const scales: Readonly<Record<string, number>> = { пяти: 5, десяти: 10 };
const scaleOf = (said: string): number | null => scales[said] ?? numberOf(said);
