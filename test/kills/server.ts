/** A real PostgreSQL that can be killed and brought back, with a migrated template to clone worlds from. */

import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { migrateUrl } from '../../src/store/migrate.ts';
import { createDatabase, type PostgresServer, startPostgres } from '../support/postgres-server.ts';

export interface Server {
  readonly port: number;
  database(name: string): Promise<string>;
  /** At once; it is down until `restart`. */
  strike(signal: 'SIGKILL' | 'SIGQUIT'): void;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const template = 'kills_template';
/** The processes of a killed database take a moment to notice, and until then a new one refuses to start. */
const tries_max = 200;
const apart_ms = 50;

export async function startServer(): Promise<Server> {
  const server = await startPostgres(['-c', 'max_connections=1000']);
  try {
    await migrateUrl(await createDatabase(server.url, template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    port: Number(new URL(server.url).port),
    database: (name) => createDatabase(server.url, name, template),
    strike: (signal) => process.kill(server.pid(), signal),
    restart: () => restart(server),
    stop: server.stop,
  };
}

async function restart(server: PostgresServer): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await server.start();
    } catch {
      if (tries === tries_max) throw new Error('the database does not come back');
      await pause(apart_ms);
    }
  }
}

/** Our own way to a database that may be killed at any moment: whatever cannot be answered fails soon. */
export function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 2,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
  });
  // The pool hears of connections at rest, each connection of its own end while it is used.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
