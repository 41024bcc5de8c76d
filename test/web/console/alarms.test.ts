/** The banner, taking an alarm and saying how it ended, as staff see it. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { raiseAlarm } from '../../../src/app/alarms.ts';
import { transact } from '../../../src/app/context.ts';
import { putPatient } from '../../../src/app/registry.ts';
import { alarmsOfPatient } from '../../../src/store/alarms.ts';
import { listStaff } from '../../../src/store/staff.ts';
import { fillClinic, type Sample } from './sample.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let sample: Sample;
let owner: Browser;
let doctor: Browser;

beforeAll(async () => {
  world = await openConsole();
  sample = await fillClinic(world.ctx, world.clock);
  owner = await world.signIn();
  doctor = await world.signIn('doctor', 'en', sample.doctorId);
  await putPatient(world.ctx, {
    ...{ id: 'zoya', name: 'Крылова Зоя', phone: null, language: 'ru', birthDate: null },
    ...{ guardian: null, clinicId: null, actor: 'test' },
  });
});
afterAll(() => world.close());

const raise = (code: 'wellbeing_bad' | 'low_mark') =>
  transact(world.ctx, (tx) =>
    raiseAlarm(tx, { patientId: 'zoya', code, threadId: sample.urgentThread, reasonId: null }),
  );
const alarm = async () => (await alarmsOfPatient(world.ctx.db, 'zoya')).at(-1)!;

describe('an alarm', () => {
  test('stands above every page with who was called, until somebody takes it', async () => {
    await raise('wellbeing_bad');
    const { id } = await alarm();
    for (const path of ['/', '/day', '/patients', '/calls', '/more']) {
      const { text } = await owner.get(path);
      expect(text, path).toContain('Пациенту плохо: Крылова Зоя');
      expect(text, path).toContain('Позвали: ');
      expect(text, path).toContain(`action="/alarms/${id}/take"`);
    }
    expect((await doctor.get('/day')).text).toContain('A patient feels bad: Крылова Зоя');
  });

  test('keeps the banner up to date, and costs nothing while nothing changes', async () => {
    const { text } = await owner.get('/');
    const [, url = ''] = /hx-get="(\/live\/alarms\?seen=\w+)"/.exec(text) ?? [];
    expect((await owner.get(url)).status).toBe(204);
    const fresh = await owner.get('/live/alarms?seen=none');
    expect([fresh.status, fresh.text.includes('Крылова Зоя')]).toEqual([200, true]);
    const gone = await world.stranger().get('/live/alarms?seen=none');
    expect(gone.location).toBe('/sign-in');
  });

  test('is taken with one press, by one person, and ends with words', async () => {
    const { id } = await alarm();
    const taken = await owner.post(`/alarms/${id}/take`);
    expect(taken.location).toBe(`/threads/${sample.urgentThread}`);
    const me = (await listStaff(world.ctx.db)).find(({ role }) => role === 'owner');
    expect(await alarm()).toMatchObject({ state: 'taken', takenBy: me?.id, nextAt: null });
    const late = await doctor.post(`/alarms/${id}/take`);
    expect([
      late.status,
      late.text.includes('Somebody else has already taken this alarm.'),
    ]).toEqual([422, true]);
    const empty = await owner.post(`/alarms/${id}/close`, { outcome: ' ' });
    expect(empty.status).toBe(422);
    const outcome = 'Позвонила, <b>легче</b>';
    const closed = await owner.post(`/alarms/${id}/close`, { outcome });
    expect(closed.location).toBe(`/alarms/${id}?done=alarm`);
    const { text } = await doctor.get(`/alarms/${id}`);
    expect(text).toContain('Позвонила, &lt;b&gt;легче&lt;/b&gt;');
    expect((await doctor.get(`/threads/${sample.urgentThread}`)).text).toContain('Позвонила');
    expect((await owner.get('/')).text).not.toContain('Пациенту плохо: Крылова Зоя');
  });

  test('about a mark is for the desk, not for doctors', async () => {
    await raise('low_mark');
    expect((await owner.get('/')).text).toContain('Пациент недоволен: Крылова Зоя');
    expect((await doctor.get('/day')).text).not.toContain('Крылова Зоя</strong>');
    expect((await owner.post('/alarms/nope/take')).status).toBe(404);
  });
});
