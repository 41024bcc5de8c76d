/** What was to go first and did not, and can still be mended, is work on somebody's list. */

import type { Check } from '../contract.ts';
import { looked, wrong } from './looked.ts';

const name = 'listed';

/**
 * Ended without having arrived, or left to a call: while the visit was still ahead, or the reason open.
 * What could not have gone at its end, because an agreement had run out by then or as many had gone as
 * were wanted, is nobody's work; nor is what is left to a call that the patient does not want.
 */
const blockedText = `select m.id::text as id, m.kind, m.state, m.code, m.patient_id,
    exists (select 1 from call_task t where t.message_id = m.id or (m.state = 'expired'
      and t.message_id is null and t.patient_id = m.patient_id
      and t.code in ('paused', 'authority_ended'))) as listed
  from message m
  left join appointment a on a.id = m.appointment_id
  left join reason r on r.id = m.reason_id
  join patient p on p.id = m.patient_id
  where m.proactive and p.erased_at is null and m.kind not in ('still_you', 'ask_wellbeing', 'aftercare', 'impression')
    and (m.state in ('failed', 'unknown') or (m.state = 'dropped' and m.verdict = 'call')
      or (m.state = 'expired' and (
        select d.verdict from decision d where d.message_id = m.id and d.code <> 'past_deadline'
        order by d.seq desc limit 1) in ('send', 'wait', 'call')
        and not exists (select 1 from consent_event e where e.patient_id = m.patient_id
          and e.expires_at between m.created_at and m.not_after)
        and coalesce((select e.act from consent_event e where e.patient_id = m.patient_id
          and e.purpose = m.purpose and e.channel = 'phone' order by e.number desc limit 1), '') <> 'withdrawn'
        and not exists (select 1 from binding b where b.patient_id = m.patient_id
          and b.authority_ends_on::date between m.created_at::date and m.not_after::date + 1)
        and not exists (select 1 from message o where o.patient_id = m.patient_id and o.id <> m.id
          and o.proactive and o.state in ('claimed', 'accepted', 'sent', 'delivered', 'read', 'unknown')
          and o.decided_at between m.not_after - interval '7 days' and m.decided_at)))
    and not exists (select 1 from message again where again.retry_of = m.id)
    and (m.appointment_id is null or m.reason_id is not null or (
      a.status in ('booked', 'confirmed') and a.schedule_version = m.schedule_version
      and a.muted_at is null and a.starts_at > coalesce(m.settled_at, m.decided_at)))
    and (r.id is null or r.state in ('planned', 'sent'))`;

interface Blocked {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly code: string | null;
  readonly patient_id: string;
  readonly listed: boolean;
}

export const listed: Check = {
  name,
  onStep: async (world) => {
    const rows = await world.sql<Blocked>(blockedText);
    looked(world, name, rows.length);
    return rows
      .filter((row) => !row.listed)
      .map(({ id, kind, state, code, patient_id: patient }) =>
        wrong(name, `${kind} ${id} of ${patient} is ${state} (${code}) and on no list`),
      );
  },
};
