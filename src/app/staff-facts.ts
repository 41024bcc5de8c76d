/** What a colleague may see of patients in their own chat. */

import { visitTag } from '../dialogue/buttons.ts';
import type { AlarmFacts, ChairFacts, VisitLine } from '../dialogue/staff-types.ts';
import type { DoctorKind } from '../domain/presets.ts';
import { isOpen } from '../domain/reason-life.ts';
import { addDays, startOfDay, toLocal } from '../domain/time.ts';
import { conversationOf } from '../store/conversation.ts';
import { reasonsOfPatients } from '../store/many.ts';
import type { MessageRow } from '../store/messages.ts';
import { messagesOfReasons } from '../store/messages.ts';
import {
  findClinic,
  findDoctor,
  listClinics,
  type VisitOfDay,
  visitsBetween,
} from '../store/registry.ts';
import type { StaffRow } from '../store/staff.ts';
import { findEntry } from '../store/threads.ts';
import type { TxContext } from './context.ts';
import {
  type DoctorVisit,
  initialsOf,
  presetFactsOf,
  purposeOfKind,
  readDoctorVisit,
  takesPlace,
} from './doctor-day.ts';
import { type AlarmView, readAlarm } from './queries-alarms.ts';
import { reachOf } from './reach.ts';
import { cardOf, clinicOf, languageOf } from './situation.ts';

export async function zoneOfStaff(
  ctx: TxContext,
  { clinicId, doctorId }: StaffRow,
): Promise<string> {
  const of = clinicId ?? (doctorId ? (await findDoctor(ctx.db, doctorId))?.clinicId : null);
  const own = of ? await findClinic(ctx.db, of) : null;
  return own?.zone ?? (await listClinics(ctx.db))[0]?.zone ?? 'UTC';
}

/** A doctor's own; of everybody else all of their clinic. */
async function visitsOf(
  ctx: TxContext,
  staff: StaffRow,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly VisitOfDay[]> {
  const zone = await zoneOfStaff(ctx, staff);
  const today = toLocal(ctx.clock.now(), zone).date;
  const doctorId = staff.role === 'doctor' ? (staff.doctorId ?? '') : undefined;
  const all = await visitsBetween(ctx.db, {
    from: startOfDay(addDays(today, from), zone),
    to: startOfDay(addDays(today, to), zone),
    doctorId,
  });
  return all.filter(
    (visit) =>
      takesPlace(visit) &&
      (staff.role === 'doctor' || staff.clinicId === null || staff.clinicId === visit.clinic.id),
  );
}

/** `day` from today. */
export async function dayLines(
  ctx: TxContext,
  staff: StaffRow,
  day: number,
): Promise<readonly VisitLine[]> {
  const visits = await visitsOf(ctx, staff, { from: day, to: day + 1 });
  const ids = visits.map(({ patient }) => patient.id);
  const reasons = await reasonsOfPatients(ctx.db, ids);
  const isMarked = (patientId: string) =>
    reasons.some((one) => one.patientId === patientId && isOpen(one.state));
  return visits.map(({ appointment, patient, doctor }) => ({
    tag: visitTag(appointment.id),
    initials: initialsOf(patient.name),
    startsAt: appointment.startsAt,
    doctor: staff.role === 'doctor' ? null : doctor.name,
    isMarked: isMarked(patient.id),
  }));
}

/** Of yesterday, today or tomorrow, and theirs; null for every other visit. */
export async function visitTagged(
  ctx: TxContext,
  staff: StaffRow,
  tag: string,
): Promise<DoctorVisit | null> {
  const near = await visitsOf(ctx, staff, { from: -1, to: 2 });
  const [found, other] = near.filter(({ appointment }) => visitTag(appointment.id) === tag);
  return found && !other ? readDoctorVisit(ctx, found.appointment.id) : null;
}

export async function chairFacts(
  ctx: TxContext,
  visit: DoctorVisit,
  kind: DoctorKind | null,
): Promise<ChairFacts> {
  const { appointment, patient, initials, asked, answered } = visit;
  const card = await cardOf(ctx, patient.id);
  return {
    tag: visitTag(appointment.id),
    patientId: patient.id,
    name: patient.name,
    initials,
    startsAt: appointment.startsAt,
    reasons: visit.reasons.map(({ kind: own, state, dueAt }) => ({ kind: own, state, dueAt })),
    asked,
    answered,
    presets: presetFactsOf(visit),
    patientLanguage: languageOf(patient, card.language ?? null, await clinicOf(ctx, patient)),
    reach: kind && (await reachOf(ctx, patient, purposeOfKind(kind))).type,
  };
}

const lines_max = 8;

/** For whoever was called, and for the desk; null for everybody else. */
export async function alarmFacts(
  ctx: TxContext,
  staff: StaffRow,
  alarmId: string,
): Promise<AlarmFacts | null> {
  const view = await readAlarm(ctx, alarmId);
  if (!view || !maySee(staff, view)) return null;
  const { alarm, patient, reason, names } = view;
  const entry = alarm.threadId ? await findEntry(ctx.db, alarm.threadId) : null;
  const chat = entry
    ? await conversationOf(ctx.db, { addressId: entry.address.id, limit: lines_max })
    : [];
  const closer = alarm.closedBy?.replace(/^staff:/, '') ?? '';
  return {
    alarmId,
    patientId: patient.id,
    name: patient.name,
    initials: initialsOf(patient.name),
    phone: patient.phone,
    code: alarm.code,
    state: alarm.state,
    raisedAt: alarm.raisedAt,
    isOwn: alarm.takenBy === staff.id,
    takenBy: names.get(alarm.takenBy ?? '') ?? null,
    askedAt: reason ? await askedAt(ctx, reason.id) : null,
    score: reason?.score ?? null,
    feeling: reason?.answer ?? null,
    lines: chat.map((one) => ({ who: whoSaid(one), text: one.content?.text ?? '' })),
    hasThread: entry?.thread.state === 'open',
    outcome: alarm.outcome,
    closedAt: alarm.closedAt,
    closedBy: names.get(closer) ?? null,
  };
}

/** A doctor is called for some of them, never for what a patient thought of a visit. */
const maySee = ({ id, role }: StaffRow, { calls }: AlarmView): boolean =>
  role !== 'doctor' || calls.some(({ staffId }) => staffId === id);

const whoSaid = ({ direction, kind }: MessageRow): 'patient' | 'bot' | 'staff' => {
  if (direction === 'in') return 'patient';
  return kind === 'staff_reply' || kind === 'staff_message' ? 'staff' : 'bot';
};

async function askedAt(ctx: TxContext, reasonId: string): Promise<Date | null> {
  const sent = await messagesOfReasons(ctx.db, [reasonId]);
  const question = sent.findLast(
    ({ kind, settledAt }) => /^(?:wellbeing_|impression)/.test(kind) && settledAt !== null,
  );
  return question?.settledAt ?? null;
}
