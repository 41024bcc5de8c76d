/** A doctor asks, at an agreed time after a visit, how the patient feels: once, or day by day as one episode. */

import { addDuration, laterOf } from '../domain/time.ts';
import { askedAt, daysToAsk, treatmentDay } from '../domain/wellbeing.ts';
import { appendAudit } from '../store/consent.ts';
import {
  type AppointmentRow,
  findAppointment,
  findClinic,
  findReason,
  findService,
  insertReason,
  lockPatient,
  type ReasonRow,
  reasonsOfAppointments,
} from '../store/registry.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { newId } from './ids.ts';
import { impressionAfter } from './impressions.ts';
import { planPatient } from './plan.ts';
import { newReason } from './reason-row.ts';

interface Asking {
  readonly appointmentId: string;
  readonly note: string | null;
  readonly actor: string;
}

export interface WellbeingInput extends Asking {
  /** ISO 8601 duration after the end of the visit (`PT3H`), or whole days (`P1D`): then at ten in the morning. */
  readonly after: string;
}

export interface EpisodeInput extends Asking {
  /** Days after the visit, each at ten in the morning; null are those of its service. */
  readonly days: readonly number[] | null;
}

/** One question. Refused for a visit that was cancelled or missed: there is nothing to ask about. */
export async function startWellbeing(
  ctx: Context,
  input: WellbeingInput,
): Promise<Outcome<ReasonRow>> {
  const asked = await begin(ctx, (tx) => start(tx, input, 'after', once(input.after)));
  return asked.ok ? found(asked.value[0]) : asked;
}

/** A question for each of these days that is not planned already, and one about the impression after the last. */
export const startEpisode = (
  ctx: Context,
  input: EpisodeInput,
): Promise<Outcome<readonly ReasonRow[]>> =>
  begin(ctx, (tx) => start(tx, input, 'days', daily(input.days)));

const found = (reason: ReasonRow | undefined): Outcome<ReasonRow> =>
  reason ? ok(reason) : notFound('id', 'reason');

type Field = 'after' | 'days';

const isPlannedAlready = (field: Field) =>
  conflict(field, 'already_planned', 'this day of this visit is asked about already');

async function begin<T>(
  ctx: Context,
  work: (tx: TxContext) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const outcome = await transact(ctx, work);
  ctx.wake();
  return outcome;
}

interface Treatment {
  readonly visit: AppointmentRow;
  readonly zone: string;
  /** Every question about this visit that was not taken back. */
  readonly known: readonly ReasonRow[];
}

/** What is asked when: one question for each day of the treatment. */
interface Question {
  readonly day: number;
  readonly dueAt: Date;
}

type Choose = (ctx: TxContext, treatment: Treatment) => Promise<Outcome<readonly Question[]>>;

async function start(
  ctx: TxContext,
  input: Asking,
  field: Field,
  choose: Choose,
): Promise<Outcome<readonly ReasonRow[]>> {
  const treatment = await treatmentOf(ctx, input.appointmentId);
  if (!treatment.ok) return treatment;
  const chosen = await choose(ctx, treatment.value);
  if (!chosen.ok) return chosen;
  const days = treatment.value.known.map(({ day }) => day);
  const fresh = chosen.value.filter(({ day }) => !days.includes(day));
  if (fresh.length === 0) return isPlannedAlready(field);
  const ids = await record(ctx, input, treatment.value, fresh);
  if (field === 'days') await impressionAfter(ctx, input.appointmentId);
  await planPatient(ctx, treatment.value.visit.patientId);
  const reasons = await Promise.all(ids.map((id) => findReason(ctx.db, id)));
  return ok(reasons.filter((reason) => reason !== null));
}

