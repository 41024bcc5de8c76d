/** Moments, reach and what will come of it, in sentences a doctor reads at a glance. */

import type { DoctorVisit } from '../../app/doctor-day.ts';
import type { ShownRecord } from '../../app/doctor-recorded.ts';
import type { Reach } from '../../app/reach.ts';
import { ageOn, type DoctorKind, doctorKinds, type Preset } from '../../domain/presets.ts';
import { startOfDay, toLocal } from '../../domain/time.ts';
import { dayName, moment } from './dates.ts';
import type { Chair } from './doctor-form.ts';
import type { Frame } from './layout.ts';
import { inThreeHours } from './wellbeing-view.ts';
import { wordFor } from './words.ts';

const dayOf = (frame: Frame, day: string, zone: string): string =>
  dayName(frame, startOfDay(day, zone), zone);

/** `Через 6 месяцев`, and beneath it the day. */
export function pickLabel(frame: Frame, { name, n, on }: Preset, chair: Chair) {
  const { chair: words } = frame.words;
  const { zone } = chair;
  if (name === 'evening') return { label: words.evening, hint: inThreeHours(frame, chair) };
  const hint = on === null ? undefined : dayOf(frame, on, zone);
  if (name === 'days') return { label: words.days(chair.facts.wellbeingDays.join(', ')), hint };
  if (name === 'morning') return { label: words.morning, hint };
  const counted = { weeks: words.weeks, months: words.months, age: words.ageAt }[name];
  return { label: counted(n), hint };
}

export function reachLine({ words }: Frame, reach: Reach): string {
  const { reach: own } = words.chair;
  if (reach.type === 'write')
    return reach.channel ? own.write(words.onChannel[reach.channel]) : own.later;
  return reach.type === 'ask' ? own.ask : own[reach.type](words.decisions[reach.code]);
}

/** What happens, when, and by which channel. */
export function recordedLine(frame: Frame, record: ShownRecord): string {
  const { words } = frame;
  const { recorded: own } = words.chair;
  const { foreseen, reason, together } = record;
  const isCheck = reason.kind === 'wellbeing';
  const code = 'code' in foreseen ? wordFor(words.decisions, foreseen.code, '') : '';
  if (foreseen.type === 'desk') return own.desk;
  if (foreseen.type === 'wont') return own.wont(code);
  const when = moment(frame, foreseen.at);
  if (foreseen.type === 'call') return own.call(when, code);
  const where = foreseen.channel ? words.onChannel[foreseen.channel] : '';
  if (foreseen.type === 'ask')
    return `${own.ask(when, where)} ${own.afterYes(moment(frame, reason.dueAt))}`;
  const more = together.length > 1 ? ` ${own.all(String(together.length))}` : '';
  return `${isCheck ? own.asked(when, where) : own.write(when, where)}${more}`;
}

/** How it stands with the patient, in the list of the day. */
export function stateLine(frame: Frame, visit: DoctorVisit) {
  const { words } = frame;
  const kinds = visit.reasons.map(({ kind }) => kindWords(frame, kind));
  const alarm = visit.alarms.find(({ alarm: { state } }) => state !== 'closed');
  const answer = visit.checks.findLast(
    ({ reason }) => reason.kind === 'wellbeing' && reason.answer,
  );
  const feeling = answer?.reason.answer ?? null;
  if (alarm) return { tone: 'bad', text: words.chair.alarm(words.alarms.codes[alarm.alarm.code]) };
  if (feeling) kinds.unshift(words.answers[feeling]);
  else if (visit.asked > 0) kinds.unshift(words.chair.waits);
  const tones = { good: 'good', unsure: 'wait', bad: 'bad' } as const;
  const tone = feeling ? tones[feeling] : 'calm';
  return { tone, text: kinds.join(' · ') || words.chair.nothing };
}

export const kindWords = ({ words }: Frame, kind: string): string =>
  wordFor({ ...words.reasons.kinds, ...ownKinds(words.chair.kinds) }, kind, words.kinds.impression);

const ownKinds = ({ wellbeing }: Readonly<Record<DoctorKind, string>>) => ({ wellbeing });

/** Of a child, since later needs are counted from it. */
export function ageWords({ words, now }: Frame, birthDate: string | null, zone: string) {
  return birthDate === null ? null : words.chair.age(ageOn(birthDate, toLocal(now, zone).date));
}

/** Speaking in one's own name is not for somebody else to do. */
export const kindsFor = ({ staff }: Frame): readonly DoctorKind[] =>
  staff?.role === 'doctor' ? doctorKinds : doctorKinds.filter((kind) => kind !== 'personal');
