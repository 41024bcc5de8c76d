/** The store's functions on kept statements: what each finds and changes, and what it leaves alone, on both drivers. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindingsOfAddress, insertBinding, noteAlive } from '../../src/store/bindings.ts';
import {
  consentHistory,
  insertConsentDetail,
  insertConsentEvent,
} from '../../src/store/consent.ts';
import type { Store } from '../../src/store/db.ts';
import { endStop, pauseContact, stopContact } from '../../src/store/halts.ts';
import { insertInvitation, lockInvitation, useInvitation } from '../../src/store/invitations.ts';
import {
  findAddress,
  insertAddress,
  insertContact,
  learnUserId,
  lockAddresses,
} from '../../src/store/people.ts';
import { findReason, insertReason, updateReason, upsertPatient } from '../../src/store/registry.ts';
import {
  hasDeskTask,
  insertCallTask,
  insertThread,
  lockOpenThread,
  updateThread,
} from '../../src/store/threads.ts';
import { workState } from '../../src/store/work.ts';
import { at, type Drivers, drivers, later, named, openDrivers } from './drivers.ts';

let opened: Drivers;
beforeAll(async () => {
  opened = await openDrivers();
}, 120_000);
afterAll(() => opened?.close());

describe.each(drivers)('%s', (driver) => {
  let db: Store['db'];
  beforeAll(() => {
    db = opened[driver].db;
  });

  const person = async (row: { userId?: string; phone?: string }) => {
    const contactId = randomUUID();
    await insertContact(db, { id: contactId, createdAt: at });
    const id = randomUUID();
    const account = { channel: 'telegram', account: 'bot', createdAt: at } as const;
    expect(await insertAddress(db, { id, contactId, ...account, ...row })).toBe(true);
    return { id, contactId };
  };

  test('an account is found by whichever of its ids is known, that of the user id first', async () => {
    const byUser = await person({ userId: '7' });
    const byPhone = await person({ phone: '+77' });
    const here = { channel: 'telegram', account: 'bot' } as const;
    const found = async (ref: { userId?: string | undefined; phone?: string | undefined }) =>
      (await db.transaction((tx) => lockAddresses(tx, { ...here, ...ref }))).map(({ id }) => id);
    expect(await found({ userId: '7', phone: '+77' })).toEqual([byUser.id, byPhone.id]);
    expect(await found({ userId: '7' })).toEqual([byUser.id]);
    expect(await found({ phone: '+77', userId: undefined })).toEqual([byPhone.id]);
    // Accounts without a phone are not those of a sender without one.
    expect(await found({})).toEqual([]);
    expect(await found({ userId: '', phone: '' })).toEqual([]);
    await learnUserId(db, { id: byPhone.id, userId: '7' });
    expect((await findAddress(db, byPhone.id))?.userId).toBeNull();
    await learnUserId(db, { id: byPhone.id, userId: '8' });
    expect(await found({ userId: '8' })).toEqual([byPhone.id]);
  });

  test('a halt reaches the accounts of one person, and ends only if it is older', async () => {
    const { id, contactId } = await person({ userId: 'halt' });
    const stranger = await person({ userId: 'stranger' });
    const ref = { channel: 'telegram', account: 'bot', userId: 'halt', at } as const;
    await stopContact(db, ref);
    await pauseContact(db, ref);
    await pauseContact(db, { ...ref, at: later });
    expect(await findAddress(db, id)).toMatchObject({ stoppedAt: at, pausedAt: at });
    expect(await findAddress(db, stranger.id)).toMatchObject({ stoppedAt: null, pausedAt: null });
    const before = new Date(at.getTime() - 1);
    await endStop(db, { contactId, heardAt: before });
    await endStop(db, { contactId: stranger.contactId, heardAt: later });
    await endStop(db, { contactId, heardAt: later, addressId: stranger.id });
    expect((await findAddress(db, id))?.stoppedAt).toEqual(at);
    await endStop(db, { contactId, heardAt: at });
    expect((await findAddress(db, id))?.stoppedAt).toBeNull();
  });

  test('a second account with the same id inserts nothing', async () => {
    const { contactId } = await person({ userId: 'twice' });
    const again = { channel: 'telegram', account: 'bot', userId: 'twice', createdAt: at } as const;
    expect(await insertAddress(db, { id: randomUUID(), contactId, ...again })).toBe(false);
  });

  test('a binding stands once, and a sign of life after too long a silence is none', async () => {
    const { id: addressId, contactId } = await person({ userId: 'alive' });
    await upsertPatient(db, named('alive', 'A'));
    const ids = { contactId, patientId: 'alive', addressId };
    const row = { ...ids, relation: 'self', verifiedBy: 'phone', aliveAt: at } as const;
    for (const id of [randomUUID(), randomUUID()])
      await insertBinding(db, { ...row, id, createdAt: at });
    await noteAlive(db, { addressId, at: later, notBefore: later });
    expect(await bindingsOfAddress(db, addressId)).toMatchObject([{ aliveAt: at, codeTries: 0 }]);
    await noteAlive(db, { addressId, at: later, notBefore: at });
    expect(await bindingsOfAddress(db, addressId)).toMatchObject([{ aliveAt: later }]);
  });

  test('a link is used once', async () => {
    const { id: addressId } = await person({ userId: 'link' });
    await upsertPatient(db, named('link', 'A'));
    const link = { tokenHash: 'h', patientId: 'link', createdAt: at, createdBy: 'test' };
    await insertInvitation(db, { ...link, expiresAt: later });
    expect(await useInvitation(db, { tokenHash: 'h', addressId, at })).toBe(true);
    expect(await useInvitation(db, { tokenHash: 'h', addressId, at: later })).toBe(false);
    expect(await lockInvitation(db, 'h')).toMatchObject({ usedAt: at, usedBy: addressId });
  });

  test('a thread counts its changes, and is found while it is open', async () => {
    const { id: addressId } = await person({ userId: 'thread' });
    const id = randomUUID();
    const flags = { urgent: false, withPerson: false, revision: 1 };
    const row = { id, addressId, reason: 'r', openedAt: at, lastInboundAt: at, ...flags };
    await insertThread(db, { ...row, state: 'open' });
    await updateThread(db, id, { urgent: true });
    expect(await lockOpenThread(db, addressId)).toMatchObject({ urgent: true, revision: 2 });
    await updateThread(db, id, { state: 'closed' });
    expect(await lockOpenThread(db, addressId)).toBeNull();
  });

  test('the desk has a task on its list once', async () => {
    await upsertPatient(db, named('desk', 'A'));
    const task = { patientId: 'desk', purpose: 'visit', code: 'c', state: 'open' } as const;
    expect(await hasDeskTask(db, task)).toBe(false);
    for (const id of [randomUUID(), randomUUID()])
      await insertCallTask(db, { id, ...task, dueAt: at, createdAt: at });
    expect(await hasDeskTask(db, task)).toBe(true);
    expect(await hasDeskTask(db, { patientId: 'desk', code: 'other' })).toBe(false);
  });

  test('the state of a reason only moves on from the one named', async () => {
    await upsertPatient(db, named('reason', 'A'));
    const id = randomUUID();
    const why = { patientId: 'reason', purpose: 'control', kind: 'control' } as const;
    const evidence = { notes: [1, null, 'Ё'] };
    const state = 'planned';
    const stamps = { createdBy: 'test', createdAt: at, updatedAt: at };
    await insertReason(db, { id, ...why, state, evidence, dueAt: at, ...stamps });
    await updateReason(db, id, { state: 'answered' }, 'sent');
    expect(await findReason(db, id)).toMatchObject({ state: 'planned', evidence, note: null });
    await updateReason(db, id, { state: 'sent' }, 'planned');
    await updateReason(db, id, { answer: 'good' });
    expect(await findReason(db, id)).toMatchObject({ state: 'sent', answer: 'good' });
  });

  test('the ledger is still numbered by the database', async () => {
    await upsertPatient(db, named('ledger', 'A'));
    const entry = { patientId: 'ledger', purpose: 'visit', channel: 'telegram' } as const;
    const act = { act: 'given', mechanism: 'chat', strength: 2, actor: 'patient', at } as const;
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids) await insertConsentEvent(db, { id, ...entry, ...act, expiresAt: later });
    await insertConsentDetail(db, { eventId: ids[1]!, salt: 's', wording: 'w' });
    expect(await consentHistory(db, 'ledger')).toMatchObject([
      { id: ids[0], number: 1, at, expiresAt: later, wording: null, hash: expect.any(String) },
      { id: ids[1], number: 2, at, expiresAt: later, wording: 'w' },
    ]);
  });

  test('one look at whether there is work', async () => {
    expect(await workState(db, at)).toEqual({ busy: false, lastInboundId: 0 });
  });
});
