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
  holders,
  type PhoneView,
  settle,
} from './day.ts';
import { type Act, answerTo, type Tap, typesCode, verbOf } from './roles.ts';

/** A conversation of ours has five messages; more rounds than this and somebody goes in circles. */
const rounds_max = 12;
/** Somebody whose press was not answered presses again, then writes. */
const tries_max = 4;

/** Until nobody has anything left to do. */
export async function everybodyActs(day: Day, shown: StateView): Promise<void> {
  let state = shown;
  for (let round = 0; round < rounds_max; round += 1) {
    for (const patient of holders(day)) tellReceived(day, patient, state);
    const acts = holders(day).flatMap((patient) => {
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
  const row = openRow(chat);
  if (row) return tryAct(day, patient, row, `${row.messageId} ${row.data}`);
  const verb = verbAsked(patient, chat, last);
  if (verb === null) return null;
  const act = answerTo(day, { patient, chat, last, verb });
  if (!act) return null;
  const decided = tryAct(day, patient, act, `${last.id} ${nameOf(act)}`);
  const isStuck = decided !== null && decided.tried >= 2 && isCard(verb);
  return isStuck ? { ...decided, act: settingsWord(patient) } : decided;
}

/** In a message about several of the family, whoever is not answered for yet: the answer calls them by name. */
function openRow({ messages }: Chat): Tap | null {
  const at = messages.findLastIndex((one) => one.from === 'bot' && askedIn(one).length > 1);
  const message = messages[at];
  if (!message) return null;
  const answers = messages.slice(at + 1).filter(({ from }) => from === 'bot');
  const isOpen = ({ label }: { label: string }) =>
    answers.every(({ text }) => !text.includes(label.split(':')[0] ?? label));
  const open = askedIn(message).find(isOpen);
  return open ? { type: 'tap', messageId: message.id, data: open.data, label: open.label } : null;
}

const askedIn = ({ buttons }: ChatMessage) =>
  buttons.flat().filter(({ data }) => verbOf(data) === 'visit.confirm');

/** What the last message asks, by its first button, or by the key below the chat. */
function verbAsked(patient: Patient, chat: Chat, last: ChatMessage): string | null {
  const [first] = last.buttons.flat();
  if (first) return verbOf(first.data);
  const key = 'keyboard' in chat && chat.keyboard !== null;
  // The key goes when it is pressed; beside a typed code it stays.
  const isOver =
    typesCode(patient) && chat.messages.filter(({ from }) => from === 'bot').length > 1;
  return key && !isOver ? 'verify' : null;
}

function nameOf(act: Act): string {
  switch (act.type) {
    case 'tap':
      return verbOf(act.data);
    case 'text':
      return act.text;
    case 'contact':
      return 'contact';
  }
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

const isCard = (verb: string): boolean =>
  ['verify', 'label', 'agree', 'channel', 'when'].includes(verb);
const settingsWord = ({ language }: Patient): Act => ({
  type: 'text',
  text: language === 'ru' ? 'настройки' : 'settings',
});

async function perform(
  day: Day,
  { patient, act, tried }: Decided & { patient: Patient },
): Promise<void> {
  if (tried === 0) tell(day, patient, act);
  await send(day, patient, act);
}

async function send(day: Day, patient: Patient, act: Act): Promise<void> {
  const phone = encodeURIComponent(patient.phone);
  const { type, ...body } = act;
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
  if (said) tell(day, patient, { type: 'text', text });
  await settle(day);
}

export interface Pursuit {
  /** What it comes to, as the product tells it. */
  isDone(): Promise<boolean>;
  /** Null if the last message offers nothing of what is wanted. */
  press(last: ChatMessage): Act | null;
  /** Said where there is nothing to press. */
  readonly words: string;
}

/** Says and presses until it has come to what the patient wants. */
export async function pursue(day: Day, patient: Patient, wish: Pursuit): Promise<void> {
  const path = `/sandbox/api/phones/${encodeURIComponent(patient.phone)}`;
  for (let round = 0; round < rounds_max; round += 1) {
    if (await wish.isDone()) return;
    const { messages } = chatOf(await day.client.get<PhoneView>(path), patient);
    const last = messages.findLast(({ from }) => from === 'bot');
    const act = (last && wish.press(last)) ?? ({ type: 'text', text: wish.words } as const);
    tell(day, patient, act);
    await send(day, patient, act);
    await settle(day);
  }
  throw new Error(`${patient.name} does not get anywhere with «${wish.words}»`);
}

/** What the bot said last, in one line. */
export async function hears(day: Day, patient: Patient): Promise<void> {
  const path = `/sandbox/api/phones/${encodeURIComponent(patient.phone)}`;
  const { messages } = chatOf(await day.client.get<PhoneView>(path), patient);
  const last = messages.findLast(({ from }) => from === 'bot');
  if (last) day.print.heard(patient, last);
}

function tell({ print }: Day, patient: Patient, act: Act): void {
  if (act.type === 'contact') print.did(patient, 'shared');
  else print.did(patient, act.type === 'tap' ? { pressed: act.label } : { wrote: act.text });
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
