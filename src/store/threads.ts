/** What staff work on: threads with patients, and call tasks. */

import { and, asc, desc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import { type Db, rows } from './db.ts';
import { inserting, insertingNew, lookup, updating } from './row.ts';
import { address, callTask, contact, patient, thread } from './schema.ts';
import { isAnyOf, jsonOf } from './statement.ts';

export type ThreadRow = typeof thread.$inferSelect;
export type CallTaskRow = typeof callTask.$inferSelect;

const anId = sql.placeholder('id');

const lockedOpen = lookup((db) =>
  db
    .select()
    .from(thread)
    // The state as a literal: with a placeholder a kept plan could not use the index of open ones.
    .where(and(eq(thread.addressId, anId), sql`${thread.state} = 'open'`))
    .for('update'),
);
export const lockOpenThread = (db: Db, addressId: string): Promise<ThreadRow | null> =>
  lockedOpen(db, { id: addressId });

const doubtful = lookup((db) =>
  db
    .select({ id: thread.id })
    .from(thread)
    .innerJoin(address, eq(address.id, thread.addressId))
    .where(
      and(
        eq(address.contactId, anId),
        eq(thread.state, 'open'),
        eq(thread.reason, 'doubtful_stop'),
      ),
    )
    .limit(1),
);
/** On any account of this person it is still open whether they want to be written to. */
export const isInDoubt = async (db: Db, contactId: string): Promise<boolean> =>
  (await doubtful(db, { id: contactId })) !== null;

const threadById = lookup((db) => db.select().from(thread).where(eq(thread.id, anId)));
export const findThread = (db: Db, id: string): Promise<ThreadRow | null> => threadById(db, { id });

const lockedThread = lookup((db) =>
  db.select().from(thread).where(eq(thread.id, anId)).for('update'),
);
export const lockThread = (db: Db, id: string): Promise<ThreadRow | null> =>
  lockedThread(db, { id });

export const insertThread = inserting(thread);

const changedThread = updating(thread, eq(thread.id, anId), {
  revision: sql`${thread.revision} + 1`,
});
/** Each change raises the revision, by which live pages know that something is new. */
export const updateThread = (
  db: Db,
  id: string,
  set: Partial<typeof thread.$inferInsert>,
): Promise<void> => changedThread(db, { id }, set);

/** Open ones this colleague had are nobody's. */
export async function leaveThreadsOf(db: Db, staffId: string): Promise<void> {
  await db
    .update(thread)
    .set({ assignedTo: null, revision: sql`${thread.revision} + 1` })
    .where(and(eq(thread.assignedTo, staffId), eq(thread.state, 'open')));
}

export interface InboxEntry {
  readonly thread: ThreadRow;
  readonly address: typeof address.$inferSelect;
  readonly contact: typeof contact.$inferSelect;
  readonly patient: typeof patient.$inferSelect | null;
}

const entry = (db: Db) =>
  db
    .select({ thread, address, contact, patient })
    .from(thread)
    .innerJoin(address, eq(address.id, thread.addressId))
    .innerJoin(contact, eq(contact.id, address.contactId))
    .leftJoin(patient, eq(patient.id, thread.patientId));

/** Urgent first, then whoever has waited longest for an answer. */
export async function listThreads(
  db: Db,
  { state, limit }: { state: 'open' | 'closed'; limit: number },
): Promise<InboxEntry[]> {
  const order =
    state === 'open'
      ? [desc(thread.urgent), sql`${thread.answeredAt} is not null`, asc(thread.lastInboundAt)]
      : [desc(thread.closedAt)];
  return entry(db)
    .where(eq(thread.state, state))
    .orderBy(...order)
    .limit(limit);
}

/** For clinic systems: a stable order to page through. */
export async function pageThreads(
  db: Db,
  {
    state,
    after,
    limit,
  }: { state?: 'open' | 'closed' | undefined; after?: string | undefined; limit: number },
): Promise<InboxEntry[]> {
  return entry(db)
    .where(
      and(state ? eq(thread.state, state) : undefined, after ? gt(thread.id, after) : undefined),
    )
    .orderBy(asc(thread.id))
    .limit(limit);
}

export async function findEntry(db: Db, id: string): Promise<InboxEntry | null> {
  const [found] = await entry(db).where(eq(thread.id, id));
  return found ?? null;
}

/** Newest first. */
export async function threadsOfPatients(
  db: Db,
  patientIds: readonly string[],
): Promise<ThreadRow[]> {
  if (patientIds.length === 0) return [];
  return db
    .select()
    .from(thread)
    .where(inArray(thread.patientId, [...patientIds]))
    .orderBy(desc(thread.openedAt));
}

/** Changes whenever the inbox does. */
export async function inboxRevision(db: Db): Promise<string> {
  const [row] = await rows<{ revision: string }>(
    db,
    sql`select count(*) || '.' || coalesce(sum(revision), 0) as revision from thread`,
  );
  return row?.revision ?? '';
}

export type NewCallTask = typeof callTask.$inferInsert;
/** False where it is on the list already. */
export const insertCallTask: (db: Db, row: NewCallTask) => Promise<boolean> =
  insertingNew(callTask);

const deskTask = lookup((db) =>
  db
    .select({ id: callTask.id })
    .from(callTask)
    .where(
      and(
        eq(callTask.patientId, sql.placeholder('patientId')),
        eq(callTask.code, sql.placeholder('code')),
        sql`${callTask.state} = 'open'`,
        isNull(callTask.messageId),
      ),
    )
    .limit(1),
);
/** Whether the desk has this on its list already, whatever purpose brought it there. */
export const hasDeskTask = async (
  db: Db,
  { patientId, code }: { patientId: string; code: string },
): Promise<boolean> => (await deskTask(db, { patientId, code })) !== null;

export interface CallEntry {
  readonly task: CallTaskRow;
  readonly patient: typeof patient.$inferSelect;
}

export async function listCallTasks(
  db: Db,
  filter: {
    state: 'open' | 'done' | null;
    patientId?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
): Promise<CallEntry[]> {
  return db
    .select({ task: callTask, patient })
    .from(callTask)
    .innerJoin(patient, eq(patient.id, callTask.patientId))
    .where(
      and(
        filter.state ? eq(callTask.state, filter.state) : undefined,
        filter.patientId ? eq(callTask.patientId, filter.patientId) : undefined,
        filter.after ? gt(callTask.id, filter.after) : undefined,
      ),
    )
    .orderBy(asc(callTask.id))
    .limit(filter.limit);
}

const callTaskById = lookup((db) => db.select().from(callTask).where(eq(callTask.id, anId)));
export const findCallTask = (db: Db, id: string): Promise<CallTaskRow | null> =>
  callTaskById(db, { id });

const changedCallTask = updating(callTask, eq(callTask.id, anId));
export const updateCallTask = (
  db: Db,
  id: string,
  set: Partial<typeof callTask.$inferInsert>,
): Promise<void> => changedCallTask(db, { id }, set);

const closedTasks = updating(
  callTask,
  sql`${isAnyOf(callTask.appointmentId, 'ids')} and ${callTask.state} = 'open'`,
);
export async function closeCallTasksOf(
  db: Db,
  { appointmentIds, at, result }: { appointmentIds: readonly string[]; at: Date; result: string },
): Promise<void> {
  if (appointmentIds.length === 0) return;
  const ids = jsonOf(appointmentIds);
  await closedTasks(db, { ids }, { state: 'done', result, doneAt: at, doneBy: 'system' });
}

/** What a message was to be called about is settled without a person. */
export async function closeTaskOfMessage(
  db: Db,
  { messageId, at, result }: { messageId: string; at: Date; result: string },
): Promise<void> {
  await db
    .update(callTask)
    .set({ state: 'done', result, doneAt: at, doneBy: 'system' })
    .where(and(eq(callTask.messageId, messageId), eq(callTask.state, 'open')));
}

/** The same of what no message asked for. */
export async function closeDeskTask(
  db: Db,
  { patientId, code, at, result }: { patientId: string; code: string; at: Date; result: string },
): Promise<void> {
  const own = and(eq(callTask.patientId, patientId), eq(callTask.code, code));
  await db
    .update(callTask)
    .set({ state: 'done', result, doneAt: at, doneBy: 'system' })
    .where(and(own, isNull(callTask.messageId), eq(callTask.state, 'open')));
}

export async function countOpen(
  db: Db,
  now: Date,
): Promise<{ threads: number; urgent: number; calls: number }> {
  const [threads] = await rows<{ threads: number; urgent: number }>(
    db,
    sql`select count(*)::int as threads, count(*) filter (where urgent)::int as urgent from thread where state = 'open'`,
  );
  const calls = await db
    .select({ id: callTask.id })
    .from(callTask)
    .where(and(eq(callTask.state, 'open'), lte(callTask.dueAt, now)));
  return { threads: threads?.threads ?? 0, urgent: threads?.urgent ?? 0, calls: calls.length };
}
