/**
 * A real PostgreSQL for many runs: migrated once, then each run lives in one transaction of one
 * connection that is rolled back, so it begins with an empty database and leaves nothing.
 */

import pg from 'pg';
import { migrateUrl } from '../../src/store/migrate.ts';
import { createDatabase, type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { ids } from './identity.ts';
import { registered } from './platforms/whatsapp.ts';
import { Time } from './time.ts';
import { connectTo, type Query } from './wire.ts';

export type { Query } from './wire.ts';

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
export async function createSimulated(serverUrl: string, name: string): Promise<string> {
  const url = await createDatabase(serverUrl, name);
  await migrateUrl(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(ownClock(name));
    const { rows } = await client.query<Default>(timedDefaults);
    for (const { table, column, value } of rows) {
      const own = value.replaceAll('clock_timestamp()', 'simulation.clock_timestamp()');
      await client.query(`alter table ${table} alter column ${column} set default ${own}`);
    }
    for (const { name, language, category } of registered) {
      await client.query(
        `insert into template values ('whatsapp', $1, $2, $3, 'APPROVED', $4, '2026-01-01Z')`,
        [ids.number, name, language, category],
      );
    }
  } finally {
    await client.end();
  }
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
  const connection = await connectTo(url);
  return {
    attend: (next) => {
      time = next;
    },
    query: (query) => time.during(() => connection.query(query)),
    command: (text) => connection.command(text),
    vacuum: () => connection.simple('vacuum'),
    close: () => connection.close(),
  };
}

/** All bigserials begin at 1 again: what they gave out is not rolled back. */
export async function resetSequences(wire: Wire): Promise<void> {
  const text = `select setval(c.oid::regclass, 1, false) from pg_class c
    join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and n.nspname = 'public'`;
  await wire.query({ text, params: [], asArrays: false });
}
