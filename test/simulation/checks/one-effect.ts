/** However often an event came, it had one effect. */

import type { Check } from '../contract.ts';
import { looked, wrong } from './looked.ts';

const name = 'one-effect';

/** Each gives rows only where something happened twice. */
const doubles: Readonly<Record<string, string>> = {
  'stored twice': `select channel || ' ' || external_id as what from inbound
    group by channel, account, external_id having count(*) > 1`,
  'recorded twice': `select inbound_id::text as what from message
    where direction = 'in' and inbound_id is not null group by inbound_id having count(*) > 1`,
  'answered twice': `select inbound_id::text as what from message
    where direction = 'out' and not proactive and inbound_id is not null and retry_of is null
    group by inbound_id having count(distinct created_at) > 1`,
  'in the ledger twice': `select inbound_id || ' ' || act || ' ' || purpose as what from consent_event
    where inbound_id is not null
    group by inbound_id, patient_id, purpose, channel, binding_id, act having count(*) > 1`,
  'planned twice': `select plan_key as what from message where plan_key is not null
    group by plan_key having count(*) > 1`,
};
const together = Object.entries(doubles)
  .map(([how, text]) => `select '${how}' as how, what from (${text}) t`)
  .join(' union all ');

export const oneEffect: Check = {
  name,
  atEnd: async (world) => {
    const [row] = await world.sql<{ count: number }>('select count(*)::int as count from inbound');
    looked(world, name, row?.count ?? 0);
    const found = await world.sql<{ how: string; what: string }>(together);
    return found.map(({ how, what }) => wrong(name, `${what} is ${how}`));
  },
};
