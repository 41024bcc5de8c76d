/** Consent is the fold of the ledger's events at a moment. It never shares a column with reachability. */

import { addDuration } from './time.ts';
import { type CardChannel, type EvidenceStrength, type Purpose, purposes } from './words.ts';

export const consentActs = ['given', 'withdrawn', 'renewed'] as const;
/** `renewed`: an act of the patient that shows the agreement still holds; it changes nothing but the expiry. */
export type ConsentAct = (typeof consentActs)[number];

export interface ConsentEvent {
  readonly purpose: Purpose;
  readonly channel: CardChannel;
  /** Null: on paper or by the desk, not tied to one account. */
  readonly bindingId: string | null;
  readonly act: ConsentAct;
  readonly strength: EvidenceStrength;
  readonly expiresAt: Date | null;
  readonly at: Date;
}

/** What holds for one purpose on one account. */
export interface Standing<E extends ConsentEvent = ConsentEvent> {
  readonly act: 'given' | 'withdrawn';
  readonly strength: EvidenceStrength;
  /** Null for a withdrawal and for an agreement without an end. */
  readonly expiresAt: Date | null;
  /** The act itself: who, when, in which words. */
  readonly event: E;
}

export interface StandingQuestion {
  readonly purpose: Purpose;
  readonly channel: CardChannel;
  readonly bindingId: string | null;
}

/** The fold: what the events, in the ledger's order, come to; null if none speaks of it. */
export function standing<E extends ConsentEvent>(
  events: readonly E[],
  question: StandingQuestion,
): Standing<E> | null {
  return events
    .filter((event) => speaksOf(event, question))
    .reduce<Standing<E> | null>(after, null);
}

const speaksOf = (event: ConsentEvent, { purpose, channel, bindingId }: StandingQuestion) =>
  event.purpose === purpose &&
  event.channel === channel &&
  (event.bindingId === null || event.bindingId === bindingId);

function after<E extends ConsentEvent>(before: Standing<E> | null, event: E): Standing<E> | null {
  const { act, strength, expiresAt } = event;
  const holds = isLive(before, event.at);
  // No sign of life undoes a withdrawal, and none revives what has run out.
  if (act === 'renewed') return before && holds ? prolonged(before, expiresAt) : before;
  // A claim imported later does not make a proven agreement worse.
  if (act === 'given' && before && holds && strength < before.strength) return before;
  return { act, strength, expiresAt, event };
}

/** A sign of life never shortens an agreement, nor makes it endless. */
function prolonged<E extends ConsentEvent>(held: Standing<E>, to: Date | null): Standing<E> {
  return held.expiresAt && to && to > held.expiresAt ? { ...held, expiresAt: to } : held;
}

/** Given, and neither withdrawn nor run out. */
export function isLive(held: Pick<Standing, 'act' | 'expiresAt'> | null, at: Date): boolean {
  return held?.act === 'given' && (held.expiresAt === null || at < held.expiresAt);
}

const terms: Readonly<Record<Purpose, string>> = {
  visit: 'P24M',
  control: 'P24M',
  plan: 'P24M',
  personal: 'P24M',
  hygiene: 'P12M',
  checkup: 'P12M',
  offers: 'P12M',
  greeting: 'P12M',
  // One course of treatment.
  wellbeing: 'P30D',
};

/** When an agreement given, or renewed, at this moment runs out. */
export const expiryOf = (purpose: Purpose, at: Date): Date =>
  addDuration(at, terms[purpose], 'UTC');

/** Renewing more often than this would fill the ledger with signs of life. */
const renewalEvery = 'P30D';

/** Whether an act of the patient now is worth an entry: the agreement is live and has aged. */
export function isRenewable(held: Standing | null, purpose: Purpose, at: Date): boolean {
  if (held === null || !isLive(held, at) || held.expiresAt === null) return false;
  return addDuration(held.expiresAt, renewalEvery, 'UTC') <= expiryOf(purpose, at);
}

export const consentProfiles = ['standard', 'strict'] as const;

/** A clinic's table of the evidence it needs. */
export interface ConsentPolicy {
  /** `standard` needs an act in the verified chat (2), `strict` paper or a qualified signature (4). */
  readonly profile: (typeof consentProfiles)[number];
  /** Where a purpose differs from the profile. */
  readonly strengths?: Readonly<Partial<Record<Purpose, EvidenceStrength>>> | undefined;
}

export const standardPolicy: ConsentPolicy = { profile: 'standard' };

const profileStrength: Readonly<Record<ConsentPolicy['profile'], EvidenceStrength>> = {
  standard: 2,
  strict: 4,
};

/** The evidence this purpose needs before anything is sent. An imported claim (0) is never enough. */
export function strengthNeeded(policy: ConsentPolicy | null, purpose: Purpose): EvidenceStrength {
  const { profile, strengths } = policy ?? standardPolicy;
  const needed = strengths?.[purpose] ?? profileStrength[profile];
  return needed === 0 ? 1 : needed;
}

/** An act in the chat is not enough for this clinic. */
export const needsPaper = (policy: ConsentPolicy | null, purpose: Purpose): boolean =>
  strengthNeeded(policy, purpose) > strengthOf('chat');

/** The whole table, for people to read. */
export const strengthTable = (
  policy: ConsentPolicy | null,
): readonly (readonly [Purpose, EvidenceStrength])[] =>
  purposes.map((purpose) => [purpose, strengthNeeded(policy, purpose)]);

const strengths = new Map<string, EvidenceStrength>([
  ['import', 0],
  ['imported', 0],
  ['staff', 1],
  ['desk', 1],
  ['verbal', 1],
  ['chat', 2],
  ['e_signature', 3],
  ['paper', 4],
  ['qualified_signature', 4],
]);

/** How strong a proof a mechanism is; what we do not know counts as a claim attested by staff. */
export const strengthOf = (mechanism: string): EvidenceStrength => strengths.get(mechanism) ?? 1;
