import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rows } from '../../src/store/db.ts';
import { migrateUrl } from '../../src/store/migrate.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { emptyDatabase, freshDatabase } from '../support/postgres.ts';

test('two processes that start at once on an empty database both come up', async () => {
  const url = await emptyDatabase();
  await Promise.all([migrateUrl(url), migrateUrl(url), migrateUrl(url)]);
  const store = openPostgres(url);
  const applied = await rows(
    store.db,
    sql`select count(*)::int as n from drizzle.__drizzle_migrations`,
  );
  const file = join(import.meta.dirname, '../../migrations/meta/_journal.json');
  const { entries } = JSON.parse(readFileSync(file, 'utf8')) as { entries: readonly unknown[] };
  expect(applied).toMatchObject([{ n: entries.length }]);
  await store.close();
});

describe('once written', () => {
  let client: postgres.Sql;
  const refused = { code: '23001' };

  beforeAll(async () => {
    client = postgres(await freshDatabase(), { max: 1, onnotice: () => {} });
    await client`insert into patient (id, name, created_at, updated_at) values ('p', 'P', now(), now())`;
    await client`insert into audit (at, actor, action, subject, details) values (now(), 'a', 'a', 'a', '{}')`;
    await client`insert into notice (hash, version, text, created_at) values ('h', 'v', 't', now())`;
    await client`insert into consent_event
        (id, patient_id, purpose, channel, act, mechanism, strength, notice_hash, actor, at)
      values (gen_random_uuid(), 'p', 'visit', 'telegram', 'given', 'chat', 2, 'h', 'patient', now())`;
    await client`insert into consent_detail (event_id, salt, wording) select id, 's', 'w' from consent_event`;
    await client`insert into message (id, direction, kind, proactive, purpose, author, state, due_at, not_after, tries, created_at)
      values (gen_random_uuid(), 'out', 'k', true, 'visit', 'bot', 'planned', now(), now(), 0, now())`;
    await client`insert into decision (message_id, at, stage, verdict, code) select id, now(), 'plan', 'drop', 'no_consent' from message`;
  });
  afterAll(() => client.end());

  test.each([
    ['consent_event', 'actor'],
    ['audit', 'actor'],
    ['notice', 'text'],
    ['decision', 'code'],
  ])('%s can only be appended to', async (table, column) => {
    await expect(client.unsafe(`delete from ${table}`)).rejects.toMatchObject(refused);
    await expect(client.unsafe(`update ${table} set ${column} = 'x'`)).rejects.toMatchObject(
      refused,
    );
    await expect(client.unsafe(`truncate ${table} cascade`)).rejects.toMatchObject(refused);
  });

  test('the words of an agreement are never changed, only forgotten one by one', async () => {
    await expect(client`update consent_detail set wording = 'x'`).rejects.toMatchObject(refused);
    await expect(client`truncate consent_detail`).rejects.toMatchObject(refused);
    await expect(client`truncate consent_head`).rejects.toMatchObject(refused);
    expect((await client`delete from consent_detail`).count).toBe(1);
  });
});
