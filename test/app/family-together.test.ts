/** Several people behind one account, with visits on one day. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putCard } from '../../src/app/cards.ts';
import { weekOf } from '../../src/domain/card.ts';
import type { ChannelId } from '../../src/domain/words.ts';
import { findAppointment } from '../../src/store/registry.ts';
import { listCallTasks } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type Phone, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const mother = '+79991112233';
const children = [
  { id: 'p1', name: 'Миша', time: '12:00', doctorId: 'd1' },
  { id: 'p2', name: 'Катя', time: '12:30', doctorId: 'd1' },
  { id: 'p3', name: 'Саша', time: '13:00', doctorId: 'd1' },
  { id: 'p4', name: 'Оля', time: '13:30', doctorId: 'd1' },
] as const;
type Child = (typeof children)[number];

const choices = (channel: ChannelId) =>
  ['label:name', 'agree:visit.yes', `channel:${channel}`, 'when:same', 'when:any'] as const;

async function agreed(phone: Phone, { id }: Child, channel: ChannelId): Promise<void> {
  await phone.open(await world.invitation(id, channel));
  if (channel === 'telegram') await phone.act(channel, 'contact', { own: true });
  for (const data of choices(channel)) {
    if (await phone.offers(channel, data)) await phone.act(channel, 'tap', { data });
  }
}

const visit = ({ id, time }: Child, day = '2026-11-26') =>
  world.visit(`v-${id}`, id, `${day}T${time}:00+03:00`);

/** So many children who are written to on their mother's phone, with a visit each on Thursday. */
async function family(count: number, channel: ChannelId = 'telegram'): Promise<Phone> {
  const own = children.slice(0, count);
  const phones: Phone[] = [];
  for (const { id, name } of own)
    phones.push(await world.patient(id, { name, phone: mother, guardian: { phone: mother } }));
  const [phone] = phones;
  if (!phone) throw new Error('no children');
  for (const child of own) await agreed(phone, child, channel);
  for (const child of own) await visit(child);
  return phone;
}

const dayBefore = '2026-11-25T09:00:00Z';
const ofKind = async (id: string, kind = 'visit_day_before') =>
  (await world.proactive(id)).filter((one) => one.kind === kind);
const fates = async (count: number) =>
  (await Promise.all(children.slice(0, count).map(({ id }) => ofKind(id)))).map((rows) =>
    rows.map(({ state, code }) => `${state} ${code}`).join(),
  );

describe('visits of one day', () => {
  test('are one message, with a row of buttons for each', async () => {
    const phone = await family(2);
    const said = (await phone.texts('telegram')).length;
    await world.moveTo(dayBefore);
    const [text, ...more] = (await phone.texts('telegram')).slice(said);
    expect(more).toEqual([]);
    expect(text).toMatch(
      /Напоминаем о визитах\.\n\nКто: Миша\nКогда: четверг 26 ноября, 12:00\nГде: [^\n]+\n\nКто: Катя\nКогда: четверг 26 ноября, 12:30\nГде: [\s\S]+СТОП\. Не вы\? Напишите «не я»\.$/,
    );
    expect((await phone.buttons('telegram')).slice(0, 6)).toEqual([
      ...['Миша: приду', 'Перенести', 'Отменить'],
      ...['Катя: приду', 'Перенести', 'Отменить'],
    ]);
    expect(await fates(2)).toEqual(['accepted ok', 'accepted ok']);
    await world.moveTo('2026-11-25T11:00:00Z');
    expect((await phone.texts('telegram')).slice(said)).toHaveLength(1);
  });

  test('are answered one by one, and the buttons of the others stay', async () => {
    const phone = await family(2);
    await world.moveTo(dayBefore);
    await phone.act('telegram', 'tap', { label: 'Катя: приду' });
    expect((await findAppointment(world.ctx.db, 'v-p2'))?.status).toBe('confirmed');
    expect((await findAppointment(world.ctx.db, 'v-p1'))?.status).toBe('booked');
    const [reminder] = await ofKind('p1');
    const messageId = Number(reminder?.externalId);
    await phone.act('telegram', 'tap', { messageId, label: 'Миша: приду' });
    expect((await findAppointment(world.ctx.db, 'v-p1'))?.status).toBe('confirmed');
  });

  test('each keep their own words in their own record', async () => {
    await family(2);
    await world.moveTo(dayBefore);
    const [[one], [other]] = await Promise.all([ofKind('p1'), ofKind('p2')]);
    expect(one?.content?.text).toContain('Миша');
    expect(one?.content?.text).not.toContain('Катя');
    expect(other?.content?.text).not.toContain('Миша');
    expect(other?.carriedBy).toBe(one?.id);
    expect(other?.externalId).toBe(one?.externalId);
  });

  test('of more than three are two messages', async () => {
    const phone = await family(4);
    const said = (await phone.texts('telegram')).length;
    await world.moveTo('2026-11-25T10:30:00Z');
    const texts = (await phone.texts('telegram')).slice(said);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toMatch(/Миша[\s\S]+Катя/);
    expect(texts.join()).toMatch(/Оля/);
    expect(await fates(4)).toEqual(Array(4).fill('accepted ok'));
  });

  test('on another day go by themselves', async () => {
    const phone = await family(2);
    await visit(children[1], '2026-11-27');
    await world.moveTo('2026-11-25T08:30:00Z');
    const said = (await phone.texts('telegram')).length;
    await world.moveTo(dayBefore);
    expect((await phone.texts('telegram')).slice(said)).toEqual([
      expect.stringContaining('Напоминаем о визите.\nКто: Миша'),
    ]);
  });

  test('are a list on WhatsApp while free words may go there, and by themselves where they may not', async () => {
    const phone = await family(2, 'whatsapp');
    await world.moveTo('2026-11-24T12:00:00Z');
    await phone.act('whatsapp', 'text', { text: 'спасибо' });
    await world.moveTo('2026-11-25T08:59:00Z');
    await phone.act('whatsapp', 'text', { text: 'спасибо' });
    await world.moveTo(dayBefore);
    expect((await phone.texts('whatsapp')).at(-1)).toContain('Напоминаем о визитах.');
    expect(await phone.buttons('whatsapp')).toEqual(
      ['Миша', 'Катя'].flatMap((name) => [
        `${name}: приду`,
        `${name}: перенести`,
        `${name}: отменить`,
      ]),
    );
    const states = (await fates(2)).map((one) => one.replace(/^\w+/, 'taken'));
    expect(states).toEqual(['taken ok', 'taken ok']);
    for (const child of children.slice(0, 2)) await visit(child, '2026-11-30');
    const said = (await phone.texts('whatsapp')).length;
    await world.moveTo('2026-11-29T10:00:00Z');
    const texts = (await phone.texts('whatsapp')).slice(said);
    expect(texts.filter((text) => text.includes('Напоминаем о визите.'))).toHaveLength(2);
  });
});

