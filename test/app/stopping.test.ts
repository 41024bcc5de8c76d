/** Stop, stop only this, doubt and "cancel", over the sandbox's real HTTP and real PostgreSQL. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountsOf, resolvePause } from '../../src/app/identity.ts';
import { checkChain } from '../../src/app/ledger.ts';
import { writeToPatient } from '../../src/app/staff-message.ts';
import { standing } from '../../src/domain/consent.ts';
import { consentHistory } from '../../src/store/consent.ts';
import { listThreads } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type Phone, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const dayBefore = '2026-11-25T09:00:00Z';
const twoHoursBefore = '2026-11-26T07:00:00Z';
const write = (phone: Phone, text: string) => phone.act('telegram', 'text', { text });
const tap = (phone: Phone, data: string) => phone.act('telegram', 'tap', { data });
const agreedTo = async (id: string, purpose: 'visit' | 'personal' = 'visit') => {
  const found = await accountsOf(world.ctx, id);
  const bindingId = found.ok ? (found.value[0]?.bindingId ?? null) : null;
  const history = await consentHistory(world.ctx.db, id);
  return standing(history, { purpose, channel: 'telegram', bindingId })?.act ?? null;
};

/** A mother with an account of her own, and her two children behind it. */
async function family(): Promise<Phone> {
  const mother = await world.agreed('telegram', 'p1');
  for (const [id, name] of [
    ['p2', 'Миша'],
    ['p3', 'Оля'],
  ] as const) {
    await world.patient(id, { name, guardian: { phone: '+79991000001' }, birthDate: '2018-05-05' });
    await mother.open(await world.invitation(id, 'telegram'));
    await mother.act('telegram', 'contact', { own: true });
    await tap(mother, 'label:name');
    await tap(mother, 'agree:visit.yes');
    await world.visit(`v-${id}`, id, `2026-11-26T1${id === 'p2' ? 3 : 4}:00:00+03:00`);
  }
  return mother;
}

describe('stop', () => {
  test('halts all, and silence keeps it so', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo(dayBefore);
    await write(phone, 'больше не пишите');
    await write(phone, 'да');
    const before = (await phone.texts('telegram')).length;
    await world.moveTo(twoHoursBefore);
    expect(await phone.texts('telegram')).toHaveLength(before);
    expect(await agreedTo('p1')).toBe('withdrawn');
  });

  test('only this visit: the next one is reminded of again', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo(dayBefore);
    await write(phone, 'СТОП');
    await tap(phone, 'scope:visit');
    await world.visit('v2', 'p1', '2026-12-10T12:00:00+03:00');
    await world.moveTo('2026-12-09T09:00:00Z');
    expect(await world.states('p1')).toEqual([
      ['visit_day_before', 'accepted', 'ok'],
      ['visit_soon', 'dropped', 'muted'],
      ['visit_day_before', 'accepted', 'ok'],
      ['visit_soon', 'planned', 'ok'],
    ]);
    const history = await consentHistory(world.ctx.db, 'p1');
    expect(history.map(({ act, mechanism }) => [act, mechanism])).toEqual([
      ['given', 'chat'],
      ['withdrawn', 'stop'],
      ['given', 'stop_narrowed'],
    ]);
    expect(history[2]?.wording).toContain('—');
    expect(await checkChain(world.ctx, 'p1')).toMatchObject({ fault: null });
  });

  test('a paper comes back as strong as it was', async () => {
    const phone = await world.agreed('telegram');
    await world.consent('p1', { purposes: ['visit', 'personal'], document: '17-26' });
    await world.moveTo(dayBefore);
    await write(phone, 'СТОП');
    await tap(phone, 'scope:visit');
    const history = await consentHistory(world.ctx.db, 'p1');
    expect(history.at(-1)).toMatchObject({ strength: 4, document: '17-26' });
  });

  test('for one child: the mother and the other child go on', async () => {
    const mother = await family();
    await world.moveTo('2026-11-25T10:00:00Z');
    await write(mother, 'СТОП');
    for (const id of ['p1', 'p2', 'p3']) expect(await agreedTo(id)).toBe('withdrawn');
    await tap(mother, 'scope:person');
    expect(await agreedTo('p1')).toBe('given');
    expect(await agreedTo('p2')).toBe('withdrawn');
    expect(await agreedTo('p3')).toBe('given');
    await world.moveTo('2026-11-25T11:00:00Z');
    expect((await mother.texts('telegram')).at(-1)).toContain('Оля');
  });

  test('only this kind: another purpose goes on', async () => {
    const phone = await world.agreed('telegram');
    await world.consent('p1', { purposes: ['personal'] });
    await world.moveTo(dayBefore);
    await write(phone, 'стоп');
    await tap(phone, 'scope:purpose');
    expect(await agreedTo('p1', 'visit')).toBe('withdrawn');
    expect(await agreedTo('p1', 'personal')).toBe('given');
  });

  test('what staff write first passes the same policy', async () => {
    const phone = await world.agreed('telegram');
    const message = { patientId: 'p1', text: 'Здравствуйте', actor: 'test' } as const;
    expect(await writeToPatient(world.ctx, { ...message, purpose: 'personal' })).toMatchObject({
      value: { decision: { verdict: 'drop', code: 'no_consent' } },
    });
    await world.consent('p1', { purposes: ['personal'] });
    expect(await writeToPatient(world.ctx, { ...message, purpose: 'personal' })).toMatchObject({
      value: { decision: { verdict: 'send' } },
    });
    await world.settle();
    const said = (await phone.texts('telegram')).at(-1);
    expect(said).toMatch(/^Здравствуйте\n\n.*СТОП.*«не я»/);
    await write(phone, 'СТОП');
    expect(await writeToPatient(world.ctx, { ...message, purpose: 'personal' })).toMatchObject({
      value: { decision: { verdict: 'drop', code: 'stopped' } },
    });
  });
});

