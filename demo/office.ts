/** The clinic: its system, its receptionists, its doctors. Everything goes through the REST API. */

import type { AppointmentStatus } from '../src/domain/words.ts';
import {
  clinic,
  doctors,
  freeTime,
  type Patient,
  type Role,
  services,
  slots,
  spareSlot,
  visitMinutes,
} from './cast.ts';
import { Lost, once, Refused } from './client.ts';
import { children, type Day, each, holders, now, settle, who } from './day.ts';
import { plusMinutes, wallClock, zone } from './time.ts';
import type { ConsentView, ErasureView, MessageInfo, ThreadView } from './types.ts';

export async function registerAll(day: Day): Promise<void> {
  const { client } = day;
  const { id, ...facts } = clinic;
  await client.put(`/api/v1/clinics/${id}`, { ...facts, zone, languages: ['ru', 'en'] });
  await each(doctors, ({ id: doctorId, ...doctor }) =>
    client.put(`/api/v1/doctors/${doctorId}`, { ...doctor, clinicId: id }),
  );
  await each(services, ({ id: serviceId, ...service }) =>
    client.put(`/api/v1/services/${serviceId}`, { ...service, durationMin: visitMinutes }),
  );
  await each(holders(day), (patient) => register(day, patient));
  await each(children(day), (patient) => register(day, patient));
  await openDoctors(day);
  day.print.clinic(day.print.words.registered(day.cast.length, doctors.length));
}

/** Nine years old: the mother speaks for them. */
const childBorn = '2017-05-20';

async function register(day: Day, patient: Patient): Promise<void> {
  const { id, holderId, name, phone, language } = patient;
  const isChild = holderId !== id;
  await day.client.put(`/api/v1/patients/${id}`, {
    ...{ name, language, clinicId: clinic.id },
    ...(isChild ? { birthDate: childBorn, guardian: { patientId: holderId, phone } } : { phone }),
  });
  if (!isChild) await buyPhone(day, { name, phone, language });
  await tellVisit(day, patient, { startsAt: visitAt(day, patient), version: 1 });
}

export async function buyPhone({ client }: Day, phone: object): Promise<void> {
  for (;;) {
    try {
      await client.post('/sandbox/api/phones', phone);
      return;
    } catch (error) {
      if (error instanceof Refused && error.code === 'phone_taken') return;
      if (!(error instanceof Lost)) throw error;
    }
  }
}

export const visitAt = (day: Day, { slot }: Patient): Date => day.at(1, slots[slot] ?? slots[0]);
/** Where visits go that are moved: by the clinic the same day, by the patient to what is free. */
export const movedTo = (day: Day, { role }: Patient): Date => {
  if (role === 'moves') return day.at(2, freeTime.from);
  return role === 'waits' ? visitAt(day, who(day, 'cancels')) : day.at(1, spareSlot);
};

/** When the doctors can be booked from the chat. */
export async function openDoctors(day: Day): Promise<void> {
  const { date } = wallClock(day.at(2, freeTime.from));
  await each(doctors, ({ id }) =>
    day.client.put(`/api/v1/doctors/${id}/availability`, {
      clinicId: clinic.id,
      week: null,
      days: { [date]: [freeTime] },
      stepMin: visitMinutes,
    }),
  );
}

interface Told {
  readonly startsAt: Date;
  readonly version: number;
  readonly status?: AppointmentStatus;
}

/** With a version of our own, so that telling twice is telling once. */
export async function tellVisit(day: Day, patient: Patient, told: Told): Promise<void> {
  const { id: patientId, doctorId, serviceId, visitId } = patient;
  await day.client.put(`/api/v1/appointments/${visitId}`, {
    ...{ patientId, doctorId, serviceId, clinicId: clinic.id },
    startsAt: told.startsAt.toISOString(),
    durationMin: visitMinutes,
    status: told.status ?? 'booked',
    version: told.version,
  });
}

/** What did not come from the patient's own hand in the chat: a signed paper, another system's word. */
export async function recordConsent(
  { client }: Day,
  { id, channel }: Patient,
  given: { readonly mechanism: string; readonly evidence: string },
): Promise<boolean> {
  const path = `/api/v1/patients/${id}/consents`;
  const isDone = async () => {
    const { history } = await client.get<{ history: readonly ConsentView[] }>(path);
    return history.some(({ mechanism }) => mechanism === given.mechanism);
  };
  return once(isDone, () =>
    client.post(path, { purpose: 'visit', channel, act: 'given', ...given }),
  );
}

