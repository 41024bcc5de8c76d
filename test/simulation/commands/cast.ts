/** Who and what a story is about, as the clinic and the people themselves know it. Kept in the world's notes. */

import type { Outcome } from '../../../src/app/fault.ts';
import type { AppointmentStatus, ChannelId } from '../../../src/domain/words.ts';
import type { Person, Phone, World } from '../contract.ts';
import { givenNameOf, surnameOf, wordOf } from './names.ts';

export interface Patient {
  readonly id: string;
  readonly name: string;
  /** As the clinic last told it. */
  phone: string | null;
  guardian: string | null;
  readonly birthDate: string | null;
  /** All that the clinic ever told for the patient or a guardian. */
  readonly numbers: string[];
  /** Labels and words that are about this patient and nobody else. */
  readonly marks: string[];
  /** Places in `world.people` of those who may speak for the patient. */
  readonly speakers: number[];
}

export interface Visit {
  readonly id: string;
  patient: string;
  doctor: string;
  startsAt: string;
  status: AppointmentStatus;
  version: number;
  /** Else an examination. */
  readonly service?: string;
}

export interface Link {
  readonly patient: string;
  readonly token: string;
  readonly code: string;
}

export interface Cast {
  readonly zone: string;
  readonly patients: Patient[];
  readonly visits: Visit[];
  readonly links: Link[];
  /** Who has opened which of them, accounts as `channel id`. */
  readonly opened: { readonly token: string; readonly account: string }[];
  /** Accounts that spoke for a patient before the story: `patient channel id`. */
  readonly settled: string[];
  /** Tokens and codes that no log may show. */
  readonly secrets: string[];
  /** Jumps of the wall clock so far. */
  readonly jumps: { readonly atMs: number; readonly ms: number }[];
  /** When a channel could not be reached at all. */
  readonly outages: { readonly channel: ChannelId; readonly fromMs: number; toMs: number }[];
  /** When a person agreed that a frozen channel goes on. */
  readonly thaws: { readonly channel: ChannelId; readonly atMs: number }[];
  /** When staff said of an account that it is its patient's. */
  readonly lifted: number[];
  /** When staff said that what was held in doubt goes on, or closed the chat it was said in. */
  readonly resumed: number[];
  /** Numbers that passed to somebody else. */
  readonly recycled: {
    readonly number: string;
    readonly was: string;
    readonly is: string;
  }[];
  /** Accounts whose holder ever blocked us. */
  readonly blocked: string[];
  serial: number;
}

const key = 'cast';

export function openCast(world: World, zone: string): Cast {
  const cast: Cast = {
    zone,
    patients: [],
    visits: [],
    links: [],
    opened: [],
    settled: [],
    secrets: [],
    jumps: [],
    outages: [],
    thaws: [],
    lifted: [],
    resumed: [],
    recycled: [],
    blocked: [],
    serial: 0,
  };
  world.notes.set(key, cast);
  return cast;
}

export function castOf(world: World): Cast {
  return (world.notes.get(key) as Cast | undefined) ?? openCast(world, 'Europe/Moscow');
}

/** A number never given before in this story. */
export function nextSerial(world: World): number {
  const cast = castOf(world);
  cast.serial += 1;
  return cast.serial;
}

export const newWord = (world: World): string => wordOf(nextSerial(world));

/** Words about a patient that the clinic itself writes down. */
export function wordAbout(world: World, patient: Patient): string {
  const word = newWord(world);
  patient.marks.push(word);
  return word;
}

export interface NewPatient {
  readonly speakers: readonly number[];
  readonly phone: string | null;
  readonly guardian?: string | null;
  readonly birthDate?: string | null;
}

export function addPatient(world: World, known: NewPatient): Patient {
  const cast = castOf(world);
  const n = cast.patients.length;
  const patient: Patient = {
    id: `p${n}`,
    name: `${givenNameOf(n)} ${surnameOf(n)}`,
    phone: known.phone,
    guardian: known.guardian ?? null,
    birthDate: known.birthDate ?? null,
    numbers: [known.phone, known.guardian].filter((number) => typeof number === 'string'),
    marks: [givenNameOf(n), surnameOf(n)],
    speakers: [...known.speakers],
  };
  cast.patients.push(patient);
  return patient;
}

/** Stories are shortened: what a number meant may be another by then, or nothing. */
export const nth = <T>(from: readonly T[], n: number): T | undefined =>
  from.length === 0 ? undefined : from[n % from.length];

export interface Whose {
  readonly person: number;
  readonly channel: ChannelId;
}

export function phoneOf(world: World, { person, channel }: Whose): Phone | undefined {
  return nth(world.people, person)?.phones.findLast((phone) => phone.channel === channel);
}

export const numberOf = (person: Person): string => person.phones[0]?.number ?? '';

/** What a verb gave, or null where it refused. */
export const given = <T>(outcome: Outcome<T> | null): T | null =>
  outcome?.ok ? outcome.value : null;
