import ICAL from 'ical.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putCard } from '../../src/app/cards.ts';
import { putClinic, putService } from '../../src/app/registry.ts';
import { weekOf } from '../../src/domain/card.ts';
import { findClinic } from '../../src/store/registry.ts';
import { createCalendar } from '../../src/web/calendar.ts';
import { agreedAt } from '../support/bound.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type Phone, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

const dayBefore = '2026-11-25T09:00:00Z';
const texts = {
  directions: 'Вход со двора.',
  transit: 'Метро «Садовая».',
  parking: 'Во дворе.',
  bring: 'Паспорт.',
  mapUrl: 'https://example.org/map',
};

async function tellClinic(more: object): Promise<void> {
  const known = await findClinic(world.ctx.db, 'c1');
  if (!known) throw new Error('no clinic');
  const { createdAt: _, updatedAt: __, ...clinic } = known;
  await putClinic(world.ctx, { ...clinic, ...more });
}

const service = {
  id: 's1',
  name: 'Имплантация',
  durationMin: 60,
  preparation: 'Не есть два часа.',
  bring: 'Снимки.',
  aftercare: null,
  wellbeingDays: [],
};

/** A patient who agreed, with a visit for the service at noon on Thursday. */
async function agreed(channel: 'telegram' | 'whatsapp', language?: 'en'): Promise<Phone> {
  const phone = await world.patient('p1', language ? { language } : {});
  await agreedAt(world, { id: 'p1', phone, channel });
  await world.visit('v-p1', 'p1', '2026-11-26T12:00:00+03:00', { serviceId: 's1' });
  return phone;
}

describe('a reminder', () => {
  beforeEach(() => putService(world.ctx, service));

  test('carries what the clinic has told, and ends with the way to stop', async () => {
    await tellClinic(texts);
    const phone = await agreed('telegram');
    await world.moveTo(dayBefore);
    expect((await phone.texts('telegram')).at(-1)?.split('\n\n').slice(-8)).toEqual([
      expect.stringContaining('Подтвердите'),
      'Как подготовиться: Не есть два часа.',
      'Возьмите с собой: Паспорт.\nСнимки.',
      'Как добраться: Вход со двора.',
      'Транспорт: Метро «Садовая».',
      'Парковка: Во дворе.',
      'На карте: https://example.org/map',
      'Не писать больше: СТОП. Не вы? Напишите «не я».',
    ]);
  });

  test('is in the clinic’s language from the first word to the last where a text is in no other', async () => {
    const phone = await agreed('telegram', 'en');
    await world.moveTo(dayBefore);
    const text = (await phone.texts('telegram')).at(-1) ?? '';
    expect(text).toContain('Не есть два часа.');
    expect(text.replaceAll(/СТОП|«не я»/g, '')).not.toMatch(/[A-Za-z]{3,}/);
    expect(await phone.buttons('telegram')).toContain('Подтверждаю');
  });

  test('is in the patient’s where all its texts are', async () => {
    await putService(world.ctx, {
      ...service,
      translations: { en: { preparation: 'Do not eat for two hours.', bring: 'Your X-rays.' } },
    });
    const phone = await agreed('telegram', 'en');
    await world.moveTo(dayBefore);
    const text = (await phone.texts('telegram')).at(-1) ?? '';
    expect(text).toMatch(/How to prepare: Do not eat[\s\S]+Please bring: Your X-rays\./);
    expect(text.replace('Клиника на Ленина, ул. Ленина, 5', '')).not.toMatch(/[А-Яа-я]/);
  });
});

