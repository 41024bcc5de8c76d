/** What each role must have come to. Knows nothing of how the story got there. */

import type { Patient, Role } from './cast.ts';

export interface Expected {
  /** Proactive messages: kind and `sent`, or the code of why not. Any order. */
  readonly messages: readonly string[];
  readonly confirmed: boolean;
  readonly status: string;
  /** Why the bot handed over to a person; null if it did not. */
  readonly thread: string | null;
  readonly urgent: boolean;
  readonly calls: readonly string[];
  /** Purposes agreed to in the end. */
  readonly consents: readonly string[];
  /** Answers of people that arrived. */
  readonly staffReplies: number;
  /** Of the templates that tell of a waiting answer. */
  readonly announced: number;
  /** When messages came to those whose hours are not the clinic's. */
  readonly moments: readonly string[];
}

const usual = ['visit_day_before sent', 'visit_soon sent'];
const unsent = (code: string) => [`visit_day_before ${code}`, `visit_soon ${code}`];
const overtaken = ['visit_day_before sent', 'visit_soon stale_fact'];

const plain: Omit<Expected, 'messages' | 'consents'> = {
  confirmed: true,
  status: 'completed',
  thread: null,
  urgent: false,
  calls: [],
  staffReplies: 0,
  announced: 0,
  moments: [],
};
const visit = ['visit'];

const byRole: Readonly<Record<Role, Expected>> = {
  confirms: { ...plain, messages: usual, consents: visit },
  words: { ...plain, messages: usual, consents: visit },
  evening: {
    ...plain,
    // Moved back to the evening before, the second would only echo the first.
    messages: ['visit_day_before sent', 'visit_soon merged'],
    consents: visit,
    moments: ['18:00'],
  },
  silent: { ...plain, messages: usual, consents: visit, confirmed: false, status: 'no_show' },
  unopened: { ...plain, messages: unsent('no_address'), consents: [], confirmed: false },
  declines: { ...plain, messages: unsent('no_consent'), consents: [], confirmed: false },
  phone: {
    ...plain,
    messages: unsent('phone_chosen'),
    consents: visit,
    confirmed: false,
    calls: ['phone_chosen', 'phone_chosen'],
  },
  blocks: {
    ...plain,
    messages: unsent('unreachable'),
    consents: visit,
    confirmed: false,
    calls: ['unreachable', 'unreachable'],
  },
  stops: {
    ...plain,
    // Staff are bound by it as well.
    messages: ['visit_day_before sent', 'visit_soon stopped', 'staff_message stopped'],
    consents: [],
    confirmed: false,
  },
  night: {
    ...plain,
    messages: ['visit_day_before sent', 'visit_soon merged'],
    consents: visit,
    moments: ['22:00'],
  },
  unwell: { ...plain, messages: usual, consents: visit },
  curious: { ...plain, messages: usual, consents: visit },
  leaves: { ...plain, messages: usual, consents: [] },
  paper: { ...plain, messages: usual, consents: visit },
  imported: {
    ...plain,
    messages: unsent('evidence_too_weak'),
    consents: visit,
    confirmed: false,
    calls: ['consent_imported'],
  },
  not_me: {
    ...plain,
    messages: ['visit_day_before sent', 'visit_soon no_address'],
    consents: [],
    confirmed: false,
    thread: 'not_me',
    calls: ['not_me'],
  },
  recycled: {
    ...plain,
    messages: unsent('quarantined'),
    consents: visit,
    confirmed: false,
    calls: ['quarantined'],
  },
  // Words that may have meant everything are read by a person too.
  mother: { ...plain, messages: usual, consents: visit, thread: 'doubtful_stop' },
  boy: {
    ...plain,
    messages: ['visit_day_before sent', 'visit_soon withdrawn'],
    consents: [],
  },
  girl: { ...plain, messages: usual, consents: visit },
  asks: { ...plain, messages: usual, consents: visit, thread: 'not_understood', staffReplies: 1 },
  asks_late: {
    ...plain,
    messages: usual,
    consents: visit,
    confirmed: false,
    thread: 'not_understood',
    staffReplies: 1,
    announced: 1,
  },
  moves: { ...plain, messages: [...overtaken, ...usual], consents: visit },
  cancels: {
    ...plain,
    messages: overtaken,
    consents: visit,
    confirmed: false,
    status: 'cancelled',
  },
  waits: {
    ...plain,
    messages: [
      ...['visit_day_before stale_fact', 'visit_soon stale_fact', 'visit_earlier sent'],
      // Who has just chosen a time for tomorrow knows it.
      ...['visit_day_before booked_late', 'visit_soon sent'],
    ],
    consents: visit,
    confirmed: false,
  },
  moved: { ...plain, messages: [...overtaken, 'visit_moved sent', ...usual], consents: visit },
  cancelled: {
    ...plain,
    messages: [...overtaken, 'visit_cancelled sent'],
    consents: visit,
    status: 'cancelled',
  },
};

export function expectedOf({ role, wellbeing }: Patient): Expected {
  const base = byRole[role];
  if (!wellbeing) return base;
  if (wellbeing.answer === 'no_consent') {
    return {
      ...base,
      messages: [...base.messages, 'ask_wellbeing sent', 'wellbeing_check stale_fact'],
    };
  }
  const asked = {
    ...base,
    messages: [...base.messages, 'ask_wellbeing sent', 'wellbeing_check sent'],
    consents: ['visit', 'wellbeing'],
  };
  switch (wellbeing.answer) {
    case 'unsure':
      return { ...asked, thread: 'wellbeing_words', staffReplies: 1 };
    case 'in_words':
      return { ...asked, thread: 'red_flag', staffReplies: 1 };
    case 'silent':
      return { ...asked, calls: ['wellbeing_silent'] };
    default:
      return asked;
  }
}
