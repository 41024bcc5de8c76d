/** What only one patient's story tells: the words they were answered with, and what is left of them. */

import { labels, type Role, said } from './cast.ts';
import { isProactive, type PatientRecord, type PhoneRecord, type Record } from './record.ts';

/** `isCutOff`: a kill swallowed something on that phone, so that not every word may have come. */
export function checkStories(record: Record, isCutOff: (one: PatientRecord) => boolean): string[] {
  return stories.flatMap(([role, check]) => {
    const one = record.patients.find(({ patient }) => patient.role === role);
    const phone = record.phones.find(({ members }) => one && members.includes(one));
    if (!one || !phone) return [`nobody plays ${role}`];
    if (isCutOff(one)) return [];
    return check({ record, one, phone }).map((fault) => `${one.patient.name} (${role}): ${fault}`);
  });
}

interface Story {
  readonly record: Record;
  readonly one: PatientRecord;
  readonly phone: PhoneRecord;
}

const stories: readonly (readonly [Role, (story: Story) => string[]])[] = [
  ['mother', family],
  ['stops', stopper],
  ['recycled', recycled],
  ['not_me', notMe],
  ['curious', curious],
  ['unwell', unwell],
  ['leaves', leaver],
  ['paper', paper],
  ['imported', imported],
];

const unless = (isSo: boolean, fault: string): string[] => (isSo ? [] : [fault]);

/** What the bot said last before somebody's next word. */
function answersTo({ chat }: PhoneRecord, words: string): string {
  const at = chat.findIndex(({ from, text }) => from === 'person' && text === words);
  const rest = at < 0 ? [] : chat.slice(at + 1);
  const until = rest.findIndex(({ from }) => from === 'person');
  const answers = rest
    .slice(0, until < 0 ? rest.length : until)
    .filter(({ from }) => from === 'bot');
  return answers.map(({ text, document }) => `${text} ${document?.text ?? ''}`).join(' ');
}

function family({ phone }: Story): string[] {
  const of = (role: Role) => phone.members.find(({ patient }) => patient.role === role);
  const texts = (role: Role) =>
    of(role)
      ?.messages.filter((message) => isProactive(message))
      .map(({ text }) => text ?? '') ?? [];
  const named = (role: 'boy' | 'girl') =>
    texts(role).every((text) => text === '' || text.includes(labels[role]));
  const acts = (role: Role) => of(role)?.history.map(({ act }) => act) ?? [];
  const first = (role: Role) => of(role)?.history[0]?.at ?? '';
  return [
    ...unless(phone.members.length === 3, 'not all three are behind one phone'),
    ...unless(named('boy') && named('girl'), 'a reminder does not say for whom, as she calls them'),
    ...unless(acts('boy').at(0) === 'given', 'the yes for one child was not heard'),
    ...unless(first('boy') < first('girl'), 'the no for the other was not heard'),
    ...unless(acts('boy').at(-1) === 'withdrawn', 'what was stopped goes on'),
    ...unless(acts('girl').at(-1) !== 'withdrawn', 'the stop for one silenced the other'),
  ];
}

function stopper({ one, phone }: Story): string[] {
  const after = one.history.slice(one.history.findIndex(({ act }) => act === 'withdrawn'));
  const written = one.messages.find(({ kind }) => kind === 'staff_message');
  return [
    ...unless(
      after.every(({ act }) => act === 'withdrawn'),
      'a yes brought the agreement back',
    ),
    ...unless(answersTo(phone, said.yes) !== '', 'the yes was not answered'),
    ...unless(written?.decision?.code === 'stopped', 'staff could have written first'),
  ];
}

