/** Patients who agreed to reminders, each with a visit and a reminder due now; by SQL, because there are many. */

import type { Pool } from 'pg';
import { telegramToken } from './telegram.ts';
import { whatsAppSetup } from './whatsapp.ts';

/** Words that must never be met in a log. */
export const marker = 'Желудёва';
const phonePrefix = '7999';
const telegramPrefix = '7711';
export const secrets: readonly RegExp[] = [
  new RegExp(marker),
  new RegExp(`${phonePrefix}\\d{7}`),
  new RegExp(`(?<!\\d)${telegramPrefix}\\d{6}(?!\\d)`),
  /kills-secret/,
];

export interface Patient {
  readonly n: number;
  readonly patientId: string;
  readonly messageId: string;
  readonly channel: 'telegram' | 'whatsapp';
  /** As in the journal's `to`. */
  readonly to: string;
}

const uuidOf = (kind: string, n: number) =>
  `${kind.padStart(8, '0')}-0000-7000-8000-${String(n).padStart(12, '0')}`;
const telegramIdOf = (n: number) => `${telegramPrefix}${String(n).padStart(6, '0')}`;
const phoneOf = (n: number) => `${phonePrefix}${String(n).padStart(7, '0')}`;

/** Odd on Telegram, even on WhatsApp. */
export function patientOf(n: number): Patient {
  const isTelegram = n % 2 === 1;
  return {
    n,
    patientId: `p${n}`,
    messageId: uuidOf('e', n),
    channel: isTelegram ? 'telegram' : 'whatsapp',
    to: isTelegram ? telegramIdOf(n) : phoneOf(n),
  };
}

const allDay = JSON.stringify(
  Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, [{ from: '00:00', to: '24:00' }]])),
);

export async function openClinic(pool: Pool): Promise<void> {
  await pool.query(`insert into clinic (id, name, zone, languages, created_at, updated_at)
    values ('c', '${marker}', 'UTC', '["ru"]', now(), now())`);
}

/** Patients `from` to `to`; once committed every process is told that something is due. */
export async function fill(pool: Pool, { from, to }: { from: number; to: number }): Promise<void> {
  // Statements sent as one are one transaction.
  await pool.query([...statements(from, to), "select pg_notify('zabota_due', '')"].join(';\n'));
}

function statements(from: number, to: number): string[] {
  const id = (kind: string) =>
    `('${kind.padStart(8, '0')}-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid`;
  const each = `from generate_series(${from}, ${to}) i`;
  const channel = `case when i % 2 = 1 then 'telegram' else 'whatsapp' end`;
  const account = `case when i % 2 = 1 then '${telegramToken.split(':')[0]}' else '${whatsAppSetup.phoneNumberId}' end`;
  const due = `date_trunc('milliseconds', now())`;
  const known = `${due} - interval '10 minutes'`;
  const starts = `${due} + interval '2 hours'`;
  return [
    `insert into doctor (id, name, created_at, updated_at) select 'd' || i, '${marker}', now(), now() ${each}`,
    `insert into patient (id, name, clinic_id, created_at, updated_at) select 'p' || i, '${marker}', 'c', now(), now() ${each}`,
    `insert into service_card (patient_id, channels, hours, reminders, updated_at, updated_by) select 'p' || i, '[]', '${allDay}', 'two', now(), 'api' ${each}`,
    `insert into contact (id, created_at) select ${id('c')}, now() ${each}`,
    `insert into address (id, contact_id, channel, account, user_id, phone, created_at) select ${id('a')}, ${id('c')}, ${channel}, ${account},
      case when i % 2 = 1 then '${telegramPrefix}' || lpad(i::text, 6, '0') end,
      case when i % 2 = 0 then '+${phonePrefix}' || lpad(i::text, 7, '0') end, now() ${each}`,
    `insert into binding (id, contact_id, patient_id, address_id, relation, verified_by, alive_at, created_at) select ${id('b')}, ${id('c')}, 'p' || i, ${id('a')}, 'self', 'phone', now(), now() ${each}`,
    `insert into appointment (id, patient_id, doctor_id, clinic_id, starts_at, ends_at, duration_min, status, version, schedule_version, known_at, created_at, updated_at)
      select 'v' || i, 'p' || i, 'd' || i, 'c', ${starts}, ${starts} + interval '30 minutes', 30, 'booked', 1, 1, ${known}, now(), now() ${each}`,
    `insert into consent_event (id, patient_id, purpose, channel, binding_id, act, mechanism, strength, actor, at) select ${id('f')}, 'p' || i, 'visit', ${channel}, ${id('b')}, 'given', 'chat', 2, 'patient', now() ${each}`,
    `insert into message (id, direction, kind, proactive, purpose, patient_id, plan_key, appointment_id, schedule_version, author, state, due_at, not_after, tries, created_at)
      select ${id('e')}, 'out', 'visit_soon', true, 'visit', 'p' || i, 'visit:v' || i || ':1:two_hours_before', 'v' || i, 1, 'bot', 'planned', ${due}, ${starts} - interval '30 minutes', 0, now() ${each}`,
  ];
}
