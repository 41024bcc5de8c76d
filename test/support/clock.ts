/** A clinic's clock that moves only by hand. */

import type { MovableClock } from '../../src/app/clock.ts';

export function standingClock(start: Date): MovableClock {
  let at = start;
  return {
    mode: 'manual',
    now: () => at,
    set: (to) => {
      at = to;
    },
  };
}
