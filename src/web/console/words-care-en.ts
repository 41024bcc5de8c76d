/** Wellbeing and alarms, in English. */

import type { Care } from './words-care-ru.ts';
import { doctorEn, doctorNavEn, recordedEn } from './words-doctor-en.ts';
import { reasonKindsEn, reasonsEn } from './words-reasons-en.ts';
import { telegramEn } from './words-telegram-en.ts';

export const careHandOverEn = {
  low_score: 'gave a low score for how they feel',
  low_mark: 'was not content with the visit',
};

export const careFaultsEn = {
  ...reasonsEn.rules,
  already_recorded: 'There is such a reason for that month already.',
  not_planned: 'It was sent or has ended, and cannot be changed.',
  not_open: 'It has ended already, or was asked.',
  no_days: 'The service has no days of its own. Choose another time.',
  no_choice: 'Choose when.',
  already_planned: 'A question is planned for that time already.',
  no_visit: 'The visit did not take place, there is nothing to ask about.',
  bad_duration: 'A number is needed: up to 240 hours or 30 days.',
  alarm_closed: 'This alarm is closed already.',
  alarm_taken: 'Somebody else has already taken this alarm.',
};

export const careNavEn = doctorNavEn;

export const careDoneEn = {
  wellbeing: 'Good, we will ask how they feel.',
  alarm: 'The alarm is closed, thank you.',
  reason: recordedEn.saved,
  reasonChanged: recordedEn.changed,
  reasonClosed: recordedEn.closed,
  undone: doctorEn.undone,
};

export const careKindsEn = {
  ...reasonKindsEn,
  wellbeing_check: 'Question about wellbeing',
  wellbeing_score: 'Question about wellbeing, 0 to 10',
  impression: 'Question about the impression',
};

export const careEn: Care = {
  reasons: reasonsEn,
  telegram: telegramEn,
  chair: doctorEn,
  recorded: recordedEn,
  alarms: {
    title: 'Alarm',
    banner: 'A patient feels bad',
    bannerMark: 'A patient is not content',
    codes: {
      red_flag: 'alarming words about how they feel',
      wellbeing_bad: 'answered that they feel bad',
      low_score: 'low score for how they feel',
      low_mark: 'low mark for the visit',
    },
    since: (when, ago) => `since ${when}, ${ago}`,
    called: (names) => `Called: ${names}.`,
    calledNobody: 'There is nobody to call: the setup has no active colleague.',
    take: 'I take it',
    takenBy: (name) => `In the hands of ${name}.`,
    takenByYou: 'It is in your hands.',
    nobody: 'Nobody has taken it yet.',
    answer: (what, when) => `The patient’s answer: ${what}, ${when}.`,
    score: (score) => `${score} of 10`,
    mark: (mark) => `${mark} of 5`,
    inWords: 'in their own words',
    noAnswer: 'The patient wrote without being asked.',
    calls: 'Who was called',
    levels: {
      0: 'the doctor and receptionists',
      1: 'and the owner',
      2: 'the owner and all receptionists',
    },
    outcome: 'How it ended',
    outcomeHint:
      'The doctor and the receptionists will see it. For example: “called, seen tomorrow at 9:00”.',
    close: 'Close the alarm',
    closed: (when, who) => `Closed ${when}, ${who}.`,
    superseded: 'A more serious one took its place.',
    toAlarm: 'Open',
    toChat: 'Open the chat',
  },
};
