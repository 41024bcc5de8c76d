/** What the console shows of patients and their days. */

import type { ServiceCard } from '../domain/card.ts';
import type { Decision } from '../domain/policy.ts';
import type { SilenceCause } from '../domain/silence.ts';
import { addDays, startOfDay } from '../domain/time.ts';
import { type AlarmRow, alarmsOfPatients } from '../store/alarms.ts';
import { type AttemptRow, attemptsOf } from '../store/attempts.ts';
import { bindingsOfPatient, type LiveBinding } from '../store/bindings.ts';
import { visitsByIds } from '../store/day.ts';
import {
  type MessageRow,
  messagesOfAppointments,
  messagesOfReasons,
  timelineOf,
} from '../store/messages.ts';
import {
  findAppointment,
  findPatient,
  type PatientRow,
  patientsOfDoctor,
  type ReasonRow,
  reasonsOf,
  reasonsOfAppointments,
  searchPatients,
  searchPatientsOfDoctor,
  type VisitOfDay,
  visitsBetween,
  visitsOfPatient,
} from '../store/registry.ts';
import { listCallTasks, threadsOfPatients } from '../store/threads.ts';
import { type Agreed, readConsents } from './consents.ts';
import { type Context, remembering } from './context.ts';
import { type StaffNames, staffNames } from './queries-console.ts';
import { readSilence } from './queries-reasons.ts';
import { type PatientReason, readReasonsOf } from './queries-recorded.ts';
import { foreseeContact } from './reach.ts';
import { cardOf, clinicOf } from './situation.ts';

const timeline_max = 200;
const search_max = 50;
const visits_max = 50;
const calls_max = 500;

export interface Beside {
  readonly card: ServiceCard;
  readonly bindings: readonly LiveBinding[];
  readonly visits: readonly VisitOfDay[];
}

/** What staff want beside a chat. */
export async function readBeside(ctx: Context, patientId: string): Promise<Beside> {
  const now = ctx.clock.now();
  const visits = await visitsOfPatient(ctx.db, { patientId, limit: visits_max });
  return {
    card: await cardOf(ctx, patientId),
    bindings: await bindingsOfPatient(ctx.db, patientId),
    visits: visits.filter(({ appointment }) => appointment.endsAt > now).reverse(),
  };
}

/** For a form about one patient: who it is, and their visits. */
export async function readBesidePatient(ctx: Context, id: string) {
  const patient = await findPatient(ctx.db, id);
  if (!patient) return null;
  return { patient, visits: await visitsOfPatient(ctx.db, { patientId: id, limit: visits_max }) };
}

export async function findPatients(
  ctx: Context,
  { text, doctorId }: { text: string; doctorId: string | null },
): Promise<readonly PatientRow[]> {
  const limit = search_max;
  return doctorId === null
    ? searchPatients(ctx.db, { text, limit })
    : searchPatientsOfDoctor(ctx.db, { doctorId, text, limit });
}

export async function isPatientOf(
  ctx: Context,
  { doctorId, patientId }: { doctorId: string; patientId: string },
): Promise<boolean> {
  return (await patientsOfDoctor(ctx.db, { doctorId, patientIds: [patientId] })).length > 0;
}

export interface TimelineItem {
  readonly message: MessageRow;
  readonly attempts: readonly AttemptRow[];
}

export interface PatientPage {
  readonly patient: PatientRow;
  readonly zone: string;
  readonly card: ServiceCard;
  readonly bindings: readonly LiveBinding[];
  readonly agreed: Agreed;
  readonly timeline: readonly TimelineItem[];
  readonly visits: readonly VisitOfDay[];
  readonly calls: Awaited<ReturnType<typeof listCallTasks>>;
  readonly names: StaffNames;
  readonly reasons: readonly PatientReason[];
  /** Why the patient seems not to answer; null while there is nothing to explain. */
  readonly silence: SilenceCause | null;
}

export async function readPatient(ctx: Context, id: string): Promise<PatientPage | null> {
  const patient = await findPatient(ctx.db, id);
  const agreed = await readConsents(ctx, id);
  if (!patient || !agreed.ok) return null;
  const messages = await timelineOf(ctx.db, { patientId: id, limit: timeline_max });
  const attempts = await attemptsOf(
    ctx.db,
    messages.map((message) => message.id),
  );
  return {
    silence: await readSilence(ctx, id),
    reasons: await readReasonsOf(ctx, id),
    patient,
    zone: (await clinicOf(ctx, patient))?.zone ?? 'UTC',
    card: await cardOf(ctx, id),
    bindings: await bindingsOfPatient(ctx.db, id),
    agreed: agreed.value,
    timeline: messages.map((message) => ({
      message,
      attempts: attempts.filter((attempt) => attempt.messageId === message.id),
    })),
    visits: await visitsOfPatient(ctx.db, { patientId: id, limit: visits_max }),
    calls: await listCallTasks(ctx.db, { state: null, patientId: id, limit: calls_max }),
    names: await staffNames(ctx),
  };
}

