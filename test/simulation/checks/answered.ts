/** Whoever writes gets an answer, or a person has their words before them. */

import type { Check } from '../contract.ts';
import { looked, wrong } from './looked.ts';

const name = 'answered';

/** Recorded texts of patients to which nothing was ever answered and no thread was opened. */
const unansweredText = `select i.id::text as id, i.event->>'text' as words, m.address_id::text as address
  from inbound i join message m on m.inbound_id = i.id and m.direction = 'in'
  where i.type = 'text' and i.state = 'done'
    and not exists (select 1 from message o where o.direction = 'out' and o.inbound_id = i.id)
    and m.thread_id is null
    and not exists (select 1 from thread t where t.address_id = m.address_id
      and t.opened_at <= m.created_at and (t.closed_at is null or t.closed_at >= m.created_at))`;

export const answered: Check = {
  name,
  atEnd: async (world) => {
    const [row] = await world.sql<{ count: number }>(
      `select count(*)::int as count from inbound where type = 'text' and state = 'done'`,
    );
    looked(world, name, row?.count ?? 0);
    const rows = await world.sql<{ id: string; words: string; address: string }>(unansweredText);
    return rows.map(({ id, words, address }) =>
      wrong(
        name,
        `inbound ${id} of ${address} («${words.slice(0, 60)}») has no answer and no thread`,
      ),
    );
  },
};
