/** Five minutes after its end at the latest, every message is done with, while anybody is there to do it. */

import type { Check, World } from '../contract.ts';
import { inMinutes, lasting, type Overdue } from './lasting.ts';
import { looked, wrong } from './looked.ts';

const name = 'terminal';
/** And the longest stall. */
const late_ms = 5.5 * 60_000;

const overdueText = `select id::text as id, kind, state, code,
    extract(epoch from ($1::timestamptz - not_after)) * 1000 as ms
  from message where direction = 'out' and state in ('planned', 'claimed') and not_after < $1::timestamptz`;

interface Late extends Overdue {
  readonly kind: string;
  readonly state: string;
  readonly code: string | null;
}

async function watch(world: World) {
  const rows = await world.sql<Late>(overdueText, [world.now().toISOString()]);
  looked(world, name, rows.length);
  return lasting(world, name, rows)
    .filter(({ ms }) => ms > late_ms)
    .map(({ row: { kind, id, state, code }, ms }) =>
      wrong(name, `${kind} ${id} is ${state} (${code}) ${inMinutes(ms)} min after its end`),
    );
}

export const terminal: Check = { name, onStep: watch, atEnd: watch };
