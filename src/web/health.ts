/** For the machines that keep this one running. */

import { Hono } from 'hono';
import type { Context } from '../app/context.ts';
import { codeOf, type Readiness, readReadiness } from '../app/queries-api.ts';

const database_ms_max = 3000;

export function createHealth(ctx: Context): Hono {
  const app = new Hono();
  app.get('/live', (c) => c.json({ status: 'live' }));
  app.get('/ready', async (c) => {
    const readiness = await withinTime(ctx);
    if (!readiness)
      return c.json(
        { status: 'not_ready', database: 'down', migrations: 'unknown', channels: [] },
        503,
      );
    const { migrated, channels } = readiness;
    // A channel that is down is told, not fatal: the others and the staff still work.
    const state = { database: 'ok', migrations: migrated ? 'ok' : 'missing', channels };
    return migrated
      ? c.json({ status: 'ready', ...state })
      : c.json({ status: 'not_ready', ...state }, 503);
  });
  app.all('*', (c) => c.text('not found', 404));
  return app;
}

/** Null if the database failed, or did not answer while a probe still waits. */
async function withinTime(ctx: Context): Promise<Readiness | null> {
  const read = readReadiness(ctx).catch((error: unknown) => {
    ctx.log.error('not_ready', { code: codeOf(error) });
    return null;
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), database_ms_max);
  });
  try {
    return await Promise.race([read, late]);
  } finally {
    clearTimeout(timer);
  }
}
