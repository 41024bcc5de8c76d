/** Consent is the fold of the ledger's events at a moment. It never shares a column with reachability. */

import type { CardChannel, EvidenceStrength, Purpose } from './words.ts';

export interface ConsentEvent {
  readonly purpose: Purpose;
  readonly channel: CardChannel;
  /** Null: on paper or by the desk, not tied to one account. */
  readonly bindingId: string | null;
  readonly act: 'given' | 'withdrawn';
  readonly strength: EvidenceStrength;
}

export interface Standing {
  readonly act: 'given' | 'withdrawn';
  readonly strength: EvidenceStrength;
}

export interface StandingQuestion {
  readonly purpose: Purpose;
  readonly channel: CardChannel;
  readonly bindingId: string | null;
}

/** What holds for this purpose on this account: the last event that speaks of it; null if none does. */
export function standing<E extends ConsentEvent>(
  events: readonly E[],
  { purpose, channel, bindingId }: StandingQuestion,
): E | null {
  const speaks = (event: E) =>
    event.purpose === purpose &&
    event.channel === channel &&
    (event.bindingId === null || event.bindingId === bindingId);
  return events.findLast(speaks) ?? null;
}

/** The evidence each purpose needs before anything is sent: an act in the verified chat. */
export const strengthNeeded: EvidenceStrength = 2;

const strengths: Readonly<Record<string, EvidenceStrength>> = {
  import: 0,
  imported: 0,
  staff: 1,
  desk: 1,
  verbal: 1,
  chat: 2,
  e_signature: 3,
  paper: 4,
  qualified_signature: 4,
};

/** How strong a proof a mechanism is; what we do not know counts as a claim attested by staff. */
export const strengthOf = (mechanism: string): EvidenceStrength => strengths[mechanism] ?? 1;
