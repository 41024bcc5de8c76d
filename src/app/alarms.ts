/** Somebody feels bad: the right people are called, and called again, until one of them has it. */

import {
  type AlarmCode,
  type Colleague,
  firstRound,
  isWorse,
  nextRound,
  peopleAt,
  type Scene,
} from '../domain/alarm.ts';
import {
  type AlarmRow,
  insertAlarm,
  lockAlarm,
  lockAlarmsTakenBy,
  lockDueAlarms,
  lockLiveAlarm,
  updateAlarm,
} from '../store/alarms.ts';
import { appendAudit } from '../store/consent.ts';
import { notifyDue } from '../store/db.ts';
import {
  findAppointment,
  findPatient,
  findReason,
  lockPatient,
  visitsOfPatient,
} from '../store/registry.ts';
import { listStaff, lockStaff, type StaffRow } from '../store/staff.ts';
import { updateThread } from '../store/threads.ts';
import { callStaff, showToCalled } from './alarm-calls.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { appendEvent } from './events.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { newId } from './ids.ts';

const outcome_chars_max = 1000;
const batch_max = 50;
const visits_max = 10;

export interface Need {
  readonly patientId: string;
  readonly code: AlarmCode;
  readonly threadId: string | null;
  /** The question it answers. */
  readonly reasonId: string | null;
}

/** One for each patient at a time: what is worse than it raises no second one, and is called about. */
export async function raiseAlarm(ctx: TxContext, need: Need): Promise<void> {
  await lockPatient(ctx.db, need.patientId);
  const live = await lockLiveAlarm(ctx.db, need.patientId);
  if (live && !isWorse(need.code, live.code)) return;
  // A low mark was for the desk to read; this is for people to run.
  if (live?.code === 'low_mark') await end(ctx, live, { actor: 'system', outcome: null });
  else if (live) return worsen(ctx, live, need.code);
  const now = ctx.clock.now();
  const calling = { staff: await colleagues(ctx), scene: await sceneOf(ctx, need), now };
  const { level, people, nextAt } = firstRound(need.code, calling);
  const alarm = { id: newId(), ...need, state: 'open', level, raisedAt: now, nextAt } as const;
  await insertAlarm(ctx.db, alarm);
  await callStaff(ctx, alarm, people);
  // Whichever process sleeps has to know when to call again.
  await notifyDue(ctx.db);
  await note(ctx, 'raised', { ...alarm, actor: 'system' });
}

/** Whoever has it hears first; the doctor and the desk hear too. */
async function worsen(ctx: TxContext, alarm: AlarmRow, code: AlarmCode): Promise<void> {
  const [staff, scene] = [await colleagues(ctx), await sceneOf(ctx, alarm)];
  const taker = staff.flatMap(({ id, disabled }) =>
    id === alarm.takenBy && !disabled ? [id] : [],
  );
  await updateAlarm(ctx.db, alarm.id, { code });
  const worse = { ...alarm, code };
  await callStaff(ctx, worse, [...new Set([...taker, ...peopleAt(alarm.level, staff, scene)])]);
}

/** Again and higher up, where nobody has taken it in time. */
export async function climbAlarms(ctx: Context): Promise<void> {
  for (;;) {
    const found = await transact(ctx, climbSome);
    if (found < batch_max) return;
  }
}

async function climbSome(ctx: TxContext): Promise<number> {
  const now = ctx.clock.now();
  const due = await lockDueAlarms(ctx.db, { now, limit: batch_max });
  const staff = due.length > 0 ? await colleagues(ctx) : [];
  for (const alarm of due) {
    const calling = { staff, scene: await sceneOf(ctx, alarm), now };
    const { level, people, nextAt } = nextRound(alarm.level, calling);
    await updateAlarm(ctx.db, alarm.id, { level, nextAt });
    await callStaff(ctx, { ...alarm, level }, people);
  }
  return due.length;
}

export interface Taking {
  readonly alarmId: string;
  readonly staffId: string;
  /** `staff:<id>`. */
  readonly actor: string;
}

/** From then on one named person has it, and nobody else is called. */
export async function takeAlarm(ctx: Context, taking: Taking): Promise<Outcome<AlarmRow>> {
  return transact(ctx, async (tx) => {
    const taker = await lockStaff(tx.db, taking.staffId);
    if (!taker || taker.disabledAt) return notFound('staffId', 'colleague');
    const alarm = await lockAlarm(tx.db, taking.alarmId);
    if (!alarm) return notFound('id', 'alarm');
    if (alarm.state === 'closed') return conflict('id', 'alarm_closed', 'the alarm is closed');
    if (alarm.takenBy === taking.staffId) return ok(alarm);
    if (alarm.takenBy) return conflict('id', 'alarm_taken', 'somebody else has taken it');
    const set = {
      state: 'taken',
      takenBy: taking.staffId,
      takenAt: tx.clock.now(),
      nextAt: null,
    } as const;
    await updateAlarm(tx.db, alarm.id, set);
    if (alarm.threadId) await updateThread(tx.db, alarm.threadId, { assignedTo: taking.staffId });
    await note(tx, 'taken', { ...alarm, actor: taking.actor });
    await showToCalled(tx, { ...alarm, ...set });
    return ok({ ...alarm, ...set });
  });
}