export const readPatientRow = (ctx: Context, id: string) => findPatient(ctx.db, id);
export const readAppointment = (ctx: Context, id: string) => findAppointment(ctx.db, id);

export interface WellbeingCheck {
  readonly reason: ReasonRow;
  readonly message: MessageRow | null;
}

export interface AlarmNote {
  readonly alarm: AlarmRow;
  readonly takenBy: string | null;
}

export interface DayVisit extends VisitOfDay {
  readonly reminders: readonly MessageRow[];
  readonly checks: readonly WellbeingCheck[];
  /** What the policy would say of a wellbeing question, hours aside. */
  readonly wellbeing: Decision;
  readonly threadId: string | null;
  /** Raised by an answer to this visit's questions, or by the patient's own words after it. */
  readonly alarms: readonly AlarmNote[];
}

export async function readDay(
  ctx: Context,
  { date, zone, doctorId }: { date: string; zone: string; doctorId: string | undefined },
): Promise<readonly DayVisit[]> {
  const between = { from: startOfDay(date, zone), to: startOfDay(addDays(date, 1), zone) };
  return aroundVisits(ctx, await visitsBetween(ctx.db, { ...between, doctorId }));
}

export async function readVisitAround(ctx: Context, id: string): Promise<DayVisit | null> {
  const [visit] = await aroundVisits(ctx, await visitsByIds(ctx.db, [id]));
  return visit ?? null;
}

export async function aroundVisits(
  ctx: Context,
  visits: readonly VisitOfDay[],
): Promise<readonly DayVisit[]> {
  const ids = visits.map(({ appointment }) => appointment.id);
  const reminders = await messagesOfAppointments(ctx.db, ids);
  const reasons = await reasonsOfAppointments(ctx.db, ids);
  const asked = await messagesOfReasons(
    ctx.db,
    reasons.map((reason) => reason.id),
  );
  const threads = await threadsOfPatients(
    ctx.db,
    visits.map(({ patient }) => patient.id),
  );
  const alarms = await alarmNotes(ctx, visits);
  const reading = remembering(ctx);
  const wellbeing = await Promise.all(
    visits.map((visit) => foreseeContact(reading, visit.patient, 'wellbeing')),
  );
  return visits.map((visit, index) => ({
    ...visit,
    reminders: reminders.filter(
      ({ appointmentId, purpose }) => appointmentId === visit.appointment.id && purpose === 'visit',
    ),
    checks: reasons
      .filter(
        ({ appointmentId, purpose }) =>
          appointmentId === visit.appointment.id && purpose === 'wellbeing',
      )
      .map((reason) => ({
        reason,
        message: asked.findLast((row) => row.reasonId === reason.id) ?? null,
      })),
    wellbeing: wellbeing[index] ?? { verdict: 'drop', code: 'no_consent' },
    threadId: threads.find(({ patientId }) => patientId === visit.patient.id)?.id ?? null,
    alarms: alarms.filter(({ alarm }) => isAbout(alarm, visit, reasons)),
  }));
}

async function alarmNotes(ctx: Context, visits: readonly VisitOfDay[]): Promise<AlarmNote[]> {
  const ids = visits.map(({ patient }) => patient.id);
  const alarms = await alarmsOfPatients(ctx.db, ids);
  const names = alarms.length > 0 ? await staffNames(ctx) : new Map<string, string>();
  return alarms.map((alarm) => ({ alarm, takenBy: names.get(alarm.takenBy ?? '') ?? null }));
}

function isAbout(
  { patientId, reasonId, raisedAt }: AlarmRow,
  { appointment, patient }: VisitOfDay,
  reasons: readonly ReasonRow[],
): boolean {
  if (patientId !== patient.id) return false;
  if (reasonId === null) return raisedAt >= appointment.endsAt;
  return reasons.some(
    ({ id, appointmentId }) => id === reasonId && appointmentId === appointment.id,
  );
}

/** How far a newcomer has come on the way from invitation to answer. */
export async function readProgress(ctx: Context, patientId: string) {
  const agreed = await readConsents(ctx, patientId);
  const messages = await timelineOf(ctx.db, { patientId, limit: timeline_max });
  const reasons = await reasonsOf(ctx.db, patientId);
  const arrived: readonly string[] = ['accepted', 'sent', 'delivered', 'read'];
  return {
    connected: (await bindingsOfPatient(ctx.db, patientId)).length > 0,
    agreed: agreed.ok && agreed.value.standing.some(({ act }) => act === 'given'),
    reminded: messages.some((row) => row.purpose === 'visit' && arrived.includes(row.state)),
    answered: messages.some((row) => row.kind === 'staff_reply'),
    wellbeing: reasons.some(({ answer }) => answer !== null),
  };
}
