/** `npm run demo`: a clinic's day in about a minute, over the product's real HTTP. */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './checks.ts';
import { createClient } from './client.ts';
import { createDay, now } from './day.ts';
import { createPrinter } from './print.ts';
import { type Product, startProduct, untilGone } from './product.ts';
import { lastProduct, openProgress } from './progress.ts';
import { readRecord } from './record.ts';
import { stages } from './stages.ts';
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

process.exitCode = await main();

async function main(): Promise<number> {
  const folder = resolve(values.data);
  const words = wordsOf(values.lang === 'en' ? 'en' : 'ru');
  const print = createPrinter(words, process.stdout);
  const before = Date.now();
  await untilGone(lastProduct(folder));
  const progress = openProgress(folder, { fresh: values.fresh });
  const { state } = progress;
  if (state.stages === 0) print.note(words.begins(folder));
  else print.note(words.resumed(Math.round((state.stages / stages.length) * 100)));
  if (state.productPid !== null) state.interruptions += 1;

  const product = startProduct({
    folder,
    entry: resolve(root, 'src/entry/node.ts'),
    onStart: (pid) => {
      state.productPid = pid;
      progress.save();
    },
    onDeath: () => {
      state.interruptions += 1;
      print.note(words.died, 'bad');
    },
  });
  onSignals(product, () => print.note(words.interrupted, 'bad'));

  const day = await createDay(createClient(product), { product, progress, print });
  print.setClock(await now(day));
  while (state.stages < stages.length) {
    const stage = stages[state.stages];
    print.setPart(state.stages / stages.length);
    print.stage(words.stages[stage?.title ?? ''] ?? '');
    await stage?.run(day);
    state.stages += 1;
    progress.save();
  }
  print.setPart(1);
  print.note(words.checking);
  const record = await readRecord(day);
  const faults = check(day, record);
  await product.stop();
  print.end();
  printTable(day, record);
  state.finished = true;
  state.productPid = null;
  progress.save();
  for (const fault of faults) print.note(`✗ ${fault}`, 'bad');
  if (faults.length > 0) print.note(words.bad(faults.length), 'bad');
  else print.note(`✓ ${words.good(Math.round((Date.now() - before) / 1000))}`, 'good');
  print.end();
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