async function treatmentOf(ctx: TxContext, appointmentId: string): Promise<Outcome<Treatment>> {
  const visit = await findAppointment(ctx.db, appointmentId);
  if (!visit) return notFound('appointmentId', 'appointment');
  // Whoever else starts a check of this patient waits, and then sees what is planned.
  if ((await lockPatient(ctx.db, visit.patientId))?.erasedAt)
    return conflict('appointmentId', 'erased', 'the patient asked to be forgotten');
  if (visit.status === 'cancelled' || visit.status === 'no_show') {
    return conflict('appointmentId', 'no_visit', 'the visit did not take place');
  }
  const zone = (await findClinic(ctx.db, visit.clinicId))?.zone ?? 'UTC';
  const known = (await reasonsOfAppointments(ctx.db, [visit.id]))
    .filter(({ kind, state }) => kind === 'wellbeing' && state !== 'closed')
    // What was asked before days were counted.
    .map((row) => ({ ...row, day: row.day ?? treatmentDay(visit.endsAt, row.dueAt, zone) }));
  return ok({ visit, zone, known });
}

const once =
  (after: string): Choose =>
  async (_, { visit, zone }) => {
    const dueAt = dueOf(visit, after, zone);
    if (dueAt) return ok([{ day: treatmentDay(visit.endsAt, dueAt, zone), dueAt }]);
    const detail = 'after must be an ISO 8601 duration between PT0S and P30D';
    return invalid('after', 'bad_duration', detail);
  };

const daily =
  (days: readonly number[] | null): Choose =>
  async (ctx, { visit, zone, known }) => {
    const service = visit.serviceId ? await findService(ctx.db, visit.serviceId) : null;
    const wanted = days ?? service?.wellbeingDays ?? [];
    if (wanted.length === 0) {
      return invalid('days', 'no_days', 'the service names no days: say which in days or after');
    }
    const today = treatmentDay(visit.endsAt, ctx.clock.now(), zone);
    const chosen = daysToAsk(wanted, { known: known.flatMap(({ day }) => day ?? []), today });
    return ok(chosen.map((day) => ({ day, dueAt: askedAt(visit.endsAt, day, zone) })));
  };

/** The ids of what is now to be asked. A later start joins the episode that is under way. */
async function record(
  ctx: TxContext,
  { note, actor, appointmentId }: Asking,
  { visit, known }: Treatment,
  questions: readonly Question[],
): Promise<readonly string[]> {
  const now = ctx.clock.now();
  const service = visit.serviceId ? await findService(ctx.db, visit.serviceId) : null;
  const episodeId = known.find((row) => row.episodeId !== null)?.episodeId ?? newId();
  const rows = questions.map(({ day, dueAt }) =>
    newReason({
      patientId: visit.patientId,
      purpose: 'wellbeing',
      kind: 'wellbeing',
      appointmentId,
      doctorId: visit.doctorId,
      dueAt: laterOf(dueAt, now),
      evidence: { visit: visit.id, endedAt: visit.endsAt.toISOString() },
      note,
      episodeId,
      day,
      asksScore: service?.asksScore ?? false,
      createdBy: actor,
      createdAt: now,
    }),
  );
  for (const row of rows) await insertReason(ctx.db, row);
  const ids = rows.map(({ id }) => id);
  await appendAudit(ctx.db, {
    at: now,
    actor,
    action: 'wellbeing_started',
    subject: `patient:${visit.patientId}`,
    details: { reasons: ids, appointment: visit.id, days: questions.map(({ day }) => day) },
  });
  return ids;
}

function dueOf(visit: AppointmentRow, after: string, zone: string): Date | null {
  if (!/^P(?!$)(\d{1,2}D)?(T(?=\d)(\d{1,3}H)?(\d{1,4}M)?(\d{1,4}S)?)?$/.test(after)) return null;
  const exact = addDuration(visit.endsAt, after, zone);
  if (exact > addDuration(visit.endsAt, 'P30D', zone)) return null;
  const wholeDays = /^P\d+D$/.test(after) && after !== 'P0D';
  return wholeDays ? askedAt(exact, 0, zone) : exact;
}
