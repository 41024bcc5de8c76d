/** Whether what a message says of a visit is still so, and still worth saying, in the moment in which it would go out. */

import type { DecisionCode } from './decision.ts';
import { type Fact, newsOf, type VisitAsKnown } from './known.ts';
import { hasLeft, type Saying, toldOf } from './said.ts';
import { minuteMs } from './time.ts';

/** What was held up until another word went out has nothing to add to it within this. */
const justSaidMs = 30 * minuteMs;

export interface Standing {
  /** As it is now; null where there is none. */
  readonly visit: (VisitAsKnown & { readonly mutedAt: Date | null }) | null;
  /** All others about this visit. */
  readonly others: readonly Saying[];
  readonly quietMoveMin: number;
  readonly at: Date;
}

/** Null while nothing speaks against it. */
export function staleOf(saying: Saying, standing: Standing): DecisionCode | null {
  const { visit, at } = standing;
  if (!visit || visit.scheduleVersion !== saying.version) return 'stale_fact';
  if (saying.type === 'reminder') return staleReminder(saying, { ...standing, visit });
  const isOff = visit.status === 'cancelled';
  if (isOff !== (saying.type === 'cancelled')) return 'stale_fact';
  if (saying.notAfter < at || visit.startsAt <= at) return 'past_deadline';
  // Nobody is told what they know: a reminder of the new time was faster.
  const told = toldOf(standing.others);
  if (!newsOf(visit, { told, quietMoveMin: standing.quietMoveMin })) return 'known_already';
  return visit.mutedAt === null ? null : 'muted';
}

type Stands = Standing & { readonly visit: NonNullable<Standing['visit']> };

function staleReminder(saying: Saying, { visit, others, at }: Stands): DecisionCode | null {
  if (visit.status !== 'booked' && visit.status !== 'confirmed') return 'stale_fact';
  if (visit.startsAt <= at) return 'past_deadline';
  if (visit.mutedAt) return 'muted';
  // Who has confirmed is informed and not asked.
  if (visit.status === 'confirmed' && saying.asks) return 'confirmed';
  const said = others.some(
    (one) => goesFirst(one, saying, at) || (tellsOf(visit, one) && wasJustSaid(one, at)),
  );
  return said ? 'merged' : null;
}

/** Of two that wait at the same time only the news goes, or else the one nearer to the visit. */
const goesFirst = (one: Saying, than: Saying, at: Date): boolean =>
  one.version === than.version &&
  one.state === 'planned' &&
  one.dueAt <= at &&
  (one.type === 'moved' || one.notAfter > than.notAfter);

/** This very time and place, whenever it was the visit's. */
const tellsOf = ({ startsAt, clinicId }: Fact, { tells }: Saying): boolean =>
  tells?.clinicId === clinicId && tells.startsAt.getTime() === startsAt.getTime();

const wasJustSaid = (one: Saying, at: Date): boolean =>
  hasLeft(one) && one.leftAt.getTime() > at.getTime() - justSaidMs;
