/** When doctors can be booked, and times kept while a patient decides. */

import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import { takingStatuses } from '../domain/words.ts';
import type { Db } from './db.ts';
import { inserting, lookup, upserting } from './row.ts';
import { appointment, availability, slotHold } from './schema.ts';

export type AvailabilityRow = typeof availability.$inferSelect;
type HoldRow = typeof slotHold.$inferSelect;

export const upsertAvailability = upserting(availability, {
  keys: [availability.doctorId, availability.clinicId],
});

const theDoctor = sql.placeholder('doctorId');
const theClinic = sql.placeholder('clinicId');
const availabilityAt = lookup((db) =>
  db
    .select()
    .from(availability)
    .where(and(eq(availability.doctorId, theDoctor), eq(availability.clinicId, theClinic))),
);
export const findAvailability = (
  db: Db,
  where: { doctorId: string; clinicId: string },
): Promise<AvailabilityRow | null> => availabilityAt(db, where);

export async function availabilityOf(db: Db, doctorId: string): Promise<AvailabilityRow[]> {
  return db
    .select()
    .from(availability)
    .where(eq(availability.doctorId, doctorId))
    .orderBy(asc(availability.clinicId));
}

export async function deleteAvailability(
  db: Db,
  { doctorId, clinicId }: { doctorId: string; clinicId: string },
): Promise<void> {
  await db
    .delete(availability)
    .where(and(eq(availability.doctorId, doctorId), eq(availability.clinicId, clinicId)));
}

export interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

/** What a doctor's time is taken by, at whichever clinic, and the patient's own. A visit that is missing from the last list takes it until a person has decided. */
export async function timesTaken(
  db: Db,
  { doctorId, patientId, from, to, except }: Stretch & TimesOf,
): Promise<{ startsAt: Date; endsAt: Date }[]> {
  const theirs = eq(appointment.doctorId, doctorId);
  return db
    .select({ startsAt: appointment.startsAt, endsAt: appointment.endsAt })
    .from(appointment)
    .where(
      and(
        patientId === null ? theirs : or(theirs, eq(appointment.patientId, patientId)),
        inArray(appointment.status, [...takingStatuses]),
        lt(appointment.startsAt, to),
        gt(appointment.endsAt, from),
        except === null ? undefined : ne(appointment.id, except),
      ),
    );
}

interface TimesOf {
  readonly doctorId: string;
  /** Nobody is in two places at once. */
  readonly patientId: string | null;
  /** The visit that is to move. */
  readonly except: string | null;
}

/** Kept for somebody else. */
export async function holdsOfDoctor(
  db: Db,
  { doctorId, from, to, now, patientId }: Stretch & HoldsOf,
): Promise<{ startsAt: Date; endsAt: Date }[]> {
  return db
    .select({ startsAt: slotHold.startsAt, endsAt: slotHold.endsAt })
    .from(slotHold)
    .where(
      and(
        eq(slotHold.doctorId, doctorId),
        lt(slotHold.startsAt, to),
        gt(slotHold.endsAt, from),
        gt(slotHold.expiresAt, now),
        patientId === null ? undefined : ne(slotHold.patientId, patientId),
      ),
    );
}

interface HoldsOf {
  readonly doctorId: string;
  readonly now: Date;
  /** Whose own holds do not count; null counts all. */
  readonly patientId: string | null;
}

/** Still kept for this patient with this doctor. */
export async function holdsForPatient(
  db: Db,
  { patientId, doctorId, now }: { patientId: string; doctorId: string; now: Date },
): Promise<HoldRow[]> {
  return db
    .select()
    .from(slotHold)
    .where(
      and(
        eq(slotHold.patientId, patientId),
        eq(slotHold.doctorId, doctorId),
        gt(slotHold.expiresAt, now),
      ),
    );
}

/** What ran out makes room before another hold is tried. */
export async function dropRunOut(
  db: Db,
  { doctorId, from, to, now }: Stretch & { doctorId: string; now: Date },
): Promise<void> {
  await db
    .delete(slotHold)
    .where(
      and(
        eq(slotHold.doctorId, doctorId),
        lt(slotHold.startsAt, to),
        gt(slotHold.endsAt, from),
        lte(slotHold.expiresAt, now),
      ),
    );
}

export const insertHold = inserting(slotHold);

/** A patient decides about one time at a time; what they were offered stays kept. */
export async function dropPicked(db: Db, patientId: string): Promise<void> {
  await db
    .delete(slotHold)
    .where(
      and(eq(slotHold.patientId, patientId), isNull(slotHold.requestId), isNull(slotHold.leftBy)),
    );
}

/** The visit is back at a time it had left. */
export async function dropLeft(
  db: Db,
  { leftBy, doctorId, from, to }: Stretch & { leftBy: string; doctorId: string },
): Promise<void> {
  await db
    .delete(slotHold)
    .where(
      and(
        eq(slotHold.leftBy, leftBy),
        eq(slotHold.doctorId, doctorId),
        lt(slotHold.startsAt, to),
        gt(slotHold.endsAt, from),
      ),
    );
}

/** One whose change has settled, taken away; null where there is none. */
export async function takeLeft(db: Db, now: Date): Promise<HoldRow | null> {
  const first = db
    .select({ id: slotHold.id })
    .from(slotHold)
    .where(and(isNotNull(slotHold.leftBy), lte(slotHold.expiresAt, now)))
    .orderBy(asc(slotHold.expiresAt))
    .limit(1)
    .for('update', { skipLocked: true });
  const [taken] = await db.delete(slotHold).where(inArray(slotHold.id, first)).returning();
  return taken ?? null;
}

export async function dropOffered(db: Db, requestId: string): Promise<void> {
  await db.delete(slotHold).where(eq(slotHold.requestId, requestId));
}

export async function dropHoldsOf(db: Db, patientId: string): Promise<string[]> {
  const gone = await db
    .delete(slotHold)
    .where(eq(slotHold.patientId, patientId))
    .returning({ id: slotHold.id });
  return gone.map(({ id }) => id);
}
