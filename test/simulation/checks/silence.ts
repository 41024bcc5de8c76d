/** After a question silence is awaited from its arrival on, ends in the agreed hours, and becomes a call. */

import type { Check, Violation, World } from '../contract.ts';
import { among, workOf } from './eyes.ts';
import { unwritten } from './hours.ts';
import { inMinutes, lasting, late_ms } from './lasting.ts';
import { looked, wrong } from './looked.ts';
import { isInHours } from './own-time.ts';

const name = 'silence';
const hour_ms = 3_600_000;
const answer_ms = 12 * hour_ms;

const waitsText = `select r.id::text as id, r.patient_id as patient, r.kind, r.state, m.channel, c.hours,
    coalesce(c.zone, l.zone) as zone, coalesce(c.updated_at > coalesce(m.settled_at, m.delivered_at), false) as changed,
    extract(epoch from r.answer_by) * 1000 as until,
    extract(epoch from m.settled_at) * 1000 as accepted,
    extract(epoch from m.delivered_at) * 1000 as delivered,
    m.not_after > $1::timestamptz as awaited,
    exists (select 1 from call_task t where t.patient_id = r.patient_id and t.code = 'wellbeing_silent') as called
  from reason r join message m on m.reason_id = r.id
  join patient p on p.id = r.patient_id
  left join service_card c on c.patient_id = r.patient_id
  left join appointment a on a.id = r.appointment_id left join clinic l on l.id = a.clinic_id
  where r.kind in ('wellbeing', 'impression') and r.state in ('sent', 'silent') and p.erased_at is null
    and m.kind in ('wellbeing_check', 'wellbeing_score', 'impression')
    and m.state in ('accepted', 'sent', 'delivered', 'read')`;

interface Wait {
  readonly id: string;
  readonly patient: string;
  readonly kind: string;
  readonly state: string;
  readonly channel: string;
  readonly hours: typeof unwritten.hours | null;
  readonly zone: string | null;
  /** The card, since it was sent. */
  readonly changed: boolean;
  readonly until: number | string | null;
  readonly accepted: number | string | null;
  readonly delivered: number | string | null;
  /** The platform may still tell that it arrived. */
  readonly awaited: boolean;
  readonly called: boolean;
}

/** Telegram tells nothing of what it delivers. */
const hasReceipts = ({ channel }: Wait): boolean => channel === 'whatsapp';

function faultOf(wait: Wait): string | null {
  const { until, delivered, accepted, changed, kind, state, called } = wait;
  if (kind === 'wellbeing' && state === 'silent' && !called) return 'is silent, and nobody calls';
  if (until === null) return null;
  if (hasReceipts(wait) && delivered === null && wait.awaited)
    return 'is awaited although it has not arrived';
  // The report may be here before the answer to the request.
  const arrived = Math.min(Number(accepted), Number(delivered ?? accepted));
  if (Number(until) < arrived + answer_ms - 1) return 'is awaited for less than twelve hours';
  const week = wait.hours ?? unwritten.hours;
  const isAnyHour = Object.values(week).some((spans) => spans.length > 0);
  if (changed || !isAnyHour) return null;
  return isInHours(new Date(Number(until)), week, wait.zone ?? 'UTC')
    ? null
    : `ends at ${new Date(Number(until)).toISOString()}, outside the agreed hours`;
}

/** An answer is awaited and nobody has begun to count, or the time is over and nobody has noticed. */
const lateText = `select r.id::text as id, case when r.answer_by is null then 'is not awaited' else 'is over' end as what,
    extract(epoch from ($1::timestamptz - coalesce(r.answer_by, m.delivered_at, m.settled_at))) * 1000 as ms
  from reason r join message m on m.reason_id = r.id
  where r.kind in ('wellbeing', 'impression') and r.state = 'sent' and m.kind in ('wellbeing_check', 'wellbeing_score', 'impression')
    and (r.answer_by < $1::timestamptz or (r.answer_by is null
      and (m.delivered_at is not null or (m.channel in ${among(2)} and m.state = 'accepted'))))`;

interface Late {
  readonly id: string;
  readonly what: string;
  readonly ms: number | string;
}

async function watch(world: World): Promise<Violation[]> {
  if (workOf(world).everReasons === 0) return [];
  const now = world.now().toISOString();
  const waits = await world.sql<Wait>(waitsText, [now]);
  looked(world, name, waits.length);
  const late = await world.sql<Late>(lateText, [now, JSON.stringify(['telegram'])]);
  return [
    ...waits.flatMap((wait) => {
      const fault = faultOf(wait);
      return fault === null
        ? []
        : [wrong(name, `${wait.kind} ${wait.id} of ${wait.patient} ${fault}`)];
    }),
    ...lasting(world, name, late)
      .filter(({ ms }) => ms > late_ms)
      .map(({ row, ms }) => wrong(name, `${row.id} ${row.what} for ${inMinutes(ms)} min`)),
  ];
}

export const silence: Check = { name, onStep: watch, atEnd: watch };
