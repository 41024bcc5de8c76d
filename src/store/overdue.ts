/** Messages whose time has run out while something held them back. */

import { and, asc, eq, lt } from 'drizzle-orm';
import type { Db } from './db.ts';
import type { MessageRow } from './messages.ts';
import { message } from './schema.ts';

/** Locked for this transaction. `dueBefore` keeps the search to the near end of the queue. */
export async function lockOverdue(
  db: Db,
  on: { readonly endedBefore: Date; readonly dueBefore: Date; readonly limit: number },
): Promise<MessageRow[]> {
  return db
    .select()
    .from(message)
    .where(
      and(
        eq(message.state, 'planned'),
        lt(message.dueAt, on.dueBefore),
        lt(message.notAfter, on.endedBefore),
      ),
    )
    .orderBy(asc(message.dueAt), asc(message.seq))
    .limit(on.limit)
    .for('update', { skipLocked: true });
}
