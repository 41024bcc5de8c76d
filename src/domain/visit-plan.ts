/** All that a visit calls for before it: the news of what the clinic changed, and the reminders. */

import type { Cadence, CadenceStep } from './cadence.ts';
import type { WeekHours } from './card.ts';
import type { DecisionCode, Verdict } from './decision.ts';
import { newsOf, type PlannedNews, placeNews, type VisitAsKnown } from './known.ts';
import { planVisit } from './reminders.ts';
import { newsAhead, type Saying, toldAlready, toldOf } from './said.ts';

export interface VisitInput {
  readonly visit: VisitAsKnown;
  /** About this visit, by whatever name and version. */
  readonly said: readonly Saying[];
  readonly cadence: Cadence;
  readonly hours: WeekHours;
  /** The patient's zone, or the clinic's. */
  readonly zone: string;
  readonly quietMoveMin: number;
  readonly now: Date;
}

/** A message that should exist, or the code of why it does not. */
export interface VisitWish {
  readonly name: string;
  readonly type: Saying['type'];
  /** Of a reminder. */
  readonly step: CadenceStep | null;
  readonly verdict: Exclude<Verdict, 'wait'>;
  readonly code: DecisionCode | null;
  readonly dueAt: Date;
  readonly notAfter: Date;
}

/** Empty once the visit has begun. */
export function wishesOf(input: VisitInput): readonly VisitWish[] {
  const { visit, said, now, quietMoveMin } = input;
  if (visit.startsAt <= now) return [];
  const news = newsOf(visit, { told: toldOf(said), quietMoveMin });
  const placed = news && placeNews(news, visit, input);
  const told = placed && {
    ...placed,
    name: placed.type,
    step: null,
    code: placed.verdict === 'call' ? ('outside_hours' as const) : null,
  };
  const ahead = newsAhead(visit.scheduleVersion, { said, news: placed });
  return [...(told ? [told] : []), ...remindersOf(input, ahead)];
}

function remindersOf(input: VisitInput, news: PlannedNews | null): readonly VisitWish[] {
  const { visit, said } = input;
  if (visit.status !== 'booked' && visit.status !== 'confirmed') return [];
  const { startsAt, knownAt } = visit;
  const plan = planVisit({ ...input, startsAt, knownAt, news, told: toldAlready(visit, said) });
  return plan.map((one) => ({
    name: one.name,
    type: 'reminder',
    step: one.step,
    verdict: one.verdict,
    code: one.verdict === 'send' ? null : one.code,
    dueAt: one.dueAt,
    notAfter: one.verdict === 'drop' ? startsAt : one.notAfter,
  }));
}
