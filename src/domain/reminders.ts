/** When one visit's reminders go out, and what becomes of those that cannot. */

import { type Cadence, type CadenceStep, hoursBefore, nameOfStep, readBefore } from './cadence.ts';
import type { WeekHours } from './card.ts';
import { place } from './hours.ts';
import { addDuration, dayMs, hourMs, laterOf, minuteMs } from './time.ts';

/** A change settles for this long before anyone is told: what is dragged, and dragged back, is never heard of. */
export const settleMs = 3 * minuteMs;

export interface VisitPlanInput {
  readonly startsAt: Date;
  /** The patient's zone, or the clinic's. */
  readonly zone: string;
  readonly hours: WeekHours;
  readonly cadence: Cadence;
  /** When this time of the visit became known to us. */
  readonly knownAt: Date;
  readonly now: Date;
  /** What is to become of the news of this time; null where there is none, or none any more. */
  readonly news?: { readonly verdict: 'send' | 'call'; readonly dueAt: Date } | null | undefined;
  /** What has told this very time and place already. */
  readonly told?: readonly ToldBefore[] | undefined;
}

export interface ToldBefore {
  readonly name: string;
  readonly at: Date;
}

export type ReminderDrop = 'booked_late' | 'past_deadline' | 'merged' | 'outside_hours';

interface Placed {
  /** What it is known by. */
  readonly name: string;
  readonly step: CadenceStep;
  /** Of a `send` always agreed; otherwise when the step was meant. */
  readonly dueAt: Date;
}

export type PlannedReminder = Placed &
  (
    | { readonly verdict: 'send'; readonly notAfter: Date }
    | { readonly verdict: 'drop'; readonly code: ReminderDrop }
    | { readonly verdict: 'call'; readonly code: 'outside_hours'; readonly notAfter: Date }
  );

/** Two reminders nearer to each other than this are one. */
export const apartMinutes = 60;

/**
 * One answer for every step of the cadence, in the order of the visit's approach.
 *
 * 1. A late booking gets only the steps still ahead: one whose ideal moment had passed when the time
 *    became known is `booked_late`, even if then none is left. Who has just booked, knows; who was
 *    moved is told by the news. The rest wait until the change has settled.
 * 2. A step whose last useful moment has passed is `past_deadline`.
 * 3. The rest are placed in the agreed hours. Of two within the hour, the one meant nearer to the
 *    visit stays and the other is `merged`; the news of a change stays beside any of them.
 * 4. A step that had to move earlier, to within a day after one that stays, has nothing left to add:
 *    the evening before would bring the same words twice. It is `merged` as well, and so is one
 *    that told this very time before the visit was moved away and back.
 * 5. A step with no agreed moment is dropped as `outside_hours` while something else goes out. Only
 *    if nothing does, and hours are the cause, does one step become one `call` for a person.
 *
 * `dueAt` does not depend on `now`, so planning again finds the same moments.
 */
export function planVisit(input: VisitPlanInput): readonly PlannedReminder[] {
  const drafts = input.cadence.map((step) => draft(step, input));
  const apart = drafts.map((one, i) =>
    isTold(one, input) || isMerged(one, drafts.slice(i + 1)) ? merge(one) : one,
  );
  return withCall(dropEchoes(apart, input), input);
}

/** The last moment at which it is still of use, in ms before the visit. */
function lastMsBefore(step: CadenceStep): number {
  const hours = hoursBefore(step);
  if (!readBefore(step.before)?.inDays) return Math.min(3 * hourMs, (hours * hourMs) / 4);
  return hours === 24 ? 3 * hourMs : (hours * hourMs) / 2;
}

/** A step before its neighbours are looked at. Hours that fail are a call until someone else speaks. */
function draft(step: CadenceStep, input: VisitPlanInput): PlannedReminder {
  const { startsAt, zone, hours, knownAt, now } = input;
  const dueAt = idealOf(step, input);
  const meant = { name: nameOfStep(step), step, dueAt };
  const notAfter = new Date(startsAt.getTime() - lastMsBefore(step));
  if (dueAt < knownAt) return { ...meant, verdict: 'drop', code: 'booked_late' };
  if (notAfter < now) return { ...meant, verdict: 'drop', code: 'past_deadline' };
  const settled = new Date(knownAt.getTime() + settleMs);
  const ideal = laterOf(dueAt, settled);
  const at = place({ ideal, notBefore: settled, notAfter, hours, zone });
  return at
    ? { ...meant, verdict: 'send', dueAt: at, notAfter }
    : { ...meant, verdict: 'call', code: 'outside_hours', notAfter };
}

const idealOf = (
  { before }: CadenceStep,
  { startsAt, zone }: Pick<VisitPlanInput, 'startsAt' | 'zone'>,
): Date => addDuration(startsAt, `-${before}`, zone);

const isTold = ({ name, verdict }: PlannedReminder, { told }: VisitPlanInput): boolean =>
  verdict !== 'drop' && (told?.some((one) => one.name === name) ?? false);

const areNear = (a: Date, b: Date): boolean =>
  Math.abs(a.getTime() - b.getTime()) < apartMinutes * minuteMs;

function isMerged(one: PlannedReminder, nearer: readonly PlannedReminder[]): boolean {
  return nearer.some(
    (other, i) =>
      one.verdict === 'send' &&
      other.verdict === 'send' &&
      !isMerged(other, nearer.slice(i + 1)) &&
      areNear(other.dueAt, one.dueAt),
  );
}

function merge({ name, step, dueAt }: PlannedReminder): PlannedReminder {
  return { name, step, dueAt, verdict: 'drop', code: 'merged' };
}

/** Only what itself goes out can make a later one an echo: otherwise two silence each other. */
function dropEchoes(
  plan: readonly PlannedReminder[],
  input: VisitPlanInput,
): readonly PlannedReminder[] {
  const news = input.news?.verdict === 'send' ? [input.news.dueAt] : [];
  const before = [...news, ...(input.told ?? []).map(({ at }) => at)];
  const spoken = [...before];
  return plan.map((one) => {
    if (one.verdict !== 'send') return one;
    const isNear = before.some((at) => areNear(at, one.dueAt));
    if (isNear || isEcho(one, spoken, input)) return merge(one);
    spoken.push(one.dueAt);
    return one;
  });
}

/** Moved earlier, to less than a day after what was said. */
function isEcho(one: PlannedReminder, spoken: readonly Date[], input: VisitPlanInput): boolean {
  if (one.dueAt >= idealOf(one.step, input)) return false;
  const since = one.dueAt.getTime() - dayMs;
  return spoken.some((at) => at.getTime() > since);
}

function withCall(
  plan: readonly PlannedReminder[],
  { news, told = [] }: VisitPlanInput,
): readonly PlannedReminder[] {
  const speaks = plan.some(({ verdict }) => verdict === 'send') || news || told.length > 0;
  const caller = speaks ? undefined : callerOf(plan.filter(({ verdict }) => verdict === 'call'));
  return plan.map((one) =>
    one.verdict === 'call' && one !== caller
      ? { ...meantOf(one), verdict: 'drop', code: 'outside_hours' }
      : one,
  );
}

const meantOf = ({ name, step, dueAt }: PlannedReminder): Placed => ({ name, step, dueAt });

/** The step a call stands in for: the one that leaves the desk most time and is still near the visit. */
function callerOf(waiting: readonly PlannedReminder[]): PlannedReminder | undefined {
  return waiting.find(({ step }) => hoursBefore(step) <= 24) ?? waiting.at(-1);
}
