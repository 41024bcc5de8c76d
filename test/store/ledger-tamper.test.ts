/** Whatever is changed in the ledger behind its triggers' back is found, and where. */

import { type SQL, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkChain, sha256Hex } from '../../src/app/ledger.ts';
import { canonical, type LedgerEntry } from '../../src/domain/ledger.ts';
import { chainOf } from '../../src/store/consent.ts';
import { type Fresh, freshContext } from '../support/pglite.ts';
import { addPatient, faultIn, fiveEntries, keepCopy, tamper, valueOf } from './ledger-fixture.ts';

let fresh: Fresh;
let restore: () => Promise<void>;

beforeAll(async () => {
  fresh = await freshContext();
  await fiveEntries(fresh.ctx, 'anna');
  await fiveEntries(fresh.ctx, 'boris');
  await addPatient(fresh.ctx.db, 'stranger');
  restore = await keepCopy(fresh.ctx.db);
});
afterEach(async () => {
  await restore();
  expect(await faultIn(fresh.ctx, 'anna')).toBeNull();
});
afterAll(() => fresh.close());

const change = (statement: SQL) => tamper(fresh.ctx.db, statement);
const fault = () => faultIn(fresh.ctx, 'anna');
const third = sql`patient_id = 'anna' and number = 3`;
const thirdId = sql`(select id from consent_event where ${third})`;
const numberOf = (n: number) =>
  sql`select hash from consent_event where patient_id = 'anna' and number = ${n}`;

describe('one column of one entry', () => {
  test.each([
    ['id', 'gen_random_uuid()', '3 hash'],
    ['patient_id', `'stranger'`, '3 missing'],
    ['number', '99', '3 missing'],
    ['purpose', `'offers'`, '3 hash'],
    ['channel', `'whatsapp'`, '3 hash'],
    ['binding_id', 'null', '3 hash'],
    ['binding_id', 'gen_random_uuid()', '3 hash'],
    ['act', `'withdrawn'`, '3 hash'],
    ['mechanism', `''`, '3 hash'],
    ['strength', '4', '3 hash'],
    ['notice_version', `'ru-3.visit'`, '3 hash'],
    ['notice_version', 'null', '3 hash'],
    ['notice_hash', 'null', '3 hash'],
    ['notice_hash', `repeat('0', 64)`, '3 hash'],
    ['detail_hash', 'null', '3 hash'],
    ['detail_hash', `repeat('0', 64)`, '3 hash'],
    ['actor', `'api'`, '3 hash'],
    ['inbound_id', '8', '3 hash'],
    ['inbound_id', 'null', '3 hash'],
    ['reason_id', 'null', '3 hash'],
    ['expires_at', `expires_at + interval '1 millisecond'`, '3 hash'],
    ['expires_at', 'null', '3 hash'],
    ['at', `at - interval '1 millisecond'`, '3 hash'],
    ['prev_hash', `''`, '3 link'],
    ['hash', `upper(hash)`, '3 hash'],
  ])('%s = %s', async (column, value, found) => {
    await change(
      sql.raw(
        `update consent_event set ${column} = ${value} where patient_id = 'anna' and number = 3`,
      ),
    );
    expect(await fault()).toBe(found);
  });

  test('every column of the table is among them', async () => {
    const columns = await valueOf<number>(
      fresh.ctx.db,
      sql`select count(*)::int as value from information_schema.columns where table_name = 'consent_event'`,
    );
    const underHash = Object.keys((await chainOf(fresh.ctx.db, 'anna')).entries[0] ?? {});
    expect(columns).toBe(underHash.length);
    expect(underHash).toHaveLength(19);
  });
});

describe('whole entries', () => {
  test.each([
    [1, '1 missing'],
    [3, '3 missing'],
    [5, '5 cut_off'],
  ])('number %i deleted', async (number, found) => {
    await change(sql`delete from consent_event where patient_id = 'anna' and number = ${number}`);
    expect(await fault()).toBe(found);
  });

  test('all deleted, the end of the chain still known', async () => {
    await change(sql`delete from consent_event where patient_id = 'anna'`);
    expect(await fault()).toBe('1 cut_off');
  });

  test('two swapped', async () => {
    await change(
      sql`update consent_event set number = -number where patient_id = 'anna' and number in (2, 3)`,
    );
    await change(
      sql`update consent_event set number = 5 + number where patient_id = 'anna' and number < 0`,
    );
    expect(await fault()).toBe('2 link');
  });

  test('two swapped and linked anew', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map((n) =>
        valueOf<string>(
          fresh.ctx.db,
          sql`${sql`select hash as value from consent_event where patient_id = 'anna' and number = ${n}`}`,
        ),
      ),
    );
    await change(
      sql`update consent_event set number = -number where patient_id = 'anna' and number in (2, 3)`,
    );
    await change(
      sql`update consent_event set number = 5 + number where patient_id = 'anna' and number < 0`,
    );
    await change(
      sql`update consent_event set prev_hash = ${first} where patient_id = 'anna' and number = 2`,
    );
    await change(
      sql`update consent_event set prev_hash = ${second} where patient_id = 'anna' and number = 3`,
    );
    expect(await fault()).toBe('2 hash');
  });

  /** A sixth entry with a hash of its own that is right. */
  const forge = async (number: number) => {
    const { entries } = await chainOf(fresh.ctx.db, 'anna');
    const last: LedgerEntry = entries.at(-1)!;
    const forged = {
      ...last,
      id: '00000000-0000-4000-8000-000000000000',
      number,
      act: 'given',
      detailHash: null,
      prevHash: entries[number - 2]!.hash,
    };
    await change(sql`insert into consent_event
      select (jsonb_populate_record(e, ${JSON.stringify({ id: forged.id, number, act: 'given', detail_hash: null, prev_hash: forged.prevHash, hash: sha256Hex(canonical(forged)) })}::jsonb)).*
      from consent_event e where patient_id = 'anna' and number = 5`);
  };

  test('one forged at the end', async () => {
    await forge(6);
    expect(await fault()).toBe('6 cut_off');
  });

  test('one forged in the middle, the rest moved on', async () => {
    await change(
      sql`update consent_event set number = -number where patient_id = 'anna' and number > 2`,
    );
    await change(
      sql`update consent_event set number = 1 - number where patient_id = 'anna' and number < 0`,
    );
    await change(
      sql`update consent_event set number = 5 where patient_id = 'anna' and number = 6`,
    ).catch(() => {});
    expect(await fault()).toBe('3 missing');
  });
});

