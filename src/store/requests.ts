/** What patients want of the schedule and the chat alone could not do. */

import { and, asc, desc, eq, gt, inArray, lte, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Db, rows } from './db.ts';
import { inserting, lookup, updating } from './row.ts';
import { appointment, visitRequest } from './schema.ts';
import { isAnyOf, jsonOf, statement, written } from './statement.ts';

export type RequestRow = typeof visitRequest.$inferSelect;

const live = ['open', 'offered'] as const;

export const insertRequest = inserting(visitRequest);

const anId = sql.placeholder('id');
const lockedRequest = lookup((db) =>
  db.select().from(visitRequest).where(eq(visitRequest.id, anId)).for('no key update'),
);
export const lockRequest = (db: Db, id: string): Promise<RequestRow | null> =>
  lockedRequest(db, { id });

const requestById = lookup((db) => db.select().from(visitRequest).where(eq(visitRequest.id, anId)));
export const findRequest = (db: Db, id: string): Promise<RequestRow | null> =>
  requestById(db, { id });

const changedRequest = updating(visitRequest, eq(visitRequest.id, anId));
export const updateRequest = (
  db: Db,
  id: string,
  set: Partial<typeof visitRequest.$inferInsert>,
): Promise<void> => changedRequest(db, { id }, set);

const liveOfVisits = statement((db) =>
  db
    .select()
    .from(visitRequest)
    .where(and(isAnyOf(visitRequest.appointmentId, 'ids'), inArray(visitRequest.state, [...live]))),
);
export const liveRequestsOfVisits = (db: Db, ids: readonly string[]): Promise<RequestRow[]> =>
  liveOfVisits(db, { ids: jsonOf(ids) });

export async function liveRequestsOfPatient(db: Db, patientId: string): Promise<RequestRow[]> {
  return db
    .select()
    .from(visitRequest)
    .where(and(eq(visitRequest.patientId, patientId), inArray(visitRequest.state, [...live])))
    .orderBy(asc(visitRequest.createdAt));
}

/** Oldest first: who asked first is served first. */
export async function listRequests(db: Db, { limit }: { limit: number }): Promise<RequestRow[]> {
  return db
    .select()
    .from(visitRequest)
    .where(inArray(visitRequest.state, [...live]))
    .orderBy(asc(visitRequest.createdAt), asc(visitRequest.id))
    .limit(limit);
}

