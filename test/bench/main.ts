/**
 * `npm run bench`: Zabota beside what one would otherwise use, each pair in one run on one machine.
 * `npm run bench -- a c` runs two parts; `--size`, `--runs`, `--seconds` and `--only` make it small.
 */

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabases } from './support/database.ts';
import type { Part, Settings } from './support/part.ts';
import { keep, machineOf, table, writeReadme } from './support/report.ts';

const parts: Readonly<Record<string, () => Promise<Part>>> = {
  a: async () => (await import('./parts/a-dispatch.ts')).dispatch,
  b: async () => (await import('./parts/b-claim.ts')).claim,
  c: async () => (await import('./parts/c-webhooks.ts')).webhooks,
  d: async () => (await import('./parts/d-lateness.ts')).lateness,
  e: async () => (await import('./parts/e-stop.ts')).stop,
  f: async () => (await import('./parts/f-planning.ts')).planning,
  g: async () => (await import('./parts/g-start.ts')).start,
};

function readArgs() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      size: { type: 'string' },
      runs: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string', default: '' },
      'no-results': { type: 'boolean', default: false },
    },
  });
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const settings: Settings = {
    size: number(values.size),
    runs: number(values.runs),
    seconds: number(values.seconds),
    only: values.only.split(',').filter(Boolean),
  };
  return { settings, names: positionals, keepResults: !values['no-results'] };
}

function installPeers(): void {
  if (existsSync(join(import.meta.dirname, 'node_modules'))) return;
  const flags = ['--no-audit', '--no-fund', '--prefix', import.meta.dirname];
  execFileSync('npm', ['ci', ...flags], { stdio: 'inherit' });
}

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const { settings, names, keepResults } = readArgs();
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(', ')} (a to g)`);
  installPeers();
  const databases = await openDatabases();
  const machine = machineOf(databases.version);
  process.stdout.write(`${JSON.stringify(machine, null, 2)}\n\n`);
  try {
    for (const [name, load] of Object.entries(parts)) {
      if (names.length > 0 && !names.includes(name)) continue;
      const part = await load();
      for (const report of await part({ databases, settings, say })) {
        if (keepResults) keep(report, machine, new Date());
        process.stdout.write(`${table(report)}\n`);
      }
    }
  } finally {
    await databases.stop();
  }
  if (keepResults) writeReadme();
}

await main();
