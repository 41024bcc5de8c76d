/** What a visit calls for: its reminders, the news of what the clinic changed, a word after it. */

import { cadenceFor, hoursBefore } from '../domain/cadence.ts';
import type { ServiceCard } from '../domain/card.ts';
import { dayMs, laterOf, minuteMs } from '../domain/time.ts';
import { type VisitWish, wishesOf } from '../domain/visit-plan.ts';
import type { MessageRow } from '../store/messages.ts';
import type { AppointmentRow, ServiceRow } from '../store/registry.ts';
import type { ProactiveKind } from '../text/proactive.ts';
import { readerOf, type TxContext } from './context.ts';
import { type Desired, placed } from './plan-wishes.ts';
import { sayingsOf } from './said.ts';
import { quietMoveOf, zoneOf } from './situation.ts';

/** The way home is no time to read. */
const aftercare_after_ms = 30 * minuteMs;
const aftercare_late_ms = dayMs;
/** Agreed to later, it comes as an answer would. */
const aftercare_agreed_ms = minuteMs;

const far_hours = 48;

interface Of {
  readonly visit: AppointmentRow;
  readonly card: ServiceCard;
  /** Everything that was ever planned for the patient. */
  readonly existing: readonly MessageRow[];
}

interface After extends Omit<Of, 'existing'> {
  readonly service: ServiceRow | null;
  readonly zone: string;
}

export async function ofVisit(ctx: TxContext, of: Of): Promise<Desired[]> {
  const { visit, card, existing } = of;
  const read = readerOf(ctx);
  const clinic = await read.clinic(visit.clinicId);
  const service = visit.serviceId ? await read.service(visit.serviceId) : null;
  const zone = zoneOf(card, clinic);
  const wishes = wishesOf({
    visit,
    said: sayingsOf(visit, existing),
    cadence: cadenceFor({
      reminders: card.reminders,
      service: service?.cadence ?? null,
      clinic: clinic?.cadence ?? null,
    }),
    hours: card.hours,
    zone,
    quietMoveMin: quietMoveOf(clinic),
    now: ctx.clock.now(),
  });
  const before = wishes.map((wish) => desired(visit, wish));
  return [...before, ...(await aftercare(ctx, { visit, card, service, zone }))];
}

const desired = (visit: AppointmentRow, wish: VisitWish): Desired => ({
  key: `visit:${visit.id}:${visit.scheduleVersion}:${wish.name}`,
  kind: kindOf(wish),
  purpose: 'visit',
  dueAt: wish.dueAt,
  notAfter: wish.notAfter,
  verdict: wish.verdict,
  code: wish.code,
  appointmentId: visit.id,
  scheduleVersion: visit.scheduleVersion,
  reasonId: null,
  isPunctual: true,
});

/** A reminder's by what it asks and how far off the visit is, in words that fit any such step. */
function kindOf({ type, step }: VisitWish): ProactiveKind {
  if (type !== 'reminder') return type === 'moved' ? 'visit_moved' : 'visit_cancelled';
  if (!step?.asks) return 'visit_soon';
  return hoursBefore(step) >= far_hours ? 'visit_three_days' : 'visit_day_before';
}

const notHeld: readonly AppointmentRow['status'][] = ['cancelled', 'no_show'];

/** How to behave after it, for who agreed to hear from us after a treatment. */
async function aftercare(
  ctx: TxContext,
  { visit, card, service, zone }: After,
): Promise<Desired[]> {
  if (!service?.aftercare || notHeld.includes(visit.status)) return [];
  const notAfter = new Date(visit.endsAt.getTime() + aftercare_late_ms);
  if (notAfter < ctx.clock.now()) return [];
  const over = new Date(visit.endsAt.getTime() + aftercare_after_ms);
  const ideal = laterOf(over, (await agreedAt(ctx, visit.patientId)) ?? over);
  const wish = { ideal, notBefore: ideal, notAfter, hours: card.hours, zone };
  return [
    {
      key: `visit:${visit.id}:${visit.scheduleVersion}:aftercare`,
      appointmentId: visit.id,
      scheduleVersion: visit.scheduleVersion,
      reasonId: null,
      kind: 'aftercare',
      purpose: 'wellbeing',
      ...placed(wish, 'drop'),
      notAfter,
      isPunctual: false,
    },
  ];
}

async function agreedAt(ctx: TxContext, patientId: string): Promise<Date | null> {
  const history = await readerOf(ctx).history(patientId);
  const given = history.findLast(({ purpose, act }) => purpose === 'wellbeing' && act === 'given');
  return given ? new Date(given.at.getTime() + aftercare_agreed_ms) : null;
}
