/** What the patient knows of a visit, and whether what the clinic made of it since is news to them. */

import type { WeekHours } from './card.ts';
import { place } from './hours.ts';
import { settleMs } from './reminders.ts';
import { minuteMs } from './time.ts';
import type { AppointmentStatus } from './words.ts';

/** When and where a visit is. */
export interface Fact {
  readonly startsAt: Date;
  readonly clinicId: string;
}

/** Null: that it does not take place. */
export type Known = Fact | null;

/** What a patient chose, or knew before the clinic changed it; all of it null while that is as it was booked. */
export interface Before {
  readonly knownStartsAt: Date | null;
  readonly knownClinicId: string | null;
  /** The schedule version it was known with: only what was told of that one, or a later one, is newer. */
  readonly knownVersion: number | null;
}

export const asItStands: Before = { knownStartsAt: null, knownClinicId: null, knownVersion: null };

export interface VisitAsKnown extends Fact, Before {
  readonly status: AppointmentStatus;
  readonly scheduleVersion: number;
  /** When the present time and place, or that it is cancelled, became known to us. */
  readonly knownAt: Date;
  /** `patient`, `staff:<id>` or `api`. */
  readonly cancelledBy: string | null;
}

/** What a message of ours said of the visit. */
export interface Told {
  readonly version: number;
  /** When it left. */
  readonly at: Date;
  /** False where it only may have arrived. */
  readonly isSure: boolean;
  readonly fact: Known;
}

export interface Change {
  /** To another time or place, off, or on again. */
  readonly isChange: boolean;
  readonly patientId: string;
  readonly now: Date;
}

/** What is kept of what the patient knew when the clinic tells of a visit. For another patient it is a booking. */
export function knownAfter(
  visit: (VisitAsKnown & { readonly patientId: string }) | null,
  { isChange, patientId, now }: Change,
): Before {
  if (!visit || visit.patientId !== patientId) return asItStands;
  return isChange ? knownBefore(visit, now) : beforeOf(visit);
}

/** What the patient has just chosen, or said yes to. */
export const knownNow = ({ startsAt, clinicId, scheduleVersion }: Chosen): Before => ({
  knownStartsAt: startsAt,
  knownClinicId: clinicId,
  knownVersion: scheduleVersion,
});

type Chosen = Fact & Pick<VisitAsKnown, 'scheduleVersion'>;

const beforeOf = ({ knownStartsAt, knownClinicId, knownVersion }: Before): Before => ({
  knownStartsAt,
  knownClinicId,
  knownVersion,
});

function knownBefore(visit: VisitAsKnown, now: Date): Before {
  const isOff = visit.status === 'cancelled';
  if (isOff && visit.cancelledBy === 'patient') return asItStands;
  if (visit.knownVersion !== null) return beforeOf(visit);
  // Changed again before it had settled: whoever books is still being heard, and nobody was told.
  const isFresh = now.getTime() - visit.knownAt.getTime() < settleMs;
  return isOff || isFresh ? asItStands : knownNow(visit);
}

/** Everything the patient may believe: more than one thing where it is not sure what arrived. */
export function believed(visit: VisitAsKnown, told: readonly Told[]): readonly Known[] {
  const { startsAt, clinicId, scheduleVersion, knownStartsAt, knownClinicId, knownVersion } = visit;
  const booked = { startsAt: knownStartsAt ?? startsAt, clinicId: knownClinicId ?? clinicId };
  const since = knownVersion ?? scheduleVersion;
  const newer = told
    .filter(({ version }) => version >= since)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const sure = newer.findLastIndex(({ isSure }) => isSure);
  const unsure = newer.slice(sure + 1).map(({ fact }) => fact);
  return [sure < 0 ? booked : (newer[sure]?.fact ?? null), ...unsure];
}

export interface News {
  readonly type: 'moved' | 'cancelled';
  /** What the patient believes until they hear of it. */
  readonly was: Known;
}

/** Null where the patient knows it all, or it is not worth a message. */
export function newsOf(
  visit: VisitAsKnown,
  { told, quietMoveMin }: { readonly told: readonly Told[]; readonly quietMoveMin: number },
): News | null {
  const beliefs = believed(visit, told);
  if (visit.status === 'cancelled') {
    // Booked and cancelled in one breath: nobody but the desk has heard of it.
    const isHeardOf = visit.knownVersion !== null && visit.cancelledBy !== 'patient';
    const was = isHeardOf ? beliefs.findLast((one) => one !== null) : null;
    return was ? { type: 'cancelled', was } : null;
  }
  if (visit.status !== 'booked' && visit.status !== 'confirmed') return null;
  const wrong = beliefs.filter((one) => differs(one, visit, quietMoveMin));
  return wrong.length > 0 ? { type: 'moved', was: wrong.at(-1) ?? null } : null;
}

function differs(known: Known, now: Fact, quietMoveMin: number): boolean {
  if (!known || known.clinicId !== now.clinicId) return true;
  const by = Math.abs(known.startsAt.getTime() - now.startsAt.getTime());
  return by > 0 && by >= quietMoveMin * minuteMs;
}

export interface PlannedNews extends News {
  readonly verdict: 'send' | 'call';
  readonly dueAt: Date;
  readonly notAfter: Date;
}

/**
 * When it is told: once the change has settled and the agreed hours allow, and in time for whichever comes
 * first, the visit as it was or as it is. What no agreed hour can hold is for a person to call about.
 */
export function placeNews(
  { type, was }: News,
  visit: VisitAsKnown,
  { hours, zone }: { readonly hours: WeekHours; readonly zone: string },
): PlannedNews {
  const settled = new Date(visit.knownAt.getTime() + settleMs);
  const notAfter = endOf({ type, was }, visit, settled);
  const ideal = notAfter < settled ? visit.knownAt : settled;
  const dueAt = place({ ideal, notBefore: ideal, notAfter, hours, zone });
  return dueAt
    ? { type, was, verdict: 'send', dueAt, notAfter }
    : { type, was, verdict: 'call', dueAt: ideal, notAfter };
}

function endOf({ type, was }: News, { startsAt }: Fact, settled: Date): Date {
  if (!was) return startsAt;
  const isSooner = was.startsAt > settled && was.startsAt < startsAt;
  return type === 'cancelled' || isSooner ? was.startsAt : startsAt;
}
