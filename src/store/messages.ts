/** The outbox and the record of everything said: messages and their attempts. */

import {
  and,
  asc,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  lt,
  lte,
  ne,
  notLike,
  sql,
} from 'drizzle-orm';
import type { ChannelId } from '../domain/words.ts';
import { nextCareDue } from './alarms.ts';
import { type Db, notifyDue, rows } from './db.ts';
import { nextOfferEnd } from './requests.ts';
import { given, insertingNew, lookup, updating } from './row.ts';
import { message } from './schema.ts';
import { isAnyOf, jsonOf, statement } from './statement.ts';

export type MessageRow = typeof message.$inferSelect;
export type NewMessage = Omit<typeof message.$inferInsert, 'seq'>;

const one = <T>(found: readonly T[]): T | null => found[0] ?? null;

/** What the bot says to staff in their own chat is nothing of a patient's. */
export const isNoStaffChat = notLike(message.kind, 'to_staff.%');

const newMessage = insertingNew(message);
/** A plan key that exists already inserts nothing: planning twice writes once. */
export async function insertMessage(db: Db, row: NewMessage): Promise<void> {
  await newMessage(db, row);
  if (row.state === 'planned') await notifyDue(db);
}

const isThis = eq(message.id, sql.placeholder('id'));
const changed = updating(message, isThis);
export const updateMessage = (db: Db, id: string, set: Partial<NewMessage>): Promise<void> =>
  changed(db, { id }, set);

const byId = lookup((db) => db.select().from(message).where(isThis));
export const findMessage = (db: Db, id: string): Promise<MessageRow | null> => byId(db, { id });

const lockedById = lookup((db) => db.select().from(message).where(isThis).for('update'));
export const lockMessage = (db: Db, id: string): Promise<MessageRow | null> =>
  lockedById(db, { id });

/** Ours, by the platform's id. */
export async function lockSentMessage(
  db: Db,
  ref: { channel: ChannelId; account: string; externalId: string },
): Promise<MessageRow | null> {
  const found = await db
    .select()
    .from(message)
    .where(
      and(
        eq(message.channel, ref.channel),
        eq(message.account, ref.account),
        eq(message.externalId, ref.externalId),
        eq(message.direction, 'out'),
      ),
    )
    .orderBy(asc(message.seq))
    .limit(1)
    .for('update');
  return one(found);
}

/** In words: as a parameter it would keep a prepared plan from the index of what is planned. */
const isPlanned = sql`${message.state} = 'planned'`;

const claimable = and(
  isPlanned,
  lte(message.dueAt, given(message.dueAt, 'now')),
  sql`(${message.addressId} is null or ${message.addressId} not in (
      select busy.address_id from message busy where busy.state = 'claimed' and busy.address_id is not null))`,
);

export interface Look {
  readonly now: Date;
  readonly limit: number;
  /** Leaves out what fell due earlier and has been dealt with: a transaction open elsewhere keeps its dead rows in the index. */
  readonly from?: Date | null;
}

const due = statement((db) =>
  db
    .select()
    .from(message)
    .where(and(claimable, gte(message.dueAt, given(message.dueAt, 'from'))))
    .orderBy(asc(message.dueAt), asc(message.seq))
    .limit(sql.placeholder('limit'))
    .for('update', { skipLocked: true }),
);
const long_ago = new Date(0);

/**
 * What is due, oldest first, locked for this transaction. Messages to an account that has a request
 * under way wait their turn, so that answers keep their order.
 */
export const claimDue = (db: Db, { now, limit, from }: Look): Promise<MessageRow[]> =>
  due(db, { now, limit, from: from ?? long_ago });

const dueSoon = statement((db) =>
  db
    .select()
    .from(message)
    .where(
      and(
        isAnyOf(message.patientId, 'patientIds'),
        isAnyOf(message.kind, 'kinds'),
        isPlanned,
        lt(message.dueAt, given(message.dueAt, 'before')),
      ),
    )
    .orderBy(asc(message.dueAt), asc(message.seq))
    .for('update', { skipLocked: true }),
);
/** What is planned of these kinds about these patients, due before then; locked for this transaction. */
export async function lockDueSoon(
  db: Db,
  asked: {
    readonly patientIds: readonly string[];
    readonly kinds: readonly string[];
    readonly before: Date;
  },
): Promise<MessageRow[]> {
  if (asked.patientIds.length === 0) return [];
  const { patientIds, kinds, before } = asked;
  return dueSoon(db, { patientIds: jsonOf(patientIds), kinds: jsonOf(kinds), before });
}

const carriedBy = statement((db) =>
  db
    .select()
    .from(message)
    .where(eq(message.carriedBy, sql.placeholder('id')))
    .orderBy(asc(message.id))
    .for('update'),
);
/** What went out in one message with this one. */
export const lockCarried = (db: Db, id: string): Promise<MessageRow[]> => carriedBy(db, { id });

