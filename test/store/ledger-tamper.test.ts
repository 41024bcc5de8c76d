/** Whatever is changed in the ledger behind its triggers' back is found, and where. */

import { type SQL, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkChain, sha256Hex } from '../../src/app/ledger.ts';
import { canonical } from '../../src/domain/ledger.ts';
import { chainOf } from '../../src/store/consent.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';
import { addPatient, faultIn, fiveEntries, oneValue, tamper } from './ledger-fixture.ts';

let fresh: Fresh;

beforeAll(async () => {
  fresh = await freshContext({ poolMax: 1, isOwn: true });
  await fiveEntries(fresh.ctx, 'anna');
  await fiveEntries(fresh.ctx, 'boris');
  await addPatient(fresh.ctx.db, 'stranger');
}, 120_000);
// One connection, so one transaction around each test; what it did is rolled back.
beforeEach(() => run(sql`begin`));
afterEach(async () => {
  await run(sql`rollback`);
  expect(await fault()).toBeNull();
});
afterAll(() => fresh.close());

const run = (statement: SQL) => fresh.ctx.db.execute(statement);
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
    const columns = await oneValue<number>(
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
    const [one, two] = (await chainOf(fresh.ctx.db, 'anna')).entries;
    await change(
      sql`update consent_event set number = -number where patient_id = 'anna' and number in (2, 3)`,
    );
    await change(
      sql`update consent_event set number = 5 + number where patient_id = 'anna' and number < 0`,
    );
    await change(
      sql`update consent_event set prev_hash = ${one!.hash} where patient_id = 'anna' and number = 2`,
    );
    await change(
      sql`update consent_event set prev_hash = ${two!.hash} where patient_id = 'anna' and number = 3`,
    );
    expect(await fault()).toBe('2 hash');
  });

  /** A copy of the last entry that says yes, linked to the one before and with a hash that is right. */
  const forge = async (number: number) => {
    const { entries } = await chainOf(fresh.ctx.db, 'anna');
    const prevHash = entries.find((one) => one.number === number - 1)!.hash;
    const id = '00000000-0000-4000-8000-000000000000';
    const made = { ...entries.at(-1)!, id, number, act: 'given', detailHash: null, prevHash };
    const columns = {
      id,
      number,
      act: 'given',
      detail_hash: null,
      prev_hash: prevHash,
      hash: sha256Hex(canonical(made)),
    };
    await change(sql`insert into consent_event
      select (jsonb_populate_record(e, ${JSON.stringify(columns)}::jsonb)).*
      from consent_event e where patient_id = 'anna' and number = ${entries.at(-1)!.number}`);
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
    await forge(3);
    expect(await fault()).toBe('4 link');
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
