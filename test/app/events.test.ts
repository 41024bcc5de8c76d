import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { putAppointment } from '../../src/app/appointments.ts';
import { type Context, transact } from '../../src/app/context.ts';
import { askErasure, eraseNow } from '../../src/app/erasure.ts';
import { readEvents } from '../../src/app/event-feed.ts';
import { appendEvent } from '../../src/app/events.ts';
import { putPatient } from '../../src/app/registry.ts';
import { migrateEmbedded } from '../../src/store/migrate.ts';
import { openPglite } from '../../src/store/pglite.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';
import { done } from './found.ts';

const feed = async (ctx: Context, after = 0) =>
  (await readEvents(ctx, { types: null, after, limit: 200 })).items;
const person = {
  name: 'Анна',
  phone: null,
  language: null,
  birthDate: null,
  guardian: null,
  clinicId: null,
  actor: 'api',
};

describe('the number of an event', () => {
  let fresh: Fresh;
  beforeEach(async () => {
    fresh = await freshContext();
    await putPatient(fresh.ctx, { id: 'p1', ...person });
  });
  afterEach(() => fresh.close());

  /** A transaction that has written its event and goes on when it is told to. */
  async function writing(code: string) {
    let go = (_: 'commit' | 'fail') => {};
    const told = new Promise<'commit' | 'fail'>((resolve) => {
      go = resolve;
    });
    let written = () => {};
    const reached = new Promise<void>((resolve) => {
      written = resolve;
    });
    const ended = transact(fresh.ctx, async (tx) => {
      await appendEvent(tx, event(code));
      written();
      if ((await told) === 'fail') throw new Error(code);
    });
    await reached;
    const end = (how: 'commit' | 'fail') => {
      go(how);
      return how === 'fail' ? ended.catch(() => {}) : ended;
    };
    return { commit: () => end('commit'), fail: () => end('fail') };
  }

  const codes = async (after = 0) =>
    (await feed(fresh.ctx, after)).map(({ seq, data }) => [seq, data.code]);

  test('leaves out nobody who commits late: a reader never passes what is not yet there', async () => {
    const early = await writing('early');
    const late = await writing('late');
    expect(await codes()).toEqual([]);
    await late.commit();
    expect(await codes()).toEqual([[1, 'late']]);
    await early.commit();
    expect(await codes(1)).toEqual([[2, 'early']]);
    expect(await codes()).toEqual([
      [1, 'late'],
      [2, 'early'],
    ]);
  });

  test('has no gaps where a transaction came to nothing, and keeps nobody waiting', async () => {
    const failing = await writing('failing');
    const open = await writing('open');
    await failing.fail();
    await transact(fresh.ctx, (tx) => appendEvent(tx, event('quick')));
    expect(await codes()).toEqual([[1, 'quick']]);
    await open.commit();
    expect(await codes(1)).toEqual([[2, 'open']]);
  });

  test('is given once, however many read at the same time, in the order of writing', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `e${n}`);
    for (const name of names) await transact(fresh.ctx, (tx) => appendEvent(tx, event(name)));
    const read = await Promise.all([codes(), codes(), codes(), codes()]);
    for (const one of read) expect(one).toEqual(names.map((name, n) => [n + 1, name]));
  });
});

const event = (code: string) =>
  ({
    type: 'call_task.opened',
    patientId: 'p1',
    data: {
      callTaskId: '0198c9a1-7c1e-7b52-9f63-5a1c6f0c2f11',
      purpose: 'visit',
      code,
      dueAt: '2026-03-01T09:00:00.000Z',
      appointmentId: null,
    },
  }) as const;

