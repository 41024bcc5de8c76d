/** What checks remember, how often each really looked at something (one that never does proves nothing), and what they say. */

import type { Violation, World } from '../contract.ts';

/** What is remembered under this name between steps; made when first asked for. */
export function noteOf<T>(world: World, name: string, make: () => T): T {
  const known = world.notes.get(name) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  world.notes.set(name, made);
  return made;
}

export function looked(world: World, check: string, times = 1): void {
  const counts = noteOf(world, 'looked', () => new Map<string, number>());
  counts.set(check, (counts.get(check) ?? 0) + times);
}

export const wrong = (check: string, what: string): Violation => ({ check, what });

/** One sentence at most; nothing where all is well. */
export const unless = (holds: boolean, check: string, what: () => string): readonly Violation[] =>
  holds ? [] : [wrong(check, what())];
