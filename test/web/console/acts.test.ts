import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConsents } from '../../../src/app/consents.ts';
import { transact } from '../../../src/app/context.ts';
import { hashToken } from '../../../src/app/ids.ts';
import { conversationOf } from '../../../src/store/conversation.ts';
import { lockInvitation } from '../../../src/store/invitations.ts';
import { findCard, findPatient } from '../../../src/store/registry.ts';
import { listStaff } from '../../../src/store/staff.ts';
import { findThread } from '../../../src/store/threads.ts';
import { fillClinic, type Sample } from './sample.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let sample: Sample;
let owner: Browser;
let doctor: Browser;
const db = () => world.ctx.db;

beforeAll(async () => {
  world = await openConsole();
  sample = await fillClinic(world.ctx, world.clock);
  owner = await world.signIn();
  doctor = await world.signIn('doctor', 'en', sample.doctorId);
});
afterAll(() => world.close());

describe('a chat', () => {
  test('is taken, answered by a named person and given back to the bot', async () => {
    const id = sample.urgentThread;
    expect((await owner.post(`/threads/${id}/take`)).location).toBe(`/threads/${id}?done=taken`);
    const me = (await listStaff(db())).find(({ role }) => role === 'owner');
    expect((await findThread(db(), id))?.assignedTo).toBe(me?.id);
    await owner.post(`/threads/${id}/replies`, { text: '  Едем к вам: 103 вызвали?  ' });
    const thread = await findThread(db(), id);
    expect([thread?.withPerson, thread?.answeredAt]).toEqual([true, world.clock.now()]);
    const chat = await conversationOf(db(), { addressId: thread?.addressId ?? '', limit: 200 });
    expect(chat.at(-1)).toMatchObject({
      author: `staff:${me?.id}`,
      content: { text: 'Едем к вам: 103 вызвали?' },
    });
    expect((await owner.get(`/threads/${id}`)).text).toContain('Ольга Ивановна</p>');
    expect((await owner.post(`/threads/${id}/close`)).location).toBe('/?done=closed');
    expect((await findThread(db(), id))?.state).toBe('closed');
    const late = await owner.post(`/threads/${id}/replies`, { text: 'Ещё слово' });
    expect([late.status, (await owner.get(`/threads/${id}`)).text.includes('id="reply"')]).toEqual([
      422,
      false,
    ]);
  });

  test('keeps what was typed when it could not be sent', async () => {
    const path = `/threads/${sample.windowThread}/replies`;
    const long = 'я'.repeat(4001);
    const page = await doctor.post(path, { text: long });
    expect([page.status, page.text.includes('too long'), page.text.includes(long)]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await doctor.post(path, { text: '   ' })).text).toContain(
      'Please write a word or two.',
    );
  });
});

