/** A story: what a seed chooses, done step by step, then healed and waited for. */

import { checks } from './checks/index.ts';
import { ownerComes } from './commands/alarms.ts';
import { commands, prepare } from './commands/index.ts';
import type {
  Command,
  Options,
  Random,
  RequestFault,
  Violation,
  WebhookFault,
} from './contract.ts';
import type { Wire } from './database.ts';
import { createRandom } from './random.ts';
import type { Traces } from './trace.ts';
import { SimulatedWorld } from './world.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

export const steps_default = 16;
/** With `mixed`: many worlds in little time, and one story in eight as long as any. */
const steps_mixed = [2, 2, 3, 3, 4, 5, 8, steps_default] as const;

export interface Step {
  /** Its place in the story as it was first told; chance within it hangs on this. */
  readonly label: number;
  readonly command: string;
  readonly params: unknown;
  /** Passes after it; little enough leaves things under way. */
  readonly thenMs: number;
}

/** All that a run depends on. */
export interface Story {
  readonly options: Options;
  readonly steps: readonly Step[];
}

export interface Told {
  readonly story: Story;
  readonly violations: readonly Violation[];
  readonly hash: string;
  readonly lines: readonly string[];
  readonly requests: number;
  readonly virtualMs: number;
  readonly met: Readonly<Record<string, number>>;
  readonly notes: ReadonlyMap<string, unknown>;
}

/** Before the hour of either change of the clocks in Europe or America, or on days without any. */
const beginnings = [
  '2026-11-23T06:00:00Z',
  '2026-11-23T06:00:00Z',
  '2026-03-27T07:00:00Z',
  '2026-10-23T14:00:00Z',
  '2026-03-06T15:00:00Z',
  '2026-06-15T18:30:00Z',
] as const;

const requestFaults: readonly RequestFault[] = [
  'throttled',
  'server_error',
  'refused',
  'silent',
  'cut_off',
  'slow',
  'false_gone',
];
const webhookFaults: readonly WebhookFault[] = [
  'duplicate',
  'reordered',
  'late',
  'very_late',
  'batched',
  'lost_status',
];

export function optionsOf(seed: number, wanted: number | 'mixed' = steps_default): Options {
  const random = createRandom(`options ${seed}`);
  const steps = wanted === 'mixed' ? random.fork('steps').pick(steps_mixed) : wanted;
  const faults: Partial<Record<RequestFault | WebhookFault, number>> = {};
  // Some runs know no faults at all: without them it must be right as well.
  if (random.chance(0.85)) {
    for (const fault of [...requestFaults, ...webhookFaults]) {
      if (random.chance(0.4)) faults[fault] = random.pick([0.02, 0.05, 0.15, 0.3]);
    }
  }
  if (faults.very_late) faults.very_late = Math.min(faults.very_late, 0.05);
  return { seed, steps, processes: random.chance(0.4) ? 2 : 1, faults };
}

export interface Telling {
  readonly wire: Wire;
  /** Nothing, a fingerprint, or every line. */
  readonly traces?: Traces;
}

/** Chooses the steps as it goes. */
export const tellSeed = (telling: Telling, options: Options): Promise<Told> =>
  tell(telling, { options, steps: null });

/** Does what is written. */
export const tellAgain = (telling: Telling, story: Story): Promise<Told> => tell(telling, story);

async function tell(
  { wire, traces = 'nothing' }: Telling,
  { options, steps }: { options: Options; steps: readonly Step[] | null },
): Promise<Told> {
  const random = createRandom(`story ${options.seed}`);
  const world = new SimulatedWorld({
    wire,
    options,
    checks,
    traces,
    startsAt: new Date(random.fork('beginning').pick(beginnings)),
    polls: random.fork('polls').chance(0.2),
    // An alarm that nobody has calls every ten minutes, for days if it must.
    overnight: ownerComes,
  });
  const done: Step[] = [];
  try {
    await guarded(world, async () => {
      await world.begin();
      await prepare(world, random.fork('prepare'));
      await safety(world, { random, steps, done });
      if (world.violations.length === 0) await liveness(world);
    });
  } finally {
    await world.end();
  }
  return {
    story: { options, steps: done },
    violations: world.violations,
    hash: world.trace.hash,
    lines: world.trace.lines,
    requests: world.requests.length,
    virtualMs: world.nowMs(),
    met: Object.fromEntries(world.met),
    notes: world.notes,
  };
}

/** A fault of the simulation, or of a command, is told like a violation: with its story. */
async function guarded(world: SimulatedWorld, run: () => Promise<void>): Promise<void> {
  const onRejection = (error: unknown) => {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    world.violations.push({ check: 'unhandled rejection', what });
  };
  process.on('unhandledRejection', onRejection);
  try {
    await run();
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    world.violations.push({ check: 'simulation', what });
  } finally {
    process.off('unhandledRejection', onRejection);
  }
}

interface Course {
  readonly random: Random;
  /** Null: chosen on the way. */
  readonly steps: readonly Step[] | null;
  /** What was done so far. */
  readonly done: Step[];
}

async function safety(world: SimulatedWorld, { random, steps, done }: Course): Promise<void> {
  const count = steps?.length ?? world.options.steps;
  for (let i = 0; i < count; i += 1) {
    const step = steps ? steps[i] : choose(world, random.fork(`step ${i}`), i);
    if (!step) continue;
    done.push(step);
    await take(world, step);
    if (world.violations.length > 0) return;
  }
}

function choose(world: SimulatedWorld, random: Random, label: number): Step | null {
  const total = commands.reduce((sum, { weight }) => sum + weight, 0);
  for (let tries = 0; tries < 30; tries += 1) {
    const command = weighted(commands, random.next() * total);
    const params = command.choose(world, random.fork(`${command.name} ${tries}`));
    if (params === null) continue;
    const thenMs = random.chance(0.5) ? random.int(400) : second + random.int(5 * second);
    return { label, command: command.name, params, thenMs };
  }
  return null;
}

function weighted(from: readonly Command[], at: number): Command {
  let left = at;
  for (const command of from) {
    left -= command.weight;
    if (left < 0) return command;
  }
  return from.at(-1) as Command;
}

async function take(world: SimulatedWorld, step: Step): Promise<void> {
  const command = commands.find(({ name }) => name === step.command);
  if (!command) throw new Error(`no command ${step.command}`);
  world.enter(`${step.label} ${step.command} ${JSON.stringify(step.params)}`);
  await command.run(world, step.params);
  await world.advance(step.thenMs);
  await world.check('onStep');
}

/** No more faults, everybody alive: within days all that can end has ended. */
async function liveness(world: SimulatedWorld): Promise<void> {
  world.enter('liveness');
  world.heal();
  for (const process of world.processes) if (!process.alive) await world.restart(process);
  await world.advance(10 * minute);
  await world.check('onStep');
  if (world.violations.length > 0) return;
  await ownerComes(world);
  await world.advance(2 * day);
  await world.check('onStep');
  await world.check('atEnd');
}
