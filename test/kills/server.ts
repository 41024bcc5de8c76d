/** A real PostgreSQL that can be killed and brought back, with a migrated template to clone worlds from. */

import postgres, { type Sql } from 'postgres';
import { migrateUrl } from '../../src/store/migrate.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { pause } from './http.ts';

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
  const server = await startPostgres(['-c', 'max_connections=400']);
  await asAdmin(server, (sql) => sql.unsafe(`create database ${template}`));
  await migrateUrl(`${server.url}/${template}`);
  return {
    port: Number(new URL(server.url).port),
    database: async (name) => {
      await asAdmin(server, (sql) => sql.unsafe(`create database ${name} template ${template}`));
      return `${server.url}/${name}`;
    },
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

async function asAdmin(
  server: PostgresServer,
  work: (sql: Sql) => PromiseLike<unknown>,
): Promise<void> {
  const sql = openSql(`${server.url}/postgres`);
  await work(sql);
  await sql.end();
}

export const openSql = (url: string): Sql => postgres(url, { max: 2, onnotice: () => {} });
