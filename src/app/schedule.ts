/** How fresh what we know of a clinic's schedule is. */

import { isScheduleStale } from '../domain/imports.ts';
import { minuteMs } from '../domain/time.ts';
import { appendAudit } from '../store/consent.ts';
import { markPlanDue } from '../store/plan-due.ts';
import { type ClinicRow, findClinic, listClinics } from '../store/registry.ts';
import { waitingForSchedule, writeScheduleTold } from '../store/schedule.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { replan } from './replan.ts';

/** What waited for it is planned anew, and with that due again. */
export async function tellSchedule(ctx: TxContext, clinicIds: readonly string[]): Promise<void> {
  if (clinicIds.length === 0) return;
  await writeScheduleTold(ctx.db, { clinicIds, at: ctx.clock.now() });
  await markPlanDue(ctx.db, await waitingForSchedule(ctx.db, clinicIds));
}

/** The clinic system says that nothing has changed since it last spoke, or that it has told everything. */
export async function scheduleTold(
  ctx: Context,
  { clinicId, actor }: { clinicId: string; actor: string },
): Promise<Outcome<ClinicRow>> {
  const outcome = await transact(ctx, async (tx) => {
    const known = await findClinic(tx.db, clinicId);
    if (!known) return notFound('id', 'clinic');
    await tellSchedule(tx, [clinicId]);
    if (known.scheduleToldAt === null)
      await appendAudit(tx.db, {
        at: tx.clock.now(),
        actor,
        action: 'schedule_first_told',
        subject: `clinic:${clinicId}`,
        details: {},
      });
    return ok((await findClinic(tx.db, clinicId)) ?? known);
  });
  await replan(ctx);
  return outcome;
}

/** Once a minute is enough, and a row that every visit changed would be a queue of its own. */
const noted_each_ms = minuteMs;

/**
 * A visit was told of. That counts as word of the schedule only where the clinic system has promised to go on
 * telling, by a list or by saying so: whoever sends changes alone may be silent for days.
 */
export async function noteTold(ctx: Context, clinic: ClinicRow): Promise<void> {
  const { scheduleToldAt: at } = clinic;
  if (at === null || ctx.clock.now().getTime() - at.getTime() < noted_each_ms) return;
  await transact(ctx, (tx) => tellSchedule(tx, [clinic.id]));
  ctx.wake();
}

export interface Schedule {
  readonly clinicId: string;
  readonly name: string;
  readonly toldAt: Date;
  /** Reminders wait until it is told again. */
  readonly isStale: boolean;
}

/** Of the clinics whose schedule somebody tells. */
export const schedulesOf = (clinics: readonly ClinicRow[], now: Date): Schedule[] =>
  clinics.flatMap(({ id, name, scheduleToldAt: toldAt }) =>
    toldAt ? [{ clinicId: id, name, toldAt, isStale: isScheduleStale(toldAt, now) }] : [],
  );

export const readSchedules = async (ctx: Context): Promise<Schedule[]> =>
  schedulesOf(await listClinics(ctx.db), ctx.clock.now());
