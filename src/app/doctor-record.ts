/** What a doctor records in the seconds after a treatment, and taking it back. */

import { type AskWhen, askWhen, type DoctorKind, dueWhen } from '../domain/presets.ts';
import { isOpen } from '../domain/reason-life.ts';
import type { Contraindication, Leaving, PlanEvidence } from '../domain/reasons.ts';
import { isDate } from '../domain/time.ts';
import { appendAudit } from '../store/consent.ts';
import { lockReason } from '../store/reasons.ts';
import {
  lockPatient,
  type ReasonRow,
  reasonsOf,
  reasonsOfAppointments,
  updateReason,
} from '../store/registry.ts';
import { endDeskTask, openDeskTask } from './call-tasks.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { type DoctorVisit, presetFactsOf, takesPlace } from './doctor-day.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { type Foreseen, foreseenOf } from './foreseen.ts';
import { impressionAfter } from './impressions.ts';
import { planPatient } from './plan.ts';
import { reachOf } from './reach.ts';
import { ruleFault } from './reason-check.ts';
import { type Closing, closeReason, recordReason } from './reasons.ts';
import { startEpisode, startWellbeing } from './wellbeing.ts';

export interface ChairWish {
  readonly kind: DoctorKind;
  /** A key of a preset, or a date. */
  readonly choice: string;
  /** With the patient, in words, before they left. */
  readonly agreed: boolean;
  readonly argument: string | null;
  readonly note: string | null;
  /** Its deadline is the choice. */
  readonly plan: Omit<PlanEvidence, 'deadline'> | null;
  readonly freeConsultation: boolean;
  readonly leaving: Leaving | null;
  readonly contraindications: readonly Contraindication[];
  readonly guarantee: boolean;
}

export interface ChairActor {
  readonly actor: string;
  /** The doctor who is signed in; null for others. */
  readonly byDoctor: string | null;
}

export interface Recorded {
  /** Null where the desk asks first and nothing was written down. */
  readonly reason: ReasonRow | null;
  readonly foreseen: Foreseen;
}

/** About the visit; whether it is one of the actor's own patients is for the caller to check. */
export async function recordAtChair(
  ctx: Context,
  visit: DoctorVisit,
  wish: ChairWish,
  by: ChairActor,
): Promise<Outcome<Recorded>> {
  const { kind } = wish;
  const recorded =
    kind === 'wellbeing'
      ? await startAsking(ctx, visit, wish, by)
      : await invite(ctx, visit, { ...wish, kind }, by);
  if (!recorded.ok) return recorded;
  const reasons = recorded.value;
  const foreseen = reasons[0] ? await foreseenOf(ctx, reasons) : ({ type: 'desk' } as const);
  return ok({ reason: reasons[0] ?? null, foreseen });
}

/** Nobody else speaks in a doctor's name. */
export const faultOfOwnWord = (kind: DoctorKind, { byDoctor }: ChairActor) =>
  kind === 'personal' && byDoctor === null
    ? ({ ok: false, fault: ruleFault({ field: 'doctorId', code: 'own_word_only' }) } as const)
    : null;

const badChoice = () => invalid('choice', 'bad_choice', 'choice: is no moment for this kind');

async function invite(
  ctx: Context,
  { appointment, patient, clinic, service, doctor, ...visit }: DoctorVisit,
  wish: ChairWish & { readonly kind: Exclude<DoctorKind, 'wellbeing'> },
  by: ChairActor,
): Promise<Outcome<readonly ReasonRow[]>> {
  const refused = faultOfOwnWord(wish.kind, by);
  if (refused) return refused;
  const facts = presetFactsOf({ ...visit, appointment, patient, clinic, service, doctor });
  const when = dueWhen(wish.kind, wish.choice, facts);
  if (!when) return badChoice();
  const { deadline, ...due } = when;
  const { choice, plan, ...told } = wish;
  const isNamed = wish.leaving === 'will_think';
  const recorded = await recordReason(ctx, {
    ...told,
    ...due,
    ...by,
    patientId: patient.id,
    appointmentId: appointment.id,
    doctorId: by.byDoctor ?? doctor.id,
    serviceId: null,
    plan: plan && { ...plan, deadline },
    // Who wants to think is contacted on a day they named, never on one we chose.
    namedOn: isNamed && isDate(choice) ? choice : null,
    agreedHow: wish.agreed ? 'verbal' : null,
  });
  return recorded.ok ? ok([recorded.value]) : recorded;
}

