/** Zabota: every message through the whole policy, an attempt before each request, every outcome recorded. */

import { sql } from 'drizzle-orm';
import { createTelegram } from '../../../bots/telegram/channel.ts';
import { createEngine } from '../../../src/app/engine.ts';
import { rows } from '../../../src/store/db.ts';
import { openPostgres } from '../../../src/store/postgres.ts';
import { clockFrom, contextOf } from '../support/context.ts';
import { morning, seedPatients, seedReminders, seedVisits } from './seed.ts';
import { offer, pool_max } from './sender.ts';

/** The platform's own limits would be all there is to measure. */
const no_limit = { perSecond: 1_000_000, addressGapMs: 0 };

offer(async ({ databaseUrl, apiRoot }) => {
  const store = openPostgres(databaseUrl, { poolMax: pool_max });
  const telegram = createTelegram({
    token: '42:t',
    apiRoot,
    webhookSecret: undefined,
    updates: 'poll',
  });
  const capabilities = { ...telegram.capabilities, rate: no_limit };
  const begunAtMs = Date.now();
  const engine = createEngine(() => ctx);
  const ctx = contextOf({
    db: store.db,
    clock: clockFrom(morning),
    channels: [{ ...telegram, capabilities }],
    wake: engine.wake,
  });
  return {
    fill: async ({ size, fromMs, gapMs }) => {
      await seedPatients(store.db, size);
      await seedVisits(store.db, size, 1);
      await seedReminders(store.db, { size, fromMs: fromMs - begunAtMs, gapMs });
    },
    start: async () => {
      await store.listen(engine.wake);
      engine.wake();
    },
    stop: engine.stop,
    settled: async () => {
      const settled = sql`select count(*)::int as n from attempt where outcome = 'accepted'`;
      return (await rows<{ n: number }>(store.db, settled))[0]?.n ?? 0;
    },
  };
});
