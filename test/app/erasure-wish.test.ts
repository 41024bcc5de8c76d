import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transact } from '../../src/app/context.ts';
import {
  type ErasureRow,
  eraseDue,
  eraseNow,
  listErasures,
  refuseErasure,
  requestErasure,
} from '../../src/app/erasure.ts';
import { stopEverything } from '../../src/app/stopping.ts';
import { rows } from '../../src/store/db.ts';
import { listMessages, updateMessage } from '../../src/store/messages.ts';
import { findAddress, updateAddress } from '../../src/store/people.ts';
import { findPatient } from '../../src/store/registry.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';
import { platformDouble } from '../web/api/channel-double.ts';
import { type Family, family, wordsOfMasha } from './family.ts';
import { written } from './family-talk.ts';
import { done, found } from './found.ts';

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

describe('a family that stopped together', () => {
  withFamilyEachTime();

  test('has what it said about all of them forgotten with the first', async () => {
    const mother = await findAddress(fresh.ctx.db, people.mother);
    if (!mother) throw new Error('no mother');
    const wording = 'Больше не писать. Кого это касается: Смирнова Мария, Смирнов Пётр';
    const act = { actor: 'patient', inboundId: null, wording, heardAt: fresh.ctx.clock.now() };
    await transact(fresh.ctx, (tx) => stopEverything(tx, mother, act));
    await erase();
    expect(await found(fresh, wordsOfMasha)).toEqual([]);
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
    expect(await found(fresh, ['masha-user'])).toEqual(['address masha-user']);
    await eraseDue(fresh.ctx);
    expect((await findAddress(fresh.ctx.db, people.masha))?.userId).toBe('masha-user');
    await updateMessage(fresh.ctx.db, word?.id ?? '', { state: 'sent' });
    await eraseDue(fresh.ctx);
    expect(await found(fresh, ['masha-user', '9161112233', 'masha_s'])).toEqual([]);
    const [after] = await listErasures(fresh.ctx, { open: false });
    expect(after?.proof?.rows.address).toEqual([people.masha]);
    expect(after?.proof?.digest).not.toBe(erased.proof?.digest);
  });

  test('is not waited for longer than a day', async () => {
    await erase(people.masha);
    fresh.clock.set('2026-03-02T09:00:01Z');
    await eraseDue(fresh.ctx);
    expect(await found(fresh, ['masha-user', '9161112233'])).toEqual([]);
  });

  test('who writes again meanwhile is a new acquaintance', async () => {
    await erase(people.masha);
    fresh.clock.set('2026-03-02T10:00:00Z');
    await updateAddress(fresh.ctx.db, people.masha, { lastInboundAt: fresh.clock.now() });
    await eraseDue(fresh.ctx);
    expect((await findAddress(fresh.ctx.db, people.masha))?.userId).toBe('masha-user');
    expect(await found(fresh, ['больно жевать', 'Мария'])).toEqual([]);
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
    expect(await found(fresh, ['masha-user'])).toEqual([]);
  });
});
