/** Moving and calling off a visit in the chat, over the sandbox's real HTTP and real PostgreSQL. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putAvailability } from '../../src/app/availability.ts';
import { weekOf } from '../../src/domain/card.ts';
import { weekdays } from '../../src/domain/words.ts';
import { findAppointment } from '../../src/store/registry.ts';
import { listRequests } from '../../src/store/requests.ts';
import { event } from '../../src/store/schema.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type Phone, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const dayBefore = '2026-11-25T09:00:00Z';
const noonOn26 = '2026-11-26T09:00:00.000Z';

/** From nine to twelve every day, half-hourly. */
async function bookable(spans = [{ from: '09:00', to: '12:00' }]): Promise<void> {
  const week = weekOf(weekdays, spans);
  const put = await putAvailability(world.ctx, {
    doctorId: 'd1',
    clinicId: 'c1',
    week,
    days: {},
    stepMin: 30,
    actor: 'test',
  });
  expect(put.ok).toBe(true);
}

const visit = async (id = 'v-p1') => {
  const row = await findAppointment(world.ctx.db, id);
  if (!row) throw new Error(`no visit ${id}`);
  return row;
};

type Messenger = 'telegram' | 'whatsapp';

/** A button of the newest message that has any. */
const press = (phone: Phone, channel: Messenger, label: string) =>
  phone.act(channel, 'tap', { label });

/** A button of whichever message first had it. */
async function pressOld(phone: Phone, channel: Messenger, label: string): Promise<void> {
  const url = `${world.origin}/sandbox/api/phones/${encodeURIComponent(phone.id)}`;
  const chats = (await (await fetch(url)).json()) as Record<Messenger, { messages: Message[] }>;
  const message = chats[channel].messages.find(({ buttons }) =>
    buttons.flat().some((one) => one.label === label),
  );
  await phone.act(channel, 'tap', { label, messageId: message?.id });
}

interface Message {
  readonly id: string | number;
  readonly buttons: { label: string }[][];
}

const last = async (phone: Phone, channel: Messenger) => (await phone.texts(channel)).at(-1);

const eventTypes = async () =>
  (await world.ctx.db.select({ type: event.type }).from(event).orderBy(event.entry))
    .map(({ type }) => type)
    .filter((type) => !type.startsWith('consent'));

describe.each(['telegram', 'whatsapp'] as const)('on %s', (channel) => {
  test('a reminder leads by day and time to another one, and the old button tells the truth', async () => {
    await bookable();
    const phone = await world.agreed(channel);
    await world.moveTo(dayBefore);
    await press(phone, channel, 'Перенести');
    await press(phone, channel, 'пт 27 ноября');
    await press(phone, channel, '9:30');
    expect((await visit()).startsAt.toISOString()).toBe(noonOn26);
    await press(phone, channel, 'Да, перенести');
    expect(await last(phone, channel)).toContain('Готово, визит перенесён.');
    const { startsAt, status, scheduleVersion } = await visit();
    expect([startsAt.toISOString(), status, scheduleVersion]).toEqual([
      '2026-11-27T06:30:00.000Z',
      'booked',
      2,
    ]);
    if (channel === 'telegram') {
      // Where a channel can change what it shows, the old message says so and has no buttons.
      await expect(pressOld(phone, channel, 'Подтверждаю')).rejects.toThrow('no_such_button');
      expect((await phone.texts(channel)).join()).toContain('Это изменилось');
    } else {
      await pressOld(phone, channel, 'Подтверждаю');
      expect(await last(phone, channel)).toContain('пятница 27 ноября, 9:30');
    }
    expect((await visit()).status).toBe('booked');
    expect(await eventTypes()).toEqual(['appointment.moved']);
  });

  test('is called off in two steps, says why, and is booked again', async () => {
    await bookable();
    const phone = await world.agreed(channel);
    await world.moveTo(dayBefore);
    await press(phone, channel, 'Отменить');
    expect((await visit()).status).toBe('booked');
    await press(phone, channel, 'Да, отменить');
    await press(phone, channel, 'Болею');
    const off = await visit();
    expect([off.status, off.cancelledBy, off.cancelReason]).toEqual([
      'cancelled',
      'patient',
      'ill',
    ]);
    await press(phone, channel, 'Другое время');
    await press(phone, channel, 'пт 27 ноября');
    await press(phone, channel, '10:00');
    await press(phone, channel, 'Да, записать');
    expect(await last(phone, channel)).toContain('Готово, запись сделана.');
    const { status, cancelledBy, cancelReason } = await visit();
    expect([status, cancelledBy, cancelReason]).toEqual(['booked', null, null]);
    expect(await eventTypes()).toEqual([
      'appointment.cancelled',
      'appointment.changed',
      'appointment.booked',
    ]);
  });
});

test('words are said back as they were understood, and nothing happens before a button', async () => {
  await bookable([{ from: '09:00', to: '20:00' }]);
  const phone = await world.agreed('telegram');
  await phone.act('telegram', 'text', { text: 'перенесите на пятницу после 18' });
  expect(await last(phone, 'telegram')).toMatch(/^Поняли так: пт, с 18:00\./);
  expect((await visit()).startsAt.toISOString()).toBe(noonOn26);
  expect((await phone.buttons('telegram'))[0]).toBe('пт 27 ноя, 18:00');
});

