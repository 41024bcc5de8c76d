/** PostgreSQL inside the process, for trying out: it never calls fsync. The folder's lock is the caller's. */

import { PGlite, type QueryOptions, types } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { drizzle } from 'drizzle-orm/pglite';
import { dueChannel, type Store } from './db.ts';

/** `folder` undefined keeps everything in memory. */
export async function openPglite(folder?: string): Promise<Store> {
  const options = { extensions: { btree_gist } };
  const client = lean(await (folder ? PGlite.create(folder, options) : PGlite.create(options)));
  return {
    db: drizzle(client),
    kind: 'pglite',
    listen: async (onDue) => {
      await client.listen(dueChannel, () => onDue());
    },
    close: () => client.close(),
  };
}

/** What drizzle reads by itself; arrays have numbers without names. */
const asWritten = [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE];
const arraysAsWritten = [1231, 1115, 1185, 1187, 1182];

/**
 * Drizzle passes the same few parsers with every query, and for that PGlite copies its table of some
 * hundreds each time: 0.3 ms, a sixth of all work. Set once, they need not be passed.
 */
function lean(client: PGlite): PGlite {
  for (const type of [...asWritten, ...arraysAsWritten]) client.parsers[type] = (value) => value;
  const { query, transaction } = client;
  client.query = (text, params, options) =>
    query.call(client, text, params, bare(options)) as never;
  client.transaction = (work) =>
    transaction.call(client, (tx) => {
      const inside = tx.query;
      tx.query = (text, params, options) => inside(text, params, bare(options)) as never;
      return work(tx);
    }) as never;
  return client;
}

function bare(given: QueryOptions = {}): QueryOptions {
  const { parsers: _, ...options } = given;
  return options;
}
