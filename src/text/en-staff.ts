/** Sentences for staff in their own chat with the bot, in English. */

import type { StaffTexts } from './staff.ts';

export const enStaff: StaffTexts = {
  account: {
    connected: (name) =>
      `Done, ${name}: this Telegram is now your account for work. Alarms will come here. The menu is /doctor, to disconnect /exit.`,
    wrongCode:
      'There is no such code: it was used, has run out or was mistyped. The console makes a new one: “More” → “My Telegram”.',
    tooManyCodes: 'Too many wrong codes. Try in an hour, with a new code from the console.',
    noAccess: 'No access.',
    disconnected: 'This Telegram is disconnected from your account for work.',
  },
  alarm: {
    called: ({ initials, time }) => `Alarm: ${initials}, ${time}. A person is needed.`,
    calledAgain: ({ initials, time }) =>
      `Alarm: ${initials}, ${time}. Nobody has taken it yet. A person is needed.`,
    mark: ({ initials, time }) => `A word about a visit: ${initials}, ${time}. Worth reading.`,
    takenByYou: ({ initials, time }) => `Alarm: ${initials}, ${time}. It is in your hands.`,
    takenBy: ({ initials, time, name }) => `Alarm: ${initials}, ${time}. Taken by ${name}.`,
    closed: ({ initials, time, name }) => `Alarm: ${initials}, ${time}. Closed by ${name}.`,
    gone: 'This alarm is no longer there.',
    codes: {
      red_flag: 'alarming words about how they feel',
      wellbeing_bad: 'answered that they feel bad',
      low_score: 'low score for how they feel',
      low_mark: 'low mark for the visit',
    },
    phone: (phone) => `Phone: ${phone}`,
    asked: (when) => `Asked ${when}.`,
    answer: (words) => `Answer: ${words}.`,
    score: (score) => `${score} of 10`,
    mark5: (mark) => `${mark} of 5`,
    feelings: { good: 'well', unsure: 'not so well', bad: 'bad' },
    inWords: 'in their own words',
    unasked: 'The patient wrote without being asked.',
    thread: 'Last in the chat:',
    who: { patient: 'Patient', bot: 'Bot', staff: 'Clinic' },
    nobody: 'Nobody has taken it yet.',
    inHandsOf: (name) => `In the hands of ${name}.`,
    ended: (words, when, name) => `How it ended: ${words} (${when}, ${name})`,
    superseded: 'A more serious one took its place.',
    askOutcome: 'How did it end? Write one message; the doctor and the receptionists will see it.',
    askReply:
      'Write your answer to the patient in one message: it goes into the chat with them, from the clinic.',
    closedDone: 'Closed.',
    replied: 'On its way to the patient.',
    notTaken: {
      alarm_taken: 'Somebody else has already taken this alarm.',
      alarm_closed: 'This alarm is closed already.',
    },
    noThread: 'The chat is closed, nothing can be written into it. Please call.',
    tooLong: 'Too long: at most 1000 characters.',
    labels: {
      take: 'I take it',
      show: 'Show',
      end: 'How did it end',
      reply: 'Answer the patient',
      back: 'Not now',
    },
  },
};
