/** Messages that we begin ourselves: what went out last, what waits for a word of the patient. */

import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import type { MessageRow } from './messages.ts';
import { given, lookup } from './row.ts';
import { message } from './schema.ts';
import { statement } from './statement.ts';

const patientId = sql.placeholder('patientId');

const lastSent = lookup((db) =>
  db
    .select()
    .from(message)
    .where(
      and(
        eq(message.addressId, sql.placeholder('addressId')),
        eq(message.proactive, true),
        inArray(message.state, ['accepted', 'sent', 'delivered', 'read', 'unknown']),
        gt(message.decidedAt, given(message.decidedAt, 'since')),
      ),
    )
    .orderBy(desc(message.decidedAt), desc(message.seq))
    .limit(1),
);
/** The last message we began ourselves that reached this account after `since`. */
export const lastProactiveTo = (
  db: Db,
  asked: { addressId: string; since: Date },
): Promise<MessageRow | null> => lastSent(db, { ...asked });

const wokenHeld = statement((db) =>
  db
    .update(message)
    .set({ dueAt: given(message.dueAt, 'now') })
    .where(
      and(
        eq(message.patientId, patientId),
        eq(message.state, 'planned'),
        eq(message.proactive, true),
        eq(message.verdict, 'wait'),
        inArray(message.code, ['silent', 'paused']),
      ),
    ),
);
/** What waits for a word of the patient: that their account is still theirs, or what they meant. */
export async function wakeHeld(
  db: Db,
  { patientId, now }: { patientId: string; now: Date },
): Promise<void> {
  await wokenHeld(db, { patientId, now });
}
