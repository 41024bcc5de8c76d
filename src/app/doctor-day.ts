/** The patients a doctor sees on a day, and what is already to be asked or said after the visit. */

import type { DoctorKind, PresetFacts } from '../domain/presets.ts';
import { isOpen } from '../domain/reason-life.ts';
import { purposeOf } from '../domain/reasons.ts';
import { toLocal } from '../domain/time.ts';
import type { Purpose } from '../domain/words.ts';
import { reasonsOfPatients } from '../store/many.ts';
import type { ReasonRow, VisitOfDay } from '../store/registry.ts';
import { type Context, remembering } from './context.ts';
import { type DayVisit, readDay, readVisitAround } from './queries-console-patients.ts';
import { type Reach, reachOf } from './reach.ts';

export interface DoctorVisit extends DayVisit {
  /** `АС` of Анна Смирнова: enough for whoever looks over a shoulder. */
  readonly initials: string;
  /** Open ones of the patient, whoever recorded them; soonest due first. */
  readonly reasons: readonly ReasonRow[];
  /** Asked about, or to be asked. */
  readonly asked: number;
  readonly answered: number;
}

export interface DoctorDayQuery {
  readonly date: string;
  readonly zone: string;
  /** Undefined for all doctors. */
  readonly doctorId: string | undefined;
}

export const takesPlace = ({ appointment: { status } }: Pick<VisitOfDay, 'appointment'>): boolean =>
  status !== 'cancelled' && status !== 'no_show';

/** In the order of the day, without visits that do not take place. */
export async function readDoctorDay(
  ctx: Context,
  query: DoctorDayQuery,
): Promise<readonly DoctorVisit[]> {
  const visits = await readDay(ctx, query);
  return withReasons(ctx, visits.filter(takesPlace));
}

/** Whose visit it is is for the caller to check. */
export async function readDoctorVisit(ctx: Context, visitId: string): Promise<DoctorVisit | null> {
  const visit = await readVisitAround(ctx, visitId);
  const [found] = visit ? await withReasons(ctx, [visit]) : [];
  return found ?? null;
}

async function withReasons(
  ctx: Context,
  visits: readonly DayVisit[],
): Promise<readonly DoctorVisit[]> {
  const ids = visits.map(({ patient }) => patient.id);
  const reasons = await reasonsOfPatients(ctx.db, ids);
  return visits.map((visit) => {
    const asked = visit.checks.filter(
      ({ reason }) => reason.kind === 'wellbeing' && reason.state !== 'closed',
    );
    return {
      ...visit,
      initials: initialsOf(visit.patient.name),
      reasons: reasons.filter(
        ({ patientId, purpose, state }) =>
          patientId === visit.patient.id && purpose !== 'wellbeing' && isOpen(state),
      ),
      asked: asked.length,
      answered: asked.filter(({ reason }) => reason.answeredAt !== null).length,
    };
  });
}

/** Two letters. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');

export const presetFactsOf = ({
  appointment,
  clinic,
  patient,
  service,
}: VisitOfDay): PresetFacts => ({
  visitOn: toLocal(appointment.startsAt, clinic.zone).date,
  birthDate: patient.birthDate,
  wellbeingDays: service?.wellbeingDays ?? [],
});

export const purposeOfKind = (kind: DoctorKind): Purpose =>
  kind === 'wellbeing' ? kind : purposeOf(kind);

/** How such a contact would reach the patient as things stand. */
export const readReach = (
  ctx: Context,
  { patient }: Pick<VisitOfDay, 'patient'>,
  kind: DoctorKind,
): Promise<Reach> => reachOf(remembering(ctx), patient, purposeOfKind(kind));
