/** A day as the desk sees it: visits and how they stand, doctors and what is free, what was moved a moment ago. */

import { cellsOf, gapsIn } from '../domain/day-grid.ts';
import { openOn, type Taken } from '../domain/slots.ts';
import { addDays, minuteMs, startOfDay, toInstant } from '../domain/time.ts';
import { takingStatuses } from '../domain/words.ts';
import {
  allAvailability,
  callsOfVisits,
  dayRevision,
  type HeldTime,
  holdsBetween,
  type Taker,
  visitsByIds,
} from '../store/day.ts';
import type { ClinicRow, DoctorRow } from '../store/registry.ts';
import { liveRequestsOfVisits, type RequestRow } from '../store/requests.ts';
import type { AvailabilityRow } from '../store/slots.ts';
import type { Context } from './context.ts';
import { type DayState, stateOf } from './day-state.ts';
import { type RecentMove, recentMoves } from './desk-moves.ts';
import { readRegister } from './queries-console.ts';
import { aroundVisits, type DayVisit, readDay } from './queries-console-patients.ts';

export type { HeldTime, Taker };

export interface BoardVisit extends DayVisit {
  readonly state: DayState;
  /** Until it has settled, with the name of the doctor it was moved from. */
  readonly move: (RecentMove & { readonly doctor: string }) | null;
  /** What the patient wants of this visit. */
  readonly asks: readonly RequestRow[];
}

/** A time on which a visit can be put. */
export interface Cell extends Taken {
  readonly clinicId: string;
}

export interface Column {
  readonly doctor: DoctorRow;
  /** Somebody has told when this doctor can be booked. */
  readonly isTold: boolean;
  readonly open: readonly Taken[];
  readonly cells: readonly Cell[];
  readonly held: readonly HeldTime[];
}

export interface Board {
  readonly visits: readonly BoardVisit[];
  readonly columns: readonly Column[];
}

export interface DayQuery {
  readonly date: string;
  readonly zone: string;
  readonly doctorId: string | undefined;
}

export const readVisits = async (ctx: Context, query: DayQuery): Promise<readonly BoardVisit[]> =>
  asTheyStand(ctx, await readDay(ctx, query));

/** One that may be of another day. */
export async function readMoved(ctx: Context, id: string): Promise<BoardVisit | null> {
  const [visit] = await visitsByIds(ctx.db, [id]);
  const [found] = visit ? await asTheyStand(ctx, await aroundVisits(ctx, [visit])) : [];
  return found?.move ? found : null;
}

async function asTheyStand(
  ctx: Context,
  visits: readonly DayVisit[],
): Promise<readonly BoardVisit[]> {
  const rows = visits.map(({ appointment }) => appointment);
  const ids = rows.map(({ id }) => id);
  const [calls, requests, moves, { doctors }] = await Promise.all([
    callsOfVisits(ctx.db, ids),
    liveRequestsOfVisits(ctx.db, ids),
    recentMoves(ctx, rows),
    readRegister(ctx),
  ]);
  return visits.map((visit) => {
    const { id } = visit.appointment;
    const own = <T extends { appointmentId: string | null }>(all: readonly T[]) =>
      all.filter(({ appointmentId }) => appointmentId === id);
    const move = moves.get(id);
    const before = doctors.find((doctor) => doctor.id === move?.before.doctorId);
    return {
      ...visit,
      state: stateOf({ ...visit, calls: own(calls) }),
      move: move ? { ...move, doctor: before?.name ?? '' } : null,
      asks: own(requests),
    };
  });
}

/** Changes whenever what the day shows does, and each minute. */
export async function readDayRevision(ctx: Context, { date, zone }: DayQuery): Promise<string> {
  const now = ctx.clock.now();
  const minute = Math.floor(now.getTime() / minuteMs);
  return `${await dayRevision(ctx.db, { ...dayOf(date, zone), now })}.${minute}`;
}