describe('the calendar', () => {
  beforeEach(() => putService(world.ctx, service));

  const entry = (text: string) => {
    const root = new ICAL.Component(ICAL.parse(text));
    const event = new ICAL.Event(root.getFirstSubcomponent('vevent') ?? undefined);
    return {
      method: root.getFirstPropertyValue('method'),
      uid: event.uid,
      sequence: event.sequence,
      from: event.startDate.toJSDate().toISOString(),
      to: event.endDate.toJSDate().toISOString(),
      summary: event.summary,
      location: event.location,
      status: event.component.getFirstPropertyValue('status'),
    };
  };

  async function file(phone: Phone): Promise<string> {
    const view = await fetch(`${world.origin}/sandbox/api/phones/${encodeURIComponent(phone.id)}`);
    const { telegram } = (await view.json()) as {
      telegram: { messages: { document?: { filename: string; url: string } }[] };
    };
    const document = telegram.messages.at(-1)?.document;
    expect(document).toMatchObject({ filename: 'visit.ics' });
    return (await fetch(new URL(document?.url ?? '', `${world.origin}/sandbox/api/`))).text();
  }

  const add = async (phone: Phone, label = 'В календарь') => {
    await phone.act('telegram', 'tap', { label });
    return entry(await file(phone));
  };

  test('is a file on Telegram, that follows the visit', async () => {
    const phone = await agreed('telegram');
    const budget = { perDay: 9, perWeek: 9 };
    await putCard(world.ctx, { patientId: 'p1', change: { budget }, actor: 'test' });
    await world.moveTo(dayBefore);
    const first = await add(phone);
    expect(first).toMatchObject({
      method: 'PUBLISH',
      sequence: 0,
      from: '2026-11-26T09:00:00.000Z',
      to: '2026-11-26T09:30:00.000Z',
      summary: 'Визит: Клиника на Ленина',
      location: 'ул. Ленина, 5',
      status: 'CONFIRMED',
    });
    await world.visit('v-p1', 'p1', '2026-11-27T15:00:00+03:00', { serviceId: 's1' });
    await world.moveTo('2026-11-25T10:00:00Z');
    const moved = await add(phone);
    expect(moved).toMatchObject({ uid: first.uid, from: '2026-11-27T12:00:00.000Z' });
    expect(moved.sequence).toBeGreaterThan(first.sequence);
    await world.visit('v-p1', 'p1', '2026-11-27T15:00:00+03:00', { status: 'cancelled' });
    await world.moveTo('2026-11-25T11:00:00Z');
    const off = await add(phone, 'Убрать из календаря');
    expect(off).toMatchObject({ uid: first.uid, method: 'CANCEL', status: 'CANCELLED' });
    expect(off.sequence).toBeGreaterThan(moved.sequence);
  });

  test('is a link on WhatsApp, that nobody can guess and that shows the visit as it is', async () => {
    Object.assign(world.ctx, { publicUrl: 'https://clinic.example' });
    const phone = await agreed('whatsapp');
    await world.moveTo('2026-11-24T09:00:00Z');
    await phone.act('whatsapp', 'text', { text: 'спасибо' });
    await world.moveTo('2026-11-25T08:50:00Z');
    await phone.act('whatsapp', 'text', { text: 'спасибо' });
    await world.moveTo(dayBefore);
    const text = (await phone.texts('whatsapp')).at(-1) ?? '';
    const [, path = ''] =
      /В календарь: https:\/\/clinic\.example(\/calendar\/\S+\.ics)/.exec(text) ?? [];
    const web = createCalendar(world.ctx);
    const get = (at: string) => web.request(at.replace('/calendar', ''));
    const got = await get(path);
    expect(got.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(entry(await got.text()).from).toBe('2026-11-26T09:00:00.000Z');
    await world.visit('v-p1', 'p1', '2026-11-27T15:00:00+03:00', { serviceId: 's1' });
    expect(entry(await (await get(path)).text()).from).toBe('2026-11-27T12:00:00.000Z');
    const forged = path.replace(/.(?=\.ics$)/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await get(forged)).status).toBe(404);
    const other = path.replace(
      /\/calendar\/[^.]+/,
      `/calendar/${btoa('v-p2').replaceAll('=', '')}`,
    );
    expect((await get(other)).status).toBe(404);
  });
});

