/** Cells of one line, each with the code of what is wrong with it. */

import type { Column } from './import-columns.ts';
import { readDay, readMoment } from './import-dates.ts';
import {
  idCharsMax,
  isPrintable,
  looksLikeFormula,
  textCharsMax,
  tidied,
} from './import-values.ts';
import { isFault, type LineNote } from './imports.ts';
import { toE164 } from './phone.ts';

/** Trimmed; undefined where the list has no such column. */
export type Cells = (column: Column) => string | undefined;
export type Noted = Pick<LineNote, 'field' | 'code'>;

export interface Line<Row> {
  /** Null if anything is wrong. */
  readonly row: Row | null;
  readonly notes: readonly Noted[];
}

export type Say = (field: Column, code: LineNote['code']) => null;

/** `read` may go on after a fault: what it returns is then dropped. */
export function reading<Row>(read: (say: Say) => Row): Line<Row> {
  const notes: Noted[] = [];
  const row = read((field, code) => {
    notes.push({ field, code });
    return null;
  });
  return { row: notes.some(({ code }) => isFault(code)) ? null : row, notes };
}

interface At {
  readonly cells: Cells;
  readonly say: Say;
}

/** Empty where there is none. */
export function textIn({ cells, say }: At, column: Column, charsMax = textCharsMax): string {
  const text = cells(column) ?? '';
  if (text.length > charsMax) say(column, 'too_long');
  else if (!isPrintable(text)) say(column, 'bad_characters');
  return text;
}

export function idIn(at: At, column: Column): string {
  const id = textIn(at, column, idCharsMax);
  if (id === '') at.say(column, 'required');
  return id;
}

/** Null where nothing stands; `code` where it means nothing to us. */
export function valueIn<T>(
  at: At,
  column: Column,
  { read, code }: { read: (text: string) => T | null; code: LineNote['code'] },
): T | null {
  const text = at.cells(column) ?? '';
  return text === '' ? null : (read(text) ?? at.say(column, code));
}

/** A patient by the clinic system's id, else by name and number together. */
export interface PatientKey {
  readonly id: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

export function patientIn(at: At): PatientKey {
  const id = textIn(at, 'patientId', idCharsMax);
  if (id !== '') return { id, name: null, phone: null };
  const name = nameFrom(at, 'patientName');
  const phone = toE164(at.cells('phone') ?? '');
  if (name === '' || phone === null) at.say('patientId', 'required');
  return { id: null, name, phone };
}

export function nameFrom(at: At, column: Column): string {
  const name = tidied(at.cells(column) ?? '');
  if (name.length > textCharsMax) at.say(column, 'too_long');
  else if (!isPrintable(name)) at.say(column, 'bad_characters');
  else if (looksLikeFormula(name)) at.say(column, 'formula');
  return name;
}

/** A number that is none is left as it is recorded: one slip in a list must not keep the rest of it out. */
export function phoneIn({ cells, say }: At, column: Column): string | null | undefined {
  const text = cells(column);
  if (!text) return text === undefined ? undefined : null;
  const phone = toE164(text);
  if (phone === null) say(column, 'bad_phone');
  return phone ?? undefined;
}

export function dayIn({ cells, say }: At, column: Column): string | null {
  const text = cells(column) ?? '';
  if (text === '') return null;
  const day = readDay(text);
  return day.ok ? day.value : say(column, day.code);
}

/** What no one can have been born on means that nobody asked; so it stays as it is recorded. */
export function birthDateIn({ cells, say }: At): string | null | undefined {
  const text = cells('birthDate');
  if (!text) return text === undefined ? undefined : null;
  const day = readDay(text, { born: true });
  if (!day.ok) say('birthDate', 'unknown_birth_date');
  return day.ok ? day.value : undefined;
}

export function momentIn({ cells, say }: At, zone: string): string {
  const one = cells('startsAt');
  const day = one ?? cells('date') ?? '';
  const field = one === undefined ? 'date' : 'startsAt';
  if (day === '') {
    say(field, 'required');
    return '';
  }
  const time = one === undefined ? (cells('time') ?? null) : null;
  const moment = readMoment({ day, time }, zone);
  if (!moment.ok) {
    say(isOfTime(moment.code) && time !== null ? 'time' : field, moment.code);
    return '';
  }
  if (moment.value.dst) say(field, `dst_${moment.value.dst}`);
  return moment.value.at.toISOString();
}

const isOfTime = (code: LineNote['code']): boolean => code === 'bad_time' || code === 'required';

export interface Places {
  /** Zone of a clinic by its id. */
  readonly zones: ReadonlyMap<string, string>;
  /** Id of a clinic by what the list calls it. */
  readonly clinicNamed: (text: string) => string | null;
  /** For lines that name none. */
  readonly clinicId: string | null;
  /** Local date of now. */
  readonly today: string;
}

export function clinicIn({ cells, say }: At, { clinicNamed, clinicId }: Places): string | null {
  const text = cells('clinicId') ?? '';
  if (text === '') return clinicId ?? say('clinicId', 'required');
  return clinicNamed(text) ?? say('clinicId', 'unknown_clinic');
}
