import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeskTaskCode, deskTaskCodes } from '../../../src/app/call-tasks.ts';
import { listErasures } from '../../../src/app/erasure.ts';
import { strengthNeeded } from '../../../src/domain/consent.ts';
import { decisionCodes } from '../../../src/domain/policy.ts';
import { timelineOf } from '../../../src/store/messages.ts';
import { findClinic, findPatient } from '../../../src/store/registry.ts';
import { listCallTasks } from '../../../src/store/threads.ts';
import { wordsEn } from '../../../src/web/console/words-en.ts';
import { wordsRu } from '../../../src/web/console/words-ru.ts';
import { fillClinic } from './sample.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let owner: Browser;
const live = { 'hx-request': 'true' };

beforeAll(async () => {
  world = await openConsole();
  await fillClinic(world.ctx, world.clock);
  owner = await world.signIn();
});
afterAll(() => world.close());

describe('the consents on the page', () => {
  test.each([
    ['anna', ['подпись на бумаге (сила 4, нужно 2)', 'документ Д-114', 'Запись цела: 2 отметки']],
    ['lena', ['действие пациента в чате (сила 2, нужно 2)', 'ru-2.visit', 'до 20 ноября 2028']],
    ['vera', ['слова сотрудника (сила 1, нужно 2)', 'слабое: бот по нему не пишет']],
    ['kira', ['только запись из другой системы (сила 0, нужно 2)']],
    ['ira', ['Не спрашивали: гигиена, профосмотр']],
  ])('of %s show their proof', async (id, lines) => {
    const { text } = await owner.get(`/patients/${id}`);
    for (const line of lines) expect(text).toContain(line);
  });

  test('have run out when their time has come', async () => {
    const now = world.clock.now().toISOString();
    world.clock.set('2028-12-01T09:00:00Z');
    const later = await world.signIn();
    const { text } = await later.get('/patients/lena');
    expect(text).toContain('срок вышел 20 ноября');
    world.clock.set(now);
  });

  test('say loudly that the record was tampered with', async () => {
    const off = sql`alter table consent_event disable trigger consent_event_append_only`;
    const on = sql`alter table consent_event enable trigger consent_event_append_only`;
    const tamper = (strength: number) =>
      sql`update consent_event set strength = ${strength} where patient_id = 'dina' and number = 1`;
    for (const statement of [off, tamper(3), on]) await world.ctx.db.execute(statement);
    const { text } = await owner.get('/patients/dina');
    expect(text).toContain('Запись повреждена на отметке 1: запись изменена.');
    for (const statement of [off, tamper(4), on]) await world.ctx.db.execute(statement);
    expect((await owner.get('/patients/dina')).text).toContain('Запись цела');
  });
});

describe('why', () => {
  const whyOf = async (patientId: string, kind: string, headers = {}) => {
    const messages = await timelineOf(world.ctx.db, { patientId, limit: 50 });
    const id = messages.find((message) => message.kind === kind)?.id ?? '';
    return owner.get(`/patients/${patientId}/messages/${id}`, headers);
  };

  test('a reminder goes: who agreed, in which words, for which visit, and each decision', async () => {
    const panel = await whyOf('anna', 'visit_soon', live);
    expect(panel.text).not.toContain('<html');
    for (const line of [
      'визит 26 ноября в 11:40',
      'на бумаге, с подписью',
      'Согласен получать напоминания о визитах в Telegram',
      'прогноз: отправить',
    ])
      expect(panel.text).toContain(line);
  });

  test('one does not go: with what can be done about it, on a page of its own too', async () => {
    const page = await whyOf('vera', 'visit_day_before');
    for (const line of ['<html', 'не отправлять', 'Что можно сделать', 'Покажите приглашение.'])
      expect(page.text).toContain(line);
  });

  test('is told of the patient’s own messages only', async () => {
    const [message] = await timelineOf(world.ctx.db, { patientId: 'anna', limit: 1 });
    expect((await owner.get(`/patients/boris/messages/${message?.id}`)).status).toBe(404);
    expect((await owner.get('/patients/anna/messages/x')).status).toBe(404);
    const doctor = await world.signIn('doctor', 'ru', 'orlova');
    expect((await doctor.get(`/patients/boris/messages/${message?.id}`)).status).toBe(403);
  });

  test('has words for every decision, and says what to do about each that is none', () => {
    const fine = ['ok', 'answer'];
    for (const words of [wordsRu, wordsEn]) {
      expect(new Set(Object.keys(words.decisions))).toEqual(new Set(decisionCodes));
      const helped = Object.keys(words.remedies);
      expect(decisionCodes.filter((code) => !helped.includes(code))).toEqual(fine);
    }
  });
});

