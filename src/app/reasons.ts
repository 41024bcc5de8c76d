/** Recording, changing and closing the reasons for which a patient may be invited. Every door calls these. */

import { isOpen } from '../domain/reason-life.ts';
import {
  dueOnOf,
  type FollowUpKind,
  faultOfReason,
  isFollowUp,
  purposeOf,
  type ReasonDraft,
} from '../domain/reasons.ts';
import { toInstant, toLocal } from '../domain/time.ts';
import type { ReasonState } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import { lockReason, pageFollowUps } from '../store/reasons.ts';
import {
  type AppointmentRow,
  findAppointment,
  findDoctor,
  findPatient,
  findReason,
  findService,
  insertReason,
  lockPatient,
  type PatientRow,
  type ReasonRow,
  reasonsOf,
  updateReason,
} from '../store/registry.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { planPatient } from './plan.ts';
import { type Page, pageOf } from './queries-api.ts';
import {
  faultOfMass,
  faultOfPerson,
  isDeclined,
  type Recording,
  ruleFault,
} from './reason-check.ts';
import { newReason } from './reason-row.ts';
import { dueTime } from './reason-turns.ts';
import { clinicOf } from './situation.ts';

export const agreements = ['verbal', 'paper', 'chat', 'phone'] as const;
/** How a contact was agreed with the patient before they left. */
export type Agreement = (typeof agreements)[number];

export interface ReasonInput extends Omit<ReasonDraft, 'treatedOn'> {
  readonly patientId: string;
  /** The treatment it follows from. */
  readonly appointmentId: string | null;
  /** What is to be booked, where that is known. */
  readonly serviceId: string | null;
  /** Attending is a condition of the guarantee, and the patient was told so. */
  readonly guarantee: boolean;
  readonly agreed: boolean;
  readonly agreedHow: Agreement | null;
  /** `api` or `staff:<id>`. */
  readonly actor: string;
  /** The doctor who is signed in; null for others. */
  readonly byDoctor: string | null;
}

/** Refused with the rule that stops it; recorded, it is planned as far as the patient has agreed. */
export async function recordReason(ctx: Context, input: ReasonInput): Promise<Outcome<ReasonRow>> {
  const outcome = await transact(ctx, async (tx) => {
    const patient = await lockPatient(tx.db, input.patientId);
    if (!patient) return notFound('patientId', 'patient');
    const drafted = await draftOf(tx, input, patient);
    if (!drafted.ok) return drafted;
    const row = drafted.value;
    const reasons = await reasonsOf(tx.db, patient.id);
    if (isDeclined(reasons, { purpose: row.purpose, agreed: input.agreed }))
      return { ok: false, fault: ruleFault({ field: 'kind', code: 'declined_before' }) } as const;
    if (reasons.some((one) => isSame(one, row)))
      return conflict('dueOn', 'already_recorded', 'there is such a reason for that month already');
    await insertReason(tx.db, row);
    return written(tx, row, { actor: input.actor, action: 'reason_recorded' });
  });
  ctx.wake();
  return outcome;
}

const isSame = (known: ReasonRow, row: ReasonRow): boolean =>
  known.kind === row.kind &&
  isOpen(known.state) &&
  known.dueAt.toISOString().slice(0, 7) === row.dueAt.toISOString().slice(0, 7);

