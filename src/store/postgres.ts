/** PostgreSQL through postgres.js; for Node and, with Hyperdrive, for Workers. */

import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { type Database, dueChannel, rows, type Store } from './db.ts';
import * as schema from './schema.ts';

const pool_max = 10;
const connect_timeout_s = 10;

/** Settings under which an answered 200 or a recorded send could be lost in a power cut. */
const unsafe: Readonly<Record<string, readonly string[]>> = {
  fsync: ['off'],
  synchronous_commit: ['off'],
};

export function openPostgres(url: string, options: { poolMax?: number } = {}): Store {
  const client = postgres(url, {
    max: options.poolMax ?? pool_max,
    connect_timeout: connect_timeout_s,
    // We use no array or custom types; asking for them costs a round trip per connection.
    fetch_types: false,
    onnotice: () => {},
  });
  return {
    db: drizzle(client, { schema }),
    kind: 'postgres',
    listen: async (onDue) => {
      await client.listen(dueChannel, onDue, onDue);
    },
    close: () => client.end({ timeout: 5 }),
  };
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
