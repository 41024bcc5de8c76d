/**
 * Statements whose text is built once. drizzle puts a query together anew at each call, which costs
 * more than PostgreSQL needs to run it; kept, it is also prepared once per connection.
 */

import { type AnyColumn, type Query, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Db } from './db.ts';

interface Prepared<R> {
  execute(values?: Record<string, unknown>): Promise<R>;
}

type Build<R> = (db: Db) => { prepare(name: string): Prepared<R> };

/** Names the statements of this process on each of its connections. */
let statements = 0;

/** Values go in through `sql.placeholder`. `build` is called once per driver, so its text must not depend on values. */
export function statement<R>(build: Build<R>) {
  statements += 1;
  const name = `zabota_${statements}`;
  const built = new Map<unknown, Prepared<R>>();
  return (db: Db, values: Record<string, unknown> = {}): Promise<R> => {
    const { session } = db._ as unknown as Connected;
    const kept = built.get(session.constructor);
    if (kept) return onClient(kept, session.client).execute(values);
    const fresh = build(db).prepare(name);
    built.set(session.constructor, fresh);
    return fresh.execute(values);
  };
}

/** A database and each of its transactions have a client of their own; drizzle's prepared query names it in a field. */
interface Connected {
  readonly session: {
    readonly client: unknown;
    readonly constructor: unknown;
    prepareQuery(query: Query, fields: undefined, name: string, arrays: boolean): Prepared<unknown>;
  };
}

const onClient = <R>(kept: Prepared<R>, client: unknown): Prepared<R> =>
  Object.assign(Object.create(Object.getPrototypeOf(kept)), kept, { client });

/** A hand-written statement, kept the same way. The two drivers wrap rows differently. */
export function written<Row>(text: SQL) {
  const query = new PgDialect().sqlToQuery(text);
  const run = statement<unknown>((db) => ({
    prepare: (name) =>
      (db._ as unknown as Connected).session.prepareQuery(query, undefined, name, false),
  }));
  return async (db: Db, values: Record<string, unknown> = {}): Promise<Row[]> => {
    const result = await run(db, values);
    return Array.isArray(result) ? result : (result as { rows: Row[] }).rows;
  };
}

/**
 * Matches any of the ids given as `jsonOf(ids)`; a list as such would make another text for each length.
 * As an array it is looked up in the column's index; as a subquery it may be joined with the whole table.
 */
export function isAnyOf(column: AnyColumn, placeholder: string): SQL {
  const type = sql.raw(column.getSQLType());
  return sql`${column} = any(array(select value::${type} from jsonb_array_elements_text(${sql.placeholder(placeholder)}::jsonb)))`;
}

/** As `isAnyOf`, for rows that are given as `jsonOf(rows)`: by their UUIDs of this name. */
export function isAmong(column: AnyColumn, name: string, placeholder: string): SQL {
  const id = sql.raw(`(row->>'${name}')::uuid`);
  return sql`${column} = any(array(select ${id} from jsonb_array_elements(${sql.placeholder(placeholder)}::jsonb) as row))`;
}

export const jsonOf = (value: unknown): string => JSON.stringify(value);
