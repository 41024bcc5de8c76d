/** Recording what is to come for a patient, in a colleague's own chat, in English. */

import { reasonWords } from './reason-words.ts';
import type { StaffMenuTexts } from './staff-menu.ts';

const { kinds, rules, states } = reasonWords.en;
const faults: Readonly<Record<string, string>> = {
  ...rules,
  already_recorded: 'Such a reason is recorded for that month already.',
  already_planned: 'How they feel is asked on that day already.',
  no_days: 'This service names no days. Choose a day.',
  no_visit: 'The visit did not take place.',
  bad_choice: 'That moment does not fit.',
  not_own: 'Only whoever recorded it can undo it.',
  not_open: 'It was sent or closed already.',
};

const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

export const enStaffMenu: StaffMenuTexts = {
  days: { '-1': 'Yesterday', 0: 'Today', 1: 'Tomorrow' },
  dayTitle: (day, date) => `${day}, ${date}.`,
  choose: 'Choose a patient.',
  nobody: 'No visits.',
  gone: 'This visit is not on the list: it is on another day, cancelled or not yours.',
  recordedAlready: 'Recorded already:',
  nothingYet: 'Nothing is recorded yet.',
  wellbeing: (asked, answered) =>
    `How they feel: ${counted(asked, 'question')}, ${counted(answered, 'answer')}`,
  reasonLine: (kind, due, state) => `${kind}: ${due}, ${state}`,
  what: 'What is to be recorded?',
  kinds: { ...kinds, wellbeing: 'How they feel' },
  reasonKinds: { ...kinds, wellbeing: 'How they feel', impression: 'Impression' },
  states,
  askDue: {
    wellbeing: 'When is the patient to be asked how they feel?',
    hygiene: 'When are they to be invited?',
    checkup: 'When are they to be invited?',
    control: 'When are they to be seen?',
    plan: 'By when had it better be done?',
    personal: 'When are they to be written to?',
    later_need: 'When are they to be reminded of it?',
  },
  dateHint: 'A date can be written: “12 March”, “in 3 weeks”.',
  askSigned: 'When did the patient sign the plan?',
  askItem: 'Which item of the plan must not wait? Write it; it is read in the clinic.',
  askPart: {
    done: 'What of the plan is done? The clinic reads it.',
    left: 'What is left? The clinic reads it.',
    risk: 'What may waiting cost? The clinic reads it and says it in a call.',
  },
  askWords: {
    argument:
      'Why then? The patient reads this. Choose, or write your own, without prices and deadlines:',
    note: 'What will be needed, and when? It is read in the clinic. Choose, or write, for example “orthodontist at 13”:',
  },
  unclear: {
    no_date: 'That date could not be understood.',
    too_long: 'Too long: at most 200 characters.',
  },
  presets: {
    evening: 'In the evening',
    morning: (day) => `In the morning, ${day}`,
    days: (days) => `On day ${days}`,
    weeks: (n) => `In ${counted(n, 'week')}`,
    months: (n) => `In ${counted(n, 'month')}`,
    age: (n) => `At ${n}`,
  },
  due: (when) => `Due: ${when}.`,
  because: (text) => `“${text}”`,
  agreed: 'Was this agreed with the patient?',
  recorded: (initials, kind, due) => `Recorded: ${initials}. ${kind}, ${due}.`,
  foreseen: {
    write: (when, channel) =>
      channel === null
        ? 'We will write as soon as the messenger works again.'
        : `We will write ${when}, ${channel}.`,
    ask: (when) =>
      `First we ask in the chat whether we may: ${when}. Nothing is planned before a yes.`,
    call: (when) => `A receptionist will call: ${when}.`,
    desk: 'A task for the desk: to ask the patient. Nothing is planned before that.',
    wont: 'For now it will not go: nobody has recorded an agreement. The desk can.',
    refused: 'It will not go: the patient asked not to be written to about this.',
    channels: { telegram: 'in Telegram', whatsapp: 'in WhatsApp', phone: 'by phone' },
  },
  undone: 'Undone; the patient will not be written to about it.',
  refused: (why) => `Not recorded. ${why}`,
  faultOf: (code) => faults[code] ?? 'It cannot be recorded like that.',
  labels: {
    today: 'Today',
    yesterday: 'Yesterday',
    part: 'The plan is done in part',
    tomorrow: 'Tomorrow',
    next: 'More',
    list: 'To the list',
    back: 'Back',
    more: 'To the patient',
    undo: 'Undo',
    yes: 'Yes, agreed',
    no: {
      write: 'No, but we may write about it',
      call: 'No, but we may call',
      ask: 'No, ask in the chat',
      desk: 'No, the desk will ask',
    },
  },
};
