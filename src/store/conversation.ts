/** What was said with one account, as staff see it. */

import { and, desc, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import type { MessageState } from '../domain/words.ts';
import type { Db } from './db.ts';
import { isNoStaffChat, type MessageRow } from './messages.ts';
import { message } from './schema.ts';

/**
 * Oldest first: what was said, not what is merely planned or was dropped; but an answer of staff that
 * could not be sent is there too.
 */
export async function conversationOf(
  db: Db,
  { addressId, limit }: { addressId: string; limit: number },
): Promise<MessageRow[]> {
  const unsaid: MessageState[] = ['cancelled', 'dropped', 'expired'];
  const latest = await db
    .select()
    .from(message)
    .where(
      and(
        eq(message.addressId, addressId),
        ne(message.kind, 'edit'),
        isNoStaffChat,
        isNotNull(message.content),
        sql`(${message.kind} = 'staff_reply' or ${message.state} not in ${unsaid})`,
        sql`not (${message.proactive} and ${message.state} = 'planned')`,
      ),
    )
    .orderBy(desc(message.seq))
    .limit(limit);
  return latest.reverse();
}

/** The last thing each of these accounts said. */
export async function lastInboundOf(db: Db, addressIds: readonly string[]): Promise<MessageRow[]> {
  if (addressIds.length === 0) return [];
  return db
    .selectDistinctOn([message.addressId])
    .from(message)
    .where(and(inArray(message.addressId, [...addressIds]), eq(message.direction, 'in')))
    .orderBy(message.addressId, desc(message.seq));
}
