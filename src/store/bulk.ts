/** Many rows of one table in one statement, given as JSON. */

import { type AnyColumn, getTableColumns, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './db.ts';
import { isAnyOf, jsonOf, rowsById, written } from './statement.ts';

const list = (names: readonly string[]) => sql.raw(names.join(', '));

/** Filled by the database. */
const isOwn = (column: AnyColumn): boolean => column.getSQLType() === 'bigserial';

function partsOf(table: PgTable) {
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => !isOwn(column));
  const typed = columns.map(([key, column]) => `"${key}" ${column.getSQLType()}`);
  const given = sql`jsonb_to_recordset(${sql.placeholder('rows')}::jsonb) as row (${list(typed)})`;
  return { columns, given, name: sql.raw(getTableConfig(table).name) };
}

/** Those whose key is known already are left alone; returns the ids of those that were new. */
export function insertingMany<T extends PgTable>(table: T, key: AnyColumn) {
  const { columns, given, name } = partsOf(table);
  const target = sql.raw(key.name);
  const run = written<{ id: string }>(sql`
    insert into ${name} (${list(columns.map(([, column]) => column.name))})
    select ${list(columns.map(([field]) => `row."${field}"`))} from ${given}
    on conflict (${target}) do nothing returning ${target} as id`);
  return async (db: Db, rows: readonly T['$inferSelect'][]): Promise<string[]> =>
    rows.length === 0 ? [] : (await run(db, { rows: jsonOf(rows) })).map(({ id }) => id);
}

/** Every column of rows that are there. */
export function updatingMany<T extends PgTable>(table: T, key: AnyColumn) {
  const { columns, given, name } = partsOf(table);
  const set = columns.map(([field, column]) => `${column.name} = row."${field}"`);
  const run = written(sql`
    update ${name} set ${list(set)} from ${given} where ${name}.id = row.id and ${isAnyOf(key, 'ids')}`);
  return async (db: Db, rows: readonly (T['$inferSelect'] & { id: string })[]): Promise<void> => {
    if (rows.length > 0)
      await run(
        db,
        rowsById(rows, ({ id }) => id),
      );
  };
}

/** Without a key to be known by. */
export function appendingMany<T extends PgTable>(table: T) {
  const { columns, given, name } = partsOf(table);
  const run = written(sql`
    insert into ${name} (${list(columns.map(([, column]) => column.name))})
    select ${list(columns.map(([field]) => `row."${field}"`))} from ${given}`);
  return async (db: Db, rows: readonly T['$inferInsert'][]): Promise<void> => {
    if (rows.length > 0) await run(db, { rows: jsonOf(rows) });
  };
}
