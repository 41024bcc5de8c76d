import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { migrateUrl } from '../../src/store/migrate.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { emptyDatabase, freshDatabase } from '../support/postgres.ts';

test('two processes that start at once on an empty database both come up', async () => {
  const url = await emptyDatabase();
  await Promise.all([migrateUrl(url), migrateUrl(url), migrateUrl(url)]);
  const store = openPostgres(url);
  const applied = await store.db.execute(
    sql`select count(*)::int as n from drizzle.__drizzle_migrations`,
  );
  expect(applied).toMatchObject([{ n: 2 }]);
  await store.close();
});

test.each(['consent_event', 'audit'])('%s can only be appended to', async (table) => {
  const client = postgres(await freshDatabase(), { max: 1, onnotice: () => {} });
  await client`insert into clinic (id, name, zone, languages, created_at, updated_at) values ('c', 'C', 'UTC', '["ru"]', now(), now())`;
  await client`insert into patient (id, name, created_at, updated_at) values ('p', 'P', now(), now())`;
  await client`insert into audit (at, actor, action, subject, details) values (now(), 'a', 'a', 'a', '{}')`;
  await client`insert into consent_event (id, patient_id, purpose, channel, act, mechanism, strength, actor, at)
    values (gen_random_uuid(), 'p', 'visit', 'telegram', 'given', 'chat', 2, 'patient', now())`;
  const refused = { code: '23001' };
  await expect(client.unsafe(`delete from ${table}`)).rejects.toMatchObject(refused);
  await expect(client.unsafe(`update ${table} set actor = 'x'`)).rejects.toMatchObject(refused);
  await expect(client.unsafe(`truncate ${table} cascade`)).rejects.toMatchObject(refused);
  await client.end();
});