function recycled({ record, one }: Story): string[] {
  const { stranger } = record;
  const heard = answersTo(stranger, said.who);
  const names = one.patient.name.split(' ');
  return [
    ...unless(
      one.accounts.every(({ quarantinedAt }) => quarantinedAt !== null),
      'no quarantine',
    ),
    ...unless(heard !== '', 'the stranger got no answer'),
    ...unless(!names.some((name) => heard.includes(name)), 'the stranger was told a name'),
    ...unless(!stranger.messages.some(isProactive), 'the stranger was reminded'),
    ...unless(
      stranger.messages.every(({ patientId }) => patientId === null),
      'is somebody',
    ),
  ];
}

function notMe({ one }: Story): string[] {
  return unless(one.accounts.length === 0, 'the account is still bound');
}

/** In the very words that were agreed to, with the day. */
function curious({ one, phone }: Story): string[] {
  const agreed = one.history.find(({ act }) => act === 'given');
  const heard = answersTo(phone, said.why);
  const [first = '', answer = ''] = [
    agreed?.wording?.split('\n')[0],
    agreed?.wording?.split('— ').at(-1),
  ];
  const day = String(new Date(agreed?.at ?? 0).getUTCDate());
  return [
    ...unless(first !== '' && heard.includes(first.slice(0, 40)), 'not the words of the question'),
    ...unless(answer !== '' && heard.includes(answer), 'not the words of the answer'),
    ...unless(heard.includes(`${day} `), 'not the day of the agreement'),
  ];
}

/** A named person has it in the end; until then nobody but people says anything but the emergency line. */
function unwell({ record, one, phone }: Story): string[] {
  const alarms = record.alarms.filter(({ patientId }) => patientId === one.patient.id);
  const [alarm] = alarms;
  const since = one.messages.filter(
    ({ direction, createdAt }) => direction === 'out' && createdAt >= (alarm?.raisedAt ?? ''),
  );
  const automatic = since.filter(({ kind }) => kind !== 'staff_reply').map(({ kind }) => kind);
  const levels = alarm?.calls.map(({ level }) => level) ?? [];
  return [
    ...unless(alarms.length === 1 && alarm?.code === 'red_flag', 'not one alarm'),
    ...unless(alarm?.state === 'closed' && Boolean(alarm.takenBy), 'nobody has taken the alarm'),
    ...unless(Boolean(alarm?.outcome), 'nobody knows how it ended'),
    ...unless(levels.includes(0) && levels.includes(1), 'the calls did not climb'),
    ...unless(automatic.join() === 'red_flag', `the bot said ${automatic.join()}`),
    ...unless(answersTo(phone, said.unwell).includes('112'), 'no emergency line'),
  ];
}

function leaver({ record, one, phone }: Story): string[] {
  const { patient } = one;
  const file = phone.chat.find(({ document }) => document)?.document;
  const wish = record.erasures.find(({ patientId }) => patientId === patient.id);
  const told = phone.chat.some(
    ({ from, text }) => from === 'bot' && text.includes(dayOf(wish?.dueAt)),
  );
  return [
    ...unless(Boolean(file?.text?.includes(patient.name)), 'the file was not got'),
    ...unless(told, 'the deadline was not told'),
    ...unless(Boolean(wish?.proof && wish.doneAt), 'there is no proof'),
    ...unless(
      one.messages.every(({ text }) => text === null),
      'words are left',
    ),
    ...unless(
      one.history.every(({ wording }) => wording === null),
      'wordings are left',
    ),
    ...unless(one.accounts.length === 0, 'an account is left'),
    ...unless(!one.known.name && !one.known.phone, 'a name or a number is left'),
  ];
}

const dayOf = (at = ''): string => String(new Date(at).getUTCDate());

function paper({ one }: Story): string[] {
  const agreed = one.history.find(({ act }) => act === 'given');
  return [
    ...unless(agreed?.strength === 4, 'a signature counts for less than it should'),
    ...unless(one.accounts.length === 1, 'the number on the paper is no account'),
  ];
}

function imported({ one, phone }: Story): string[] {
  const sent = phone.messages.filter(
    (message) => isProactive(message) && message.attempts.length > 0,
  );
  return unless(sent.length === 0 && one.history.length === 1, 'a claim was enough to write');
}