const dayOf = (date: string, zone: string) => ({
  from: startOfDay(date, zone),
  to: startOfDay(addDays(date, 1), zone),
});

export async function readBoard(ctx: Context, query: DayQuery): Promise<Board> {
  const { clinics, doctors } = await readRegister(ctx);
  const visits = await readVisits(ctx, query);
  const told = await allAvailability(ctx.db);
  const asked = doctors.filter(({ id }) => query.doctorId === undefined || id === query.doctorId);
  const { from, to } = dayOf(query.date, query.zone);
  const doctorIds = asked.map(({ id }) => id);
  const held = await holdsBetween(ctx.db, { doctorIds, from, to, now: ctx.clock.now() });
  const columns = asked.map((doctor) => {
    const own = told.filter(({ doctorId }) => doctorId === doctor.id);
    const kept = held.filter(({ hold }) => hold.doctorId === doctor.id);
    return columnOf({
      doctor,
      told: own,
      held: kept,
      visits,
      clinics,
      query,
      now: ctx.clock.now(),
    });
  });
  return { visits, columns: shownOf(columns, visits) };
}

/** Whoever is there or has visits; if that is nobody, everybody. */
function shownOf(columns: readonly Column[], visits: readonly BoardVisit[]): readonly Column[] {
  const isThere = ({ doctor, isTold, open }: Column) =>
    (isTold && open.length > 0) || visits.some((visit) => visit.doctor.id === doctor.id);
  const there = columns.filter(isThere);
  return there.length > 0 ? there : columns;
}

interface Parts {
  readonly doctor: DoctorRow;
  readonly told: readonly AvailabilityRow[];
  readonly held: readonly HeldTime[];
  readonly visits: readonly BoardVisit[];
  readonly clinics: readonly ClinicRow[];
  readonly query: DayQuery;
  readonly now: Date;
}

/** A working day, for doctors of whom nobody has told when they are there. */
const usual = { from: '09:00', to: '18:00' } as const;
const step_min_default = 30;

function columnOf(parts: Parts): Column {
  const { doctor, told, held, now } = parts;
  const taken = takenIn(parts);
  const open = placesOf(parts);
  const cells = open.flatMap(({ clinicId, stepMin, ...stretch }) =>
    gapsIn(stretch, taken)
      .flatMap((gap) => cellsOf(gap, { origin: stretch.startsAt, stepMin }))
      .filter(({ startsAt }) => startsAt > now)
      .map((cell) => ({ ...cell, clinicId })),
  );
  return { doctor, isTold: told.length > 0, open, cells, held };
}

const takes: readonly string[] = [...takingStatuses, 'completed', 'no_show'];

function takenIn({ doctor, held, visits }: Parts): readonly Taken[] {
  const own = visits
    .map(({ appointment }) => appointment)
    .filter(({ doctorId, status }) => doctorId === doctor.id && takes.includes(status));
  // What a visit has just left can be given to another by hand.
  return [...own, ...held.map(({ hold }) => hold).filter(({ leftBy }) => leftBy === null)];
}

interface Open extends Taken {
  readonly clinicId: string;
  readonly stepMin: number;
}

function placesOf({ doctor, told, clinics, query }: Parts): readonly Open[] {
  const { date } = query;
  const zoneOf = (id: string) => clinics.find((one) => one.id === id)?.zone ?? query.zone;
  const there = told.flatMap((row) =>
    openOn(row, { date, zone: zoneOf(row.clinicId) }).map((stretch) => ({
      ...stretch,
      clinicId: row.clinicId,
      stepMin: row.stepMin,
    })),
  );
  const clinicId = doctor.clinicId ?? clinics[0]?.id;
  if (told.length > 0 || clinicId === undefined) return there;
  const at = (time: string) => toInstant({ local: `${date}T${time}`, zone: zoneOf(clinicId) });
  const stretch = { startsAt: at(usual.from), endsAt: at(usual.to) };
  return [{ ...stretch, clinicId, stepMin: step_min_default }];
}
