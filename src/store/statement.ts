/**
 * Statements whose text is built once. drizzle puts a query together anew at each call, which costs
 * more than PostgreSQL needs to run it; kept, it is also prepared once per connection.
 */

import { type AnyColumn, type Query, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Db } from './db.ts';
import { type Field, rowsReader } from './reading.ts';

interface Prepared<R> {
  execute(values?: Record<string, unknown>): Promise<R>;
}

/** What drizzle keeps in a prepared query beside what it declares. */
interface Kept {
  readonly fields?: readonly Field[];
  readonly joinsNotNullableMap?: Readonly<Record<string, boolean>>;
  customResultMapper?: ReturnType<typeof rowsReader>;
}

type Build<R> = (db: Db) => { prepare(name: string): Prepared<R> };

/** Names the statements of this process on each of its connections. */
let statements = 0;

/**
 * Each time: by the rows that are given and the table as it is. A plan kept from the days when a table
 * was small reads all of it, until the statistics are next renewed. For lists in tables that grow fast
 * from nothing; one row more or less is not worth a plan.
 */
export type Planning = 'planned once' | 'planned each time';

/** Values go in through `sql.placeholder`. `build` is called once per driver, so its text must not depend on values. */
export function statement<R>(build: Build<R>, planning: Planning = 'planned once') {
  statements += 1;
  // Without a name PostgreSQL forgets the plan at once.
  const name = planning === 'planned each time' ? '' : `zabota_${statements}`;
  const built = new Map<unknown, Prepared<R>>();
  return (db: Db, values: Record<string, unknown> = {}): Promise<R> => {
    const { session } = db._ as unknown as Connected;
    const kept = built.get(session.constructor);
    if (kept) return onClient(kept, session.client).execute(values);
    const fresh: Prepared<R> & Kept = build(db).prepare(name);
    fresh.customResultMapper ??= rowsReader(fresh.fields, fresh.joinsNotNullableMap);
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
export function written<Row>(text: SQL, planning?: Planning) {
  const query = new PgDialect().sqlToQuery(text);
  const run = statement<unknown>(
    (db) => ({
      prepare: (name) =>
        (db._ as unknown as Connected).session.prepareQuery(query, undefined, name, false),
    }),
    planning,
  );
  return async (db: Db, values: Record<string, unknown> = {}): Promise<Row[]> => {
    const result = await run(db, values);
    return Array.isArray(result) ? result : (result as { rows: Row[] }).rows;
  };
}

/**
 * Matches any of the ids given as `jsonOf(ids)`; a list as such would make another text for each length.
 * As an array it is looked up in the column's index; as a subquery it may be joined with the whole table.
 * Given beside the rows they are ids of, since a placeholder named twice is sent twice.
 */
export function isAnyOf(column: AnyColumn, placeholder: string): SQL {
  const type = sql.raw(column.getSQLType());
  return sql`${column} = any(array(select value::${type} from jsonb_array_elements_text(${sql.placeholder(placeholder)}::jsonb)))`;
}

export const jsonOf = (value: unknown): string => JSON.stringify(value);

/** Rows and the ids that `isAnyOf` looks them up by. */
export const rowsById = <Row>(rows: readonly Row[], idOf: (row: Row) => string) => ({
  rows: jsonOf(rows),
  ids: jsonOf(rows.map(idOf)),
});
