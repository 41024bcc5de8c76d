/** What a review found about stops, proofs and papers; people of their own for each test. Long because each finding is a story. */

import { afterAll, describe, expect, test } from 'vitest';
import { accept } from '../../src/app/accept.ts';
import { recordAgreements } from '../../src/app/consents.ts';
import { type Context, type TxContext, transact } from '../../src/app/context.ts';
import { replyToThread } from '../../src/app/hand-over.ts';
import { accountsOf, changeAccount, issueCode } from '../../src/app/identity.ts';
import { appendConsent, checkChain } from '../../src/app/ledger.ts';
import { receivePending } from '../../src/app/receive.ts';
import { putClinic } from '../../src/app/registry.ts';
import { narrowStop, type StopScope, stopEverything } from '../../src/app/stopping.ts';
import { standing } from '../../src/domain/consent.ts';
import type { ChannelId, Purpose } from '../../src/domain/words.ts';
import { consentHistory } from '../../src/store/consent.ts';
import { openErasureOf } from '../../src/store/erasure.ts';
import { updateAddress } from '../../src/store/people.ts';
import { findClinic, findPatient } from '../../src/store/registry.ts';
import { listCallTasks, listThreads } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type Phone } from '../support/world.ts';

const world = await createWorld(await freshStore());
afterAll(() => world.stop());

const write = (phone: Phone, text: string, on: ChannelId = 'whatsapp') =>
  phone.act(on, 'text', { text });
const accounts = async (id: string) => {
  const found = await accountsOf(world.ctx, id);
  return found.ok ? found.value : [];
};
const accountOf = async (id: string, channel: ChannelId = 'whatsapp') =>
  (await accounts(id)).find((one) => one.channel === channel)!;
const change = async (id: string, set: object, on?: ChannelId) =>
  changeAccount(world.ctx, { ...(await accountOf(id, on)), change: set, actor: 'test' });
const heldBy = async (id: string, purpose: Purpose = 'visit') => {
  const { bindingId } = await accountOf(id);
  const history = await consentHistory(world.ctx.db, id);
  return standing(history, { purpose, channel: 'whatsapp', bindingId });
};
const actOf = async (id: string, purpose?: Purpose) => (await heldBy(id, purpose))?.act ?? null;
const numberOf = async (id: string) => (await findPatient(world.ctx.db, id))?.phone ?? '';
const onPaper = { purposes: ['visit', 'personal'], channels: ['whatsapp'] } as const;
/** A parent and their children on one number, all agreed on paper. */
async function family(parent: string, ...children: string[]): Promise<Phone> {
  const own = await world.patient(parent);
  await world.consent(parent, onPaper);
  for (const id of children) {
    await world.patient(id, { guardian: { phone: await numberOf(parent) } });
    await world.consent(id, onPaper);
  }
  return own;
}

/** «Настройки», where to write, WhatsApp: the link in the answer is opened on the same phone. */
async function connectWhatsApp(phone: Phone): Promise<void> {
  await write(phone, 'настройки', 'telegram');
  await phone.act('telegram', 'tap', { data: 'menu:where' });
  await phone.act('telegram', 'tap', { data: 'channel:whatsapp' });
  const answer = (await phone.texts('telegram')).at(-1) ?? '';
  await phone.open(/https:\/\/wa\.me\/\S+/.exec(answer)?.[0] ?? '');
}

async function stopOnly(contactId: string, scope: StopScope, ctx = world.ctx): Promise<void> {
  const act = (tx: TxContext) => ({ actor: 'patient', inboundId: null, heardAt: tx.clock.now() });
  await transact(ctx, (tx) => stopEverything(tx, { contactId }, act(tx)));
  await transact(ctx, (tx) => narrowStop(tx, { contactId }, { ...act(tx), scope }));
}

let looks = 0;
/** Every look at the clock is a millisecond later. */
const ticking = { now: () => new Date(world.clock.now().getTime() + looks++) };

