/** PostgreSQL inside the process, for trying out: it never calls fsync. The folder's lock is the caller's. */

import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { drizzle } from 'drizzle-orm/pglite';
import { dueChannel, type Store } from './db.ts';
import * as schema from './schema.ts';

/** `folder` undefined keeps everything in memory. */
export async function openPglite(folder?: string): Promise<Store> {
  const options = { extensions: { btree_gist } };
  const client = await (folder ? PGlite.create(folder, options) : PGlite.create(options));
  return {
    db: drizzle(client, { schema }),
    kind: 'pglite',
    listen: async (onDue) => {
      await client.listen(dueChannel, () => onDue());
    },
    close: () => client.close(),
  };
}
