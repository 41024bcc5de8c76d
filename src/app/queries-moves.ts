/** What a person needs to see before a visit is moved: free times, and who is in the way. */

import { dayMs } from '../domain/time.ts';
import { type Taker, visitsByIds } from '../store/day.ts';
import {
  type AppointmentRow,
  type DoctorRow,
  findDoctor,
  listDoctors,
  type VisitOfDay,
} from '../store/registry.ts';
import { availabilityOf } from '../store/slots.ts';
import type { Context } from './context.ts';
import { type Place, takersOf } from './desk-moves.ts';
import { bookingOf, freeTimes } from './openings.ts';

export async function readVisit(ctx: Context, id: string): Promise<VisitOfDay | null> {
  const [visit] = await visitsByIds(ctx.db, [id]);
  return visit ?? null;
}

/** More than a person reads; later days are shown by choosing a later first one. */
const times_max = 120;
const look_ms = 60 * dayMs;

export interface MoveTimes {
  readonly doctor: DoctorRow;
  readonly doctors: readonly DoctorRow[];
  readonly clinicId: string;
  /** Null where nobody told when that doctor can be booked. */
  readonly times: readonly Date[] | null;
}

/** At the visit's own clinic, unless that doctor can only be booked at another. */
export async function readMoveTimes(
  ctx: Context,
  { appointment }: VisitOfDay,
  { doctorId, from }: { doctorId: string; from: Date },
): Promise<MoveTimes | null> {
  const doctor = await findDoctor(ctx.db, doctorId);
  if (!doctor) return null;
  const told = (await availabilityOf(ctx.db, doctorId)).map(({ clinicId }) => clinicId);
  const own = appointment.clinicId;
  const clinicId = told.includes(own) ? own : (told[0] ?? own);
  const booking = { ...bookingOf(appointment), doctorId, clinicId };
  const until = new Date(from.getTime() + look_ms);
  const times = await freeTimes(ctx, booking, { from, until });
  const shown = times?.filter((at) => !isNow(appointment, doctorId, at)).slice(0, times_max);
  return { doctor, doctors: await listDoctors(ctx.db), clinicId, times: shown ?? null };
}

const isNow = (visit: AppointmentRow, doctorId: string, at: Date): boolean =>
  visit.doctorId === doctorId && visit.startsAt.getTime() === at.getTime();

/** The first that stands in the way there. */
export async function readTaker(
  ctx: Context,
  visit: AppointmentRow,
  place: Place,
): Promise<Taker | null> {
  const [taker] = await takersOf(ctx, visit, place);
  return taker ?? null;
}
