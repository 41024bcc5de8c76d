/** Each time of a visit is one promise: never without a plan, never kept twice, never dropped in silence. */

import type { Check, Violation, World } from '../contract.ts';
import { look, type VisitRow } from './eyes.ts';
import { looked, noteOf, wrong } from './looked.ts';

const name = 'promise';

/** Told while it was ahead, wanted to be reminded of, and nothing was ever decided about it. */
const forgottenText = `select a.id, a.schedule_version as version from appointment a
  join patient p on p.id = a.patient_id left join service_card c on c.patient_id = a.patient_id
  where a.status in ('booked', 'confirmed') and a.starts_at > greatest($1::timestamptz, a.known_at)
    and a.created_at < a.starts_at and p.erased_at is null and coalesce(c.reminders, 'two') <> 'none'
    and not exists (select 1 from message m
      where m.appointment_id = a.id and m.schedule_version = a.schedule_version)`;

const twiceText = `select appointment_id as id, schedule_version as version, kind from message
  where proactive and kind like 'visit_%' and retry_of is null
    and state in ('planned', 'claimed', 'accepted', 'sent', 'delivered', 'read', 'unknown')
  group by 1, 2, 3 having count(*) > 1`;

/** No agreed hour could hold it, and nobody is asked to call, although calls were never refused. */
const silentText = `select m.id::text as id, m.kind as version from message m
  join decision d on d.message_id = m.id
  where d.stage = 'claim' and d.verdict = 'drop' and d.code = 'outside_hours'
    and m.kind not in ('aftercare', 'impression') and not exists (
    select 1 from consent_event e where e.patient_id = m.patient_id
      and e.channel = 'phone' and e.act = 'withdrawn')
  union all select a.id, a.schedule_version::text from appointment a
  where exists (select 1 from message m
      where m.appointment_id = a.id and m.schedule_version = a.schedule_version and m.kind like 'visit_%')
    and not exists (select 1 from message m
      where m.appointment_id = a.id and m.schedule_version = a.schedule_version and m.kind like 'visit_%'
        and (m.verdict is distinct from 'drop' or m.code is distinct from 'outside_hours'))
    and not exists (select 1 from consent_event e where e.patient_id = a.patient_id
      and e.channel = 'phone' and e.act = 'withdrawn')`;

interface Row {
  readonly id: string;
  readonly version: number | string;
}

/** A time or a patient that changed is a new promise. */
function unnoticed(world: World, visits: readonly VisitRow[]): Violation[] {
  const known = noteOf(world, 'visits', () => new Map<string, VisitRow>());
  return visits.flatMap((visit) => {
    const before = known.get(visit.id);
    known.set(visit.id, visit);
    const moved =
      before && (before.starts_at !== visit.starts_at || before.patient_id !== visit.patient_id);
    if (!moved) return [];
    looked(world, name);
    return before.schedule_version === visit.schedule_version
      ? [wrong(name, `${visit.id} is at ${visit.starts_at} now, and that is no news to anybody`)]
      : [];
  });
}

async function watch(world: World): Promise<Violation[]> {
  const { visits } = await look(world);
  const forgotten = await world.sql<Row>(forgottenText, [world.now().toISOString()]);
  const twice = await world.sql<Row>(twiceText);
  const silent = await world.sql<Row>(silentText);
  looked(world, name, visits.length);
  return [
    ...unnoticed(world, visits),
    ...forgotten.map(({ id, version }) =>
      wrong(name, `of ${id}, time ${version}, nothing is planned`),
    ),
    ...twice.map(({ id, version }) =>
      wrong(name, `of ${id}, time ${version}, there is a reminder twice`),
    ),
    ...silent.map(({ id, version }) =>
      wrong(name, `${id} (${version}) was outside the hours, and nobody is asked to call`),
    ),
  ];
}

export const promise: Check = { name, onStep: watch, atEnd: watch };