describe('what is decided about one decides about no other', () => {
  test('who agreed to nothing more is left out', async () => {
    const phone = await family(2);
    await world.consent('p2', { act: 'withdrawn', mechanism: 'desk' });
    await world.moveTo(dayBefore);
    expect((await phone.texts('telegram')).at(-1)).not.toContain('Катя');
    expect(await fates(2)).toEqual(['accepted ok', 'dropped withdrawn']);
  });

  test('who is written to at other hours is written to then', async () => {
    const phone = await family(2);
    const hours = weekOf([3], [{ from: '18:00', to: '22:00' }]);
    await putCard(world.ctx, { patientId: 'p2', change: { hours }, actor: 'test' });
    await world.moveTo(dayBefore);
    expect((await phone.texts('telegram')).at(-1)).not.toContain('Катя');
    await world.moveTo('2026-11-25T15:00:00Z');
    expect((await phone.texts('telegram')).at(-1)).toContain('Катя');
  });

  test('who has confirmed is not asked with the others', async () => {
    const phone = await family(2);
    await world.visit('v-p2', 'p2', '2026-11-26T12:30:00+03:00', { status: 'confirmed' });
    await world.moveTo(dayBefore);
    expect((await phone.texts('telegram')).at(-1)).not.toContain('Катя');
  });
});

describe('what becomes of the one request becomes of all it carried', () => {
  test('refused for now, all of them go later', async () => {
    const phone = await family(2);
    await world.fault({ channel: 'telegram', fault: 'throttle', count: 1 });
    await world.moveTo('2026-11-25T09:30:00Z');
    expect(await fates(2)).toEqual(['accepted ok', 'accepted ok']);
    expect((await phone.texts('telegram')).at(-1)).toMatch(/Миша[\s\S]+Катя/);
  });

  test('of an outcome nobody knows, each is a call and none is repeated', async () => {
    const phone = await family(2);
    const said = (await phone.texts('telegram')).length;
    await world.fault({ channel: 'telegram', fault: 'drop', count: 1 });
    await world.moveTo('2026-11-25T09:30:00Z');
    expect(await fates(2)).toEqual(['unknown outcome_unknown', 'unknown outcome_unknown']);
    const tasks = await listCallTasks(world.ctx.db, { state: 'open', limit: 9 });
    expect(tasks.map(({ task }) => task.patientId).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'p1',
      'p2',
    ]);
    expect((await phone.texts('telegram')).length - said).toBeLessThanOrEqual(1);
  });

  test('reported as delivered, all of them are', async () => {
    const phone = await family(2, 'whatsapp');
    await world.moveTo('2026-11-25T08:59:00Z');
    await phone.act('whatsapp', 'text', { text: 'спасибо' });
    await world.moveTo('2026-11-25T09:05:00Z');
    const states = (await fates(2)).map((one) => one.split(' ')[0]);
    expect(new Set(states).size).toBe(1);
    expect(['delivered', 'read']).toContain(states[0]);
  });
});
