/** Reads typed answers to the card's questions. Total: what it cannot read for certain is null. */

import type { Span } from '../domain/card.ts';
import type { CardChannel, ChannelId } from '../domain/words.ts';
import type { DayChoice, PurposeChoice } from './buttons.ts';
import { type Found, findHours } from './clock-words.ts';
import { plainOf } from './words.ts';

const purposeWords: Readonly<Record<PurposeChoice, readonly string[]>> = {
  visits: ['о визитах', 'визиты', 'только визиты', 'только о визитах', 'visits', 'only visits'],
  wellbeing: [
    ...['и о самочувствии', 'о самочувствии', 'самочувствие', 'о визитах и о самочувствии'],
    ...['все', 'обо всем', 'и то и другое', 'оба', 'and how i feel', 'wellbeing', 'both', 'all'],
    ...['everything', 'visits and how i feel'],
  ],
  nothing: [
    ...['не писать', 'не пишите', 'не надо', 'не нужно', 'ничего', 'ни о чем', 'нет'],
    ...['please dont write', 'dont write', 'nothing', 'no', 'no thanks'],
  ],
};

/** Only words that name a choice: «да» agrees to nothing in particular. */
export function readPurpose(text: string): PurposeChoice | null {
  const plain = plainOf(text);
  const [found] = Object.entries(purposeWords).find(([, words]) => words.includes(plain)) ?? [];
  return (found as PurposeChoice | undefined) ?? null;
}

const channelWords: readonly (readonly [CardChannel | 'here', RegExp])[] = [
  ['telegram', /телеграм\S*|телег[уае]|тг|telegram/g],
  ['whatsapp', /в[ао][тц]с?апп?\S*|whats ?app/g],
  [
    'phone',
    /(?:по )?звон\S*|по телефону|на телефон|телефон|перезвон\S*|call(?: me)?|(?:by )?phone/g,
  ],
  ['here', /сюда|здесь|тут|here/g],
];

/** One channel out of those that can be had here; null if none or several are named. */
export function readChannel(
  text: string,
  { here, others }: { readonly here: ChannelId; readonly others: readonly ChannelId[] },
): CardChannel | null {
  const plain = plainOf(text);
  const named = channelWords.filter(([, words]) => plain.search(words) >= 0);
  const rest = named.reduce((left, [, words]) => left.replaceAll(words, ' '), plain);
  const [only, second] = new Set(named.map(([name]) => (name === 'here' ? here : name)));
  if (only === undefined || second !== undefined || !isFiller(rest)) return null;
  return only === 'phone' || only === here || others.includes(only) ? only : null;
}

export interface When {
  readonly days: DayChoice | null;
  readonly span: Span | null;
}

/** Days, hours or both, such as «по будням после шести»; null unless every word of it is understood. */
export function readWhen(text: string): When | null {
  const plain = plainOf(text.replaceAll(/(\d)[.](?=\d\d(?:\D|$))/g, '$1:'));
  const hours = findHours(plain);
  const days = findDays(hours?.rest ?? plain);
  if (!isFiller(days?.rest ?? hours?.rest ?? plain)) return null;
  return hours || days ? { days: days?.value ?? null, span: hours?.value ?? null } : null;
}

const dayWords: readonly (readonly [DayChoice, RegExp])[] = [
  [
    'any',
    /все равно|(?:в )?(?:любые|любой|любое|каждый|все)(?: дни| день)?|без разницы|не важно|неважно|ежедневно|всегда|any ?days?|every ?day|whenever|any|whichever/,
  ],
  [
    'weekdays',
    /(?:по |в )?будн\S*(?: дни| дням)?|(?:по |в )?рабочи\S* дн\S*|(?:on )?(?:week ?days?|working days)/,
  ],
  ['weekend', /(?:по |в |на )?выходн\S*(?: дни| дням)?|(?:at |on )?(?:the )?week ?ends?/],
];

function findDays(plain: string): Found<DayChoice> | null {
  const found = dayWords.filter(([, words]) => words.test(plain));
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  return { value: only[0], rest: plain.replace(only[1], ' ') };
}

/** Words that change nothing in an answer. «Не» is not among them: what does not suit, a person reads. */
const filler = new Set([
  ...['мне', 'нам', 'меня', 'лучше', 'удобно', 'удобнее', 'можно', 'пожалуйста', 'давайте', 'да'],
  ...['хорошо', 'ок', 'и', 'а', 'в', 'по', 'на', 'только', 'часов', 'часа', 'ч', 'время', 'дни'],
  ...['пишите', 'писать', 'мой', 'спасибо', 'i', 'me', 'my', 'please', 'ok', 'yes', 'is', 'are'],
  ...['best', 'better', 'good', 'fine', 'on', 'at', 'in', 'the', 'only', 'and', 'to', 'write'],
  ...['prefer', 'hours', 'oclock', 'time', 'days', 'day', 'for', 'suits', 'works', 'thanks', '-'],
]);

function isFiller(rest: string): boolean {
  return rest.split(' ').every((word) => word === '' || filler.has(word));
}
