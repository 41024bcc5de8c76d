/** What must hold whatever the patient or the platform does, over the sandbox's real HTTP and real PostgreSQL. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putCard } from '../../src/app/cards.ts';
import { replyToThread } from '../../src/app/hand-over.ts';
import { startWellbeing } from '../../src/app/wellbeing.ts';
import { weekOf } from '../../src/domain/card.ts';
import { weekdays } from '../../src/domain/words.ts';
import { consentHistory } from '../../src/store/consent.ts';
import { findAppointment } from '../../src/store/registry.ts';
import { listCallTasks, listThreads } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const noonOn26 = '2026-11-26T12:00:00+03:00';
const dayBefore = '2026-11-25T09:00:00Z';
const twoHoursBefore = '2026-11-26T07:00:00Z';

const openThreads = () => listThreads(world.ctx.db, { state: 'open', limit: 10 });
const callTasks = () => listCallTasks(world.ctx.db, { state: 'open', limit: 10 });

describe('consent', () => {
  test('nobody is reminded who has not agreed, and the record says why', async () => {
    await world.patient('p1');
    await world.visit('v1', 'p1', noonOn26);
    await world.moveTo(twoHoursBefore);
    expect(await world.states('p1')).toEqual([
      ['visit_day_before', 'dropped', 'no_address'],
      ['visit_soon', 'dropped', 'no_address'],
    ]);
    expect(await world.log()).toEqual([]);
  });

  test('the ledger keeps the words that were answered', async () => {
    await world.agreed('telegram');
    const history = await consentHistory(world.ctx.db, 'p1');
    expect(
      history.map((event) => [event.purpose, event.act, event.mechanism, event.strength]),
    ).toEqual([['visit', 'given', 'chat', 2]]);
    const [, asked] = await (await world.patient('p1')).texts('telegram');
    const question = history[0]?.wording?.split('\n').find((line) => line.includes('?')) ?? '-';
    expect(asked).toContain(question);
  });

  test.each(['telegram', 'whatsapp'] as const)(
    'STOP on %s ends it, and "да" does not bring it back',
    async (channel) => {
      const phone = await world.agreed(channel);
      await phone.act(channel, 'text', { text: 'СТОП!!' });
      expect(await world.states('p1')).toEqual([
        ['visit_day_before', 'dropped', 'stopped'],
        ['visit_soon', 'dropped', 'stopped'],
      ]);
      await phone.act(channel, 'text', { text: 'да' });
      const said = (await phone.texts(channel)).length;
      await world.moveTo(twoHoursBefore);
      expect(await phone.texts(channel), 'silence keeps it stopped').toHaveLength(said);
      const history = await consentHistory(world.ctx.db, 'p1');
      expect(history.map((event) => event.act)).toEqual(['given', 'withdrawn']);
    },
  );

  test('a withdrawal at the desk is as good as one in the chat', async () => {
    await world.agreed('telegram');
    await world.consent('p1', { act: 'withdrawn', mechanism: 'desk' });
    await world.moveTo(twoHoursBefore);
    expect((await world.states('p1')).map(([, state, code]) => [state, code])).toEqual([
      ['dropped', 'withdrawn'],
      ['dropped', 'withdrawn'],
    ]);
  });

  test('a receipt that would have to wait past the window is not worth a template', async () => {
    const phone = await world.agreed('whatsapp');
    const said = (await phone.texts('whatsapp')).length;
    await world.moveTo('2026-11-24T00:00:00Z');
    await world.consent('p1', { purposes: ['personal'], channels: ['whatsapp'] });
    await world.moveTo('2026-11-24T06:30:00Z');
    expect(await phone.texts('whatsapp')).toHaveLength(said);
  });

  test('what staff merely claim is too weak to send on', async () => {
    const phone = await world.patient('p1');
    await phone.open(await world.invitation('p1', 'telegram'));
    await phone.act('telegram', 'contact', { own: true });
    await world.consent('p1', { mechanism: 'desk' });
    await world.visit('v1', 'p1', noonOn26);
    await world.moveTo(twoHoursBefore);
    expect((await world.states('p1')).map(([, , code]) => code)).toEqual([
      'evidence_too_weak',
      'evidence_too_weak',
    ]);
  });
});

describe('visits', () => {
  test('a confirmation silences the ask, not the information', async () => {
    const phone = await world.agreed('telegram');
    await phone.act('telegram', 'text', { text: 'подтверждаю' });
    expect(await findAppointment(world.ctx.db, 'v-p1')).toMatchObject({
      status: 'confirmed',
      confirmedVia: 'telegram',
    });
    await world.moveTo(twoHoursBefore);
    expect(await world.states('p1')).toEqual([
      ['visit_day_before', 'dropped', 'confirmed'],
      ['visit_soon', 'accepted', 'ok'],
    ]);
  });

  test('a moved visit is reminded anew, and the old button tells the truth', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo(dayBefore);
    await world.visit('v-p1', 'p1', '2026-11-27T15:30:00+03:00');
    expect(await world.states('p1')).toEqual([
      ['visit_day_before', 'accepted', 'ok'],
      ['visit_soon', 'cancelled', 'stale_fact'],
      ['visit_moved', 'planned', 'ok'],
      ['visit_day_before', 'planned', 'ok'],
      ['visit_soon', 'planned', 'ok'],
    ]);
    await phone.act('telegram', 'tap', { label: 'Подтверждаю' });
    expect((await phone.texts('telegram')).at(-1)).toContain('15:30');
    expect(await findAppointment(world.ctx.db, 'v-p1')).toMatchObject({ status: 'booked' });
    await phone.act('telegram', 'tap', { label: 'Подтверждаю' });
    expect(await findAppointment(world.ctx.db, 'v-p1')).toMatchObject({ status: 'confirmed' });
  });

  test('a cancelled visit is never mentioned', async () => {
    await world.agreed('whatsapp');
    await world.visit('v-p1', 'p1', noonOn26, { status: 'cancelled' });
    await world.moveTo(twoHoursBefore);
    expect((await world.states('p1')).map(([, state]) => state)).toEqual([
      'cancelled',
      'cancelled',
    ]);
  });

  test('telling the same visit again, or an older one, plans nothing new', async () => {
    await world.agreed('telegram');
    await world.visit('v-p1', 'p1', noonOn26, { version: 1 });
    await world.visit('v-p1', 'p1', '2026-11-28T12:00:00+03:00', { version: 0 });
    expect(await world.proactive('p1')).toHaveLength(2);
    await world.moveTo(twoHoursBefore);
    expect((await world.states('p1')).map(([, state]) => state)).toEqual(['accepted', 'accepted']);
  });

  test("the patient's hours are kept", async () => {
    await world.agreed('telegram');
    const hours = weekOf([...weekdays], [{ from: '18:00', to: '21:00' }]);
    await putCard(world.ctx, { patientId: 'p1', change: { hours }, actor: 'test' });
    const [first, second] = await world.proactive('p1');
    expect(first).toMatchObject({ state: 'planned', dueAt: new Date('2026-11-25T15:00:00Z') });
    expect(second, 'not the same words twice in one evening').toMatchObject({
      state: 'dropped',
      code: 'merged',
    });
    await world.moveTo('2026-11-25T14:59:59Z');
    expect((await world.proactive('p1'))[0]).toMatchObject({ state: 'planned' });
    await world.moveTo('2026-11-25T15:00:00Z');
    expect((await world.proactive('p1'))[0]).toMatchObject({ state: 'accepted' });
  });

  test('who chose the phone gets a call, by a person', async () => {
    await world.agreed('telegram');
    await putCard(world.ctx, { patientId: 'p1', change: { channels: ['phone'] }, actor: 'test' });
    await world.moveTo(dayBefore);
    expect(await callTasks()).toMatchObject([
      { task: { patientId: 'p1', code: 'phone_chosen', appointmentId: 'v-p1' } },
    ]);
  });
});

describe('people', () => {
  test.each(['telegram', 'whatsapp'] as const)(
    'words the bot does not understand reach a person, and the answer the patient, on %s',
    async (channel) => {
      const phone = await world.agreed(channel);
      await phone.act(channel, 'text', { text: 'А можно взять с собой собаку?' });
      const [entry] = await openThreads();
      expect(entry).toMatchObject({
        thread: { reason: 'not_understood', urgent: false },
        patient: { id: 'p1' },
      });
      const reply = {
        threadId: entry?.thread.id ?? '',
        text: 'Можно, если маленькая',
        actor: 'test',
        staffId: null,
      };
      expect(await replyToThread(world.ctx, reply)).toMatchObject({ ok: true });
      await world.settle();
      expect((await phone.texts(channel)).at(-1)).toBe('Можно, если маленькая');
      const said = (await phone.texts(channel)).length;
      await phone.act(channel, 'text', { text: 'Спасибо, она маленькая' });
      expect(await phone.texts(channel), 'the bot does not talk over a person').toHaveLength(said);
    },
  );

  test("an answer outside WhatsApp's window waits behind a template until the patient asks for it", async () => {
    const phone = await world.agreed('whatsapp');
    await phone.act('whatsapp', 'text', { text: 'Можно с собакой?' });
    await world.moveTo('2026-11-24T12:00:00Z');
    const [entry] = await openThreads();
    await replyToThread(world.ctx, {
      threadId: entry?.thread.id ?? '',
      text: 'Можно',
      actor: 'test',
      staffId: null,
    });
    await world.settle();
    expect(await phone.texts('whatsapp')).not.toContain('Можно');
    expect(await phone.buttons('whatsapp')).toEqual(['Показать ответ']);
    await phone.act('whatsapp', 'tap', { label: 'Показать ответ' });
    expect((await phone.texts('whatsapp')).at(-1)).toBe('Можно');
  });

  test('a bad answer after treatment is urgent at once', async () => {
    const phone = await world.agreed('telegram');
    await world.moveTo('2026-11-26T10:00:00Z');
    const started = await startWellbeing(world.ctx, {
      appointmentId: 'v-p1',
      after: 'PT5H',
      note: null,
      actor: 'test',
    });
    expect(started).toMatchObject({ ok: true });
    await world.settle();
    await phone.act('telegram', 'tap', { label: 'Да, спросите' });
    await world.moveTo('2026-11-26T14:30:00Z');
    await phone.act('telegram', 'tap', { label: 'Плохо' });
    expect(await openThreads()).toMatchObject([
      { thread: { urgent: true, reason: 'wellbeing_bad', patientId: 'p1' } },
    ]);
    expect((await phone.texts('telegram')).at(-1)).toContain('103');
  });
});
