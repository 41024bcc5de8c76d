/** Which reminders of several people are one message: of one day, meant for the same hour, to the same account. */

import { settleMs } from './reminders.ts';
import { hourMs, toLocal } from './time.ts';

export interface Due {
  readonly kind: string;
  readonly patientId: string;
  readonly dueAt: Date;
  readonly startsAt: Date;
  /** Of the clinic. */
  readonly zone: string;
  /** When this time of the visit became known to us. */
  readonly knownAt: Date;
}

/** What falls due within this goes along: the hour in which a patient's own two reminders are one, too. */
export const alongMs = hourMs;

/** Whether it may go along with the one that is due now. */
export function mayGoAlong(one: Due, lead: Due, now: Date): boolean {
  return (
    one.kind === lead.kind &&
    one.patientId !== lead.patientId &&
    one.dueAt.getTime() - now.getTime() < alongMs &&
    one.knownAt.getTime() + settleMs <= now.getTime() &&
    dayOf(one) === dayOf(lead)
  );
}

const dayOf = ({ startsAt, zone }: Due): string => toLocal(startsAt, zone).date;
