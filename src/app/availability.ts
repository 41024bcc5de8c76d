/** When doctors can be booked: told by the clinic system or the owner, read as free times. */

import type { Span, WeekHours } from '../domain/card.ts';
import { appendAudit } from '../store/consent.ts';
import { findClinic, findDoctor, findService } from '../store/registry.ts';
import {
  type AvailabilityRow,
  availabilityOf,
  deleteAvailability,
  findAvailability,
  upsertAvailability,
} from '../store/slots.ts';
import { type Context, transact } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { freeTimes } from './openings.ts';

export type { AvailabilityRow };

export interface AvailabilityInput {
  readonly doctorId: string;
  readonly clinicId: string;
  /** By the clinic's wall clock. */
  readonly week: WeekHours;
  /** By local date `YYYY-MM-DD`; an empty list means absent. */
  readonly days: Readonly<Record<string, readonly Span[]>>;
  /** Minutes between two beginnings, 5–480. */
  readonly stepMin: number;
  readonly actor: string;
}

export async function putAvailability(
  ctx: Context,
  { actor, ...input }: AvailabilityInput,
): Promise<Outcome<AvailabilityRow>> {
  return transact(ctx, async (tx) => {
    if (!(await findDoctor(tx.db, input.doctorId))) return notFound('id', 'doctor');
    if (!(await findClinic(tx.db, input.clinicId))) return notFound('clinicId', 'clinic');
    const row = { ...input, updatedAt: tx.clock.now() };
    await upsertAvailability(tx.db, row);
    await appendAudit(tx.db, {
      at: row.updatedAt,
      actor,
      action: 'availability_put',
      subject: `doctor:${input.doctorId}`,
      details: { clinicId: input.clinicId },
    });
    return ok(row);
  });
}

/** From then on nobody can be booked there without a person. */
export async function removeAvailability(
  ctx: Context,
  { doctorId, clinicId, actor }: { doctorId: string; clinicId: string; actor: string },
): Promise<Outcome<null>> {
  return transact(ctx, async (tx) => {
    if (!(await findAvailability(tx.db, { doctorId, clinicId })))
      return notFound('clinicId', 'availability');
    await deleteAvailability(tx.db, { doctorId, clinicId });
    await appendAudit(tx.db, {
      at: tx.clock.now(),
      actor,
      action: 'availability_removed',
      subject: `doctor:${doctorId}`,
      details: { clinicId },
    });
    return ok(null);
  });
}

export async function readAvailability(
  ctx: Context,
  doctorId: string,
): Promise<Outcome<readonly AvailabilityRow[]>> {
  if (!(await findDoctor(ctx.db, doctorId))) return notFound('id', 'doctor');
  return ok(await availabilityOf(ctx.db, doctorId));
}

export interface SlotQuery {
  readonly doctorId: string;
  /** Null: wherever the doctor can be booked. */
  readonly clinicId: string | null;
  /** Whose length is meant; null takes `durationMin`. */
  readonly serviceId: string | null;
  readonly durationMin: number | null;
  readonly from: Date | null;
  readonly until: Date | null;
}

export interface Slot {
  readonly clinicId: string;
  readonly startsAt: Date;
  readonly durationMin: number;
}

const duration_min_default = 30;

/** In order. What is kept for a patient who is deciding is not among them. */
export async function readSlots(ctx: Context, query: SlotQuery): Promise<Outcome<readonly Slot[]>> {
  const { doctorId, clinicId, serviceId } = query;
  if (!(await findDoctor(ctx.db, doctorId))) return notFound('doctorId', 'doctor');
  if (clinicId && !(await findClinic(ctx.db, clinicId))) return notFound('clinicId', 'clinic');
  const service = serviceId ? await findService(ctx.db, serviceId) : null;
  if (serviceId && !service) return notFound('serviceId', 'service');
  const durationMin = query.durationMin ?? service?.durationMin ?? duration_min_default;
  const { from, until } = query;
  const within = { ...(from && { from }), ...(until && { until }) };
  const places = await availabilityOf(ctx.db, doctorId);
  const slots: Slot[] = [];
  for (const place of places.filter((one) => clinicId === null || one.clinicId === clinicId)) {
    const at = place.clinicId;
    const nobody = { patientId: null, appointmentId: null };
    const free = await freeTimes(ctx, { doctorId, clinicId: at, durationMin, ...nobody }, within);
    for (const startsAt of free ?? []) slots.push({ clinicId: at, startsAt, durationMin });
  }
  return ok(slots.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime()));
}
