/** Reads hours in plain words: «после шести», «с 10 до 19», "after 6pm". */

import type { Span } from '../domain/card.ts';

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

/** Hours said by their names become digits. */
export function withDigits(plain: string): string {
  return hourNames.reduce((text, [name, hour]) => text.replaceAll(name, `${hour}`), plain);
}

const span = (from: string, to: string): Span => ({ from, to });

const partsOfDay: readonly (readonly [string, Span])[] = [
  ['круглосуточно|днем и ночью|around the clock|day and night', span('00:00', '24:00')],
  ['весь день|целый день|с утра до вечера|all day|daytime', span('09:00', '21:00')],
  ['(?:в )?любое время|(?:в )?любые часы|когда угодно|(?:at )?any ?time', span('09:00', '21:00')],
  ['после обеда|днем|(?:in the )?afternoons?', span('13:00', '18:00')],
  ['утром|с утра|по утрам|(?:in the )?mornings?', span('09:00', '13:00')],
  ['в обед(?:енное время)?|(?:at )?lunch(?:time)?', span('12:00', '14:00')],
  ['вечером|по вечерам|вечерами|(?:in the )?evenings?', span('18:00', '21:00')],
  ['ночью|по ночам|ночами|(?:at )?nights?', span('22:00', '06:00')],
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
const sticky = (words: string) => new RegExp(`(?:${words})(?= |$)`, 'y');
const between = sticky(
  `(?:(?:с|от|from|between) )?${clock} ?(?:до|по|-|–|—|to|till|until|and) ?${clock}`,
);
const after = sticky(
  `(?:после|позже|не раньше|не ранее|с|от|after|from|not before|no earlier than) ${clock}`,
);
const before = sticky(
  `(?:до|раньше|не позже|не позднее|before|until|till|by|no later than) ${clock}`,
);

interface HoursReader {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => Span | null;
  /** Said by the clock, not by a part of the day. */
  readonly exact: boolean;
}

const hoursReaders: readonly HoursReader[] = [
  {
    pattern: between,
    read: (match) => spanBetween(clockWord(match.slice(1, 4)), clockWord(match.slice(4, 7))),
    exact: true,
  },
  { pattern: after, read: (match) => spanAfter(clockWord(match.slice(1, 4))), exact: true },
  { pattern: before, read: (match) => spanBefore(clockWord(match.slice(1, 4))), exact: true },
  ...partsOfDay.map(([words, part]) => ({
    pattern: sticky(words),
    read: () => part,
    exact: false,
  })),
];

export interface HoursWord {
  readonly span: Span;
  readonly exact: boolean;
  /** Where the words end. */
  readonly end: number;
}

/** Hours that begin right here, in what `withDigits` gives. Never a span that would be empty. */
export function hoursAt(plain: string, at: number): HoursWord | null {
  for (const { pattern, read, exact } of hoursReaders) {
    pattern.lastIndex = at;
    const match = pattern.exec(plain);
    const found = match && read(match);
    if (match && found) return { span: found, exact, end: at + match[0].length };
  }
  return null;
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
