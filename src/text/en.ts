import { enCard } from './en-card.ts';
import { enControl } from './en-control.ts';
import { enMove } from './en-move.ts';
import { enRecall } from './en-recall.ts';
import type { Texts } from './texts.ts';

const emergency = 'If you feel very unwell, call 103 or 112.';
const channelNames = { telegram: 'Telegram', whatsapp: 'WhatsApp' } as const;

export const en: Texts = {
  ...enControl,
  ...enMove,
  ...enRecall,
  noticeVersion: 'en-3',
  ownName: 'English',
  stopWord: 'STOP',
  noName: 'your clinic',
  channels: { ...channelNames, phone: 'by phone' },
  purposes: {
    visit: 'visits',
    hygiene: 'professional cleaning',
    checkup: 'preventive check-up',
    control: 'follow-up examination',
    plan: 'treatment plan',
    wellbeing: 'how you feel after treatment',
    personal: 'messages from your doctor',
    offers: 'offers you asked for',
    greeting: 'greetings',
  },
  hours: {
    anyDay: 'any day',
    workdays: 'on weekdays',
    weekend: 'at weekends',
    short: { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' },
    allDay: 'at any time',
    never: 'never',
    span: (from, to) => `${from} to ${to}`,
    overnight: 'the next day',
    and: ' and ',
  },
  emergency,
  ...enCard,
  visit: {
    confirmed: ({ phrase, line, place, person }) =>
      person === null
        ? `Thank you, see you ${phrase}.\n${place}`
        : `Thank you, the visit is confirmed.\nFor: ${person}\nWhen: ${line}\nWhere: ${place}`,
    alreadyConfirmed: ({ phrase, line, place, person }) =>
      person === null
        ? `Your visit is already confirmed, see you ${phrase}.\n${place}`
        : `This visit is already confirmed.\nFor: ${person}\nWhen: ${line}\nWhere: ${place}`,
    changed: ({ line, place, person }) =>
      `The time or place has changed. It is now:${person === null ? '' : `\nFor: ${person}`}\nWhen: ${line}\nWhere: ${place}\n\nDoes that suit you?`,
    cancelled: 'This visit is cancelled. To book again, press the button or write here.',
    over: 'This visit has already begun or is over. If you have a question, write here and our receptionist will answer.',
    gone: 'This visit is no longer in our schedule. If you have a question, write here and our receptionist will answer.',
    marks: {
      confirm: '✓ Confirmed',
      changed: 'This has changed: see the new message below.',
    },
  },
  wellbeing: {
    good: `Thank you, we are glad to hear it. If anything changes, write here: a person will read it. ${emergency}`,
    unsure: `Thank you for telling us. Please describe in your own words what is troubling you: a person at the clinic will read it and answer here. ${emergency}`,
    bad: `Thank you for telling us. We called the doctor and the receptionist, and a person will answer you. If you can, write what is troubling you.\n\n${emergency} In that case do not wait for our answer.`,
    answered:
      'We already have your answer, thank you. If you feel different now, write here in your own words: a person will read it.',
    redFlag: `This is urgent: we called people at the clinic, and a person will answer you.\n\n${emergency} In that case do not wait for our answer.`,
  },
  impression: {
    low: 'Thank you for being frank. We told our receptionist. If you can, write here what was wrong: a person will read it and answer.',
    high: 'Thank you, we will tell the doctor.',
    mayAsk: 'May we ask you to say so in a review? We send a link only if you do not mind.',
    review: (url) => `Thank you. You can leave a review here: ${url}`,
    noReview: 'All right, we will not ask again. Thank you for your answer.',
    answered:
      'We already have your answer, thank you. If you want to add something, write here: a person will read it.',
  },
  help: {
    about: (clinic) =>
      `This is ${clinic}, and you are talking to a bot. It reminds you of visits if you agreed to that, and passes your words on to people at the clinic. Just write what you need.`,
    commands:
      '“settings” — what, where and when to write\n“person” — call our receptionist\n“why” — why we write to you\n“my data” — what we keep about you\n«русский» — писать по-русски\nSTOP — no more messages',
    strangerStart: (clinic) =>
      `Hello. This is ${clinic}.\n\nIf you would like reminders of your visits, ask the clinic for an invitation: a link or a QR code. And you can ask a question right here, a person will answer.`,
    boundStart: (clinic) => `Hello. You are connected: ${clinic}.`,
    phone: (phone) => `The clinic’s phone: ${phone}`,
    thanks: 'You are welcome. If you need anything, write here.',
    language: 'Which language should we use?',
    languageChosen: 'All right, we will write in English.',
    labels: { settings: 'Settings', person: 'Ask a person', language: 'Русский' },
  },
  person: {
    asked:
      'We told our receptionist, and a person will answer here. Meanwhile, write what you need.',
    words: 'We passed this on to our receptionist, and a person will answer here.',
    media: 'We received it and passed it on: a person will look at it and answer here.',
    stranger: (clinic) =>
      `Hello. This is ${clinic}. We passed this on to our receptionist, and a person will answer here.`,
    unclearButton:
      'We could not tell what this button belongs to: the message may be an old one. We told our receptionist, and a person will answer here.',
  },
};
