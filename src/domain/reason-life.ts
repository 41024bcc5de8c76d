/** What becomes of a reason: a visit that satisfies it, one that is called off, silence, and the end of its time. */

import { isFollowUp, lateDays } from './reasons.ts';
import { dayMs } from './time.ts';
import type { AppointmentStatus, ReasonKind, ReasonState } from './words.ts';

export interface LifeVisit {
  readonly id: string;
  readonly doctorId: string;
  readonly serviceId: string | null;
  readonly startsAt: Date;
  readonly createdAt: Date;
  readonly status: AppointmentStatus;
}

export interface LifeReason {
  readonly kind: ReasonKind;
  readonly state: ReasonState;
  readonly doctorId: string | null;
  /** Of the visit that is wanted, where that is known. */
  readonly serviceId: string | null;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly bookedId: string | null;
  readonly reopenedAt: Date | null;
}

/** Nobody answers for so long: then it is silence. */
export const silentAfterMs = 14 * dayMs;
/** Whoever called a visit off has just been asked for another time. */
export const reopenAfterMs = 7 * dayMs;
/** A visit to the same doctor counts from so long before the reason is due. */
const early_ms = 30 * dayMs;

const openStates: readonly ReasonState[] = ['planned', 'sent', 'answered', 'silent'];
export const isOpen = (state: ReasonState): boolean => openStates.includes(state);

/** The patient may still take it up, also after having said no. */
export const mayBook = (state: ReasonState): boolean =>
  state !== 'booked' && state !== 'came' && state !== 'closed';

const held: readonly AppointmentStatus[] = ['booked', 'confirmed', 'arrived', 'completed'];

/** Booked after it was recorded: for the service, or with the doctor about the time it is due. */
export function satisfies(visit: LifeVisit, reason: LifeReason): boolean {
  if (!held.includes(visit.status) || visit.createdAt < reason.createdAt) return false;
  if (reason.reopenedAt && visit.createdAt < reason.reopenedAt) return false;
  if (reason.serviceId !== null && visit.serviceId === reason.serviceId) return true;
  // Of a plan the doctor's next visit is always part.
  const isNear =
    reason.kind === 'plan' || visit.startsAt.getTime() >= reason.dueAt.getTime() - early_ms;
  // Where neither is known, whoever comes is asked at the desk.
  const isUnknown = reason.doctorId === null && reason.serviceId === null;
  return isNear && (isUnknown || visit.doctorId === reason.doctorId);
}

export type Turn =
  | { readonly to: 'booked'; readonly visitId: string }
  | { readonly to: 'came'; readonly visitId: string }
  | { readonly to: 'planned' | 'closed' | 'lapsed' };

/** `visits`: of the patient, about now or ahead, and the one that is booked for it. */
export function turnOf(
  reason: LifeReason,
  { visits, now }: { readonly visits: readonly LifeVisit[]; readonly now: Date },
): Turn | null {
  if (!isFollowUp(reason.kind)) return null;
  if (reason.state === 'booked') return ofBooked(reason, visits);
  if (!isOpen(reason.state)) return null;
  const visit = visits.find((one) => satisfies(one, reason));
  if (visit) return { to: 'booked', visitId: visit.id };
  return reason.state === 'planned' && isOver(reason, now) ? { to: 'lapsed' } : null;
}

function ofBooked(reason: LifeReason, visits: readonly LifeVisit[]): Turn | null {
  const visit = visits.find(({ id }) => id === reason.bookedId);
  if (visit?.status === 'completed') return { to: 'came', visitId: visit.id };
  if (visit?.status !== 'cancelled' && visit?.status !== 'no_show') return null;
  return { to: reason.reopenedAt === null ? 'planned' : 'closed' };
}

export const overAt = ({ dueAt }: Pick<LifeReason, 'dueAt'>): Date =>
  new Date(dueAt.getTime() + lateDays * dayMs);

const isOver = (reason: LifeReason, now: Date): boolean => now > overAt(reason);
