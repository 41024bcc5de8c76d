/** Zabota: every message through the whole policy, an attempt before each request, every outcome recorded. */

import { sql } from 'drizzle-orm';
import { rows } from '../../../src/store/db.ts';
import { openClinic } from './clinic.ts';
import { seedPatients, seedReminders, seedVisits } from './seed.ts';
import { offer } from './sender.ts';

offer(async (setup) => {
  const begunAtMs = Date.now();
  const { store, engine, start } = openClinic(setup);
  return {
    fill: async ({ size, fromMs, gapMs }) => {
      await seedPatients(store.db, size);
      await seedVisits(store.db, size, 1);
      await seedReminders(store.db, { size, fromMs: fromMs - begunAtMs, gapMs });
    },
    start,
    stop: engine.stop,
    settled: async () => {
      // Counting what is done would cost the database more than doing it.
      const settled = sql`select case when exists (select 1 from message where state = 'planned')
          or exists (select 1 from message where state = 'claimed')
        then 0 else (select count(*)::int from attempt where outcome = 'accepted') end as n`;
      return (await rows<{ n: number }>(store.db, settled))[0]?.n ?? 0;
    },
  };
});
