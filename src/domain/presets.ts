/** What a doctor is offered in the seconds after a treatment: for each kind of contact the moments that are usual. */

import { type FollowUpKind, followUpKinds } from './reasons.ts';
import { addDays, addMonths, dayMs, isDate } from './time.ts';

export const doctorKinds = ['wellbeing', ...followUpKinds] as const;
/** What a doctor records at the chair. */
export type DoctorKind = (typeof doctorKinds)[number];

export const isDoctorKind = (text: string): text is DoctorKind =>
  doctorKinds.some((one) => one === text);

/** A key is all that a button has to carry: `evening`, `w2`, `m6`, `a13`, or a date. */
export type PresetName = 'evening' | 'morning' | 'days' | 'weeks' | 'months' | 'age';

export interface Preset {
  readonly key: string;
  readonly name: PresetName;
  /** How many weeks or months, or which age; 0 where nothing is counted. */
  readonly n: number;
  /** The local day it comes to; of a plan its deadline. Null where a clock decides. */
  readonly on: string | null;
}

/** What the moments are counted from. */
export interface PresetFacts {
  /** Local date of the visit. */
  readonly visitOn: string;
  readonly birthDate: string | null;
  /** After which a wellbeing question is usual for the service. */
  readonly wellbeingDays: readonly number[];
}

const monthsOf = (...all: readonly number[]): readonly string[] => all.map((n) => `m${n}`);
/** Orthodontist, end of the change of teeth, wisdom teeth. */
const ages = [7, 10, 13, 17] as const;
const ages_shown_max = 3;
const adultAge = 18;

export function presetsOf(kind: DoctorKind, facts: PresetFacts): readonly Preset[] {
  return keysOf(kind, facts).flatMap((key) => presetOf(kind, key, facts) ?? []);
}

function keysOf(kind: DoctorKind, facts: PresetFacts): readonly string[] {
  const usual: Readonly<Record<DoctorKind, readonly string[]>> = {
    wellbeing: ['evening', 'morning', ...(facts.wellbeingDays.length > 0 ? ['days'] : [])],
    hygiene: monthsOf(3, 4, 6, 12),
    checkup: monthsOf(6, 12),
    control: ['w2', ...monthsOf(1, 3)],
    plan: monthsOf(1, 2, 3),
    personal: ['w1', ...monthsOf(1)],
    later_need: agesAhead(facts),
  };
  return usual[kind];
}

/** Of a child the ages to come; a grown-up has months. */
function agesAhead({ birthDate, visitOn }: PresetFacts): readonly string[] {
  const age = birthDate === null ? adultAge : ageOn(birthDate, visitOn);
  const ahead = ages.filter((one) => one > age).slice(0, ages_shown_max);
  return ahead.length > 0 ? ahead.map((one) => `a${one}`) : monthsOf(6, 12);
}

/** Full years. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

const counted = /^([wma])(\d{1,2})$/;
const names = { w: 'weeks', m: 'months', a: 'age' } as const;

/** Null for a key that means nothing here. */
export function presetOf(kind: DoctorKind, key: string, facts: PresetFacts): Preset | null {
  if (kind === 'wellbeing') return ofWellbeing(key, facts);
  const [, unit, digits = ''] = counted.exec(key) ?? [];
  const n = Number(digits);
  if ((unit !== 'w' && unit !== 'm' && unit !== 'a') || n < 1) return null;
  const on = dayOf(unit, n, facts);
  return on === null ? null : { key, name: names[unit], n, on };
}

function ofWellbeing(key: string, { visitOn, wellbeingDays }: PresetFacts): Preset | null {
  if (key === 'evening') return { key, name: key, n: 0, on: null };
  if (key === 'morning') return { key, name: key, n: 0, on: addDays(visitOn, 1) };
  return key === 'days' && wellbeingDays.length > 0 ? { key, name: key, n: 0, on: null } : null;
}

function dayOf(unit: 'w' | 'm' | 'a', n: number, { visitOn, birthDate }: PresetFacts) {
  if (unit === 'w') return addDays(visitOn, 7 * n);
  if (unit === 'm') return addMonths(visitOn, n);
  return birthDate === null ? null : addMonths(birthDate, 12 * n);
}

/** When to ask how the patient feels: once after a duration, or on the days of the service. */
export type AskWhen = { readonly after: string } | { readonly days: readonly number[] };

/** `choice` is a key, or a date. Null for what is no moment after the visit. */
export function askWhen(choice: string, facts: PresetFacts): AskWhen | null {
  if (choice === 'evening') return { after: 'PT3H' };
  if (choice === 'morning') return { after: 'P1D' };
  if (choice === 'days')
    return facts.wellbeingDays.length > 0 ? { days: facts.wellbeingDays } : null;
  const n = isDate(choice) ? (Date.parse(choice) - Date.parse(facts.visitOn)) / dayMs : 0;
  return n >= 1 ? { after: `P${n}D` } : null;
}

/** The part of a reason that says when. */
export interface DueWhen {
  readonly dueOn: string | null;
  readonly lastVisitOn: string | null;
  readonly intervalMonths: number | null;
  /** Of a plan: until when it has to be done. */
  readonly deadline: string | null;
}

/** `choice` is a key, or a date. Null for neither. */
export function dueWhen(kind: FollowUpKind, choice: string, facts: PresetFacts): DueWhen | null {
  const preset = presetOf(kind, choice, facts);
  const on = isDate(choice) ? choice : (preset?.on ?? null);
  if (on === null) return null;
  if (kind === 'plan') return { ...never, deadline: on };
  const recurs = kind === 'hygiene' || kind === 'checkup';
  if (!recurs) return { ...never, dueOn: on };
  const lastVisitOn = facts.visitOn;
  return preset?.name === 'months'
    ? { ...never, lastVisitOn, intervalMonths: preset.n }
    : { ...never, lastVisitOn, dueOn: on };
}

const never: DueWhen = { dueOn: null, lastVisitOn: null, intervalMonths: null, deadline: null };
