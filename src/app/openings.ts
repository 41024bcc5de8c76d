/** Which times a doctor has free, and keeping one of them for a patient while they decide. */

import { freeSlots, holdMin, horizonDays, isFree, noticeMin } from '../domain/slots.ts';
import { dayMs, laterOf, minuteMs } from '../domain/time.ts';
import { isDoubleBooking } from '../store/db.ts';
import type { AppointmentRow } from '../store/registry.ts';
import {
  dropPicked,
  dropRunOut,
  findAvailability,
  holdsForPatient,
  holdsOfDoctor,
  insertHold,
  timesTaken,
} from '../store/slots.ts';
import { readerOf, type TxContext } from './context.ts';
import { newId } from './ids.ts';

/** What a time is wanted for. */
export interface Booking {
  readonly doctorId: string;
  readonly clinicId: string;
  readonly durationMin: number;
  /** Whose own holds and visits count differently; null for a look at the schedule. */
  readonly patientId: string | null;
  /** The visit that is to be moved: the time it takes now is free for it. */
  readonly appointmentId: string | null;
}

export const bookingOf = (visit: AppointmentRow): Booking & { readonly patientId: string } => ({
  doctorId: visit.doctorId,
  clinicId: visit.clinicId,
  durationMin: visit.durationMin,
  patientId: visit.patientId,
  appointmentId: visit.id,
});

export interface Within {
  readonly from: Date;
  readonly until: Date;
}

/** In order; null where nobody has told when this doctor can be booked there. */
export async function freeTimes(
  ctx: TxContext,
  booking: Booking,
  within: Partial<Within> = {},
): Promise<readonly Date[] | null> {
  const { doctorId, clinicId, durationMin } = booking;
  const availability = await findAvailability(ctx.db, { doctorId, clinicId });
  if (!availability) return null;
  const clinic = await readerOf(ctx).clinic(clinicId);
  const now = ctx.clock.now();
  const from = laterOf(within.from ?? now, new Date(now.getTime() + noticeMin * minuteMs));
  const until = within.until ?? new Date(now.getTime() + horizonDays * dayMs);
  if (until <= from) return [];
  const taken = await takenFor(ctx, booking, { from, until });
  return freeSlots({ availability, zone: clinic?.zone ?? 'UTC', taken, from, until, durationMin });
}

async function takenFor(ctx: TxContext, booking: Booking, { from, until }: Within) {
  const { doctorId, patientId, durationMin, appointmentId } = booking;
  const stretch = {
    doctorId,
    patientId,
    from,
    to: new Date(until.getTime() + durationMin * minuteMs),
  };
  return [
    ...(await timesTaken(ctx.db, { ...stretch, except: appointmentId })),
    ...(await holdsOfDoctor(ctx.db, { ...stretch, now: ctx.clock.now() })),
  ];
}

/** Whether this very time can be had now, by a patient for whom it may be kept. */
export async function isOpen(ctx: TxContext, booking: Booking, startsAt: Date): Promise<boolean> {
  const until = new Date(startsAt.getTime() + 1);
  const free = await freeTimes(ctx, booking, { from: startsAt, until });
  return free?.some((slot) => slot.getTime() === startsAt.getTime()) ?? false;
}

/** Nobody else has it, whether or not the doctor is there for it: a person may offer any time. */
export async function isUntaken(
  ctx: TxContext,
  booking: Booking,
  startsAt: Date,
): Promise<boolean> {
  const until = new Date(startsAt.getTime() + 1);
  const taken = await takenFor(ctx, booking, { from: startsAt, until });
  return isFree(startsAt, { taken, durationMin: booking.durationMin });
}

export interface Keep {
  readonly booking: Booking & { readonly patientId: string };
  readonly startsAt: Date;
  readonly until: Date;
  /** Set where it is offered rather than picked. */
  readonly requestId: string | null;
  /** The visit that has left it. */
  readonly leftBy?: string;
}

/** The id of the hold; null if somebody else was quicker. Of two at once, the database's constraint lets one through. */
export async function keepTime(
  ctx: TxContext,
  { booking, startsAt, until, requestId, leftBy }: Keep,
): Promise<string | null> {
  const { doctorId, clinicId, patientId } = booking;
  const endsAt = new Date(startsAt.getTime() + booking.durationMin * minuteMs);
  const now = ctx.clock.now();
  await dropRunOut(ctx.db, { doctorId, from: startsAt, to: endsAt, now });
  const id = newId();
  const times = { startsAt, endsAt, expiresAt: until, createdAt: now };
  return unlessTaken(ctx, async (tx) => {
    const whose = { patientId, requestId, ...(leftBy !== undefined && { leftBy }) };
    await insertHold(tx.db, { id, doctorId, clinicId, ...whose, ...times });
    return id;
  });
}

/** For `holdMin` minutes, in place of whatever else the patient had picked. */
export async function pickTime(
  ctx: TxContext,
  booking: Booking & { readonly patientId: string },
  startsAt: Date,
): Promise<'held' | 'taken'> {
  await dropPicked(ctx.db, booking.patientId);
  if (await isOffered(ctx, booking, startsAt)) return 'held';
  if (!(await isOpen(ctx, booking, startsAt))) return 'taken';
  const until = new Date(ctx.clock.now().getTime() + holdMin * minuteMs);
  return (await keepTime(ctx, { booking, startsAt, until, requestId: null })) ? 'held' : 'taken';
}

/** It is kept for this patient already. */
export async function isOffered(
  ctx: TxContext,
  { doctorId, patientId }: Booking & { readonly patientId: string },
  startsAt: Date,
): Promise<boolean> {
  const holds = await holdsForPatient(ctx.db, { patientId, doctorId, now: ctx.clock.now() });
  return holds.some((hold) => hold.startsAt.getTime() === startsAt.getTime());
}

/** Runs `work` to a savepoint: null, and nothing written, where the database says that the time is taken. */
export async function unlessTaken<T>(
  ctx: TxContext,
  work: (tx: TxContext) => Promise<T>,
): Promise<T | null> {
  try {
    return await ctx.db.transaction((db) => work({ ...ctx, db }));
  } catch (error) {
    if (isDoubleBooking(error)) return null;
    throw error;
  }
}