/** Whoever had them has left: the people are called as if nobody had taken them. */
export async function handBackAlarms(ctx: TxContext, staffId: string): Promise<void> {
  const now = ctx.clock.now();
  const taken = await lockAlarmsTakenBy(ctx.db, staffId);
  const staff = taken.length > 0 ? await colleagues(ctx) : [];
  for (const alarm of taken) {
    const calling = { staff, scene: await sceneOf(ctx, alarm), now };
    const { level, people, nextAt } = firstRound(alarm.code, calling);
    const set = { state: 'open', takenBy: null, takenAt: null, level, nextAt } as const;
    await updateAlarm(ctx.db, alarm.id, set);
    await callStaff(ctx, { ...alarm, ...set }, people);
  }
  if (taken.length > 0) await notifyDue(ctx.db);
}

/** With how it ended, in the words of whoever closes it. */
export async function closeAlarm(
  ctx: Context,
  { alarmId, staffId, actor, outcome: words }: Taking & { readonly outcome: string },
): Promise<Outcome<null>> {
  const outcome = words.trim();
  if (outcome === '') return invalid('outcome', 'empty', 'say how it ended');
  if (outcome.length > outcome_chars_max) {
    const detail = `outcome must have at most ${outcome_chars_max} characters`;
    return invalid('outcome', 'too_long', detail);
  }
  return transact(ctx, async (tx) => {
    const alarm = await lockAlarm(tx.db, alarmId);
    if (!alarm) return notFound('id', 'alarm');
    if (alarm.state === 'closed') return conflict('id', 'alarm_closed', 'the alarm is closed');
    const takenBy = alarm.takenBy ?? staffId;
    await end(tx, { ...alarm, takenBy }, { actor, outcome });
    // What is said there from now on may be urgent anew.
    if (alarm.threadId) await updateThread(tx.db, alarm.threadId, { urgent: false });
    return ok(null);
  });
}

async function end(
  ctx: TxContext,
  alarm: AlarmRow,
  { actor, outcome }: { readonly actor: string; readonly outcome: string | null },
): Promise<void> {
  const now = ctx.clock.now();
  const set = {
    state: 'closed',
    takenBy: alarm.takenBy,
    takenAt: alarm.takenAt ?? (alarm.takenBy ? now : null),
    nextAt: null,
    closedAt: now,
    closedBy: actor,
    outcome,
  } as const;
  await updateAlarm(ctx.db, alarm.id, set);
  await showToCalled(ctx, { ...alarm, ...set });
  await note(ctx, 'closed', { ...alarm, actor });
}

/** In the audit and to the clinic system; never what was said. */
async function note(
  ctx: TxContext,
  what: 'raised' | 'taken' | 'closed',
  alarm: Pick<AlarmRow, 'id' | 'patientId' | 'code'> & {
    readonly reasonId: string | null;
    readonly actor: string;
  },
): Promise<void> {
  const { id: alarmId, patientId, code, actor } = alarm;
  const reason = alarm.reasonId ? await findReason(ctx.db, alarm.reasonId) : null;
  const appointmentId = reason?.appointmentId ?? null;
  await appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor,
    action: `alarm_${what}`,
    subject: `patient:${patientId}`,
    details: { alarm: alarmId, code },
  });
  const data = { alarmId, code, appointmentId };
  await appendEvent(ctx, { type: `alarm.${what}`, patientId, data });
}

const colleagues = async (ctx: TxContext): Promise<readonly Colleague[]> =>
  (await listStaff(ctx.db)).map(toColleague);

const toColleague = ({ id, role, doctorId, clinicId, disabledAt }: StaffRow): Colleague => ({
  id,
  role,
  doctorId,
  clinicId,
  disabled: disabledAt !== null,
});

/** The treatment that was asked about, else the last visit that took place. */
async function sceneOf(
  ctx: TxContext,
  { patientId, reasonId }: { readonly patientId: string; readonly reasonId: string | null },
): Promise<Scene> {
  const reason = reasonId ? await findReason(ctx.db, reasonId) : null;
  const visit = reason?.appointmentId
    ? await findAppointment(ctx.db, reason.appointmentId)
    : await lastVisit(ctx, patientId);
  const clinicId = visit?.clinicId ?? (await findPatient(ctx.db, patientId))?.clinicId ?? null;
  return { doctorId: reason?.doctorId ?? visit?.doctorId ?? null, clinicId };
}

async function lastVisit(ctx: TxContext, patientId: string) {
  const visits = await visitsOfPatient(ctx.db, { patientId, limit: visits_max });
  const took = visits.find(
    ({ appointment: { startsAt, status } }) =>
      startsAt <= ctx.clock.now() && status !== 'cancelled' && status !== 'no_show',
  );
  return took?.appointment ?? null;
}
