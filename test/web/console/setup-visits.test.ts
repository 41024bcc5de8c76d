import { afterAll, beforeAll, expect, test } from 'vitest';
import { findClinic, findService, listClinics, listServices } from '../../../src/store/registry.ts';
import { fillClinic } from './sample.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let owner: Browser;
const db = () => world.ctx.db;

beforeAll(async () => {
  world = await openConsole();
  await fillClinic(world.ctx, world.clock);
  owner = await world.signIn();
});
afterAll(() => world.close());

/** What the form shows, posted back as a browser would. */
async function filled(action: string, id: string): Promise<Record<string, string>> {
  const { text } = await owner.get('/setup');
  const forms = text.split('<form class="form" method="post" ');
  const form = forms.find(
    (one) => one.startsWith(`action="${action}"`) && one.includes(`name="id" value="${id}"`),
  );
  const [own = ''] = form?.split('</form>') ?? [];
  const unescaped = (value: string) => value.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const inputs = [...own.matchAll(/<input [^>]*?name="(\w+)"[^>]*?>/g)]
    .filter(([tag]) => !tag.includes('type="radio"') || tag.includes('checked'))
    .map(([tag, name = '']) => [name, /value="([^"]*)"/.exec(tag)?.[1] ?? '']);
  const areas = [...own.matchAll(/<textarea [^>]*?name="(\w+)"[^>]*>([^<]*)<\/textarea>/g)].map(
    ([, name = '', value = '']) => [name, value],
  );
  const selects = [...own.matchAll(/<select [^>]*?name="(\w+)"[^>]*>([\s\S]*?)<\/select>/g)].map(
    ([, name = '', options = '']) => [
      name,
      (/<option value="([^"]*)" selected/.exec(options) ??
        /<option value="([^"]*)"/.exec(options))?.[1] ?? '',
    ],
  );
  const all = [...inputs, ...areas, ...selects] as [string, string][];
  return Object.fromEntries(all.map(([name, value]) => [name, unescaped(value)]));
}

test('the owner says what messages of a clinic carry and when they come', async () => {
  const [{ id = '' } = {}] = await listClinics(db());
  const form = await filled('/setup/clinics', id);
  expect(form).toMatchObject({ cadence: '', quietMoveMin: '5' });
  const posted = await owner.post('/setup/clinics', {
    ...form,
    transit: 'Метро «Садовая»',
    mapUrl: 'https://example.org/map',
    bring: 'Паспорт',
    quietMoveMin: '15',
    cadence: 'own',
    ...{ before1: 'PT5H', asks1: 'no', before2: 'P2D', asks2: 'yes' },
    bringOther: 'Your passport',
  });
  expect(posted.location).toBe('/setup?done=saved');
  const told = {
    transit: 'Метро «Садовая»',
    parking: null,
    mapUrl: 'https://example.org/map',
    bring: 'Паспорт',
    quietMoveMin: 15,
    cadence: [
      { before: 'P2D', asks: true },
      { before: 'PT5H', asks: false },
    ],
    translations: { en: { bring: 'Your passport' } },
  };
  expect(await findClinic(db(), id)).toMatchObject(told);
  const shown = await filled('/setup/clinics', id);
  expect(shown).toMatchObject({ cadence: 'own', before1: 'P2D', before2: 'PT5H', asks2: 'no' });
  await owner.post('/setup/clinics', shown);
  expect(await findClinic(db(), id)).toMatchObject(told);
  await owner.post('/setup/clinics', { ...shown, cadence: 'early' });
  expect((await filled('/setup/clinics', id)).cadence).toBe('early');
});

test('the same time twice, or a map that is no link, is said beside its field', async () => {
  const [{ id = '' } = {}] = await listClinics(db());
  const form = await filled('/setup/clinics', id);
  const twice = { cadence: 'own', before1: 'P1D', before2: 'PT24H' };
  const refused = await owner.post('/setup/clinics', { ...form, ...twice });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('одно и то же время указано дважды');
  const map = await owner.post('/setup/clinics', { ...form, mapUrl: 'на Садовой' });
  expect([map.status, map.text]).toEqual([422, expect.stringContaining('с https://')]);
});

test('and of a service, which follows the clinic unless it says otherwise', async () => {
  const [{ id = '' } = {}] = await listServices(db());
  const form = await filled('/setup/services', id);
  expect(form.cadence).toBe('');
  const more = { bring: 'Снимки', cadence: 'one', aftercareOther: 'Rest for a day.' };
  await owner.post('/setup/services', { ...form, ...more });
  expect(await findService(db(), id)).toMatchObject({
    bring: 'Снимки',
    cadence: [{ before: 'P1D', asks: true }],
    translations: { en: { aftercare: 'Rest for a day.' } },
  });
});
