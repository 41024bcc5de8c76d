/** For the machines that keep this one running. */

import { Hono } from 'hono';
import type { Context } from '../app/context.ts';
import { codeOf, type Readiness, readReadiness } from '../app/queries-api.ts';
import { readSchedules } from '../app/schedule.ts';

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
    const { migrated, channels, schedules } = readiness;
    // A channel that is down is told, not fatal: the others and the staff still work.
    const state = {
      ...{ database: 'ok', migrations: migrated ? 'ok' : 'missing', channels },
      // Only where a clinic system has promised to go on telling.
      ...(schedules.length > 0 && { schedules }),
    };
    return migrated
      ? c.json({ status: 'ready', ...state })
      : c.json({ status: 'not_ready', ...state }, 503);
  });
  app.all('*', (c) => c.text('not found', 404));
  return app;
}

interface Health extends Readiness {
  readonly schedules: readonly { readonly clinic: string; readonly state: 'ok' | 'stale' }[];
}

async function readHealth(ctx: Context): Promise<Health> {
  const readiness = await readReadiness(ctx);
  const known = readiness.migrated ? await readSchedules(ctx) : [];
  const schedules = known.map(({ clinicId, isStale }) => ({
    clinic: clinicId,
    state: isStale ? ('stale' as const) : ('ok' as const),
  }));
  return { ...readiness, schedules };
}

/** Null if the database failed, or did not answer while a probe still waits. */
async function withinTime(ctx: Context): Promise<Health | null> {
  const read = readHealth(ctx).catch((error: unknown) => {
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
