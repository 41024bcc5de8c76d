/** `npm run import -- visits file.csv`: a list from a file, on the database itself. */

import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { openClock } from '../app/clock.ts';
import type { Context } from '../app/context.ts';
import { newId } from '../app/ids.ts';
import { importList } from '../app/import.ts';
import { type ImportEntry, readFaults } from '../app/import-queries.ts';
import { leftToPlan } from '../app/replan.ts';
import { systemTimers } from '../app/timers.ts';
import { bytesMax, encodings, type ImportProgress, isFault } from '../domain/imports.ts';
import { type ImportKind, importKinds } from '../domain/words.ts';
import { templateDefinitions } from '../text/proactive.ts';
import type { Config } from './config.ts';
import { type Bar, progressBar } from './import-bar.ts';
import { openStore } from './store.ts';

export interface Terminal {
  readonly args: readonly string[];
  print(line: string): void;
  complain(line: string): void;
}

const usage = `Usage: npm run import -- ${importKinds.join(' | ')} <file.csv> [--dry-run] [--snapshot [--from 2026-03-02] [--until 2026-03-08]]
  [--clinic <id>] [--encoding ${encodings.join(' | ')}]`;

/** 0 written, or would be · 1 refused · 2 not understood · 3 waits for a person. */
export async function importFile(config: Config, terminal: Terminal): Promise<number> {
  const wish = readWish(terminal.args);
  if (typeof wish === 'string') {
    terminal.complain(wish);
    return 2;
  }
  const store = await openStore(config);
  const bar = progressBar();
  try {
    const clock = await openClock(store.db, config.CLOCK);
    return await run(contextOf(store.db, clock), wish, { ...terminal, bar });
  } finally {
    bar.end();
    await store.close();
  }
}

interface Wish {
  readonly kind: ImportKind;
  readonly path: string;
  readonly dryRun: boolean;
  readonly snapshot: boolean;
  readonly from: string | null;
  readonly until: string | null;
  readonly clinicId: string | null;
  readonly encoding: (typeof encodings)[number] | null;
}

/** Or what is wrong with it. */
function readWish(args: readonly string[]): Wish | string {
  const parsed = attempt(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        snapshot: { type: 'boolean', default: false },
        from: { type: 'string' },
        until: { type: 'string' },
        clinic: { type: 'string' },
        encoding: { type: 'string' },
      },
    }),
  );
  if (!parsed) return usage;
  const { positionals, values } = parsed;
  const kind = importKinds.find((one) => one === positionals[0]);
  const path = positionals[1];
  const encoding = encodings.find((one) => one === values.encoding) ?? null;
  const days = [values.from, values.until].filter((day) => day !== undefined);
  const isWrong = positionals.length !== 2 || !days.every(isDay) || (values.encoding && !encoding);
  if (!kind || !path || isWrong) return usage;
  const size = attempt(() => statSync(path).size);
  if (size === null) return `There is no file ${path}.`;
  if (size > bytesMax) return `${path} has more than 16 MiB.`;
  return {
    ...{ kind, path, encoding, snapshot: values.snapshot, dryRun: values['dry-run'] },
    ...{ from: values.from ?? null, until: values.until ?? null, clinicId: values.clinic ?? null },
  };
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

const contextOf = (db: Context['db'], clock: Context['clock']): Context => ({
  db,
  clock,
  log: { info: () => {}, warn: () => {}, error: () => {} },
  channels: [],
  process: newId(),
  timers: systemTimers,
  templates: templateDefinitions(),
  wake: () => {},
});

interface Screen extends Terminal {
  readonly bar: Bar;
}

async function run(ctx: Context, wish: Wish, screen: Screen): Promise<number> {
  const { kind, path, ...options } = wish;
  const began = performance.now();
  const result = await importList(ctx, {
    ...{ kind, options, filename: basename(path).slice(0, 100), bytes: readFileSync(path) },
    ...{ requestKey: null, actor: 'cli' },
    onProgress: (progress: ImportProgress) => screen.bar.show(progress),
  });
  screen.bar.end();
  await report(ctx, result, screen);
  const seconds = (performance.now() - began) / 1000;
  const most = Math.round(process.resourceUsage().maxRSS / 1024);
  screen.print(`${seconds.toFixed(1)} s, ${most} MiB of memory at most.`);
  if (result.state === 'applied') await watchPlans(ctx, screen);
  if (result.state === 'held') return 3;
  return result.code === null ? 0 : 1;
}

const outcomes: Readonly<Record<ImportEntry['state'], string>> = {
  running: 'It is being read by somebody else.',
  dry: 'Nothing was written: this was a dry run.',
  held: 'It waits for a person to agree, in the console under Lists.',
  applied: 'Written.',
  refused: 'Refused, nothing was written.',
};
const faultsShown = 20;

async function report(ctx: Context, result: ImportEntry, { print }: Terminal): Promise<void> {
  const { id, state, code, field, counts } = result;
  print(`${outcomes[state]}${code ? ` (${[code, field].filter(Boolean).join(': ')})` : ''}`);
  print(
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(' · '),
  );
  const { items, next } = await readFaults(ctx, { id, skip: 0, limit: 1_000 });
  const sorted = items.toSorted((a, b) => Number(isFault(b.code)) - Number(isFault(a.code)));
  for (const { line, field: column, code: what } of sorted.slice(0, faultsShown))
    print(`  line ${line}${column ? ` ${column}` : ''}: ${what}${isFault(what) ? '' : ' (noted)'}`);
  const more = items.length - faultsShown;
  if (more > 0) print(`  and ${next === null ? more : 'many'} more: the console has them all.`);
}

const look_ms = 500;
const patience_ms = 5_000;

/** The messages are planned by the service, which has the messengers; here one can only look on. */
async function watchPlans(ctx: Context, { bar, print }: Screen): Promise<void> {
  const total = await leftToPlan(ctx);
  let left = total;
  for (let quiet = 0; left > 0 && quiet < patience_ms; quiet += look_ms) {
    bar.show({ phase: 'planning', done: total - left, total });
    await new Promise((resolve) => setTimeout(resolve, look_ms));
    const now = await leftToPlan(ctx);
    if (now < left) quiet = 0;
    left = now;
  }
  bar.end();
  print(
    left === 0
      ? 'Messages are planned.'
      : `Messages of ${left} patients will be planned when the service runs.`,
  );
}
