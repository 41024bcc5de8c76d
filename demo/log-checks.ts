/** The messengers' own log of one patient against the product's record: nothing twice, nothing unjustified. */

import type { LogEntry } from '../bots/sandbox/control/view.ts';
import { isProactive, isSent, type PatientRecord, visitKinds } from './record.ts';
import { wallClock } from './time.ts';
import type { MessageInfo } from './types.ts';

export function checkLog(one: PatientRecord): string[] {
  const { patient } = one;
  const pairs = pair(one);
  const faults = [
    ...pairs.flatMap(([entry, message]) => checkEntry(one, entry, message)),
    ...one.messages.flatMap((message) => checkMessage(message, pairs)),
  ];
  return faults.map((fault) => `${patient.name}: ${fault}`);
}

type Pair = readonly [LogEntry, MessageInfo | null];

/** Edits change a message that was sent before and are not in the log. */
const outgoing = ({ messages }: PatientRecord): MessageInfo[] =>
  messages.filter(({ direction, kind }) => direction === 'out' && kind !== 'edit');

/** Every accepted message and the one message of the product it belongs to. */
function pair(one: PatientRecord): Pair[] {
  const ours = outgoing(one);
  const known = one.log.map((entry): Pair => [entry, byId(entry, ours)]);
  const taken = new Set(known.map(([, message]) => message));
  return known.map(([entry, message]) => {
    if (message) return [entry, message];
    // Accepted, but the product never heard so: it must have recorded that it does not know.
    const unheard = ours.find(
      (each) => each.state === 'unknown' && each.text === entry.text && !taken.has(each),
    );
    if (unheard) taken.add(unheard);
    return [entry, unheard ?? null];
  });
}

function byId(entry: LogEntry, ours: readonly MessageInfo[]): MessageInfo | null {
  const found = entry.correlation
    ? ours.find(({ id }) => id === entry.correlation)
    : ours.find(
        ({ externalId, channel }) =>
          channel === entry.channel && externalId === String(entry.messageId),
      );
  return found ?? null;
}

function checkEntry(one: PatientRecord, entry: LogEntry, message: MessageInfo | null): string[] {
  if (!message) return [`a message of ${entry.at} belongs to none of the product's`];
  const faults: string[] = [];
  if (entry.at > message.notAfter) faults.push(`${message.kind} was sent after its last moment`);
  const stoppedAt = stopOf(one);
  if (stoppedAt !== null && entry.at >= stoppedAt && message.kind !== 'stop') {
    faults.push(`${message.kind} was sent after STOP`);
  }
  if (isProactive(message)) {
    if (!isConsented(one, message, entry.at)) faults.push(`${message.kind} had no consent`);
    if (!isAgreed(one, entry.at)) faults.push(`${message.kind} came outside the agreed hours`);
  } else if (!hasWritten(one, entry.at)) {
    faults.push(`${message.kind} answered somebody who had not written`);
  }
  return faults;
}

const stopOf = ({ messages }: PatientRecord): string | null =>
  messages.find(({ direction, text }) => direction === 'in' && text === 'СТОП')?.createdAt ?? null;

const hasWritten = ({ messages }: PatientRecord, at: string): boolean =>
  messages.some(({ direction, createdAt }) => direction === 'in' && createdAt <= at);

function isConsented({ history }: PatientRecord, message: MessageInfo, at: string): boolean {
  const purpose = visitKinds.includes(message.kind) ? 'visit' : 'wellbeing';
  const last = history.findLast(
    (event) => event.purpose === purpose && event.channel === message.channel && event.at <= at,
  );
  return last?.act === 'given';
}

const dayNames = ['', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function isAgreed({ card }: PatientRecord, at: string): boolean {
  const { weekday, time } = wallClock(new Date(at));
  const spans = card.hours[dayNames[weekday] ?? ''] ?? [];
  return spans.some(({ from, to }) => from <= time && time < to);
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
export function isLost(message: MessageInfo, one: PatientRecord): boolean {
  const died = message.attempts.some(({ code }) => code === 'process_died');
  return died && message.state === 'unknown' && !pair(one).some(([, found]) => found === message);
}
