/** Alarms, who was called for them, and whose silence has lasted long enough. */

import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { pauseMs } from '../domain/alarm.ts';
import type { ChannelId } from '../domain/words.ts';
import { appendingMany } from './bulk.ts';
import { type Db, rows } from './db.ts';
import type { CardRow, ReasonRow } from './registry.ts';
import { inserting, lookup, updating } from './row.ts';
import {
  alarm,
  alarmCall,
  appointment,
  clinic,
  message,
  patient,
  reason,
  serviceCard,
} from './schema.ts';
import { isAnyOf, jsonOf, statement, written } from './statement.ts';

export type AlarmRow = typeof alarm.$inferSelect;
export type AlarmCallRow = typeof alarmCall.$inferSelect;

const anId = sql.placeholder('id');
const isLive = ne(alarm.state, sql.raw("'closed'"));

export const insertAlarm = inserting(alarm);
export const insertAlarmCalls = appendingMany(alarmCall);

const liveOfPatient = lookup((db) =>
  db
    .select()
    .from(alarm)
    .where(and(eq(alarm.patientId, anId), isLive))
    .for('update'),
);
/** The one that is not closed. */
export const lockLiveAlarm = (db: Db, patientId: string): Promise<AlarmRow | null> =>
  liveOfPatient(db, { id: patientId });

const lockedAlarm = lookup((db) => db.select().from(alarm).where(eq(alarm.id, anId)).for('update'));
export const lockAlarm = (db: Db, id: string): Promise<AlarmRow | null> => lockedAlarm(db, { id });

const alarmById = lookup((db) => db.select().from(alarm).where(eq(alarm.id, anId)));
export const findAlarm = (db: Db, id: string): Promise<AlarmRow | null> => alarmById(db, { id });

/** Not closed. */
export async function lockAlarmsTakenBy(db: Db, staffId: string): Promise<AlarmRow[]> {
  return db
    .select()
    .from(alarm)
    .where(and(eq(alarm.takenBy, staffId), eq(alarm.state, 'taken')))
    .orderBy(asc(alarm.raisedAt), asc(alarm.id))
    .for('update');
}

const callById = lookup((db) => db.select().from(alarmCall).where(eq(alarmCall.id, anId)));
export const findAlarmCall = (db: Db, id: string): Promise<AlarmCallRow | null> =>
  callById(db, { id });

const changedAlarm = updating(alarm, eq(alarm.id, anId));
export const updateAlarm = (
  db: Db,
  id: string,
  set: Partial<typeof alarm.$inferInsert>,
): Promise<void> => changedAlarm(db, { id }, set);

const grave = statement((db) =>
  db
    .select({ patientId: alarm.patientId })
    .from(alarm)
    .where(and(isAnyOf(alarm.patientId, 'ids'), isLive, ne(alarm.code, sql.raw("'low_mark'")))),
);
/** Which of these patients feel bad, and nobody has closed it. */
export const graveAlarmsOf = (db: Db, ids: readonly string[]): Promise<{ patientId: string }[]> =>
  grave(db, { ids: jsonOf(ids) });

const msOf = (level: number) => sql.raw(String(pauseMs(level)));
/** Also where its moment is further ahead than any is put: the clock has gone back since. */
const isDue = (at: SQL) => sql`(next_at <= ${at} or next_at > ${at}
  + case level when 0 then ${msOf(0)} else ${msOf(1)} end * interval '1 millisecond')`;

