/** What the console shows, read in one go per page; and the few small acts that only the console has. */

import type { ServiceCard } from '../domain/card.ts';
import { weekOf } from '../domain/card.ts';
import { strengthNeeded } from '../domain/consent.ts';
import { type Decision, decide } from '../domain/policy.ts';
import { addDays, dayMs, startOfDay } from '../domain/time.ts';
import { type Language, weekdays } from '../domain/words.ts';
import { listAccounts } from '../store/accounts.ts';
import { appendAudit } from '../store/consent.ts';
import { listUnread, markSeen } from '../store/inbound.ts';
import {
  type AttemptRow,
  attemptsOf,
  conversationOf,
  lastInboundOf,
  type MessageRow,
  messagesOfAppointments,
  messagesOfReasons,
  timelineOf,
} from '../store/messages.ts';
import { bindingsOfPatient, type LiveBinding } from '../store/people.ts';
import {
  findAppointment,
  findPatient,
  listClinics,
  listDoctors,
  listServices,
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
import { findStaff, insertSignInLink, listStaff, updateStaff } from '../store/staff.ts';
import {
  countOpen,
  findEntry,
  findThread,
  type InboxEntry,
  inboxRevision,
  listCallTasks,
  listThreads,
  threadsOfPatients,
} from '../store/threads.ts';
import { proactiveTemplate } from '../text/proactive.ts';
import { type Agreed, readConsents } from './consents.ts';
import { type Context, channelOf, transact } from './context.ts';
import { notFound, ok, type Outcome } from './fault.ts';
import { hashToken, newToken } from './ids.ts';
import { cardOf, clinicOf, languageOf, pathsOf } from './situation.ts';

export type { SendOutcome } from '../../bots/channel.ts';
export type { HandOverReason } from '../dialogue/types.ts';
export type { AccountRow } from '../store/accounts.ts';
export type { ConsentRow } from '../store/consent.ts';
export type { InboundRow } from '../store/inbound.ts';
export type { AttemptRow, MessageRow } from '../store/messages.ts';
export type { LiveBinding } from '../store/people.ts';
export type {
  AppointmentRow,
  ClinicRow,
  DoctorRow,
  PatientRow,
  ReasonRow,
  ServiceRow,
  VisitOfDay,
} from '../store/registry.ts';
export type { StaffRole, StaffRow } from '../store/staff.ts';
export type { CallEntry, InboxEntry, ThreadRow } from '../store/threads.ts';

const inbox_max = 100;
const chat_max = 200;
const timeline_max = 200;
const search_max = 50;
const visits_max = 50;
const calls_max = 500;
const unread_max = 50;

export type StaffNames = ReadonlyMap<string, string>;

const staffNames = async (ctx: Context): Promise<StaffNames> =>
  new Map((await listStaff(ctx.db)).map((one) => [one.id, one.name]));

/** What every page's frame shows: how much waits, and by whose clock. */
export async function readFrame(ctx: Context) {
  const now = ctx.clock.now();
  const [clinics, counts] = await Promise.all([listClinics(ctx.db), countOpen(ctx.db, now)]);
  return { now, clinics, counts };
}

/** Also turns over each minute, so that waiting times on the page keep going. */
export async function readInboxRevision(ctx: Context): Promise<string> {
  const minute = Math.floor(ctx.clock.now().getTime() / 60_000);
  return `${await inboxRevision(ctx.db)}.${minute}`;
}

export interface InboxItem extends InboxEntry {
  readonly lastWords: MessageRow | null;
  readonly takenBy: string | null;
}

export async function readInbox(ctx: Context): Promise<readonly InboxItem[]> {
  const entries = await listThreads(ctx.db, { state: 'open', limit: inbox_max });
  const last = await lastInboundOf(ctx.db, entries.map((entry) => entry.address.id));
  const names = await staffNames(ctx);
  return entries.map((entry) => ({
    ...entry,
    lastWords: last.find((row) => row.addressId === entry.address.id) ?? null,
    takenBy: names.get(entry.thread.assignedTo ?? '') ?? null,
  }));
}

export interface ThreadPage extends InboxEntry {
  readonly chat: readonly MessageRow[];
  /** Changes whenever what the page shows does. */
  readonly revision: string;
  readonly names: StaffNames;
  /** False while only a template may be sent: WhatsApp, 24 hours after the patient's last word. */
  readonly windowOpen: boolean;
}

export async function readThread(ctx: Context, id: string): Promise<ThreadPage | null> {
  const entry = await findEntry(ctx.db, id);
  if (!entry) return null;
  const chat = await conversationOf(ctx.db, { addressId: entry.address.id, limit: chat_max });
  const windowed = channelOf(ctx, entry.address.channel)?.capabilities.window ?? false;
  const windowOpen = !windowed || (entry.address.windowExpiresAt ?? 0) > ctx.clock.now();
  const states = chat.map((row) => `${row.seq}${row.state}${row.code ?? ''}`).join();
  const revision = hashToken(`${entry.thread.revision} ${windowOpen} ${states}`).slice(0, 16);
  return { ...entry, chat, revision, names: await staffNames(ctx), windowOpen };
}

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
}

