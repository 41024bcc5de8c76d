/** Reads days of the week in plain words: «по будням», «пн-чт», "weekends", "mon to thu". */

import { type Weekday, weekdays } from '../domain/words.ts';

const names: Readonly<Record<Weekday, string>> = {
  1: 'пн|пон|понедельник(?:а|у|ам|и)?|mon(?:days?)?',
  2: 'вт|вторник(?:а|у|ам|и)?|tue(?:s(?:days?)?)?',
  3: 'ср|сред(?:а|у|ы|ам|е)|wed(?:nesdays?)?',
  4: 'чт|четверг(?:а|у|ам|и)?|thu(?:rs?(?:days?)?)?',
  5: 'пт|пятниц(?:а|у|ы|ам|е)|fri(?:days?)?',
  6: 'сб|субб?от(?:а|у|ы|ам|е)|sat(?:urdays?)?',
  7: 'вс|воскр|воскресень(?:е|я|ю|ям)|sun(?:days?)?',
};

const anyDay = Object.values(names).join('|');
const sticky = (words: string) => new RegExp(`(?:${words})(?= |$)`, 'y');

const groups: readonly (readonly [RegExp, readonly Weekday[]])[] = [
  [
    sticky(
      'все равно|(?:в |во )?(?:любые|любой|любое|каждый|все)(?: дни| день)?|без разницы|не ?важно|ежедневно|всегда|any ?days?|every ?day|whenever|any|whichever',
    ),
    weekdays,
  ],
  [
    sticky(
      '(?:по |в )?будн(?:и|ям|ях|ий|ие)(?: дни| дням)?|(?:по |в )?рабочи(?:е|м) дн(?:и|ям)|(?:on )?(?:week ?days?|working days)',
    ),
    [1, 2, 3, 4, 5],
  ],
  [
    sticky('(?:по |в |на )?выходн(?:ые|ым|ых|ой)(?: дни| дням)?|(?:at |on )?(?:the )?week ?ends?'),
    [6, 7],
  ],
];

const range = sticky(
  `(?:(?:с|со|from) )?(${anyDay}) (?:-|–|—|по|до|to|through|thru|till|until) (${anyDay})`,
);
const single = sticky(`(?:(?:в|во|по|on) )?(${anyDay})`);

export interface DaysWord {
  readonly days: readonly Weekday[];
  /** Where the words end. */
  readonly end: number;
}

/** Days that begin right here. */
export function daysAt(plain: string, at: number): DaysWord | null {
  const from = matchAt(range, plain, at);
  if (from) return { days: daysBetween(dayOf(from[1]), dayOf(from[2])), end: at + from[0].length };
  const one = matchAt(single, plain, at);
  if (one) return { days: [dayOf(one[1])], end: at + one[0].length };
  for (const [words, days] of groups) {
    const group = matchAt(words, plain, at);
    if (group) return { days, end: at + group[0].length };
  }
  return null;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function dayOf(name = ''): Weekday {
  return weekdays.find((day) => new RegExp(`^(?:${names[day]})$`).test(name)) ?? 1;
}

/** «Пт–вт» goes round the end of the week. */
function daysBetween(first: Weekday, last: Weekday): readonly Weekday[] {
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => (((first - 1 + step) % 7) + 1) as Weekday);
}
