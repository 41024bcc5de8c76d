/** Who stands behind an account, over the sandbox's real HTTP and real PostgreSQL. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountsOf, changeAccount, issueCode, liftQuarantine } from '../../src/app/identity.ts';
import { listCallTasks, listThreads } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type Phone, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const noonOn26 = '2026-11-26T12:00:00+03:00';
const dayBefore = '2026-11-25T09:00:00Z';
const accounts = async (id = 'p1') => {
  const found = await accountsOf(world.ctx, id);
  return found.ok ? found.value : [];
};
const deskTasks = async () =>
  (await listCallTasks(world.ctx.db, { state: 'open', limit: 20 })).map(({ task }) => task.code);
const said = async (phone: Phone, channel: 'telegram' | 'whatsapp' = 'telegram') =>
  (await phone.texts(channel)).join('\n');

describe('proof', () => {
  test('an opened link says no name and sends nothing until the number is proven', async () => {
    const phone = await world.patient('p1');
    await phone.open(await world.invitation('p1', 'telegram'));
    await world.consent('p1', {});
    await world.visit('v1', 'p1', noonOn26);
    await world.moveTo(dayBefore);
    expect(await world.states('p1')).toContainEqual(['visit_day_before', 'dropped', 'unverified']);
    expect(await said(phone)).not.toMatch(/Анна|12:00/);
  });

  test('a shared contact with the number we know proves it', async () => {
    const phone = await world.patient('p1');
    await phone.open(await world.invitation('p1', 'telegram'));
    await phone.act('telegram', 'contact', { own: true });
    expect(await accounts()).toMatchObject([{ verified: true, verifiedBy: 'phone' }]);
  });

  test('on WhatsApp the number is known from the first word', async () => {
    const phone = await world.patient('p1');
    await phone.open(await world.invitation('p1', 'whatsapp'));
    expect(await accounts()).toMatchObject([{ verified: true, verifiedBy: 'phone' }]);
  });

  test('somebody else’s card, and another number, prove nothing; the code of the desk does, once', async () => {
    const phone = await world.patient('p1');
    const other = await world.patient('p2', { name: 'Борис' });
    await other.open(await world.invitation('p1', 'telegram'));
    await other.act('telegram', 'contact', { own: false });
    await other.act('telegram', 'contact', { own: true });
    expect(await accounts()).toMatchObject([{ verified: false }]);
    const made = await issueCode(world.ctx, { patientId: 'p1', actor: 'test' });
    const code = made.ok ? made.value.code : '';
    await other.act('telegram', 'text', { text: code });
    expect(await accounts()).toMatchObject([{ verified: true, verifiedBy: 'code' }]);
    await phone.open(await world.invitation('p1', 'telegram'));
    await phone.act('telegram', 'text', { text: code });
    expect((await accounts()).filter((one) => one.verified)).toHaveLength(1);
  });

  test('five wrong codes lock the account until the desk gives a new one', async () => {
    const other = await world.patient('p2', { name: 'Борис' });
    await world.patient('p1');
    await other.open(await world.invitation('p1', 'telegram'));
    const made = await issueCode(world.ctx, { patientId: 'p1', actor: 'test' });
    const code = made.ok ? made.value.code : '';
    const wrong = `${(Number(code) + 1) % 1_000_000}`.padStart(6, '0');
    for (let i = 0; i < 5; i += 1) await other.act('telegram', 'text', { text: wrong });
    await other.act('telegram', 'text', { text: code });
    expect(await accounts()).toMatchObject([{ verified: false }]);
    expect(await listThreads(world.ctx.db, { state: 'open', limit: 5 })).toMatchObject([
      { thread: { reason: 'identity' } },
    ]);
    const again = await issueCode(world.ctx, { patientId: 'p1', actor: 'test' });
    await other.act('telegram', 'text', { text: again.ok ? again.value.code : '' });
    expect(await accounts()).toMatchObject([{ verified: true }]);
  });

  test('a paper with a number opens WhatsApp, and the message says who and why', async () => {
    const phone = await world.patient('p1');
    await world.consent('p1', { channels: ['whatsapp'] });
    await world.visit('v1', 'p1', noonOn26);
    await world.moveTo(dayBefore);
    expect(await world.states('p1')).toContainEqual(['visit_day_before', 'delivered', 'ok']);
    expect(await said(phone, 'whatsapp')).toContain('12:00');
  });

  test('what another system merely claims makes work for the desk and sends nothing', async () => {
    await world.patient('p1');
    await world.consent('p1', { channels: ['whatsapp'], mechanism: 'import' });
    await world.consent('p1', { channels: ['whatsapp'], mechanism: 'import' });
    expect(await deskTasks()).toEqual(['consent_imported']);
  });
});

describe('hands that change', () => {
  test.each(['telegram', 'whatsapp'] as const)(
    '"это не я" on %s ends it at once and tells the desk',
    async (channel) => {
      const phone = await world.agreed(channel);
      await world.moveTo(dayBefore);
      await phone.act(channel, 'text', { text: 'это не я' });
      expect(await accounts()).toEqual([]);
      expect(await deskTasks()).toContain('not_me');
      const before = (await phone.texts(channel)).length;
      await world.moveTo('2026-11-26T08:00:00Z');
      expect(await phone.texts(channel)).toHaveLength(before);
      expect(await world.states('p1')).toContainEqual(['visit_soon', 'dropped', 'no_address']);
    },
  );

  test('the button under a reminder does the same', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo(dayBefore);
    await phone.act('telegram', 'tap', { label: 'Это не я' });
    expect(await accounts()).toEqual([]);
  });

  test('after ninety silent days a neutral question comes first, and yes lets the reminder go', async () => {
    const phone = await world.patient('p1');
    await world.optIn('p1', phone, 'telegram');
    await world.visit('v1', 'p1', '2027-05-20T12:00:00+03:00');
    await world.moveTo('2027-05-18T09:00:00Z');
    const asked = (await phone.texts('telegram')).at(-1) ?? '';
    expect(asked).not.toMatch(/Анна|12:00|20 мая/);
    expect(await phone.buttons('telegram')).toEqual(['Да, это я', 'Это не я', 'Почему пишете?']);
    await world.moveTo('2027-05-19T08:00:00Z');
    await phone.act('telegram', 'tap', { label: 'Да, это я' });
    await world.moveTo('2027-05-19T09:00:00Z');
    expect(await said(phone)).toContain('12:00');
    expect(await world.states('p1')).toContainEqual(['visit_day_before', 'accepted', 'ok']);
  });

  test('nobody answers: the reminder does not go, and a person calls while it is of use', async () => {
    const phone = await world.patient('p1');
    await world.optIn('p1', phone, 'telegram');
    await world.visit('v1', 'p1', '2027-05-20T12:00:00+03:00');
    await phone.act('telegram', 'read');
    await world.moveTo('2027-05-20T08:59:00Z');
    expect(await said(phone)).not.toContain('12:00');
    const tasks = await listCallTasks(world.ctx.db, { state: 'open', limit: 5 });
    expect(tasks.map(({ task }) => task.code)).toContain('silent');
  });

  test('a quarantined account hears nothing until staff or a code say that it is the same person', async () => {
    const phone = await world.agreed('whatsapp');
    await phone.act('whatsapp', 'change-number', { phone: '+79995554433' });
    expect(await accounts()).toMatchObject([{ quarantinedAt: expect.any(Date) }]);
    expect(await deskTasks()).toEqual(['quarantined']);
    const [account] = await accounts();
    await liftQuarantine(world.ctx, { addressId: account?.addressId ?? '', actor: 'test' });
    expect(await accounts()).toMatchObject([{ quarantinedAt: null }]);
  });
});

describe('families', () => {
  test('a parent speaks for a child until the day it is over', async () => {
    const mother = await world.patient('p1', {
      birthDate: '2008-11-25',
      guardian: { phone: '+79991000001' },
      name: 'Миша',
    });
    await mother.open(await world.invitation('p1', 'telegram'));
    await mother.act('telegram', 'contact', { own: true });
    const [account] = await accounts();
    expect(account).toMatchObject({ relation: 'parent', authorityEndsOn: '2026-11-25' });
    await world.consent('p1', {});
    await world.visit('v1', 'p1', noonOn26);
    await world.moveTo(dayBefore);
    expect(await world.states('p1')).toContainEqual([
      'visit_day_before',
      'dropped',
      'authority_ended',
    ]);
    expect(await deskTasks()).toContain('authority_ended');
    await changeAccount(world.ctx, {
      bindingId: account?.bindingId ?? '',
      change: { authorityEndsOn: null },
      actor: 'test',
    });
    await world.moveTo('2026-11-26T07:00:00Z');
    expect(await world.states('p1')).toContainEqual(['visit_soon', 'accepted', 'ok']);
    expect((await mother.texts('telegram')).at(-1)).toContain('Миша');
  });
});