describe('doubt', () => {
  test('holds what was planned until a person has understood it', async () => {
    const phone = await world.agreed('telegram');
    await write(phone, 'не пишите мне по утрам пожалуйста');
    const [entry] = await listThreads(world.ctx.db, { state: 'open', limit: 5 });
    expect(entry?.thread.reason).toBe('doubtful_stop');
    await world.moveTo(dayBefore);
    expect(await world.states('p1')).toContainEqual(['visit_day_before', 'planned', 'paused']);
    const found = await accountsOf(world.ctx, 'p1');
    const addressId = found.ok ? (found.value[0]?.addressId ?? '') : '';
    await resolvePause(world.ctx, { addressId, go: 'on', actor: 'test' });
    await world.settle();
    expect(await world.states('p1')).toContainEqual(['visit_day_before', 'accepted', 'ok']);
  });

  test('"отмена" after a reminder holds everything and asks which of the two it means', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo(dayBefore);
    await write(phone, 'отмена');
    await world.moveTo(twoHoursBefore);
    expect(await world.states('p1')).toContainEqual(['visit_soon', 'planned', 'paused']);
    await tap(phone, 'cancel:nothing');
    await world.settle();
    expect(await world.states('p1')).toContainEqual(['visit_soon', 'accepted', 'ok']);
    expect(await agreedTo('p1')).toBe('given');
  });

  test('a visit that is spoken of afterwards lifts none of it', async () => {
    const phone = await world.agreed('telegram');
    await write(phone, 'я не давала согласие на рассылку, уберите');
    await write(phone, 'перенести');
    expect((await phone.texts('telegram')).at(-1)).toContain('12:00');
    await world.moveTo(dayBefore);
    expect(await world.states('p1')).toContainEqual(['visit_day_before', 'planned', 'paused']);
    await write(phone, 'пишите дальше');
    await world.settle();
    expect(await world.states('p1')).toContainEqual(['visit_day_before', 'accepted', 'ok']);
  });
});
