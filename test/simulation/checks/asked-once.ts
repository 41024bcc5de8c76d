/** Of one day of a treatment there is one question, on whatever channel; silence brings a call and no second one. */

import type { Check, World } from '../contract.ts';
import { workOf } from './eyes.ts';
import { looked, wrong } from './looked.ts';

const name = 'asked-once';

/** What was taken, or may have been. */
const twiceText = `select r.appointment_id as visit, r.kind, r.day, count(*)::int as times
  from message m join reason r on r.id = m.reason_id
  where m.kind in ('wellbeing_check', 'wellbeing_score', 'impression')
    and m.state in ('accepted', 'sent', 'delivered', 'read', 'unknown')
  group by 1, 2, 3`;

interface Asked {
  readonly visit: string;
  readonly kind: string;
  readonly day: number | null;
  readonly times: number;
}

async function watch(world: World) {
  if (workOf(world).everReasons === 0) return [];
  const rows = await world.sql<Asked>(twiceText);
  looked(world, name, rows.length);
  return rows
    .filter(({ times }) => times > 1)
    .map(({ visit, kind, day, times }) =>
      wrong(name, `of ${visit}, day ${day}, ${kind} was asked ${times} times`),
    );
}

export const askedOnce: Check = { name, onStep: watch, atEnd: watch };
