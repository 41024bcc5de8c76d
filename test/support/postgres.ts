/** Databases on the run's real PostgreSQL. */

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { Store } from '../../src/store/db.ts';
import { openPostgres, withTransactions } from '../../src/store/postgres.ts';
import { createDatabase } from './postgres-server.ts';

/** URL of a new, migrated, empty database. It goes with the server at the end of the run. */
export async function freshDatabase(): Promise<string> {
  return createDatabase(inject('postgresUrl'), newName(), 'zabota_template');
}

/** URL of a copy of another one, to which nobody is connected. */
export async function copyOf(url: string): Promise<string> {
  return createDatabase(inject('postgresUrl'), newName(), new URL(url).pathname.slice(1));
}

/** URL of a new database without any table. */
export async function emptyDatabase(): Promise<string> {
  return createDatabase(inject('postgresUrl'), newName());
}

const newName = () => `test_${randomUUID().replaceAll('-', '')}`;

interface Lent {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly uses: number;
}

/** Given back and emptied. */
const free: Lent[] = [];
/** What was deleted is still read past: by then a new one is cheaper. */
const uses_max = 20;

/**
 * A migrated, empty database with connections that know it already; closed, the next test has it. To
 * copy one and to connect anew took longer than most tests do.
 */
export async function freshStore(poolMax = 10): Promise<Store> {
  const at = free.findIndex(({ pool }) => pool.options.max === poolMax);
  const lent = free.splice(at, at < 0 ? 0 : 1)[0] ?? (await firstLent(poolMax));
  let isClosed = false;
  // Whoever goes on after its test is over must not write into the next one's.
  const pool = new Proxy(lent.pool, {
    get(target, name, receiver) {
      if (isClosed && (name === 'connect' || name === 'query'))
        throw new Error('the test this database was lent to is over');
      return Reflect.get(target, name, receiver);
    },
  });
  const own = openPostgres(lent.url);
  return {
    ...own,
    db: withTransactions(pool),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await own.close();
      await giveBack(lent);
    },
  };
}

async function firstLent(poolMax: number): Promise<Lent> {
  const url = await freshDatabase();
  const pool = new pg.Pool({
    connectionString: url,
    // Nobody waits for the disk.
    options: '-c synchronous_commit=off',
    max: poolMax,
    idleTimeoutMillis: 0,
  });
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return { url, pool, uses: 0 };
}

async function giveBack({ pool, url, uses }: Lent): Promise<void> {
  const isQuiet = pool.idleCount === pool.totalCount && pool.waitingCount === 0;
  if (!isQuiet || uses + 1 === uses_max) return pool.end();
  await pool.query(emptied);
  free.push({ pool, url, uses: uses + 1 });
}

/** No trigger runs: those that keep the ledger as it is would refuse. */
const emptied = `do $$
declare one text;
begin
  set local session_replication_role = replica;
  for one in select format('delete from %I', tablename) from pg_tables where schemaname = 'public'
    loop execute one; end loop;
  for one in select format('alter sequence %I restart', sequencename) from pg_sequences where schemaname = 'public'
    loop execute one; end loop;
end $$`;
