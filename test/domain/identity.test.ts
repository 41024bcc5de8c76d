import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  authorityEnd,
  deskCodeExpiry,
  hasAuthority,
  isProven,
  isSilent,
  likelyRelation,
  readDeskCode,
  verifications,
} from '../../src/domain/identity.ts';

test('a link that was opened proves nothing, all else proves', () => {
  expect(verifications.filter((by) => !isProven(by))).toEqual(['invitation']);
});

describe('authorityEnd', () => {
  test.each([
    ['parent', '2015-05-17', '2033-05-17'],
    ['parent', '2008-12-31', '2026-12-31'],
    ['parent', '2008-02-29', '2026-03-01'],
    ['parent', '2004-02-29', '2022-03-01'],
    ['parent', '2014-02-28', '2032-02-28'],
    ['parent', '2010-02-28', '2028-02-28'],
    ['parent', null, null],
    ['parent', '', null],
    ['parent', 'unknown', null],
    ['parent', '2015', null],
    ['carer', '2015-05-17', null],
    ['self', '2015-05-17', null],
  ] as const)('of a %s of someone born %s is %s', (relation, birthDate, end) => {
    expect(authorityEnd(relation, birthDate)).toBe(end);
  });

  test('is the eighteenth birthday, or the day after it would have been', () => {
    const birth = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(birth, (ms) => {
        const born = new Date(ms);
        const turned = new Date(
          Date.UTC(born.getUTCFullYear() + 18, born.getUTCMonth(), born.getUTCDate()),
        );
        const date = (at: Date) => at.toISOString().slice(0, 10);
        expect(authorityEnd('parent', date(born))).toBe(date(turned));
      }),
    );
  });
});

describe('hasAuthority', () => {
  const zone = 'Asia/Almaty';
  test.each([
    ['2026-05-16T18:59:59Z', true],
    ['2026-05-16T19:00:00Z', false],
  ])('ends with the local day: %s: %s', (at, has) => {
    expect(hasAuthority('2026-05-17', new Date(at), zone)).toBe(has);
  });

  test('without an end there is none', () => {
    expect(hasAuthority(null, new Date('2099-01-01T00:00:00Z'), zone)).toBe(true);
  });
});

test.each([
  [null, false, 'self'],
  [null, true, 'parent'],
  ['2015-05-17', false, 'parent'],
  ['2015-05-17', true, 'parent'],
  ['2008-05-18', false, 'parent'],
  ['2008-05-17', false, 'self'],
  ['1950-05-17', false, 'self'],
  ['2008-05-17', true, 'carer'],
  ['1950-05-17', true, 'carer'],
])('born %s, guardian known: %s → %s', (birthDate, hasGuardian, relation) => {
  const at = new Date('2026-05-17T09:00:00Z');
  expect(likelyRelation({ birthDate, hasGuardian }, at)).toBe(relation);
});

test('whoever is likely to open an invitation may speak when they do', () => {
  const birth = fc.integer({ min: Date.UTC(1930, 0), max: Date.UTC(2026, 0) });
  const anyAt = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2045, 0) });
  fc.assert(
    fc.property(fc.option(birth), fc.boolean(), anyAt, (ms, hasGuardian, now) => {
      const birthDate = ms === null ? null : new Date(ms).toISOString().slice(0, 10);
      const at = new Date(now);
      const end = authorityEnd(likelyRelation({ birthDate, hasGuardian }, at), birthDate);
      expect(hasAuthority(end, at, 'UTC')).toBe(true);
    }),
  );
});

test('silence begins after 90 days, not at them', () => {
  const alive = new Date('2026-01-01T00:00:00Z');
  expect(isSilent(alive, new Date('2026-04-01T00:00:00.000Z'))).toBe(false);
  expect(isSilent(alive, new Date('2026-04-01T00:00:00.001Z'))).toBe(true);
  expect(isSilent(alive, new Date('2025-12-01T00:00:00Z'))).toBe(false);
});

describe('readDeskCode', () => {
  test.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['12-34-56', '123456'],
    ['123–456', '123456'],
    ['1 2 3 4 5 6', '123456'],
    ['000000', '000000'],
    ['123\u00A0456', '123456'],
    ['123456.', '123456'],
    ['12345', null],
    ['1234567', null],
    ['code 123456', null],
    ['123456 123456', null],
    ['12345a', null],
    ['١٢٣٤٥٦', null],
    ['', null],
  ])('%j is %s', (text, code) => {
    expect(readDeskCode(text)).toBe(code);
  });

  test('any text gives six digits or nothing', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d .–-]{4,10}$/));
    fc.assert(
      fc.property(text, (said) => {
        expect(readDeskCode(said) ?? '000000').toMatch(/^\d{6}$/);
      }),
    );
  });
});

test('a desk code holds for half an hour', () => {
  const at = new Date('2026-03-29T00:45:00Z');
  expect(deskCodeExpiry(at).toISOString()).toBe('2026-03-29T01:15:00.000Z');
});
