/** Whoever feels bad has a person: an alarm in the same moment, the owner called in time, and nobody disabled has it. */

import type { Check, Violation, World } from '../contract.ts';
import { workOf } from './eyes.ts';
import { inMinutes, lasting, late_ms } from './lasting.ts';
import { looked, noteOf, wrong } from './looked.ts';

const name = 'alarms';
const minute_ms = 60_000;

/** A working colleague was kept from what nobody working had. Noted by whoever takes. */
export const refusedOf = (world: World): string[] => noteOf(world, 'refused', () => [] as string[]);

/** Bad answers, and low numbers whatever they were taken for, of which no alarm was live then or raised for it. */
const unheardText = `select r.id::text as id, r.patient_id as patient, r.answer, r.score
  from reason r join patient p on p.id = r.patient_id
  where r.kind = 'wellbeing' and (r.answer = 'bad' or r.score <= 4) and p.erased_at is null
    and not exists (select 1 from alarm a where a.patient_id = r.patient_id and a.code <> 'low_mark'
      and (a.closed_at is null or a.closed_at >= r.answered_at))`;

/** Words of danger from an account of somebody's, and no alarm that says so. */
const flagsText = `select i.id::int as id, i.event->>'text' as text from inbound i
  join address a on a.channel = i.channel and a.user_id = i.event->'sender'->>'userId'
  where i.type = 'text' and i.state = 'done'
    and i.event->>'text' in ('кровь не останавливается', 'сильный отёк и температура 39', 'severe pain, cannot swallow')
    and exists (select 1 from binding b join patient p on p.id = b.patient_id
      where b.address_id = a.id and b.ended_at is null and b.created_at < i.received_at and p.erased_at is null)
    and not exists (select 1 from binding b join alarm l on l.patient_id = b.patient_id
      where b.address_id = a.id and l.code = 'red_flag'
        and (l.closed_at is null or l.closed_at >= i.done_at))`;

/** Open, and the owner was not called for it. */
const lowText = `select a.id::text as id, extract(epoch from ($1::timestamptz - a.raised_at)) * 1000 as ms
  from alarm a where a.state = 'open' and a.code <> 'low_mark' and not exists (
    select 1 from alarm_call c join staff s on s.id = c.staff_id
    where c.alarm_id = a.id and s.role = 'owner')`;

/** Open, and nobody was called within ten minutes: for how long after them. */
const quietText = `select a.id::text as id,
    extract(epoch from ($1::timestamptz - interval '10 minutes' - greatest(a.raised_at, max(c.at)))) * 1000 as ms
  from alarm a left join alarm_call c on c.alarm_id = a.id
  where a.state = 'open' and a.code <> 'low_mark' group by a.id, a.raised_at
  having greatest(a.raised_at, max(c.at)) < $1::timestamptz - interval '10 minutes'`;

const takenText = `select a.id::text as id, s.id is null as nobody,
    s.disabled_at <= a.taken_at or (a.state = 'taken' and s.disabled_at is not null) as gone
  from alarm a left join staff s on s.id = a.taken_by
  where a.state = 'taken' or (a.state = 'closed' and a.taken_at is not null)`;

/** Called although disabled before. */
const leftText = `select c.id::text as id from alarm_call c join staff s on s.id = c.staff_id
  where s.disabled_at < c.at`;

interface Row {
  readonly id: string | number;
}

async function raised(world: World): Promise<Violation[]> {
  const unheard = await world.sql<Row & { patient: string; answer: string; score: number | null }>(
    unheardText,
  );
  const flags = await world.sql<Row & { text: string }>(flagsText);
  return [
    ...unheard.map(({ patient, answer, score }) =>
      wrong(name, `${patient} answered ${answer} (${score}), and nobody was called`),
    ),
    ...flags.map(({ id, text }) => wrong(name, `"${text}" (${id}) raised no alarm of its kind`)),
  ];
}

async function climbed(world: World): Promise<Violation[]> {
  const at = [world.now().toISOString()];
  type Open = { readonly id: string; readonly ms: number | string };
  const low = lasting(world, 'low alarm', await world.sql<Open>(lowText, at));
  const quiet = lasting(world, 'quiet alarm', await world.sql<Open>(quietText, at));
  looked(world, name, low.length + quiet.length);
  return [
    ...low
      .filter(({ ms }) => ms > 5 * minute_ms + late_ms)
      .map(({ row, ms }) =>
        wrong(name, `${row.id} is open for ${inMinutes(ms)} min, and the owner was not called`),
      ),
    ...quiet
      .filter(({ ms }) => ms > late_ms)
      .map(({ row, ms }) =>
        wrong(name, `nobody was called about ${row.id} for ${inMinutes(ms)} min too long`),
      ),
  ];
}

async function held(world: World): Promise<Violation[]> {
  const taken = await world.sql<Row & { gone: boolean | null; nobody: boolean }>(takenText);
  const left = await world.sql<Row>(leftText);
  return [
    ...taken
      .filter(({ gone, nobody }) => gone || nobody)
      .map(({ id }) => wrong(name, `${id} was taken by somebody who is not there`)),
    ...left.map(({ id }) => wrong(name, `call ${id} was to a colleague who had left`)),
    ...refusedOf(world).map((what) => wrong(name, `nobody could take ${what}`)),
  ];
}

async function all(world: World): Promise<Violation[]> {
  const { everAlarms, everReasons } = workOf(world);
  if (everReasons === 0 && everAlarms === 0) return [];
  return [
    ...(await raised(world)),
    ...(everAlarms > 0 ? [...(await climbed(world)), ...(await held(world))] : []),
  ];
}

export const alarms: Check = { name, onStep: all, atEnd: all };
