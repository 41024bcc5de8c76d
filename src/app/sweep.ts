/** What is done from time to time, whatever else happens: picks up what a crash left. */

import { dropAllLeases } from '../store/accounts.ts';
import { letAllGo } from '../store/webhooks.ts';
import { hasLeftovers } from '../store/work.ts';
import { easeBrakes } from './brakes.ts';
import { tend, timeLeftovers } from './care.ts';
import type { Context } from './context.ts';
import { eraseDue } from './erasure.ts';
import { endImports } from './import-write.ts';
import { expireOverdue, overdueAt } from './overdue.ts';
import { endReasons } from './reason-end.ts';
import { settleAbandoned } from './settle.ts';

/** `alone`, only before the engine runs: nobody else uses the database, so every open claim and lease is a dead one's. */
export async function sweep(ctx: Context, { alone }: { alone: boolean }): Promise<void> {
  if (alone) await dropAllLeases(ctx.db);
  if (alone) await letAllGo(ctx.db);
  await timeLeftovers(ctx);
  await tend(ctx);
  const now = ctx.clock.now();
  if (alone || (await hasLeftovers(ctx.db, { now, ...overdueAt(now) }))) await tidyUp(ctx, alone);
  ctx.wake();
}

async function tidyUp(ctx: Context, alone: boolean): Promise<void> {
  const abandoned = await settleAbandoned(ctx, { all: alone });
  if (abandoned > 0) ctx.log.warn('abandoned_claims', { count: abandoned });
  await expireOverdue(ctx);
  await easeBrakes(ctx);
  await eraseDue(ctx);
  await endImports(ctx, { alone });
  await endReasons(ctx);
}
