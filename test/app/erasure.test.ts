import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { putAppointment } from '../../src/app/appointments.ts';
import { putCard } from '../../src/app/cards.ts';
import { recordConsent } from '../../src/app/consents.ts';
import { transact } from '../../src/app/context.ts';
import {
  askErasure,
  type ErasureRow,
  eraseDue,
  eraseNow,
  listErasures,
  refuseErasure,
  requestErasure,
} from '../../src/app/erasure.ts';
import type { Outcome } from '../../src/app/fault.ts';
import { issueCode } from '../../src/app/identity.ts';
import { invite } from '../../src/app/invitations.ts';
import { checkChain } from '../../src/app/ledger.ts';
import { putPatient } from '../../src/app/registry.ts';
import { startWellbeing } from '../../src/app/wellbeing.ts';
import { standing } from '../../src/domain/consent.ts';
import { consentHistory } from '../../src/store/consent.ts';
import { rows } from '../../src/store/db.ts';
import { listMessages, updateMessage } from '../../src/store/messages.ts';
import { findAddress, updateAddress } from '../../src/store/people.ts';
import { findPatient } from '../../src/store/registry.ts';
import { type Fresh, freshContext } from '../support/pglite.ts';
import { platformDouble } from '../web/api/channel-double.ts';
import {
  type Family,
  family,
  known,
  mashaIs,
  wordsOfMasha,
  wordsOfPetya,
  written,
} from './family.ts';

const channels = [platformDouble('telegram'), platformDouble('whatsapp')];
let fresh: Fresh;
let people: Family;

function withFamilyEachTime(): void {
  beforeEach(async () => {
    fresh = await freshContext({ channels });
    people = await family(fresh);
  });
  afterEach(() => fresh.close());
}

const ask = (addressId: string | null = null) =>
  transact(fresh.ctx, (tx) =>
    requestErasure(tx, { patientId: 'masha', requestedBy: 'patient', addressId }),
  );

const erase = async (addressId: string | null = null): Promise<ErasureRow> => {
  const { id } = await ask(addressId);
  return done(await eraseNow(fresh.ctx, { erasureId: id, actor: `staff:${people.ownerId}` }));
};

function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.fault.code);
  return outcome.value;
}

/** Every column of every table, whatever its type: `table word` where a word is found. */
async function found(words: readonly string[]): Promise<string[]> {
  const { db } = fresh.ctx;
  const tables = await rows<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const hits: string[] = [];
  for (const { name } of tables) {
    for (const word of words) {
      const [hit] = await rows(
        db,
        sql`select 1 from ${sql.identifier(name)} as t
          where position(lower(${word}) in lower(t::text)) > 0 limit 1`,
      );
      if (hit) hits.push(`${name} ${word}`);
    }
  }
  return hits;
}

