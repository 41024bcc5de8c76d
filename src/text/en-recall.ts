import type { RecallTexts } from './recall-texts.ts';

export const enRecall: RecallTexts = {
  recall: {
    later:
      'All right. When should we remind you? Choose with a button, or write it: for example “in January” or “in six months”.',
    laterAsk: (day) => `We understood: remind you on ${day}. Is that right?`,
    laterUnclear:
      'We did not understand when to remind you. Please name a day within a year, for example “15 January”, or choose with a button.',
    laterDone: (day) => `All right, we will remind you on ${day}, and not before.`,
    declined:
      'All right, we will not remind you of this again. If it was done elsewhere, or another time is better, tell us with a button: you don’t have to.',
    elsewhere: 'Thank you for telling us. We will not remind you of this again.',
    which: 'All right. Should we never remind you of this again, or later?',
    booked: ({ phrase, line, place, person }) =>
      person === null
        ? `You have a booking already: we expect you ${phrase}.\n${place}`
        : `There is a booking already.\nFor: ${person}\nWhen: ${line}\nWhere: ${place}`,
    closed:
      'This invitation is closed. If you would like to come, write here and our receptionist will find a time.',
    agreed: ({ topic, until, person, unsigned }) =>
      `${unsigned ? 'Thank you, noted. The clinic needs your agreement on paper too: until you have signed it there, we will not write about this.' : 'Thank you, we will write here when the time comes.'}\n\n${person === null ? '' : `For: ${person}\n`}About: ${topic}\nHolds until: ${until}\n\nIf you change your mind, send “settings” or STOP.`,
    agreedAlready: 'We have agreed on this already, thank you. We will write here.',
    notAgreed: 'All right, we will not write about this.',
    why: (topic) =>
      `This message is about: ${topic}. A doctor at the clinic recorded the reason and the time, for you personally.`,
    labels: {
      book: 'Book a visit',
      later: 'Remind me later',
      otherDay: 'Another day',
      elsewhere: 'Done elsewhere',
      no: 'Not any more',
      yes: 'Yes, that is right',
      weeks: 'In 2 weeks',
      month: 'In a month',
      months: 'In 3 months',
    },
  },
};
