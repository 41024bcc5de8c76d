/** Everything the product and the messengers say about this run, read once it is over. */

import type { LogEntry } from '../bots/sandbox/control/view.ts';
import type { Patient } from './cast.ts';
import { type Day, each, phoneOf, settle } from './day.ts';
import type {
  AppointmentView,
  CallTaskView,
  CardView,
  ConsentView,
  MessageInfo,
  ThreadView,
} from './types.ts';

export interface PatientRecord {
  readonly patient: Patient;
  readonly messages: readonly MessageInfo[];
  /** Accepted by the messengers for this person's phone. */
  readonly log: readonly LogEntry[];
  readonly threads: readonly ThreadView[];
  readonly calls: readonly CallTaskView[];
  readonly standing: readonly ConsentView[];
  readonly history: readonly ConsentView[];
  readonly visit: AppointmentView;
  readonly card: CardView;
}

export interface Record {
  readonly patients: readonly PatientRecord[];
  /** Accepted for nobody of the cast. */
  readonly strayLog: readonly LogEntry[];
}

export async function readRecord(day: Day): Promise<Record> {
  const { client, cast } = day;
  const state = await settle(day);
  const { items: log } = await client.get<{ items: LogEntry[] }>('/sandbox/api/log');
  const threads = await client.list<ThreadView>('/api/v1/threads');
  const patients: PatientRecord[] = [];
  await each(cast, async (patient) => {
    const { id } = patient;
    const phone = phoneOf(state, patient).id;
    const consents = await client.get<Pick<PatientRecord, 'standing' | 'history'>>(
      `/api/v1/patients/${id}/consents`,
    );
    patients.push({
      patient,
      messages: await client.list<MessageInfo>(`/api/v1/messages?patientId=${id}`),
      log: log.filter((entry) => entry.phone === phone),
      threads: threads.filter((thread) => thread.patientId === id),
      calls: await client.list<CallTaskView>(`/api/v1/call-tasks?patientId=${id}`),
      ...consents,
      visit: await client.get<AppointmentView>(`/api/v1/appointments/${patient.visitId}`),
      card: await client.get<CardView>(`/api/v1/patients/${id}/card`),
    });
  });
  patients.sort((a, b) => a.patient.id.localeCompare(b.patient.id));
  const phones = new Set(cast.map((patient) => phoneOf(state, patient).id));
  return { patients, strayLog: log.filter((entry) => !entry.phone || !phones.has(entry.phone)) };
}

export const sentStates: readonly string[] = ['accepted', 'sent', 'delivered', 'read'];
export const isSent = ({ state }: MessageInfo): boolean => sentStates.includes(state);
export const visitKinds: readonly string[] = ['visit_day_before', 'visit_soon'];
export const isProactive = ({ kind }: MessageInfo): boolean =>
  visitKinds.includes(kind) || kind === 'wellbeing_check' || kind === 'visit_three_days';
