/** What the audit keeps of a visit, so that a change can be seen, and taken back. */

import type { AppointmentStatus } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import { type AuditRow, lastAudits } from '../store/day.ts';
import type { AppointmentRow } from '../store/registry.ts';
import type { TxContext } from './context.ts';

/** A visit as it stood; codes, ids and times only. */
export interface Stood {
  readonly doctorId: string;
  readonly clinicId: string;
  readonly startsAt: string;
  readonly durationMin: number;
  readonly status: AppointmentStatus;
  readonly version: number;
  readonly scheduleVersion: number;
  readonly confirmedAt: string | null;
  readonly confirmedVia: string | null;
}

const stoodAs = (row: AppointmentRow): Stood => ({
  doctorId: row.doctorId,
  clinicId: row.clinicId,
  startsAt: row.startsAt.toISOString(),
  durationMin: row.durationMin,
  status: row.status,
  version: row.version,
  scheduleVersion: row.scheduleVersion,
  confirmedAt: row.confirmedAt?.toISOString() ?? null,
  confirmedVia: row.confirmedVia,
});

const changed = 'appointment_changed';
export const undone = 'move_undone';
const subjectOf = (id: string): string => `appointment:${id}`;

export async function noteChange(
  ctx: TxContext,
  row: AppointmentRow,
  known: AppointmentRow | null,
  actor: string,
): Promise<void> {
  await appendAudit(ctx.db, { at: ctx.clock.now(), actor, ...noteOf(row, known) });
}

/** For the audit, but for who and when. */
export const noteOf = (row: AppointmentRow, known: AppointmentRow | null) => ({
  action: known ? changed : 'appointment_made',
  subject: subjectOf(row.id),
  details: { ...stoodAs(row), ...(known && { before: stoodAs(known) }) },
});

export interface VisitChange {
  readonly at: Date;
  readonly actor: string;
  readonly before: Stood;
}

/** By visit: the change that made it what it is, if it was made since and nothing has come after it. */
export async function lastChanges(
  ctx: TxContext,
  visits: readonly AppointmentRow[],
  since: Date,
): Promise<ReadonlyMap<string, VisitChange>> {
  const rows = await lastAudits(ctx.db, { subjects: visits.map(({ id }) => subjectOf(id)), since });
  return new Map(
    visits.flatMap((visit) => {
      const own = subjectOf(visit.id);
      const row = rows.find(
        ({ subject, action }) => subject === own && (action === changed || action === undone),
      );
      const change = row && changeOf(row, visit);
      return change ? [[visit.id, change] as const] : [];
    }),
  );
}

function changeOf({ at, actor, details }: AuditRow, visit: AppointmentRow): VisitChange | null {
  const { before, ...after } = details as Partial<Stood> & { before?: Stood };
  const isLast = after.version === visit.version && after.scheduleVersion === visit.scheduleVersion;
  return before && isLast ? { at, actor, before } : null;
}
