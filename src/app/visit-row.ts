/** What a visit is once it was told of, by the clinic system or at the desk. */

import { doerOf } from '../domain/events.ts';
import { knownAfter } from '../domain/known.ts';
import { minuteMs } from '../domain/time.ts';
import { asDeskLeavesIt, asLeftHere } from '../domain/told.ts';
import type { AppointmentStatus } from '../domain/words.ts';
import type { AppointmentRow } from '../store/registry.ts';
import { readerOf, type TxContext } from './context.ts';

export interface AppointmentInput {
  readonly id: string;
  readonly patientId: string;
  readonly doctorId: string;
  readonly clinicId: string;
  readonly serviceId: string | null;
  readonly startsAt: Date;
  /** Null takes the service's, else 30. */
  readonly durationMin: number | null;
  readonly status: AppointmentStatus;
  /** The clinic system's own; null is one more than what we have. Staff leave it as it is. */
  readonly version: number | null;
  readonly actor: string;
}

const duration_min_default = 30;
export async function toRow(
  ctx: TxContext,
  told: AppointmentInput,
  known: AppointmentRow | null,
): Promise<AppointmentRow> {
  const { toldStartsAt, ...left } = isDesk(told)
    ? asDeskLeavesIt(told, known)
    : asLeftHere(told, known);
  const input = { ...told, ...left };
  const now = ctx.clock.now();
  const service = input.serviceId ? await readerOf(ctx).service(input.serviceId) : null;
  const durationMin = input.durationMin ?? service?.durationMin ?? duration_min_default;
  const { id, patientId, doctorId, clinicId, serviceId, startsAt } = input;
  const moved = known !== null && isMoved(known, input);
  const isChange = moved || (isOff(input) && known !== null && !isOff(known));
  return {
    id,
    patientId,
    doctorId,
    clinicId,
    serviceId,
    startsAt,
    endsAt: new Date(startsAt.getTime() + durationMin * minuteMs),
    durationMin,
    status: statusAfter(input.status, known, moved),
    version: versionAfter(input, known),
    scheduleVersion: (known?.scheduleVersion ?? 0) + (known === null || moved ? 1 : 0),
    knownAt: known && !isChange ? known.knownAt : now,
    confirmedAt: moved ? null : (known?.confirmedAt ?? null),
    confirmedVia: moved ? null : (known?.confirmedVia ?? null),
    mutedAt: moved ? null : (known?.mutedAt ?? null),
    ...knownAfter(known, { isChange, patientId, now }),
    toldStartsAt,
    cancelledBy: input.status === 'cancelled' ? (known?.cancelledBy ?? input.actor) : null,
    cancelReason: input.status === 'cancelled' ? (known?.cancelReason ?? null) : null,
    absentAt: null,
    stillOnAt: null,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
}

export const isDesk = ({ actor }: Pick<AppointmentInput, 'actor'>): boolean =>
  doerOf(actor) === 'staff';

/** What is done at the desk takes no number that the clinic system is still to give. */
function versionAfter(input: AppointmentInput, known: AppointmentRow | null): number {
  if (known && isDesk(input)) return known.version;
  return input.version ?? (known?.version ?? 0) + 1;
}

export const isOff = ({ status }: Pick<AppointmentRow, 'status'>): boolean =>
  status === 'cancelled';

/** Another time, place or patient is another promise: what was confirmed or reminded was not this. */
const isMoved = (known: AppointmentRow, input: AppointmentInput): boolean =>
  known.startsAt.getTime() !== input.startsAt.getTime() ||
  known.clinicId !== input.clinicId ||
  known.patientId !== input.patientId ||
  // Booked anew after a cancellation.
  (known.status === 'cancelled' && input.status !== 'cancelled');

/** The clinic system may not have heard yet that the patient confirmed this very time. */
function statusAfter(
  told: AppointmentStatus,
  known: AppointmentRow | null,
  moved: boolean,
): AppointmentStatus {
  return told === 'booked' && known?.status === 'confirmed' && !moved ? 'confirmed' : told;
}
