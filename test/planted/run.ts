/** Tells stories on copies of the tree, with and without a planted bug, until one shows that something is wrong. */

import { pathToFileURL } from 'node:url';
import type { Crew } from '../simulation/crew.ts';
import type { Answer } from '../simulation/worker.ts';
import type { Bug } from './bugs.ts';
import { copyTree, type Tree } from './tree.ts';

/** The first thing that was wrong with a seed. */
export interface Finding {
  readonly seed: number;
  readonly check: string;
  readonly what: string;
}

export interface Found {
  readonly name: string;
  readonly file: string;
  /** Null if none of the seeds showed it. */
  readonly finding: Finding | null;
  /** Told until it was found, or all of them. */
  readonly seeds: number;
  readonly seconds: number;
}

export interface Control {
  readonly seeds: number;
  readonly findings: readonly Finding[];
  readonly seconds: number;
}

export interface Plan {
  readonly serverUrl: string;
  /** From 1. */
  readonly count: number;
  readonly workers: number;
}

const no_answer = 'no answer';

const secondsSince = (startedMs: number): number =>
  Math.round((performance.now() - startedMs) / 100) / 10;

const seedsTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The tree as it is: whatever shows itself here is not the planted bug. */
export async function runControl({ serverUrl, count, workers }: Plan): Promise<Control> {
  const startedMs = performance.now();
  const tree = copyTree();
  const findings: Finding[] = [];
  try {
    await tellAll(tree, {
      serverUrl,
      database: 'control',
      seeds: seedsTo(count),
      workers,
      onFinding: (finding) => {
        findings.push(finding);
        return true;
      },
    });
  } finally {
    tree.remove();
  }
  const sorted = findings.toSorted((a, b) => a.seed - b.seed);
  return { seeds: count, findings: sorted, seconds: secondsSince(startedMs) };
}

export interface Hunt {
  readonly bugs: readonly Bug[];
  /** Seeds that fail without any bug. */
  readonly without: readonly number[];
  readonly onFound: (found: Found) => void;
}

/** Side by side, each in a copy of the tree of its own; in the order of the list. */
export async function runBugs(plan: Plan, { bugs, without, onFound }: Hunt): Promise<Found[]> {
  const seeds = seedsTo(plan.count).filter((seed) => !without.includes(seed));
  const waiting = [...bugs.entries()];
  const found: Found[] = [];
  const lane = async () => {
    const tree = copyTree();
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [place, bug] = next;
        const telling = { serverUrl: plan.serverUrl, database: `planted_${place}`, seeds };
        const one = await huntFor(tree, bug, telling);
        found[place] = one;
        onFound(one);
      }
    } finally {
      tree.remove();
    }
  };
  await Promise.all(Array.from({ length: plan.workers }, lane));
  return found;
}

async function huntFor(
  tree: Tree,
  bug: Bug,
  telling: Pick<Telling, 'serverUrl' | 'database' | 'seeds'>,
): Promise<Found> {
  const startedMs = performance.now();
  let finding: Finding | null = null;
  tree.plant(bug);
  try {
    const seeds = await tellAll(tree, {
      ...telling,
      workers: 1,
      onFinding: (first) => {
        if (isOwnFault(first)) return true;
        finding = first;
        return false;
      },
    });
    const { name, file } = bug;
    return { name, file, finding, seeds, seconds: secondsSince(startedMs) };
  } finally {
    tree.restore();
  }
}

interface Telling {
  readonly serverUrl: string;
  readonly database: string;
  readonly seeds: readonly number[];
  readonly workers: number;
  /** Goes on if true. */
  readonly onFinding: (finding: Finding) => boolean;
}

/** By workers that load the copy's code. How many seeds were told. */
async function tellAll(tree: Tree, telling: Telling): Promise<number> {
  const { serverUrl, database, seeds, workers, onFinding } = telling;
  const script = pathToFileURL(`${tree.path}/test/simulation/crew.ts`).href;
  const own = (await import(script)) as { Crew: typeof Crew };
  const crew = new own.Crew(serverUrl, database);
  let told = 0;
  try {
    await crew.each(seeds, {
      workers,
      ask: (seed) => ({ type: 'seed', seed, traces: 'nothing' }),
      onAnswer: async (seed, answer) => {
        told += 1;
        const finding = findingOf(seed, answer);
        return finding === null || onFinding(finding);
      },
    });
    return told;
  } finally {
    crew.stop();
  }
}

/** The simulation itself gave up, which says nothing of the bug. */
const isOwnFault = ({ check }: Finding): boolean =>
  check === 'simulation' || check === no_answer || check.endsWith('(broken)');

function findingOf(seed: number, answer: Answer | null): Finding | null {
  if (answer?.type !== 'told') return { seed, check: no_answer, what: 'the worker hung or died' };
  const [first] = answer.violations;
  return first ? { seed, check: first.check, what: first.what } : null;
}
