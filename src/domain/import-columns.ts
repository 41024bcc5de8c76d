/** Which column of a list is which: our own names, and what the systems of clinics call them. */

import type { ImportKind } from './words.ts';

/** Written as `plain` makes them comparable, with `_` where people put a space. */
const names = {
  id: 'id|код|номер|номер_записи|ид|ид_записи|id_записи|код_записи|номер_визита|visit_id|appointment_id|uid|guid',
  patientId:
    'patient_id|код_пациента|ид_пациента|id_пациента|номер_карты|карта|номер_карты_пациента|код_клиента|id_клиента|client_id',
  patientName: 'patient|patient_name|пациент|фио|фио_пациента|клиент|фио_клиента',
  phone: 'phone|телефон|мобильный|мобильный_телефон|сотовый|тел|phone_number|телефон_пациента',
  doctorId:
    'doctor_id|doctor|врач|доктор|специалист|код_врача|ид_врача|id_врача|фио_врача|сотрудник',
  clinicId: 'clinic_id|clinic|клиника|филиал|код_клиники|код_филиала|branch',
  serviceId: 'service_id|service|услуга|код_услуги|процедура|вид_приема|тип_приема',
  startsAt: 'starts_at|start|начало|дата_и_время|дата_время|дата_начала|время_начала_приема',
  date: 'date|дата|дата_приема|дата_визита|день|дата_записи_на_прием',
  time: 'time|время|время_приема|время_визита|время_начала',
  durationMin: 'duration_min|duration|длительность|длительность_мин|продолжительность|минут|мин',
  status: 'status|статус|состояние|статус_записи|статус_визита',
  version: 'version|версия|ревизия|revision',
  name: 'name|full_name|фио|имя_пациента|пациент|фио_пациента|полное_имя|клиент',
  lastName: 'last_name|surname|фамилия',
  firstName: 'first_name|имя',
  middleName: 'middle_name|patronymic|отчество',
  language: 'language|язык',
  birthDate: 'birth_date|birthday|date_of_birth|дата_рождения|др|д_р|день_рождения',
  guardianName: 'guardian_name|guardian|представитель|фио_представителя|родитель|фио_родителя',
  guardianPhone: 'guardian_phone|телефон_представителя|телефон_родителя',
  purpose: 'purpose|цель|повод|вид|тип|причина_вызова',
  lastVisitOn:
    'last_visit|last_visit_on|последний_визит|последнее_посещение|дата_последнего_визита',
  intervalMonths: 'interval_months|interval|интервал|интервал_мес|через_месяцев|месяцев|период',
  argument: 'довод|аргумент|обоснование|почему|argument_text|reason_text',
  dueOn: 'due_on|due|due_date|срок|дата_вызова|пригласить_на',
} as const;
export type Column = keyof typeof names;

const columnsOf: Readonly<Record<ImportKind, readonly Column[]>> = {
  visits: [
    'id',
    'patientId',
    'patientName',
    'phone',
    'doctorId',
    'clinicId',
    'serviceId',
    'startsAt',
    'date',
    'time',
    'durationMin',
    'status',
    'version',
  ],
  patients: [
    'id',
    'patientId',
    'name',
    'lastName',
    'firstName',
    'middleName',
    'phone',
    'language',
    'birthDate',
    'guardianName',
    'guardianPhone',
    'clinicId',
  ],
  recalls: [
    'patientId',
    'patientName',
    'phone',
    'purpose',
    'lastVisitOn',
    'intervalMonths',
    'dueOn',
    'doctorId',
    'argument',
  ],
};

/** Of each line one must be there, whole. */
const needed: Readonly<Record<ImportKind, readonly (readonly Column[])[][]>> = {
  visits: [
    [['id']],
    [['patientId'], ['patientName', 'phone']],
    [['doctorId']],
    [['startsAt'], ['date', 'time'], ['date']],
  ],
  patients: [
    [['id'], ['patientId']],
    [['name'], ['lastName']],
  ],
  recalls: [
    [['patientId'], ['patientName', 'phone']],
    [['purpose']],
    [['lastVisitOn']],
    [['intervalMonths']],
  ],
};

/**
 * What a clinic must not hand to a messenger's bot. A list with such a column is refused whole, since
 * whoever exports it does so each night.
 */
const medical =
  /диагноз|диагн|жалоб|анамнез|мкб|симптом|эпикриз|аллерг|заключени|назначени|препарат|рецепт|лечени|зубн?ая_?формула|беременн|инвалид|diagnos|icd_?(10|11)?$|^icd|complaint|anamnes|symptom|allerg|treatment|prescri|medicat|medical|clinical_?note/;

export interface Header {
  /** Where each column stands. */
  readonly at: ReadonlyMap<Column, number>;
  readonly width: number;
  /** Names of what is not read; empty unless the line is a header beyond doubt: it could be somebody's data. */
  readonly unknown: readonly string[];
}

export type HeaderFault =
  | { readonly code: 'missing_column' | 'double_column'; readonly field: Column }
  | { readonly code: 'diagnosis_column'; readonly field: string };

const nameCharsMax = 64;

export function readHeader(kind: ImportKind, cells: readonly string[]): Header | HeaderFault {
  const at = new Map<Column, number>();
  const unknown: string[] = [];
  let double: Column | null = null;
  for (const [index, cell] of cells.entries()) {
    const column = columnsOf[kind].find((one) => spelled.get(one)?.has(plain(cell)));
    if (column === undefined) unknown.push(cell);
    else if (at.has(column)) double ??= column;
    else at.set(column, index);
  }
  const missing = needed[kind].find((ways) => !ways.some((way) => way.every((one) => at.has(one))));
  const sick = unknown.find((cell) => medical.test(spaced(cell)));
  if (sick !== undefined) {
    return {
      code: 'diagnosis_column',
      field: missing ? (medical.exec(spaced(sick))?.[0] ?? '') : shown(sick),
    };
  }
  if (missing) return { code: 'missing_column', field: missing[0]?.[0] ?? 'id' };
  if (double) return { code: 'double_column', field: double };
  return {
    at,
    width: cells.length,
    unknown: unknown.filter((cell) => cell.trim() !== '').map(shown),
  };
}

const shown = (cell: string): string =>
  cell
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, nameCharsMax);

const spaced = (cell: string): string =>
  cell
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');

/** `Patient ID`, `patientId` and `PATIENT_ID` are one. */
const plain = (cell: string): string => spaced(cell).replaceAll('_', '');

const spelled: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(names).map(([column, list]) => [
    column,
    new Set([column, ...list.split('|')].map(plain)),
  ]),
);