describe('a note about afterwards', () => {
  const aftercare = 'Не жевать два часа. Если боль усиливается, звоните.';
  const after = '2026-11-26T10:00:00Z';
  beforeEach(() => putService(world.ctx, { ...service, aftercare }));
  const note = async () => (await world.states('p1')).filter(([kind]) => kind === 'aftercare');
  const wellbeing = () => world.consent('p1', { purposes: ['wellbeing'], channels: ['telegram'] });

  test('comes half an hour after the visit to who agreed to it', async () => {
    const phone = await agreed('telegram');
    await wellbeing();
    await world.moveTo('2026-11-26T09:59:59Z');
    expect((await phone.texts('telegram')).at(-1)).not.toContain('жевать');
    await world.moveTo(after);
    expect((await phone.texts('telegram')).at(-1)).toContain(`Памятка: ${aftercare}\n\n`);
    expect(await note()).toEqual([['aftercare', 'accepted', 'ok']]);
  });

  test('does not come to who did not, and comes when they agree in time', async () => {
    const phone = await agreed('telegram');
    await world.moveTo(after);
    expect(await note()).toEqual([['aftercare', 'dropped', 'no_consent']]);
    await wellbeing();
    await world.moveTo('2026-11-26T10:02:00Z');
    expect((await phone.texts('telegram')).at(-1)).toContain(aftercare);
  });

  test('waits for the agreed hours, and is not said the day after tomorrow', async () => {
    await putService(world.ctx, { ...service, aftercare });
    await agreed('telegram');
    await wellbeing();
    const hours = weekOf([6], [{ from: '10:00', to: '11:00' }]);
    await putCard(world.ctx, { patientId: 'p1', change: { hours }, actor: 'test' });
    await world.moveTo('2026-11-28T09:00:00Z');
    expect(await note()).toEqual([['aftercare', 'dropped', 'outside_hours']]);
  });

  test.each(['cancelled', 'no_show'] as const)(
    'does not come after a visit that is %s',
    async (status) => {
      await agreed('telegram');
      await wellbeing();
      await world.moveTo('2026-11-26T09:30:00Z');
      await world.visit('v-p1', 'p1', '2026-11-26T12:00:00+03:00', { serviceId: 's1', status });
      await world.moveTo('2026-11-26T12:00:00Z');
      expect(await note()).toEqual([['aftercare', 'cancelled', 'stale_fact']]);
    },
  );

  test('too long for the chat, comes by its button, whole', async () => {
    const long = `${'Полоскать рот раствором. '.repeat(60)}Конец.`;
    await putService(world.ctx, { ...service, aftercare: long });
    const phone = await agreed('telegram');
    await wellbeing();
    await world.moveTo(after);
    expect(await phone.buttons('telegram')).toContain('Показать памятку');
    await phone.act('telegram', 'tap', { label: 'Показать памятку' });
    expect((await phone.texts('telegram')).at(-1)).toBe(
      `${long}\n\nЕсли очень плохо — 103 или 112.`,
    );
  });
});

test('a cadence of the clinic plans what is ahead anew, and reminds of nothing whose time has passed', async () => {
  await world.agreed('telegram');
  await tellClinic({
    cadence: [
      { before: 'P3D', asks: true },
      { before: 'P1D', asks: true },
    ],
  });
  const planned = async () =>
    (await world.proactive('p1')).map(({ kind, state, code, planKey }) => [
      planKey?.split(':').at(-1),
      kind,
      state,
      code,
    ]);
  expect(await planned()).toEqual([
    ['day_before', 'visit_day_before', 'planned', 'ok'],
    ['two_hours_before', 'visit_soon', 'cancelled', 'stale_fact'],
    ['three_days_before', 'visit_three_days', 'planned', 'ok'],
  ]);
  await world.moveTo('2026-11-24T09:00:00Z');
  await tellClinic({
    cadence: [
      { before: 'P2D', asks: true },
      { before: 'PT3H', asks: false },
    ],
  });
  await world.moveTo('2026-11-26T06:00:00Z');
  expect((await planned()).slice(2)).toEqual([
    ['three_days_before', 'visit_three_days', 'accepted', 'ok'],
    ['before_P2D', 'visit_three_days', 'accepted', 'ok'],
    ['before_PT3H', 'visit_soon', 'accepted', 'ok'],
  ]);
});
