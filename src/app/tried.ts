/** Looks up what the dialogue must know of the schedule, or does what only the database can decide, before it answers. */

import type { ScheduleAsk, ScheduleFacts } from '../dialogue/types.ts';
import { reasonIdOf } from '../domain/proposed.ts';
import type { ChannelId } from '../domain/words.ts';
import { bookFor } from './book.ts';
import type { TxContext } from './context.ts';
import { bookingOf, freeTimes, pickTime } from './openings.ts';
import { findVisitOrProposed } from './proposed.ts';
import { moveVisit } from './visit-changes.ts';

/** Null where the visit is gone. */
export async function tried(
  ctx: TxContext,
  ask: ScheduleAsk,
  via: ChannelId,
): Promise<ScheduleFacts | null> {
  const visit = await findVisitOrProposed(ctx, ask.appointmentId);
  if (!visit) return null;
  const booking = bookingOf(visit);
  const outcome = await outcomeOf();
  // What is shown of the schedule is as it is after that.
  return { outcome, slots: outcome === 'moved' ? [] : await freeTimes(ctx, booking) };

  async function outcomeOf(): Promise<ScheduleFacts['outcome']> {
    if (ask.type === 'free') return 'free';
    if (ask.type === 'pick') return pickTime(ctx, booking, ask.startsAt);
    const { appointmentId, scheduleVersion, startsAt } = ask;
    const reasonId = reasonIdOf(appointmentId);
    if (reasonId !== null) return bookFor(ctx, { reasonId, via }, startsAt);
    return moveVisit(ctx, { appointmentId, scheduleVersion, via }, startsAt);
  }
}