/** Where it is neither agreed nor to be asked in a chat, a person asks while the patient is still there. */
async function startAsking(
  ctx: Context,
  visit: DoctorVisit,
  { choice, agreed, note }: ChairWish,
  { actor }: ChairActor,
): Promise<Outcome<readonly ReasonRow[]>> {
  const when = askWhen(choice, presetFactsOf(visit));
  if (!when) return badChoice();
  const asking = { appointmentId: visit.appointment.id, note, actor };
  const { type } = await reachOf(ctx, visit.patient, 'wellbeing');
  if (!takesPlace(visit) || (type !== 'desk' && (agreed || type !== 'call')))
    return start(ctx, when, asking);
  if (type === 'call') return askedByDesk(ctx, visit);
  // What the doctor was told holds; the bot still needs the patient's own word.
  const started = agreed ? await start(ctx, when, asking) : ok([]);
  return started.ok ? askedByDesk(ctx, visit, started.value) : started;
}

async function askedByDesk(
  ctx: Context,
  { patient }: DoctorVisit,
  reasons: readonly ReasonRow[] = [],
): Promise<Outcome<readonly ReasonRow[]>> {
  const task = { patientId: patient.id, purpose: 'wellbeing', code: 'ask_wellbeing' } as const;
  await transact(ctx, (tx) => openDeskTask(tx, task));
  return ok(reasons);
}

async function start(
  ctx: Context,
  when: AskWhen,
  asking: { readonly appointmentId: string; readonly note: string | null; readonly actor: string },
): Promise<Outcome<readonly ReasonRow[]>> {
  if ('days' in when) return startEpisode(ctx, { ...asking, days: when.days });
  const started = await startWellbeing(ctx, { ...asking, after: when.after });
  return started.ok ? ok([started.value]) : started;
}

/** Closes it, and of a wellbeing check every day that was started with it. */
export async function takeBack(
  ctx: Context,
  { id, actor, outcome = null }: Closing,
): Promise<Outcome<null>> {
  const asked = await transact(ctx, async (tx) => {
    const reason = await lockReason(tx.db, id);
    if (!reason) return notFound('id', 'reason');
    return reason.kind === 'wellbeing' ? stopAsking(tx, reason, { actor, outcome }) : ok(reason);
  });
  if (!asked.ok) return asked;
  if (asked.value) {
    const closed = await closeReason(ctx, { id, actor, outcome });
    if (!closed.ok) return closed;
    await transact(ctx, (tx) => nothingToAsk(tx, closed.value.patientId));
  }
  ctx.wake();
  return ok(null);
}

async function stopAsking(
  ctx: TxContext,
  { patientId, appointmentId, createdAt }: ReasonRow,
  { actor, outcome }: { readonly actor: string; readonly outcome: string | null },
): Promise<Outcome<null>> {
  await lockPatient(ctx.db, patientId);
  const all = await reasonsOfAppointments(ctx.db, [appointmentId ?? '']);
  const open = all.filter(({ state }) => state === 'planned');
  const own = open.filter(
    (one) => one.kind === 'wellbeing' && one.createdAt.getTime() === createdAt.getTime(),
  );
  if (own.length === 0) return conflict('id', 'not_open', 'all of it was asked already');
  const isLeft = all.some(
    (one) => one.kind === 'wellbeing' && one.state !== 'closed' && !own.includes(one),
  );
  const over = isLeft ? own : [...own, ...open.filter(({ kind }) => kind === 'impression')];
  const at = ctx.clock.now();
  for (const { id } of over) {
    const closed = {
      state: 'closed',
      closedAt: at,
      closedBy: actor,
      outcome,
      updatedAt: at,
    } as const;
    await updateReason(ctx.db, id, closed, 'planned');
  }
  if (isLeft) await impressionAfter(ctx, appointmentId ?? '');
  const details = { reasons: over.map(({ id }) => id) };
  const subject = `patient:${patientId}`;
  await appendAudit(ctx.db, { at, actor, action: 'reason_closed', subject, details });
  await planPatient(ctx, patientId);
  return ok(null);
}

/** With the last reason goes the task to ask about it. */
async function nothingToAsk(ctx: TxContext, patientId: string): Promise<void> {
  const open = (await reasonsOf(ctx.db, patientId)).some(
    ({ purpose, state }) => purpose !== 'wellbeing' && isOpen(state),
  );
  if (!open) await endDeskTask(ctx, { patientId, code: 'ask_at_visit' });
}
