/**
 * Compares what the platforms accepted and what people were told with what the database says. Reads
 * the tables itself: the product's own functions are what is being judged.
 */

import type { Pool } from 'pg';
import { checkLedger } from '../../src/app/ledger.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import type { Accepted, Journal } from './journal.ts';
import { secrets } from './load.ts';
import type { Round } from './round.ts';
import { stopsWriting } from './strikes.ts';
import type { World } from './world.ts';

interface MessageRow {
  readonly id: string;
  readonly kind: string;
  readonly proactive: boolean;
  readonly channel: string | null;
  readonly to: string | null;
  readonly state: string;
  readonly code: string | null;
  readonly text: string | null;
  readonly externalId: string | null;
}

interface AttemptRow {
  readonly messageId: string;
  readonly outcome: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Until the outcome was written, or until now. */
  readonly tookMs: number;
}

interface HeardRow {
  readonly externalId: string;
  readonly state: string;
  readonly records: number;
  readonly transactions: string | null;
}

export interface Compared {
  readonly violations: readonly string[];
  /** How each message of the plan ended, by its id. */
  readonly states: ReadonlyMap<string, string>;
  readonly unknown: number;
}

export interface CompareOptions {
  readonly rounds: readonly Round[];
  /** False while claims of killed processes have not run out: those are then left aside. */
  readonly isSettled: boolean;
}

/** The states of a message that a platform has accepted. */
export const taken = ['accepted', 'sent', 'delivered', 'read'];
const unknown_ms_max = 60_000;
const stop_ms_max = 2_000;
/** What failed is tried again after this. */
const sweep_ms = 15_000;

export async function compare(world: World, options: CompareOptions): Promise<Compared> {
  const { pool, journal } = world;
  const messages = await messagesOf(pool);
  const attempts = await attemptsOf(pool);
  const violations = [
    ...againstPlatforms(journal, messages, options),
    ...planned(messages, journal, options),
    ...attempted(messages, attempts, options),
    ...(await heard(pool, journal)),
    ...stopped(journal, messages),
    ...(await ledger(world.url)),
    ...logged(world),
  ];
  return {
    violations: violations.map((one) => `${world.name}: ${one}`),
    states: new Map(messages.map(({ id, state }) => [id, state])),
    unknown: messages.filter(({ state }) => state === 'unknown').length,
  };
}

async function messagesOf(pool: Pool): Promise<readonly MessageRow[]> {
  const { rows } = await pool.query<MessageRow>(`
    select m.id, m.kind, m.proactive, m.channel, m.state, m.code, m.content->>'text' as text,
      m.external_id as "externalId",
      case m.channel when 'telegram' then a.user_id else ltrim(a.phone, '+') end as "to"
    from message m left join address a on a.id = m.address_id where m.direction = 'out'`);
  return rows;
}

async function attemptsOf(pool: Pool): Promise<readonly AttemptRow[]> {
  const { rows } = await pool.query<AttemptRow>(`
    select message_id as "messageId", outcome,
      (extract(epoch from started_at) * 1000)::float as "startedAt",
      (extract(epoch from coalesce(finished_at, clock_timestamp()) - started_at) * 1000)::float as "tookMs"
    from attempt`);
  return rows;
}

/** Every accepted message is one of ours and once, and the database does not claim what was never accepted. */
function againstPlatforms(
  { accepted }: Journal,
  messages: readonly MessageRow[],
  { isSettled }: CompareOptions,
): string[] {
  const found: string[] = [];
  const open = isSettled ? ['unknown'] : ['unknown', 'claimed'];
  const mine = new Map<string, Accepted>();
  const left = new Set(messages.filter(({ state }) => open.includes(state)));
  const byId = new Map(messages.map((row) => [row.id, row]));
  const byExternal = new Map(
    messages.map((row) => [`${row.channel} ${row.kind === 'edit'} ${row.externalId}`, row]),
  );
  for (const one of accepted) {
    const row =
      (one.correlation && byId.get(one.correlation)) ||
      byExternal.get(`${one.channel} ${one.edits !== null} ${one.externalId}`) ||
      [...left].find((row) => row.to === one.to && row.text === one.text);
    if (!row) {
      found.push(`accepted, but no message of ours: ${one.channel} ${one.externalId} to ${one.to}`);
      continue;
    }
    left.delete(row);
    if (mine.has(row.id)) found.push(`DUPLICATE: message ${row.id} was accepted twice`);
    mine.set(row.id, one);
    if (![...taken, ...open].includes(row.state))
      found.push(
        `accepted by ${one.channel}, but ${row.state} (${row.code}) here: message ${row.id}`,
      );
  }
  for (const row of messages.filter(({ state }) => taken.includes(state))) {
    const one = mine.get(row.id);
    if (!one) found.push(`${row.state} here, but never accepted there: message ${row.id}`);
    else if (one.externalId !== row.externalId && row.kind !== 'edit')
      found.push(`message ${row.id} has the id ${row.externalId} here and ${one.externalId} there`);
  }
  return found;
}

