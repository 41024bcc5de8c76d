/** Plays a whole plan in several worlds side by side and compares, again and again, what each has come to. */

import { type Compared, compare, taken } from './checks.ts';
import { compileOnce } from './compiled.ts';
import { until } from './http.ts';
import { randomOf } from './random.ts';
import { type Numbering, playRound, type Round } from './round.ts';
import { type Server, startServer } from './server.ts';
import { hitsDatabase, kindOf, planStrikes, type Strike, type Wanted } from './strikes.ts';
import { createWorld, type World } from './world.ts';

export interface RunOptions extends Wanted {
  readonly seed: number;
  readonly worlds: number;
  /** Waits at the end of each world's turn until what dead processes had claimed is settled as unknown. */
  readonly settles: boolean;
  readonly print: (line: string) => void;
}

export interface Outcome {
  readonly rounds: readonly Round[];
  readonly violations: readonly string[];
  readonly accepted: number;
  readonly unknown: number;
  readonly due: number;
  readonly deliveries: number;
}

/** So many strikes are judged together: claims run out side by side while the other worlds go on. */
const turn_strikes_max = 25;
/** A channel that was found down is asked again within a minute, and its messages wait a minute more. */
const rest_ms_max = 240_000;
const servers_max = 4;
const app_counts = [1, 2, 4, 2] as const;

export async function run(options: RunOptions): Promise<Outcome> {
  const random = randomOf(options.seed);
  const strikes = planStrikes(random, options);
  await using closing = new AsyncDisposableStack();
  const compiled = closing.use(compileOnce()).folder;
  const servers: Server[] = [];
  for (let count = 0; count < Math.min(options.worlds, servers_max); count += 1) {
    servers.push(closing.adopt(await startServer(), (server) => server.stop()));
  }
  const creations = Array.from({ length: options.worlds }, (_, index) =>
    createWorld({
      name: `world${index + 1}`,
      // Those that share the last one leave databases alone.
      server: servers[Math.min(index, servers.length - 1)] as Server,
      appCount: app_counts[index % app_counts.length] ?? 1,
      updates: index % 2 === 0 ? 'webhook' : 'poll',
      random: random.fork(),
      compiled,
    }),
  );
  const created = await Promise.allSettled(creations);
  const worlds = created.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
  closing.defer(async () => throwFirst(await Promise.allSettled(worlds.map((one) => one.close()))));
  throwFirst(created);
  const shares = share(strikes, worlds);
  const results = await Promise.all(
    worlds.map((world, index) => inhabit(world, { ...options, strikes: shares[index] ?? [] })),
  );
  return {
    rounds: results.flatMap(({ rounds }) => rounds),
    violations: results.flatMap(({ violations }) => violations),
    unknown: results.reduce((sum, { unknown }) => sum + unknown, 0),
    accepted: worlds.reduce((sum, { journal }) => sum + journal.accepted.length, 0),
    due: results.reduce((sum, { due }) => sum + due, 0),
    deliveries: worlds.reduce((sum, { journal }) => sum + journal.deliveries, 0),
  };
}

function throwFirst(all: readonly PromiseSettledResult<unknown>[]): void {
  for (const one of all) if (one.status === 'rejected') throw one.reason;
}

interface Life extends RunOptions {
  readonly strikes: readonly Strike[];
}

type Lived = Pick<Outcome, 'rounds' | 'violations' | 'unknown' | 'due'>;

/** Suffers its share of the plan, turn by turn, and is compared after each. */
async function inhabit(world: World, life: Life): Promise<Lived> {
  const numbering: Numbering = { next: 1 };
  const rounds: Round[] = [];
  const violations: string[] = [];
  let compared: Compared | null = null;
  for (let from = 0; from < life.strikes.length && violations.length === 0; ) {
    const turn: Round[] = [];
    for (const strike of life.strikes.slice(from, from + turn_strikes_max)) {
      try {
        turn.push(await playRound(world, strike, numbering));
      } catch (error) {
        violations.push(`#${strike.number} ${world.name}: ${String(error)}`);
        break;
      }
    }
    from += turn_strikes_max;
    rounds.push(...turn);
    try {
      violations.push(...(await settle(world, life.settles)));
      compared = await compare(world, { rounds, isSettled: life.settles });
      violations.push(...compared.violations);
      for (const round of turn) life.print(lineOf(world, round, compared));
    } catch (error) {
      violations.push(`${world.name} cannot be judged: ${String(error)}`);
    }
    if (violations.length > 0) violations.push(...lastWords(world));
  }
  const due = rounds.reduce((sum, { patients }) => sum + patients.length, 0);
  return { rounds, violations, unknown: compared?.unknown ?? 0, due };
}

