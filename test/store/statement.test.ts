/** One kept text on many connections: each call reads and writes where it was asked to, as the tables say. */

import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blankCard } from '../../src/domain/card.ts';
import { type Db, rows, type Store } from '../../src/store/db.ts';
import {
  findAddress,
  insertAddress,
  insertContact,
  updateAddress,
} from '../../src/store/people.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { findCard, findPatient, upsertCard, upsertPatient } from '../../src/store/registry.ts';
import { given, updating } from '../../src/store/row.ts';
import { clinic, contact, patient } from '../../src/store/schema.ts';
import { isAnyOf, jsonOf, statement } from '../../src/store/statement.ts';
import { freshDatabase } from '../support/postgres.ts';
import { at, type Drivers, drivers, later, named, openDrivers } from './drivers.ts';

let opened: Drivers;
let other: Store;
beforeAll(async () => {
  opened = await openDrivers();
  other = openPostgres(await freshDatabase(), { poolMax: 1 });
}, 120_000);
afterAll(async () => {
  await opened?.close();
  await other?.close();
});

const { budget: _, ...chosen } = blankCard;
const cardOf = (patientId: string) => ({
  ...chosen,
  patientId,
  channels: ['telegram' as const],
  updatedAt: at,
  updatedBy: 'test',
});
const nameOf = async (db: Db, id: string) => (await findPatient(db, id))?.name ?? null;
const failed = new Error('rolled back');
const rollback = async (db: Store['db'], work: (tx: Db) => Promise<void>) => {
  const undone = db.transaction(async (tx) => {
    await work(tx);
    throw failed;
  });
  await expect(undone).rejects.toBe(failed);
};

test('databases of two drivers, and two of one, each give their own row', async () => {
  const stores = { postgres: opened.postgres, other, pglite: opened.pglite };
  for (const [name, { db }] of Object.entries(stores)) await upsertPatient(db, named('own', name));
  for (const [name, { db }] of Object.entries(stores).reverse()) {
    expect(await nameOf(db, 'own')).toBe(name);
    expect(await db.transaction((tx) => nameOf(tx, 'own'))).toBe(name);
    expect(await db.transaction((tx) => tx.transaction((inner) => nameOf(inner, 'own')))).toBe(
      name,
    );
  }
});

test('two transactions at once each see what they wrote themselves', async () => {
  const written = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const read = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const seen = await Promise.all(
    ['first', 'second'].map((name, index) =>
      opened.postgres.db.transaction(async (tx) => {
        await upsertPatient(tx, named(name, name));
        written[index]!.resolve();
        await Promise.all(written.map(({ promise }) => promise));
        const found = [await nameOf(tx, 'first'), await nameOf(tx, 'second')];
        read[index]!.resolve();
        await Promise.all(read.map(({ promise }) => promise));
        return found;
      }),
    ),
  );
  expect(seen).toEqual([
    ['first', null],
    [null, 'second'],
  ]);
  expect([
    await nameOf(opened.postgres.db, 'first'),
    await nameOf(opened.postgres.db, 'second'),
  ]).toEqual(['first', 'second']);
});

test('a statement that waits for a lock belongs to the transaction that asked', async () => {
  await upsertPatient(opened.postgres.db, named('busy', 'before'));
  const locked = Promise.withResolvers<void>();
  const first = opened.postgres.db.transaction(async (tx) => {
    await upsertPatient(tx, named('busy', 'between'));
    locked.resolve();
    // Reads past the writer, on a connection of its own.
    expect(await nameOf(opened.postgres.db, 'busy')).toBe('before');
    expect(await nameOf(tx, 'busy')).toBe('between');
  });
  await locked.promise;
  const second = opened.postgres.db.transaction((tx) => upsertPatient(tx, named('busy', 'after')));
  await Promise.all([first, second]);
  expect(await nameOf(opened.postgres.db, 'busy')).toBe('after');
});

