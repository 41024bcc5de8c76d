/** A database of the first release, with patients and agreements in it, is brought forward. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { PgliteDatabase } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendConsent, checkChain } from '../../src/app/ledger.ts';
import { standing } from '../../src/domain/consent.ts';
import { consentHistory } from '../../src/store/consent.ts';
import { rows } from '../../src/store/db.ts';
import { migrateEmbedded } from '../../src/store/migrate.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';
import { given } from './ledger-fixture.ts';

const bindingId = '00000000-0000-4000-8000-00000000000b';
let fresh: Fresh;

beforeAll(async () => {
  fresh = await freshContext({ migrated: false, poolMax: 1 });
  await migrateFirst(2);
  await firstRelease();
  await migrateEmbedded(fresh.store);
}, 120_000);
afterAll(() => fresh.close());

/** The migrations as they were when there were only so many. */
async function migrateFirst(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'zabota-migrations-'));
  cpSync(join(import.meta.dirname, '../../migrations'), folder, { recursive: true });
  const file = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  await migrate(fresh.store.db as unknown as PgliteDatabase, { migrationsFolder: folder });
  rmSync(folder, { recursive: true });
}

/** Two patients' agreements, one after another in turn, as the first release wrote them. */
async function firstRelease(): Promise<void> {
  const run = (text: string) => fresh.ctx.db.execute(sql.raw(text));
  await run(`insert into patient (id, name, created_at, updated_at) values
    ('zoya', 'Z', now(), now()), ('anna', 'A', now(), now()), ('nobody', 'N', now(), now())`);
  const id = (n: number) => `'00000000-0000-4000-8000-00000000000${n}'`;
  await run(`insert into contact (id, created_at) values (${id(1)}, now())`);
  await run(`insert into address (id, contact_id, channel, account, user_id, last_inbound_at, created_at)
    values (${id(2)}, ${id(1)}, 'telegram', 'bot', '7', '2026-02-01T10:00Z', '2025-01-01T10:00Z'),
      (${id(3)}, ${id(1)}, 'whatsapp', 'bot', '8', null, '2025-01-01T10:00Z')`);
  await run(`insert into binding (id, contact_id, patient_id, address_id, relation, verified_by, created_at)
    values ('${bindingId}', ${id(1)}, 'zoya', ${id(2)}, 'self', 'invitation', '2025-01-02T10:00Z'),
      (${id(4)}, ${id(1)}, 'zoya', ${id(3)}, 'self', 'invitation', '2025-01-03T10:00Z')`);
  await run(`insert into consent_event
      (id, patient_id, purpose, channel, binding_id, act, mechanism, strength, wording, notice_version, document, actor, inbound_id, at)
    values
      (gen_random_uuid(), 'zoya', 'visit', 'telegram', '${bindingId}', 'given', 'chat', 2, 'Да, «пишите» 🦷', 'ru-1', null, 'patient', 5, '2024-02-29T10:00:00.1239Z'),
      (gen_random_uuid(), 'anna', 'hygiene', 'telegram', null, 'given', 'paper', 4, null, null, 'No. 12', 'staff:1', null, '2026-01-31T22:30Z'),
      (gen_random_uuid(), 'zoya', 'wellbeing', 'telegram', '${bindingId}', 'given', 'chat', 2, '', null, '', 'patient', 6, '2026-01-31T10:00Z'),
      (gen_random_uuid(), 'anna', 'hygiene', 'telegram', null, 'withdrawn', 'staff', 1, 'said so', null, 'No. 13', 'staff:1', null, '2026-02-01T10:00Z'),
      (gen_random_uuid(), 'zoya', 'visit', 'telegram', '${bindingId}', 'withdrawn', 'stop', 2, null, null, null, 'patient', 7, '2026-02-02T10:00Z')`);
}

const told = async (patientId: string) =>
  (await consentHistory(fresh.ctx.db, patientId)).map(
    ({ number, purpose, act, wording, document, expiresAt }) =>
      [number, purpose, act, wording, document, expiresAt?.toISOString() ?? null] as const,
  );

test('each patient’s entries are in their order, with their words, and run out by their term', async () => {
  expect(await told('zoya')).toEqual([
    [1, 'visit', 'given', 'Да, «пишите» 🦷', null, '2026-02-28T10:00:00.124Z'],
    [2, 'wellbeing', 'given', '', '', '2026-03-02T10:00:00.000Z'],
    [3, 'visit', 'withdrawn', null, null, null],
  ]);
  expect(await told('anna')).toEqual([
    [1, 'hygiene', 'given', null, 'No. 12', '2027-01-31T22:30:00.000Z'],
    [2, 'hygiene', 'withdrawn', 'said so', 'No. 13', null],
  ]);
});

test('the chains are whole, and what comes now continues them', async () => {
  expect(await checkChain(fresh.ctx, 'zoya')).toMatchObject({ entries: 3, fault: null });
  expect(await checkChain(fresh.ctx, 'anna')).toMatchObject({ entries: 2, fault: null });
  expect(await checkChain(fresh.ctx, 'nobody')).toMatchObject({ entries: 0, fault: null });
  await appendConsent(fresh.ctx, given('zoya', { bindingId, wording: 'снова да' }));
  expect(await checkChain(fresh.ctx, 'zoya')).toMatchObject({ entries: 4, fault: null });
  const question = { purpose: 'visit', channel: 'telegram', bindingId } as const;
  expect(standing(await consentHistory(fresh.ctx.db, 'zoya'), question)?.act).toBe('given');
});

test('what was append-only still is', async () => {
  const refused = { cause: { code: '23001' } };
  const change = fresh.ctx.db.execute(sql`update consent_event set actor = 'x'`);
  await expect(change).rejects.toMatchObject(refused);
  await expect(fresh.ctx.db.execute(sql`delete from consent_event`)).rejects.toMatchObject(refused);
});

test('an account was last heard when it last wrote, else when it was bound', async () => {
  const alive = await rows<{ at: Date | string }>(
    fresh.ctx.db,
    sql`select alive_at as at from binding order by created_at`,
  );
  expect(alive.map(({ at }) => new Date(at).toISOString())).toEqual([
    '2026-02-01T10:00:00.000Z',
    '2025-01-03T10:00:00.000Z',
  ]);
});
