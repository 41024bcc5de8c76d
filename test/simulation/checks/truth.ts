/** What is written down of a request is what became of it. */

import type { Check, SeenRequest, Violation, World } from '../contract.ts';
import { seenOf } from './eyes.ts';
import { looked, noteOf, wrong } from './looked.ts';

const name = 'truth';

interface Row {
  readonly attempt: string;
  readonly outcome: string | null;
  readonly code: string | null;
  readonly message: string;
}

const attemptsText = `select a.id::text as attempt, a.outcome, a.code, a.message_id::text as message from attempt a`;

/** Taken or perhaps taken, and yet about to go again; or taken, and nobody said so. */
const untrueText = `select m.id::text as id, m.state, 'may have gone and is planned' as what from message m
  where m.state = 'planned' and exists (
    select 1 from attempt a where a.message_id = m.id and a.outcome in ('accepted', 'unknown'))
  union all select m.id::text, m.state, 'was never accepted' from message m
  where m.direction = 'out' and m.state = 'accepted' and not exists (
    select 1 from attempt a where a.message_id = m.id and a.outcome = 'accepted')`;

/** Of the processes that live. */
const livesIn = (world: World): readonly string[] =>
  world.processes.filter(({ alive }) => alive).map(({ ctx }) => ctx.process);

interface Begun {
  readonly request: SeenRequest;
  readonly attempt: string;
  readonly lives: readonly string[];
}

const begunIn = (world: World): Begun[] => noteOf(world, 'begun', () => []);

/** What may be written of a request that ended so, or has not ended. */
function faultOf({ request }: Begun, { outcome, code }: Row, allLive: boolean): string | null {
  if (outcome === null) return null;
  if (code === 'process_died' && allLive) return 'is taken for abandoned, and its process lives';
  if (request.answer === 'ok' && !['accepted', 'unknown'].includes(outcome))
    return `was answered with success and is ${outcome}`;
  if (request.answer === 'none' && request.accepted && !['accepted', 'unknown'].includes(outcome))
    return `was taken without an answer and is ${outcome}`;
  if (request.accepted === false && outcome === 'accepted') return 'was refused and is accepted';
  return null;
}

async function watch(world: World): Promise<Violation[]> {
  const begun = begunIn(world);
  const rows = await world.sql<Row>(attemptsText);
  const byId = new Map(rows.map((row) => [row.attempt, row]));
  const lives = livesIn(world);
  const found: Violation[] = [];
  for (const one of begun.splice(0)) {
    const row = byId.get(one.attempt);
    if (!row) continue;
    looked(world, name);
    const fault = faultOf(
      one,
      row,
      one.lives.every((life) => lives.includes(life)),
    );
    if (fault) found.push(wrong(name, `the attempt of ${row.message} ${fault}`));
    else if (row.outcome === null || one.request.endedMs === undefined) begun.push(one);
  }
  const untrue = await world.sql<{ id: string; state: string; what: string }>(untrueText);
  return [
    ...found,
    ...untrue.map(({ id, state, what }) => wrong(name, `${id} (${state}) ${what}`)),
  ];
}

export const truth: Check = {
  name,
  onRequest: async (world, request) => {
    const attempt = seenOf(request)?.message?.attempt_id;
    if (attempt) begunIn(world).push({ request, attempt, lives: livesIn(world) });
    return [];
  },
  onStep: watch,
  atEnd: watch,
};
