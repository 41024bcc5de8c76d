/** What becomes of a planned message when it is planned again: the same thing is never planned twice. */

import type { DecisionCode, Verdict } from './decision.ts';
import type { MessageState } from './words.ts';

/** What should exist now. */
export interface Wanted {
  readonly dueAt: Date;
  readonly verdict: Verdict;
  /** Of no use after its moment, however long there would be time for it. */
  readonly isPunctual: boolean;
}

/** What was planned by the same key before. */
export interface Existing {
  readonly state: MessageState | 'received';
  readonly code: DecisionCode | null;
  readonly tries: number;
}

/**
 * `late`: its moment had passed before anyone asked for it, by a choice or a setting made since. It is
 * written down and not sent: nobody expects a reminder of three days on the day itself.
 */
export type Fate = 'create' | 'late' | 'refresh' | 'leave';

export function fateOf(before: Existing | null, wanted: Wanted, now: Date): Fate {
  if (!before) {
    const isLate = wanted.isPunctual && wanted.verdict !== 'drop' && wanted.dueAt < now;
    return isLate ? 'late' : 'create';
  }
  if (before.state === 'planned') return 'refresh';
  // What comes back to life goes out at its own moment or not at all: never late, by surprise.
  const inTime = wanted.verdict !== 'drop' && wanted.dueAt > now;
  return mayRevive(before) && inTime ? 'refresh' : 'leave';
}

/** Dropped by a rule whose facts may since have changed, and never tried. */
function mayRevive({ state, tries, code }: Existing): boolean {
  const isDropped = state === 'dropped' || state === 'cancelled';
  return isDropped && tries === 0 && code !== null && revivable.includes(code);
}

const revivable: readonly DecisionCode[] = [
  'withdrawn',
  'stopped',
  'no_consent',
  'no_address',
  'evidence_too_weak',
  'outside_hours',
  'merged',
  'stale_fact',
  'known_already',
  'confirmed',
  'muted',
  'expired',
  'unverified',
  'authority_ended',
  'quarantined',
  'budget',
  'already_answered',
];
