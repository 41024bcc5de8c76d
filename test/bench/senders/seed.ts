/** A clinic in SQL: patients, each with an account, an agreement to reminders and a visit. */

import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../src/store/db.ts';

/** Of `createTelegram` with the token `42:t`. */
export const account = '42';
/** The clinic's morning; the agreed hours are open. */
export const morning = new Date('2026-11-25T09:00:00Z');
const doctors = 1000;
/** In every reminder and in no other message, in letters any encoding keeps. */
export const address_line = '1, Bench Street';

const each = (size: number): SQL => sql.raw(`from generate_series(1, ${size}) i`);
const id = (kind: string): SQL =>
  sql.raw(`('${kind.padStart(8, '0')}-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid`);

export async function seedPatients(db: Database, size: number): Promise<void> {
  const t = sql`${morning.toISOString()}::timestamptz`;
  const of = each(size);
  const statements = [
    sql`insert into clinic (id, name, address, zone, languages, created_at, updated_at) values ('c', 'C', ${address_line}, 'UTC', '["ru"]', ${t}, ${t})`,
    sql`insert into doctor (id, name, created_at, updated_at) select 'd' || i, 'Доктор Орлов', ${t}, ${t} ${each(doctors)}`,
    sql`insert into patient (id, name, clinic_id, created_at, updated_at) select 'p' || i, 'Анна Смирнова', 'c', ${t}, ${t} ${of}`,
    sql`insert into contact (id, created_at) select ${id('c')}, ${t} ${of}`,
    sql`insert into address (id, contact_id, channel, account, user_id, created_at)
      select ${id('a')}, ${id('c')}, 'telegram', ${account}, i::text, ${t} ${of}`,
    sql`insert into binding (id, contact_id, patient_id, address_id, relation, verified_by, alive_at, created_at)
      select ${id('b')}, ${id('c')}, 'p' || i, ${id('a')}, 'self', 'phone', ${t}, ${t} ${of}`,
    sql`insert into consent_event (id, patient_id, purpose, channel, binding_id, act, mechanism, strength, actor, at)
      select gen_random_uuid(), 'p' || i, 'visit', 'telegram', ${id('b')}, 'given', 'chat', 2, 'patient', ${t} ${of}`,
  ];
  for (const statement of statements) await db.execute(statement);
}

/** One for each patient, `daysAhead` days on, at their doctor one after another. */
export async function seedVisits(db: Database, size: number, daysAhead: number): Promise<void> {
  const t = sql`${morning.toISOString()}::timestamptz`;
  const startsAt = sql`${t} + ${daysAhead}::int * interval '1 day' + (i / ${doctors}::int) * interval '30 minutes'`;
  await db.execute(sql`
    insert into appointment (id, patient_id, doctor_id, clinic_id, starts_at, ends_at, duration_min, status, version,
      schedule_version, known_at, created_at, updated_at)
    select 'v' || i, 'p' || i, 'd' || (i % ${doctors}::int + 1), 'c', ${startsAt}, ${startsAt} + interval '30 minutes', 30,
      'booked', 1, 1, ${t}, ${t}, ${t} ${each(size)}`);
}

export interface Reminders {
  /** Number of the first patient; 1 if not said. */
  readonly first?: number;
  readonly size: number;
  /** After the morning: of the first, and the gap to each next one. */
  readonly fromMs: number;
  readonly gapMs: number;
  /** How many for each patient; more than one where a person's next message is waited for. */
  readonly perPatient?: number;
}

/** A reminder of its visit for each patient, as planning leaves it. */
export async function seedReminders(db: Database, due: Reminders): Promise<void> {
  const { first = 1, size, fromMs, gapMs, perPatient = 1 } = due;
  const t = sql`${morning.toISOString()}::timestamptz`;
  const dueAt = sql`${t} + (${fromMs}::float8 + (i - ${first}::int) * ${gapMs}::float8) * interval '1 millisecond'`;
  await db.execute(sql`
    insert into message (id, direction, kind, proactive, purpose, patient_id, plan_key, appointment_id, schedule_version,
      author, state, due_at, not_after, tries, created_at)
    select gen_random_uuid(), 'out', 'visit_soon', true, 'visit', 'p' || i, 'visit:v' || i || ':1:two_hours_before' || k,
      'v' || i, 1, 'bot', 'planned', ${dueAt}, ${dueAt} + interval '1 day', 0, ${t}
    from generate_series(${first}::int, ${first + size - 1}::int) i, generate_series(1, ${perPatient}::int) k`);
}
