/** Whether all that had to happen happened, from what the product recorded about each patient. */

import type { Day } from './day.ts';
import { expectedOf } from './expect.ts';
import { checkLog, isLost } from './log-checks.ts';
import {
  isProactive,
  isSent,
  type PatientRecord,
  type PhoneRecord,
  type Record,
} from './record.ts';
import { checkStories } from './story-checks.ts';
import { wallClock } from './time.ts';
import type { AttemptView, MessageInfo } from './types.ts';

/** Each violated expectation, in plain words. Empty when all is well. */
export function check(day: Day, record: Record): string[] {
  const faults = [
    ...record.strayLog.map(
      (entry) => `a message went to ${entry.recipient}, who is not of this clinic`,
    ),
    ...record.patients.flatMap((one) => checkPatient(one, isCutOff(day, phoneOf(record, one)))),
    ...record.phones.flatMap(checkLog),
    ...checkLog(record.stranger),
    ...checkStories(record, (one) => isCutOff(day, phoneOf(record, one))),
  ];
  return [...faults, ...checkCalm(day, record)];
}

function phoneOf({ phones }: Record, one: PatientRecord): PhoneRecord {
  const found = phones.find(({ members }) => members.includes(one));
  if (!found) throw new Error(`${one.patient.id} has no phone`);
  return found;
}

/** A message cut off by a kill may never have arrived: then nobody can have answered it. */
const isCutOff = ({ progress }: Day, phone: PhoneRecord): boolean =>
  progress.state.interruptions > 0 && phone.messages.some((message) => isLost(message, phone));

function checkPatient(one: PatientRecord, cutOff: boolean): string[] {
  const { patient, visit, threads, calls, standing } = one;
  const expected = expectedOf(patient);
  const faults: string[] = [];
  const same = (what: string, found: readonly string[], wanted: readonly string[]) => {
    const [a, b] = [found.toSorted().join(', '), wanted.toSorted().join(', ')];
    if (a !== b)
      faults.push(`${patient.name} (${patient.role}): ${what}: ${a || '—'}, expected ${b || '—'}`);
  };
  same('messages', one.messages.filter(isProactive).map(outcomeOf), expected.messages);
  same('visit', [visit.status], [expected.status]);
  same(
    'calls',
    calls.map(({ code }) => code),
    [...expected.calls, ...doubts(one)],
  );
  if (cutOff) return faults;
  same('confirmed', [String(visit.confirmedAt !== null)], [String(expected.confirmed)]);
  const reasons = threads.map(({ reason, urgent }) => `${reason}${urgent ? '!' : ''}`);
  same(
    'handed over',
    reasons,
    expected.thread ? [`${expected.thread}${expected.urgent ? '!' : ''}`] : [],
  );
  const given = standing.filter(({ status }) => status === 'given').map(({ purpose }) => purpose);
  same('agreed to', given, expected.consents);
  same('consent chain', [one.chain.fault ? 'broken' : 'whole'], ['whole']);
  const sent = one.messages.filter((message) => message.direction === 'out' && arrived(message));
  const count = (kind: string) => [String(sent.filter((message) => message.kind === kind).length)];
  same('answers of people', count('staff_reply'), [String(expected.staffReplies)]);
  same('told of a waiting answer', count('answer_waiting'), [String(expected.announced)]);
  same('wellbeing answer', wellbeingAnswers(one), wantedAnswers(one));
  same('mishap', mishaps(one), patient.mishap ? [patient.mishap] : []);
  same('moved into the hours', moments(one), expected.moments);
  return faults;
}

/** Nobody knows whether it arrived: a person is asked to see to it. */
const doubts = ({ messages }: PatientRecord): string[] =>
  messages
    .filter(isProactive)
    .filter(({ attempts }) => attempts.some(({ outcome }) => outcome === 'unknown'))
    .map(() => 'outcome_unknown');

/** `sent`, or why not. What the messenger never answered may well have arrived. */
function outcomeOf(message: MessageInfo): string {
  return `${message.kind} ${arrived(message) ? 'sent' : (message.decision?.code ?? message.state)}`;
}

const arrived = (message: MessageInfo): boolean => isSent(message) || message.state === 'unknown';

const answerKinds = ['wellbeing_good', 'wellbeing_unsure'];

const wellbeingAnswers = ({ messages }: PatientRecord): string[] =>
  messages.filter(({ kind }) => answerKinds.includes(kind)).map(({ kind }) => kind);

function wantedAnswers({ patient }: PatientRecord): string[] {
  const answer = patient.wellbeing?.answer;
  return answer === 'good' || answer === 'unsure' ? [`wellbeing_${answer}`] : [];
}

/** What the platform did to this patient's messages, read from the attempts alone. */
function mishaps({ messages, patient }: PatientRecord): string[] {
  const attempts = messages.flatMap((message) => message.attempts);
  const first = messages.find(({ kind }) => kind === 'visit_day_before');
  return [
    ...(attempts.some(({ outcome }) => outcome === 'throttled') ? ['throttle'] : []),
    ...(attempts.some(isUnanswered) ? ['unanswered'] : []),
    ...(patient.channel === 'whatsapp' && first?.state === 'accepted' ? ['lost_status'] : []),
  ];
}

/** Not by a kill of our own. */
const isUnanswered = ({ outcome, code }: AttemptView): boolean =>
  outcome === 'unknown' && code !== 'process_died';

/** When those got their messages whose hours are not the clinic's. */
function moments({ messages, patient }: PatientRecord): string[] {
  if (patient.role !== 'evening' && patient.role !== 'night') return [];
  const accepted = messages.filter((message) => isProactive(message) && isSent(message));
  return accepted
    .flatMap(({ attempts }) => attempts.filter(({ outcome }) => outcome === 'accepted'))
    .map(({ startedAt }) => wallClock(new Date(startedAt)).time);
}

/** In a run that nobody cut off nothing is uncertain, except what the messenger was told to swallow. */
function checkCalm({ progress }: Day, { patients }: Record): string[] {
  if (progress.state.interruptions > 0) return [];
  const again = Object.entries(progress.state.tries).filter(([, count]) => count > 1);
  const unknown = patients.flatMap(({ messages, patient }) =>
    messages.filter(({ state }) => state === 'unknown' && patient.mishap !== 'unanswered'),
  );
  return [
    ...again.map(([key]) => `a press or word was not answered: ${key}`),
    ...unknown.map(({ kind, patientId }) => `the outcome of ${kind} to ${patientId} is unknown`),
  ];
}
