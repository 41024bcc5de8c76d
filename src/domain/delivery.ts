/** The states of an outgoing message move forward only, in whatever order the reports arrive. */

import type { MessageState } from './words.ts';

const rank: Readonly<Record<MessageState, number>> = {
  planned: 0,
  claimed: 1,
  unknown: 2,
  accepted: 3,
  sent: 4,
  delivered: 5,
  read: 6,
  failed: 7,
  dropped: 9,
  cancelled: 9,
  expired: 9,
};

/** `failed` and `read` are final. A delivered message cannot fail any more: that report is late or wrong. */
export function isForward(from: MessageState | 'received', to: MessageState): boolean {
  if (from === 'received' || from === 'read') return false;
  if (to === 'failed' && from === 'delivered') return false;
  return rank[to] > rank[from];
}
