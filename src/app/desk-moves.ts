/** Another time or doctor for a visit, by whoever sits at the desk, and taking that back before anyone is told. */

import { settleMs } from '../domain/reminders.ts';
import { minuteMs } from '../domain/time.ts';
import type { AppointmentStatus } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import { reopenCalls, takersAt } from '../store/day.ts';
import { isDoubleBooking } from '../store/db.ts';
import { messagesOfAppointments } from '../store/messages.ts';
import { type AppointmentRow, lockAppointment, updateAppointment } from '../store/registry.ts';
import { put } from './appointments.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, invalid, notFound, type Outcome, ok } from './fault.ts';
import { planPatient } from './plan.ts';
import { reopenRequests } from './requests.ts';
import { lastChanges, type Stood, undone, type VisitChange } from './visit-trail.ts';

/** Of the visit as it was shown: what has changed since is not moved blindly. */
export const seenOf = ({ version, scheduleVersion, doctorId }: AppointmentRow): string =>
  `${version}.${scheduleVersion}.${doctorId}`;

export interface Place {
  readonly doctorId: string;
  readonly clinicId: string;
  readonly startsAt: Date;
}

export interface DeskMove extends Place {
  readonly appointmentId: string;
  readonly seen: string;
  /** `staff:<id>`. */
  readonly actor: string;
}

export const isMovable = ({ status }: Pick<AppointmentRow, 'status'>): boolean =>
  status === 'booked' || status === 'confirmed';

/** Refused with `slot_taken`, `slot_kept` (for a patient who decides about it), `patient_busy`, `past`, `visit_changed`. */
export const moveByDesk = (ctx: Context, move: DeskMove): Promise<Outcome<AppointmentRow>> =>
  unlessQuicker(ctx, async (tx) => {
    const found = await shown(tx, move);
    if (!found.ok) return found;
    const visit = found.value;
    if (!isMovable(visit)) return conflict('id', 'not_movable', 'the visit does not wait any more');
    if (isAt(visit, move)) return ok(visit);
    if (move.startsAt <= tx.clock.now()) return invalid('startsAt', 'past', 'must be ahead');
    const fault = await faultAt(tx, visit, move);
    if (fault) return fault;
    // Who comes at the agreed time to another doctor has nothing to agree to anew.
    const isSameTime = isAt({ ...visit, doctorId: move.doctorId }, move);
    return placed(tx, visit, { ...move, status: isSameTime ? visit.status : 'booked' });
  });

async function unlessQuicker<T>(
  ctx: Context,
  work: (tx: TxContext) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    const outcome = await transact(ctx, work);
    ctx.wake();
    return outcome;
  } catch (error) {
    if (!isDoubleBooking(error)) throw error;
    return taken;
  }
}

const taken = conflict('startsAt', 'slot_taken', 'the doctor has another visit at that time');

async function shown(
  ctx: TxContext,
  { appointmentId, seen }: Pick<DeskMove, 'appointmentId' | 'seen'>,
): Promise<Outcome<AppointmentRow>> {
  const visit = await lockAppointment(ctx.db, appointmentId);
  if (!visit) return notFound('id', 'appointment');
  return seenOf(visit) === seen
    ? ok(visit)
    : conflict('id', 'visit_changed', 'the visit is not what was shown');
}

const isAt = (visit: Place, { doctorId, clinicId, startsAt }: Place): boolean =>
  visit.doctorId === doctorId &&
  visit.clinicId === clinicId &&
  visit.startsAt.getTime() === startsAt.getTime();

async function faultAt(
  ctx: TxContext,
  visit: AppointmentRow,
  place: Place,
): Promise<Outcome<never> | null> {
  const [taker] = await takersOf(ctx, visit, place);
  if (!taker) return null;
  if (taker.type === 'visit') return taken;
  return taker.type === 'hold'
    ? conflict('startsAt', 'slot_kept', 'another patient is deciding about that time')
    : conflict('startsAt', 'patient_busy', 'the patient has another visit at that time');
}

/** What stands in the way of this visit there. */
export const takersOf = (ctx: TxContext, visit: AppointmentRow, { doctorId, startsAt }: Place) =>
  takersAt(ctx.db, {
    doctorId,
    patientId: visit.patientId,
    except: visit.id,
    from: startsAt,
    to: new Date(startsAt.getTime() + visit.durationMin * minuteMs),
    now: ctx.clock.now(),
  });

