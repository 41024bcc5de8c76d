/** Entries written through the app make a chain that both hashes, SQL's and ours, agree on. */

import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { transact } from '../../src/app/context.ts';
import { newId } from '../../src/app/ids.ts';
import { appendConsent, checkChain, type NewConsent } from '../../src/app/ledger.ts';
import { consentHistory } from '../../src/store/consent.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';
import { freshDatabase } from '../support/postgres.ts';
import { addPatient, faultIn, fiveEntries, given } from './ledger-fixture.ts';

let fresh: Fresh;
beforeAll(async () => {
  fresh = await freshContext({ now: '2026-03-01T09:00:00.123Z', poolMax: 1, isOwn: true });
}, 120_000);
afterAll(() => fresh.close());

const newPatient = async (): Promise<string> => {
  const id = newId();
  await addPatient(fresh.ctx.db, id);
  return id;
};

test('five entries are numbered, linked, readable and end at their head', async () => {
  await fiveEntries(fresh.ctx, 'anna');
  const history = await consentHistory(fresh.ctx.db, 'anna');
  expect(history.map(({ number, act, wording }) => [number, act, wording])).toEqual([
    [1, 'given', 'Согласен'],
    [2, 'given', 'Да, пишите'],
    [3, 'given', 'Да'],
    [4, 'renewed', null],
    [5, 'withdrawn', 'стоп'],
  ]);
  expect(history.map(({ prevHash }) => prevHash)).toEqual([
    '',
    ...history.slice(0, 4).map(({ hash }) => hash),
  ]);
  expect(await checkChain(fresh.ctx, 'anna')).toEqual({
    entries: 5,
    head: history[4]!.hash,
    fault: null,
  });
});

test('no entries are a whole chain too', async () => {
  expect(await checkChain(fresh.ctx, await newPatient())).toEqual({
    entries: 0,
    head: null,
    fault: null,
  });
});

test('what an insert says of number and hashes is not believed', async () => {
  const id = await newPatient();
  await fresh.ctx.db.execute(sql`insert into consent_event
      (id, patient_id, number, purpose, channel, act, mechanism, strength, actor, at, prev_hash, hash)
    values (gen_random_uuid(), ${id}, 7, 'visit', 'telegram', 'given', 'chat', 2, 'patient', now(), 'a', 'b'),
      (gen_random_uuid(), ${id}, 7, 'visit', 'telegram', 'withdrawn', 'chat', 2, 'patient', now(), 'a', 'b')`);
  expect(await checkChain(fresh.ctx, id)).toMatchObject({ entries: 2, fault: null });
});

test('what is rolled back leaves no gap', async () => {
  const id = await newPatient();
  await appendConsent(fresh.ctx, given(id));
  const broken = transact(fresh.ctx, async (tx) => {
    await appendConsent(tx, given(id));
    throw new Error('stop');
  });
  await expect(broken).rejects.toThrow('stop');
  await appendConsent(fresh.ctx, given(id));
  expect(await checkChain(fresh.ctx, id)).toMatchObject({ entries: 2, fault: null });
});

test('the same notice in other entries, or under another name, is kept once', async () => {
  const [one, two] = [await newPatient(), await newPatient()];
  const text = 'May we write to you?';
  await appendConsent(fresh.ctx, given(one, { notice: { version: 'en-1', text } }));
  await appendConsent(fresh.ctx, given(two, { notice: { version: 'en-2', text } }));
  expect([await faultIn(fresh.ctx, one), await faultIn(fresh.ctx, two)]).toEqual([null, null]);
});

describe('SQL and JavaScript hash alike', () => {
  const texts = [
    '',
    ' ',
    'a,1:b,',
    '-,',
    'ё',
    'е\u0308',
    '🦷👩‍⚕️',
    '\u202Eabc',
    'line\r\nline\t',
    '\\x00',
    '\uD800',
    'я'.repeat(70_000),
  ];
  test.each(texts.map((text) => [text.slice(0, 12), text] as const))('%j', async (_, text) => {
    const id = await newPatient();
    const words = { wording: text, document: text, notice: { version: text, text } };
    await appendConsent(fresh.ctx, given(id, words));
    await appendConsent(
      fresh.ctx,
      given(id, { mechanism: text.slice(0, 100), actor: text, wording: text }),
    );
    expect(await faultIn(fresh.ctx, id)).toBeNull();
  });

  test('words that begin with a byte order mark', async () => {
    const id = await newPatient();
    await appendConsent(fresh.ctx, given(id, { wording: '\uFEFF\uFEFFДа', document: '\uFEFF' }));
    expect(await faultIn(fresh.ctx, id)).toBeNull();
    const [row] = await consentHistory(fresh.ctx.db, id);
    expect(row).toMatchObject({ wording: 'Да', document: '' });
  });

  const storable = fc
    .string({ unit: 'binary', maxLength: 40 })
    .map((text) => text.replaceAll(/[\0\uFEFF]/g, ''));
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });
  const anyEntry: fc.Arbitrary<Partial<NewConsent>> = fc.record({
    act: fc.constantFrom('given', 'renewed', 'withdrawn'),
    purpose: fc.constantFrom('visit', 'wellbeing', 'offers'),
    mechanism: storable,
    strength: fc.constantFrom(0, 1, 2, 3, 4),
    notice: maybe(fc.record({ version: storable, text: storable })),
    wording: maybe(storable),
    document: maybe(storable),
    actor: storable,
    inboundId: maybe(fc.maxSafeNat()),
    reasonId: maybe(fc.uuid()),
  });
  const anyInstant = fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2060, 0) });

  test('whatever the fields hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyEntry, anyInstant), { maxLength: 6 }), async (all) => {
        const id = await newPatient();
        for (const [entry, ms] of all) {
          const clock = { now: () => new Date(ms) };
          await appendConsent({ ...fresh.ctx, clock }, given(id, entry));
        }
        expect(await checkChain(fresh.ctx, id)).toMatchObject({ entries: all.length, fault: null });
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

test('two processes that append at once, in crossed orders, still write one gapless chain each', async () => {
  const url = await freshDatabase();
  const stores = [openPostgres(url), openPostgres(url)];
  const [one, other] = stores.map((store): Context => ({ ...fresh.ctx, db: store.db }));
  for (const id of ['anna', 'boris']) await addPatient(one!.db, id);
  const both = (ctx: Context, ids: readonly string[]) =>
    transact(ctx, async (tx) => {
      for (const patientId of ids) await appendConsent(tx, given(patientId, { wording: 'Да' }));
    });
  const single = (ctx: Context) => transact(ctx, (tx) => appendConsent(tx, given('anna')));
  const rounds = Array.from({ length: 12 });
  await Promise.all(
    rounds.flatMap(() => [
      single(one!),
      single(other!),
      both(one!, ['anna', 'boris']),
      both(other!, ['anna', 'boris']),
    ]),
  );
  expect(await checkChain(one!, 'anna')).toMatchObject({ entries: 48, fault: null });
  expect(await checkChain(other!, 'boris')).toMatchObject({ entries: 24, fault: null });
  // Each waits for the other's second patient: PostgreSQL rolls one back, and it runs again.
  for (const _ of rounds.slice(0, 3)) {
    await Promise.all([both(one!, ['anna', 'boris']), both(other!, ['boris', 'anna'])]);
  }
  expect(await checkChain(one!, 'anna')).toMatchObject({ entries: 54, fault: null });
  expect(await checkChain(one!, 'boris')).toMatchObject({ entries: 30, fault: null });
  await Promise.all(stores.map((store) => store.close()));
});