describe('writing first', () => {
  const write = async (patientId: string, purpose: string) => {
    const sent = await owner.post(`/patients/${patientId}/messages`, {
      purpose,
      text: 'Пожалуйста, возьмите карту.',
    });
    expect(sent.location).toMatch(/\?wrote=.*#write$/);
    return (await owner.get(sent.location?.split('#')[0] ?? '')).text;
  };

  test('says at once that it goes, waits or will not go, and why', async () => {
    expect(await write('anna', 'visit')).toContain('Уходит сейчас, в Telegram.');
    expect(await write('ira', 'visit')).toMatch(
      /Уйдёт не раньше: \d\d:\d\d|Уйдёт не раньше: сегодня/,
    );
    expect(await write('anna', 'offers')).toContain('Не уйдёт: пациент не давал согласия.');
    expect(await write('egor', 'visit')).toContain('Станет звонком: пациент просил звонить');
  });

  test('keeps the words when something is missing', async () => {
    const page = await owner.post('/patients/anna/messages', { purpose: '', text: 'Уже набрал' });
    expect([page.status, page.text.includes('Уже набрал')]).toEqual([422, true]);
    expect(
      (await owner.post('/patients/anna/messages', { purpose: 'visit', text: ' ' })).status,
    ).toBe(422);
  });
});

describe('the clinic’s consent policy', () => {
  test('is a profile and what differs from it, and the rest of the clinic stays', async () => {
    const before = await findClinic(world.ctx.db, 'main');
    await owner.post('/setup/clinics/main/policy', { profile: 'strict', visit: '2', offers: '' });
    const after = await findClinic(world.ctx.db, 'main');
    expect(after).toEqual({
      ...before,
      consentPolicy: { profile: 'strict', strengths: { visit: 2 } },
      updatedAt: after?.updatedAt,
    });
    const needed = (purpose: 'visit' | 'offers') =>
      strengthNeeded(after?.consentPolicy ?? null, purpose);
    expect([needed('visit'), needed('offers')]).toEqual([2, 4]);
    expect((await owner.get('/setup')).text).toMatch(/value="strict" checked/);
    expect((await owner.get('/patients/anna')).text).toContain('(сила 4, нужно 4)');
    for (const form of [{ profile: 'lax' }, { profile: 'strict', visit: '0' }])
      expect((await owner.post('/setup/clinics/main/policy', form)).status).toBe(404);
    await owner.post('/setup/clinics/main/policy', { profile: 'standard' });
  });
});

describe('tasks at the desk', () => {
  test('stand on the page of calls in words, and are settled with one press', async () => {
    const { text } = await owner.get('/calls');
    for (const code of deskTaskCodes satisfies readonly DeskTaskCode[]) {
      expect(text).toContain(wordsRu.deskTasks[code].title);
      expect(text).toContain(wordsRu.deskTasks[code].todo);
    }
    const open = await listCallTasks(world.ctx.db, { state: 'open', limit: 50 });
    const task = open.find((one) => one.task.code === 'not_me')?.task;
    const done = await owner.post(`/calls/${task?.id}/done`, { result: 'settled' });
    expect(done.location).toBe('/calls?done=task');
    expect((await owner.get('/calls')).text).not.toContain(wordsRu.deskTasks.not_me.title);
  });
});

describe('wishes to be forgotten', () => {
  const open = async () => (await listErasures(world.ctx, { open: true })).map(({ id }) => id);

  test('show in the navigation, on the patient’s page and on a page of their own', async () => {
    expect((await owner.get('/day')).text).toMatch(/id="count-erasures" class="count\s+"\s*>1</);
    expect((await owner.get('/patients/zoya')).text).toContain('Пациент просит удалить его данные');
    const { text } = await owner.get('/erasures');
    for (const line of ['Белова Зоя', 'просит пациент', 'срок 20 декабря', 'Да, удалить навсегда'])
      expect(text).toContain(line);
  });

  test('are decided by the owner only', async () => {
    const administrator = await world.signIn('administrator');
    const [id] = await open();
    expect((await administrator.get('/erasures')).text).toContain('Решает владелец.');
    expect((await administrator.post(`/erasures/${id}/done`)).status).toBe(403);
    expect((await (await world.signIn('doctor')).get('/erasures')).status).toBe(403);
  });

  test('are refused with a reason', async () => {
    const [id] = await open();
    expect((await owner.post(`/erasures/${id}/refused`, { reason: ' ' })).status).toBe(422);
    await owner.post(`/erasures/${id}/refused`, { reason: 'Идёт спор об оплате' });
    expect((await owner.get('/erasures')).text).toContain('Идёт спор об оплате');
    expect((await owner.post(`/erasures/${id}/done`)).status).toBe(422);
  });

  test('are recorded at the desk, done at once, and proven', async () => {
    expect((await owner.post('/patients/zoya/erasures')).location).toBe('/erasures?done=asked');
    const [id] = await open();
    expect((await owner.post(`/erasures/${id}/done`)).location).toBe('/erasures?done=erased');
    expect((await findPatient(world.ctx.db, 'zoya'))?.name).toBe('');
    const { text } = await owner.get('/erasures');
    expect(text).not.toContain('Белова');
    expect(text).toMatch(/Отпечаток списка[\s\S]*<code>[0-9a-f]{64}</);
    expect((await owner.get('/patients')).text).not.toContain('/patients/zoya');
    expect((await owner.post('/patients', { text: 'zoya' })).text).toContain('Данные удалены');
    const page = await owner.get('/patients/zoya');
    expect(page.text).toContain('Данные этого пациента удалены по его просьбе сегодня.');
    expect(page.text).not.toContain('/patients/zoya/card');
    expect((await owner.get('/patients/zoya/paper')).status).toBe(404);
  });
});
