/** What a patient's visits and recorded reasons call for: the messages that should exist, each with its key. */

import type { ServiceCard } from '../domain/card.ts';
import { place, type Wish } from '../domain/hours.ts';
import { isSilent } from '../domain/identity.ts';
import type { DecisionCode, Verdict } from '../domain/policy.ts';
import { planVisit, type ReminderStep } from '../domain/reminders.ts';
import { dayMs, laterOf } from '../domain/time.ts';
import type { Purpose } from '../domain/words.ts';
import type { MessageRow } from '../store/messages.ts';
import type { AppointmentRow, ReasonRow } from '../store/registry.ts';
import type { ProactiveKind } from '../text/proactive.ts';
import { readerOf, type TxContext } from './context.ts';
import { isAgreed, zoneOf } from './situation.ts';

const kinds: Readonly<Record<ReminderStep, ProactiveKind>> = {
  three_days_before: 'visit_three_days',
  day_before: 'visit_day_before',
  two_hours_before: 'visit_soon',
};

/** A wellbeing question may come this much later than meant, for the patient's hours. */
const wellbeing_late_ms = dayMs;

/** A message that should exist. */
export interface Desired {
  readonly key: string;
  readonly kind: ProactiveKind;
  readonly purpose: Purpose;
  readonly dueAt: Date;
  readonly notAfter: Date;
  readonly verdict: Verdict;
  readonly code: DecisionCode | null;
  readonly appointmentId: string | null;
  readonly scheduleVersion: number | null;
  readonly reasonId: string | null;
}

/** Where no agreed hour can hold it, it is `otherwise` at the time it was meant for. */
function placed(wish: Wish, otherwise: 'call' | 'drop') {
  const dueAt = place(wish);
  return dueAt
    ? ({ dueAt, verdict: 'send', code: null } as const)
    : ({ dueAt: wish.ideal, verdict: otherwise, code: 'outside_hours' } as const);
}

/** From a visit or a reason; "still you?" follows from what is planned, and a person's own words are nobody's plan. */
export const isPlanned = (row: MessageRow): boolean =>
  row.kind !== 'still_you' && row.kind !== 'staff_message';

export async function ofVisit(
  ctx: TxContext,
  visit: AppointmentRow,
  card: ServiceCard,
): Promise<Desired[]> {
  if (visit.status !== 'booked' && visit.status !== 'confirmed') return [];
  const clinic = await readerOf(ctx).clinic(visit.clinicId);
  const plan = planVisit({
    startsAt: visit.startsAt,
    zone: zoneOf(card, clinic),
    hours: card.hours,
    reminders: card.reminders,
    knownAt: visit.knownAt,
    now: ctx.clock.now(),
  });
  return plan.map((step) => ({
    key: `visit:${visit.id}:${visit.scheduleVersion}:${step.step}`,
    kind: kinds[step.step],
    purpose: 'visit',
    dueAt: step.dueAt,
    notAfter: step.verdict === 'drop' ? visit.startsAt : step.notAfter,
    verdict: step.verdict,
    code: step.verdict === 'send' ? null : step.code,
    appointmentId: visit.id,
    scheduleVersion: visit.scheduleVersion,
    reasonId: null,
  }));
}

export function ofReason(reason: ReasonRow, card: ServiceCard, zone: string): Desired[] {
  if (reason.state !== 'planned' || reason.purpose !== 'wellbeing') return [];
  const notAfter = new Date(reason.dueAt.getTime() + wellbeing_late_ms);
  const wish = { ideal: reason.dueAt, notBefore: reason.dueAt, notAfter, hours: card.hours, zone };
  return [
    {
      key: `reason:${reason.id}:ask`,
      kind: 'wellbeing_check',
      purpose: 'wellbeing',
      ...placed(wish, 'call'),
      notAfter,
      appointmentId: reason.appointmentId,
      scheduleVersion: null,
      reasonId: reason.id,
    },
  ];
}

/** The check after a treatment is agreed to when the treatment ends, if the patient may be written to about visits. */
export async function ofAgreements(
  ctx: TxContext,
  reasons: readonly ReasonRow[],
  { card, zone }: { card: ServiceCard; zone: string },
): Promise<Desired[]> {
  const open = reasons.filter(
    ({ state, purpose }) => state === 'planned' && purpose === 'wellbeing',
  );
  const first = open.filter(
    (one) => open.find(({ appointmentId }) => appointmentId === one.appointmentId) === one,
  );
  const found: Desired[] = [];
  for (const reason of first) {
    const visit = reason.appointmentId
      ? await readerOf(ctx).appointment(reason.appointmentId)
      : null;
    if (!visit || !(await mayAsk(ctx, reason.patientId))) continue;
    const ideal = laterOf(reason.createdAt, visit.endsAt);
    const limits = { notBefore: ideal, notAfter: reason.dueAt };
    found.push({
      key: `reason:${reason.id}:agree`,
      kind: 'ask_wellbeing',
      purpose: 'visit',
      ...placed({ ideal, ...limits, hours: card.hours, zone }, 'drop'),
      notAfter: reason.dueAt,
      appointmentId: visit.id,
      scheduleVersion: null,
      reasonId: reason.id,
    });
  }
  return found;
}

/** Not who has agreed already, and not who took it back. */
async function mayAsk(ctx: TxContext, patientId: string): Promise<boolean> {
  const history = await readerOf(ctx).history(patientId);
  const said = history.filter(({ purpose }) => purpose === 'wellbeing').at(-1);
  if (said?.act === 'withdrawn') return false;
  return !(await isAgreed(ctx, patientId, 'wellbeing'));
}

/** A day before the first message that would go to an account silent for too long: is it still the same person's? */
export async function ofSilence(
  ctx: TxContext,
  patientId: string,
  { card, zone, planned }: { card: ServiceCard; zone: string; planned: readonly MessageRow[] },
): Promise<Desired[]> {
  const waiting = planned
    .filter(
      ({ kind, state, code }) => kind !== 'still_you' && state === 'planned' && code === 'silent',
    )
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  const [first] = waiting;
  if (!first) return [];
  const live = await readerOf(ctx).accountsOfPatient(patientId);
  const silent = live.find(({ binding }) => isSilent(binding.aliveAt, first.dueAt));
  if (!silent) return [];
  const now = ctx.clock.now();
  const ideal = laterOf(new Date(first.dueAt.getTime() - dayMs), now);
  const { notAfter } = first;
  return [
    {
      key: `still:${silent.binding.id}:${silent.binding.aliveAt.getTime()}`,
      kind: 'still_you',
      purpose: first.purpose as Purpose,
      ...placed({ ideal, notBefore: now, notAfter, hours: card.hours, zone }, 'drop'),
      notAfter,
      appointmentId: first.appointmentId,
      scheduleVersion: first.scheduleVersion,
      reasonId: null,
    },
  ];
}
