import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../../../src/app/context.ts';
import { appendEvent } from '../../../src/app/events.ts';
import { postEvents } from '../../../src/app/webhooks-out.ts';
import { createOutlet } from '../../../src/entry/outlet.ts';
import { openReceiver, type Receiver } from '../../app/receiver.ts';
import { fillClinic } from './sample.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let owner: Browser;
let receiver: Receiver;
const outlet = createOutlet({ allowsHttp: true });

beforeAll(async () => {
  world = await openConsole({ outlet });
  await fillClinic(world.ctx, world.clock);
  owner = await world.signIn('owner');
  receiver = await openReceiver();
});
afterAll(async () => {
  await receiver.close();
  await outlet.close();
  await world.close();
});

const at = '/setup/webhooks';
const secretIn = (text: string) => /value="(whsec_[^"]+)"/.exec(text)?.[1] ?? '';
const idIn = (text: string) => /id="webhook-([^"]+)"/.exec(text)?.[1] ?? '';
const happens = () =>
  transact(world.ctx, (tx) =>
    appendEvent(tx, { type: 'patient.erased', patientId: 'anna', data: {} }),
  );

describe('the page of the clinic system', () => {
  test('is found from the setup and empty at first', async () => {
    expect((await owner.get('/setup')).text).toContain(`href="${at}"`);
    const { text } = await owner.get(at);
    expect(text).toContain('Пока никуда не сообщаем');
    expect(text).toContain('/api/v1/docs#webhooks');
  });

  test.each([
    ['', 'Заполните это поле'],
    ['mis', 'Нужен адрес вида'],
    ['ftp://mis.example.com', 'Нужен адрес вида'],
    ['http://mis.example.com/hook', 'должен начинаться с https://'],
    ['https://169.254.169.254/latest', 'сообщать нельзя'],
  ])('%j is refused beside the field, and kept there', async (url, words) => {
    const { status, text } = await owner.post(at, { url, types: ['patient.erased'] });
    expect([status, text.includes(words)]).toEqual([422, true]);
    expect(text).toContain(`value="${url}"`);
    expect((await owner.get(at)).text).toContain('Пока никуда не сообщаем');
  });

  test('shows the secret once, posts, and says what came of it', async () => {
    const made = await owner.post(at, { url: receiver.url, types: ['patient.erased'] });
    const secret = secretIn(made.text);
    const { text } = await owner.get(at);
    expect(text).not.toContain('whsec_');
    expect(text).toContain('только: данные пациента удалены');
    await happens();
    await postEvents(world.ctx);
    expect(receiver.heard(secret)).toMatchObject([{ type: 'patient.erased', patientId: 'anna' }]);
    expect((await owner.get(at)).text).toContain('>принято<');
  });

  test('tries out, and says why not', async () => {
    const id = idIn((await owner.get(at)).text);
    expect((await owner.post(`${at}/${id}/test`)).text).toContain('Проверка прошла');
    receiver.answers({ status: 403 });
    const { text } = await owner.post(`${at}/${id}/test`);
    expect(text).toContain('Проверка не прошла: ответ 403');
    expect(receiver.calls.at(-1)?.body).toContain('webhook.test');
  });

  test('changes the secret, the address and the types', async () => {
    const id = idIn((await owner.get(at)).text);
    const secret = secretIn((await owner.post(`${at}/${id}/secret`)).text);
    const url = `${receiver.url}?new`;
    expect((await owner.post(`${at}/${id}`, { url })).location).toBe(`${at}?done=saved`);
    expect((await owner.get(at)).text).toContain('обо всём');
    await happens();
    await postEvents(world.ctx);
    const [, , , last] = receiver.calls;
    expect(last?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect(secret).toMatch(/^whsec_/);
  });

  test('one that is gone stands on the day, for the office; turned on again, what it missed goes out', async () => {
    receiver.answers({ status: 410 });
    await happens();
    await postEvents(world.ctx);
    expect((await owner.get('/day')).text).toContain('больше не слышит');
    const desk = await world.signIn('administrator');
    expect((await desk.get('/day')).text).toContain('Скажите тому, кто ведёт установку');
    expect((await (await world.signIn('doctor')).get('/day')).text).not.toContain('не слышит');
    const { text } = await owner.get(at);
    expect(text).toContain('больше не ждёт сообщений');
    expect(text).toContain('1 событие не принято');
    const id = idIn(text);
    await owner.post(`${at}/${id}/on`);
    await owner.post(`${at}/${id}/replay`);
    await postEvents(world.ctx);
    const after = (await owner.get(at)).text;
    expect(after).toContain('>работает<');
    expect(after).not.toContain('не принято');
    expect((await owner.get('/day')).text).not.toContain('больше не слышит');
  });

  test('turned off by the owner is nobody’s trouble, and deleted it is gone', async () => {
    const id = idIn((await owner.get(at)).text);
    await owner.post(`${at}/${id}/off`);
    expect((await owner.get(at)).text).toContain('Выключен по просьбе');
    expect((await owner.get('/day')).text).not.toContain('больше не слышит');
    await owner.post(`${at}/${id}/delete`);
    expect((await owner.get(at)).text).toContain('Пока никуда не сообщаем');
    for (const act of ['test', 'secret', 'on', 'off', 'replay', 'delete'])
      expect((await owner.post(`${at}/${id}/${act}`)).status, act).toBe(404);
    expect((await owner.post(`${at}/${id}`, { url: receiver.url })).status).toBe(404);
  });

  test('is the owner’s only', async () => {
    for (const role of ['administrator', 'doctor'] as const) {
      const other = await world.signIn(role);
      expect((await other.get(at)).status).toBe(403);
      expect((await other.post(at, { url: receiver.url })).status).toBe(403);
    }
  });
});
