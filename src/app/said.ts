/** Rows of messages about a visit, as the rules read them. */

import type { Known } from '../domain/known.ts';
import type { Saying } from '../domain/said.ts';
import type { MessageRow } from '../store/messages.ts';
import type { AppointmentRow } from '../store/registry.ts';

const types: Readonly<Record<string, Saying['type']>> = {
  visit_three_days: 'reminder',
  visit_day_before: 'reminder',
  visit_soon: 'reminder',
  visit_moved: 'moved',
  visit_cancelled: 'cancelled',
};

/** To the patient whose visit it is; what was said to another, before it was given on, they never heard. */
export const sayingsOf = (visit: AppointmentRow, rows: readonly MessageRow[]): readonly Saying[] =>
  rows
    .filter(
      ({ appointmentId, patientId }) => appointmentId === visit.id && patientId === visit.patientId,
    )
    .flatMap((row) => sayingOf(visit, row) ?? []);

/** Null for a message that speaks of something else. */
export function sayingOf(visit: AppointmentRow, row: MessageRow): Saying | null {
  const type = types[row.kind];
  if (!type || row.scheduleVersion === null) return null;
  return {
    name:
      row.planKey
        ?.replace(/:again$/, '')
        .split(':')
        .at(-1) ?? '',
    type,
    asks: type === 'reminder' && row.kind !== 'visit_soon',
    version: row.scheduleVersion,
    state: row.state,
    isCall: row.verdict === 'call',
    dueAt: row.dueAt,
    notAfter: row.notAfter,
    leftAt: row.decidedAt ?? row.dueAt,
    tells: toldBy(visit, row),
  };
}

function toldBy(
  visit: AppointmentRow,
  { content, scheduleVersion }: MessageRow,
): Known | undefined {
  const tells = content?.tells;
  if (tells === 'cancelled') return null;
  if (tells) return { startsAt: new Date(tells.startsAt), clinicId: tells.clinicId };
  // Written before this was kept: then only what is still so can be known.
  if (scheduleVersion !== visit.scheduleVersion) return undefined;
  return { startsAt: visit.startsAt, clinicId: visit.clinicId };
}