/** Those nobody took in time; another process may have some of them. */
export async function lockDueAlarms(
  db: Db,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<AlarmRow[]> {
  return db
    .select()
    .from(alarm)
    .where(isDue(sql`${now.toISOString()}::timestamptz`))
    .orderBy(asc(alarm.nextAt))
    .limit(limit)
    .for('update', { skipLocked: true });
}

export interface AlarmEntry {
  readonly alarm: AlarmRow;
  readonly patient: typeof patient.$inferSelect;
  readonly reason: ReasonRow | null;
}

const entry = (db: Db) =>
  db
    .select({ alarm, patient, reason })
    .from(alarm)
    .innerJoin(patient, eq(patient.id, alarm.patientId))
    .leftJoin(reason, eq(reason.id, alarm.reasonId));

/** Not closed, oldest first. */
export async function listLiveAlarms(db: Db): Promise<AlarmEntry[]> {
  return entry(db).where(isLive).orderBy(asc(alarm.raisedAt), asc(alarm.id));
}

export async function findAlarmEntry(db: Db, id: string): Promise<AlarmEntry | null> {
  const [found] = await entry(db).where(eq(alarm.id, id));
  return found ?? null;
}

/** The newest that was raised in this chat. */
export async function lastAlarmOfThread(db: Db, threadId: string): Promise<AlarmEntry | null> {
  const [found] = await entry(db)
    .where(eq(alarm.threadId, threadId))
    .orderBy(desc(alarm.raisedAt))
    .limit(1);
  return found ?? null;
}

/** A stable order to page through. */
export async function pageAlarms(
  db: Db,
  {
    state,
    after,
    limit,
  }: {
    readonly state: AlarmRow['state'] | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<AlarmRow[]> {
  return db
    .select()
    .from(alarm)
    .where(and(state ? eq(alarm.state, state) : undefined, after ? gt(alarm.id, after) : undefined))
    .orderBy(asc(alarm.id))
    .limit(limit);
}

export async function alarmsOfPatients(db: Db, ids: readonly string[]): Promise<AlarmRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(alarm)
    .where(inArray(alarm.patientId, [...ids]))
    .orderBy(asc(alarm.raisedAt));
}

export const alarmsOfPatient = (db: Db, patientId: string): Promise<AlarmRow[]> =>
  alarmsOfPatients(db, [patientId]);

/** In the order in which people were called. */
export async function callsOfAlarms(db: Db, ids: readonly string[]): Promise<AlarmCallRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(alarmCall)
    .where(inArray(alarmCall.alarmId, [...ids]))
    .orderBy(asc(alarmCall.at), asc(alarmCall.id));
}

const now = sql.placeholder('now');
/** With a placeholder `now`, as a part of other statements. */
export const careDue = sql`(exists (select 1 from alarm where ${isDue(sql`${now}::timestamptz`)})
    or exists (select 1 from reason
      where state = 'sent' and episode_id is not null and answer_by <= ${now}::timestamptz))`;
const due = written<{ due: boolean }>(sql`select ${careDue} as due`);
/** Whether somebody has to be called again, or has been silent for too long. */
export const isCareDue = async (db: Db, at: Date): Promise<boolean> =>
  (await due(db, { now: at.toISOString() }))[0]?.due ?? false;

export const nextCare = sql`least(
  (select min(next_at) from alarm where next_at > ${now}::timestamptz),
  (select min(answer_by) from reason
    where state = 'sent' and episode_id is not null and answer_by > ${now}::timestamptz))`;
const ahead = written<{ at: string | null }>(
  sql`select to_char(${nextCare} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
);
/** When that is next, after `after`. */
export async function nextCareDue(db: Db, after: Date): Promise<Date | null> {
  const [first] = await ahead(db, { now: after.toISOString() });
  return first?.at ? new Date(first.at) : null;
}

export interface Arrival {
  readonly reasonId: string;
  readonly deliveredAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly card: CardRow | null;
  /** The clinic's. */
  readonly zone: string | null;
}

/** Questions that were sent and whose wait for an answer has not begun. */
export async function arrivalsToTime(
  db: Db,
  {
    now: at,
    withoutReceipts,
    limit,
    reasonId,
  }: {
    readonly now: Date;
    /** Channels that never say what has arrived. */
    readonly withoutReceipts: readonly ChannelId[];
    readonly limit: number;
    readonly reasonId?: string | undefined;
  },
): Promise<Arrival[]> {
  return db
    .select({
      reasonId: reason.id,
      deliveredAt: message.deliveredAt,
      acceptedAt: message.settledAt,
      card: serviceCard,
      zone: clinic.zone,
    })
    .from(reason)
    .innerJoin(
      message,
      and(
        eq(message.reasonId, reason.id),
        inArray(message.state, ['accepted', 'sent', 'delivered', 'read']),
        sql`${message.kind} in ('wellbeing_check', 'wellbeing_score', 'impression')`,
      ),
    )
    .leftJoin(serviceCard, eq(serviceCard.patientId, reason.patientId))
    .leftJoin(appointment, eq(appointment.id, reason.appointmentId))
    .leftJoin(clinic, eq(clinic.id, appointment.clinicId))
    .where(
      and(
        sql`${reason.state} = 'sent' and ${reason.episodeId} is not null and ${reason.answerBy} is null`,
        or(
          isNotNull(message.deliveredAt),
          inArray(message.channel, [...withoutReceipts]),
          lte(message.notAfter, at),
        ),
        reasonId === undefined ? undefined : eq(reason.id, reasonId),
      ),
    )
    .limit(limit);
}

/** Sent, and not answered in time. Locked; what another process has is left to it. */
export async function lockSilent(
  db: Db,
  { now: at, limit }: { readonly now: Date; readonly limit: number },
): Promise<ReasonRow[]> {
  return db
    .select()
    .from(reason)
    .where(
      sql`${reason.state} = 'sent' and ${reason.episodeId} is not null and ${reason.answerBy} <= ${at.toISOString()}::timestamptz`,
    )
    .orderBy(asc(reason.answerBy))
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** That there was an alarm, who was called and when stays; how it ended was said of the patient. The ids of them. */
export async function forgetAlarms(
  db: Db,
  { patientId, at }: { patientId: string; at: Date },
): Promise<string[]> {
  const forgotten = await rows<{ id: string }>(
    db,
    sql`update alarm set outcome = null, next_at = null, state = 'closed',
        closed_by = case when state = 'closed' then closed_by else 'erasure' end,
        closed_at = coalesce(closed_at, ${at.toISOString()}::timestamptz)
      where patient_id = ${patientId} returning id`,
  );
  return forgotten.map(({ id }) => id);
}
