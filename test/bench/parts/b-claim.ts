/** What a claim costs when the table also holds millions of messages of the future. */

import { sql } from 'drizzle-orm';
import type { Context } from '../../../src/app/context.ts';
import { dispatchDue } from '../../../src/app/dispatch.ts';
import { type Database, rows } from '../../../src/store/db.ts';
import { openPostgres } from '../../../src/store/postgres.ts';
import { morning, seedPatients, seedReminders, seedVisits } from '../senders/seed.ts';
import { channelOf, contextOf } from '../support/context.ts';
import { tidy } from '../support/database.ts';
import type { Bench } from '../support/part.ts';
import type { Report } from '../support/report.ts';
import { median, rounded } from '../support/stats.ts';

const small = 100_000;
/** Due in each round, each to a patient of its own. */
const due_each = 2_000;

export async function claim(bench: Bench): Promise<Report[]> {
  const { size = 10_000_000, runs = 5 } = bench.settings;
  const clinics = [];
  for (const future of [small, size])
    clinics.push(await open(bench, { future, patients: due_each * (runs + 1) }));
  const perMessage = new Map(clinics.map((clinic) => [clinic, [] as number[]]));
  for (let run = 0; run <= runs; run += 1) {
    for (const [clinic, all] of perMessage) {
      const us = await sendDue(clinic, run);
      bench.say(`b ${clinic.future} in the table: ${rounded(us)} µs a message (${run} of ${runs})`);
      // The first round only warms up.
      if (run > 0) all.push(us);
    }
  }
  for (const { close } of clinics) await close();
  const cost = [...perMessage].map(([{ future, seededS }, all]) => ({
    future,
    seededS,
    us: median(all),
  }));
  return [reportOf({ runs, due_each }, cost)];
}

interface Clinic {
  readonly future: number;
  readonly seededS: number;
  readonly ctx: Context;
  readonly close: () => Promise<void>;
}

async function open(
  { databases, say }: Bench,
  { future, patients }: { future: number; patients: number },
): Promise<Clinic> {
  const url = await databases.fresh({ ours: true });
  const store = openPostgres(url);
  const begunAt = performance.now();
  await seedPatients(store.db, patients);
  await seedVisits(store.db, patients, 1);
  await seedFuture(store.db, { size: future, patients });
  await tidy(url);
  const seededS = (performance.now() - begunAt) / 1000;
  say(`b ${future} future messages written in ${rounded(seededS)} s`);
  const clock = { now: () => morning };
  const ctx = contextOf({ db: store.db, clock, channels: [taker] });
  const close = async () => {
    await store.close();
    await databases.drop(url);
  };
  return { future, seededS, ctx, close };
}

/** Without triggers and with the indexes built afterwards, or it would take an hour. */
async function seedFuture(
  db: Database,
  { size, patients }: { size: number; patients: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`set local maintenance_work_mem = '1GB'`);
    const indexes = await rows<{ name: string; text: string }>(
      tx,
      sql`select indexname as name, indexdef as text from pg_indexes where tablename = 'message' and indexname not like '%_pkey'`,
    );
    for (const { name } of indexes) await tx.execute(sql.raw(`drop index "${name}"`));
    await tx.execute(sql`
      insert into message (id, direction, kind, proactive, purpose, patient_id, plan_key, appointment_id, schedule_version,
        author, state, due_at, not_after, tries, created_at)
      select gen_random_uuid(), 'out', 'visit_soon', true, 'visit', 'p' || (i % ${patients}::int + 1), 'future:' || i,
        'v' || (i % ${patients}::int + 1), 1, 'bot', 'planned', due, due + interval '1 day', 0, ${morning.toISOString()}
      from generate_series(1, ${size}::int) i, lateral (
        select ${morning.toISOString()}::timestamptz + interval '1 day' + i * interval '1 second' as due) at`);
    for (const { text } of indexes) await tx.execute(sql.raw(text));
  });
}

/** Claims, decides, hands to a messenger that takes all at once, and settles. µs for each message. */
async function sendDue({ ctx }: Clinic, run: number): Promise<number> {
  await seedReminders(ctx.db, {
    first: run * due_each + 1,
    size: due_each,
    fromMs: -1000,
    gapMs: 0,
  });
  const begunAt = performance.now();
  await dispatchDue(ctx);
  const tookMs = performance.now() - begunAt;
  const [sent] = await rows<{ n: number }>(ctx.db, sql`select count(*)::int as n from attempt`);
  if (sent?.n !== due_each * (run + 1)) throw new Error(`sent ${sent?.n} in ${run + 1} rounds`);
  return (1000 * tookMs) / due_each;
}

interface Cost {
  readonly future: number;
  readonly seededS: number;
  readonly us: number;
}

function reportOf(settings: Report['settings'], cost: readonly Cost[]): Report {
  const least = cost[0]?.us ?? 0;
  return {
    name: 'b-claim',
    title: '(b) Cost of a message beside messages of the future',
    settings,
    rows: cost.map(({ future, seededS, us }) => ({
      'future messages': future,
      'µs/message': rounded(us),
      ratio: rounded(us / least, 2),
      'seconds to write them': rounded(seededS),
    })),
  };
}

const taker = channelOf(1_000_000, async ({ messageId }) => ({
  type: 'accepted',
  externalId: messageId,
}));
