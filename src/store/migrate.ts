/** Brings the schema up to date. Any number of processes may start at once: one migrates, the others wait. */

import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import type { PgliteDatabase } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import type { Store } from './db.ts';

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));
/** Any fixed number; it names our lock among a database's advisory locks. */
const lock_key = 7_226_801;
const connect_ms = 10_000;

/** On a connection of its own, because the lock belongs to the session. */
export async function migrateUrl(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connect_ms });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [lock_key]);
    await migratePostgres(drizzle(client), { migrationsFolder });
  } finally {
    await client.end();
  }
}

/** PGlite belongs to one process, so there is nobody to wait for. */
export async function migrateEmbedded(store: Store): Promise<void> {
  await migratePglite(store.db as unknown as PgliteDatabase, { migrationsFolder });
}
