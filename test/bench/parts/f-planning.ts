/** Planning: so many visits imported at once, and planned again after all of them have moved by a day. */

import { sql } from 'drizzle-orm';
import { transact } from '../../../src/app/context.ts';
import { planPatients } from '../../../src/app/plan.ts';
import { rows } from '../../../src/store/db.ts';
import { openPostgres } from '../../../src/store/postgres.ts';
import { morning, seedPatients, seedVisits } from '../senders/seed.ts';
import { channelOf, contextOf } from '../support/context.ts';
import { tidy } from '../support/database.ts';
import type { Bench } from '../support/part.ts';
import type { Report } from '../support/report.ts';
import { rounded } from '../support/stats.ts';

const at_once = 2;
/** Patients in one transaction. */
const batch_size = 100;

export async function planning(bench: Bench): Promise<Report[]> {
  const { size = 100_000 } = bench.settings;
  const url = await bench.databases.fresh({ ours: true });
  const store = openPostgres(url);
  const ctx = contextOf({ db: store.db, clock: { now: () => morning }, channels: [nobody] });
  const planAll = async () => {
    const begunAt = performance.now();
    await planAllOf(ctx, size);
    return (performance.now() - begunAt) / 1000;
  };
  const planned = async () =>
    (
      await rows<{ n: number }>(
        store.db,
        sql`select count(*)::int as n from message where state = 'planned'`,
      )
    )[0]?.n ?? 0;
  try {
    await seedPatients(store.db, size);
    await seedVisits(store.db, size, 7);
    await tidy(url);
    const steps = [];
    steps.push({ step: 'plan new visits', seconds: await planAll(), planned: await planned() });
    steps.push({
      step: 'plan again, nothing new',
      seconds: await planAll(),
      planned: await planned(),
    });
    // Past all the others, or each would for a moment stand where another still is.
    await store.db.execute(sql`update appointment set starts_at = starts_at + interval '400 days',
      ends_at = ends_at + interval '400 days', version = version + 1, schedule_version = schedule_version + 1`);
    steps.push({
      step: 'plan again, all moved',
      seconds: await planAll(),
      planned: await planned(),
    });
    return [reportOf(size, steps)];
  } finally {
    await store.close();
    await bench.databases.drop(url);
  }
}

async function planAllOf(ctx: ReturnType<typeof contextOf>, size: number): Promise<void> {
  const batches = Array.from({ length: Math.ceil(size / batch_size) }, (_, batch) => batch);
  const lane = async () => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const first = batch * batch_size;
      const count = Math.min(batch_size, size - first);
      const ids = Array.from({ length: count }, (_, i) => `p${first + i + 1}`);
      await transact(ctx, (tx) => planPatients(tx, ids));
    }
  };
  await Promise.all(Array.from({ length: at_once }, lane));
}

function reportOf(
  size: number,
  steps: readonly { step: string; seconds: number; planned: number }[],
): Report {
  return {
    name: 'f-planning',
    title: '(f) Planning visits',
    settings: { size, at_once, batch_size },
    rows: steps.map(({ step, seconds, planned }) => ({
      step,
      'visits/s': rounded(size / seconds),
      seconds: rounded(seconds, 1),
      'messages planned': planned,
    })),
  };
}

/** Planning asks what a channel can do and sends nothing. */
const nobody = channelOf(25, async () => ({ type: 'not_sent', code: 'nobody' }));