describe('a patient', () => {
  test('is added, with the phone in one form, and found by a part of either', async () => {
    const wrong = await owner.post('/patients/new', {
      name: 'Яшин Лев',
      phone: '12',
      language: '',
    });
    expect([wrong.status, wrong.text.includes('Не похоже на номер')]).toEqual([422, true]);
    expect(wrong.text).toContain('value="Яшин Лев"');
    const made = await owner.post('/patients/new', {
      name: 'Яшин Лев',
      phone: '8 (916) 700-11-22',
      language: 'ru',
      guardianName: 'Яшина Ольга',
    });
    const id = made.location?.split('/').at(-1) ?? '';
    expect(await findPatient(db(), id)).toMatchObject({
      phone: '+79167001122',
      guardian: { name: 'Яшина Ольга' },
    });
    for (const text of ['яшин', '700-11-22', '8 916 700 11 22']) {
      const found = await owner.post(
        '/patients',
        { text },
        { origin: 'http://localhost', 'hx-request': 'true' },
      );
      expect(found.text, text).toContain('Яшин Лев');
      expect(found.text, text).not.toContain('<html');
    }
    expect((await owner.post('/patients', { text: 'никого' })).text).toContain('Никого не нашли');
  });

  test('has details that change without losing what the form does not ask', async () => {
    const form = {
      name: 'Ершов Глеб Олегович',
      phone: '',
      language: 'en',
      birthDate: '1990-02-30',
    };
    expect((await owner.post('/patients/gleb', form)).text).toContain('Проверьте дату');
    expect(
      (await owner.post('/patients/gleb', { ...form, birthDate: '1990-02-28' })).location,
    ).toBe('/patients/gleb?done=saved');
    expect(await findPatient(db(), 'gleb')).toMatchObject({
      name: form.name,
      language: 'en',
      clinicId: 'main',
      birthDate: '1990-02-28',
    });
  });

  const week = {
    day1: '18:00–00:00',
    day2: '',
    day3: '9-12, 18:00-21:00',
    day4: '22:00–6',
    day5: '',
  };
  const card = {
    ...week,
    channel1: 'whatsapp',
    channel2: 'phone',
    channel3: 'whatsapp',
    day6: '',
    day7: '',
    reminders: 'one',
    perDay: '1',
    perWeek: '3',
    zone: 'Asia/Omsk',
    language: 'en',
  };

  test('has a service card of which staff can change everything', async () => {
    expect((await owner.post('/patients/vera/card', card)).location).toBe(
      '/patients/vera?done=saved#card',
    );
    expect(await findCard(db(), 'vera')).toMatchObject({
      channels: ['whatsapp', 'phone'],
      hours: {
        1: [{ from: '18:00', to: '24:00' }],
        2: [],
        3: [
          { from: '09:00', to: '12:00' },
          { from: '18:00', to: '21:00' },
        ],
        4: [{ from: '22:00', to: '06:00' }],
      },
      reminders: 'one',
      budget: { perDay: 1, perWeek: 3 },
      zone: 'Asia/Omsk',
      language: 'en',
    });
    const { text } = await owner.get('/patients/vera');
    for (const line of ['WhatsApp → Звонок', '1 в день и 3 в неделю', 'value="22:00–06:00"'])
      expect(text).toContain(line);
  });

  test.each([
    [{ day1: '', day3: '', day4: '' }, 'Отметьте хотя бы один день'],
    [{ day2: 'после шести' }, 'Часы пишите так'],
    [{ day2: '09:00–09:00' }, 'Часы пишите так'],
    [{ zone: 'Mars/Base' }, 'Такого часового пояса нет'],
    [{ perWeek: '1000' }, 'Нужно целое число'],
    [{ perDay: '-1' }, 'Нужно целое число'],
  ])('keeps its card when staff slip: %j', async (slip, fault) => {
    const before = await findCard(db(), 'vera');
    const page = await owner.post('/patients/vera/card', { ...card, ...slip });
    expect([page.status, page.text.includes(fault)]).toEqual([422, true]);
    expect(await findCard(db(), 'vera')).toEqual(before);
  });

  test('has words and refusals recorded at the desk, each with its strength', async () => {
    const form = {
      purposes: ['wellbeing', 'plan'],
      channels: 'telegram',
      act: 'withdrawn',
      wording: 'Не надо',
    };
    expect((await owner.post('/patients/vera/consents', form)).location).toBe(
      '/patients/vera?done=consent#consents',
    );
    const agreed = await readConsents(world.ctx, 'vera');
    const last = agreed.ok ? agreed.value.history.slice(-2) : [];
    expect(last.map(({ purpose, act, strength }) => [purpose, act, strength])).toEqual([
      ['wellbeing', 'withdrawn', 1],
      ['plan', 'withdrawn', 1],
    ]);
    for (const wrong of [{ purposes: 'world' }, { purposes: [] }, { channels: [] }, { act: '' }])
      expect((await owner.post('/patients/vera/consents', { ...form, ...wrong })).status).toBe(422);
  });

  test('gets an invitation, shown once, as a part of the page or as the whole', async () => {
    const part = await owner.post(
      '/patients/anna/invitations',
      {},
      { origin: 'http://localhost', 'hx-request': 'true' },
    );
    expect(part.text).toMatch(/<svg[\s\S]*https:\/\/t\.me\/zabota_test_bot\?start=[\w-]{43}/);
    expect(part.text).toContain('https://wa.me/');
    expect(part.text).toMatch(/class="digits">\d{3} \d{3}</);
    expect(part.text).toContain('Действует до 12:35');
    expect((await owner.post('/patients/anna/invitations')).text).toContain('<html');
    expect((await owner.get('/patients/anna')).text).not.toContain('t.me/');
  });

  test('gets a code alone, and an invitation for whoever answers for them', async () => {
    const live = { origin: 'http://localhost', 'hx-request': 'true' };
    const code = await owner.post('/patients/lena/codes', {}, live);
    expect(code.text).toMatch(/class="digits">\d{3} \d{3}</);
    expect(code.text).not.toContain('t.me/');
    expect((await owner.get('/patients/lena')).text).toMatch(/value="parent" checked/);
    const made = await owner.post('/patients/lena/invitations', { relation: 'carer' }, live);
    const token = /start=([\w-]{43})/.exec(made.text)?.[1] ?? '';
    const kept = await transact(world.ctx, (tx) => lockInvitation(tx.db, hashToken(token)));
    expect(kept).toMatchObject({ patientId: 'lena', relation: 'carer' });
    expect((await owner.post('/patients/nobody/codes')).status).toBe(404);
  });

  test('gets a copy of everything we hold, in either language', async () => {
    for (const language of ['ru', 'en']) {
      const file = await owner.get(`/patients/anna/export?language=${language}`);
      expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
      expect(file.text).toContain('Смирнова');
    }
    expect((await owner.get('/patients/anna/export?language=xx')).status).toBe(404);
    expect((await doctor.get('/patients/anna/export?language=ru')).status).toBe(403);
  });
});
