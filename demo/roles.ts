/** What each role does with the last message on the phone. */

import { labels, type Patient, type Role, said } from './cast.ts';
import { type Chat, type ChatMessage, type Day, patientOf } from './day.ts';

export interface Tap {
  readonly type: 'tap';
  readonly messageId: string | number;
  readonly data: string;
  readonly label: string;
}

export type Act =
  | Tap
  | { readonly type: 'contact'; readonly own: true }
  | { readonly type: 'text'; readonly text: string };

export interface Seen {
  readonly patient: Patient;
  readonly chat: Chat;
  readonly last: ChatMessage;
  /** Of the first button under the last message. */
  readonly verb: string;
}

/** Null for what this patient leaves unanswered. */
export function answerTo(day: Day, seen: Seen): Act | null {
  const { patient, last } = seen;
  const about = subjectOf(day, patient);
  const { wellbeing } = patient;
  switch (seen.verb) {
    case 'verify':
      return prove(day, patient);
    case 'label':
      return about.role === 'boy' || about.role === 'girl'
        ? { type: 'text', text: labels[about.role] }
        : null;
    case 'agree':
      return agree(about, last);
    case 'channel':
      if (isHasty(patient)) return null;
      return tap(last, patient.role === 'phone' ? 'channel:phone' : `channel:${patient.channel}`);
    case 'when':
      return sayWhen(patient, last);
    case 'visit.confirm':
      return answerToReminder(day, seen);
    case 'agree.yes':
      return tap(last, wellbeing?.answer === 'no_consent' ? 'agree.no' : 'agree.yes');
    case 'well.good':
      return wellbeing?.answer === 'good' || wellbeing?.answer === 'unsure'
        ? tap(last, `well.${wellbeing.answer}`)
        : null;
    case 'answer.show':
      return tap(last, 'answer.show');
    case 'v.day':
    case 'v.pick':
    case 'v.take':
      return patient.role === 'moves' ? tap(last, seen.verb) : null;
    case 'v.confirm':
    case 'v.drop':
    case 'v.why':
      return tap(last, seen.verb);
    case 'earlier.take':
      return tap(last, 'earlier.take');
    default:
      return null;
  }
}

/** Of whom the talk is on this phone: whoever's invitation was opened on it last. */
function subjectOf({ cast, progress }: Day, patient: Patient): Patient {
  const ids = cast.filter(({ holderId }) => holderId === patient.id).map(({ id }) => id);
  const last = progress.state.opened.findLast((id) => ids.includes(id));
  return patientOf(cast, last ?? patient.id);
}

/** Some would rather not share their number, and type the code they heard at the desk. */
export const typesCode = ({ language, channel }: Patient): boolean =>
  language === 'en' && channel === 'telegram';

function prove({ progress }: Day, patient: Patient): Act {
  const code = progress.state.invitations[patient.id]?.code ?? '';
  return typesCode(patient) ? { type: 'text', text: code } : { type: 'contact', own: true };
}

function agree({ role }: Patient, last: ChatMessage): Act | null {
  if (role === 'imported') return null;
  return tap(last, role === 'declines' || role === 'girl' ? 'agree:visit.no' : 'agree:visit.yes');
}

/** Most have had enough of questions once they have agreed; what they said so far holds. */
const isHasty = ({ role, slot }: Patient): boolean => slot % 3 > 0 && !withWishes.includes(role);

const withWishes: readonly Role[] = [
  ...(['phone', 'night', 'evening', 'mother'] as const),
  ...(['words', 'asks', 'asks_late'] as const),
];

function sayWhen({ role, slot }: Patient, last: ChatMessage): Act | null {
  if (role === 'night') return { type: 'text', text: said.night };
  if (role === 'evening') return tap(last, 'when:evenings');
  return tap(last, slot % 2 === 0 ? 'when:workdays' : 'when:any');
}

function answerToReminder(day: Day, { patient, chat, last }: Seen): Act | null {
  switch (patient.role) {
    case 'silent':
    case 'stops':
    case 'asks_late':
      return null;
    case 'words':
      return { type: 'text', text: patient.language === 'ru' ? 'Да, буду' : 'I will be there' };
    case 'cancels':
      return tap(last, 'visit.cancel');
    case 'not_me':
      return tap(last, 'not.me');
    case 'moves':
      // The second reminder, on the next day, is of the new time.
      return tap(
        last,
        Date.parse(last.at) < day.at(1, '00:00').getTime() ? 'visit.move' : 'visit.confirm',
      );
    case 'moved':
      return pressOldButton(day, chat, last);
    default:
      return tap(last, 'visit.confirm');
  }
}

const isConfirm = ({ data }: { data: string }): boolean => verbOf(data) === 'visit.confirm';

/** Waits for the reminder of the new time, scrolls up, presses under the old one, then believes what it says. */
function pressOldButton(day: Day, chat: Chat, last: ChatMessage): Act | null {
  if (Date.parse(last.at) < day.at(0, '17:00').getTime()) return null;
  const asking = chat.messages.filter(
    (one) => one.from === 'bot' && one.buttons.flat().some(isConfirm),
  );
  return tap(asking[0] ?? last, 'visit.confirm');
}

/** By its data, by the verb its data begins with, or by what stands on it. */
export function tap(message: ChatMessage, wanted: string): Act | null {
  const button = message.buttons
    .flat()
    .find(({ data, label }) => data === wanted || verbOf(data) === wanted || label === wanted);
  return button
    ? { type: 'tap', messageId: message.id, data: button.data, label: button.label }
    : null;
}

export const verbOf = (data: string): string => data.split(':')[0] ?? '';
