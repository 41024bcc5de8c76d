/** What a clinic system hears from us: the closed list of events, and what each carries. Ids, times and codes only. */

import type { AlarmCode } from './alarm.ts';
import type { VisitRequestKind, VisitWish } from './wish.ts';
import type { AppointmentStatus, CardChannel, ChannelId, Purpose } from './words.ts';

export const visitEventTypes = [
  'appointment.booked',
  'appointment.confirmed',
  'appointment.moved',
  'appointment.cancelled',
  'appointment.changed',
] as const;
/** `changed`: anything else that staff changed, such as the doctor, or that the patient has arrived. */
export type VisitEventType = (typeof visitEventTypes)[number];

export const requestEventTypes = ['request.opened', 'request.closed'] as const;
export const consentEventTypes = ['consent.given', 'consent.withdrawn'] as const;

export const alarmEventTypes = ['alarm.raised', 'alarm.taken', 'alarm.closed'] as const;

export const eventTypes = [
  ...visitEventTypes,
  ...requestEventTypes,
  ...consentEventTypes,
  ...alarmEventTypes,
  'call_task.opened',
  'patient.erased',
] as const;
export type EventType = (typeof eventTypes)[number];

/** The visit as it is after the change. Times are ISO 8601, UTC. */
export interface VisitData {
  readonly appointmentId: string;
  readonly doctorId: string;
  readonly clinicId: string;
  readonly serviceId: string | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly durationMin: number;
  readonly status: AppointmentStatus;
  /** The clinic system's own, as we know it. */
  readonly version: number;
  readonly scheduleVersion: number;
  readonly by: 'patient' | 'staff';
  /** Null where it was said later than it was done, such as a reason. */
  readonly via: ChannelId | 'console' | null;
  /** Why it was cancelled, if that was said: the only words of a patient in any event. */
  readonly reason?: string | null;
  /** Of a visit booked because of a recorded reason. */
  readonly followUpId?: string;
  /** Of a visit that was moved. */
  readonly previousStartsAt?: string;
}

/** A wish that needs a person, or a freed time: `move`, `book`, `earlier`. */
export interface RequestData {
  readonly requestId: string;
  readonly kind: VisitRequestKind;
  readonly appointmentId: string | null;
  /** Where a new visit is wanted: what for. */
  readonly followUpId: string | null;
  readonly wish: VisitWish | null;
  /** Of a closed one: `done` or `withdrawn`. */
  readonly state?: 'done' | 'withdrawn';
}

export interface ConsentData {
  readonly purpose: Purpose;
  readonly channel: CardChannel;
  /** Of the account it is about; null for every account of the channel. */
  readonly accountId: string | null;
  /** `chat`, `stop`, `paper`, `staff`, `erasure`, … */
  readonly mechanism: string;
  readonly strength: number;
  readonly expiresAt: string | null;
  readonly by: 'patient' | 'staff' | 'system';
}

export interface CallTaskData {
  readonly callTaskId: string;
  readonly purpose: Purpose;
  readonly code: string;
  readonly dueAt: string;
  readonly appointmentId: string | null;
}

/** A patient feels bad and people were called; somebody has it; it is over. */
export interface AlarmData {
  readonly alarmId: string;
  readonly code: AlarmCode;
  /** Of the treatment that was asked about. */
  readonly appointmentId: string | null;
}

interface DataOf extends Record<VisitEventType, VisitData> {
  readonly 'request.opened': RequestData;
  readonly 'request.closed': RequestData;
  readonly 'consent.given': ConsentData;
  readonly 'consent.withdrawn': ConsentData;
  readonly 'alarm.raised': AlarmData;
  readonly 'alarm.taken': AlarmData;
  readonly 'alarm.closed': AlarmData;
  readonly 'call_task.opened': CallTaskData;
  readonly 'patient.erased': Readonly<Record<string, never>>;
}

/** One of them, before it has an id and a time. */
export type NewEvent = {
  [T in EventType]: { readonly type: T; readonly patientId: string; readonly data: DataOf[T] };
}[EventType];

/** Of a forgotten patient these stay whole: like the ledger they hold codes only, and prove. Others keep their ids. */
export const provingEventTypes: readonly EventType[] = [...consentEventTypes, 'patient.erased'];

/** Who did it, of the actors `patient`, `staff:<id>`, `api`, `system`, … */
export function doerOf(actor: string): 'patient' | 'staff' | 'system' {
  if (actor === 'patient') return 'patient';
  return actor.startsWith('staff:') ? 'staff' : 'system';
}

/** Told by the clinic system itself, which need not hear it back. */
export const isTold = (actor: string): boolean => /^(api|import)\b/.test(actor);

/** What happened to a visit, told by what it was and what it is. */
export function visitEventOf(before: VisitFacts | null, after: VisitFacts): VisitEventType {
  if (!before) return 'appointment.booked';
  if (after.status === 'cancelled') {
    return before.status === 'cancelled' ? 'appointment.changed' : 'appointment.cancelled';
  }
  if (before.status === 'cancelled') return 'appointment.booked';
  if (after.scheduleVersion !== before.scheduleVersion) return 'appointment.moved';
  const confirmed = after.status === 'confirmed' && before.status !== 'confirmed';
  return confirmed ? 'appointment.confirmed' : 'appointment.changed';
}

interface VisitFacts {
  readonly status: AppointmentStatus;
  readonly scheduleVersion: number;
}
