/** `npm run planted -- --count 1000`: exit code 1 unless every planted bug is found and the tree without one is clean. */

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startServer } from '../simulation/database.ts';
import { bugs } from './bugs.ts';
import { type Control, type Found, runBugs, runControl } from './run.ts';

const { values } = parseArgs({
  options: {
    /** Names, with commas between. */
    only: { type: 'string' },
    count: { type: 'string', default: '1000' },
    workers: { type: 'string', default: '2' },
    list: { type: 'boolean', default: false },
    /** Takes the tree without a bug for clean. */
    'no-control': { type: 'boolean', default: false },
  },
});

const print = (line: string) => process.stdout.write(`${line}\n`);
const results = new URL('results.json', import.meta.url);

function wanted() {
  const names = values.only?.split(',');
  const unknown = names?.filter((name) => !bugs.some((bug) => bug.name === name)) ?? [];
  if (unknown.length > 0) throw new Error(`no bug is called ${unknown.join(', ')}`);
  return bugs.filter(({ name }) => !names || names.includes(name));
}

function printControl({ seeds, findings, seconds }: Control): void {
  print(`without any bug: ${seeds} seeds, ${findings.length} violations, ${seconds} s`);
  for (const { seed, check, what } of findings) print(`  seed ${seed}: ${check}: ${what}`);
}

const header = `${'name'.padEnd(38)}${'found by'.padEnd(20)}${'seeds'.padStart(6)}${'seconds'.padStart(9)}`;

function printFound({ name, finding, seeds, seconds }: Found): void {
  const check = finding?.check ?? 'NOT FOUND';
  print(
    `${name.padEnd(38)}${check.padEnd(20)}${String(seeds).padStart(6)}${seconds.toFixed(1).padStart(9)}`,
  );
}

async function run(): Promise<boolean> {
  const server = await startServer();
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void server.stop().then(() => process.exit(1)));
  try {
    const plan = {
      serverUrl: server.url,
      count: Number(values.count),
      workers: Number(values.workers),
    };
    const control = values['no-control'] ? null : await runControl(plan);
    if (control) printControl(control);
    print(header);
    const without = control?.findings.map(({ seed }) => seed) ?? [];
    const onFound = (one: Found) => {
      printFound(one);
      keep(control, one);
    };
    const found = await runBugs(plan, { bugs: wanted(), without, onFound });
    const missed = found.filter(({ finding }) => finding === null);
    print(`${found.length - missed.length} of ${found.length} found`);
    return missed.length === 0 && (control?.findings.length ?? 0) === 0;
  } finally {
    await server.stop();
  }
}

interface Kept {
  /** The last time without any bug. */
  readonly control: (Control & Run) | null;
  /** The last time each was hunted for. */
  readonly found: readonly (Found & Run)[];
}

interface Run {
  readonly at: string;
  readonly node: string;
}

const readKept = (): Kept => JSON.parse(readFileSync(results, 'utf8'));

/** At once: a long hunt may be cut off. */
function keep(control: Control | null, fresh: Found): void {
  const run = { at: new Date().toISOString(), node: process.version };
  const kept = readKept();
  const found = bugs.flatMap(({ name }) =>
    name === fresh.name ? [{ ...fresh, ...run }] : kept.found.filter((one) => one.name === name),
  );
  const all: Kept = { control: control ? { ...control, ...run } : kept.control, found };
  writeFileSync(results, `${JSON.stringify(all, null, 2)}\n`);
}

if (values.list) for (const { name, why } of bugs) print(`${name.padEnd(38)}${why}`);
else process.exitCode = (await run()) ? 0 : 1;
