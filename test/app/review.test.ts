/** What a review found and nobody may lose again. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { InboundEvent } from '../../bots/channel.ts';
import { accept } from '../../src/app/accept.ts';
import { putCard } from '../../src/app/cards.ts';
import { replyToThread } from '../../src/app/hand-over.ts';
import { setAccount } from '../../src/store/accounts.ts';
import { bindingsOfPatient } from '../../src/store/bindings.ts';
import { listThreads } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const noonOn26 = '2026-11-26T12:00:00+03:00';
const dayBefore = '2026-11-25T09:00:00Z';
const whatsapp = () => world.ctx.channels[1]!;
const telegram = () => world.ctx.channels[0]!;
const reminder = async (id = 'p1') =>
  (await world.messages(id)).find((message) => message.kind === 'visit_day_before');

async function write(
  sender: { userId?: string; phone?: string },
  text: string,
  externalId: string,
) {
  const { account } = whatsapp();
  const event: InboundEvent = { type: 'text', text, sender, account, externalId, at: null };
  await accept(world.ctx, whatsapp(), [{ event, raw: '' }]);
  await world.settle();
}

test('a text with NUL and half an emoji is stored like any other', async () => {
  const phone = await world.patient('p1');
  await world.optIn('p1', phone, 'whatsapp');
  await write({ phone: '+79991000001' }, 'hi\u0000 \ud83d', 'odd');
  const [entry] = await listThreads(world.ctx.db, { state: 'open', limit: 10 });
  expect(entry?.thread.reason).toBe('not_understood');
});

test('a pause that is over holds nothing back', async () => {
  const phone = await world.patient('p1');
  await world.optIn('p1', phone, 'telegram');
  await world.optIn('p1', phone, 'whatsapp');
  await world.visit('v1', 'p1', noonOn26);
  await world.consent('p1', { act: 'withdrawn', mechanism: 'desk' });
  const pause = (channel: 'telegram' | 'whatsapp', pausedUntil: string) => {
    const { account } = channel === 'telegram' ? telegram() : whatsapp();
    return setAccount(world.ctx.db, { channel, account }, { pausedUntil: new Date(pausedUntil) });
  };
  await pause('telegram', '2026-11-20T00:00:00Z');
  await pause('whatsapp', '2026-11-25T10:00:00Z');
  await world.moveTo(dayBefore);
  expect(await reminder()).toMatchObject({ state: 'planned', code: 'throttled' });
  await world.moveTo('2026-11-25T10:00:00Z');
  expect(await reminder()).toMatchObject({ channel: 'whatsapp', state: 'delivered' });
});

test('a number that passed to a stranger does not pass on the patient', async () => {
  const phone = await world.patient('p1');
  await world.optIn('p1', phone, 'whatsapp');
  await world.visit('v1', 'p1', noonOn26);
  const [bound] = await bindingsOfPatient(world.ctx.db, 'p1');
  await write(
    { userId: 'RU.somebodyelse', phone: bound?.address.phone ?? '' },
    'Добрый день, это новый владелец номера',
    'new-owner',
  );
  await world.moveTo(dayBefore);
  expect(await reminder()).toMatchObject({ state: 'dropped', code: 'quarantined' });
  const [entry] = await listThreads(world.ctx.db, { state: 'open', limit: 10 });
  expect(entry?.patient, 'the stranger is not the patient').toBeNull();
});

test('two accounts that turn out to be one keep the stop of either', async () => {
  const phone = await world.patient('p1');
  await world.optIn('p1', phone, 'whatsapp');
  await world.visit('v1', 'p1', noonOn26);
  const [bound] = await bindingsOfPatient(world.ctx.db, 'p1');
  const { updateAddress } = await import('../../src/store/people.ts');
  const { phone: number, userId } = bound!.address;
  await updateAddress(world.ctx.db, bound!.address.id, { userId: null });
  await write({ userId: userId! }, 'стоп', 'stop-by-id');
  await write({ userId: userId!, phone: number! }, 'и ещё вопрос', 'both');
  await world.moveTo(dayBefore);
  expect((await reminder())?.state).toBe('dropped');
});

test('a bot that cannot hear writes to nobody first, and says why', async () => {
  const phone = await world.patient('p1');
  await world.optIn('p1', phone, 'telegram');
  await world.visit('v1', 'p1', noonOn26);
  const { account } = telegram();
  await setAccount(world.ctx.db, { channel: 'telegram', account }, { deafCode: 'conflict' });
  await world.moveTo(dayBefore);
  expect(await reminder()).toMatchObject({ state: 'planned', verdict: 'wait', code: 'deaf' });
  await setAccount(world.ctx.db, { channel: 'telegram', account }, { deafCode: null });
  await world.moveTo('2026-11-25T09:05:00Z');
  expect(await reminder()).toMatchObject({ state: 'accepted' });
});

test('a person’s answer that still waits is not sent after STOP', async () => {
  const phone = await world.patient('p1');
  await world.optIn('p1', phone, 'whatsapp');
  await phone.act('whatsapp', 'text', { text: 'Можно с собакой?' });
  await world.moveTo('2026-11-24T12:00:00Z');
  const [entry] = await listThreads(world.ctx.db, { state: 'open', limit: 10 });
  await replyToThread(world.ctx, {
    threadId: entry?.thread.id ?? '',
    text: 'Можно',
    actor: 'test',
    staffId: null,
  });
  await world.settle();
  await phone.act('whatsapp', 'text', { text: 'СТОП' });
  expect(await phone.texts('whatsapp')).not.toContain('Можно');
});

test('planning anew does not shorten a wait the platform asked for', async () => {
  const phone = await world.patient('p1');
  await world.optIn('p1', phone, 'telegram');
  await world.visit('v1', 'p1', noonOn26);
  await world.fault({ channel: 'telegram', fault: 'throttle', count: 1, retryAfterSeconds: 600 });
  await world.moveTo(dayBefore);
  await putCard(world.ctx, { patientId: 'p1', change: { reminders: 'two' }, actor: 'test' });
  await world.settle();
  expect(await reminder()).toMatchObject({
    state: 'planned',
    dueAt: new Date('2026-11-25T09:10:00Z'),
  });
});
