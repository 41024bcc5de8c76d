/** Whether there is anything to do, in one look. */

import { sql } from 'drizzle-orm';
import { type Db, rows } from './db.ts';

export interface WorkState {
  /** Something is pending, due or under way. */
  readonly busy: boolean;
  /** Grows with every event stored. */
  readonly lastInboundId: number;
}

export async function workState(db: Db, now: Date): Promise<WorkState> {
  const [state] = await rows<WorkState>(
    db,
    sql`select
      (select coalesce(max(id), 0)::int from inbound) as "lastInboundId",
      exists (select 1 from inbound where state = 'pending')
        or exists (select 1 from message where state = 'claimed')
        or exists (select 1 from message where state = 'planned' and due_at <= ${now.toISOString()}::timestamptz)
        as busy`,
  );
  if (!state) throw new Error('no answer');
  return state;
}