type Said = { type: 'text'; text: string } | { type: 'button'; data: string; label: string };
/** One batch from WhatsApp, taken in and left for the test to handle. */
async function hear(patientId: string, ...said: Said[]): Promise<void> {
  const channel = world.ctx.channels.find(({ id }) => id === 'whatsapp')!;
  const from = { account: channel.account, sender: { phone: await numberOf(patientId) }, at: null };
  const items = said.map((one) => ({ ...one, ...from, externalId: crypto.randomUUID() }));
  const batch = items.map((event) => ({ event, raw: '' }));
  await accept({ ...world.ctx, wake: () => {} }, channel, batch);
}

const paper = { act: 'given', mechanism: 'paper', strength: null, wording: null } as const;
const record = (ctx: Context, patientId: string) =>
  recordAgreements(ctx, { ...paper, ...onPaper, document: '1', actor: 'test', patientId });

describe('stop', () => {
  test('is for the messenger that the same person connected by a link from the chat, too', async () => {
    const phone = await world.patient('p10', { guardian: { phone: '+79991000010' } });
    await phone.open(await world.invitation('p10', 'telegram'));
    await phone.act('telegram', 'contact', { own: true });
    await world.consent('p10', { channels: ['telegram', 'whatsapp'], strength: 2 });
    await connectWhatsApp(phone);
    await world.visit('v10', 'p10', '2026-11-26T10:00:00+03:00');
    expect(await world.states('p10')).toContainEqual(['visit_day_before', 'planned', 'ok']);
    const before = (await phone.texts('whatsapp')).length;
    await write(phone, 'СТОП', 'telegram');
    const { contactId } = await accountOf('p10', 'telegram');
    const same = { contactId, relation: 'parent', verifiedBy: 'link' };
    expect(await accountOf('p10')).toMatchObject({ ...same, stoppedAt: expect.any(Date) });
    expect(await world.states('p10')).toContainEqual(['visit_day_before', 'dropped', 'stopped']);
    expect(await phone.texts('whatsapp')).toHaveLength(before);
  });

  test('narrowed to one child, gives back all of the others though entries take time', async () => {
    await family('p20', 'p21', 'p22');
    const { contactId } = await accountOf('p20');
    const ctx = { ...world.ctx, clock: ticking };
    await stopOnly(contactId, { type: 'person', patientId: 'p21' }, ctx);
    for (const purpose of ['visit', 'personal'] as const) {
      expect(await actOf('p20', purpose)).toBe('given');
      expect(await actOf('p21', purpose)).toBe('withdrawn');
      expect(await actOf('p22', purpose)).toBe('given');
    }
  });

  test('narrowed, revives nothing that had run out and prolongs nothing', async () => {
    await family('p30');
    const { bindingId, contactId } = await accountOf('p30');
    const place = { patientId: 'p30', channel: 'whatsapp', bindingId } as const;
    const proof = { act: 'given', mechanism: 'chat', strength: 4, actor: 'patient' } as const;
    const agree = (purpose: Purpose, expiresAt: Date) =>
      transact(world.ctx, (tx) => appendConsent(tx, { ...place, ...proof, purpose, expiresAt }));
    const soon = new Date('2027-01-01T00:00:00Z');
    await agree('visit', soon);
    await agree('hygiene', new Date('2026-11-22T00:00:00Z'));
    await stopOnly(contactId, { type: 'purpose', patientId: 'p30', purpose: 'personal' });
    expect(await heldBy('p30', 'visit')).toMatchObject({ act: 'given', expiresAt: soon });
    expect(await actOf('p30', 'personal')).toBe('withdrawn');
    const history = await consentHistory(world.ctx.db, 'p30');
    expect(history.filter(({ purpose }) => purpose === 'hygiene')).toHaveLength(1);
  });

  test('right behind a yes in one batch holds from the first moment', async () => {
    const phone = await world.patient('p60');
    await phone.open(await world.invitation('p60', 'whatsapp'));
    const yes = { type: 'button', data: 'agree:visit.yes', label: 'Да, напоминайте' } as const;
    await hear('p60', yes, { type: 'text', text: 'СТОП' });
    const once = [false].values();
    await receivePending(world.ctx, { stopping: () => once.next().done ?? true });
    expect(await actOf('p60'), 'only the yes was handled').toBe('given');
    expect(await accountOf('p60')).toMatchObject({ stoppedAt: expect.any(Date) });
    await world.settle();
    expect(await actOf('p60')).toBe('withdrawn');
  });

  test('of a stranger who merely opened a link changes nothing for the patient', async () => {
    await family('p100');
    const stranger = await world.patient('p101', { name: 'Борис' });
    await stranger.open(await world.invitation('p100', 'telegram'));
    await write(stranger, 'СТОП', 'telegram');
    expect(await accountOf('p100', 'telegram')).toMatchObject({ verified: false });
    expect(await accountOf('p100')).toMatchObject({ stoppedAt: null });
    expect(await actOf('p100')).toBe('given');
  });

  test('and papers of a family at the same time give nobody an error', async () => {
    const ids = ['p170', 'p171', 'p172'];
    await family('p170', 'p171', 'p172');
    const faults: string[] = [];
    const log = { ...world.ctx.log, error: (code: string) => void faults.push(code) };
    const ctx = { ...world.ctx, log, wake: () => {} };
    for (let round = 0; round < 6; round += 1) {
      await hear('p170', { type: 'text', text: 'СТОП' });
      const recorded = Promise.all(ids.map((id) => record(ctx, id)));
      await receivePending(ctx);
      expect((await recorded).map(({ ok }) => ok)).toEqual([true, true, true]);
    }
    await world.settle();
    expect(faults).toEqual([]);
    for (const id of ids) expect(await checkChain(world.ctx, id)).toMatchObject({ fault: null });
  });
});

