import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createClient, furnish } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await createClient();
  await furnish(client);
});
afterAll(() => client.close());

const path = '/patients/p1/card';
const day = [{ from: '09:00', to: '21:00' }];
const night = [{ from: '22:00', to: '02:00' }];
const all = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const blank = {
  channels: [],
  days: names,
  hours: all,
  frequency: 'clinic',
  zone: null,
  language: null,
  perDay: 2,
  perWeek: 4,
};

test('a patient without a card has the defaults; nobody has none', async () => {
  expect((await client.get('/patients/p2/card')).body).toEqual(blank);
  expect((await client.get('/patients/nope/card')).status).toBe(404);
  const { status, body } = await client.put('/patients/nope/card', {});
  expect([status, body.field]).toEqual([404, 'id']);
});

describe('PUT replaces the card; what is left out returns to its default', () => {
  const cases: [sent: object, shown: object][] = [
    [
      { channels: ['whatsapp', 'telegram'], zone: 'Asia/Omsk' },
      { channels: ['whatsapp', 'telegram'], zone: 'Asia/Omsk' },
    ],
    [{}, {}],
    [{ channels: null, days: null, hours: null, frequency: null, zone: null }, {}],
    [
      { language: 'en', perDay: 1, perWeek: 2 },
      { language: 'en', perDay: 1, perWeek: 2 },
    ],
    [{ language: null, perDay: null, perWeek: 0 }, { perWeek: 0 }],
    [{ frequency: 0 }, { frequency: 'none' }],
    [{ frequency: 2 }, { frequency: 'two' }],
    [{ frequency: 3 }, { frequency: 'three' }],
    [{ frequency: 'early' }, { frequency: 'early' }],
    [
      { frequency: 'one', channels: ['phone'] },
      { frequency: 'one', channels: ['phone'] },
    ],
    [{ days: [1, 'sat', 1] }, { days: ['mon', 'sat'], hours: { ...none, mon: day, sat: day } }],
    [
      { days: [7], hours: night[0] },
      { days: ['sun'], hours: { ...none, sun: night } },
    ],
    [
      { hours: [{ from: '00:00', to: '24:00' }], days: ['tue'] },
      { days: ['tue'], hours: { ...none, tue: [{ from: '00:00', to: '24:00' }] } },
    ],
    [
      { hours: { mon: night, fri: day[0], sun: [] } },
      { days: ['mon', 'fri'], hours: { ...none, mon: night, fri: day } },
    ],
    [
      { hours: { mon: night, fri: day }, days: ['fri', 'sat'] },
      { days: ['fri'], hours: { ...none, fri: day } },
    ],
  ];
  test.each(cases)('%j', async (sent, shown) => {
    const put = await client.put(path, sent);
    expect([put.status, put.body]).toEqual([200, { ...blank, ...shown }]);
    expect((await client.get(path)).body).toEqual({ ...blank, ...shown });
  });
});

describe('faults', () => {
  const faults: [sent: object, field: string, code: string][] = [
    [{ channels: ['telegram', 'telegram'] }, 'channels', 'repeated'],
    [{ channels: ['telegram', 'email'] }, 'channels.1', 'unknown_value'],
    [{ channels: 'telegram' }, 'channels', 'wrong_type'],
    [{ days: [] }, 'days', 'empty'],
    [{ days: [8] }, 'days.0', 'too_big'],
    [{ days: ['monday'] }, 'days.0', 'unknown_value'],
    [{ frequency: 4 }, 'frequency', 'too_big'],
    [{ frequency: 'often' }, 'frequency', 'unknown_value'],
    [{ zone: 'Moscow' }, 'zone', 'unknown_zone'],
    [{ language: 'de' }, 'language', 'unknown_value'],
    [{ perDay: 11 }, 'perDay', 'too_big'],
    [{ perWeek: -1 }, 'perWeek', 'too_small'],
    [{ perWeek: 1.5 }, 'perWeek', 'wrong_type'],
    [{ hours: '9-21' }, 'hours', 'unknown_value'],
    [{ hours: [] }, 'hours', 'empty'],
    [{ hours: {} }, 'hours', 'unknown_value'],
    [{ hours: { mon: [] } }, 'hours', 'unknown_value'],
    [{ hours: { from: '25:00', to: '21:00' } }, 'hours.from', 'bad_format'],
    [{ hours: { from: '09:00' } }, 'hours', 'unknown_value'],
    [{ hours: { from: '24:00', to: '09:00' } }, 'hours.from', 'bad_format'],
    [{ hours: [{ from: '09:00', to: '24:01' }] }, 'hours.0.to', 'bad_format'],
    [{ hours: { mon: [{ from: '9:00', to: '10:00' }] } }, 'hours.mon.0.from', 'bad_format'],
    [{ hours: [{ from: '09:00' }] }, 'hours.0.to', 'required'],
    [{ hours: { mon: 5 } }, 'hours.mon', 'unknown_value'],
    [{ hours: { monday: day } }, 'hours', 'unknown_value'],
    [{ hours: { mon: day }, days: ['tue'] }, 'days', 'no_hours'],
  ];
  test.each(faults)('%j → 422 %s %s', async (sent, field, code) => {
    const { status, body } = await client.put(path, sent);
    expect([status, body.field, body.code]).toEqual([422, field, code]);
  });
});
