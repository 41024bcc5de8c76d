/** A day's patients on buttons: initials and time, nothing more. */

import type { Button } from '../domain/content.ts';
import { clockTime, fullDay } from '../text/dates.ts';
import { staffMenuOf } from '../text/staff-menu.ts';
import { encodeStaffButton } from './staff-buttons.ts';
import { shown } from './staff-chair.ts';
import type { StaffInput, StaffResult, VisitLine } from './staff-types.ts';

const page_max = 8;

const list = (label: string, day: number, page = 0): Button => ({
  label,
  data: encodeStaffButton({ verb: 'list', day, page }),
});

export function dayAnswer(
  input: StaffInput,
  { day, page, at, visits }: Extract<StaffInput['found'], { type: 'day' }>,
): StaffResult {
  const { zone, language } = input;
  const words = staffMenuOf(language);
  const from = page * page_max < visits.length ? page * page_max : 0;
  const here = visits.slice(from, from + page_max);
  const isMore = visits.length > from + page_max;
  const title = words.dayTitle(words.days[`${day as -1 | 0 | 1}`], fullDay({ at, zone }, language));
  const text = `${title}\n${visits.length === 0 ? words.nobody : words.choose}`;
  const { labels } = words;
  return shown(
    input,
    text,
    [
      ...here.map((visit) => open(visit, zone)),
      ...(isMore ? [list(labels.next, day, from / page_max + 1)] : []),
      ...(day > -1 ? [list(day === 0 ? labels.yesterday : labels.today, day - 1)] : []),
      ...(day < 1 ? [list(day === 0 ? labels.tomorrow : labels.today, day + 1)] : []),
    ],
    null,
  );
}

const open = ({ tag, initials, startsAt, doctor, isMarked }: VisitLine, zone: string): Button => ({
  label: [
    `${clockTime({ at: startsAt, zone })} ${initials}${isMarked ? ' ✓' : ''}`,
    ...(doctor === null ? [] : [doctor]),
  ].join(' · '),
  data: encodeStaffButton({ verb: 'open', tag }),
});
