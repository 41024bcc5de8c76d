/** One row found, inserted or changed by a statement built once; each set of columns that is given has a text of its own. */

import { type AnyColumn, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgInsertValue, PgTable, PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Db } from './db.ts';
import { statement } from './statement.ts';

type Values = Readonly<Record<string, unknown>>;
type Run<R> = (db: Db, values: Record<string, unknown>) => Promise<R>;

/** The statement's first row, or null. */
export function lookup<Row>(build: Parameters<typeof statement<Row[]>>[0]) {
  const run = statement(build);
  return async (db: Db, values: Record<string, unknown> = {}): Promise<Row | null> =>
    (await run(db, values))[0] ?? null;
}

/** A value that must be written as this column is: a time, a document. By itself drizzle would hand null to the encoder too. */
export function given(column: AnyColumn, name: string): SQL {
  const mapToDriverValue = (value: unknown) =>
    value === null ? null : column.mapToDriverValue(value);
  return sql`${sql.param(sql.placeholder(name), { mapToDriverValue })}`;
}

export function inserting<T extends PgTable>(table: T) {
  const run = perColumns(table, (columns) =>
    statement((db) => db.insert(table).values(placed<PgInsertValue<T>>(columns))),
  );
  return async (db: Db, row: T['$inferInsert']): Promise<void> => {
    await run(db, row);
  };
}

/** A row that a unique key knows already inserts nothing; then false. */
export function insertingNew<T extends PgTable>(table: T) {
  const run = perColumns(table, (columns) =>
    statement((db) =>
      db
        .insert(table)
        .values(placed<PgInsertValue<T>>(columns))
        .onConflictDoNothing()
        .returning({ isNew: sql`true` }),
    ),
  );
  return async (db: Db, row: T['$inferInsert']): Promise<boolean> =>
    (await run(db, row)).length > 0;
}

/** Where the key is known already, the columns given are overwritten, but for those to keep. */
export function upserting<T extends PgTable>(
  table: T,
  { keys, keep = [] }: { keys: AnyPgColumn[]; keep?: readonly AnyColumn[] },
) {
  const kept: readonly AnyColumn[] = [...keys, ...keep];
  const run = perColumns(table, (columns) => {
    const changed = columns.filter(([, column]) => !kept.includes(column));
    return statement((db) =>
      db
        .insert(table)
        .values(placed<PgInsertValue<T>>(columns))
        .onConflictDoUpdate({ target: keys, set: placed<PgUpdateSetSource<T>>(changed) }),
    );
  });
  return async (db: Db, row: T['$inferInsert']): Promise<void> => {
    await run(db, row);
  };
}

/** Changes the rows `where` picks by placeholders whose values are `of`; `also` is changed every time. */
export function updating<T extends PgTable>(
  table: T,
  where: SQL,
  also: Readonly<Record<string, SQL>> = {},
) {
  const run = perColumns(table, (columns) =>
    statement((db) =>
      db
        .update(table)
        .set({ ...placed<PgUpdateSetSource<T>>(columns), ...also })
        .where(where),
    ),
  );
  return async (db: Db, of: Values, set: Partial<T['$inferInsert']>): Promise<void> => {
    await run(db, set, of);
  };
}

type Columns = readonly (readonly [key: string, column: AnyColumn])[];

/** What is undefined is not given, so that the database's own default holds, or what stands there. */
function perColumns<R>(table: PgTable, build: (columns: Columns) => Run<R>) {
  const kept = new Map<string, Run<R>>();
  const all = Object.entries(getTableColumns(table));
  return (db: Db, row: Values, more: Values = {}): Promise<R> => {
    const columns = all.filter(([key]) => row[key] !== undefined);
    const text = columns.map(([key]) => key).join();
    const run = kept.get(text) ?? build(columns);
    kept.set(text, run);
    const values = columns.map(([key]) => [nameOf(key), row[key]] as const);
    return run(db, { ...Object.fromEntries(values), ...more });
  };
}

/** Not a name that a condition would use. */
const nameOf = (key: string): string => `its ${key}`;

/** Which columns a table has is known here only when it runs. */
const placed = <V>(columns: Columns): V =>
  Object.fromEntries(columns.map(([key, column]) => [key, given(column, nameOf(key))])) as V;