describe('erasing one of a family', () => {
  let row: ErasureRow;
  let before: Record<'hers' | 'theirs' | 'herMessages' | 'hisMessages', unknown>;
  beforeAll(async () => {
    fresh = await freshContext({ channels });
    people = await family(fresh);
    before = {
      hers: await found(wordsOfMasha),
      theirs: await found(wordsOfPetya),
      herMessages: await waiting('masha'),
      hisMessages: await waiting('petya'),
    };
    row = await erase();
  });
  afterAll(() => fresh.close());

  const waiting = async (id: string) =>
    (await listMessages(fresh.ctx.db, { patientId: id, states: ['planned'], limit: 50 })).length;

  test('leaves no word of hers in any column, and every word of the others', async () => {
    for (const word of wordsOfMasha)
      expect(before.hers, word).toContainEqual(expect.stringMatching(`^\\w+ ${word}$`));
    expect(await found(wordsOfMasha)).toEqual([]);
    expect(await found(wordsOfPetya)).toEqual(before.theirs);
  });

  test('the chain still proves what was agreed, and that nothing holds any more', async () => {
    const chain = await checkChain(fresh.ctx, 'masha');
    const history = await consentHistory(fresh.ctx.db, 'masha');
    const head = row.proof?.ledger?.hash;
    expect(chain).toEqual({ fault: null, entries: history.length, head });
    expect(history.map(({ wording, document }) => wording ?? document)).toEqual(
      history.map(() => null),
    );
    for (const purpose of ['visit', 'wellbeing'] as const) {
      for (const bindingId of [null, people.bindings.byMother, people.bindings.own]) {
        const held = standing(history, { purpose, channel: 'telegram', bindingId });
        expect(held?.act, `${purpose} ${bindingId}`).toBe('withdrawn');
      }
    }
    expect((await checkChain(fresh.ctx, 'petya')).fault).toBeNull();
  });

  test('the proof can be computed anew, and the audit holds the same digest', async () => {
    const { proof, id } = row;
    const lines = Object.entries(proof?.rows ?? {}).flatMap(([table, ids]) =>
      ids.map((one) => `${table} ${one}\n`),
    );
    const digest = createHash('sha256').update(lines.sort().join('')).digest('hex');
    expect(proof?.digest).toBe(digest);
    expect(proof?.counts).toMatchObject({ patient: 1, service_card: 1, consent_detail: 2 });
    const audited = await rows<{ details: unknown }>(
      fresh.ctx.db,
      sql`select details from audit where action = 'erased'`,
    );
    expect(audited.map(({ details }) => details)).toEqual([
      { erasure: id, counts: proof?.counts, digest, ledger: proof?.ledger },
    ]);
  });

  test('nothing more goes out for her; her brother keeps his reminders', async () => {
    expect(before.herMessages).toBeGreaterThan(2);
    expect(before.hisMessages).toBeGreaterThan(1);
    expect([await waiting('masha'), await waiting('petya')]).toEqual([0, before.hisMessages]);
    await visitAgain();
    expect(await waiting('masha')).toBe(0);
    const [calls] = await rows<{ open: number }>(
      fresh.ctx.db,
      sql`select count(*)::int as open from call_task where patient_id = 'masha' and state = 'open'`,
    );
    expect(calls?.open).toBe(0);
  });

  test('whatever would record her anew is refused', async () => {
    const { ctx } = fresh;
    const by = { patientId: 'masha', actor: 'api' };
    const paper = {
      channel: 'telegram',
      act: 'given',
      mechanism: 'paper',
      strength: null,
    } as const;
    const consent = { ...by, ...paper, purpose: 'visit' as const, wording: null, document: null };
    const outcomes: Outcome<unknown>[] = [
      await putPatient(ctx, { ...known, ...mashaIs }),
      await putCard(ctx, { ...by, change: {} }),
      await recordConsent(ctx, consent),
      await invite(ctx, by),
      await issueCode(ctx, by),
      await startWellbeing(ctx, { ...by, appointmentId: 'v-masha', after: 'P2D', note: 'Маша' }),
      await askErasure(ctx, by),
    ];
    expect(outcomes.map((one) => (one.ok ? 'ok' : one.fault.code))).toEqual(
      outcomes.map(() => 'erased'),
    );
    expect(await found(wordsOfMasha)).toEqual([]);
  });

  test('a byte changed in the ledger afterwards is still found', async () => {
    const { db } = fresh.ctx;
    await db.execute(sql`alter table consent_event disable trigger consent_event_append_only`);
    await db.execute(
      sql`update consent_event set mechanism = 'staff' where patient_id = 'masha' and number = 1`,
    );
    expect((await checkChain(fresh.ctx, 'masha')).fault).toEqual({ number: 1, code: 'hash' });
  });
});

const visitAgain = () =>
  putAppointment(fresh.ctx, {
    id: 'v-masha-2',
    patientId: 'masha',
    doctorId: 'd1',
    clinicId: 'c1',
    serviceId: null,
    startsAt: new Date('2026-03-20T09:00:00Z'),
    durationMin: 30,
    status: 'booked',
    version: 1,
    actor: 'api',
  });

