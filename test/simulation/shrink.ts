/** From a story that fails, one that fails the same way with as little in it as possible. */

import type { RequestFault, WebhookFault } from './contract.ts';
import { type Step, type Story, type Telling, tellAgain } from './story.ts';

const tries_max = 120;

export async function shrink(telling: Telling, story: Story, check: string): Promise<Story> {
  let best = story;
  let tries = 0;
  const stillFails = async (candidate: Story): Promise<boolean> => {
    if (tries >= tries_max) return false;
    tries += 1;
    const { violations } = await tellAgain(telling, candidate);
    return violations.some((violation) => violation.check === check);
  };
  const accept = async (candidate: Story): Promise<boolean> => {
    const fails = await stillFails(candidate);
    if (fails) best = candidate;
    return fails;
  };
  await withoutSteps(() => best, accept);
  await withoutFaults(() => best, accept);
  if (best.options.processes === 2) {
    await accept({ ...best, options: { ...best.options, processes: 1 } });
  }
  // Without a fault some more steps may be idle.
  await withoutSteps(() => best, accept);
  return best;
}

type Accept = (candidate: Story) => Promise<boolean>;

/** Leaves out halves, then quarters, at last single steps. */
async function withoutSteps(best: () => Story, accept: Accept): Promise<void> {
  for (let size = Math.ceil(best().steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = best().steps.length - size; from >= -size + 1; from -= size) {
      const steps = best().steps.filter((_: Step, i) => i < from || i >= from + size);
      if (steps.length < best().steps.length) await accept({ ...best(), steps });
    }
  }
}

async function withoutFaults(best: () => Story, accept: Accept): Promise<void> {
  for (const name of Object.keys(best().options.faults)) {
    const { [name as RequestFault | WebhookFault]: _, ...faults } = best().options.faults;
    await accept({ ...best(), options: { ...best().options, faults } });
  }
}
