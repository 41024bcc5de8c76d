/** States move forward: a message that arrived is not on its way again, a closed thing stays closed. */

import type { Check, World } from '../contract.ts';
import { looked, noteOf, wrong } from './looked.ts';

const name = 'forward';

const arrived = ['accepted', 'sent', 'delivered', 'read'] as const;
const ended = [...arrived, 'failed', 'unknown', 'dropped', 'cancelled', 'expired'] as const;
/** What the facts or the patient have made right again may still go, as long as it never went. */
const revived = ['planned', 'claimed', ...ended] as const;

/** Where each state of a message may lead, possibly over several in between. */
const after: Readonly<Record<string, readonly string[]>> = {
  planned: ['claimed', ...ended],
  claimed: ['planned', ...ended],
  unknown: [...arrived, 'failed'],
  accepted: ['sent', 'delivered', 'read', 'failed'],
  sent: ['delivered', 'read', 'failed'],
  delivered: ['read'],
  read: [],
  failed: [],
  dropped: revived,
  cancelled: revived,
  expired: [],
};
const onceOnly: readonly string[] = ['done', 'closed'];

const statesText = `select 'message' as what, id::text as id, state from message where direction = 'out'
  union all select 'call_task', id::text, state from call_task
  union all select 'thread', id::text, state from thread
  union all select 'inbound', id::text, state from inbound
  union all select 'attempt', id::text, coalesce(outcome, 'open') from attempt`;

interface State {
  readonly what: string;
  readonly id: string;
  readonly state: string;
}

function isForward(what: string, from: string, to: string): boolean {
  if (from === to) return true;
  if (what === 'message') return after[from]?.includes(to) ?? false;
  if (what === 'attempt') return from === 'open';
  return !onceOnly.includes(from);
}

const statesOf = (world: World): Map<string, string> => noteOf(world, 'states', () => new Map());

async function watch(world: World) {
  const known = statesOf(world);
  const found = [];
  for (const { what, id, state } of await world.sql<State>(statesText)) {
    const key = `${what} ${id}`;
    const before = known.get(key);
    if (before !== undefined && before !== state) looked(world, name);
    if (before !== undefined && !isForward(what, before, state)) {
      found.push(wrong(name, `${key} went back from ${before} to ${state}`));
    }
    known.set(key, state);
  }
  return found;
}

export const forward: Check = { name, onStep: watch, atEnd: watch };
