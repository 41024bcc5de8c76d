/** The words of the file a patient gets when they ask what we hold of them. */

import type { ReminderCount } from '../domain/card.ts';
import type { ConsentAct } from '../domain/consent.ts';
import type { VerifiedBy } from '../domain/identity.ts';
import type {
  AppointmentStatus,
  CardChannel,
  EvidenceStrength,
  Relation,
} from '../domain/words.ts';

/** Who did something, without a name. */
export type Role =
  | 'patient'
  | 'owner'
  | 'administrator'
  | 'doctor'
  | 'clinic_system'
  | 'bot'
  | 'unknown';

export interface ExportWords {
  readonly title: (clinic: string | null) => string;
  readonly madeAt: (at: string) => string;
  readonly headings: {
    readonly who: string;
    readonly accounts: string;
    readonly card: string;
    readonly agreements: string;
    readonly visits: string;
    readonly reasons: string;
    readonly alarms: string;
    readonly calls: string;
    readonly log: string;
    readonly erasures: string;
    readonly messages: string;
    readonly notHeld: string;
  };
  readonly fields: {
    readonly name: string;
    readonly phone: string;
    readonly birthDate: string;
    readonly language: string;
    readonly guardian: string;
    readonly record: string;
    readonly channels: string;
    readonly hours: string;
    readonly zone: string;
    readonly reminders: string;
    readonly budget: string;
  };
  readonly nothing: string;
  readonly unset: string;
  readonly channels: Readonly<Record<CardChannel, string>>;
  readonly relations: Readonly<Record<Relation, string>>;
  readonly verifiedBy: Readonly<Record<VerifiedBy, string>>;
  readonly called: (label: string) => string;
  readonly since: (at: string) => string;
  readonly until: (at: string) => string;
  readonly reminders: Readonly<Record<ReminderCount, string>>;
  readonly budget: (perDay: number, perWeek: number) => string;
  readonly acts: Readonly<Record<ConsentAct, string>>;
  readonly strengths: Readonly<Record<EvidenceStrength, string>>;
  readonly recordedBy: (role: string) => string;
  readonly wording: string;
  readonly document: string;
  readonly proof: string;
  readonly chain: {
    readonly whole: (entries: number, head: string) => string;
    readonly broken: (number: number) => string;
  };
  readonly statuses: Readonly<Record<AppointmentStatus, string>>;
  readonly note: string;
  readonly answer: Readonly<Record<'good' | 'unsure' | 'bad', string>>;
  readonly done: string;
  readonly open: string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly actions: Readonly<Record<string, string>>;
  readonly otherAction: string;
  readonly erasure: {
    readonly asked: (due: string) => string;
    readonly refused: (reason: string) => string;
    readonly done: (at: string) => string;
  };
  readonly us: string;
  readonly notSent: string;
  readonly waiting: string;
  readonly notHeld: string;
  /** The last message to an account that asked to be forgotten. */
  readonly erased: string;
}
