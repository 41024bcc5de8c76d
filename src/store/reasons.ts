/** Reasons to invite a patient, as they live: found for clinic systems, sent, and over. */

import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { followUpKinds } from '../domain/reasons.ts';
import type { ReasonKind, ReasonState } from '../domain/words.ts';
import { type Db, rows } from './db.ts';
import type { ReasonRow } from './registry.ts';
import { lookup } from './row.ts';
import { callTask, doctor, patient, reason } from './schema.ts';

const kinds = [...followUpKinds];

const anId = sql.placeholder('id');
const locked = lookup((db) =>
  db.select().from(reason).where(eq(reason.id, anId)).for('no key update'),
);
export const lockReason = (db: Db, id: string): Promise<ReasonRow | null> => locked(db, { id });

export interface ReasonFilter {
  readonly patientId?: string | undefined;
  readonly state?: ReasonState | undefined;
  /** Id of the last row of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** By their ids: oldest first. */
export const pageFollowUps = (
  db: Db,
  { patientId, state, after, limit }: ReasonFilter,
): Promise<ReasonRow[]> =>
  db
    .select()
    .from(reason)
    .where(
      and(
        inArray(reason.kind, kinds),
        patientId ? eq(reason.patientId, patientId) : undefined,
        state ? eq(reason.state, state) : undefined,
        after ? gt(reason.id, after) : undefined,
      ),
    )
    .orderBy(asc(reason.id))
    .limit(limit);

const texts_max = 5_000;
/** What this person, of this doctor, has lately told patients. */
export const textsSince = (
  db: Db,
  { createdBy, since }: { createdBy: string; since: Date },
): Promise<{ patientId: string; text: string | null }[]> =>
  db
    .select({ patientId: reason.patientId, text: reason.argument })
    .from(reason)
    .where(
      and(
        eq(reason.createdBy, createdBy),
        gte(reason.createdAt, since),
        isNotNull(reason.argument),
        inArray(reason.kind, kinds),
      ),
    )
    .limit(texts_max);

/** The invitation has left. */
export async function markSent(
  db: Db,
  {
    id,
    at,
    answerBy,
    from,
  }: { id: string; at: Date; answerBy: Date; from: readonly ReasonState[] },
): Promise<void> {
  await db
    .update(reason)
    .set({ state: 'sent', answerBy, updatedAt: at })
    .where(and(eq(reason.id, id), inArray(reason.state, [...from])));
}

/** Time to answer is counted from here, where a channel tells. */
export async function markDelivered(
  db: Db,
  { id, answerBy }: { id: string; answerBy: Date },
): Promise<void> {
  await db
    .update(reason)
    .set({ answerBy })
    .where(and(eq(reason.id, id), eq(reason.state, 'sent'), isNotNull(reason.answerBy)));
}

/** Invitations unanswered for too long, and what was never sent and is too late now; locked for this transaction. */
export async function lockOver(
  db: Db,
  {
    now,
    dueBefore,
    askedBefore,
    limit,
  }: {
    readonly now: Date;
    readonly dueBefore: Date;
    /** The same of questions after a treatment. */
    readonly askedBefore: Date;
    readonly limit: number;
  },
): Promise<Pick<ReasonRow, 'id' | 'patientId' | 'state'>[]> {
  return rows(
    db,
    sql`select id, patient_id as "patientId", state from reason
      where (kind in (${sql.join(
        kinds.map((kind) => sql`${kind}`),
        sql`, `,
      )})
        and ((state = 'sent' and answer_by <= ${now.toISOString()}::timestamptz)
          or (state = 'planned' and due_at < ${dueBefore.toISOString()}::timestamptz)))
        or (state = 'planned' and purpose = 'wellbeing'
          and due_at < ${askedBefore.toISOString()}::timestamptz)
      order by id limit ${limit} for no key update skip locked`,
  );
}

export interface ListedReason {
  readonly reason: ReasonRow;
  readonly patient: typeof patient.$inferSelect;
  readonly doctor: string | null;
  /** Nobody has agreed, and a person is to ask. */
  readonly asks: boolean;
}

export interface ListFilter {
  readonly states: readonly ReasonState[];
  readonly asksOnly: boolean;
  readonly kind: ReasonKind | undefined;
  readonly doctorId: string | undefined;
  /** The last of the page before. */
  readonly after: { readonly dueAt: Date; readonly id: string } | undefined;
  readonly limit: number;
}

/** Soonest due first. */
export async function listReasons(db: Db, filter: ListFilter): Promise<ListedReason[]> {
  const { states, asksOnly, kind, doctorId, after, limit } = filter;
  const asks = sql<boolean>`${reason.state} = 'planned' and ${reason.evidence}->>'agreed' = 'false' and exists (
    select 1 from ${callTask} where ${callTask.patientId} = ${reason.patientId}
      and ${callTask.code} = 'ask_at_visit' and ${callTask.state} = 'open')`;
  const isAfter = after
    ? sql`(${reason.dueAt}, ${reason.id}) > (${after.dueAt.toISOString()}::timestamptz, ${after.id}::uuid)`
    : undefined;
  return db
    .select({ reason, patient, doctor: doctor.name, asks })
    .from(reason)
    .innerJoin(patient, eq(patient.id, reason.patientId))
    .leftJoin(doctor, eq(doctor.id, reason.doctorId))
    .where(
      and(
        inArray(reason.kind, kind ? [kind] : kinds),
        inArray(reason.state, [...states]),
        isNull(patient.erasedAt),
        doctorId ? eq(reason.doctorId, doctorId) : undefined,
        asksOnly ? asks : undefined,
        isAfter,
      ),
    )
    .orderBy(asc(reason.dueAt), asc(reason.id))
    .limit(limit);
}
