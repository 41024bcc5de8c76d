/** The clinic: its system, its receptionists, its doctors. Everything goes through the REST API. */

import type { AppointmentStatus } from '../src/domain/words.ts';
import { clinic, doctors, type Patient, services, slots, spareSlot, visitMinutes } from './cast.ts';
import { Lost, once, Refused } from './client.ts';
import { type Day, each, now, settle } from './day.ts';
import { plusMinutes, zone } from './time.ts';
import type { ThreadView } from './types.ts';

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
  await each(day.cast, async (patient) => {
    const { name, phone, language } = patient;
    await client.put(`/api/v1/patients/${patient.id}`, { name, phone, language, clinicId: id });
    await buyPhone(day, { name, phone, language });
    await tellVisit(day, patient, { startsAt: visitAt(day, patient), version: 1 });
  });
  day.print.clinic(day.print.words.registered(day.cast.length, doctors.length));
}

async function buyPhone({ client }: Day, phone: object): Promise<void> {
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
/** Where visits go that are moved: by the clinic the same day, at the patient's wish the day after. */
export const movedTo = (day: Day, { role }: Patient): Date =>
  role === 'moves' ? day.at(2, '12:00') : day.at(1, spareSlot);

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

export async function inviteAll(day: Day): Promise<void> {
  const { state, save } = day.progress;
  await each(day.cast, async (patient) => {
    while (!state.invitations[patient.id]) {
      const url = await invitation(day, patient);
      // An invitation whose link nobody got to see is simply never used.
      if (url) state.invitations[patient.id] = url;
      save();
    }
  });
  day.print.clinic(day.print.words.invited(day.cast.length));
}

interface Invitation {
  readonly telegramUrl: string | null;
  readonly whatsappUrl: string | null;
}

async function invitation({ client }: Day, { id, channel }: Patient): Promise<string | null> {
  try {
    const made = await client.post<Invitation>(`/api/v1/patients/${id}/invitations`, {});
    return channel === 'telegram' ? made.telegramUrl : made.whatsappUrl;
  } catch (error) {
    if (error instanceof Lost) return null;
    throw error;
  }
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

/** Null for a visit that was cancelled. */
function finalTime(day: Day, patient: Patient): Date | null {
  if (patient.role === 'cancelled' || patient.role === 'cancels') return null;
  return patient.role === 'moved' || patient.role === 'moves'
    ? movedTo(day, patient)
    : visitAt(day, patient);
}
