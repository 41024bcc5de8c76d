/** Lists of the clinic system: the words for what came of them, and when a person has to agree first. */

import { dayMs } from './time.ts';
import type { ImportKind } from './words.ts';

export const rowsMax = 50_000;
export const bytesMax = 16 * 1024 * 1024;

/** Why a whole list is refused, or waits. */
export const listCodes = [
  // It cannot be read.
  'too_large',
  'too_many_rows',
  'empty',
  'spreadsheet',
  'bad_encoding',
  'bad_csv',
  'missing_column',
  'double_column',
  'diagnosis_column',
  'clinic_needed',
  // It can, and says what may not be.
  'rows_faulty',
  'slot_taken',
  // It changes so much that a person has to agree, and what becomes of such a list.
  'many_changes',
  'declined',
  'changed_since',
  'too_old',
  'superseded',
  'erased',
  // The process that read it ended before it was done.
  'interrupted',
] as const;
export type ImportCode = (typeof listCodes)[number];

/** What refuses a row, and with it the list. */
export const rowFaults = [
  'extra_cells',
  'required',
  'too_long',
  'bad_characters',
  'bad_date',
  'bad_time',
  'sentinel_date',
  'bad_duration',
  'unknown_status',
  'bad_version',
  'unknown_patient',
  'ambiguous_patient',
  'unknown_doctor',
  'ambiguous_doctor',
  'unknown_service',
  'ambiguous_service',
  'unknown_clinic',
  'duplicate_id',
  'version_reused',
  'slot_taken',
  'unknown_purpose',
  'bad_interval',
  'no_evidence',
  'future_visit',
  'due_before_visit',
  'due_too_far',
  'price_or_deadline',
  'reproach',
  'mass_list',
] as const;
export type RowFault = (typeof rowFaults)[number];

/** What is worth a word and refuses nothing. */
export const rowNotes = [
  'unknown_column',
  'older_version',
  'duplicate_row',
  'dst_gap',
  'dst_overlap',
  'formula',
  'bad_phone',
  'unknown_birth_date',
  'unknown_language',
  'erased',
  'due_passed',
  'declined_before',
] as const;
export type RowNote = (typeof rowNotes)[number];

export interface LineNote {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly field: string | null;
  readonly code: RowFault | RowNote;
}

export const isFault = (code: LineNote['code']): code is RowFault =>
  rowFaults.some((one) => one === code);

/** What a row is to what is recorded. `status`: nothing but the status of the visit has gone on. */
export const rowOutcomes = [
  'new',
  'moved',
  'cancelled',
  'changed',
  'status',
  'same',
  'older',
  'ignored',
  'faulty',
  'absent',
] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** One row as an example of its outcome. */
export interface ImportSample {
  readonly outcome: RowOutcome;
  readonly id: string;
  readonly patientId?: string;
  readonly startsAt?: string;
  /** When it was before. */
  readonly from?: string;
}

export const samplesEach = 5;

export interface ImportOptions {
  readonly dryRun: boolean;
  /** The list is the whole schedule of its days: what it does not have is in doubt. */
  readonly snapshot: boolean;
  /** Local dates, both included; null are the first and the last of the list. */
  readonly from: string | null;
  readonly until: string | null;
  /** For rows without a clinic. */
  readonly clinicId: string | null;
  /** Null is found out. */
  readonly encoding: Encoding | null;
}

export const encodings = ['utf-8', 'windows-1251', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];

export interface ImportProgress {
  readonly phase: 'reading' | 'comparing' | 'writing' | 'planning';
  readonly done: number;
  readonly total: number;
}

/** Live visits that are still to come: how many there are, and how many of them a list changes. */
export interface Sweep {
  readonly ahead: number;
  readonly changed: number;
}

const changedMax = 50;
const shareMax = 0.2;

/** A single visit is changed every day, also where it is one of two. */
export const needsAgreement = ({ ahead, changed }: Sweep): boolean =>
  changed > changedMax || (changed > 1 && changed > ahead * shareMax);

export const heldMs = dayMs;

/** By then there is another day's schedule. */
export const isHeldTooLong = (since: Date, now: Date): boolean =>
  now.getTime() - since.getTime() > heldMs;

/** What was last told of a schedule longer ago than this may be untrue. */
export const scheduleMs = dayMs;

/** Null: nobody but staff keeps it, so it is always as it is. */
export const isScheduleStale = (toldAt: Date | null, now: Date): boolean =>
  toldAt !== null && now.getTime() - toldAt.getTime() > scheduleMs;

export const fileName = (kind: ImportKind): string => `${kind}.csv`;
