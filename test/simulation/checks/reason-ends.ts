/** Every reason ends, or has a moment ahead at which it will; and nobody is called about what they did not agree to. */

import type { Check, Violation, World } from '../contract.ts';
import { workOf } from './eyes.ts';
import { inMinutes, lasting, late_ms } from './lasting.ts';
import { looked, wrong } from './looked.ts';

const name = 'reason-ends';

/** A question has lapsed after two days, an invitation after thirty. */
const overText = `select id::text as id, kind, state,
    extract(epoch from ($1::timestamptz - case when state = 'sent' then answer_by
      else due_at + case when purpose = 'wellbeing' then interval '2 days' else interval '30 days' end end)) * 1000 as ms
  from reason
  where (state = 'sent' and answer_by < $1::timestamptz)
    or (state = 'planned' and due_at + case when purpose = 'wellbeing' then interval '2 days' else interval '30 days' end < $1::timestamptz)`;

const endlessText = `select id::text as id, kind from reason
  where state = 'sent' and purpose <> 'wellbeing' and answer_by is null`;

/** Asked by telephone about a contact that the patient said no to, without ever having agreed to calls. */
const calledText = `select t.id::text as id, t.patient_id as patient, m.kind from call_task t
  join message m on m.id = t.message_id join reason r on r.id = m.reason_id
  where r.evidence->>'agreed' = 'false' and m.kind in ('recall', 'plan_followup', 'personal_contact')
    and not exists (select 1 from consent_event e where e.patient_id = r.patient_id
      and e.purpose = r.purpose and e.act = 'given')`;

interface Over {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly ms: number | string;
}

async function watch(world: World): Promise<Violation[]> {
  if (workOf(world).everReasons === 0) return [];
  const over = await world.sql<Over>(overText, [world.now().toISOString()]);
  const endless = await world.sql<Over>(endlessText);
  const called = await world.sql<{ id: string; patient: string; kind: string }>(calledText);
  looked(world, name, over.length + called.length);
  return [
    ...lasting(world, name, over)
      .filter(({ ms }) => ms > late_ms)
      .map(({ row, ms }) =>
        wrong(name, `${row.kind} ${row.id} is ${row.state} ${inMinutes(ms)} min after its end`),
      ),
    ...endless.map(({ id, kind }) => wrong(name, `${kind} ${id} is sent and never over`)),
    ...called.map(({ patient, kind }) =>
      wrong(name, `${patient} is to be called about ${kind}, to which they did not agree`),
    ),
  ];
}

export const reasonEnds: Check = { name, onStep: watch, atEnd: watch };