test('a time that one patient is deciding about is not another’s, for five minutes', async () => {
  await bookable([{ from: '09:00', to: '10:00' }]);
  const [one, two] = [await world.agreed('telegram', 'p1'), await world.patient('p2')];
  await world.optIn('p2', two, 'whatsapp');
  await world.visit('v-p2', 'p2', '2026-11-26T14:00:00+03:00');
  for (const [phone, channel] of [
    [one, 'telegram'],
    [two, 'whatsapp'],
  ] as const) {
    await phone.act(channel, 'text', { text: 'перенести' });
    await press(phone, channel, 'пт 27 ноября');
  }
  await press(one, 'telegram', '9:00');
  await press(two, 'whatsapp', '9:00');
  expect(await last(two, 'whatsapp')).toContain('только что заняли');
  expect(await two.buttons('whatsapp')).not.toContain('9:00');
  await world.moveTo('2026-11-23T06:05:01Z');
  await pressOld(two, 'whatsapp', '9:00');
  await press(two, 'whatsapp', 'Да, перенести');
  expect((await visit('v-p2')).startsAt.toISOString()).toBe('2026-11-27T06:00:00.000Z');
  await pressOld(one, 'telegram', 'Да, перенести');
  expect(await last(one, 'telegram')).toContain('только что заняли');
  expect((await visit('v-p1')).startsAt.toISOString()).toBe(noonOn26);
});

test('what the clinic system goes on telling does not undo what the patient did', async () => {
  await bookable();
  const phone = await world.agreed('telegram');
  await phone.act('telegram', 'text', { text: 'перенести на 27 ноября в 9:30' });
  await press(phone, 'telegram', 'пт 27 ноя, 9:30');
  await press(phone, 'telegram', 'Да, перенести');
  await world.visit('v-p1', 'p1', '2026-11-26T12:00:00+03:00', { version: 2 });
  expect((await visit()).startsAt.toISOString()).toBe('2026-11-27T06:30:00.000Z');
  await world.visit('v-p1', 'p1', '2026-11-27T09:30:00+03:00', { version: 3 });
  expect((await visit()).toldStartsAt).toBe(null);
  await world.visit('v-p1', 'p1', '2026-11-26T12:00:00+03:00', { version: 4 });
  expect((await visit()).startsAt.toISOString(), 'by now it means it').toBe(noonOn26);
});

test('where nobody told when the doctor can be booked, the wish goes to the desk with what was understood', async () => {
  const phone = await world.agreed('telegram');
  await phone.act('telegram', 'text', { text: 'хочу перенести' });
  await phone.act('telegram', 'text', { text: 'по вечерам, кроме среды' });
  const [request] = await listRequests(world.ctx.db, { limit: 10 });
  expect(request).toMatchObject({
    kind: 'move',
    state: 'open',
    words: 'по вечерам, кроме среды',
    wish: { notWeekdays: [3], notBefore: '18:00' },
  });
  expect(await eventTypes()).toEqual(['request.opened']);
});

describe('the waiting list', () => {
  test('a freed time goes to one after another, each with half an hour to answer', async () => {
    await bookable([{ from: '11:00', to: '14:00' }]);
    const phones: Phone[] = [];
    for (const [id, channel, startsAt] of [
      ['p1', 'telegram', '2026-11-26T12:00:00+03:00'],
      ['p2', 'whatsapp', '2026-11-27T12:00:00+03:00'],
      ['p3', 'telegram', '2026-11-28T12:00:00+03:00'],
    ] as const) {
      const phone = await world.patient(id);
      await world.optIn(id, phone, channel);
      await world.visit(`v-${id}`, id, startsAt);
      phones.push(phone);
    }
    const [holder, first, second] = phones as [Phone, Phone, Phone];
    for (const [phone, channel] of [
      [first, 'whatsapp'],
      [second, 'telegram'],
    ] as const) {
      await phone.act(channel, 'text', { text: 'перенести' });
      await press(phone, channel, 'Хочу раньше');
    }
    await holder.act('telegram', 'text', { text: 'не приду' });
    await press(holder, 'telegram', 'Да, отменить');
    expect(await last(first, 'whatsapp')).toContain('Освободилось время раньше');
    expect(await last(second, 'telegram')).not.toContain('Освободилось');

    await world.moveTo('2026-11-23T06:30:01Z');
    expect(await last(second, 'telegram')).toContain('Можно прийти: четверг 26 ноября, 12:00');
    await pressOld(first, 'whatsapp', 'Да, подойдёт');
    expect(await last(first, 'whatsapp')).toContain('Это время мы уже не держим');
    await press(second, 'telegram', 'Да, подойдёт');
    expect((await visit('v-p3')).startsAt.toISOString()).toBe(noonOn26);
    // The time that the second left is no earlier one for the first.
    expect((await visit('v-p2')).startsAt.toISOString()).toBe('2026-11-27T09:00:00.000Z');
  });
});
