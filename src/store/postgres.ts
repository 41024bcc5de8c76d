/**
 * PostgreSQL through node-postgres; for Node and, with Hyperdrive, for Workers. A connection that
 * broke in the middle of a transaction stays broken for it: nothing of it may run on another one.
 */

import { sql } from 'drizzle-orm';
import { drizzle, NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { type Database, dueChannel, rows, type Store, type Tx } from './db.ts';

const pool_max = 10;
const connect_ms = 10_000;
/** Of one statement: longer, and the other end is taken for gone. */
const answer_ms = 30_000;
const relisten_ms = 1_000;

/** Settings under which an answered 200 or a recorded send could be lost in a power cut. */
const unsafe: Readonly<Record<string, readonly string[]>> = {
  fsync: ['off'],
  synchronous_commit: ['off'],
};

export function openPostgres(url: string, options: { poolMax?: number } = {}): Store {
  const connection = {
    connectionString: url,
    connectionTimeoutMillis: connect_ms,
    keepAlive: true,
  };
  const pool = new pg.Pool({
    ...connection,
    max: options.poolMax ?? pool_max,
    query_timeout: answer_ms,
    idleTimeoutMillis: 0,
  });
  // A connection that ends between two statements is reported here, and to whoever uses it next.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  const ending = new AbortController();
  return {
    db: withTransactions(pool),
    kind: 'postgres',
    listen: (onDue) => listen(connection, onDue, ending.signal),
    close: async () => {
      ending.abort();
      await pool.end();
    },
  };
}

/** drizzle's own keeps a connection for ever on which `begin` failed, and takes a rolled back commit for one. */
export function withTransactions(pool: pg.Pool): Database {
  const db = drizzle(pool);
  const { dialect } = db as unknown as Internals;
  const transaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const own = new NodePgSession(client, dialect, undefined, {});
      const done = await work(new NodePgTransaction(dialect, own, undefined) as unknown as Tx);
      const { command } = await client.query('commit');
      if (command !== 'COMMIT') throw new Error('a statement had failed: rolled back');
      client.release();
      return done;
    } catch (error) {
      // Outside a transaction it does nothing; where it fails, the connection is of no more use.
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  };
  return Object.assign(db, { transaction }) as unknown as Database;
}

interface Internals {
  readonly dialect: ConstructorParameters<typeof NodePgSession>[1];
}

/** On a connection of its own, made anew whenever it is lost: then something may have been missed. */
async function listen(
  connection: pg.ClientConfig,
  onDue: () => void,
  ending: AbortSignal,
): Promise<void> {
  const client = new pg.Client(connection);
  let again: ReturnType<typeof setTimeout> | undefined;
  const lost = () => {
    if (ending.aborted || again) return;
    again = setTimeout(() => {
      void listen(connection, onDue, ending).then(onDue, lost);
    }, relisten_ms);
    void client.end().catch(() => undefined);
  };
  client.on('error', lost);
  client.on('end', lost);
  client.on('notification', onDue);
  ending.addEventListener('abort', () => {
    clearTimeout(again);
    void client.end().catch(() => undefined);
  });
  await client.connect();
  await client.query(`listen ${dueChannel}`);
}

/** Names the settings that make our promises empty; empty when all is well. */
export async function unsafeSettings(db: Database): Promise<string[]> {
  const settings = await rows<{ name: string; setting: string }>(
    db,
    sql`select name, setting from pg_settings where name in ('fsync', 'synchronous_commit')`,
  );
  return settings
    .filter(({ name, setting }) => unsafe[name]?.includes(setting))
    .map(({ name, setting }) => `${name}=${setting}`);
}
