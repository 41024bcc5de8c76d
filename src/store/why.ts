/** What stands behind one message. */

import { and, desc, eq, lt } from 'drizzle-orm';
import type { BindingRow } from './bindings.ts';
import type { Db } from './db.ts';
import type { MessageRow } from './messages.ts';
import { binding, message } from './schema.ts';

/** The patient's own message that came in as this event. */
export async function messageOfInbound(db: Db, inboundId: number): Promise<MessageRow | null> {
  const [found] = await db
    .select()
    .from(message)
    .where(and(eq(message.inboundId, inboundId), eq(message.direction, 'in')));
  return found ?? null;
}

/** The last thing this account had said by then. */
export async function lastWordBefore(
  db: Db,
  { addressId, seq }: { addressId: string; seq: number },
): Promise<MessageRow | null> {
  const [found] = await db
    .select()
    .from(message)
    .where(and(eq(message.addressId, addressId), eq(message.direction, 'in'), lt(message.seq, seq)))
    .orderBy(desc(message.seq))
    .limit(1);
  return found ?? null;
}

/** Ended ones too: it was live when the message went. */
export async function findBinding(db: Db, id: string): Promise<BindingRow | null> {
  const [found] = await db.select().from(binding).where(eq(binding.id, id));
  return found ?? null;
}
