import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillClinic, type Sample } from './sample.ts';
import { linkFor, openConsole, password, type World } from './support.ts';

let world: World;
let sample: Sample;

beforeAll(async () => {
  world = await openConsole();
  sample = await fillClinic(world.ctx, world.clock);
});
afterAll(() => world.close());

const open = ['/sign-in', '/sign-in/:token', '/assets/:name', '/*'];
const routesOf = (method: string) => [
  ...new Set(
    world.app.routes.filter((route) => route.method === method).map((route) => route.path),
  ),
];
const concrete = (path: string) => path.replace(':id', sample.urgentThread);

describe('every door', () => {
  test('asks a stranger to sign in', async () => {
    const stranger = world.stranger();
    const paths = routesOf('GET').filter((path) => !open.includes(path));
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths) {
      const page = await stranger.get(concrete(path));
      expect([page.status, page.location], path).toEqual([303, '/sign-in']);
      expect(page.text, path).not.toContain('Смирнова');
    }
  });

  test('sends a live fragment of a lapsed session to sign-in as a whole page', async () => {
    const page = await world.stranger().get('/live/inbox', { 'hx-request': 'true' });
    expect(page.status).toBe(401);
    expect(page.headers.get('hx-redirect')).toBe('/sign-in');
  });

  test('keeps a stranger from posting anything but a sign-in', async () => {
    const stranger = world.stranger();
    for (const path of routesOf('POST').filter((one) => !open.includes(one))) {
      expect((await stranger.post(concrete(path))).location, path).toBe('/sign-in');
    }
  });

  test.each([
    ['no sign of where it comes from', {}],
    ['another origin', { origin: 'https://evil.example' }],
    ['a hidden origin', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site', origin: 'http://localhost' }],
    [
      'one good sign and one bad',
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
    ],
  ])('refuses every POST with %s', async (_, headers) => {
    const owner = await world.signIn();
    const paths = routesOf('POST');
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths)
      expect((await owner.post(concrete(path), {}, headers)).status, path).toBe(403);
  });

  test.each([
    ['Origin', { origin: 'http://localhost' }],
    ['Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin' }],
  ])('takes a POST with the right %s alone', async (_, headers) => {
    const owner = await world.signIn();
    expect(
      (await owner.post('/language', { language: 'ru', back: '/day' }, headers)).location,
    ).toBe('/day');
  });

  test('never keeps a page in a cache', async () => {
    const owner = await world.signIn();
    expect((await owner.get('/day')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('roles', () => {
  const office = ['/calls', '/patients/new', '/visits/new'];

  test('an administrator has everything but setup', async () => {
    const administrator = await world.signIn('administrator');
    for (const path of ['/', '/day', '/patients', ...office]) {
      expect((await administrator.get(path)).status, path).toBe(200);
    }
    expect((await administrator.get('/setup')).status).toBe(403);
  });

  test('a doctor has the day, own patients and chats', async () => {
    const doctor = await world.signIn('doctor', 'ru', sample.doctorId);
    for (const path of [...office, '/setup'])
      expect((await doctor.get(path)).status, path).toBe(403);
    expect((await doctor.get('/patients/anna')).status).toBe(200);
    expect((await doctor.get('/patients/boris')).status).toBe(403);
    const day = await doctor.get('/day');
    expect(day.text).toContain('Смирнова');
    expect(day.text).not.toContain('Волков');
    expect((await doctor.get('/day?doctor=titov')).text).not.toContain('Волков');
    const found = await doctor.post('/patients', { text: 'о' });
    expect(found.text).not.toContain('Волков');
    expect((await doctor.get(`/threads/${sample.urgentThread}`)).status).toBe(200);
    expect((await doctor.post(`/threads/${sample.urgentThread}/close`)).status).toBe(403);
  });

  test('a doctor account without a doctor sees no patients', async () => {
    const doctor = await world.signIn('doctor');
    expect((await doctor.get('/day')).text).not.toContain('Смирнова');
    expect((await doctor.get('/patients/anna')).status).toBe(403);
  });
});

describe('signing in', () => {
  test('by a one-time link, once', async () => {
    const token = await linkFor(world.ctx, { role: 'administrator', doctorId: null });
    const first = world.stranger();
    expect((await first.get(`/sign-in/${token}`)).text).toContain('Первый вход');
    const form = { login: 'once', name: 'Ира', password, language: 'ru' };
    const short = await first.post(`/sign-in/${token}`, { ...form, password: 'short' });
    expect(short.status).toBe(422);
    expect(short.text).toContain('Не меньше 10 знаков');
    expect(short.text).not.toContain('value="short"');
    expect((await first.post(`/sign-in/${token}`, form)).location).toBe('/');
    expect((await first.get('/')).status).toBe(200);
    expect((await world.stranger().post(`/sign-in/${token}`, form)).status).toBe(404);
    expect((await world.stranger().get(`/sign-in/${token}`)).status).toBe(404);
  });

  test('by login and password, and out again', async () => {
    const browser = world.stranger();
    expect((await browser.post('/sign-in', { login: 'ONCE', password })).location).toBe('/');
    expect((await browser.get('/day')).status).toBe(200);
    const cookie = browser.cookie();
    expect((await browser.post('/sign-out')).location).toBe('/sign-in');
    expect((await world.stranger().get('/day', { cookie })).location).toBe('/sign-in');
  });

  test('the cookie is for the server only', async () => {
    const page = await world.stranger().post('/sign-in', { login: 'once', password });
    expect(page.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/);
    expect(page.headers.get('set-cookie')).not.toContain('Secure');
  });

  test('five wrong passwords make everyone wait, whatever the case of the login', async () => {
    const browser = world.stranger();
    for (let tries = 0; tries < 5; tries += 1) {
      const wrong = await browser.post('/sign-in', {
        login: 'Once',
        password: `wrong password ${tries}`,
      });
      expect([wrong.status, wrong.text.includes('не подходят')]).toEqual([401, true]);
    }
    const blocked = await browser.post('/sign-in', { login: 'once', password });
    expect([blocked.status, blocked.headers.get('retry-after')]).toEqual([429, '300']);
  });
});

test('behind https the cookie is secure and tied to the host', async () => {
  const secure = await openConsole({ secureCookies: true });
  const token = await linkFor(secure.ctx, { role: 'owner', doctorId: null });
  const form = { login: 'safe', name: 'Ира', password, language: 'en' };
  const page = await secure.stranger().post(`/sign-in/${token}`, form);
  expect(page.headers.get('set-cookie')).toMatch(/^__Host-zabota=.*Secure/);
  await secure.close();
});
