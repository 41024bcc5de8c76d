/** Is this database the one that the code was written for? */

import { sql } from 'drizzle-orm';
import journal from '../../migrations/meta/_journal.json' with { type: 'json' };
import { type Db, faultOf, rows } from './db.ts';

const undefined_table = '42P01';

/** True also where a newer process has migrated further. Throws if the database does not answer. */
export async function isMigrated(db: Db): Promise<boolean> {
  try {
    const [row] = await rows<{ applied: number }>(
      db,
      sql`select count(*)::int as applied from drizzle.__drizzle_migrations`,
    );
    return (row?.applied ?? 0) >= journal.entries.length;
  } catch (error) {
    if (faultOf(error)?.code !== undefined_table) throw error;
    return false;
  }
}