/** The row as it would be written, or what is wrong with it. */
async function draftOf(
  ctx: TxContext,
  input: ReasonInput,
  patient: PatientRow,
): Promise<Outcome<ReasonRow>> {
  if (patient.erasedAt) return conflict('patientId', 'erased', 'the patient asked to be forgotten');
  const found = await referencesOf(ctx, input);
  if (!found.ok) return found;
  if (input.agreed && input.agreedHow === null)
    return { ok: false, fault: ruleFault({ field: 'agreedHow', code: 'no_evidence' }) };
  const zone = (await clinicOf(ctx, patient))?.zone ?? 'UTC';
  const now = ctx.clock.now();
  const today = toLocal(now, zone).date;
  const treatedOn = found.value ? toLocal(found.value.startsAt, zone).date : null;
  const draft: ReasonDraft = { ...input, treatedOn };
  const recording: Recording = { ...input, draft };
  const fault =
    faultOfReason(draft, today) ??
    (await faultOfPerson(ctx, recording)) ??
    (await faultOfMass(ctx, recording));
  const dueOn = dueOnOf(draft, today);
  if (fault || dueOn === null)
    return { ok: false, fault: ruleFault(fault ?? { field: 'dueOn', code: 'no_evidence' }) };
  const dueAt = toInstant({ local: `${dueOn}T${dueTime}`, zone });
  return ok(rowOf(input, { dueAt, dueOn, treatedOn, now }));
}

/** What it names has to exist, and the treatment to be this patient's; gives the treatment. */
async function referencesOf(
  ctx: TxContext,
  { patientId, doctorId, serviceId, appointmentId }: ReasonInput,
): Promise<Outcome<AppointmentRow | null>> {
  if (doctorId && !(await findDoctor(ctx.db, doctorId))) return notFound('doctorId', 'doctor');
  if (serviceId && !(await findService(ctx.db, serviceId))) return notFound('serviceId', 'service');
  if (!appointmentId) return ok(null);
  const visit = await findAppointment(ctx.db, appointmentId);
  if (!visit) return notFound('appointmentId', 'appointment');
  if (visit.patientId !== patientId)
    return invalid(
      'appointmentId',
      'other_patient',
      'appointmentId: is the visit of another patient',
    );
  return visit.status === 'cancelled' || visit.status === 'no_show'
    ? conflict('appointmentId', 'no_visit', 'the visit did not take place')
    : ok(visit);
}

interface Dated {
  readonly dueAt: Date;
  readonly dueOn: string;
  readonly treatedOn: string | null;
  readonly now: Date;
}

function rowOf(input: ReasonInput, { dueAt, dueOn, treatedOn, now }: Dated): ReasonRow {
  const { patientId, kind, doctorId, appointmentId, note, argument, intervalMonths } = input;
  return newReason({
    ...{ patientId, kind, doctorId, appointmentId, note, argument, intervalMonths, dueAt },
    purpose: purposeOf(kind),
    guarantee: input.guarantee,
    evidence: evidenceOf(input, { dueOn, treatedOn }),
    createdBy: input.actor,
    createdAt: now,
  });
}

/** All that was told, and nothing that was not. */
function evidenceOf(input: ReasonInput, dated: Pick<Dated, 'dueOn' | 'treatedOn'>) {
  const { lastVisitOn, intervalMonths, plan, leaving, namedOn, serviceId, agreedHow } = input;
  const contraindications = input.contraindications.length > 0 ? input.contraindications : null;
  const told = { ...dated, lastVisitOn, intervalMonths, plan, leaving, namedOn, serviceId };
  const known = Object.entries({ ...told, agreedHow, contraindications }).filter(
    ([, value]) => value !== null,
  );
  return { ...Object.fromEntries(known), agreed: input.agreed };
}

async function written(
  ctx: TxContext,
  { id, patientId, purpose }: ReasonRow,
  { actor, action }: { readonly actor: string; readonly action: string },
): Promise<Outcome<ReasonRow>> {
  await appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor,
    action,
    subject: `patient:${patientId}`,
    details: { reason: id, purpose },
  });
  await planPatient(ctx, patientId);
  const row = await findReason(ctx.db, id);
  return row ? ok(row) : notFound('id', 'follow-up');
}

/** What is left out stays as it is. */
export type ReasonChange = Partial<Pick<ReasonInput, Changeable>>;
type Changeable =
  | ('dueOn' | 'argument' | 'note' | 'guarantee' | 'intervalMonths')
  | ('doctorId' | 'serviceId' | 'agreed' | 'agreedHow');