describe('who holds an account', () => {
  test('a parent whose authority has ended gets no file, erases nothing and sees no card', async () => {
    const phone = await world.patient('p70', { name: 'Миша', guardian: { phone: '+79991000070' } });
    await world.consent('p70', onPaper);
    await write(phone, '/forget');
    await change('p70', { authorityEndsOn: '2026-11-23' });
    const before = (await phone.texts('whatsapp')).length;
    await write(phone, '/mydata');
    await write(phone, 'настройки');
    expect(await phone.offers('whatsapp', 'menu:where')).toBe(false);
    await phone.act('whatsapp', 'tap', { data: 'forget:yes' });
    expect((await phone.texts('whatsapp')).slice(before).join('\n')).not.toContain('Миша');
    expect((await world.messages('p70')).map(({ kind }) => kind)).not.toContain('export');
    expect(await openErasureOf(world.ctx.db, 'p70')).toBeNull();
  });

  test('of two children only the one the parent still speaks for is forgotten', async () => {
    const phone = await family('p75', 'p76', 'p77');
    await change('p77', { authorityEndsOn: '2026-11-23' });
    await write(phone, '/forget');
    await phone.act('whatsapp', 'tap', { data: 'forget:yes' });
    expect(await openErasureOf(world.ctx.db, 'p76')).not.toBeNull();
    expect(await openErasureOf(world.ctx.db, 'p77')).toBeNull();
  });

  test('a carer who asks for WhatsApp is a carer there too, for as long', async () => {
    const phone = await world.patient('p80');
    await phone.open(await world.invitation('p80', 'telegram'));
    await phone.act('telegram', 'contact', { own: true });
    await world.consent('p80', {});
    const same = { relation: 'carer', authorityEndsOn: '2026-12-31' } as const;
    await change('p80', same, 'telegram');
    await connectWhatsApp(phone);
    expect(await accountOf('p80')).toMatchObject({ ...same, verified: true });
  });

  test('a paper does not bind the account whose holder said "это не я"', async () => {
    const phone = await family('p90');
    await write(phone, 'это не я');
    expect(await accounts('p90')).toEqual([]);
    await world.consent('p90', onPaper);
    expect(await accounts('p90')).toEqual([]);
  });

  test('in doubt, the code for one patient proves nothing of the others', async () => {
    const phone = await family('p120', 'p121');
    const { addressId } = await accountOf('p120');
    await updateAddress(world.ctx.db, addressId, { quarantinedAt: world.clock.now() });
    const made = await issueCode(world.ctx, { patientId: 'p121', actor: 'test' });
    await write(phone, made.ok ? made.value.code : '');
    expect(await accountOf('p121')).toMatchObject({ verifiedBy: 'code', quarantinedAt: null });
    expect(await accountOf('p120')).toMatchObject({ addressId, verified: false });
  });

  test('papers for two siblings with one number at the same moment both count', async () => {
    for (const round of [1, 2, 3]) {
      const ids = [`p18${round}0`, `p18${round}1`];
      for (const id of ids) await world.patient(id, { guardian: { phone: `+7999200000${round}` } });
      const made = await Promise.all(ids.map((id) => record(world.ctx, id)));
      expect(made.map(({ ok }) => ok)).toEqual([true, true]);
      const bound = await Promise.all(ids.map((id) => accountOf(id)));
      expect(new Set(bound.map(({ addressId }) => addressId)).size).toBe(1);
    }
  });

  test('a birth date that is told later limits the parent', async () => {
    const guardian = { phone: '+79991000200' };
    await world.patient('p200', { guardian });
    await world.consent('p200', onPaper);
    await world.patient('p200', { guardian, birthDate: '2010-02-03' });
    expect(await accountOf('p200')).toMatchObject({ authorityEndsOn: '2028-02-03' });
  });
});

