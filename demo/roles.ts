/** What each role does with the last message on the phone. */

import type { Patient } from './cast.ts';
import type { Chat, ChatMessage, Day } from './day.ts';

export type Act =
  | {
      readonly type: 'tap';
      readonly messageId: string | number;
      readonly data: string;
      readonly label: string;
    }
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
  const { role, wellbeing } = patient;
  switch (seen.verb) {
    case 'agree':
      return tap(last, `agree:${purposeOf(patient)}`);
    case 'channel':
      return tap(last, role === 'phone' ? 'channel:phone' : `channel:${patient.channel}`);
    case 'days':
      // Some have had enough of questions here; what they said so far holds.
      if (isHasty(patient)) return null;
      return tap(last, patient.slot % 3 === 0 ? 'days:weekdays' : 'days:any');
    case 'hours':
      return tap(last, role === 'evening' ? 'hours:18:00-21:00' : 'hours:09:00-21:00');
    case 'visit.confirm':
      return answerToReminder(day, seen);
    case 'well.good':
      return wellbeing && wellbeing.answer !== 'silent' && wellbeing.answer !== 'no_consent'
        ? tap(last, `well.${wellbeing.answer}`)
        : null;
    case 'answer.show':
      return tap(last, 'answer.show');
    default:
      return null;
  }
}

const isHasty = ({ role, slot, wellbeing }: Patient): boolean =>
  role === 'confirms' && slot >= 5 && !wellbeing;

function purposeOf({ role, wellbeing }: Patient): string {
  if (role === 'declines') return 'nothing';
  return wellbeing && wellbeing.answer !== 'no_consent' ? 'wellbeing' : 'visits';
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
const isAnswered = ({ data }: { data: string }): boolean =>
  data.includes('.', 'visit.confirm:'.length);

/** Waits for the reminder of the new time, scrolls up, presses under the old one, then believes what it says. */
function pressOldButton(day: Day, chat: Chat, last: ChatMessage): Act | null {
  if (last.buttons.flat().some(isAnswered)) return tap(last, 'visit.confirm');
  if (Date.parse(last.at) < day.at(0, '17:00').getTime()) return null;
  const asking = chat.messages.filter(
    (one) => one.from === 'bot' && one.buttons.flat().some(isConfirm),
  );
  return tap(asking[0] ?? last, 'visit.confirm');
}

/** By its data, or by the verb its data begins with. */
function tap(message: ChatMessage, wanted: string): Act | null {
  const button = message.buttons
    .flat()
    .find(({ data }) => data === wanted || verbOf(data) === wanted);
  return button
    ? { type: 'tap', messageId: message.id, data: button.data, label: button.label }
    : null;
}

export const verbOf = (data: string): string => data.split(':')[0] ?? '';