const firstDue = lookup((db) =>
  db
    .select({ at: message.dueAt })
    .from(message)
    .where(and(isPlanned, gt(message.dueAt, given(message.dueAt, 'after'))))
    .orderBy(asc(message.dueAt))
    .limit(1),
);
/** When something is to be done next, after `after`: a message falls due, an offer ends, an alarm climbs, a silence counts. */
export async function nextDue(db: Db, after: Date): Promise<Date | null> {
  const due = (await firstDue(db, { after }))?.at ?? null;
  const others = [await nextOfferEnd(db, after), await nextCareDue(db, after)];
  const times = [due, ...others].flatMap((at) => at?.getTime() ?? []);
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

const anyDue = statement((db) =>
  db.select({ id: message.id }).from(message).where(claimable).limit(1),
);
/** Whether `claimDue` would find anything. */
export async function hasDue(db: Db, now: Date): Promise<boolean> {
  return (await anyDue(db, { now })).length > 0;
}

/**
 * Claimed messages whose claim has run out: their process died with a request possibly sent. With
 * `all` every claim counts, for a process that knows it has the database to itself.
 */
export async function abandonedClaims(db: Db, { all }: { all: boolean }): Promise<MessageRow[]> {
  const ranOut = sql`${message.leaseUntil} < clock_timestamp()`;
  return db
    .select()
    .from(message)
    .where(and(sql`${message.state} = 'claimed'`, all ? undefined : ranOut))
    .for('update', { skipLocked: true });
}

const woken = statement((db) =>
  db
    .update(message)
    .set({ dueAt: given(message.dueAt, 'now') })
    .where(
      and(
        eq(message.addressId, sql.placeholder('addressId')),
        isPlanned,
        eq(message.code, 'window_closed'),
      ),
    )
    .returning({ id: message.id }),
);
/** Answers that wait for the patient's window become due once the patient has written. */
export async function wakeAnswers(
  db: Db,
  on: { readonly addressId: string; readonly now: Date },
): Promise<void> {
  if ((await woken(db, { ...on })).length > 0) await notifyDue(db);
}

/** The planned messages that a condition of the address holds back. */
export async function plannedOfAddress(db: Db, addressId: string): Promise<MessageRow[]> {
  return db
    .select()
    .from(message)
    .where(and(eq(message.addressId, addressId), isPlanned))
    .for('update');
}

export interface MessageFilter {
  readonly patientId?: string | undefined;
  readonly states?: readonly MessageRow['state'][] | undefined;
  /** `seq` of the last row of the page before. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Oldest first, for clinic systems. */
export async function listMessages(db: Db, filter: MessageFilter): Promise<MessageRow[]> {
  return db
    .select()
    .from(message)
    .where(
      and(
        ne(message.kind, 'edit'),
        isNoStaffChat,
        filter.patientId ? eq(message.patientId, filter.patientId) : undefined,
        filter.states ? inArray(message.state, [...filter.states]) : undefined,
        filter.after ? gt(message.seq, filter.after) : undefined,
      ),
    )
    .orderBy(asc(message.seq))
    .limit(filter.limit);
}

/** Newest first, everything sent, received and not sent. */
export async function timelineOf(
  db: Db,
  { patientId, limit }: { patientId: string; limit: number },
): Promise<MessageRow[]> {
  return db
    .select()
    .from(message)
    .where(and(eq(message.patientId, patientId), ne(message.kind, 'edit')))
    .orderBy(desc(message.dueAt), desc(message.seq))
    .limit(limit);
}

export async function messagesOfAppointments(
  db: Db,
  ids: readonly string[],
): Promise<MessageRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(message)
    .where(and(inArray(message.appointmentId, [...ids]), isNotNull(message.planKey)))
    .orderBy(asc(message.dueAt), asc(message.seq));
}

export async function messagesOfReasons(db: Db, ids: readonly string[]): Promise<MessageRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(message)
    .where(inArray(message.reasonId, [...ids]))
    .orderBy(asc(message.seq));
}

export interface StateCount {
  readonly state: string;
  readonly channel: string | null;
  readonly count: number;
}

export async function countByState(db: Db): Promise<StateCount[]> {
  return rows(
    db,
    sql`select state, channel, count(*)::int as count from message where direction = 'out' group by 1, 2 order by 1, 2`,
  );
}

/** How long the oldest due message has been waiting, in seconds by the given clock. */
export async function oldestDueSeconds(db: Db, now: Date): Promise<number> {
  const found = await db
    .select({ at: message.dueAt })
    .from(message)
    .where(and(isPlanned, lt(message.dueAt, now)))
    .orderBy(asc(message.dueAt))
    .limit(1);
  return found[0] ? (now.getTime() - found[0].at.getTime()) / 1000 : 0;
}
