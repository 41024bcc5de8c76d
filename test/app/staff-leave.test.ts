import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeAlarm, takeAlarm } from '../../src/app/alarms.ts';
import { renewSignInLink } from '../../src/app/console-acts.ts';
import { takeThread } from '../../src/app/hand-over.ts';
import { acceptLink, addStaff, signIn, staffOfLink, staffOfSession } from '../../src/app/staff.ts';
import { staffLeaves, staffReturns } from '../../src/app/staff-leave.ts';
import { listStaff } from '../../src/store/staff.ts';
import { listThreads } from '../../src/store/threads.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';
import { type Caring, caring } from './caring.ts';

let world: World;
let clinic: Caring;
const idOf = (login: string) => clinic.staff.get(login) ?? '';
const acting = (login: string) => ({ staffId: idOf(login), actor: `staff:${idOf('boss')}` });
const linkFor = async (login: string) => {
  const made = await renewSignInLink(world.ctx, acting(login));
  return made.ok ? made.value.token : '';
};

beforeAll(async () => {
  world = await createWorld(await freshStore());
  clinic = await caring(world);
});
afterAll(() => world.stop());

test('what a colleague had who leaves is called about anew, and their chats are everybody’s', async () => {
  const phone = await clinic.treated('telegram');
  await world.moveTo('2026-11-27T07:30:00Z');
  await phone.act('telegram', 'tap', { label: 'Плохо' });
  const { id: alarmId } = await clinic.alarm();
  const taking = { alarmId, staffId: idOf('orlov'), actor: `staff:${idOf('orlov')}` };
  expect((await takeAlarm(world.ctx, taking)).ok).toBe(true);
  const [entry] = await listThreads(world.ctx.db, { state: 'open', limit: 5 });
  await takeThread(world.ctx, { threadId: entry?.thread.id ?? '', ...taking });
  await world.moveTo('2026-11-27T08:30:00Z');
  expect(await clinic.called()).toEqual(['0 desk', '0 orlov']);
  expect((await staffLeaves(world.ctx, acting('orlov'))).ok).toBe(true);
  expect(await clinic.alarm()).toMatchObject({ state: 'open', takenBy: null, level: 0 });
  expect((await clinic.called()).slice(2)).toEqual(['0 desk']);
  const [after] = await listThreads(world.ctx.db, { state: 'open', limit: 5 });
  expect(after?.thread.assignedTo).toBeNull();
  await world.moveTo('2026-11-27T08:36:00Z');
  expect((await clinic.called()).slice(3)).toEqual(['1 boss', '1 desk']);
  expect(await takeAlarm(world.ctx, taking)).toMatchObject({ fault: { code: 'not_found' } });
  const closing = { ...taking, staffId: idOf('desk'), outcome: 'Всё спокойно' };
  expect((await closeAlarm(world.ctx, closing)).ok).toBe(true);
});

test('links, sessions and the password open nothing until they are back', async () => {
  const person = { login: 'lis', name: 'Лис', password: 'correct horse', language: 'ru' } as const;
  const first = await acceptLink(world.ctx, { token: await linkFor('lis'), ...person });
  const session = first.ok ? first.value.session : '';
  const unused = await linkFor('lis');
  expect((await staffOfSession(world.ctx, session))?.login).toBe('lis');
  await staffLeaves(world.ctx, acting('lis'));
  expect(await staffOfSession(world.ctx, session)).toBeNull();
  expect(await staffOfLink(world.ctx, unused)).toBeNull();
  expect(await signIn(world.ctx, person)).toBeNull();
  expect(await linkFor('lis')).toBe('');
  expect((await staffReturns(world.ctx, acting('lis'))).ok).toBe(true);
  expect(await staffOfSession(world.ctx, session)).toBeNull();
  expect(await staffOfLink(world.ctx, unused)).toBeNull();
  expect((await signIn(world.ctx, person))?.staff.login).toBe('lis');
});

test('two owners who send each other away in the same moment leave one', async () => {
  const second = { login: 'second', name: 'second', role: 'owner', doctorId: null } as const;
  await addStaff(world.ctx, { ...second, language: 'ru', actor: 'test' });
  const ids = (await listStaff(world.ctx.db)).filter(({ role }) => role === 'owner');
  const [one = '', other = ''] = ids.map(({ id }) => id);
  const both = await Promise.all([
    staffLeaves(world.ctx, { staffId: one, actor: `staff:${other}` }),
    staffLeaves(world.ctx, { staffId: other, actor: `staff:${one}` }),
  ]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both.find(({ ok }) => !ok)).toMatchObject({ fault: { code: 'last_owner' } });
  for (const staffId of [one, other]) await staffReturns(world.ctx, { staffId, actor: 'staff:x' });
});

test('nobody closes their own account', async () => {
  expect(await staffLeaves(world.ctx, acting('boss'))).toMatchObject({
    ok: false,
    fault: { code: 'own_account' },
  });
});
