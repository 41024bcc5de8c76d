/**
 * Patients. Each looks at the last message on their phone and does what their role wants, so that
 * being asked again, after whatever happened in between, does nothing twice.
 */

import type { StateView } from '../bots/sandbox/control/view.ts';
import type { Patient } from './cast.ts';
import { Lost, once, Refused } from './client.ts';
import {
  type Chat,
  type ChatMessage,
  chatOf,
  type Day,
  each,
  type PhoneView,
  settle,
} from './day.ts';
import { report } from './reports.ts';

export type Act =
  | {
      readonly type: 'tap';
      readonly messageId: string | number;
      readonly data: string;
      readonly label: string;
    }
  | { readonly type: 'text'; readonly text: string };

/** A conversation of ours has five messages; more rounds than this and somebody goes in circles. */
const rounds_max = 12;
/** Somebody whose press was not answered presses again, then writes. */
const tries_max = 4;

/** Until nobody has anything left to do. */
export async function everybodyActs(day: Day, shown: StateView): Promise<void> {
  let state = shown;
  for (let round = 0; round < rounds_max; round += 1) {
    for (const patient of day.cast) tellReceived(day, patient, state);
    const acts = day.cast.flatMap((patient) => {
      const act = decide(day, patient, state);
      return act ? [{ patient, ...act }] : [];
    });
    day.progress.save();
    if (acts.length === 0) return;
    await each(acts, (one) => perform(day, one));
    state = await settle(day);
  }
  throw new Error('the patients do not come to an end');
}

interface Decided {
  readonly act: Act;
  /** 0 the first time. */
  readonly tried: number;
}

function decide(day: Day, patient: Patient, state: StateView): Decided | null {
  const phone = state.phones.find((one) => one.phone === patient.phone);
  if (!phone) return null;
  const chat = chatOf(phone, patient);
  const last = chat.messages.findLast((message) => message.from === 'bot');
  if (chat.blocked || chat.messages.length === 0) return null;
  // Not even a greeting came back: somebody who wants something asks again.
  if (!last) return tryAct(day, patient, settingsWord(patient), 'greeting');
  const [first] = last.buttons.flat();
  if (!first) return null;
  const verb = verbOf(first.data);
  const act = answerTo(day, { patient, chat, last, verb });
  if (!act) return null;
  const what = act.type === 'tap' ? verbOf(act.data) : act.text;
  const decided = tryAct(day, patient, act, `${last.id} ${what}`);
  const isStuck = decided !== null && decided.tried >= 2 && isCard(verb);
  return isStuck ? { ...decided, act: settingsWord(patient) } : decided;
}

/** Counted before it is done: who was cut off in between does it once more, which harms nothing. */
function tryAct({ progress }: Day, { id }: Patient, act: Act, what: string): Decided | null {
  const { tries } = progress.state;
  const key = `${id} ${what}`;
  const tried = tries[key] ?? 0;
  if (tried >= tries_max) return null;
  tries[key] = tried + 1;
  return { act, tried };
}

const verbOf = (data: string): string => data.split(':')[0] ?? '';
const isCard = (verb: string): boolean => ['agree', 'channel', 'days', 'hours'].includes(verb);
const settingsWord = ({ language }: Patient): Act => ({
  type: 'text',
  text: language === 'ru' ? 'настройки' : 'settings',
});

interface Seen {
  readonly patient: Patient;
  readonly chat: Chat;
  readonly last: ChatMessage;
  /** Of the first button under the last message. */
  readonly verb: string;
}

function answerTo(day: Day, seen: Seen): Act | null {
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

async function perform(
  day: Day,
  { patient, act, tried }: Decided & { patient: Patient },
): Promise<void> {
  const phone = encodeURIComponent(patient.phone);
  const { type, ...body } = act;
  if (tried === 0) report(day, patient, act);
  try {
    const sent =
      type === 'tap' && 'data' in body ? { messageId: body.messageId, data: body.data } : body;
    await day.client.post(`/sandbox/api/phones/${phone}/${patient.channel}/${type}`, sent);
  } catch (error) {
    // The next look at the phone shows whether it was done.
    if (!(error instanceof Lost) && !(error instanceof Refused && error.status === 404))
      throw error;
  }
}

/** Writes something of their own accord, once. */
export async function says(day: Day, patient: Patient, text: string): Promise<void> {
  const path = `/sandbox/api/phones/${encodeURIComponent(patient.phone)}`;
  const isSaid = async () => {
    const { messages } = chatOf(await day.client.get<PhoneView>(path), patient);
    return messages.some((one) => one.from === 'person' && one.text === text);
  };
  const said = await once(isSaid, () =>
    day.client.post(`${path}/${patient.channel}/text`, { text }),
  );
  if (said) report(day, patient, { type: 'text', text });
  await settle(day);
}

/** One line for what came since the last look. */
function tellReceived(day: Day, patient: Patient, state: StateView): void {
  const phone = state.phones.find((one) => one.phone === patient.phone);
  if (!phone) return;
  const got = chatOf(phone, patient).messages.filter((message) => message.from === 'bot');
  const { seen } = day.progress.state;
  for (const message of got.slice(seen[patient.id] ?? 0)) day.print.received(patient, message);
  seen[patient.id] = got.length;
}
