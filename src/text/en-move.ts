import type { MoveTexts } from './move-texts.ts';
import type { VisitWords } from './texts.ts';

const who = ({ person }: VisitWords) => (person === null ? '' : `For: ${person}\n`);
const named = ({ person, line }: VisitWords) => `${person === null ? '' : `${person}, `}${line}`;
const example = 'for example “evenings, after 6 pm, not Wednesday”';

export const enMove: MoveTexts = {
  move: {
    chooseDay: (visit) =>
      `Booked now: ${named(visit)}.\n\nChoose a day, or write when it would suit you: for example “Thursday after 6 pm”.`,
    chooseDayAgain:
      'Choose a day, or write when it would suit you: for example “Thursday after 6 pm”.',
    chooseTime: (day) => `Free on ${day}. Please choose a time.`,
    found: (heard) => `We understood: ${heard}. This is free.`,
    nearest: (heard) => `We understood: ${heard}. Nothing is free then. The nearest free times:`,
    ask: ({ from, to }) =>
      `Move the visit?\n\n${who(from)}Was: ${from.line}\nNow: ${to.line}\nWhere: ${to.place}\n\nWe keep this time for you for five minutes.`,
    askAgain: (visit) =>
      `Book this visit?\n\n${who(visit)}When: ${visit.line}\nWhere: ${visit.place}\n\nWe keep this time for you for five minutes.`,
    moved: ({ from, to }) =>
      `Done, the visit is moved.\n\n${who(from)}Was: ${from.line}\nNow: ${to.line}\nWhere: ${to.place}`,
    booked: (visit) =>
      `Done, it is booked.\n\n${who(visit)}When: ${visit.line}\nWhere: ${visit.place}`,
    taken: 'This time has just been taken. Please choose another.',
    wish: (visit) =>
      `Write which days and hours suit you, ${example}. Our receptionist will look for a time and offer it here.\n\nUntil then your booking stands: ${named(visit)}.`,
    wishAgain: `Write which days and hours suit you, ${example}. Our receptionist will look for a time and offer it here.`,
    wishHeard: (heard) =>
      heard === null
        ? 'We passed your words on to our receptionist, who will offer times here as buttons.'
        : `We understood: ${heard}. We passed it on to our receptionist, who will offer times here as buttons.`,
    stands: (visit) => `Until then your booking stands: ${named(visit)}.`,
    kept: (visit) => `All right, nothing changes: ${named(visit)}.`,
    early: (visit) =>
      `Noted. If an earlier time becomes free, we will offer it here. Until then your booking stands: ${named(visit)}.`,
    late: (visit) =>
      `All right, we will offer no earlier time. Your booking stands: ${named(visit)}.`,
    offerGone: (visit) =>
      `We no longer keep this time: it was offered to another patient. Your booking is as before: ${named(visit)}.`,
    which: 'Which visit do you mean?',
    offered: ({ person, line, until }) =>
      `Our receptionist has found times for you. Please choose with a button.\n\n${person === null ? '' : `For: ${person}\n`}${line === null ? '' : `Booked now: ${line}\n`}Kept for you until: ${until}`,
    labels: {
      moreDays: 'More days',
      moreTimes: 'More times',
      otherDay: 'Another day',
      wish: 'None of these suits',
      early: 'I want it earlier',
      late: 'No earlier any more',
      take: 'Yes, move it',
      takeAgain: 'Yes, book it',
      keep: 'Leave it as it is',
    },
    marks: { moved: '✓ Moved', booked: '✓ Booked', gone: 'This offer no longer stands.' },
  },
  callOff: {
    ask: (visit) =>
      `Cancel the visit?\n\n${who(visit)}When: ${visit.line}\n\nWe will offer this time to another patient.`,
    done: (visit) =>
      `The visit is cancelled: ${named(visit)}.\n\nIf you don’t mind, tell us why it did not work out, by a button or in words. You don’t have to.`,
    thanks: 'Thank you, we passed it on. When you want to come again, write here.',
    labels: { yes: 'Yes, cancel it', move: 'Move it', keep: 'Keep it', again: 'Another time' },
    reasons: {
      ill: 'I am ill',
      time: 'Inconvenient time',
      elsewhere: 'Treated elsewhere',
      other: 'Another reason',
    },
    mark: '✓ Cancelled',
  },
  wish: {
    onDay: (day) => day,
    between: (from, until) => `${from} to ${until}`,
    fromDay: (day) => `from ${day}`,
    untilDay: (day) => `by ${day}`,
    except: (days) => `not ${days}`,
    after: (time) => `from ${time}`,
    before: (time) => `before ${time}`,
    hours: (from, to) => `from ${from} to ${to}`,
  },
};
