/** A line of a list as a row of ours, or the codes of what is wrong with it. What stood in the cells is in no code. */

import {
  birthDateIn,
  type Cells,
  clinicIn,
  dayIn,
  idIn,
  type Line,
  momentIn,
  nameFrom,
  type PatientKey,
  type Places,
  patientIn,
  phoneIn,
  reading,
  type Say,
  textIn,
  valueIn,
} from './import-cells.ts';
import {
  type RecallPurpose,
  readLanguage,
  readMinutes,
  readMonths,
  readPurpose,
  readStatus,
  readVersion,
} from './import-values.ts';
import type { RowFault, RowNote } from './imports.ts';
import { dueOnOf, faultOfReason, type ReasonDraft, type ReasonRule } from './reasons.ts';
import type { AppointmentStatus, Language } from './words.ts';

export interface VisitLine {
  readonly id: string;
  readonly patient: PatientKey;
  /** Id or name, as doctors and services are known here. */
  readonly doctor: string;
  readonly service: string | null;
  readonly clinicId: string;
  readonly startsAt: string;
  readonly durationMin: number | null;
  readonly status: AppointmentStatus;
  readonly version: number | null;
}

const statusOr = { read: readStatus, code: 'unknown_status' } as const;
const minutesOr = { read: readMinutes, code: 'bad_duration' } as const;
const versionOr = { read: readVersion, code: 'bad_version' } as const;

export const readVisit = (cells: Cells, places: Places): Line<VisitLine> =>
  reading((say) => {
    const at = { cells, say };
    const clinicId = clinicIn(at, places) ?? '';
    return {
      id: idIn(at, 'id'),
      patient: patientIn(at),
      doctor: idIn(at, 'doctorId'),
      service: textIn(at, 'serviceId') || null,
      clinicId,
      startsAt: momentIn(at, places.zones.get(clinicId) ?? 'UTC'),
      durationMin: valueIn(at, 'durationMin', minutesOr),
      status: valueIn(at, 'status', statusOr) ?? 'booked',
      version: valueIn(at, 'version', versionOr),
    };
  });

/** What the list has no column for, or what could not be read, is absent: it stays as it is recorded. */
export interface PatientLine {
  readonly id: string;
  readonly name: string;
  readonly phone?: string | null;
  readonly language?: Language;
  readonly birthDate?: string | null;
  readonly guardian?: { readonly name?: string; readonly phone?: string } | null;
  readonly clinicId?: string;
}

const languageOr = { read: readLanguage, code: 'unknown_language' } as const;

export const readPatientLine = (cells: Cells, places: Places): Line<PatientLine> =>
  reading((say) => {
    const at = { cells, say };
    const phone = phoneIn(at, 'phone');
    const language = valueIn(at, 'language', languageOr);
    const birthDate = birthDateIn(at);
    const guardian = guardianIn(at);
    const clinicId = cells('clinicId') ? clinicIn(at, places) : null;
    return {
      id: idIn(at, cells('id') === undefined ? 'patientId' : 'id'),
      name: nameIn(at),
      ...(phone !== undefined && { phone }),
      ...(language !== null && { language }),
      ...(birthDate !== undefined && { birthDate }),
      ...(guardian !== undefined && { guardian }),
      ...(clinicId !== null && { clinicId }),
    };
  });

interface At {
  readonly cells: Cells;
  readonly say: Say;
}

function nameIn(at: At): string {
  const column = at.cells('name') === undefined ? 'lastName' : 'name';
  const parts = column === 'name' ? (['name'] as const) : fullName;
  const name = parts
    .map((part) => nameFrom(at, part))
    .filter((part) => part !== '')
    .join(' ');
  if (name === '') at.say(column, 'required');
  return name;
}

const fullName = ['lastName', 'firstName', 'middleName'] as const;

function guardianIn(at: At): PatientLine['guardian'] {
  const { cells } = at;
  if (cells('guardianName') === undefined && cells('guardianPhone') === undefined) return undefined;
  const name = nameFrom(at, 'guardianName');
  const phone = phoneIn(at, 'guardianPhone');
  if (name === '' && !phone) return null;
  return { ...(name !== '' && { name }), ...(phone && { phone }) };
}

export interface RecallLine {
  readonly patient: PatientKey;
  readonly purpose: RecallPurpose;
  readonly lastVisitOn: string;
  readonly intervalMonths: number | null;
  readonly dueOn: string;
  readonly doctor: string | null;
  /** The doctor's own words for this patient. */
  readonly argument: string | null;
}

const purposeOr = { read: readPurpose, code: 'unknown_purpose' } as const;
const monthsOr = { read: readMonths, code: 'bad_interval' } as const;

/** By the rules of every reason: the last visit is also the treatment that a control follows. */
export const readRecall = (cells: Cells, places: Places): Line<RecallLine> =>
  reading((say) => {
    const at = { cells, say };
    if (!cells('lastVisitOn')) say('lastVisitOn', 'no_evidence');
    if (!cells('intervalMonths') && !cells('dueOn')) say('intervalMonths', 'no_evidence');
    if (!cells('purpose')) say('purpose', 'required');
    const purpose = valueIn(at, 'purpose', purposeOr) ?? 'hygiene';
    const doctor = textIn(at, 'doctorId') || null;
    const argument = textIn(at, 'argument') || null;
    const lastVisitOn = dayIn(at, 'lastVisitOn');
    const intervalMonths = cells('intervalMonths') ? valueIn(at, 'intervalMonths', monthsOr) : null;
    const dueOn = cells('dueOn') ? dayIn(at, 'dueOn') : null;
    const said = { kind: purpose, doctorId: doctor, argument, lastVisitOn, intervalMonths, dueOn };
    const draft: ReasonDraft = { ...nothingElse, ...said, treatedOn: lastVisitOn };
    if (lastVisitOn && (dueOn || intervalMonths)) sayFault(draft, places.today, say);
    return {
      patient: patientIn(at),
      purpose,
      lastVisitOn: lastVisitOn ?? '',
      intervalMonths,
      dueOn: dueOnOf(draft, places.today) ?? '',
      doctor,
      argument,
    };
  });

const nothingElse = {
  note: null,
  plan: null,
  freeConsultation: false,
  leaving: null,
  namedOn: null,
  contraindications: [],
} as const;

function sayFault(draft: ReasonDraft, today: string, say: Say): void {
  const fault = faultOfReason(draft, today);
  const code = fault && codes[fault.code];
  const column = fault && columns.find((one) => one === fault.field);
  if (fault && code) say(column ?? 'lastVisitOn', code);
}

const columns = ['doctorId', 'argument', 'dueOn', 'intervalMonths'] as const;

/** What a list can break of the rules. That its time is over refuses nothing: such a row is passed over later. */
const codes: Readonly<Partial<Record<ReasonRule, RowFault | RowNote>>> = {
  no_evidence: 'no_evidence',
  bad_interval: 'bad_interval',
  future_date: 'future_visit',
  due_before_visit: 'due_before_visit',
  too_far: 'due_too_far',
  price_or_deadline: 'price_or_deadline',
  reproach: 'reproach',
};
