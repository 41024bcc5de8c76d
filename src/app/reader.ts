/**
 * Reads facts for decisions. What many decisions ask for in the same moment becomes one statement,
 * so that deciding about five hundred messages costs a dozen of them, with the code that decides about one.
 */

import DataLoader from 'dataloader';
import { dayMs } from '../domain/time.ts';
import { listAccounts, listTemplates, readSetting } from '../store/accounts.ts';
import { graveAlarmsOf } from '../store/alarms.ts';
import {
  type BindingRow,
  bindingsOfAddresses,
  bindingsOfPatients,
  disconnectionsOf,
  type LiveBinding,
} from '../store/bindings.ts';
import { type ConsentRow, consentHistories } from '../store/consent.ts';
import type { Db } from '../store/db.ts';
import {
  attemptsOfMessages,
  findAddresses,
  findAppointments,
  findCards,
  findClinics,
  findContacts,
  findPatients,
  findReasons,
  findServices,
  messagesOfVisits,
  reasonsOfPatients,
  sentSince,
  visitsAfter,
} from '../store/many.ts';
import { type ClinicRow, firstClinic } from '../store/registry.ts';
import { liveRequestsOfVisits } from '../store/requests.ts';

/** Budgets look a week back, and a decision may be about a moment that lies ahead. */
const sent_since_ms = 8 * dayMs;
/** A visit lasts a day at most, and what is said after it is said within another. */
const recent_ms = 3 * dayMs;

/** The setting that signs links to visits. */
export const calendar_key = 'calendar_key';

export type Reader = ReturnType<typeof createReader>;

/** Remembers what it has read, so it must not outlive the stretch of a transaction that only reads. */
export function createReader(db: Db, now: Date) {
  type Rows<Row> = (db: Db, ids: readonly string[]) => Promise<Row[]>;
  /** One row per id, or null. */
  const one = <Row>(read: Rows<Row>, idOf: (row: Row) => string) =>
    lazy(
      () =>
        new DataLoader<string, Row | null>(async (ids) => {
          const found = new Map((await read(db, ids)).map((row) => [idOf(row), row]));
          return ids.map((id) => found.get(id) ?? null);
        }),
    );
  /** Any number of rows per id. */
  const many = <Row>(read: Rows<Row>, idOf: (row: Row) => string | null) =>
    lazy(
      () =>
        new DataLoader<string, readonly Row[]>(async (ids) => {
          const found = Map.groupBy(await read(db, ids), idOf);
          return ids.map((id) => found.get(id) ?? []);
        }),
    );
  const own = (row: { id: string }) => row.id;
  const patientOf = (row: { patientId: string | null }) => row.patientId;
  const since = new Date(now.getTime() - sent_since_ms);
  const recent = new Date(now.getTime() - recent_ms);
  const accountsOfPatient = many<LiveBinding>(
    bindingsOfPatients,
    ({ binding }) => binding.patientId,
  );
  return {
    patient: one(findPatients, own),
    card: one(findCards, ({ patientId }) => patientId),
    clinic: one(findClinics, own),
    service: one(findServices, own),
    appointment: one(findAppointments, own),
    reason: one(findReasons, own),
    contact: one(findContacts, own),
    address: one(findAddresses, own),
    accountsOfPatient,
    /** The account as this patient's, as long as it is. */
    accountOf: async (patientId: string, addressId: string): Promise<LiveBinding | null> =>
      (await accountsOfPatient(patientId)).find(({ address }) => address.id === addressId) ?? null,
    bindingsOfAddress: many<BindingRow>(bindingsOfAddresses, ({ addressId }) => addressId),
    disconnection: one(disconnectionsOf, ({ addressId }) => addressId),
    history: many<ConsentRow>(consentHistories, patientOf),
    visitsAhead: many((at, ids) => visitsAfter(at, { ids, since: now }), patientOf),
    visitsAround: many((at, ids) => visitsAfter(at, { ids, since: recent }), patientOf),
    messagesOfVisit: many(messagesOfVisits, ({ appointmentId }) => appointmentId),
    reasons: many(reasonsOfPatients, patientOf),
    graveAlarms: many(graveAlarmsOf, patientOf),
    requests: many(liveRequestsOfVisits, ({ appointmentId }) => appointmentId),
    attempts: many(attemptsOfMessages, ({ messageId }) => messageId),
    sent: many((at, ids) => sentSince(at, { ids, since }), patientOf),
    calendarKey: whole(() => readSetting(db, calendar_key)),
    accounts: whole(() => listAccounts(db)),
    templates: whole(() => listTemplates(db)),
    firstClinic: whole<ClinicRow | null>(() => firstClinic(db)),
  };
}

/** Most decisions need few of them. */
function lazy<Value>(make: () => DataLoader<string, Value>): (id: string) => Promise<Value> {
  let made: DataLoader<string, Value> | undefined;
  return (id) => {
    made ??= make();
    return made.load(id);
  };
}

/** A whole small table, or one row of it. */
function whole<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | undefined;
  return () => {
    kept ??= read();
    return kept;
  };
}