/** No planned message is lost: it has gone out, may have gone out, or its patient has said stop. */
function planned(
  messages: readonly MessageRow[],
  { told }: Journal,
  { rounds, isSettled }: CompareOptions,
): string[] {
  const byId = new Map(messages.map((row) => [row.id, row]));
  const patients = rounds.flatMap((round) => round.patients);
  const stops = new Set(told.filter(({ kind }) => kind === 'stop').map(({ from }) => from));
  return patients.flatMap(({ messageId, to }) => {
    const row = byId.get(messageId);
    const state = row?.state ?? 'missing';
    if ([...taken, 'unknown'].includes(state) || (!isSettled && state === 'claimed')) return [];
    if (stops.has(to) && (state === 'dropped' || state === 'cancelled') && row?.code) return [];
    return [`LOST: message ${messageId} is ${state} (${row?.code ?? 'no code'})`];
  });
}

function attempted(
  messages: readonly MessageRow[],
  attempts: readonly AttemptRow[],
  { isSettled, rounds }: CompareOptions,
): string[] {
  const found: string[] = [];
  const state = new Map(messages.map((row) => [row.id, row.state]));
  const bound = new Map<string, number>();
  for (const attempt of attempts) {
    const { messageId, outcome, tookMs } = attempt;
    const isOpen = outcome === null;
    const isLate = tookMs > unknown_ms_max + outageMs(attempt, rounds);
    const after = `after ${Math.round(tookMs)} ms`;
    if (isOpen && (isSettled || isLate))
      found.push(`an attempt of message ${messageId} has no outcome ${after}`);
    if (outcome === 'unknown' && isLate)
      found.push(`message ${messageId} was unknown only ${after}`);
    if (!isOpen && outcome !== 'accepted' && outcome !== 'unknown') continue;
    bound.set(messageId, (bound.get(messageId) ?? 0) + 1);
    const fitting = isOpen
      ? ['claimed', ...taken]
      : outcome === 'unknown'
        ? ['unknown', ...taken]
        : taken;
    if (!fitting.includes(state.get(messageId) ?? ''))
      found.push(
        `message ${messageId} is ${state.get(messageId)} with an attempt ${outcome ?? 'open'}`,
      );
  }
  for (const [id, count] of bound)
    if (count > 1) found.push(`message ${id} has ${count} attempts accepted or unknown`);
  return found;
}

/** How much later it may be written, because the database could not be reached, perhaps just when it was tried. */
function outageMs({ startedAt, tookMs }: AttemptRow, rounds: readonly Round[]): number {
  return rounds
    .filter(({ strike }) => stopsWriting(strike.deed))
    .filter(({ struckAt }) => struckAt > startedAt && struckAt < startedAt + tookMs)
    .reduce((sum, { backMs }) => sum + backMs + sweep_ms, 0);
}

/** Whatever was answered with 200 is there once, done, and in the record once. */
async function heard(pool: Pool, { told }: Journal): Promise<string[]> {
  const { rows } = await pool.query<HeardRow>(`
    select i.external_id as "externalId", i.state,
      (select count(*)::int from message m where m.inbound_id = i.id and m.direction = 'in') as records,
      (select string_agg(m.xmin::text || ' ' || m.created_at, ', ') from message m where m.inbound_id = i.id)
        || '; handled in ' || i.xmin as transactions
    from inbound i`);
  const stored = Map.groupBy(rows, (row) => row.externalId);
  return told.flatMap(({ externalId, kind, answeredAt }) => {
    const found = stored.get(externalId) ?? [];
    if (answeredAt === null) return found.length > 1 ? [`${externalId} is stored twice`] : [];
    const [row] = found;
    if (!row || found.length !== 1)
      return [`${kind} ${externalId} was answered and is stored ${found.length} times`];
    const records = kind === 'status' ? 0 : 1;
    const wrong = row.state !== 'done' || row.records !== records;
    return wrong
      ? [
          `${kind} ${externalId} is ${row.state}, recorded ${row.records} times, in transactions ${row.transactions}`,
        ]
      : [];
  });
}

/** Nothing of our own began more than two seconds after a STOP was answered. */
function stopped({ asked, told }: Journal, messages: readonly MessageRow[]): string[] {
  const ours = messages.filter(({ proactive }) => proactive);
  const ids = new Set(ours.map(({ id }) => id));
  const texts = new Set(ours.map(({ to, text }) => `${to} ${text}`));
  const stops = new Map(
    told.flatMap(({ kind, from, answeredAt }) =>
      kind === 'stop' && answeredAt !== null ? [[from, answeredAt] as const] : [],
    ),
  );
  return asked.flatMap(({ to, text, correlation, startedAt }) => {
    const after = startedAt - (stops.get(to) ?? Number.POSITIVE_INFINITY);
    const isOurs = correlation ? ids.has(correlation) : texts.has(`${to} ${text}`);
    return isOurs && after > stop_ms_max
      ? [`AGAINST CONSENT: written to ${to} ${Math.round(after)} ms after their stop`]
      : [];
  });
}

async function ledger(url: string): Promise<string[]> {
  const store = openPostgres(url, { poolMax: 1 });
  try {
    const { broken } = await checkLedger({ db: store.db });
    return broken.map((id) => `the ledger of ${id} does not verify`);
  } finally {
    await store.close();
  }
}

function logged({ apps }: World): string[] {
  const found = apps.flatMap(({ log, ends }) => [
    ...ends,
    ...log
      .filter((line) => secrets.some((secret) => secret.test(line)))
      .map((line) => `a log says too much: ${line}`),
  ]);
  return found.slice(0, 20);
}
