/** What a recorded reason leads to in the chat, over the sandbox's real HTTP and real PostgreSQL. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findAppointment, reasonsOf } from '../../src/store/registry.ts';
import { listRequests } from '../../src/store/requests.ts';
import { event } from '../../src/store/schema.ts';
import { listThreads } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type Phone, type World } from '../support/world.ts';
import { agreedTo, bookable, invitations, type Messenger, record, stories } from './followups.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const due = '2026-12-14T07:00:00Z';
const last = async (phone: Phone, channel: Messenger) => (await phone.texts(channel)).at(-1) ?? '';
const press = (phone: Phone, channel: Messenger, label: string) =>
  phone.act(channel, 'tap', { label });
const events = async () =>
  (await world.ctx.db.select().from(event).orderBy(event.entry)).filter(
    ({ type }) => !type.startsWith('consent'),
  );

describe.each(['telegram', 'whatsapp'] as const)('on %s', (channel) => {
  test('an invitation leads to a new visit, of which the clinic system hears', async () => {
    await bookable(world);
    const phone = await agreedTo(world, channel, ['hygiene']);
    const { id } = await record(world);
    await world.moveTo('2026-12-14T06:59:00Z');
    expect(await invitations(world)).toEqual([['recall', 'planned', 'ok']]);
    await world.moveTo(due);
    expect(await stories(world)).toEqual([['hygiene', 'sent', '2026-12-14']]);
    const text = await last(phone, channel);
    expect(text.slice(0, 40)).toBe('Здравствуйте. Пишем, как договаривались.');
    for (const said of ['Доктор Орлов', 'как всё прижилось', 'можно отказаться', 'СТОП'])
      expect(text).toContain(said);
    expect(text).not.toContain('гигиен');
    await press(phone, channel, 'Записаться');
    await press(phone, channel, 'вт 15 декабря');
    await press(phone, channel, '9:30');
    await press(phone, channel, 'Да, записать');
    expect(await last(phone, channel)).toContain('Готово, запись сделана.');
    const [reason] = await reasonsOf(world.ctx.db, 'p1');
    const visit = await findAppointment(world.ctx.db, reason?.bookedId ?? '');
    expect(reason).toMatchObject({ id, state: 'booked' });
    expect(visit).toMatchObject({ status: 'booked', doctorId: 'd1', clinicId: 'c1' });
    expect(visit?.startsAt.toISOString()).toBe('2026-12-15T06:30:00.000Z');
    expect(await events()).toMatchObject([
      { type: 'appointment.booked', data: { appointmentId: visit?.id, followUpId: id } },
    ]);
  });

  test('where no time is known a person looks for one, and offers it here', async () => {
    const phone = await agreedTo(world, channel, ['hygiene']);
    const { id } = await record(world);
    await world.moveTo(due);
    await press(phone, channel, 'Записаться');
    await phone.act(channel, 'text', { text: 'в четверг после 18' });
    expect(await last(phone, channel)).toContain('чт, с 18:00');
    expect(await listRequests(world.ctx.db, { limit: 5 })).toMatchObject([
      { kind: 'book', reasonId: id, appointmentId: null, words: 'в четверг после 18' },
    ]);
    const [entry] = await listThreads(world.ctx.db, { state: 'open', limit: 5 });
    expect(entry?.thread.reason).toBe('book_visit');
    expect(await stories(world)).toEqual([['hygiene', 'answered', '2026-12-14']]);
  });

  test('later is a day that the patient names, and nothing comes before it', async () => {
    const phone = await agreedTo(world, channel, ['hygiene']);
    await record(world);
    await world.moveTo(due);
    await press(phone, channel, 'Позже');
    await phone.act(channel, 'text', { text: '20 января' });
    expect(await last(phone, channel)).toBe('Поняли так: напомнить 20 января 2027. Верно?');
    expect(await stories(world)).toEqual([['hygiene', 'sent', '2026-12-14']]);
    await press(phone, channel, 'Да, верно');
    expect(await stories(world)).toEqual([
      ['hygiene', 'later', '2026-12-14'],
      ['hygiene', 'planned', '2027-01-20'],
    ]);
    await world.moveTo('2027-01-20T06:59:00Z');
    expect((await invitations(world))[1]?.[1]).toBe('planned');
    await world.moveTo('2027-01-20T07:00:00Z');
    expect((await invitations(world))[1]?.[1]).toMatch(/^(accepted|sent|delivered)$/);
  });

  test('"not any more" ends it, and "done elsewhere" may be said after it', async () => {
    await bookable(world);
    const phone = await agreedTo(world, channel, ['hygiene']);
    await record(world);
    await world.moveTo(due);
    await press(phone, channel, 'Не нужно');
    expect(await stories(world)).toEqual([['hygiene', 'declined', '2026-12-14']]);
    await press(phone, channel, 'Уже сделано');
    expect(await stories(world)).toEqual([['hygiene', 'elsewhere', '2026-12-14']]);
    await world.visit('v9', 'p1', '2026-12-20T12:00:00+03:00', { doctorId: 'd1' });
    expect(await stories(world)).toEqual([['hygiene', 'elsewhere', '2026-12-14']]);
  });
});
