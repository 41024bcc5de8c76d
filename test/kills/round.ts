/** One strike: people to write to, words on their way in, the moment, the deed, and the way back. */

import { acts } from './deeds.ts';
import { until } from './http.ts';
import { fill, marker, type Patient, patientOf } from './load.ts';
import type { Point } from './points.ts';
import { randomOf } from './random.ts';
import type { Strike } from './strikes.ts';
import type { World } from './world.ts';

export interface Round {
  readonly strike: Strike;
  readonly patients: readonly Patient[];
  readonly app: number;
  /** By `Date.now()`. */
  readonly struckAt: number;
  /** From the deed until what was struck is there again. */
  readonly backMs: number;
  /** A killed process left its lease behind: nobody can go on before it runs out. */
  readonly leader: boolean;
}

export interface Numbering {
  next: number;
}

/** A moment that does not come within this is never going to: a lease of a dead one runs out sooner. */
const moment_ms_max = 60_000;
const fill_ms_max = 30_000;
/** Who does these sends or polls, and holds the lease of it. */
const leaders = /^(attempt|outcome|request|poll)-/;
const stops_share = 0.25;
const words_share = 0.35;

export async function playRound(
  world: World,
  strike: Strike,
  numbering: Numbering,
): Promise<Round> {
  const from = numbering.next;
  numbering.next += strike.due;
  const patients = Array.from({ length: strike.due }, (_, index) => patientOf(from + index));
  let sprung: Sprung | null = null;
  world.traps.arm({
    point: strike.point,
    passes: strike.passes,
    spring: (where) => {
      const struckAt = Date.now();
      const struck = world.apps[where.app - 1];
      if (struck)
        sprung = { app: where.app, struckAt, mend: acts[strike.deed](world, struck, strike) };
    },
  });
  const fillAndSpeak = async () => {
    await fillOnce(world, { from, to: from + strike.due - 1 });
    speak(world, strike, patients);
  };
  // What is left of the round before may reach the point before anybody new is due, and nobody ever
  // is in a database that waits to be mended until then.
  const [mended] = await Promise.all([mendOnce(world, strike, () => sprung), fillAndSpeak()]);
  return { strike, patients, ...mended };
}

interface Sprung {
  readonly app: number;
  readonly struckAt: number;
  readonly mend: () => Promise<void>;
}

async function mendOnce(
  world: World,
  strike: Strike,
  look: () => Sprung | null,
): Promise<Pick<Round, 'app' | 'struckAt' | 'backMs' | 'leader'>> {
  await until(() => look() !== null, { withinMs: moment_ms_max, everyMs: 10 });
  world.traps.disarm();
  const sprung = look();
  if (!sprung) throw new Error(neverReached(world, strike));
  const { app, struckAt, mend } = sprung;
  const leads = strike.deed === 'kill-app' && leaders.test(strike.point);
  const leader = leads && (await isLeased(world, strike.point));
  await mend();
  return { app, struckAt, backMs: Date.now() - struckAt, leader };
}

function neverReached({ name, traps }: World, { point, passes }: Strike): string {
  const seen = [...traps.passed].map(([one, count]) => `${one} ${count}`).join(', ');
  return `${name}: ${point} was not reached ${passes + 1} times in ${moment_ms_max / 1000} s; passed so far: ${seen}`;
}

/** A database that is just coming back is asked again, but never filled twice. */
async function fillOnce({ pool }: World, range: { from: number; to: number }): Promise<void> {
  const { messageId } = patientOf(range.to);
  const filled = await until(
    async () => {
      const found = await pool.query('select 1 from message where id = $1', [messageId]);
      if (found.rowCount === 0) await fill(pool, range);
      return true;
    },
    { withinMs: fill_ms_max },
  );
  if (!filled) throw new Error('the database takes nothing');
}

/** Some of them say stop, some say something else, while their reminders are on the way. */
function speak(world: World, { seed }: Strike, patients: readonly Patient[]): void {
  const random = randomOf(seed);
  for (const patient of patients) {
    if (random.chance(stops_share)) world.say(patient, 'СТОП', 'stop');
    else if (random.chance(words_share)) world.say(patient, `Спасибо, ${marker}`, 'text');
  }
  // So that there is always something on its way in.
  const [first] = patients;
  if (first) world.say(first, `Добрый день, ${marker}`, 'text');
}

async function isLeased({ pool }: World, point: Point): Promise<boolean> {
  const name = point === 'poll-waiting' ? 'poll:%' : 'dispatch';
  const held = await pool.query(
    'select 1 from lease where name like $1 and until > clock_timestamp()',
    [name],
  );
  return held.rowCount !== 0;
}
