/** Hunts in processes of their own, and what a whole run of them came to. */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import type { Bug } from './bugs.ts';
import type { Finding, Hunt, Told } from './hunt.ts';
import { copyTree, type Tree } from './tree.ts';

export interface Found {
  readonly name: string;
  readonly file: string;
  /** Null if none of the seeds showed it. */
  readonly finding: Finding | null;
  /** Run until it was found, or all of them. */
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

const secondsSince = (startedMs: number): number =>
  Math.round((performance.now() - startedMs) / 100) / 10;

/** The tree as it is: whatever shows itself here is not the planted bug. */
export async function runControl({ serverUrl, count, workers }: Plan): Promise<Control> {
  const startedMs = performance.now();
  const tree = copyTree();
  const shares = Array.from({ length: workers }, (_, worker) =>
    seedsTo(count).filter((seed) => seed % workers === worker),
  );
  const told = await Promise.all(
    shares.map((seeds, worker) =>
      inProcess(tree, { serverUrl, database: `control_${worker}`, seeds, stops: false }),
    ),
  ).finally(tree.remove);
  const all = told.flat();
  return {
    seeds: all.length,
    findings: all.flatMap(({ finding }) => finding ?? []).toSorted((a, b) => a.seed - b.seed),
    seconds: secondsSince(startedMs),
  };
}

/** Side by side, each in a copy of the tree. Seeds that fail without any bug are left out. */
export async function runBugs(
  { serverUrl, count, workers }: Plan,
  on: {
    readonly bugs: readonly Bug[];
    readonly without: readonly number[];
    readonly onFound: (found: Found) => void;
  },
): Promise<Found[]> {
  const seeds = seedsTo(count).filter((seed) => !on.without.includes(seed));
  const waiting = on.bugs.map((bug, index) => ({ bug, database: `planted_${index}` }));
  const found: Found[] = [];
  const work = async () => {
    const tree = copyTree();
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const hunt = { serverUrl, database: next.database, seeds, stops: true };
        const one = await huntFor(tree, next.bug, hunt);
        found.push(one);
        on.onFound(one);
      }
    } finally {
      tree.remove();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const place = (name: string) => on.bugs.findIndex((bug) => bug.name === name);
  return found.toSorted((a, b) => place(a.name) - place(b.name));
}

async function huntFor(tree: Tree, bug: Bug, hunt: Hunt): Promise<Found> {
  const startedMs = performance.now();
  tree.plant(bug);
  try {
    const last = (await inProcess(tree, hunt)).at(-1);
    return {
      name: bug.name,
      file: bug.file,
      finding: last?.finding ?? null,
      seeds: last?.seeds ?? 0,
      seconds: secondsSince(startedMs),
    };
  } finally {
    tree.restore();
  }
}

async function inProcess(tree: Tree, hunt: Hunt): Promise<Told[]> {
  const script = ['--no-webstorage', 'test/planted/hunt.ts', JSON.stringify(hunt)];
  const child = spawn(process.execPath, script, {
    cwd: tree.path,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const told: Told[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) told.push(JSON.parse(line) as Told);
  }
  const code = await ended;
  await dropDatabase(hunt);
  if (code !== 0) throw new Error(`a hunt ended with ${code} after ${told.length} seeds`);
  return told;
}

async function dropDatabase({ serverUrl, database }: Hunt): Promise<void> {
  const admin = postgres(`${serverUrl}/postgres`, { max: 1, onnotice: () => {} });
  await admin.unsafe(`drop database if exists ${database} with (force)`);
  await admin.end();
}

const seedsTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
