import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, accountsOf } from '../../../src/app/identity.ts';
import { updateAddress } from '../../../src/store/people.ts';
import { listThreads } from '../../../src/store/threads.ts';
import { fillClinic } from './sample.ts';
import { bind } from './sample-accounts.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let owner: Browser;

beforeAll(async () => {
  world = await openConsole();
  await fillClinic(world.ctx, world.clock);
  owner = await world.signIn();
});
afterAll(() => world.close());

async function only(patientId: string): Promise<Account> {
  const found = await accountsOf(world.ctx, patientId);
  const [first] = found.ok ? found.value : [];
  if (!first) throw new Error(`${patientId} has no account`);
  return first;
}

const pathOf = (patientId: string, { bindingId }: Account) =>
  `/patients/${patientId}/accounts/${bindingId}`;

describe('an account on the patient’s page', () => {
  test.each([
    ['anna', ['@annas', 'на связи', 'номер подтвердил мессенджер']],
    ['lena', ['@annamama', 'родитель', 'в чате: «Лена»', 'Родитель отвечает до', '4 мая 2029']],
    ['kira', ['возможно, сменил хозяина', 'не подтверждён', 'Хозяин тот же: снять карантин']],
    ['oleg', ['на паузе', 'Писать дальше', 'Остановить всё']],
    ['ira', ['назвал код со стойки']],
  ])('of %s says whose it is and how it stands', async (id, lines) => {
    const { text } = await owner.get(`/patients/${id}`);
    for (const line of lines) expect(text).toContain(line);
  });

  test('is confirmed by whoever has seen the person, and freed of doubt', async () => {
    const path = pathOf('kira', await only('kira'));
    expect((await owner.post(`${path}/quarantine`)).location).toContain('done=lifted');
    expect(await only('kira')).toMatchObject({ quarantinedAt: null, verified: false });
    expect((await owner.post(`${path}/verify`)).location).toContain('done=verified');
    expect(await only('kira')).toMatchObject({ verified: true, verifiedBy: 'desk' });
  });

  test('changes its relation, label and the end of authority', async () => {
    const path = pathOf('lena', await only('lena'));
    const form = { relation: 'carer', label: 'Леночка', authorityEndsOn: '2027-01-31' };
    expect((await owner.post(path, form)).location).toContain('done=account');
    expect(await only('lena')).toMatchObject(form);
    await owner.post(path, { ...form, label: '', authorityEndsOn: '' });
    expect(await only('lena')).toMatchObject({ label: null, authorityEndsOn: null });
    for (const slip of [
      { relation: 'enemy' },
      { label: 'я'.repeat(21) },
      { authorityEndsOn: '2027-02-30' },
    ])
      expect((await owner.post(path, { ...form, ...slip })).status).toBe(422);
  });

  test('belongs to one patient: no other page may act on it', async () => {
    const path = pathOf('vera', await only('anna'));
    for (const what of ['', '/verify', '/end', '/quarantine', '/pause'])
      expect((await owner.post(`${path}${what}`, { go: 'stop', relation: 'self' })).status).toBe(
        404,
      );
    expect((await only('anna')).stoppedAt).toBeNull();
  });

  test('is disconnected, and the page asks for a new invitation', async () => {
    await bind(world.ctx, { patientId: 'zoya', userId: '699' });
    const path = pathOf('zoya', await only('zoya'));
    expect((await owner.post(`${path}/end`)).location).toContain('done=ended');
    expect((await owner.get('/patients/zoya')).text).toContain('Мессенджер не подключён');
  });
});

describe('doubtful words', () => {
  test('are resolved in the chat: stop everything', async () => {
    const open = await listThreads(world.ctx.db, { state: 'open', limit: 50 });
    const id = open.find(({ thread }) => thread.reason === 'doubtful_stop')?.thread.id ?? '';
    const { text } = await owner.get(`/threads/${id}`);
    expect(text).toContain('возможно, просит больше не писать');
    expect(text).toContain(`action="/threads/${id}/pause"`);
    expect((await owner.post(`/threads/${id}/pause`, { go: 'perhaps' })).status).toBe(404);
    await owner.post(`/threads/${id}/pause`, { go: 'stop' });
    expect(await only('oleg')).toMatchObject({ pausedAt: null, stoppedAt: world.clock.now() });
    expect((await owner.get(`/threads/${id}`)).text).not.toContain('/pause"');
    expect((await owner.get('/patients/oleg')).text).toContain('словом «стоп» в чате');
  });

  test('or on the patient’s page: go on', async () => {
    const { addressId, ...account } = await only('ira');
    await updateAddress(world.ctx.db, addressId, { pausedAt: world.clock.now() });
    await owner.post(`${pathOf('ira', { addressId, ...account })}/pause`, { go: 'on' });
    expect(await only('ira')).toMatchObject({ pausedAt: null, stoppedAt: null });
  });
});
