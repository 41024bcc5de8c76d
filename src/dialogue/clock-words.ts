/** Finds hours in a plain sentence: «после шести», «с 10 до 19», "after 6pm". */

import type { Span } from '../domain/card.ts';

/** What was found, and the words around it. */
export interface Found<T> {
  readonly value: T;
  readonly rest: string;
}

const hourNames: readonly (readonly [RegExp, number])[] = [
  [/одиннадцат[иь]|eleven/g, 11],
  [/двенадцат[иь]|twelve/g, 12],
  [/полудня|полдень|noon|midday/g, 12],
  [/(?<=^|до |с |после )(?:часа|часу|одного)(?= |$)|(?<=^| )one(?= |$)/g, 1],
  [/(?<=^| )(?:двух|два|two)(?= |$)/g, 2],
  [/(?<=^| )(?:трех|три|three)(?= |$)/g, 3],
  [/(?<=^| )(?:четырех|четыре|four)(?= |$)/g, 4],
  [/(?<=^| )(?:пяти|пять|five)(?= |$)/g, 5],
  [/(?<=^| )(?:шести|шесть|six)(?= |$)/g, 6],
  [/(?<=^| )(?:семи|семь|seven)(?= |$)/g, 7],
  [/(?<=^| )(?:восьми|восемь|eight)(?= |$)/g, 8],
  [/(?<=^| )(?:девяти|девять|nine)(?= |$)/g, 9],
  [/(?<=^| )(?:десяти|десять|ten)(?= |$)/g, 10],
];

const partsOfDay: readonly (readonly [RegExp, Span])[] = [
  [/весь день|целый день|all day|daytime/, { from: '09:00', to: '21:00' }],
  [/(?:в )?любое время|(?:в )?любые часы|когда угодно|any ?time/, { from: '09:00', to: '21:00' }],
  [/круглосуточно|around the clock/, { from: '00:00', to: '24:00' }],
  [/после обеда|днем|(?:in the )?afternoons?/, { from: '13:00', to: '18:00' }],
  [/утром|с утра|по утрам|(?:in the )?mornings?/, { from: '09:00', to: '13:00' }],
  [/в обед(?:енное время)?|(?:at )?lunch(?:time)?/, { from: '12:00', to: '14:00' }],
  [/вечером|по вечерам|(?:in the )?evenings?/, { from: '18:00', to: '21:00' }],
];

const dayBeginsMin = 9 * 60;
/** Agreed hours end here unless the patient says otherwise. */
const dayEndsMin = 21 * 60;
const halfDayMin = 12 * 60;
const dayMin = 24 * 60;

/** A clock time as it was written; `half` only if the words said which half of the day. */
interface ClockWord {
  readonly minutes: number;
  readonly half: 'am' | 'pm' | null;
}

const clock =
  '(\\d{1,2})(?::(\\d\\d))?(?: ?(?:часов|часа|час|ч|oclock)(?![а-я]))?(?: ?(утра|дня|вечера|ночи|[ap] ?m))?';
const between = new RegExp(
  `(?:(?<= |^)(?:с|от|from|between) |(?<= |^))${clock} ?(?:до|по|-|–|—|to|till|until|and) ?${clock}(?= |$)`,
);
const after = new RegExp(`(?<= |^)(?:после|с|от|after|from) ${clock}(?= |$)`);
const before = new RegExp(`(?<= |^)(?:до|before|until|till|by) ${clock}(?= |$)`);

const readers: readonly (readonly [RegExp, (match: RegExpExecArray) => Span | null])[] = [
  [between, (match) => spanBetween(clockWord(match.slice(1, 4)), clockWord(match.slice(4, 7)))],
  [after, (match) => spanAfter(clockWord(match.slice(1, 4)))],
  [before, (match) => spanBefore(clockWord(match.slice(1, 4)))],
];

/** Takes what `plainOf` gives. Never finds a span that would be empty. */
export function findHours(plain: string): Found<Span> | null {
  const digits = hourNames.reduce((text, [name, hour]) => text.replaceAll(name, `${hour}`), plain);
  for (const [pattern, read] of readers) {
    const match = pattern.exec(digits);
    const value = match && read(match);
    if (match && value) return { value, rest: digits.replace(match[0], ' ') };
  }
  const part = partsOfDay.find(([words]) => words.test(plain));
  return part ? { value: part[1], rest: plain.replace(part[0], ' ') } : null;
}

function spanBetween(said: ClockWord | null, to: ClockWord | null): Span | null {
  if (!said || !to) return null;
  // «с 6 до 9 вечера»: the half of the day is said once, for both.
  const shared = said.half === null && to.half !== null && said.minutes < to.minutes;
  const from = shared ? { ...said, half: to.half } : said;
  const start = onClock(from, (minutes) => minutes < 7 * 60 && to.minutes <= halfDayMin);
  const end = onClock(to, (minutes) => minutes <= start && start <= 18 * 60);
  return spanOf(start, end);
}

function spanAfter(word: ClockWord | null): Span | null {
  if (!word) return null;
  const start = onClock(word, (minutes) => minutes <= 8 * 60);
  return spanOf(start, start < dayEndsMin - 60 ? dayEndsMin : dayMin);
}

function spanBefore(word: ClockWord | null): Span | null {
  if (!word) return null;
  const end = onClock(word, (minutes) => minutes <= 8 * 60);
  return spanOf(end > dayBeginsMin ? dayBeginsMin : 7 * 60, end);
}

function clockWord([hour, minute = '0', half = '']: readonly (
  | string
  | undefined
)[]): ClockWord | null {
  const minutes = Number(hour) * 60 + Number(minute);
  if (Number(minute) > 59 || minutes > dayMin) return null;
  return { minutes, half: halfOf(half, minutes) };
}

function halfOf(word: string, minutes: number): ClockWord['half'] {
  if (/^(?:утра|a)/.test(word)) return 'am';
  if (word === 'ночи') return minutes >= 9 * 60 && minutes < halfDayMin ? 'pm' : 'am';
  return word === '' ? null : 'pm';
}

/** Minutes of the day; `afternoon` decides where the words left it open. */
function onClock({ minutes, half }: ClockWord, afternoon: (minutes: number) => boolean): number {
  const twelve = minutes >= halfDayMin && minutes < halfDayMin + 60;
  if (half === 'am') return twelve ? minutes - halfDayMin : minutes;
  const later = half === 'pm' || afternoon(minutes);
  return later && minutes < halfDayMin ? minutes + halfDayMin : minutes;
}

function spanOf(from: number, to: number): Span | null {
  if (from === to || from >= dayMin || to > dayMin) return null;
  return { from: wall(from), to: to === 0 ? '24:00' : wall(to) };
}

function wall(minutes: number): string {
  const two = (n: number) => `${n}`.padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
