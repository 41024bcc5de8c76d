/** How often each check really looked at something: one that never does proves nothing. */

import type { Violation, World } from '../contract.ts';

export function looked(world: World, check: string, times = 1): void {
  const counts = (world.notes.get('looked') as Map<string, number> | undefined) ?? new Map();
  counts.set(check, (counts.get(check) ?? 0) + times);
  world.notes.set('looked', counts);
}

export const wrong = (check: string, what: string): Violation => ({ check, what });

/** One sentence at most; nothing where all is well. */
export const unless = (holds: boolean, check: string, what: () => string): readonly Violation[] =>
  holds ? [] : [wrong(check, what())];
