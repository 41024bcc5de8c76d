/** Everything the product and the messengers say about this run, read once it is over. */

import type { LogEntry, StateView } from '../bots/sandbox/control/view.ts';
import { type Patient, stranger } from './cast.ts';
import {
  type ChatMessage,
  chatOf,
  type Day,
  each,
  holders,
  type PhoneView,
  phoneOf,
  settle,
} from './day.ts';
import type {
  AccountView,
  AlarmView,
  AppointmentView,
  CallTaskView,
  CardView,
  ConsentsView,
  ErasureView,
  MessageInfo,
  ThreadView,
} from './types.ts';

export interface PatientRecord extends ConsentsView {
  readonly patient: Patient;
  readonly messages: readonly MessageInfo[];
  readonly threads: readonly ThreadView[];
  readonly calls: readonly CallTaskView[];
  readonly visit: AppointmentView;
  readonly card: CardView;
  readonly known: { readonly name: string; readonly phone: string | null };
  readonly accounts: readonly AccountView[];
}

/** What one phone got, whomever it was about. */
export interface PhoneRecord {
  readonly name: string;
  readonly members: readonly PatientRecord[];
  /** Accepted by the messengers for it. */
  readonly log: readonly LogEntry[];
  /** What the product says of them, and of its members' messages that never came. */
  readonly messages: readonly MessageInfo[];
  readonly chat: readonly ChatMessage[];
}

export interface Record {
  readonly patients: readonly PatientRecord[];
  readonly phones: readonly PhoneRecord[];
  /** Who got somebody's number. */
  readonly stranger: PhoneRecord;
  readonly erasures: readonly ErasureView[];
  readonly alarms: readonly AlarmView[];
  /** Accepted for nobody of the cast. */
  readonly strayLog: readonly LogEntry[];
}

export async function readRecord(day: Day): Promise<Record> {
  const { client } = day;
  const state = await settle(day);
  const { items: log } = await client.get<{ items: LogEntry[] }>('/sandbox/api/log');
  const all = await client.list<MessageInfo>('/api/v1/messages');
  const { items: erasures } = await client.get<{ items: ErasureView[] }>(
    '/api/v1/erasures?state=all',
  );
  const patients = await readPatients(day, all);
  const parts = { log, all, patients };
  const phones = holders(day).map((holder) =>
    onPhone(parts, { holder, phone: phoneOf(state, holder), holds: [holder.id] }),
  );
  const newcomer = strangerOf(state, day.cast);
  // To the doctor the bot writes as to a colleague.
  const doctor = state.phones.filter(({ phone }) => phone === day.staffPhone);
  const known = [...phones, newcomer.phone, ...doctor].map(({ id }) => id);
  return {
    patients,
    phones: phones.map(({ record }) => record),
    stranger: onPhone(parts, { ...newcomer, holds: [] }).record,
    erasures,
    alarms: (await client.list<AlarmView>('/api/v1/alarms')).filter(({ patientId }) =>
      day.cast.some(({ id }) => id === patientId),
    ),
    strayLog: log.filter((entry) => !entry.phone || !known.includes(entry.phone)),
  };
}

async function readPatients(
  { client, cast }: Day,
  all: readonly MessageInfo[],
): Promise<PatientRecord[]> {
  const threads = await client.list<ThreadView>('/api/v1/threads');
  const calls = await client.list<CallTaskView>('/api/v1/call-tasks');
  const patients: PatientRecord[] = [];
  await each(cast, async (patient) => {
    const { id, visitId } = patient;
    const own = `/api/v1/patients/${id}`;
    patients.push({
      patient,
      messages: all.filter(({ patientId }) => patientId === id),
      threads: threads.filter(({ patientId }) => patientId === id),
      calls: calls.filter(({ patientId }) => patientId === id),
      ...(await client.get<ConsentsView>(`${own}/consents`)),
      visit: await client.get<AppointmentView>(`/api/v1/appointments/${visitId}`),
      known: await client.get<PatientRecord['known']>(own),
      card: await client.get<CardView>(`${own}/card`),
      accounts: (await client.get<{ items: AccountView[] }>(`${own}/accounts`)).items,
    });
  });
  return patients.toSorted((a, b) => a.patient.id.localeCompare(b.patient.id));
}

interface Parts {
  readonly log: readonly LogEntry[];
  readonly all: readonly MessageInfo[];
  readonly patients: readonly PatientRecord[];
}

function onPhone(
  { log, all, patients }: Parts,
  { holder, phone, holds }: { holder: Patient; phone: PhoneView; holds: readonly string[] },
): { id: string; record: PhoneRecord } {
  const own = log.filter((entry) => entry.phone === phone.id);
  const members = patients.filter(({ patient }) => holds.includes(patient.holderId));
  const ids = members.map(({ patient }) => patient.id);
  // What is about nobody, or about everybody, is found by what the messenger has of it.
  const isHere = (message: MessageInfo) =>
    message.patientId === null
      ? own.some((entry) => isSame(entry, message))
      : ids.includes(message.patientId);
  const chat = chatOf(phone, holder).messages;
  return {
    id: phone.id,
    record: { name: phone.name, members, log: own, messages: all.filter(isHere), chat },
  };
}

/** By our id, where the messenger carries it; else by the messenger's. */
export const isSame = (entry: LogEntry, { id, channel, externalId }: MessageInfo): boolean =>
  entry.correlation
    ? entry.correlation === id
    : channel === entry.channel && externalId === String(entry.messageId);

function strangerOf({ phones }: StateView, cast: readonly Patient[]) {
  const holder = cast.find(({ role }) => role === 'recycled');
  const phone = phones.find((one) => one.phone === holder?.phone && one.name === stranger);
  if (!holder || !phone) throw new Error('the number never passed to anybody');
  return { holder, phone };
}

export const sentStates: readonly string[] = ['accepted', 'sent', 'delivered', 'read'];
export const isSent = ({ state }: MessageInfo): boolean => sentStates.includes(state);
export const visitKinds: readonly string[] = ['visit_day_before', 'visit_soon'];
const otherKinds = [
  ...['visit_three_days', 'visit_moved', 'visit_cancelled', 'visit_earlier', 'aftercare'],
  ...['wellbeing_check', 'ask_wellbeing', 'still_you'],
];
export const isProactive = ({ kind }: MessageInfo): boolean =>
  visitKinds.includes(kind) || otherKinds.includes(kind) || kind === 'staff_message';
