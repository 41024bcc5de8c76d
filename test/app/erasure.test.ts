import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accept } from '../../src/app/accept.ts';
import { putAppointment } from '../../src/app/appointments.ts';
import { putCard } from '../../src/app/cards.ts';
import { recordConsent } from '../../src/app/consents.ts';
import { transact } from '../../src/app/context.ts';
import { askErasure, type ErasureRow, eraseNow, requestErasure } from '../../src/app/erasure.ts';
import type { Outcome } from '../../src/app/fault.ts';
import { issueCode } from '../../src/app/identity.ts';
import { invite } from '../../src/app/invitations.ts';
import { checkChain } from '../../src/app/ledger.ts';
import { receivePending } from '../../src/app/receive.ts';
import { putPatient } from '../../src/app/registry.ts';
import { startWellbeing } from '../../src/app/wellbeing.ts';
import { standing } from '../../src/domain/consent.ts';
import { consentHistory } from '../../src/store/consent.ts';
import { rows } from '../../src/store/db.ts';
import { listMessages } from '../../src/store/messages.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';
import { platformDouble } from '../web/api/channel-double.ts';
import { type Family, family, known, mashaIs, wordsOfMasha, wordsOfPetya } from './family.ts';
import { done, found } from './found.ts';

const channels = [platformDouble('telegram'), platformDouble('whatsapp')];
let fresh: Fresh;
let people: Family;

const ask = (addressId: string | null = null) =>
  transact(fresh.ctx, (tx) =>
    requestErasure(tx, { patientId: 'masha', requestedBy: 'patient', addressId }),
  );

const erase = async (addressId: string | null = null): Promise<ErasureRow> => {
  const { id } = await ask(addressId);
  return done(await eraseNow(fresh.ctx, { erasureId: id, actor: `staff:${people.ownerId}` }));
};

describe('erasing one of a family', () => {
  let row: ErasureRow;
  let before: Record<'hers' | 'theirs' | 'herMessages' | 'hisMessages', unknown>;
  beforeAll(async () => {
    fresh = await freshContext({ channels });
    people = await family(fresh);
    before = {
      hers: await found(fresh, wordsOfMasha),
      theirs: await found(fresh, wordsOfPetya),
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
    expect(await found(fresh, wordsOfMasha)).toEqual([]);
    expect(await found(fresh, wordsOfPetya)).toEqual(before.theirs);
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
    expect(await found(fresh, wordsOfMasha)).toEqual([]);
  });

  test('an old button with her name, pressed afterwards, does not bring the name back', async () => {
    const { ctx } = fresh;
    const [telegram] = channels;
    if (!telegram) throw new Error('no channel');
    const press = {
      type: 'button',
      data: 'whose:0',
      label: 'Маша',
      messageId: 'gone',
      externalId: 'late-press',
      account: 'telegram-account',
      sender: { userId: 'olga-user' },
      at: ctx.clock.now().toISOString(),
    } as const;
    await accept(ctx, telegram, [{ event: press, raw: '' }]);
    await receivePending(ctx);
    expect(
      await rows(
        ctx.db,
        sql`select 1 from inbound where state = 'done'
      and external_id = 'late-press'`,
      ),
    ).toHaveLength(1);
    expect(await found(fresh, wordsOfMasha)).toEqual([]);
  });

  test('a byte changed in the ledger afterwards is still found', async () => {
    const { db } = fresh.ctx;
    await db.execute(sql`alter table consent_event disable trigger consent_event_append_only`);
    await db.execute(
      sql`update consent_event set mechanism = 'staff' where patient_id = 'masha' and number = 1`,
    );
    await db.execute(sql`alter table consent_event enable trigger consent_event_append_only`);
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
