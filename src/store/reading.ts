/** How the rows of a kept statement are read: decided once for each column, which drizzle does for each value. */

import { Column, is, SQL } from 'drizzle-orm';

/** As drizzle names what a statement gives: one word, or two for a column of one of several tables. */
export interface Field {
  readonly path: readonly string[];
  readonly field: unknown;
}

interface Reading {
  readonly key: string;
  readonly of: string | undefined;
  readonly read: (value: unknown) => unknown;
}

/** Undefined where a joined row may be missing: that is left to drizzle. */
export function rowsReader(
  fields: readonly Field[] | undefined,
  joined: Readonly<Record<string, boolean>> | undefined,
): ((rows: readonly (readonly unknown[])[]) => unknown[]) | undefined {
  const isCertain = Object.values(joined ?? {}).every((isThere) => isThere);
  if (!fields || !isCertain || fields.some(({ path }) => path.length > 2)) return undefined;
  const readings = fields.map(toReading);
  return (rows) => rows.map((row) => readRow(readings, row));
}

function toReading({ path, field }: Field): Reading {
  const [first = '', second] = path;
  const decoder = decoderOf(field);
  const read = (value: unknown) => (value === null ? null : decoder.mapFromDriverValue(value));
  return second === undefined
    ? { key: first, of: undefined, read }
    : { key: second, of: first, read };
}

interface Decoder {
  mapFromDriverValue(value: unknown): unknown;
}

function decoderOf(field: unknown): Decoder {
  if (is(field, Column)) return field;
  const text = is(field, SQL) ? field : (field as SQL.Aliased).sql;
  return (text as unknown as { decoder: Decoder }).decoder;
}

function readRow(readings: readonly Reading[], row: readonly unknown[]) {
  const made: Record<string, unknown> = {};
  for (const [i, { key, of, read }] of readings.entries()) {
    const value = read(row[i]);
    if (of === undefined) made[key] = value;
    else {
      made[of] ??= {};
      (made[of] as Record<string, unknown>)[key] = value;
    }
  }
  return made;
}
