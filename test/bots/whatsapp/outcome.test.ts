import { describe, expect, test } from 'vitest';
import { graphOutcome } from '../../../bots/whatsapp/outcome.ts';

const down = 'channel_down';
const template = 'template_unusable';
const bug = { type: 'rejected', elsewhere: false };
const elsewhere = { type: 'rejected', elsewhere: true };
const wait = (scope: string, retryAfterMs: number) => ({ type: 'throttled', scope, retryAfterMs });

/** CHANNELS.md A.10, row by row. */
const table: readonly (readonly [readonly number[], string | object])[] = [
  [[0, 190, 3, 10, 200, 250, 299, 131005, 33, 368, 131031], down],
  [[131037, 131042, 131045, 133010], down],
  [[133000, 133005, 133006, 133008, 133009, 133015], down],
  [[130497, 131026], 'recipient_gone'],
  [[4, 80007], wait('account', 300_000)],
  [[130429], wait('account', 5_000)],
  [[131048], wait('account', 14_400_000)],
  [[131056], wait('address', 6_000)],
  [[133016], wait('account', 3_600_000)],
  [[1, 2, 131016], wait('message', 30_000)],
  [[131000], wait('message', 10_000)],
  [[131057, 133004], wait('message', 60_000)],
  [[134101], wait('message', 600_000)],
  [[100, 131008, 131009, 131021], bug],
  [[131051, 131052, 131053, 131055, 131059], bug],
  [[132068, 132069, 134100, 134102, 135000], bug],
  [[2_388_040, 2_388_293, 2_388_299], bug],
  [[130472, 131049, 131062], elsewhere],
  [[131047], 'window_closed'],
  [[131050], 'stopped_by_patient'],
  [[132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018], template],
];
const rows = table.flatMap(([codes, expected]) =>
  codes.map(
    (code) => [code, typeof expected === 'string' ? { type: expected } : expected] as const,
  ),
);

test.each(rows)('%i', (code, expected) => {
  expect(graphOutcome({ code })).toEqual({ ...expected, code: String(code) });
});

test.each(rows)('%i means the same under any HTTP status', (code, expected) => {
  expect(graphOutcome({ code, httpStatus: 503 })).toEqual({ ...expected, code: String(code) });
});

describe('a code of no row', () => {
  const code = 199_999;
  test.each([
    [{ httpStatus: 400 }, bug],
    [{}, bug],
    [{ httpStatus: 400, transient: true }, wait('message', 10_000)],
    [{ httpStatus: 429 }, wait('message', 10_000)],
    [{ httpStatus: 500 }, wait('message', 10_000)],
    [{ httpStatus: 503 }, wait('message', 10_000)],
    [{ httpStatus: 401 }, { type: down }],
  ])('%o', (fault, expected) => {
    expect(graphOutcome({ code, ...fault })).toEqual({ ...expected, code: '199999' });
  });
});

test('a longer Retry-After is honoured, a shorter one not', () => {
  expect(graphOutcome({ code: 130429, retryAfterMs: 60_000 })).toMatchObject({
    retryAfterMs: 60_000,
  });
  expect(graphOutcome({ code: 130429, retryAfterMs: 1 })).toMatchObject({ retryAfterMs: 5_000 });
});
