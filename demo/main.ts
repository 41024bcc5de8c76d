/** `npm run demo`: a clinic's day in about a minute, over the product's real HTTP. */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './checks.ts';
import { createClient } from './client.ts';
import { createDay, type Day, now } from './day.ts';
import { createPrinter } from './print.ts';
import { type Product, startProduct, untilGone } from './product.ts';
import { lastProduct, openProgress } from './progress.ts';
import { readRecord } from './record.ts';
import { stages } from './stages.ts';
import { checkSystem, listen, readTold } from './system.ts';
import { printTable } from './table.ts';
import { wordsOf } from './words.ts';

const root = resolve(import.meta.dirname, '..');

const { values } = parseArgs({
  options: {
    lang: { type: 'string', default: 'ru' },
    data: { type: 'string', default: resolve(root, 'data/demo') },
    fresh: { type: 'boolean', default: false },
  },
});

// Not by itself: the channel to the product would keep the process waiting.
process.exit(
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }),
);

async function main(): Promise<number> {
  const folder = resolve(values.data);
  const print = createPrinter(wordsOf(values.lang === 'en' ? 'en' : 'ru'), process.stdout);
  await untilGone(lastProduct(folder));
  const progress = openProgress(folder, { fresh: values.fresh });
  const product = startOf({ progress, print });
  onSignals(product, () => print.note(print.words.interrupted, 'bad'));
  try {
    const client = createClient(product);
    const system = await listen(client, progress);
    try {
      return await play(await createDay(client, { product, progress, print, system }));
    } finally {
      system.close();
    }
  } finally {
    await product.stop();
    print.end();
  }
}

function startOf({ progress, print }: Pick<Day, 'progress' | 'print'>): Product {
  const { state, folder, save } = progress;
  const done = Math.round((state.stages / stages.length) * 100);
  // A product that was started before did not get to the end.
  if (state.productPid !== null) state.interruptions += 1;
  print.note(state.productPid === null ? print.words.begins(folder) : print.words.resumed(done));
  return startProduct({
    folder,
    entry: resolve(root, 'src/entry/node.ts'),
    onStart: (pid) => {
      state.productPid = pid;
      save();
    },
    onDeath: () => {
      state.interruptions += 1;
      print.note(print.words.died, 'bad');
    },
  });
}

async function play(day: Day): Promise<number> {
  const { state, save } = day.progress;
  const { print } = day;
  print.setClock(await now(day));
  while (state.stages < stages.length) {
    const stage = stages[state.stages];
    print.setPart(state.stages / stages.length);
    print.stage(print.words.stages[stage?.title ?? ''] ?? '');
    await stage?.run(day);
    state.stages += 1;
    save();
  }
  print.setPart(1);
  return conclude(day);
}

async function conclude(day: Day): Promise<number> {
  const { print, progress, product } = day;
  print.note(print.words.checking);
  const record = await readRecord(day);
  const faults = [...check(day, record), ...checkSystem(day, await readTold(day, record))];
  await product.stop();
  Object.assign(progress.state, { finished: true, productPid: null });
  progress.save();
  print.end();
  printTable(day, record);
  for (const fault of faults) print.note(`✗ ${fault}`, 'bad');
  if (faults.length > 0) print.note(print.words.bad(faults.length), 'bad');
  else print.note(`✓ ${print.words.good(Math.round(performance.now() / 1000))}`, 'good');
  return faults.length > 0 ? 1 : 0;
}

function onSignals(product: Product, tell: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      tell();
      void product.stop().then(() => process.exit(130));
    });
  }
}
