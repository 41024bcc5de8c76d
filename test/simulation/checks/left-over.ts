/** When all is quiet and everything works, nothing is left lying about. */

import type { Check } from '../contract.ts';
import { looked, wrong } from './looked.ts';

const name = 'left-over';

const leftText = `select 'inbound ' || id as what, state, error_code as code from inbound where state = 'pending'
  union all select kind || ' ' || id, state, code from message
    where direction = 'out' and (state = 'claimed' or (state = 'planned' and due_at < $1::timestamptz))
  union all select 'attempt ' || id, 'open', null from attempt where outcome is null`;

export const leftOver: Check = {
  name,
  atEnd: async (world) => {
    looked(world, name);
    // What fell due this very minute is on its way.
    const before = new Date(world.now().getTime() - 120_000).toISOString();
    const rows = await world.sql<{ what: string; state: string; code: string | null }>(leftText, [
      before,
    ]);
    return rows.map(({ what, state, code }) => wrong(name, `${what} is still ${state} (${code})`));
  },
};