export async function readPatient(ctx: Context, id: string): Promise<PatientPage | null> {
  const patient = await findPatient(ctx.db, id);
  const agreed = await readConsents(ctx, id);
  if (!patient || !agreed.ok) return null;
  const messages = await timelineOf(ctx.db, { patientId: id, limit: timeline_max });
  const attempts = await attemptsOf(ctx.db, messages.map((message) => message.id));
  return {
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
export const readThreadRow = (ctx: Context, id: string) => findThread(ctx.db, id);

export interface WellbeingCheck {
  readonly reason: ReasonRow;
  readonly message: MessageRow | null;
}

export interface DayVisit extends VisitOfDay {
  readonly reminders: readonly MessageRow[];
  readonly checks: readonly WellbeingCheck[];
  /** What the policy would say of a wellbeing question, hours aside. */
  readonly wellbeing: Decision;
  readonly threadId: string | null;
}

export async function readDay(
  ctx: Context,
  { date, zone, doctorId }: { date: string; zone: string; doctorId: string | undefined },
): Promise<readonly DayVisit[]> {
  const between = { from: startOfDay(date, zone), to: startOfDay(addDays(date, 1), zone) };
  const visits = await visitsBetween(ctx.db, { ...between, doctorId });
  const ids = visits.map(({ appointment }) => appointment.id);
  const reminders = await messagesOfAppointments(ctx.db, ids);
  const reasons = await reasonsOfAppointments(ctx.db, ids);
  const asked = await messagesOfReasons(ctx.db, reasons.map((reason) => reason.id));
  const threads = await threadsOfPatients(ctx.db, visits.map(({ patient }) => patient.id));
  const wellbeing = await Promise.all(visits.map((visit) => foreseeWellbeing(ctx, visit.patient)));
  return visits.map((visit, index) => ({
    ...visit,
    reminders: reminders.filter(
      ({ appointmentId, purpose }) => appointmentId === visit.appointment.id && purpose === 'visit',
    ),
    checks: reasons
      .filter(({ appointmentId, purpose }) => appointmentId === visit.appointment.id && purpose === 'wellbeing')
      .map((reason) => ({ reason, message: asked.findLast((row) => row.reasonId === reason.id) ?? null })),
    wellbeing: wellbeing[index] ?? { verdict: 'drop', code: 'no_consent' },
    threadId: threads.find(({ patientId }) => patientId === visit.patient.id)?.id ?? null,
  }));
}

const anyTime = weekOf(weekdays, [{ from: '00:00', to: '24:00' }]);

async function foreseeWellbeing(ctx: Context, patient: PatientRow): Promise<Decision> {
  const now = ctx.clock.now();
  const language = languageOf(patient, null, await clinicOf(ctx, patient));
  return decide({
    type: 'proactive',
    now,
    notAfter: new Date(now.getTime() + dayMs),
    staleCode: null,
    card: { ...(await cardOf(ctx, patient.id)), hours: anyTime },
    zone: 'UTC',
    strengthNeeded,
    paths: await pathsOf(ctx, {
      patientId: patient.id,
      purpose: 'wellbeing',
      template: proactiveTemplate('wellbeing_check', language),
      refusedBy: [],
    }),
  });
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

/** Soonest due first. */
export async function readCalls(ctx: Context) {
  const [open, done] = await Promise.all([
    listCallTasks(ctx.db, { state: 'open', limit: calls_max }),
    listCallTasks(ctx.db, { state: 'done', limit: calls_max }),
  ]);
  const byDue = open.toSorted((a, b) => a.task.dueAt.getTime() - b.task.dueAt.getTime());
  const latest = done.toSorted((a, b) => Number(b.task.doneAt ?? 0) - Number(a.task.doneAt ?? 0));
  return { open: byDue, done: latest.slice(0, search_max), names: await staffNames(ctx) };
}

export async function readRegister(ctx: Context) {
  const [clinics, doctors, services] = await Promise.all([
    listClinics(ctx.db),
    listDoctors(ctx.db),
    listServices(ctx.db),
  ]);
  return { clinics, doctors, services };
}

export async function readSetup(ctx: Context) {
  const [register, staff, accounts, unread] = await Promise.all([
    readRegister(ctx),
    listStaff(ctx.db),
    listAccounts(ctx.db),
    listUnread(ctx.db, unread_max),
  ]);
  const channels = ctx.channels.map((channel) => ({
    id: channel.id,
    account: channel.account,
    state: accounts.find((row) => row.channel === channel.id && row.account === channel.account) ?? null,
  }));
  return { ...register, staff, channels, unread };
}

export async function chooseLanguage(
  ctx: Context,
  { staffId, language }: { staffId: string; language: Language },
): Promise<void> {
  await updateStaff(ctx.db, staffId, { language });
}

export async function dismissInbound(ctx: Context, id: number): Promise<void> {
  await markSeen(ctx.db, { id, at: ctx.clock.now() });
}

const link_ms = 7 * dayMs;

/** For a colleague who has lost the first link or the password. The old password holds until the link is used. */
export async function renewSignInLink(
  ctx: Context,
  { staffId, actor }: { staffId: string; actor: string },
): Promise<Outcome<{ token: string }>> {
  const token = newToken();
  return transact(ctx, async (tx) => {
    if (!(await findStaff(tx.db, staffId))) return notFound('id', 'staff');
    const createdAt = tx.clock.now();
    const expiresAt = new Date(createdAt.getTime() + link_ms);
    await insertSignInLink(tx.db, { tokenHash: hashToken(token), staffId, createdAt, expiresAt });
    await appendAudit(tx.db, { at: createdAt, actor, action: 'sign_in_link_made', subject: `staff:${staffId}`, details: {} });
    return ok({ token });
  });
}
