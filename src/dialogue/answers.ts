/** Reads typed answers to the card's questions. Total: what it cannot read for certain is null. */

import { budgetMax } from '../domain/budget.ts';
import type { ReminderCount } from '../domain/card.ts';
import { labelCharsMax } from '../domain/identity.ts';
import type { CardChannel, ChannelId } from '../domain/words.ts';
import { plainOf, wishOf } from './words.ts';

const agreeWords = {
  yes: [
    ...['да', 'да напоминайте', 'напоминайте', 'да напишите', 'да пишите', 'да спросите'],
    ...['да можно', 'да поздравляйте', 'да пожалуйста', 'да спасибо', 'да согласен', 'да согласна'],
    ...[
      'согласен',
      'согласна',
      'yes',
      'yes remind me',
      'remind me',
      'yes write to me',
      'yes ask me',
    ],
    ...['yes they may', 'yes please', 'yes please do', 'yes thank you', 'i agree', 'yes i agree'],
  ],
  no: [
    ...['нет', 'нет спасибо', 'спасибо нет', 'не надо', 'не нужно', 'не хочу', 'не согласен'],
    ...['не согласна', 'нет не надо', 'нет не нужно', 'no', 'no thank you', 'no thanks', 'nope'],
    ...['no need', 'i do not agree', 'please dont', 'not needed'],
  ],
} as const;

/** Answers to one open question with one meaning. «Ок» and the like agree to nothing in particular. */
export function readAgree(text: string): 'yes' | 'no' | null {
  const plain = plainOf(text);
  if (agreeWords.yes.some((words) => words === plain)) return 'yes';
  return agreeWords.no.some((words) => words === plain) ? 'no' : null;
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

/** Words that change nothing in an answer. «Не» is not among them: what does not suit, a person reads. */
const filler = new Set([
  ...['мне', 'нам', 'меня', 'лучше', 'удобно', 'удобнее', 'можно', 'пожалуйста', 'давайте', 'да'],
  ...['хорошо', 'ок', 'и', 'а', 'в', 'по', 'на', 'только', 'пишите', 'писать', 'мой', 'спасибо'],
  ...['i', 'me', 'my', 'please', 'ok', 'yes', 'is', 'best', 'better', 'good', 'fine', 'on', 'at'],
  ...['in', 'the', 'only', 'and', 'to', 'write', 'prefer', 'thanks', '-'],
]);

function isFiller(rest: string): boolean {
  return rest.split(' ').every((word) => word === '' || filler.has(word));
}

const countWords: Readonly<Record<ReminderCount, RegExp>> = {
  clinic:
    /^(?:как (?:принято )?в клинике|как у вас принято|как обычно|по умолчанию|as (?:at )?the clinic(?: does)?|as usual|default)$/,
  none: /^(?:0|ноль|нисколько|ни разу|ни одного|не напоминать|не нужны|none|zero|never)$/,
  one: /^(?:1|один(?: раз)?|одно|одного|за день|once|one)$/,
  early:
    /^(?:за (?:3|три) дня и (?:за )?(?:1 |один )?день|(?:3|three) days and (?:1|a|one) day(?: before)?)$/,
  two: /^(?:2|два(?: раза)?|двух|дважды|два напоминания|twice|two)$/,
  three: /^(?:3|три(?: раза)?|трижды|трех|три напоминания|three(?: times)?)$/,
};

export function readCount(text: string): ReminderCount | null {
  const plain = plainOf(text);
  const [found] = Object.entries(countWords).find(([, words]) => words.test(plain)) ?? [];
  return (found as ReminderCount | undefined) ?? null;
}

const limitWords =
  /^(?:(?:не (?:больше|более|чаще)|максимум|до|at most|no more than|max) )?(\d{1,2})(?: (?:раз\S*|сообщени\S*|messages?|times))?(?: (?:в неделю|a week|per week))?$/;

/** Messages a week. None at all is a stop, which is said otherwise. */
export function readLimit(text: string): number | null {
  const perWeek = Number(limitWords.exec(plainOf(text))?.[1] ?? 0);
  return perWeek >= 1 && perWeek <= budgetMax.perWeek ? perWeek : null;
}

/** One short line that may stand for a person; null for what reads like anything else. */
export function readLabel(text: string): string | null {
  const line = text
    .normalize('NFC')
    .replaceAll(/[«»“”"]/g, '')
    .trim();
  const length = [...line].length;
  const known =
    length >= 1 && length <= labelCharsMax && /^[\p{L}\p{M}][\p{L}\p{M}\p{N} .’'-]*$/u.test(line);
  const refuses = /^(?:не|нет|ни|no|not|dont|do)(?: |$)/.test(plainOf(line));
  return known && !refuses && wishOf(line) === null ? line.replaceAll(/ +/g, ' ') : null;
}
