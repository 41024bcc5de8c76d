/** After a question: how long an answer is waited for, and what becomes of silence. */

import { blankCard } from '../domain/card.ts';
import { answerBy } from '../domain/wellbeing.ts';
import { type Arrival, arrivalsToTime, isCareDue, lockSilent } from '../store/alarms.ts';
import { updateReason } from '../store/registry.ts';
import { climbAlarms } from './alarms.ts';
import { openDeskTask } from './call-tasks.ts';
import { type Context, type TxContext, transact } from './context.ts';

const batch_max = 200;

/** What time alone brings about: silence is noticed, and alarms that nobody has taken are called out again. */
export async function tend(ctx: Context): Promise<void> {
  if (!(await isCareDue(ctx.db, ctx.clock.now()))) return;
  await endSilence(ctx);
  await climbAlarms(ctx);
}

/** What a process died over, and questions of which the platform never said that they arrived. */
export const timeLeftovers = (ctx: Context): Promise<void> =>
  transact(ctx, (tx) => startTimers(tx));

/** Called when a question of this reason may have arrived; without one, for all that wait. */
export async function startTimers(ctx: TxContext, reasonId?: string): Promise<void> {
  const silent = ctx.channels.filter(({ capabilities }) => !capabilities.receipts);
  const arrived = await arrivalsToTime(ctx.db, {
    now: ctx.clock.now(),
    withoutReceipts: silent.map(({ id }) => id),
    limit: batch_max,
    reasonId,
  });
  for (const one of arrived) await startTimer(ctx, one);
}

/** From the arrival; where nobody tells of it, from when the platform took it. */
async function startTimer(ctx: TxContext, arrival: Arrival): Promise<void> {
  const { reasonId, deliveredAt, acceptedAt, card, zone } = arrival;
  const from = deliveredAt ?? acceptedAt;
  if (!from) return;
  const { hours, zone: own } = card ?? blankCard;
  const until = answerBy(from, { hours, zone: own ?? zone ?? 'UTC' });
  await updateReason(ctx.db, reasonId, { answerBy: until }, 'sent');
}

async function endSilence(ctx: Context): Promise<void> {
  for (;;) {
    const found = await transact(ctx, endSome);
    if (found < batch_max) return;
  }
}

/** Whoever is silent after a treatment is called; whoever has no impression to tell is left alone. */
async function endSome(ctx: TxContext): Promise<number> {
  const now = ctx.clock.now();
  const silent = await lockSilent(ctx.db, { now, limit: batch_max });
  for (const { id, kind, patientId } of silent) {
    await updateReason(ctx.db, id, { state: 'silent', updatedAt: now }, 'sent');
    if (kind !== 'wellbeing') continue;
    await openDeskTask(ctx, { patientId, purpose: 'wellbeing', code: 'wellbeing_silent' });
  }
  return silent.length;
}
