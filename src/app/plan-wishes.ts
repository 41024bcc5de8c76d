/** What a patient's recorded reasons call for: the messages that should exist, each with its key. */

import type { ServiceCard } from '../domain/card.ts';
import { place, type Wish } from '../domain/hours.ts';
import { isSilent } from '../domain/identity.ts';
import type { DecisionCode, Verdict } from '../domain/policy.ts';
import { dayMs, laterOf } from '../domain/time.ts';
import type { Purpose } from '../domain/words.ts';
import type { MessageRow } from '../store/messages.ts';
import type { ReasonRow } from '../store/registry.ts';
import type { ProactiveKind } from '../text/proactive.ts';
import { readerOf, type TxContext } from './context.ts';
import { isAgreed } from './situation.ts';

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
  /** Of no use after its moment. */
  readonly isPunctual: boolean;
}

/** Where no agreed hour can hold it, it is `otherwise` at the time it was meant for. */
export function placed(wish: Wish, otherwise: 'call' | 'drop') {
  const dueAt = place(wish);
  return dueAt
    ? ({ dueAt, verdict: 'send', code: null } as const)
    : ({ dueAt: wish.ideal, verdict: otherwise, code: 'outside_hours' } as const);
}

/** From a visit or a reason; "still you?" follows from what is planned, and a person's own words are nobody's plan. */
export const isPlanned = (row: MessageRow): boolean =>
  row.kind !== 'still_you' && row.kind !== 'staff_message';

export function ofReason(reason: ReasonRow, card: ServiceCard, zone: string): Desired[] {
  if (reason.state !== 'planned' || reason.purpose !== 'wellbeing') return [];
  const notAfter = new Date(reason.dueAt.getTime() + wellbeing_late_ms);
  const wish = { ideal: reason.dueAt, notBefore: reason.dueAt, notAfter, hours: card.hours, zone };
  return [
    {
      key: `reason:${reason.id}:ask`,
      kind: questionOf(reason),
      purpose: 'wellbeing',
      // Nobody is called to be asked for a mark.
      ...placed(wish, reason.kind === 'impression' ? 'drop' : 'call'),
      notAfter,
      appointmentId: reason.appointmentId,
      scheduleVersion: null,
      reasonId: reason.id,
      isPunctual: false,
    },
  ];
}

function questionOf({ kind, asksScore }: ReasonRow): ProactiveKind {
  if (kind === 'impression') return 'impression';
  return asksScore ? 'wellbeing_score' : 'wellbeing_check';
}

/** The check after a treatment is agreed to when the treatment ends, if the patient may be written to about visits. */
export async function ofAgreements(
  ctx: TxContext,
  reasons: readonly ReasonRow[],
  { card, zone }: { card: ServiceCard; zone: string },
): Promise<Desired[]> {
  const asked = reasons.filter(({ state, kind }) => state !== 'closed' && kind === 'wellbeing');
  // Of several days the first: whoever does not answer it is not asked again before the next.
  const first = asked.filter(
    (one) =>
      one.state === 'planned' &&
      asked.find(({ appointmentId }) => appointmentId === one.appointmentId) === one,
  );
  const found: Desired[] = [];
  for (const reason of first) {
    const visit = reason.appointmentId
      ? await readerOf(ctx).appointment(reason.appointmentId)
      : null;
    if (!visit || !(await mayAsk(ctx, reason.patientId, 'wellbeing'))) continue;
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
      isPunctual: false,
    });
  }
  return found;
}

/** Not who has agreed already, and not who took it back. */
export async function mayAsk(ctx: TxContext, patientId: string, about: Purpose): Promise<boolean> {
  const history = await readerOf(ctx).history(patientId);
  const said = history.filter(({ purpose }) => purpose === about).at(-1);
  if (said?.act === 'withdrawn') return false;
  return !(await isAgreed(ctx, patientId, about));
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
      isPunctual: false,
    },
  ];
}