/** Of their own accord, not in answer to anything. Returns why it will not go; null if it will. */
export async function writeFirst(
  { client }: Day,
  { id }: Patient,
  text: string,
): Promise<{ readonly refused: string | null; readonly fresh: boolean }> {
  const written = async () => {
    const all = await client.list<MessageInfo>(`/api/v1/messages?patientId=${id}`);
    return all.find(({ kind }) => kind === 'staff_message');
  };
  const fresh = await once(
    async () => (await written()) !== undefined,
    () => client.post(`/api/v1/patients/${id}/messages`, { purpose: 'visit', text }),
  );
  const decision = (await written())?.decision;
  return { refused: decision?.verdict === 'drop' ? decision.code : null, fresh };
}

/** A named person sees to it within the term; here on the same evening. */
export async function forget({ client }: Day, patient: Patient): Promise<ErasureView | null> {
  const wish = async () => {
    const { items } = await client.get<{ items: readonly ErasureView[] }>(
      '/api/v1/erasures?state=all',
    );
    return items.find(({ patientId }) => patientId === patient.id) ?? null;
  };
  const asked = await wish();
  if (!asked) return null;
  await once(
    async () => (await wish())?.doneAt !== null,
    () => client.post(`/api/v1/erasures/${asked.id}/done`, {}).catch(whileSending),
  );
  return wish();
}

/** Not now, as a message is on its way this very second: then once more. */
function whileSending(error: unknown): never {
  throw error instanceof Refused && error.code === 'sending' ? new Lost() : error;
}

/** A receptionist writes in the patient's thread, unless that was done already. */
export async function answer(day: Day, patient: Patient, text: string): Promise<void> {
  const { client, print } = day;
  const isDone = async () => {
    const thread = await threadOf(day, patient);
    // Nothing to answer: the patient's words were never heard, and the checks at the end say so.
    return !thread || thread.messages.some((message) => message.author === 'api');
  };
  const reply = async () => {
    const thread = await threadOf(day, patient);
    if (thread) await client.post(`/api/v1/threads/${thread.id}/replies`, { text });
  };
  if (!(await once(isDone, reply))) return;
  print.clinic(print.words.replied(patient.name, text));
  await settle(day);
}

async function threadOf({ client }: Day, { id }: Patient): Promise<ThreadView | undefined> {
  const threads = await client.list<ThreadView>('/api/v1/threads?state=open');
  return threads.find((thread) => thread.patientId === id);
}

/** The doctor asks for a check; that there is one already is as good. */
export async function askWellbeing(day: Day, patient: Patient): Promise<void> {
  if (!patient.wellbeing) return;
  const { after } = patient.wellbeing;
  for (let asked = false; !asked; ) {
    try {
      await day.client.post('/api/v1/wellbeing', { appointmentId: patient.visitId, after });
      const doctor = doctors.find(({ id }) => id === patient.doctorId)?.name ?? '';
      day.print.clinic(day.print.words.wellbeingAsked(doctor, patient.name, after));
      asked = true;
    } catch (error) {
      if (error instanceof Refused && error.code === 'already_planned') return;
      if (!(error instanceof Lost)) throw error;
    }
  }
}

/** What ended by now: the clinic's system says so, and the doctors decide whom to ask. */
export async function endVisits(day: Day): Promise<void> {
  const at = await now(day);
  const ended = day.cast.filter((patient) => {
    const startsAt = finalTime(day, patient);
    return startsAt !== null && plusMinutes(startsAt, visitMinutes) <= at;
  });
  const fresh = ended.filter(({ id }) => !day.progress.state.ended.includes(id));
  await each(fresh, async (patient) => {
    const startsAt = finalTime(day, patient);
    const status = patient.role === 'silent' ? 'no_show' : 'completed';
    if (startsAt) await tellVisit(day, patient, { startsAt, version: 9, status });
    await askWellbeing(day, patient);
    day.progress.state.ended.push(patient.id);
    day.progress.save();
  });
  if (fresh.length > 0) day.print.clinic(day.print.words.completed(fresh.length));
}

const movers: readonly Role[] = ['moved', 'moves', 'waits'];

/** Null for a visit that was cancelled. */
function finalTime(day: Day, patient: Patient): Date | null {
  if (patient.role === 'cancelled' || patient.role === 'cancels') return null;
  return movers.includes(patient.role) ? movedTo(day, patient) : visitAt(day, patient);
}