/** For clinic systems: live ones in a stable order to page through, by their ids oldest first. */
export async function pageRequests(
  db: Db,
  filter: {
    kind?: RequestRow['kind'] | undefined;
    patientId?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
): Promise<RequestRow[]> {
  return db
    .select()
    .from(visitRequest)
    .where(
      and(
        inArray(visitRequest.state, [...live]),
        filter.kind ? eq(visitRequest.kind, filter.kind) : undefined,
        filter.patientId ? eq(visitRequest.patientId, filter.patientId) : undefined,
        filter.after ? gt(visitRequest.id, filter.after) : undefined,
      ),
    )
    .orderBy(asc(visitRequest.id))
    .limit(filter.limit);
}

/** Who asked to be told of an earlier time with this doctor, and has a later visit. */
export async function waitingFor(
  db: Db,
  { doctorId, clinicId, after }: { doctorId: string; clinicId: string; after: Date },
): Promise<{ request: RequestRow; visit: typeof appointment.$inferSelect }[]> {
  return db
    .select({ request: visitRequest, visit: appointment })
    .from(visitRequest)
    .innerJoin(appointment, eq(appointment.id, visitRequest.appointmentId))
    .where(
      and(
        eq(visitRequest.kind, 'earlier'),
        eq(visitRequest.state, 'open'),
        eq(appointment.doctorId, doctorId),
        eq(appointment.clinicId, clinicId),
        inArray(appointment.status, ['booked', 'confirmed']),
        sql`${appointment.startsAt} > ${after.toISOString()}`,
      ),
    )
    .orderBy(asc(visitRequest.createdAt), asc(visitRequest.id));
}

const after = sql`${sql.placeholder('after')}::timestamptz`;
const firstEnd = written<{ at: string | null }>(sql`select to_char(least(
    (select min(offered_until) from visit_request where state = 'offered' and offered_until > ${after}),
    (select min(expires_at) from slot_hold where left_by is not null and expires_at > ${after})
  ) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`);
/** Also when a time that was left may be offered on. */
export async function nextOfferEnd(db: Db, after: Date): Promise<Date | null> {
  const [first] = await firstEnd(db, { after: after.toISOString() });
  return first?.at ? new Date(first.at) : null;
}

/** Offers nobody answered in time. */
export async function runOutOffers(
  db: Db,
  { now, limit }: { now: Date; limit: number },
): Promise<RequestRow[]> {
  return db
    .select()
    .from(visitRequest)
    .where(and(eq(visitRequest.state, 'offered'), lte(visitRequest.offeredUntil, now)))
    .orderBy(asc(visitRequest.offeredUntil), desc(visitRequest.id))
    .limit(limit)
    .for('no key update', { skipLocked: true });
}

/** What was closed in that very moment and has not been asked for anew since. */
export async function openAgain(
  db: Db,
  { appointmentId, at }: { appointmentId: string; at: Date },
): Promise<RequestRow[]> {
  const other = alias(visitRequest, 'other');
  const asked = db
    .select({ one: sql`1` })
    .from(other)
    .where(
      and(
        eq(other.appointmentId, visitRequest.appointmentId),
        eq(other.kind, visitRequest.kind),
        inArray(other.state, [...live]),
      ),
    );
  return db
    .update(visitRequest)
    .set({
      ...{ state: 'open', closedAt: null, closedBy: null },
      ...{ offers: null, offeredAt: null, offeredUntil: null },
    })
    .where(
      and(
        eq(visitRequest.appointmentId, appointmentId),
        eq(visitRequest.state, 'done'),
        eq(visitRequest.closedAt, at),
        notExists(asked),
      ),
    )
    .returning();
}

/** What was wanted has come about, or cannot any more. */
export async function closeRequestsOf(
  db: Db,
  { appointmentId, at, by }: { appointmentId: string; at: Date; by: string },
): Promise<RequestRow[]> {
  return db
    .update(visitRequest)
    .set({ state: 'done', closedAt: at, closedBy: by })
    .where(
      and(eq(visitRequest.appointmentId, appointmentId), inArray(visitRequest.state, [...live])),
    )
    .returning();
}

export const liveRequestsOfReason = (db: Db, reasonId: string): Promise<RequestRow[]> =>
  db
    .select()
    .from(visitRequest)
    .where(and(eq(visitRequest.reasonId, reasonId), inArray(visitRequest.state, [...live])));

/** A visit is booked for it. */
export const closeReasonRequests = (
  db: Db,
  { reasonId, at }: { reasonId: string; at: Date },
): Promise<RequestRow[]> =>
  db
    .update(visitRequest)
    .set({ state: 'done', closedAt: at, closedBy: 'system' })
    .where(and(eq(visitRequest.reasonId, reasonId), inArray(visitRequest.state, [...live])))
    .returning();

/** The patient's words; that there was a wish, and what became of it, stays. */
export async function forgetRequests(
  db: Db,
  { patientId, at }: { patientId: string; at: Date },
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`update visit_request set words = null, wish = null, offers = null,
        closed_by = case when state in ('open', 'offered') then 'erasure' else closed_by end,
        closed_at = coalesce(closed_at, ${at.toISOString()}::timestamptz),
        state = case when state in ('open', 'offered') then 'withdrawn' else state end
      where patient_id = ${patientId} returning id`,
  );
  return found.map(({ id }) => id);
}

/** Why a visit was cancelled stays if it is a code, not if it is a sentence. */
export async function forgetCancelReasons(db: Db, patientId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`update appointment set cancel_reason = null
      where patient_id = ${patientId} and cancel_reason !~ '^[a-z_]+$' returning id`,
  );
  return found.map(({ id }) => id);
}
