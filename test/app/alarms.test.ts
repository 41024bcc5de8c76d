/** A patient feels bad: who is called, who has it, what the bot says meanwhile. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { climbAlarms, closeAlarm, takeAlarm } from '../../src/app/alarms.ts';
import { askErasure, eraseNow } from '../../src/app/erasure.ts';
import { exportPatient } from '../../src/app/export.ts';
import { replyToThread } from '../../src/app/hand-over.ts';
import { isCareDue } from '../../src/store/alarms.ts';
import { updateStaff } from '../../src/store/staff.ts';
import { listThreads } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';
import { type Caring, caring, toldOf } from './caring.ts';

let world: World;
let clinic: Caring;
beforeEach(async () => {
  world = await createWorld(await freshStore());
  clinic = await caring(world);
});
afterEach(() => world.stop());

const dayOne = '2026-11-27T07:30:00Z';
const taking = async (login: string) => {
  const staffId = clinic.staff.get(login) ?? '';
  return { alarmId: (await clinic.alarm()).id, staffId, actor: `staff:${staffId}` };
};

const bad = { ru: 'Плохо', en: 'Bad' } as const;

describe.each([
  ['telegram', 'ru'],
  ['whatsapp', 'ru'],
  ['telegram', 'en'],
  ['whatsapp', 'en'],
] as const)('on %s in %s', (channel, language) => {
  test('a bad answer calls the doctor and the desk, then the owner, until somebody takes it', async () => {
    const phone = await clinic.treated(channel, { language });
    await world.moveTo(dayOne);
    await phone.act(channel, 'tap', { label: bad[language] });
    expect((await phone.texts(channel)).at(-1)).toContain('112');
    const alarm = await clinic.alarm();
    expect(alarm).toMatchObject({ code: 'wellbeing_bad', state: 'open', level: 0 });
    expect(alarm.reasonId).toBe((await clinic.reasons())[0]?.id);
    expect(await clinic.called()).toEqual(['0 desk', '0 orlov']);
    await world.moveTo('2026-11-27T07:36:00Z');
    const second = ['1 boss', '1 desk', '1 orlov'];
    expect((await clinic.called()).slice(2)).toEqual(second);
    await world.moveTo('2026-11-27T07:56:00Z');
    expect((await clinic.called()).slice(5)).toEqual(['2 boss', '2 desk', '2 boss', '2 desk']);
    expect(await takeAlarm(world.ctx, await taking('orlov'))).toMatchObject({ ok: true });
    expect(await takeAlarm(world.ctx, await taking('desk'))).toMatchObject({
      ok: false,
      fault: { code: 'alarm_taken' },
    });
    await world.moveTo('2026-11-27T12:00:00Z');
    expect(await clinic.called()).toHaveLength(9);
    const ending = { ...(await taking('orlov')), outcome: 'Осмотрен, всё спокойно' };
    expect(await closeAlarm(world.ctx, ending)).toMatchObject({ ok: true });
    expect(await clinic.alarm()).toMatchObject({ state: 'closed', outcome: ending.outcome });
    expect(await toldOf(world)).toEqual(['alarm.raised', 'alarm.taken', 'alarm.closed']);
  });
});

test('at 23:00 the patient has the emergency line at once, and from then on only people answer', async () => {
  const phone = await clinic.treated('telegram');
  await world.moveTo('2026-11-27T20:00:00Z');
  await phone.act('telegram', 'text', { text: 'щека опухла и температура 39' });
  expect((await phone.texts('telegram')).at(-1)).toMatch(/позвали людей[\s\S]*103 или 112/);
  expect(await clinic.alarm()).toMatchObject({ code: 'red_flag', state: 'open' });
  expect((await clinic.states())[0]).toEqual([1, 'wellbeing', 'answered', 'bad', null]);
  const said = (await phone.texts('telegram')).length;
  for (const text of ['что мне принять?', 'можно ибупрофен?', 'хорошо']) {
    await phone.act('telegram', 'text', { text });
  }
  expect(await phone.texts('telegram')).toHaveLength(said);
  const [entry] = await listThreads(world.ctx.db, { state: 'open', limit: 5 });
  expect(entry?.thread).toMatchObject({ urgent: true, reason: 'red_flag' });
  const staffId = clinic.staff.get('orlov') ?? '';
  const reply = { text: 'Еду, откройте дверь', actor: `staff:${staffId}`, staffId };
  await replyToThread(world.ctx, { threadId: entry?.thread.id ?? '', ...reply });
  await world.settle();
  expect((await phone.texts('telegram')).at(-1)).toBe(reply.text);
  await closeAlarm(world.ctx, { ...(await taking('orlov')), outcome: 'Осмотрен' });
  const [after] = await listThreads(world.ctx.db, { state: 'open', limit: 5 });
  expect(after?.thread).toMatchObject({ urgent: false, withPerson: true });
});

test('the same again raises nothing twice, what is worse is called about', async () => {
  const phone = await clinic.treated('telegram', { asksScore: true });
  await world.moveTo(dayOne);
  await phone.act('telegram', 'tap', { label: '3' });
  expect(await clinic.alarm()).toMatchObject({ code: 'low_score' });
  await takeAlarm(world.ctx, await taking('desk'));
  await phone.act('telegram', 'tap', { label: '2' }).catch(() => {});
  await phone.act('telegram', 'text', { text: 'кровь не останавливается' });
  await phone.act('telegram', 'text', { text: 'кровь так и идёт' });
  expect(await clinic.alarm()).toMatchObject({ code: 'red_flag', state: 'taken' });
  expect(await clinic.called()).toEqual(['0 desk', '0 orlov', '0 desk', '0 orlov']);
  expect((await toldOf(world)).filter((type) => type === 'alarm.raised')).toHaveLength(1);
});

test('words of danger outside any episode call the doctor of the last visit', async () => {
  const phone = await world.agreed('telegram');
  await world.moveTo('2026-11-26T12:00:00Z');
  await phone.act('telegram', 'text', { text: 'не могу дышать' });
  expect(await clinic.called()).toEqual(['0 desk', '0 orlov']);
});

test('disabled colleagues are not called, and where nobody is left it goes up at once', async () => {
  for (const login of ['desk', 'orlov']) await clinic.leaves(login);
  const phone = await clinic.treated('telegram');
  await world.moveTo(dayOne);
  await phone.act('telegram', 'tap', { label: 'Плохо' });
  expect(await clinic.called()).toEqual(['1 boss']);
  // No page does this: one owner stays.
  await updateStaff(world.ctx.db, clinic.staff.get('boss') ?? '', { disabledAt: new Date(0) });
  await world.moveTo('2026-11-27T09:00:00Z');
  expect(await clinic.called()).toEqual(['1 boss']);
  expect((await clinic.alarm()).nextAt).not.toBeNull();
});

test('two processes that climb at once call everybody once', async () => {
  const phone = await clinic.treated('telegram');
  await world.moveTo(dayOne);
  await phone.act('telegram', 'tap', { label: 'Плохо' });
  world.clock.set(new Date('2026-11-27T07:40:00Z'));
  await Promise.all([climbAlarms(world.ctx), climbAlarms(world.ctx)]);
  expect((await clinic.called()).slice(2)).toEqual(['1 boss', '1 desk', '1 orlov']);
});

test('a clock that goes back by hours keeps nobody waiting', async () => {
  const phone = await clinic.treated('telegram');
  await world.moveTo(dayOne);
  await phone.act('telegram', 'tap', { label: 'Плохо' });
  world.clock.set(new Date('2026-11-27T05:00:00Z'));
  expect(await isCareDue(world.ctx.db, world.clock.now())).toBe(true);
  await climbAlarms(world.ctx);
  expect(await clinic.called()).toContain('1 boss');
  expect(await isCareDue(world.ctx.db, world.clock.now())).toBe(false);
});

test('an alarm is closed with words only, and they are in what the patient may read', async () => {
  const phone = await clinic.treated('telegram');
  await world.moveTo(dayOne);
  await phone.act('telegram', 'tap', { label: 'Плохо' });
  const end = await taking('desk');
  const empty = await closeAlarm(world.ctx, { ...end, outcome: '  ' });
  expect(empty).toMatchObject({ ok: false, fault: { field: 'outcome', code: 'empty' } });
  await closeAlarm(world.ctx, { ...end, outcome: 'Позвонили, стало лучше' });
  expect(await clinic.alarm()).toMatchObject({ takenBy: end.staffId, closedBy: end.actor });
  const read = { patientId: 'p1', language: 'ru', actor: 'test' } as const;
  const copy = await exportPatient(world.ctx, read);
  expect(copy.ok && copy.value.text).toContain('Позвонили, стало лучше');
  const wish = await askErasure(world.ctx, { patientId: 'p1', actor: 'test' });
  if (!wish.ok) throw new Error(wish.fault.code);
  await eraseNow(world.ctx, { erasureId: wish.value.id, actor: 'test' });
  expect(await clinic.alarm()).toMatchObject({ outcome: null, state: 'closed', nextAt: null });
  expect((await clinic.reasons())[0]).toMatchObject({ answer: null, score: null });
});
