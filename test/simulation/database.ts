/**
 * A real PostgreSQL for many runs: migrated once, then each run lives in one transaction of one
 * connection that is rolled back, so it begins with an empty database and leaves nothing.
 */

import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { migrateUrl } from '../../src/store/migrate.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { ids } from './identity.ts';
import { registered } from './platforms/whatsapp.ts';
import { Time } from './time.ts';

/** Nothing here outlives the run, so nothing has to reach the disk. */
const flags = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
  'shared_buffers=128MB',
  'jit=off',
  // Tables are tiny: one plan is as good as another, and planning costs more than running.
  'plan_cache_mode=force_generic_plan',
  'track_activities=off',
  'track_counts=off',
  'update_process_title=off',
  'wal_level=minimal',
  'max_wal_senders=0',
].flatMap((setting) => ['-c', setting]);

export const startServer = (): Promise<PostgresServer> => startPostgres(flags);

/** URL of a migrated database whose clock is a setting. */
export async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const admin = postgres(`${serverUrl}/postgres`, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const url = `${serverUrl}/${name}`;
  await migrateUrl(url);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql.unsafe(ownClock(name));
  for (const { table, column, value } of await sql<Default[]>`${sql.unsafe(timedDefaults)}`) {
    const own = value.replaceAll('clock_timestamp()', 'simulation.clock_timestamp()');
    await sql.unsafe(`alter table ${table} alter column ${column} set default ${own}`);
  }
  for (const { name, language, category } of registered) {
    await sql`insert into template values
      ('whatsapp', ${ids.number}, ${name}, ${language}, 'APPROVED', ${category}, '2026-01-01Z')`;
  }
  await sql.end();
  return url;
}

const ownClock = (database: string) => `
  create schema simulation;
  create function simulation.clock_timestamp() returns timestamptz language sql volatile
    as $$ select current_setting('simulation.now')::timestamptz $$;
  alter database ${database} set search_path = simulation, pg_catalog, public;
`;

interface Default {
  readonly table: string;
  readonly column: string;
  readonly value: string;
}

/** A default keeps the function it was written with, whatever the search path says later. */
const timedDefaults = `
  select d.adrelid::regclass::text as table, quote_ident(a.attname) as column,
    pg_get_expr(d.adbin, d.adrelid) as value
  from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
  where pg_get_expr(d.adbin, d.adrelid) like '%clock_timestamp()%'`;

export type Row = Record<string, unknown>;

export interface Query {
  readonly text: string;
  readonly params: readonly unknown[];
  /** Rows as arrays instead of objects. */
  readonly asArrays: boolean;
}

/** One connection. Statements run in the order they are given; the caller need not wait in between. */
export interface Wire {
  query(query: Query): Promise<unknown[]>;
  /** Whose rest its work disturbs from now on. */
  attend(time: Time): void;
  /** Savepoints and the like, which cannot fail: nobody waits for them. */
  command(text: string): void;
  /** Between runs: takes away what they left behind. */
  vacuum(): Promise<void>;
  close(): Promise<void>;
}

export async function openWire(url: string): Promise<Wire> {
  let time = new Time();
  const client = postgres(url, {
    max: 1,
    fetch_types: false,
    max_lifetime: null,
    idle_timeout: null as unknown as number,
    onnotice: () => {},
  });
  // Makes the client read dates as drizzle expects them.
  drizzle(client);
  // A connection that is still to be made is never handed out by `reserve` without `fetch_types`.
  await client`select 1`;
  const sql = await client.reserve();
  const failures: unknown[] = [];
  let commands: string[] = [];
  /** Together with the next query: each message costs more than what it says. */
  const flush = () => {
    if (commands.length === 0) return;
    const text = commands.join('; ');
    commands = [];
    void time.during(async () => {
      await sql.unsafe(text, [], { simple: true } as object).catch((error) => failures.push(error));
    });
  };
  const pending = (text: string, params: readonly unknown[]) => {
    if (failures.length > 0) throw failures[0];
    flush();
    return sql.unsafe(
      text,
      params.map(plain) as never[],
      { prepare: true, simple: false } as object,
    );
  };
  return {
    attend: (next) => {
      time = next;
    },
    query: ({ text, params, asArrays }) =>
      time.during(async () => {
        const sent = pending(text, params);
        return asArrays ? await sent.values() : await sent;
      }),
    command: (text) => void commands.push(text),
    vacuum: async () => {
      flush();
      await sql.unsafe('vacuum', [], { simple: true } as object);
    },
    close: async () => {
      sql.release();
      await client.end({ timeout: 5 });
    },
  };
}

/** A list as PostgreSQL writes it; the client would have to ask for its types first. */
const plain = (param: unknown): unknown =>
  Array.isArray(param) ? `{${param.map((one) => JSON.stringify(String(one))).join(',')}}` : param;

/** All bigserials begin at 1 again: what they gave out is not rolled back. */
export async function resetSequences(wire: Wire): Promise<void> {
  const text = `select setval(c.oid::regclass, 1, false) from pg_class c
    join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and n.nspname = 'public'`;
  await wire.query({ text, params: [], asArrays: false });
}
