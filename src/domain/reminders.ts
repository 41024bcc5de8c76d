/** When one visit's reminders go out, and what becomes of those that cannot. */

import type { ReminderCount, WeekHours } from './card.ts';
import { place } from './hours.ts';
import { addDuration, dayMs, minuteMs } from './time.ts';

export const reminderSteps = ['three_days_before', 'day_before', 'two_hours_before'] as const;
export type ReminderStep = (typeof reminderSteps)[number];

export interface VisitPlanInput {
  readonly startsAt: Date;
  /** The patient's zone, or the clinic's. */
  readonly zone: string;
  readonly hours: WeekHours;
  readonly reminders: ReminderCount;
  /** When this time of the visit became known to us. */
  readonly knownAt: Date;
  readonly now: Date;
}

export type ReminderDrop = 'booked_late' | 'past_deadline' | 'merged' | 'outside_hours';

/** `dueAt` of a `send` is always agreed; otherwise it says when the step was meant. */
export type PlannedReminder =
  | {
      readonly step: ReminderStep;
      readonly verdict: 'send';
      readonly dueAt: Date;
      readonly notAfter: Date;
    }
  | {
      readonly step: ReminderStep;
      readonly verdict: 'drop';
      readonly code: ReminderDrop;
      readonly dueAt: Date;
    }
  | {
      readonly step: ReminderStep;
      readonly verdict: 'call';
      readonly code: 'outside_hours';
      readonly dueAt: Date;
      readonly notAfter: Date;
    };

/** Two reminders nearer to each other than this are one. */
export const apartMinutes = 60;

interface StepRule {
  /** ISO 8601 durations back from the visit. */
  readonly ideal: string;
  readonly notAfter: string;
}

const rules: Readonly<Record<ReminderStep, StepRule>> = {
  three_days_before: { ideal: '-P3D', notAfter: '-PT36H' },
  day_before: { ideal: '-P1D', notAfter: '-PT3H' },
  two_hours_before: { ideal: '-PT2H', notAfter: '-PT30M' },
};

const stepsOf: Readonly<Record<ReminderCount, readonly ReminderStep[]>> = {
  none: [],
  one: ['day_before'],
  two: ['day_before', 'two_hours_before'],
  three: ['three_days_before', 'day_before', 'two_hours_before'],
};

/** The step a call stands in for: the one that leaves the desk most time and is still near the visit. */
const callOrder: readonly ReminderStep[] = ['day_before', 'two_hours_before', 'three_days_before'];

/**
 * One answer for every reminder the card asks for, in the order of the visit's approach.
 *
 * 1. A late booking gets only the steps still ahead: one whose ideal moment had passed when the time
 *    became known is `booked_late`, even if then none is left. Who has just booked, knows.
 * 2. A step whose last useful moment has passed is `past_deadline`.
 * 3. The rest are placed in the agreed hours. Of two within the hour, the one meant nearer to the
 *    visit stays and the other is `merged`.
 * 4. A step that had to move earlier, to within a day after one that stays, has nothing left to add:
 *    the evening before would bring the same words twice. It is `merged` as well.
 * 5. A step with no agreed moment is dropped as `outside_hours` while another reminder goes out. Only
 *    if none does, and hours are the cause, does one step become one `call` for a person.
 *
 * `dueAt` does not depend on `now`, so planning again finds the same moments.
 */
export function planVisit(input: VisitPlanInput): readonly PlannedReminder[] {
  const drafts = stepsOf[input.reminders].map((step) => draft(step, input));
  const apart = drafts.map((one, i) => (isMerged(one, drafts.slice(i + 1)) ? merge(one) : one));
  return withCall(dropEchoes(apart, input));
}

/** Only a reminder that itself goes out can make a later one an echo: otherwise two silence each other. */
function dropEchoes(
  plan: readonly PlannedReminder[],
  input: VisitPlanInput,
): readonly PlannedReminder[] {
  const kept: PlannedReminder[] = [];
  for (const one of plan) kept.push(isEcho(one, kept, input) ? merge(one) : one);
  return kept;
}

/** Moved earlier, to less than a day after another reminder. */
function isEcho(
  one: PlannedReminder,
  earlier: readonly PlannedReminder[],
  { startsAt, zone }: VisitPlanInput,
): boolean {
  if (one.verdict !== 'send') return false;
  if (one.dueAt >= addDuration(startsAt, rules[one.step].ideal, zone)) return false;
  const since = one.dueAt.getTime() - dayMs;
  return earlier.some((other) => other.verdict === 'send' && other.dueAt.getTime() > since);
}

/** A step before its neighbours are looked at. Hours that fail are a call until someone else speaks. */
function draft(step: ReminderStep, input: VisitPlanInput): PlannedReminder {
  const { startsAt, zone, hours, knownAt, now } = input;
  const ideal = addDuration(startsAt, rules[step].ideal, zone);
  const notAfter = addDuration(startsAt, rules[step].notAfter, zone);
  if (ideal < knownAt) return { step, verdict: 'drop', code: 'booked_late', dueAt: ideal };
  if (notAfter < now) return { step, verdict: 'drop', code: 'past_deadline', dueAt: ideal };
  const dueAt = place({ ideal, notBefore: knownAt, notAfter, hours, zone });
  return dueAt
    ? { step, verdict: 'send', dueAt, notAfter }
    : { step, verdict: 'call', code: 'outside_hours', dueAt: ideal, notAfter };
}

function isMerged(one: PlannedReminder, nearer: readonly PlannedReminder[]): boolean {
  return nearer.some(
    (other, i) =>
      one.verdict === 'send' &&
      other.verdict === 'send' &&
      !isMerged(other, nearer.slice(i + 1)) &&
      Math.abs(other.dueAt.getTime() - one.dueAt.getTime()) < apartMinutes * minuteMs,
  );
}

function merge({ step, dueAt }: PlannedReminder): PlannedReminder {
  return { step, verdict: 'drop', code: 'merged', dueAt };
}

function withCall(plan: readonly PlannedReminder[]): readonly PlannedReminder[] {
  const speaks = plan.some(({ verdict }) => verdict === 'send');
  const waiting = (step: ReminderStep) =>
    plan.some((one) => one.step === step && one.verdict === 'call');
  const caller = speaks ? undefined : callOrder.find(waiting);
  return plan.map((one) =>
    one.verdict === 'call' && one.step !== caller
      ? { step: one.step, verdict: 'drop', code: 'outside_hours', dueAt: one.dueAt }
      : one,
  );
}
