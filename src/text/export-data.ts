/** What we hold of a patient, as programs read it; the text is made from the same. */

import type { AlarmCode } from '../domain/alarm.ts';
import type { ServiceCard } from '../domain/card.ts';
import type { ConsentAct } from '../domain/consent.ts';
import type { VerifiedBy } from '../domain/identity.ts';
import type { ChainFault } from '../domain/ledger.ts';
import type { Feeling } from '../domain/wellbeing.ts';
import type {
  AppointmentStatus,
  CardChannel,
  ChannelId,
  EvidenceStrength,
  Language,
  Purpose,
  Relation,
} from '../domain/words.ts';
import type { Role } from './export-words.ts';

export interface Exported {
  readonly madeAt: Date;
  readonly clinic: string | null;
  readonly zone: string;
  readonly people: readonly ExportedPerson[];
  /** Oldest first, both ways, sent or not. */
  readonly messages: readonly ExportedMessage[];
}

export interface ExportedPerson {
  readonly patientId: string;
  readonly name: string;
  readonly phone: string | null;
  readonly birthDate: string | null;
  readonly language: Language | null;
  readonly guardian: { readonly name?: string; readonly phone?: string } | null;
  readonly accounts: readonly ExportedAccount[];
  readonly card: ServiceCard;
  readonly agreements: readonly ExportedAgreement[];
  readonly chain: {
    readonly entries: number;
    readonly head: string | null;
    readonly fault: ChainFault | null;
  };
  readonly visits: readonly ExportedVisit[];
  readonly reasons: readonly ExportedReason[];
  readonly alarms: readonly ExportedAlarm[];
  readonly calls: readonly ExportedCall[];
  readonly log: readonly { readonly at: Date; readonly role: Role; readonly action: string }[];
  readonly erasures: readonly ExportedErasure[];
}

export interface ExportedAccount {
  readonly channel: ChannelId;
  readonly phone: string | null;
  readonly username: string | null;
  readonly relation: Relation;
  readonly label: string | null;
  readonly verifiedBy: VerifiedBy;
  readonly since: Date;
  readonly endedAt: Date | null;
}

export interface ExportedAgreement {
  readonly number: number;
  readonly at: Date;
  readonly act: ConsentAct;
  readonly purpose: Purpose;
  readonly channel: CardChannel;
  readonly mechanism: string;
  readonly strength: EvidenceStrength;
  readonly recordedBy: Role;
  readonly wording: string | null;
  readonly document: string | null;
  readonly noticeVersion: string | null;
  readonly expiresAt: Date | null;
  readonly hash: string;
}

export interface ExportedVisit {
  readonly appointmentId: string;
  readonly startsAt: Date;
  readonly zone: string;
  readonly clinic: string;
  readonly doctor: string;
  readonly service: string | null;
  readonly status: AppointmentStatus;
}

export interface ExportedReason {
  readonly purpose: Purpose;
  readonly dueAt: Date;
  readonly note: string | null;
  /** The doctor's own words for the patient. */
  readonly argument: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly answer: Feeling | null;
  /** The number it was given by. */
  readonly score: number | null;
  readonly answeredAt: Date | null;
  readonly recordedBy: Role;
}

export interface ExportedAlarm {
  readonly raisedAt: Date;
  readonly code: AlarmCode;
  readonly closedAt: Date | null;
  readonly outcome: string | null;
}

export interface ExportedCall {
  readonly dueAt: Date;
  readonly purpose: Purpose;
  readonly phone: string | null;
  readonly state: 'open' | 'done';
  readonly result: string | null;
}

export interface ExportedErasure {
  readonly requestedAt: Date;
  readonly dueAt: Date;
  readonly doneAt: Date | null;
  readonly refusedReason: string | null;
}

export interface ExportedMessage {
  readonly patientId: string | null;
  readonly at: Date;
  readonly direction: 'in' | 'out';
  readonly channel: CardChannel | null;
  readonly author: Role;
  readonly state: string;
  /** Why it went or did not. */
  readonly code: string | null;
  readonly text: string | null;
}