/** These move the clock or change the clinic, so they come last. */
describe('as time goes by', () => {
  test('said again after a question, it is the last word for staff too', async () => {
    const phone = await family('p150');
    const reply = async () => {
      const open = await listThreads(world.ctx.db, { state: 'open', limit: 50 });
      const threadId = open.find(({ patient }) => patient?.id === 'p150')?.thread.id ?? '';
      await replyToThread(world.ctx, { threadId, text: 'Можно', actor: 'test', staffId: null });
      await world.settle();
      const written = await world.messages('p150');
      return written.filter(({ kind }) => kind === 'staff_reply').map(({ code }) => code);
    };
    await write(phone, 'СТОП');
    await world.moveTo('2026-11-23T06:01:00Z');
    await write(phone, 'А можно взять с собой собаку?');
    expect(await reply()).toEqual(['answer']);
    await world.moveTo('2026-11-23T06:02:00Z');
    await write(phone, 'СТОП');
    expect(await reply()).toContain('stopped');
  });

  test('a receipt follows what changed, in agreed hours, and not a halt or a claim', async () => {
    const phone = await world.patient('p40');
    await phone.open(await world.invitation('p40', 'whatsapp'));
    const receipts = async (purpose: Purpose, mechanism: string) => {
      await world.consent('p40', { channels: ['whatsapp'], purposes: [purpose], mechanism });
      return (await world.messages('p40')).filter(({ kind }) => kind === 'receipt');
    };
    expect(await receipts('visit', 'import')).toEqual([]);
    expect(await receipts('visit', 'paper')).toMatchObject([{ state: 'delivered' }]);
    expect(await receipts('visit', 'paper'), 'known already').toHaveLength(1);
    await world.moveTo('2026-11-24T00:00:00Z');
    await write(phone, 'Спасибо'); // else the window is closed by morning, and no receipt goes
    const atNine = { state: 'planned', dueAt: new Date('2026-11-24T06:00:00Z') };
    expect(await receipts('plan', 'desk')).toContainEqual(expect.objectContaining(atNine));
    await write(phone, 'не пишите мне по утрам пожалуйста');
    expect(await receipts('control', 'desk'), 'paused').toHaveLength(2);
    await write(phone, 'СТОП');
    expect(await receipts('checkup', 'desk'), 'stopped').toHaveLength(2);
  });

  test('where paper is demanded, a yes in the chat makes work for the desk', async () => {
    const clinic = await findClinic(world.ctx.db, 'c1');
    await putClinic(world.ctx, { ...clinic!, consentPolicy: { profile: 'strict' } });
    await world.optIn('p210', await world.patient('p210'), 'whatsapp');
    const open = await listCallTasks(world.ctx.db, { state: 'open', limit: 50 });
    const tasks = open.map(({ task }) => `${task.patientId} ${task.code}`);
    expect(tasks).toContain('p210 paper_needed');
  });
});
