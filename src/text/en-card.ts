import type { Purpose } from '../domain/words.ts';
import type { CardTexts } from './card-texts.ts';

const channelNames = { telegram: 'Telegram', whatsapp: 'WhatsApp' } as const;

/** What for, the question itself, and for how long an answer holds. */
const questions: Readonly<Record<Purpose, readonly [what: string, term: string, ask: string]>> = {
  visit: [
    'We remind you of visits in good time and write if the clinic changes them.',
    'two years',
    'Shall we remind you of visits?',
  ],
  hygiene: [
    'We will write when the professional cleaning agreed at the clinic is due.',
    'one year',
    'Shall we write to you when it is due?',
  ],
  checkup: [
    'We will write when the preventive check-up your doctor spoke of is due.',
    'one year',
    'Shall we write to you when it is due?',
  ],
  control: [
    'We will write when the follow-up examination your doctor asked for is due.',
    'two years',
    'Shall we write to you when it is due?',
  ],
  plan: [
    'We will write when something in the treatment plan you signed is due.',
    'two years',
    'Shall we remind you of the treatment plan?',
  ],
  wellbeing: [
    'After treatment we will send a note on what to do, if there is one, and ask how you feel. A person at the clinic will read your answer.',
    '30 days',
    'Shall we ask how you feel?',
  ],
  personal: [
    'Your doctor will be able to write to you when there is a reason to.',
    'two years',
    'May your doctor write to you?',
  ],
  offers: [
    'We will write if there is an offer you asked to hear about. There will be no other advertising.',
    'one year',
    'Shall we write to you about such offers?',
  ],
  greeting: [
    'We will send birthday and New Year greetings, without discounts or offers.',
    'one year',
    'Shall we send you greetings?',
  ],
};

function question(purpose: Purpose): string {
  const [what, term, ask] = questions[purpose];
  return `${what} We write here, or where you choose.

What you agree to holds for ${term}. You can stop us at any time: send STOP.

${ask}`;
}