export interface ReasonAct {
  readonly id: string;
  readonly actor: string;
  readonly byDoctor: string | null;
}

/** By the same rules, as long as nothing was sent. */
export async function changeReason(
  ctx: Context,
  { id, actor, byDoctor }: ReasonAct,
  change: ReasonChange,
): Promise<Outcome<ReasonRow>> {
  const outcome = await transact(ctx, async (tx) => {
    const known = await lockFollowUp(tx, id);
    if (!known) return notFound('id', 'follow-up');
    if (known.state !== 'planned')
      return conflict('id', 'not_planned', `it is ${known.state}: only what is planned is changed`);
    const patient = await findPatient(tx.db, known.patientId);
    if (!patient) return notFound('id', 'follow-up');
    const input = { ...inputOf(known), ...change, actor: known.createdBy, byDoctor };
    const drafted = await draftOf(tx, input, patient);
    if (!drafted.ok) return drafted;
    const { createdBy: _, createdAt: __, id: ___, ...row } = drafted.value;
    await updateReason(tx.db, id, { ...row, reopenedAt: known.reopenedAt });
    return written(tx, known, { actor, action: 'reason_changed' });
  });
  ctx.wake();
  return outcome;
}

export interface Closing extends Omit<ReasonAct, 'byDoctor'> {
  /** For colleagues: how it ended. */
  readonly outcome?: string | null;
}

/** Taken back by staff: nothing more is sent about it. */
export async function closeReason(
  ctx: Context,
  { id, actor, outcome = null }: Closing,
): Promise<Outcome<ReasonRow>> {
  const closing = await transact(ctx, async (tx) => {
    const known = await lockFollowUp(tx, id);
    if (!known) return notFound('id', 'follow-up');
    if (!isOpen(known.state)) return conflict('id', 'not_open', `it is ${known.state} already`);
    const at = tx.clock.now();
    const closed = { state: 'closed', closedAt: at, closedBy: actor, outcome } as const;
    await updateReason(tx.db, id, { ...closed, answerBy: null, updatedAt: at });
    return written(tx, known, { actor, action: 'reason_closed' });
  });
  ctx.wake();
  return closing;
}

async function lockFollowUp(ctx: TxContext, id: string): Promise<ReasonRow | null> {
  const row = await lockReason(ctx.db, id);
  return row && isFollowUp(row.kind) ? row : null;
}

/** As it was recorded. */
function inputOf(row: ReasonRow): Omit<ReasonInput, 'actor' | 'byDoctor'> {
  const told = row.evidence as Partial<ReasonInput>;
  const { patientId, doctorId, appointmentId, argument, note, intervalMonths, guarantee } = row;
  return {
    ...{ patientId, doctorId, appointmentId, argument, note, intervalMonths, guarantee },
    kind: row.kind as FollowUpKind,
    dueOn: told.dueOn ?? null,
    lastVisitOn: told.lastVisitOn ?? null,
    plan: told.plan ?? null,
    leaving: told.leaving ?? null,
    namedOn: told.namedOn ?? null,
    serviceId: told.serviceId ?? null,
    agreed: told.agreed ?? false,
    agreedHow: told.agreedHow ?? null,
    freeConsultation: false,
    contraindications: told.contraindications ?? [],
  };
}

export interface ReasonQuery {
  readonly patientId: string | undefined;
  readonly state: ReasonState | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

export async function readReasons(
  ctx: Context,
  { patientId, limit, ...query }: ReasonQuery,
): Promise<Outcome<Page<ReasonRow, string>>> {
  if (patientId !== undefined && !(await findPatient(ctx.db, patientId)))
    return notFound('patientId', 'patient');
  const rows = await pageFollowUps(ctx.db, { ...query, patientId, limit: limit + 1 });
  return ok(pageOf(rows, limit, ({ id }) => id));
}
