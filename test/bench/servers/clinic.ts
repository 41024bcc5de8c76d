/** Zabota's doors and engine together: reminders go out while patients write. */

import { createWebhooks } from '../../../src/web/webhooks.ts';
import { openClinic } from '../senders/clinic.ts';
import { seedPatients, seedReminders, seedVisits } from '../senders/seed.ts';
import { serveApp } from './serve.ts';

interface Setup {
  readonly databaseUrl: string;
  readonly apiRoot: string;
  readonly size: number;
}

/** It begins to send once the server listens. */
serveApp<Setup>(async (setup) => {
  const { store, ctx, start } = openClinic(setup);
  await seedPatients(store.db, setup.size);
  await seedVisits(store.db, setup.size, 1);
  await seedReminders(store.db, { size: setup.size, fromMs: -60_000, gapMs: 0 });
  return { fetch: createWebhooks(ctx, { challenge: null }).fetch, begin: start };
});
