import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, clinic, createClient, furnish } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await createClient();
  await furnish(client);
});
afterAll(() => client.close());

const asks = (before: string) => ({ before, asks: true });
const put = (more: object) => client.put('/clinics/c1', { ...clinic, ...more });
const service = { name: 'Имплантация', durationMin: 60 };

describe('when visits are reminded of', () => {
  test.each([
    ['one', [asks('P1D')]],
    ['early', [asks('P3D'), asks('P1D')]],
    ['none', []],
    [
      [asks('PT5H'), asks('P2D')],
      [asks('P2D'), asks('PT5H')],
    ],
    [null, null],
  ])('%j', async (sent, shown) => {
    expect((await put({ cadence: sent })).body.cadence).toEqual(shown);
    const told = await client.put('/services/s1', { ...service, cadence: sent });
    expect(told.body.cadence).toEqual(shown);
  });

  test.each([
    [[asks('PT30M')], 'cadence.0.before', 'bad_before'],
    [[asks('P1D'), asks('P15D')], 'cadence.1.before', 'bad_before'],
    [[asks('P1D'), asks('PT24H')], 'cadence.1.before', 'repeated'],
    [['P1D', 'P2D', 'P3D', 'P4D', 'P5D'].map(asks), 'cadence', 'too_many'],
    [[{ before: 'P1D' }], 'cadence.0.asks', 'required'],
    ['often', 'cadence', 'unknown_value'],
  ])('%j is refused', async (cadence, field, code) => {
    const { status, body } = await put({ cadence });
    expect([status, body.field, body.code]).toEqual([422, field, code]);
  });
});

describe('what messages about visits say', () => {
  const told = {
    mapUrl: 'https://example.org/map?at=1,2',
    transit: 'Метро «Садовая»',
    parking: 'Во дворе',
    bring: 'Паспорт',
    quietMoveMin: 10,
    cadence: [asks('P1D')],
    translations: { en: { parking: 'In the yard', bring: 'Your passport' } },
  };

  test('is kept when it is left out, and goes when it is null', async () => {
    expect((await put(told)).body).toMatchObject(told);
    expect((await put({})).body).toMatchObject(told);
    const gone = { mapUrl: null, transit: null, parking: null, bring: null, cadence: null };
    expect((await put({ ...gone, translations: {} })).body).toMatchObject({
      ...gone,
      translations: {},
      quietMoveMin: 10,
    });
  });

  test('of a service as well', async () => {
    const own = { bring: 'Снимки', translations: { en: { aftercare: 'Rest.', bring: 'X-rays' } } };
    expect((await client.put('/services/s1', { ...service, ...own })).body).toMatchObject(own);
    expect((await client.put('/services/s1', service)).body).toMatchObject(own);
  });

  test.each([
    [{ mapUrl: 'http://example.org' }, 'mapUrl', 'bad_url'],
    [{ mapUrl: 'yandex maps' }, 'mapUrl', 'bad_url'],
    [{ quietMoveMin: -1 }, 'quietMoveMin', 'too_small'],
    [{ quietMoveMin: 1441 }, 'quietMoveMin', 'too_big'],
    [{ bring: ' ' }, 'bring', 'empty'],
    [{ translations: { en: { parking: '' } } }, 'translations.en.parking', 'empty'],
  ])('%j is refused', async (more, field, code) => {
    const { status, body } = await put(more);
    expect([status, body.field, body.code]).toEqual([422, field, code]);
  });
});
