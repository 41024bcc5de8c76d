/** What was decided of a message and what came of trying: both only ever grow. */

import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Db } from './db.ts';
import { attempt, decision } from './schema.ts';

export type AttemptRow = typeof attempt.$inferSelect;
export type DecisionRow = typeof decision.$inferSelect;
export type NewDecision = Omit<typeof decision.$inferInsert, 'seq'>;

const one = <T>(found: readonly T[]): T | null => found[0] ?? null;

/** Oldest first. */
export async function decisionsOf(db: Db, messageId: string): Promise<DecisionRow[]> {
  return db
    .select()
    .from(decision)
    .where(eq(decision.messageId, messageId))
    .orderBy(asc(decision.seq));
}

export async function settleAttempt(
  db: Db,
  id: string,
  set: { finishedAt: Date; outcome: string; code: string | null; externalId: string | null },
): Promise<void> {
  await db
    .update(attempt)
    .set(set)
    .where(and(eq(attempt.id, id), isNull(attempt.outcome)));
}

export async function openAttempt(db: Db, messageId: string): Promise<AttemptRow | null> {
  const found = await db
    .select()
    .from(attempt)
    .where(and(eq(attempt.messageId, messageId), isNull(attempt.outcome)));
  return one(found);
}

export async function attemptsOf(db: Db, ids: readonly string[]): Promise<AttemptRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(attempt)
    .where(inArray(attempt.messageId, [...ids]))
    .orderBy(asc(attempt.startedAt), asc(attempt.number));
}