export const enCard: CardTexts = {
  optIn: {
    hello: (clinic) => `Hello. This is ${clinic}.`,
    label:
      'What shall we call this patient in our messages? Press the name or send a word of your own, up to 20 characters. It can be seen on your phone’s screen.',
    labelUnknown:
      'What shall we call this patient in our messages? Send a name or another word, up to 20 characters. It can be seen on your phone’s screen.',
    nothing:
      'All right, we will not write to you. Thank you for answering.\n\nIf you change your mind, send “settings”. And if you have a question, ask it here: a person will answer.',
    channel: 'Where would you like to get our messages? If you prefer calls, we will call.',
    channelHere: (channel) => `Here, on ${channelNames[channel]}`,
    channelOther: (channel) => `On ${channelNames[channel]}`,
    channelPhone: 'Call me',
    when: 'Which days and hours suit you? Choose, or say it in your own words, for example “weekdays after 6pm” or “Sat until 2”.',
    whenLabels: {
      any: 'Any day, 9–21',
      workdays: 'Weekdays, 9–21',
      evenings: 'Weekdays, 18–21',
      mornings: 'Mornings, 9–13',
      weekend: 'Weekends, 10–18',
      same: 'Leave it so',
    },
    whenNow: (when) => `Now it is: ${when}.`,
    menu: 'Choose',
    again: 'Sorry, we did not understand that.',
    passedOn: 'We passed your words on to our receptionist, and a person will answer here.',
    undecided:
      'We passed your words on to our receptionist, and a person will answer here. Until you choose, we will not write to you ourselves. You can choose with a button above.',
    recorded: (purposes) => `Thank you, we have noted that you agreed: ${purposes}.`,
    agreed: 'Thank you, that is settled.',
    soFar: 'For now this is what we have agreed:',
    defaults: 'If another time suits you better, tell us, for example “weekdays after 6pm”.',
    connect: (channel, here) =>
      `So that we can write to you on ${channelNames[channel]}, open this link: {{link}}\nUntil then we will write here, on ${channelNames[here]}.`,
    reason: 'We write because you agreed, and only about this.',
    changeOrStop: 'To change it, send “settings”. To stop it, send STOP.',
    usedHere: (clinic) =>
      `You are already connected: ${clinic}. There is no need to do it again.\n\nTo change what we write about and when, send “settings”. You can ask a question right here.`,
    usedElsewhere: (clinic) =>
      `Hello. This is ${clinic}. This invitation has already been used from another account.`,
    expired: (clinic) => `Hello. This is ${clinic}. This invitation has run out.`,
    unknown: (clinic) => `Hello. This is ${clinic}. We could not find this invitation.`,
    askAnew:
      'Please ask the clinic for a new one. Or tell us here what you need: a person will answer.',
  },
  verify: {
    byPhoneOrCode:
      'First let us make sure that it is you and nobody else. Press “Share my number” below, or send the six-digit code that our receptionist will tell you at the desk.\n\nCame here by mistake? Send “not me”.',
    byCode:
      'First let us make sure that it is you and nobody else. Send the six-digit code that our receptionist will tell you at the desk.\n\nCame here by mistake? Send “not me”.',
    share: 'Share my number',
    proven: 'Thank you, that is checked.',
    differs:
      'Thank you. This number is not the one the clinic knows. Please ask our receptionist for a six-digit code and send it here. We have told them, and they will help.',
    foreign:
      'This is somebody else’s card, and we need this account’s own number. Press the button below, or send the six-digit code from our receptionist.',
    wrong:
      'This code does not fit. Check the digits, or ask our receptionist for a new one: a code holds for half an hour.',
    locked:
      'The code did not fit several times, so a person will help from here: our receptionist knows.',
    undecided:
      'We passed your words on to our receptionist, and a person will answer here. You can send the six-digit code here when you have it.',
  },
  agree: {
    question,
    yes: {
      visit: 'Yes, remind me',
      hygiene: 'Yes, write to me',
      checkup: 'Yes, write to me',
      control: 'Yes, write to me',
      plan: 'Yes, remind me',
      wellbeing: 'Yes, ask me',
      personal: 'Yes, they may',
      offers: 'Yes, write to me',
      greeting: 'Yes, please do',
    },
    no: 'No, thank you',
    topics: {
      visit: 'Visits',
      hygiene: 'Cleaning',
      checkup: 'Check-up',
      control: 'Follow-up',
      plan: 'Treatment plan',
      wellbeing: 'How I feel',
      personal: 'From my doctor',
      offers: 'Offers',
      greeting: 'Greetings',
    },
    withdrawn: (purposes) => `All right, we will not write about this any more: ${purposes}.`,
    nothingLeft:
      'We will not write to you about anything ourselves. If you change your mind, send “settings”. You can ask a question here: a person will answer.',
    notAgreed: (purposes) => `We do not write to you about this: ${purposes}.`,
    alreadyAgreed: (purposes) => `We have already agreed on this: ${purposes}.`,
    paperNeeded: (purposes) =>
      `The clinic also needs your agreement on paper. Until you sign it there, we do not write about this: ${purposes}.`,
  },
  card: {
    agreement: ({ person, purposes, channel, when }) =>
      `${person === null ? '' : `For: ${person}\n`}About: ${purposes}\nHow: ${channel}\nWhen: ${when}`,
    limits: ({ reminders, perWeek, zone }) =>
      `Visit reminders: ${reminders}\nA week: at most ${perWeek} ${perWeek === 1 ? 'message' : 'messages'}\nClock: ${zone}`,
    until: (date) => `until ${date}`,
    reminders: {
      clinic: (usual) => `as the clinic does, ${usual}`,
      none: 'none',
      one: 'one, the day before',
      early: 'two, three days and a day before',
      two: 'two, the day before and two hours before',
      three: 'three, three days, a day and two hours before',
    },
    clinicZone: 'as at the clinic',
    inZone: (zone) => `${zone} time`,
  },
  settings: {
    now: 'This is what we have agreed.',
    changed: 'Done. Now it is so.',
    whatToChange: 'What would you like to change?',
    silentNow: (clinic) => `This is ${clinic}. At the moment we do not write to you ourselves.`,
    whose: 'Who is this about?',
    unproven: 'New invitation',
    forWhom: (person) => `For: ${person}.`,
    notBound: (clinic) =>
      `This is ${clinic}. We do not write to you ourselves yet, so there is nothing to set.\n\nTo get reminders, ask the clinic for an invitation. Or write here: a person will answer.`,
    items: {
      topics: 'What about',
      where: 'Where',
      when: 'Days and hours',
      often: 'Reminders',
      limit: 'How many a week',
      zone: 'Time zone',
      label: 'Name in messages',
      language: 'Language',
      stop: 'Stop writing to me',
      settings: 'Settings',
    },
    topics:
      'A tick marks what you agreed to hear about. Press one with a tick to switch it off, or another one to read its question and answer.',
    often: 'How many times shall we remind you of a visit?',
    oftenUsual: (usual) => `The clinic usually does it so: ${usual}.`,
    oftenLabels: {
      clinic: 'As the clinic does',
      none: 'No reminders',
      one: 'The day before',
      early: '3 days and 1 day',
      two: '1 day and 2 hours',
      three: '3 days, 1 day, 2 h',
    },
    limit: 'How many messages a week may we send without being asked? Choose, or send a number.',
    limitLabel: (perWeek) => `At most ${perWeek}`,
    zone: 'Which clock should we go by? Choose, or send the name of your city.',
    zoneClinic: 'As at the clinic',
    asBefore: 'We left it as it was.',
  },
};