describe.each(drivers)('%s', (driver) => {
  let db: Store['db'];
  beforeAll(() => {
    db = opened[driver].db;
  });

  test('a transaction rolled back leaves nothing, and the statement goes on', async () => {
    await rollback(db, async (tx) => {
      await upsertPatient(tx, named('gone', 'A'));
      expect(await nameOf(tx, 'gone')).toBe('A');
    });
    expect(await nameOf(db, 'gone')).toBeNull();
    await db.transaction(async (tx) => {
      await upsertPatient(tx, named('kept', 'A'));
      await rollback(tx as unknown as Store['db'], (inner) =>
        upsertPatient(inner, named('kept', 'B')),
      );
      expect(await nameOf(tx, 'kept')).toBe('A');
    });
    expect(await nameOf(db, 'kept')).toBe('A');
  });

  test('a statement refused by the database works in the next transaction', async () => {
    const early = cardOf('early');
    await expect(db.transaction((tx) => upsertCard(tx, early))).rejects.toThrow();
    await upsertPatient(db, named('early', 'A'));
    await db.transaction((tx) => upsertCard(tx, early));
    expect(await findCard(db, 'early')).toMatchObject(early);
  });

  test('times to the millisecond, documents and nulls come back as they went in', async () => {
    const guardian = { name: `O'Neil "Ы" \\ {}[]`, phone: '+7' };
    const row = {
      ...named('types', 'Ёлкин'),
      guardian,
      phone: null,
      clinicId: null,
      birthDate: '2000-02-29',
      language: 'ru' as const,
      erasedAt: null,
      updatedAt: later,
    };
    await upsertPatient(db, row);
    expect(await findPatient(db, 'types')).toEqual(row);
    await upsertPatient(db, { ...row, guardian: null, erasedAt: later });
    expect(await findPatient(db, 'types')).toEqual({ ...row, guardian: null, erasedAt: later });
    // NULL, not the document `null`.
    expect(
      await rows(db, sql`select id from patient where id = 'types' and guardian is null`),
    ).toHaveLength(1);
  });

  test('what is not given keeps the default, or what stood there', async () => {
    await upsertPatient(db, { ...named('partly', 'A'), phone: '+71' });
    await upsertPatient(db, { ...named('partly', 'B'), createdAt: later });
    expect(await findPatient(db, 'partly')).toMatchObject({
      name: 'B',
      phone: '+71',
      createdAt: at,
    });
    const card = cardOf('partly');
    await upsertCard(db, card);
    expect((await findCard(db, 'partly'))?.budget).toEqual({ perDay: 2, perWeek: 4 });
    const budget = { perDay: 1, perWeek: 1 };
    await upsertCard(db, { ...card, budget, zone: 'UTC' });
    await upsertCard(db, { ...card, budget: undefined, zone: undefined });
    expect(await findCard(db, 'partly')).toEqual({ ...card, budget, zone: 'UTC' });
  });

  test('a change writes the columns given, in any order, and no others', async () => {
    const [contactId, id] = [randomUUID(), randomUUID()];
    await insertContact(db, { id: contactId, createdAt: at });
    const row = { id, contactId, channel: 'telegram', account: 'bot', createdAt: at } as const;
    await insertAddress(db, { ...row, phone: '+7' });
    await updateAddress(db, id, { username: 'a', pausedAt: at });
    await updateAddress(db, id, { stoppedAt: later, username: 'b' });
    await updateAddress(db, id, { username: 'c', stoppedAt: at });
    await updateAddress(db, id, { session: { topic: null } });
    expect(await findAddress(db, id)).toMatchObject({
      username: 'c',
      stoppedAt: at,
      pausedAt: at,
      phone: '+7',
      session: { topic: null },
    });
    await updateAddress(db, id, { session: null, pausedAt: null });
    expect(await findAddress(db, id)).toMatchObject({ session: null, pausedAt: null });
    await expect(updateAddress(db, id, {})).rejects.toThrow('No values to set');
  });

  test('a condition may have the name of a column that is changed', async () => {
    const rename = updating(patient, eq(patient.name, sql.placeholder('name')));
    await upsertPatient(db, named('n1', 'old name'));
    await rename(db, { name: 'old name' }, { name: 'new name' });
    expect(await nameOf(db, 'n1')).toBe('new name');
  });

  test('ids with quotes, commas, braces and a length that changes', async () => {
    const among = statement((on) =>
      on.select({ id: patient.id }).from(patient).where(isAnyOf(patient.id, 'ids')),
    );
    const odd = [`a'b`, 'a"b', 'a,b', '{a}', 'a\\b', 'NULL', 'null', ' ', 'Ё', '$1', 'a\tb'];
    for (const id of odd) await upsertPatient(db, named(id, 'odd'));
    for (const some of [[], odd.slice(0, 1), odd, [...odd, ...odd, 'unknown']]) {
      const found = await among(db, { ids: jsonOf(some) });
      const wanted = odd.filter((id) => some.includes(id));
      expect(found).toHaveLength(wanted.length);
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set(wanted));
    }
  });

  test('ids that are uuids', async () => {
    const among = statement((on) =>
      on.select({ id: contact.id }).from(contact).where(isAnyOf(contact.id, 'ids')),
    );
    const ids = [randomUUID(), randomUUID()].sort();
    for (const id of ids) await insertContact(db, { id, createdAt: at });
    const found = await among(db, { ids: jsonOf([...ids, randomUUID()]) });
    expect(found.map(({ id }) => id).sort()).toEqual(ids);
  });

  test('a named value is written as its column is', async () => {
    const rezone = statement((on) =>
      on
        .update(clinic)
        .set({
          languages: given(clinic.languages, 'languages'),
          hours: given(clinic.hours, 'hours'),
        })
        .where(eq(clinic.id, sql.placeholder('id')))
        .returning(),
    );
    await db.insert(clinic).values({ ...named('c', 'C'), zone: 'UTC', languages: ['ru'] });
    const { hours } = blankCard;
    expect(await rezone(db, { id: 'c', languages: ['en', 'ru'], hours })).toMatchObject([
      { languages: ['en', 'ru'], hours },
    ]);
    expect(await rezone(db, { id: 'c', languages: [], hours: null })).toMatchObject([
      { languages: [], hours: null },
    ]);
    await expect(rezone(db, { id: 'c', languages: [] })).rejects.toThrow('"hours"');
  });
});