describe('the words', () => {
  test.each([
    ['wording', `update consent_detail set wording = 'Нет' where event_id = `, '3 detail'],
    ['wording taken out', `update consent_detail set wording = null where event_id = `, '3 detail'],
    ['document', `update consent_detail set document = 'scan 5' where event_id = `, '3 detail'],
    [
      'wording moved into the document',
      `update consent_detail set wording = '', document = wording || document where event_id = `,
      '3 detail',
    ],
    ['salt', `update consent_detail set salt = salt || '0' where event_id = `, '3 detail'],
    ['deleted', 'delete from consent_detail where event_id = ', '3 detail'],
  ])('%s', async (_, statement, found) => {
    await change(sql`${sql.raw(statement)}${thirdId}`);
    expect(await fault()).toBe(found);
  });

  test('of an entry that had none', async () => {
    await change(sql`insert into consent_detail (event_id, salt, wording)
      select id, '', 'Да' from consent_event where patient_id = 'anna' and number = 4`);
    expect(await fault()).toBe('4 detail');
  });

  test.each([
    `update notice set text = text || ' '`,
    `update notice set hash = ''`,
    'delete from notice',
  ])('the notice: %s', async (statement) => {
    await change(sql.raw(statement));
    expect(await fault()).toBe('2 notice');
  });

  test('gone because the patient was forgotten, and then nothing else may be', async () => {
    await change(sql`update patient set erased_at = now() where id = 'anna'`);
    await change(sql`delete from consent_detail where event_id = ${thirdId}`);
    expect(await fault()).toBeNull();
    await change(sql`update consent_event set actor = '' where ${third}`);
    expect(await fault()).toBe('3 hash');
    await change(sql`update patient set erased_at = null where id = 'anna'`);
  });
});

describe('the end of the chain', () => {
  test.each([
    [`update consent_head set hash = '' where patient_id = 'anna'`, '6 cut_off'],
    [`update consent_head set number = 4 where patient_id = 'anna'`, '5 cut_off'],
    [`update consent_head set number = 6 where patient_id = 'anna'`, '6 cut_off'],
    [`delete from consent_head where patient_id = 'anna'`, '1 cut_off'],
  ])('%s', async (statement, found) => {
    await change(sql.raw(statement));
    expect(await fault()).toBe(found);
  });

  test('a ledger rewritten from its first byte holds together, but not with the copy kept elsewhere', async () => {
    const before = await checkChain(fresh.ctx, 'anna');
    await change(sql`delete from consent_event where patient_id = 'anna' and number = 5`);
    await change(
      sql`update consent_head set number = 4, hash = (${numberOf(4)}) where patient_id = 'anna'`,
    );
    const after = await checkChain(fresh.ctx, 'anna');
    expect(after).toMatchObject({ entries: 4, fault: null });
    expect(after.head).not.toBe(before.head);
  });
});

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

const anyPlace = fc
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
      bit: fc.nat(6),
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

test('any bit of any text', async () => {
  const { db } = fresh.ctx;
  await fc.assert(
    fc.asyncProperty(anyPlace, async ({ table, column, row, byte, bit }) => {
      const found = await db.execute(
        sql.raw(
          `select ${table}.ctid::text as at, ${table}.${column} as text ${rowsOf(table)} order by 1`,
        ),
      );
      const all = (found as unknown as { rows: { at: string; text: string | null }[] }).rows;
      const { at, text } = all[row % all.length]!;
      const after = text === null ? null : flipped(text, byte, bit);
      fc.pre(after !== null);
      await change(
        sql`update ${sql.identifier(table)} set ${sql.identifier(column)} = ${after} where ctid = ${at}::tid`,
      );
      expect(await fault()).not.toBeNull();
      await restore();
      expect(await fault()).toBeNull();
    }),
    { numRuns: 150 },
  );
}, 120_000);
