/** Plans anew for patients about whom much was written at once, in transactions short enough to wait for. */

import { isOutage } from '../store/db.ts';
import { countPlanDue, takePlanDue } from '../store/plan-due.ts';
import { type Context, transact } from './context.ts';
import { planPatients } from './plan.ts';
import { codeOf } from './queries-api.ts';

const patientsEach = 200;

export interface Replanning {
  readonly stopping?: () => boolean;
  readonly onProgress?: (done: number) => Promise<void>;
}

/** Until nobody is left, or everybody left is somebody else's; returns how many. */
export async function replan(
  ctx: Context,
  { stopping = () => false, onProgress = async () => {} }: Replanning = {},
): Promise<number> {
  let done = 0;
  while (!stopping()) {
    const planned = await planSome(ctx, patientsEach).catch((error: unknown) => {
      if (isOutage(error)) throw error;
      return planOneByOne(ctx, error);
    });
    if (planned === 0) break;
    done += planned;
    ctx.wake();
    await onProgress(done);
  }
  return done;
}

const planSome = (ctx: Context, limit: number): Promise<number> =>
  transact(ctx, async (tx) => {
    const ids = await takePlanDue(tx.db, limit);
    if (ids.length > 0) await planPatients(tx, ids);
    return ids.length;
  });

/** One that cannot be planned keeps nobody else waiting: it is said, and left to the next change of its visits. */
async function planOneByOne(ctx: Context, _error: unknown): Promise<number> {
  for (let done = 0; done < patientsEach; done += 1) {
    const planned = await planSome(ctx, 1).catch(async (error: unknown) => {
      if (isOutage(error)) throw error;
      ctx.log.error('replan_failed', { code: codeOf(error) });
      await transact(ctx, (tx) => takePlanDue(tx.db, 1));
      return 1;
    });
    if (planned === 0) return done;
  }
  return patientsEach;
}

export const leftToPlan = (ctx: Context): Promise<number> => countPlanDue(ctx.db);
