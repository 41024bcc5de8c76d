/** Whether there is anything to do, in one look. */

import { sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { written } from './statement.ts';

export interface WorkState {
  /** Something is pending, due or under way. */
  readonly busy: boolean;
  /** Grows with every event stored. */
  readonly lastInboundId: number;
}

const look = written<WorkState>(sql`select
  (select coalesce(max(id), 0)::int from inbound) as "lastInboundId",
  exists (select 1 from inbound where state = 'pending')
    or exists (select 1 from message where state = 'claimed')
    or exists (select 1 from message where state = 'planned' and due_at <= ${sql.placeholder('now')}::timestamptz)
    as busy`);

export async function workState(db: Db, now: Date): Promise<WorkState> {
  const [state] = await look(db, { now: now.toISOString() });
  if (!state) throw new Error('no answer');
  return state;
}
