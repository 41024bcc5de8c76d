/** The messengers' own log of one phone against the product's record: nothing twice, nothing unjustified. */

import type { LogEntry } from '../bots/sandbox/control/view.ts';
import { said } from './cast.ts';
import { isProactive, isSame, isSent, type PatientRecord, type PhoneRecord } from './record.ts';
import { wallClock } from './time.ts';
import type { MessageInfo } from './types.ts';

export function checkLog(phone: PhoneRecord): string[] {
  const pairs = pair(phone);
  const faults = [
    ...pairs.flatMap(([entry, message]) => checkEntry(phone, entry, message)),
    ...phone.messages.flatMap((message) => checkMessage(message, pairs)),
  ];
  return faults.map((fault) => `${phone.name}: ${fault}`);
}

type Pair = readonly [LogEntry, MessageInfo | null];

/** Edits change a message that was sent before and are not in the log. */
const outgoing = ({ messages }: PhoneRecord): MessageInfo[] =>
  messages.filter(({ direction, kind }) => direction === 'out' && kind !== 'edit');

/** Every text that was accepted, with each message of the product that it carried. */
function pair(phone: PhoneRecord): Pair[] {
  const ours = outgoing(phone);
  const carriedBy = (lead: MessageInfo) => ours.filter((one) => one.carriedBy === lead.id);
  const leads = ours.filter((one) => one.carriedBy === null);
  const known = phone.log.map(
    (entry): Pair => [entry, leads.find((message) => isSame(entry, message)) ?? null],
  );
  const taken = new Set(known.map(([, message]) => message));
  // Accepted, but the product never heard so: it must have recorded that it does not know.
  const heard = known.map(([entry, message]): Pair => {
    if (message) return [entry, message];
    const unheard = leads.find(
      (each) =>
        !taken.has(each) && isUnheard(each, { entry, isShared: carriedBy(each).length > 0 }),
    );
    if (unheard) taken.add(unheard);
    return [entry, unheard ?? null];
  });
  return heard.flatMap(([entry, message]) => [
    [entry, message] as const,
    ...(message ? carriedBy(message).map((one) => [entry, one] as const) : []),
  ]);
}

interface Unclaimed {
  readonly entry: LogEntry;
  /** Its own words are only a part of what was sent. */
  readonly isShared: boolean;
}

/** Of who was forgotten neither words nor the messenger's ids are left, but the times are. */
const isUnheard = ({ state, text, attempts }: MessageInfo, { entry, isShared }: Unclaimed) =>
  text === null || (isShared && state === 'unknown')
    ? attempts.some(({ startedAt }) => startedAt === entry.at)
    : state === 'unknown' && text === entry.text;

function checkEntry(phone: PhoneRecord, entry: LogEntry, message: MessageInfo | null): string[] {
  if (!message) return [`a message of ${entry.at} belongs to none of the product's`];
  const faults: string[] = [];
  if (entry.at > message.notAfter) faults.push(`${message.kind} was sent after its last moment`);
  const stoppedAt = stopOf(phone);
  if (stoppedAt !== null && entry.at >= stoppedAt && message.kind !== 'stop') {
    faults.push(`${message.kind} was sent after STOP`);
  }
  const one = phone.members.find(({ patient }) => patient.id === message.patientId);
  if (isProactive(message)) {
    if (!one || !isConsented(one, message, entry.at)) faults.push(`${message.kind} had no consent`);
    if (!one || !isAgreed(one, entry.at))
      faults.push(`${message.kind} came outside the agreed hours`);
  } else if (!hasWritten(phone, entry.at)) {
    faults.push(`${message.kind} answered somebody who had not written`);
  }
  return faults;
}

const stopOf = ({ chat }: PhoneRecord): string | null =>
  chat.find(({ from, text }) => from === 'person' && text === said.stop)?.at ?? null;

/** A press leaves nothing in a Telegram chat, but nobody gets a button before they have written. */
const hasWritten = ({ chat }: PhoneRecord, at: string): boolean =>
  chat.some((message) => message.from === 'person' && message.at <= at);

function isConsented({ history }: PatientRecord, message: MessageInfo, at: string): boolean {
  const last = history.findLast(
    (event) =>
      event.purpose === message.purpose && event.channel === message.channel && event.at <= at,
  );
  return last !== undefined && last.act !== 'withdrawn';
}

const dayNames = ['', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Also within hours that began the evening before. */
function isAgreed({ card }: PatientRecord, at: string): boolean {
  const { weekday, time } = wallClock(new Date(at));
  const before = ((weekday + 5) % 7) + 1;
  const spansOf = (day: number) => card.hours[dayNames[day] ?? ''] ?? [];
  return (
    spansOf(weekday).some(({ from, to }) => from <= time && (time < to || to <= from)) ||
    spansOf(before).some(({ from, to }) => to <= from && time < to)
  );
}

function checkMessage(message: MessageInfo, pairs: readonly Pair[]): string[] {
  if (message.direction === 'in') return [];
  const { kind, state, attempts, decision } = message;
  const accepted = pairs.filter(([, one]) => one === message).length;
  const tried = attempts.filter(({ outcome }) => outcome === 'accepted' || outcome === 'unknown');
  const faults: string[] = [];
  if (accepted > 1) faults.push(`${kind} was accepted ${accepted} times`);
  if (tried.length > 1) faults.push(`${kind} was tried again after it may have arrived`);
  if (isSent(message) && accepted === 0 && kind !== 'edit')
    faults.push(`${kind} is ${state}, but no messenger has it`);
  if (state === 'planned' || state === 'claimed') faults.push(`${kind} is left ${state}`);
  if (!isSent(message) && !decision?.code)
    faults.push(`${kind} was not sent (${state}), and nobody knows why`);
  return faults;
}

/** Cut off by a kill before any messenger took it. */
export function isLost(message: MessageInfo, phone: PhoneRecord): boolean {
  const died = message.attempts.some(({ code }) => code === 'process_died');
  return died && message.state === 'unknown' && !pair(phone).some(([, found]) => found === message);
}
