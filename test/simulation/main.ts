/**
 * `npm run simulate -- --seed S [--count K] [--steps N|mixed] [--workers 2] [--trace] [--story file] [--bank]`.
 * Ends with 1 if anything was wrong; each failing story is made short and kept in `seeds/`.
 */

import { parseArgs } from 'node:util';
import { type Banked, inWords, keep, readBank, readStory } from './bank.ts';
import type { Violation } from './contract.ts';
import { Crew } from './crew.ts';
import { startServer } from './database.ts';
import { optionsOf, type Story, steps_default } from './story.ts';
import type { Answer, Ask } from './worker.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '1' },
    steps: { type: 'string', default: String(steps_default) },
    workers: { type: 'string', default: '2' },
    /** Prints every line of what happened. */
    trace: { type: 'boolean', default: false },
    /** A file of `seeds/`. */
    story: { type: 'string' },
    /** The kept stories first. */
    bank: { type: 'boolean', default: false },
    /** Ends at the first failure. */
    first: { type: 'boolean', default: false },
    /** Tells failures as they are. */
    'no-shrink': { type: 'boolean', default: false },
  },
});

const print = (text: string) => void process.stdout.write(`${text}\n`);
const steps = values.steps === 'mixed' ? 'mixed' : Number(values.steps);
const traces = values.trace ? 'lines' : 'nothing';

type Work = { readonly seed: number } | { readonly banked: Banked };

function* work(): Generator<Work> {
  if (values.story) return yield { banked: readStory(values.story) };
  if (values.bank) for (const banked of readBank()) yield { banked };
  const first = Number(values.seed);
  for (let i = 0; i < Number(values.count); i += 1) yield { seed: first + i };
}

const askOf = (one: Work): Ask =>
  'seed' in one
    ? { type: 'seed', seed: one.seed, steps, traces }
    : { type: 'story', story: one.banked.story, traces };

const seedOf = (one: Work): number => ('seed' in one ? one.seed : one.banked.story.options.seed);

interface Tally {
  told: number;
  failed: number;
  requests: number;
  virtualMs: number;
  readonly met: Map<string, number>;
  readonly looked: Map<string, number>;
}

const tally: Tally = {
  told: 0,
  failed: 0,
  requests: 0,
  virtualMs: 0,
  met: new Map(),
  looked: new Map(),
};

async function onAnswer(crew: Crew, one: Work, answer: Answer | null): Promise<boolean> {
  tally.told += 1;
  if (answer?.type !== 'told') {
    tally.failed += 1;
    print(`seed ${seedOf(one)}: no answer. ${JSON.stringify(optionsOf(seedOf(one), steps))}`);
    return !values.first;
  }
  count(answer);
  if (values.trace) print([...answer.lines, `fingerprint ${answer.hash}`].join('\n'));
  if (answer.violations.length === 0) return true;
  tally.failed += 1;
  await tellFailure(crew, answer.story, answer.violations);
  return !values.first;
}

function count({ requests, virtualMs, met, looked }: Extract<Answer, { type: 'told' }>): void {
  tally.requests += requests;
  tally.virtualMs += virtualMs;
  add(tally.met, met);
  add(tally.looked, looked);
}

function add(to: Map<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, times] of Object.entries(counts)) to.set(name, (to.get(name) ?? 0) + times);
}

const inOrder = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, times]) => `${name} ${times}`)
    .join(', ');

async function tellFailure(
  crew: Crew,
  story: Story,
  violations: readonly Violation[],
): Promise<void> {
  const [found] = violations;
  if (!found) return;
  print(`\nseed ${story.options.seed} FAILED`);
  for (const { check, what } of violations.slice(0, 5)) print(`  ${check}: ${what}`);
  const shrunk = values['no-shrink']
    ? null
    : await crew.ask({ type: 'shrink', story, check: found.check });
  const short = shrunk?.type === 'shrunk' ? shrunk.story : story;
  print(inWords(short));
  if (!values.story) print(`  kept in ${keep({ found, story: short })}`);
}

function summary(seconds: number): void {
  const days = Math.round(tally.virtualMs / 86_400_000);
  print(
    `${tally.told} stories, ${tally.failed} failed, ${tally.requests} requests, ${days} days of virtual time, ` +
      `${seconds.toFixed(1)} s, ${(tally.told / seconds).toFixed(1)} a second`,
  );
  print(`met: ${inOrder(tally.met)}`);
  print(`looked: ${inOrder(tally.looked)}`);
}

async function main(): Promise<number> {
  const todo = [...work()];
  const server = await startServer();
  const crew = new Crew(server.url, 'simulation');
  const end = () => {
    crew.stop();
    return server.stop();
  };
  process.once('SIGINT', () => void end().then(() => process.exit(1)));
  process.once('SIGTERM', () => void end().then(() => process.exit(1)));
  try {
    if (Number(values.count) === 1) print(JSON.stringify(optionsOf(Number(values.seed), steps)));
    const startedMs = performance.now();
    const workers = Number(values.workers);
    const how = {
      workers,
      ask: askOf,
      onAnswer: (one: Work, answer: Answer | null) => onAnswer(crew, one, answer),
    };
    await crew.each(todo, how);
    summary((performance.now() - startedMs) / 1000);
  } finally {
    await end();
  }
  return tally.failed === 0 ? 0 : 1;
}

process.exit(await main());