const last_lines = 15;

/** What its processes had to say, for whoever looks for the cause. */
const lastWords = ({ name, apps }: World): string[] =>
  apps.flatMap(({ number, log }) =>
    log
      .filter((line) => !line.includes('"info"'))
      .slice(-last_lines)
      .map((line) => `(log of ${name} app${number}) ${line}`),
  );

/** Settled before the start, so that the same seed strikes the same world: each goes to the least burdened that can suffer it. */
function share(strikes: readonly Strike[], worlds: readonly World[]): readonly Strike[][] {
  const shares = worlds.map(() => [] as Strike[]);
  const burdens = worlds.map(() => 0);
  const owners = worlds.filter(
    ({ server }) => worlds.filter((one) => one.server === server).length === 1,
  );
  for (const strike of strikes) {
    const able = worlds.flatMap((world, index) => {
      const fits =
        (owners.includes(world) || !hitsDatabase(strike.deed)) &&
        (world.updates === 'poll' || strike.point !== 'poll-waiting');
      return fits ? [index] : [];
    });
    const [least] = able.toSorted((a, b) => (burdens[a] ?? 0) - (burdens[b] ?? 0));
    if (least === undefined) throw new Error(`no world for ${strike.deed} at ${strike.point}`);
    shares[least]?.push(strike);
    // A killed process keeps its lease for a while; everything else passes quickly.
    burdens[least] = (burdens[least] ?? 0) + (strike.deed === 'kill-app' ? 3 : 1);
  }
  return shares;
}

/** Nothing on its way in, nothing due, nothing under way. */
async function settle(world: World, all: boolean): Promise<string[]> {
  const { name, courier, platform } = world;
  const isQuiet = async () => {
    const left = await leftIn(world);
    const isIn = courier.waiting() === 0 && platform.telegram.waiting() === 0;
    return isIn && left?.inbound === 0 && left.due === 0 && (!all || left.claimed === 0);
  };
  if (await until(isQuiet, { withinMs: rest_ms_max, everyMs: 250 })) return [];
  const left = await leftIn(world);
  const way = `${courier.waiting()} webhooks, ${platform.telegram.waiting()} updates`;
  return [`${name} does not come to rest: ${JSON.stringify(left)}, ${way}`];
}

interface Left {
  readonly inbound: number;
  readonly due: number;
  readonly claimed: number;
}

async function leftIn({ pool }: World): Promise<Left | undefined> {
  const { rows } = await pool.query<Left>(`
    select (select count(*)::int from inbound where state = 'pending') as inbound,
      (select count(*)::int from message where state = 'planned' and due_at < now() + interval '5 minutes') as due,
      (select count(*)::int from message where state = 'claimed') as claimed`);
  return rows[0];
}

function lineOf(
  world: World,
  { strike, app, patients, backMs, leader }: Round,
  { states }: Compared,
): string {
  const count = (...wanted: string[]) =>
    patients.filter(({ messageId }) => wanted.includes(states.get(messageId) ?? '')).length;
  const what = `${strike.deed} at ${strike.point}${strike.passes > 0 ? ` +${strike.passes}` : ''}`;
  const came = `${patients.length} due, ${count(...taken)} accepted, ${count('unknown')} unknown, ${count('dropped', 'cancelled')} stopped`;
  const back = `back in ${(backMs / 1000).toFixed(1)} s`;
  return `#${strike.number} seed ${strike.seed} ${world.name} app${app} of ${world.apps.length} ${what}: ${came}, ${back}${leader ? ', held a lease' : ''}`;
}

export function summaryOf({ rounds, violations, ...sums }: Outcome, seconds: number): string[] {
  const tally = (of: (round: Round) => string) =>
    [...Map.groupBy(rounds, of)]
      .map(([name, list]) => `${name} ${list.length}`)
      .toSorted((a, b) => a.localeCompare(b))
      .join(', ');
  const leaders = rounds.filter(({ leader }) => leader).length;
  return [
    `points: ${tally(({ strike }) => strike.point)}`,
    `deeds: ${tally(({ strike }) => strike.deed)}`,
    `kinds: ${tally(({ strike }) => kindOf(strike.deed))}; ${leaders} of the killed processes held a lease`,
    `${sums.due} reminders due, ${sums.accepted} messages accepted by the platforms, ${sums.unknown} unknown, ${sums.deliveries} webhook deliveries`,
    `duplicates ${countOf(violations, 'DUPLICATE')}, lost ${countOf(violations, 'LOST')}, violations ${violations.length}, ${seconds.toFixed(0)} s`,
  ];
}

const countOf = (violations: readonly string[], word: string): number =>
  violations.filter((one) => one.includes(word)).length;
