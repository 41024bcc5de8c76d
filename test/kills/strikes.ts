/** What is done to a world, where and for how long: the whole plan of a run, chosen from its seed. */

import { databasePoints, type Point, requestPoints } from './points.ts';
import type { Random } from './random.ts';

const kills = ['kill-app', 'kill-database', 'quit-database'] as const;
const stalls = ['stall-app'] as const;
const network = [
  'freeze-database',
  'reset-database',
  'slow-database',
  'refuse-database',
  'freeze-platform',
  'reset-platform',
  'slow-platform',
  'refuse-platform',
  'cut-request',
  'cut-answer',
  'throttle',
  'fail',
  'accept-and-fail',
] as const;
export type Deed = (typeof kills)[number] | (typeof stalls)[number] | (typeof network)[number];

export type StrikeKind = 'kill' | 'stall' | 'network';

export interface Strike {
  readonly number: number;
  readonly seed: number;
  readonly deed: Deed;
  readonly point: Point;
  /** The moment passes by so many times first. */
  readonly passes: number;
  readonly ms: number;
  /** A frozen connection goes on afterwards; otherwise it is reset. */
  readonly heals: boolean;
  readonly due: number;
}

export const kindOf = (deed: Deed): StrikeKind => {
  if ((kills as readonly Deed[]).includes(deed)) return 'kill';
  return (stalls as readonly Deed[]).includes(deed) ? 'stall' : 'network';
};

/** The database is one for several worlds: only a world with one of its own may kill it. */
export const hitsDatabase = (deed: Deed): boolean =>
  deed === 'kill-database' || deed === 'quit-database';

/** While it lasts, nothing can be written down. */
export const stopsWriting = (deed: Deed): boolean =>
  deed.endsWith('-database') || deed === 'stall-app';

/** Where what the product writes and sends is under way. */
const onTheWay: readonly Point[] = [
  ...databasePoints,
  ...requestPoints,
  'webhook-sent',
  'webhook-answered',
];

/** A point is given to a deed only where the deed means something there. */
function pointsFor(deed: Deed): readonly Point[] {
  switch (deed) {
    case 'kill-app':
      return [...onTheWay, 'poll-waiting'];
    case 'kill-database':
    case 'quit-database':
      // The processes live on: this is about what they were writing.
      return [...databasePoints, 'request-accepted', 'webhook-sent'];
    case 'stall-app':
      return onTheWay;
    case 'freeze-database':
    case 'reset-database':
    case 'slow-database':
    case 'refuse-database':
      return databasePoints;
    case 'cut-request':
    case 'throttle':
    case 'fail':
    case 'accept-and-fail':
      return ['attempt-sent', 'attempt-commit-sent', 'attempt-commit-answered'];
    default:
      return ['request-arrived', 'request-accepted', 'attempt-commit-answered'];
  }
}

function msFor(deed: Deed, random: Random): number {
  // Now and then longer than the product waits for an answer.
  if (deed === 'freeze-platform' && random.chance(0.2)) return 11_000;
  if (deed === 'stall-app') return random.int(1_000, 6_000);
  return random.int(500, 3_000);
}

export interface Wanted {
  readonly counts: Readonly<Record<StrikeKind, number>>;
  /** Only these, to look closer at something; null for all. */
  readonly only: readonly string[] | null;
}

export function planStrikes(random: Random, { counts, only }: Wanted): readonly Strike[] {
  const stranger = only?.find(
    (name) => !([...kills, ...stalls, ...network] as string[]).includes(name),
  );
  if (stranger) throw new Error(`no deed is called ${stranger}`);
  const some = (kind: StrikeKind, all: readonly Deed[]) => {
    const deeds = all.filter((deed) => only?.includes(deed) ?? true);
    if (counts[kind] > 0 && deeds.length === 0) throw new Error(`no ${kind} is among ${only}`);
    return spread(counts[kind], deeds);
  };
  const deeds: Deed[] = [
    // Most kills are the process's: the database's is the rarer fate.
    ...some('kill', ['kill-app', 'kill-app', 'kill-database', 'kill-app', 'quit-database']),
    ...some('stall', stalls),
    ...some('network', network),
  ];
  const used = new Map<Deed, number>();
  const strikes = deeds.map((deed) => {
    const points = pointsFor(deed);
    const turn = used.get(deed) ?? random.int(0, points.length - 1);
    used.set(deed, turn + 1);
    const seed = random.int(0, 2 ** 31 - 1);
    return { seed, deed, point: points[turn % points.length] ?? points[0] };
  });
  return shuffled(strikes, random).map(({ seed, deed, point }, index) => {
    const own = { passes: random.int(0, 3), heals: random.chance(0.5), due: random.int(6, 12) };
    if (!point) throw new Error(`no point for ${deed}`);
    return { number: index + 1, seed, deed, point, ms: msFor(deed, random), ...own };
  });
}

/** Each in turn, so that a short run has some of all. */
const spread = (count: number, deeds: readonly Deed[]): Deed[] =>
  Array.from({ length: count }, (_, index) => deeds[index % deeds.length]).filter(
    (deed) => deed !== undefined,
  );

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((value) => ({ value, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