describe.each(['postgres', 'pglite'] as const)('what the clinic system hears, on %s', (driver) => {
  let world: World;
  let seen = 0;
  beforeAll(async () => {
    const store = driver === 'postgres' ? await freshStore() : await openPglite();
    if (driver === 'pglite') await migrateEmbedded(store);
    world = await createWorld(store);
    await world.agreed('telegram');
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    seen = (await feed(world.ctx)).at(-1)?.seq ?? 0;
  });

  const news = () => feed(world.ctx, seen);

  test('of an agreement in the chat: purpose, channel and term, no words', async () => {
    const [given] = await feed(world.ctx);
    expect(given).toMatchObject({
      type: 'consent.given',
      patientId: 'p1',
      data: { purpose: 'visit', channel: 'telegram', mechanism: 'chat', by: 'patient' },
    });
    expect(new Set(Object.keys(given?.data ?? {}))).toEqual(
      new Set(['accountId', 'by', 'channel', 'expiresAt', 'mechanism', 'purpose', 'strength']),
    );
  });

  test('nothing of what it told itself', async () => {
    const appointment = { actor: 'api', startsAt: new Date('2026-11-26T13:00:00+03:00') };
    await world.visit('v-p1', 'p1', '2026-11-26T13:00:00+03:00', appointment);
    await world.consent('p1', { actor: 'api', channels: ['whatsapp'] });
    expect(await news()).toEqual([]);
  });

  test('of a confirmation, with the visit as it now is, once', async () => {
    await world.moveTo('2026-11-25T10:00:00Z');
    const phone = await world.patient('p1');
    await phone.act('telegram', 'text', { text: 'подтверждаю' });
    await phone.act('telegram', 'text', { text: 'подтверждаю' });
    const confirmed = (await news()).filter(({ type }) => type === 'appointment.confirmed');
    expect(confirmed).toMatchObject([
      {
        patientId: 'p1',
        timestamp: '2026-11-25T10:00:00.000Z',
        data: {
          appointmentId: 'v-p1',
          doctorId: 'd1',
          clinicId: 'c1',
          startsAt: '2026-11-26T10:00:00.000Z',
          endsAt: '2026-11-26T10:30:00.000Z',
          status: 'confirmed',
          by: 'patient',
          via: 'telegram',
        },
      },
    ]);
  });

  test('of what staff do in the console, told by what it comes to', async () => {
    const visit = {
      id: 'own',
      patientId: 'p1',
      doctorId: 'd1',
      clinicId: 'c1',
      serviceId: null,
      durationMin: 30,
      version: null,
      actor: 'staff:1',
    };
    const put = async (
      startsAt: string,
      status: 'booked' | 'cancelled' | 'arrived' | 'confirmed',
    ) => done(await putAppointment(world.ctx, { ...visit, startsAt: new Date(startsAt), status }));
    await put('2026-12-01T09:00:00Z', 'booked');
    await put('2026-12-01T10:00:00Z', 'booked');
    await put('2026-12-01T10:00:00Z', 'confirmed');
    await put('2026-12-01T10:00:00Z', 'arrived');
    await put('2026-12-01T10:00:00Z', 'cancelled');
    await put('2026-12-01T10:00:00Z', 'booked');
    const heard = (await news()).filter(({ type }) => type.startsWith('appointment.'));
    expect(heard.map(({ type }) => type)).toEqual([
      'appointment.booked',
      'appointment.moved',
      'appointment.confirmed',
      'appointment.changed',
      'appointment.cancelled',
      'appointment.booked',
    ]);
    expect(heard[1]?.data).toMatchObject({
      by: 'staff',
      via: 'console',
      previousStartsAt: '2026-12-01T09:00:00.000Z',
      startsAt: '2026-12-01T10:00:00.000Z',
    });
    expect(heard.map(({ data }) => data.status)).toContain('arrived');
  });

  test('of a STOP, purpose by purpose', async () => {
    const phone = await world.patient('p1');
    await phone.act('telegram', 'text', { text: 'стоп' });
    const withdrawn = (await news()).filter(({ type }) => type === 'consent.withdrawn');
    expect(withdrawn.map(({ data }) => [data.purpose, data.mechanism])).toContainEqual([
      'visit',
      'stop',
    ]);
  });

  test('of a call that a person has to make, once', async () => {
    await world.patient('p9', { phone: '+79990000009' });
    for (const purpose of ['visit', 'hygiene'] as const)
      await world.consent('p9', { purposes: [purpose], mechanism: 'import', actor: 'api' });
    expect(await news()).toMatchObject([
      {
        type: 'call_task.opened',
        patientId: 'p9',
        data: { code: 'consent_imported', purpose: 'visit', appointmentId: null },
      },
    ]);
  });

  test('of a patient who is forgotten; what was told before keeps its ids', async () => {
    const { id } = done(await askErasure(world.ctx, { patientId: 'p1', actor: 'api' }));
    done(await eraseNow(world.ctx, { erasureId: id, actor: 'staff:1' }));
    const all = (await feed(world.ctx)).filter(({ patientId }) => patientId === 'p1');
    expect(all.at(-1)).toMatchObject({ type: 'patient.erased', data: {} });
    const visits = all.filter(({ type }) => type.startsWith('appointment.'));
    expect(visits.length).toBeGreaterThan(5);
    for (const { data } of visits)
      expect(Object.keys(data).every((key) => key === 'erased' || key.endsWith('Id'))).toBe(true);
    expect(visits[0]?.data).toMatchObject({ erased: true, appointmentId: 'v-p1', doctorId: 'd1' });
    const consents = all.filter(({ type }) => type === 'consent.given');
    expect(consents[0]?.data.purpose).toBe('visit');
  });
});
