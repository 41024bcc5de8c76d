/**
 * Runs seeds on the tree it stands in and tells each violation as a line of JSON. Started by `main.ts`
 * inside a copy, in a process of its own, as a planted bug lives in the modules that are loaded.
 */

import { createDatabase, openWire } from '../simulation/database.ts';
import { optionsOf, tellSeed } from '../simulation/story.ts';

export interface Hunt {
  readonly serverUrl: string;
  readonly database: string;
  readonly seeds: readonly number[];
  /** At the first violation. */
  readonly stops: boolean;
}

/** Of one seed. */
export interface Finding {
  readonly seed: number;
  readonly check: string;
  readonly what: string;
}

/** One for each seed that was run to its end. */
export interface Told {
  /** How many seeds so far. */
  readonly seeds: number;
  readonly finding: Finding | null;
}

async function hunt({ serverUrl, database, seeds, stops }: Hunt): Promise<void> {
  const wire = await openWire(await createDatabase(serverUrl, database));
  for (const [index, seed] of seeds.entries()) {
    const { violations } = await tellSeed({ wire }, optionsOf(seed));
    const [first] = violations;
    const finding = first ? { seed, check: first.check, what: first.what } : null;
    const told: Told = { seeds: index + 1, finding };
    process.stdout.write(`${JSON.stringify(told)}\n`);
    if (finding && stops) break;
  }
  await wire.close();
}

await hunt(JSON.parse(process.argv[2] ?? '') as Hunt);
process.exit(0);