describe('the wish', () => {
  withFamilyEachTime();

  test('waits while a request is under way, and then nothing is half done', async () => {
    const claimed = { channel: 'whatsapp', addressId: people.masha, state: 'claimed' } as const;
    const messageId = await written(fresh, { ...claimed, patientId: 'masha', text: 'Маша' });
    const { id } = await ask();
    const act = { erasureId: id, actor: 'api' };
    expect(await eraseNow(fresh.ctx, act)).toMatchObject({ ok: false, fault: { code: 'sending' } });
    expect((await findPatient(fresh.ctx.db, 'masha'))?.erasedAt).toBeNull();
    await updateMessage(fresh.ctx.db, messageId, { state: 'sent' });
    expect(done(await eraseNow(fresh.ctx, act)).doneAt).not.toBeNull();
  });

  test('is open once, with the owner of longest standing and thirty days', async () => {
    const first = await ask(people.masha);
    expect(first).toMatchObject({
      ownerId: people.ownerId,
      dueAt: new Date('2026-03-31T09:00:00Z'),
      doneAt: null,
    });
    fresh.clock.set('2026-03-10T09:00:00Z');
    expect(await ask()).toEqual(first);
    expect(await listErasures(fresh.ctx, { open: true })).toEqual([first]);
    const audited = await rows(
      fresh.ctx.db,
      sql`select 1 from audit where action = 'erasure_asked'`,
    );
    expect(audited.length).toBe(1);
  });

  test('is done by itself when its time has come, and once', async () => {
    const { id } = await ask();
    fresh.clock.set('2026-03-31T08:59:59Z');
    expect(await eraseDue(fresh.ctx)).toBe(0);
    fresh.clock.set('2026-03-31T09:00:00Z');
    expect(await eraseDue(fresh.ctx)).toBe(1);
    expect(await eraseDue(fresh.ctx)).toBe(0);
    expect(await listErasures(fresh.ctx, { open: false })).toMatchObject([
      { id, doneBy: 'system', doneAt: fresh.clock.now() },
    ]);
  });

  test('is decided once; refused, it may be asked again', async () => {
    const { id } = await ask();
    const act = { erasureId: id, actor: 'api' };
    expect(await refuseErasure(fresh.ctx, { ...act, reason: ' ' })).toMatchObject({
      fault: { field: 'reason' },
    });
    const refused = done(await refuseErasure(fresh.ctx, { ...act, reason: 'Спор в суде' }));
    expect(refused).toMatchObject({ refusedReason: 'Спор в суде', doneAt: null });
    expect(await eraseNow(fresh.ctx, act)).toMatchObject({ fault: { code: 'already_refused' } });
    fresh.clock.set('2026-06-01T09:00:00Z');
    expect(await eraseDue(fresh.ctx)).toBe(0);
    expect((await ask()).id).not.toBe(id);
  });
});

describe('the last word', () => {
  withFamilyEachTime();

  const lastWords = async () =>
    (await listMessages(fresh.ctx.db, { limit: 200 })).filter(({ kind }) => kind === 'erased');

  test('goes to the account that asked, which is emptied only after it', async () => {
    const erased = await erase(people.masha);
    const [word] = await lastWords();
    expect(word).toMatchObject({ addressId: people.masha, state: 'planned', patientId: null });
    expect(await found(['masha-user'])).toEqual(['address masha-user']);
    await eraseDue(fresh.ctx);
    expect((await findAddress(fresh.ctx.db, people.masha))?.userId).toBe('masha-user');
    await updateMessage(fresh.ctx.db, word?.id ?? '', { state: 'sent' });
    await eraseDue(fresh.ctx);
    expect(await found(['masha-user', '9161112233', 'masha_s'])).toEqual([]);
    const [after] = await listErasures(fresh.ctx, { open: false });
    expect(after?.proof?.rows.address).toEqual([people.masha]);
    expect(after?.proof?.digest).not.toBe(erased.proof?.digest);
  });

  test('is not waited for longer than a day', async () => {
    await erase(people.masha);
    fresh.clock.set('2026-03-02T09:00:01Z');
    await eraseDue(fresh.ctx);
    expect(await found(['masha-user', '9161112233'])).toEqual([]);
  });

  test('who writes again meanwhile is a new acquaintance', async () => {
    await erase(people.masha);
    fresh.clock.set('2026-03-02T10:00:00Z');
    await updateAddress(fresh.ctx.db, people.masha, { lastInboundAt: fresh.clock.now() });
    await eraseDue(fresh.ctx);
    expect((await findAddress(fresh.ctx.db, people.masha))?.userId).toBe('masha-user');
    expect(await found(['больно жевать', 'Мария'])).toEqual([]);
  });

  test('to a family account leaves the account to the others', async () => {
    await erase(people.mother);
    expect((await lastWords()).map(({ addressId }) => addressId)).toEqual([people.mother]);
    fresh.clock.set('2026-03-05T09:00:00Z');
    await eraseDue(fresh.ctx);
    expect((await findAddress(fresh.ctx.db, people.mother))?.userId).toBe('olga-user');
  });

  test('is not said where nobody could hear it', async () => {
    await updateAddress(fresh.ctx.db, people.masha, { unreachableCode: 'blocked' });
    await erase(people.masha);
    expect(await lastWords()).toEqual([]);
    expect(await found(['masha-user'])).toEqual([]);
  });
});
