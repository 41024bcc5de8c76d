/** `npm run kills -- --kills 50 --seed 1`: exit code 1 on any violation; the same arguments repeat the same plan. */

import { parseArgs } from 'node:util';
import { run, summaryOf } from './run.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    stalls: { type: 'string', default: '0' },
    faults: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    worlds: { type: 'string', default: '8' },
    /** Deeds, with commas between; their kinds' counts still say how many. */
    only: { type: 'string' },
  },
});

const print = (line: string) => process.stdout.write(`${line}\n`);
const startedAt = performance.now();
const outcome = await run({
  seed: Number(values.seed),
  counts: {
    kill: Number(values.kills),
    stall: Number(values.stalls),
    network: Number(values.faults),
  },
  only: values.only?.split(',') ?? null,
  worlds: Number(values.worlds),
  settles: true,
  print,
});
for (const line of summaryOf(outcome, (performance.now() - startedAt) / 1000)) print(line);
for (const violation of outcome.violations) print(`VIOLATION ${violation}`);
if (outcome.violations.length > 0) {
  const args = Object.entries(values).map(([name, value]) => `--${name} ${value}`);
  print(`again: npm run kills -- ${args.join(' ')}`);
}
process.exit(outcome.violations.length > 0 ? 1 : 0);
