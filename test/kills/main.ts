/** `npm run kills -- --kills 50 --seed 1`: exit code 1 on any violation; the same arguments repeat the same plan. */

import { parseArgs } from 'node:util';
import { run, summaryOf } from './run.ts';

const { values } = parseArgs({
  options: {
    /** 50, unless another kind is asked for. */
    kills: { type: 'string' },
    stalls: { type: 'string', default: '0' },
    faults: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    worlds: { type: 'string', default: '8' },
    /** Deeds, with commas between; the counts of their kinds still say how many. */
    only: { type: 'string' },
  },
});

function wholeOf(name: Exclude<keyof typeof values, 'only'>, fallback = ''): number {
  const said = values[name] ?? fallback;
  if (/^\d+$/.test(said)) return Number(said);
  throw new Error(`--${name} ${said}: a whole number is wanted`);
}

async function main(): Promise<number> {
  const [stall, network] = [wholeOf('stalls'), wholeOf('faults')];
  const counts = { kill: wholeOf('kills', stall + network > 0 ? '0' : '50'), stall, network };
  const wanted = counts.kill + stall + network;
  if (wanted === 0) throw new Error('no strike is wanted');
  const startedAt = performance.now();
  const outcome = await run({
    seed: wholeOf('seed'),
    counts,
    only: values.only?.split(',') ?? null,
    worlds: wholeOf('worlds'),
    settles: true,
    print,
  });
  for (const line of summaryOf(outcome, (performance.now() - startedAt) / 1000)) print(line);
  for (const violation of outcome.violations) print(`VIOLATION ${violation}`);
  const played = outcome.rounds.length;
  if (played !== wanted) print(`FAILED: ${wanted} strikes were wanted, ${played} were played`);
  const isWell = outcome.violations.length === 0 && played === wanted;
  if (!isWell) print(`again: npm run kills -- ${process.argv.slice(2).join(' ')}`);
  return isWell ? 0 : 1;
}

const print = (line: string) => void process.stdout.write(`${line}\n`);

process.exit(
  await main().catch((error: unknown) => {
    print(`FAILED: ${String(error)}`);
    return 1;
  }),
);
