/** Who and what a list speaks of, by its own ids or by name. */

import type { PatientKey, Places } from '../domain/import-cells.ts';
import type { Column } from '../domain/import-columns.ts';
import { sameName } from '../domain/import-values.ts';
import type { RowFault } from '../domain/imports.ts';
import { toLocal } from '../domain/time.ts';
import { patientsByPhones } from '../store/import-rows.ts';
import { findPatients } from '../store/many.ts';
import { listClinics, listDoctors, listServices, type PatientRow } from '../store/registry.ts';
import type { TxContext } from './context.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Register {
  readonly places: Places;
  readonly doctor: (text: string) => Found;
  readonly service: (text: string) => Found;
  readonly zoneOf: (clinicId: string) => string;
}

export type Found = { readonly id: string } | { readonly field: Column; readonly code: RowFault };

/** Read once for a whole list: a clinic has some dozens of each. Null where `clinicId` is unknown, or needed and not given. */
export async function openRegister(
  { db, clock }: Pick<TxContext, 'db' | 'clock'>,
  clinicId: string | null,
): Promise<Register | null> {
  const clinics = await listClinics(db);
  const only = clinics.length === 1 ? clinics[0] : undefined;
  const chosen = clinicId === null ? only : clinics.find(({ id }) => id === clinicId);
  if (clinics.length === 0 || (clinicId !== null && !chosen)) return null;
  const zones = new Map(clinics.map(({ id, zone }) => [id, zone]));
  const clinicNamed = finder(clinics);
  const doctorNamed = finder(await listDoctors(db));
  const serviceNamed = finder(await listServices(db));
  const zoneOf = (id: string) => zones.get(id) ?? 'UTC';
  const today = toLocal(clock.now(), chosen?.zone ?? clinics[0]?.zone ?? 'UTC').date;
  return {
    places: {
      zones,
      clinicId: chosen?.id ?? null,
      today,
      clinicNamed: (text) => clinicNamed(text).at(0) ?? null,
    },
    doctor: (text) => foundIn(doctorNamed(text), 'doctor'),
    service: (text) => foundIn(serviceNamed(text), 'service'),
    zoneOf,
  };
}

/** By id; else all of that name. */
function finder(all: readonly Named[]): (text: string) => readonly string[] {
  const ids = new Set(all.map(({ id }) => id));
  const names = Map.groupBy(all, ({ name }) => sameName(name));
  return (text) => (ids.has(text) ? [text] : (names.get(sameName(text)) ?? []).map(({ id }) => id));
}

function foundIn(ids: readonly string[], what: 'doctor' | 'service'): Found {
  const [id] = ids;
  if (id === undefined) return { field: `${what}Id`, code: `unknown_${what}` };
  return ids.length > 1 ? { field: `${what}Id`, code: `ambiguous_${what}` } : { id };
}

export type FoundPatient = { readonly patient: PatientRow } | Exclude<Found, { id: string }>;

/** For some hundred rows in two statements. */
export async function patientFinder(
  { db }: Pick<TxContext, 'db'>,
  keys: readonly PatientKey[],
): Promise<(key: PatientKey) => FoundPatient> {
  const ids = [...new Set(keys.flatMap(({ id }) => id ?? []))];
  const phones = [...new Set(keys.flatMap(({ id, phone }) => (id ? [] : (phone ?? []))))];
  const known = new Map((await findPatients(db, ids)).map((row) => [row.id, row]));
  const called = Map.groupBy(
    phones.length > 0 ? await patientsByPhones(db, phones) : [],
    ({ phone }) => phone,
  );
  return ({ id, name, phone }) => {
    const one = id === null ? undefined : known.get(id);
    const matches =
      id === null
        ? (called.get(phone) ?? []).filter((row) => sameName(row.name) === sameName(name ?? ''))
        : [];
    const patient = one ?? matches[0];
    if (!patient) return { field: 'patientId', code: 'unknown_patient' };
    return matches.length > 1 ? { field: 'patientId', code: 'ambiguous_patient' } : { patient };
  };
}
