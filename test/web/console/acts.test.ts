import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConsents } from '../../../src/app/consents.ts';
import { conversationOf } from '../../../src/store/conversation.ts';
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
    expect([late.status, (await owner.get(`/threads/${id}`)).text.includes('<textarea')]).toEqual([
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

  test('has a service card that staff can change', async () => {
    const form = {
      channel1: 'whatsapp',
      channel2: 'phone',
      channel3: '',
      days: ['1', '3'],
      from: '18:00',
      to: '00:00',
      reminders: 'one',
      zone: '',
      language: 'en',
    };
    expect((await owner.post('/patients/vera/card', { ...form, days: [] })).text).toContain(
      'Отметьте хотя бы один день',
    );
    expect(
      (await owner.post('/patients/vera/card', { ...form, zone: 'Mars/Base' })).text,
    ).toContain('Такого часового пояса нет');
    expect((await owner.post('/patients/vera/card', form)).location).toBe(
      '/patients/vera?done=saved',
    );
    const card = await findCard(db(), 'vera');
    expect(card).toMatchObject({ channels: ['whatsapp', 'phone'], reminders: 'one', zone: null });
    expect([card?.hours[1], card?.hours[2]]).toEqual([[{ from: '18:00', to: '24:00' }], []]);
    expect((await findPatient(db(), 'vera'))?.language).toBe('en');
    expect((await owner.get('/patients/vera')).text).toContain('WhatsApp → Звонок');
  });

  test('has agreements recorded at the desk, each with its strength', async () => {
    const form = {
      purpose: 'wellbeing',
      channel: 'telegram',
      act: 'given',
      mechanism: 'paper',
      document: 'Д-7',
      wording: 'Согласен',
    };
    expect((await owner.post('/patients/vera/consents', form)).location).toBe(
      '/patients/vera?done=consent#consents',
    );
    const agreed = await readConsents(world.ctx, 'vera');
    expect(agreed.ok && agreed.value.history.at(-1)).toMatchObject({
      purpose: 'wellbeing',
      strength: 4,
      document: 'Д-7',
      act: 'given',
    });
    expect(
      (await owner.post('/patients/vera/consents', { ...form, purpose: 'world' })).status,
    ).toBe(422);
  });

  test('gets an invitation, shown once, as a part of the page or as the whole', async () => {
    const part = await owner.post(
      '/patients/anna/invitations',
      {},
      { origin: 'http://localhost', 'hx-request': 'true' },
    );
    expect(part.text).toMatch(/<svg[\s\S]*https:\/\/t\.me\/zabota_test_bot\?start=[\w-]{43}/);
    expect(part.text).toContain('https://wa.me/');
    expect((await owner.post('/patients/anna/invitations')).text).toContain('<html');
    expect((await owner.get('/patients/anna')).text).not.toContain('t.me/');
  });
});
