import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toE164 } from '../../src/domain/phone.ts';

const cases: readonly (readonly [raw: string, country: string | undefined, e164: string | null])[] =
  [
    ['8 (916) 123-45-67', undefined, '+79161234567'],
    ['89161234567', undefined, '+79161234567'],
    ['+7 916 123 45 67', undefined, '+79161234567'],
    ['79161234567', undefined, '+79161234567'],
    ['9161234567', undefined, '+79161234567'],
    [' 8-916-123-45-67 ', undefined, '+79161234567'],
    ['＋７９１６１２３４５６７', undefined, '+79161234567'],
    ['8-800-555-35-35', undefined, '+78005553535'],
    ['87011234567', 'KZ', '+77011234567'],
    ['+373 69 123456', undefined, '+37369123456'],
    ['0049 30 901820', undefined, '+4930901820'],
    ['030 901820', 'DE', '+4930901820'],
    ['491701234567', undefined, '+491701234567'],
    ['12125550123', undefined, '+12125550123'],
    ['0501234567', 'UA', '+380501234567'],
    ['8916123456', undefined, null],
    ['916123456', undefined, null],
    ['+7 916 123 45 67 89', undefined, null],
    ['+7(916)1234567 доб. 12', undefined, null],
    ['тел. 89161234567', undefined, null],
    ['89161234567 или 89161234568', undefined, null],
    ['112', undefined, null],
    ['', undefined, null],
    ['+', undefined, null],
    ['89161234567', 'XX', null],
    ['1'.repeat(100_000), undefined, null],
  ];

describe('toE164', () => {
  test.each(cases)('%s in %s → %s', (raw, country, e164) => {
    expect(country === undefined ? toE164(raw) : toE164(raw, country)).toBe(e164);
  });

  test('takes any text, gives E.164 or null, and reads its own answer back', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ()-]{5,20}$/)), (raw) => {
        const number = toE164(raw);
        if (number === null) return;
        expect(number).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(toE164(number)).toBe(number);
      }),
      { numRuns: 1_000 },
    );
  });
});