async function placed(
  ctx: TxContext,
  visit: AppointmentRow,
  {
    doctorId,
    clinicId,
    startsAt,
    status,
    actor,
  }: Place & { status: AppointmentStatus; actor: string },
): Promise<Outcome<AppointmentRow>> {
  const { id, patientId, serviceId, durationMin } = visit;
  const same = { id, patientId, serviceId, durationMin, version: null };
  const told = await put(ctx, { ...same, doctorId, clinicId, startsAt, status, actor });
  return told.ok ? ok(told.value.appointment) : told;
}

/** A move that can be taken back, and until when. */
export interface RecentMove extends VisitChange {
  readonly until: Date;
}

/** By visit. Nobody was told yet, if there was time for that to settle. */
export async function recentMoves(
  ctx: TxContext,
  visits: readonly AppointmentRow[],
): Promise<ReadonlyMap<string, RecentMove>> {
  const since = new Date(ctx.clock.now().getTime() - settleMs);
  const fresh = visits.filter(({ updatedAt }) => updatedAt > since);
  const changes = await lastChanges(ctx, fresh, since);
  return new Map(
    fresh.flatMap((visit) => {
      const change = changes.get(visit.id);
      const until = change && new Date(change.at.getTime() + settleMs);
      return change && until && canUndo(visit, change) ? [[visit.id, { ...change, until }]] : [];
    }),
  );
}

function canUndo(visit: AppointmentRow, { actor, at, before }: VisitChange): boolean {
  const hasAnswered = visit.confirmedAt !== null && visit.confirmedAt > at;
  const isMove = isMovable(visit) && isMovable(before) && !isAt(visit, placeOf(before));
  return actor.startsWith('staff:') && isMove && !hasAnswered;
}

const placeOf = ({ doctorId, clinicId, startsAt }: Stood): Place => ({
  doctorId,
  clinicId,
  startsAt: new Date(startsAt),
});

export const undoMove = (
  ctx: Context,
  { actor, ...which }: Pick<DeskMove, 'appointmentId' | 'seen' | 'actor'>,
): Promise<Outcome<AppointmentRow>> =>
  unlessQuicker(ctx, async (tx) => {
    const found = await shown(tx, which);
    if (!found.ok) return found;
    const visit = found.value;
    const move = (await recentMoves(tx, [visit])).get(visit.id);
    if (!move) return conflict('id', 'settled', 'the move has settled');
    const place = placeOf(move.before);
    const fault = await faultAt(tx, visit, place);
    if (fault) return fault;
    const status = (await wasTold(tx, visit)) ? 'booked' : move.before.status;
    const back = await placed(tx, visit, { ...place, status, actor });
    return back.ok ? ok(await restored(tx, back.value, move, actor)) : back;
  });

/** Of a visit that begins soon news goes out at once. */
async function wasTold(ctx: TxContext, visit: AppointmentRow): Promise<boolean> {
  const messages = await messagesOfAppointments(ctx.db, [visit.id]);
  const left = ['claimed', 'accepted', 'sent', 'delivered', 'read', 'unknown'];
  return messages.some(
    ({ state, scheduleVersion }) =>
      scheduleVersion === visit.scheduleVersion && left.includes(state),
  );
}

/** With the time comes back what hung on it: the patient's confirmation, what they asked for, calls to be made. */
async function restored(
  ctx: TxContext,
  visit: AppointmentRow,
  { at, before: { confirmedAt, confirmedVia } }: RecentMove,
  actor: string,
): Promise<AppointmentRow> {
  const own =
    visit.status === 'confirmed' && confirmedAt
      ? { confirmedAt: new Date(confirmedAt), confirmedVia }
      : {};
  if (confirmedAt) await updateAppointment(ctx.db, visit.id, own);
  const lost = { appointmentId: visit.id, at };
  await reopenRequests(ctx, lost);
  await reopenCalls(ctx.db, lost);
  await appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor,
    action: undone,
    subject: `appointment:${visit.id}`,
    details: { startsAt: visit.startsAt.toISOString() },
  });
  await planPatient(ctx, visit.patientId);
  return { ...visit, ...own };
}
