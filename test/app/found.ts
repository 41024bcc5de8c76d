/** Looks for words wherever the database could keep them. */

import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Outcome } from '../../src/app/fault.ts';
import { rows } from '../../src/store/db.ts';
import type { Fresh } from '../support/fresh.ts';

/** Every column of every table, whatever its type: `table word` where a word is found. */
export async function found(fresh: Fresh, words: readonly string[]): Promise<string[]> {
  const { db } = fresh.ctx;
  const tables = await rows<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const hits: string[] = [];
  for (const { name } of tables) {
    for (const word of words) {
      const [hit] = await rows(
        db,
        sql`select 1 from ${sql.identifier(name)} as t
          where position(lower(${word}) in lower(t::text)) > 0 limit 1`,
      );
      if (hit) hits.push(`${name} ${word}`);
    }
  }
  return hits;
}

export function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.fault.code);
  return outcome.value;
}
