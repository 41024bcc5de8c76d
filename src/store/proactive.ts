/** Messages that we begin ourselves: what is planned, what went out, what waits for a word of the patient. */

import { and, desc, eq, gt, inArray, isNotNull, ne, notInArray } from 'drizzle-orm';
import type { Db } from './db.ts';
import type { MessageRow } from './messages.ts';
import { message } from './schema.ts';

const one = <T>(found: readonly T[]): T | null => found[0] ?? null;

/** Questions whether we may write, and to whom, are not what the patient wanted less of. */
const uncounted = ['still_you', 'ask_wellbeing'];

/** Every message planned from a visit or a reason of this patient, sent or not. */
export async function plannedOf(db: Db, patientId: string): Promise<MessageRow[]> {
  return db
    .select()
    .from(message)
    .where(and(eq(message.patientId, patientId), isNotNull(message.planKey)))
    .for('update');
}

/** When proactive messages to a patient left, or may have left, since a moment. */
export async function sentTimes(
  db: Db,
  { patientId, since, except }: { patientId: string; since: Date; except: string },
): Promise<Date[]> {
  const found = await db
    .select({ at: message.decidedAt })
    .from(message)
    .where(
      and(
        eq(message.patientId, patientId),
        eq(message.proactive, true),
        notInArray(message.kind, uncounted),
        ne(message.id, except),
        inArray(message.state, ['claimed', 'accepted', 'sent', 'delivered', 'read', 'unknown']),
        gt(message.decidedAt, since),
      ),
    );
  return found.flatMap(({ at }) => (at ? [at] : []));
}

/** The last message we began ourselves that reached this account after `since`. */
export async function lastProactiveTo(
  db: Db,
  { addressId, since }: { addressId: string; since: Date },
): Promise<MessageRow | null> {
  const found = await db
    .select()
    .from(message)
    .where(
      and(
        eq(message.addressId, addressId),
        eq(message.proactive, true),
        inArray(message.state, ['accepted', 'sent', 'delivered', 'read', 'unknown']),
        gt(message.decidedAt, since),
      ),
    )
    .orderBy(desc(message.decidedAt), desc(message.seq))
    .limit(1);
  return one(found);
}

/** What waits for a word of the patient: that their account is still theirs, or what they meant. */
export async function wakeHeld(
  db: Db,
  { patientId, now }: { patientId: string; now: Date },
): Promise<void> {
  await db
    .update(message)
    .set({ dueAt: now })
    .where(
      and(
        eq(message.patientId, patientId),
        eq(message.state, 'planned'),
        eq(message.proactive, true),
        eq(message.verdict, 'wait'),
        inArray(message.code, ['silent', 'paused']),
      ),
    );
}
