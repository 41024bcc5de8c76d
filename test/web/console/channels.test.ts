import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelStates } from '../../../src/app/brakes.ts';
import { setAccount } from '../../../src/store/accounts.ts';
import { fillClinic } from './sample.ts';
import { openConsole, type World } from './support.ts';

let world: World;
beforeAll(async () => {
  world = await openConsole();
  await fillClinic(world.ctx, world.clock);
});
afterAll(() => world.close());

const telegram = { channel: 'telegram', account: '700' } as const;
const page = async (path: string, role: 'owner' | 'administrator' | 'doctor' = 'administrator') =>
  (await (await world.signIn(role)).get(path)).text;

describe('a channel that holds back', () => {
  test('says nothing while nothing does', async () => {
    expect(await page('/day')).not.toContain('/channels');
    expect(await page('/channels')).toContain('бот пишет первым');
  });

  test.each([
    [{ downCode: 'unauthorized' }, 'ключ доступа не подходит', false],
    [{ deafCode: 'webhook_elsewhere' }, 'по другому адресу', false],
    [{ frozenSince: new Date('2026-11-20T07:30:00Z') }, 'могло быть «стоп»', true],
    [{ brakedUntil: new Date('2026-11-24T09:15:00Z') }, 'Похоже на сбой', true],
  ])('%o: stands on the day and is explained', async (set, words, ends) => {
    const free = { downCode: null, deafCode: null, frozenSince: null, brakedUntil: null };
    await setAccount(world.ctx.db, telegram, { ...free, ...set });
    expect(await page('/day')).toContain('Telegram: бот сейчас не пишет первым');
    const told = await page('/channels');
    expect(told).toContain(words);
    expect(told.includes('/channels/telegram/resume')).toBe(ends);
    expect(await page('/setup', 'owner')).toContain('href="/channels"');
  });

  test('goes on when a colleague has read it and says so', async () => {
    await setAccount(world.ctx.db, telegram, { frozenSince: new Date('2026-11-20T07:30:00Z') });
    const desk = await world.signIn('administrator');
    const answer = await desk.post('/channels/telegram/resume', {});
    expect(answer.location).toBe('/channels?done=goingOn');
    expect(await channelStates(world.ctx)).toContainEqual({
      channel: 'telegram',
      downCode: null,
      deafCode: null,
      frozenSince: null,
      brakedUntil: null,
    });
  });

  test('is not a doctor’s business', async () => {
    const doctor = await world.signIn('doctor');
    expect((await doctor.get('/channels')).status).toBe(403);
    expect((await doctor.post('/channels/telegram/resume', {})).status).toBe(403);
  });
});
