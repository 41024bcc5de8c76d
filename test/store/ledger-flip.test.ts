/** One bit of any text of the ledger, turned behind its triggers' back, is found. */

import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '../../src/store/db.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';
import { faultIn, fiveEntries, tamper } from './ledger-fixture.ts';

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshContext({ poolMax: 1, isOwn: true });
  await fiveEntries(fresh.ctx, 'anna');
}, 120_000);
afterAll(() => fresh.close());

const texts: Readonly<Record<string, readonly string[]>> = {
  consent_event: [
    'patient_id',
    'purpose',
    'channel',
    'act',
    'mechanism',
    'notice_version',
    'notice_hash',
    'detail_hash',
    'actor',
    'prev_hash',
    'hash',
  ],
  consent_detail: ['salt', 'wording', 'document'],
  notice: ['hash', 'text'],
  consent_head: ['patient_id', 'hash'],
};

interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: number;
  readonly byte: number;
  readonly bit: number;
}

const anyPlace: fc.Arbitrary<Place> = fc
  .constantFrom(
    ...Object.entries(texts).flatMap(([table, columns]) =>
      columns.map((column) => [table, column] as const),
    ),
  )
  .chain(([table, column]) =>
    fc.record({
      table: fc.constant(table),
      column: fc.constant(column),
      row: fc.nat(4),
      byte: fc.nat(),
      bit: fc.nat(7),
    }),
  );

const rowsOf = (table: string) =>
  table === 'notice'
    ? `from notice`
    : table === 'consent_detail'
      ? `from consent_detail join consent_event on event_id = id and patient_id = 'anna'`
      : `from ${table} where patient_id = 'anna'`;

/** The text with one bit of one byte turned; null if no text comes of it that PostgreSQL could hold. */
function flipped(text: string, byte: number, bit: number): string | null {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === 0) return null;
  bytes[byte % bytes.length]! ^= 1 << bit;
  try {
    const after = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return after.includes('\0') ? null : after;
  } catch {
    return null;
  }
}

interface Held {
  readonly at: string;
  readonly text: string | null;
}

test('any bit of any text', async () => {
  const { ctx } = fresh;
  await ctx.db.execute(sql`begin`);
  await ctx.db.execute(sql`savepoint untouched`);
  const turnOne = async ({ table, column, row, byte, bit }: Place) => {
    await ctx.db.execute(sql`rollback to savepoint untouched`);
    const held = await rows<Held>(
      ctx.db,
      sql.raw(
        `select ${table}.ctid::text as at, ${table}.${column} as text ${rowsOf(table)} order by 1`,
      ),
    );
    const { at, text } = held[row % held.length]!;
    const after = text === null ? null : flipped(text, byte, bit);
    fc.pre(after !== null);
    const [where, what] = [sql.identifier(table), sql.identifier(column)];
    await tamper(ctx.db, sql`update ${where} set ${what} = ${after} where ctid = ${at}::tid`);
    expect(await faultIn(ctx, 'anna')).not.toBeNull();
  };
  await fc.assert(fc.asyncProperty(anyPlace, turnOne), { numRuns: 200 });
  await ctx.db.execute(sql`rollback`);
}, 120_000);
