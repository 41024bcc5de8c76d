/** Planning: so many visits imported at once, and planned again after all of them have moved by a day. */

import { sql } from 'drizzle-orm';
import type { Channel } from '../../../bots/channel.ts';
import { transact } from '../../../src/app/context.ts';
import { planPatient } from '../../../src/app/plan.ts';
import { rows } from '../../../src/store/db.ts';
import { openPostgres } from '../../../src/store/postgres.ts';
import { account, morning, seedPatients, seedVisits } from '../senders/seed.ts';
import { contextOf } from '../support/context.ts';
import { tidy } from '../support/database.ts';
import type { Bench } from '../support/part.ts';
import type { Report } from '../support/report.ts';
import { rounded } from '../support/stats.ts';

const at_once = 8;

export async function planning(bench: Bench): Promise<Report[]> {
  const { size = 5_000 } = bench.settings;
  const url = await bench.databases.fresh({ ours: true });
  const store = openPostgres(url);
  const ctx = contextOf({ db: store.db, clock: { now: () => morning }, channels: [nobody] });
  const planAll = async () => {
    const begunAt = performance.now();
    await planPatients(ctx, size);
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
    await store.db.execute(sql`update appointment set starts_at = starts_at + interval '1 day',
      ends_at = ends_at + interval '1 day', version = version + 1, schedule_version = schedule_version + 1`);
    steps.push({
      step: 'plan again, all moved',
      seconds: await planAll(),
      planned: await planned(),
    });
    return [reportOf(size, steps)];
  } finally {
    await store.close();
  }
}

async function planPatients(ctx: ReturnType<typeof contextOf>, size: number): Promise<void> {
  let last = 0;
  const lane = async () => {
    while (last < size) {
      last += 1;
      const id = `p${last}`;
      await transact(ctx, (tx) => planPatient(tx, id));
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
    settings: { size, at_once },
    rows: steps.map(({ step, seconds, planned }) => ({
      step,
      'visits/s': rounded(size / seconds),
      seconds: rounded(seconds, 1),
      'messages planned': planned,
    })),
  };
}

/** Planning asks what a channel can do and sends nothing. */
const nobody: Channel = {
  id: 'telegram',
  account,
  capabilities: {
    window: false,
    edits: true,
    receipts: false,
    contactRequest: true,
    writesFirst: false,
    rate: { perSecond: 25, addressGapMs: 1000 },
  },
  verify: async () => false,
  parse: () => [],
  send: async () => ({ type: 'not_sent', code: 'nobody' }),
  invitationUrl: () => null,
  prepare: async () => null,
};
