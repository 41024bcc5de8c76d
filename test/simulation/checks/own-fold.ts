/** What a ledger comes to, read by a second pair of eyes. */

import type { LedgerRow } from './eyes.ts';

export interface Held {
  act: 'given' | 'withdrawn';
  strength: number;
  expires: number | null;
}

export interface Place {
  readonly patient: string;
  readonly purpose: string;
  readonly channel: string;
  readonly binding: string | null;
}

const time = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** The last word counts, but a weaker claim does not replace a live agreement, and a renewal only prolongs one. */
export function heldOf(ledger: readonly LedgerRow[], place: Place): Held | null {
  let held: Held | null = null;
  const entries = ledger
    .filter(
      (row) =>
        row.patient_id === place.patient &&
        row.purpose === place.purpose &&
        row.channel === place.channel &&
        (row.binding_id === null || row.binding_id === place.binding),
    )
    .sort((a, b) => a.number - b.number);
  for (const { act, strength, expires_at, at } of entries) {
    const until = time(expires_at);
    const live = isHeld(held, Date.parse(at));
    if (act === 'renewed') {
      if (held && live && held.expires !== null && until !== null) {
        held.expires = Math.max(held.expires, until);
      }
    } else if (act === 'withdrawn') {
      held = { act, strength, expires: null };
    } else if (!held || !live || strength >= held.strength) {
      held = { act, strength, expires: until };
    }
  }
  return held;
}

export const isHeld = (held: Held | null, atMs: number): boolean =>
  held !== null && held.act === 'given' && (held.expires === null || atMs < held.expires);
