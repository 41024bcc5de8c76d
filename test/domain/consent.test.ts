import { describe, expect, test } from 'vitest';
import {
  type ConsentEvent,
  expiryOf,
  isLive,
  isRenewable,
  standing,
  strengthNeeded,
  strengthOf,
  strengthTable,
} from '../../src/domain/consent.ts';
import { type EvidenceStrength, type Purpose, purposes } from '../../src/domain/words.ts';

const on = (date: string) => new Date(`${date}T09:00:00Z`);
const visit = { purpose: 'visit', channel: 'telegram' } as const;
const mother = { ...visit, bindingId: 'mother' };
const father = { ...visit, bindingId: 'father' };

/** `given 2` and the like, on a date, running out by the purpose's term. */
function event(said: string, date: string, change: Partial<ConsentEvent> = {}): ConsentEvent {
  const [act, strength] = said.split(' ') as [ConsentEvent['act'], string];
  const at = on(date);
  const base = { ...mother, act, strength: Number(strength) as EvidenceStrength, at };
  const expiresAt = act === 'withdrawn' ? null : expiryOf(change.purpose ?? 'visit', at);
  return { ...base, expiresAt, ...change };
}

const paper = { bindingId: null };

/** `given 2 until 2028-01-10`, as one would say it. */
function told(events: readonly ConsentEvent[], question = mother): string {
  const held = standing(events, question);
  if (!held) return 'nothing';
  const until = held.expiresAt ? ` until ${held.expiresAt.toISOString().slice(0, 10)}` : '';
  return `${held.act} ${held.strength}${until}`;
}

const yes = event('given 2', '2026-01-10');

describe('standing', () => {
  const cases: readonly (readonly [string, readonly ConsentEvent[], string])[] = [
    ['nothing was said', [], 'nothing'],
    ['a yes', [yes], 'given 2 until 2028-01-10'],
    ['a yes of another purpose', [event('given 2', '2026-01-10', { purpose: 'plan' })], 'nothing'],
    [
      'a yes on another channel',
      [event('given 2', '2026-01-10', { channel: 'whatsapp' })],
      'nothing',
    ],
    ['a yes of another account', [event('given 2', '2026-01-10', father)], 'nothing'],
    [
      'paper, for every account',
      [event('given 4', '2026-01-10', paper)],
      'given 4 until 2028-01-10',
    ],
    ['a no after a yes', [yes, event('withdrawn 2', '2026-02-10')], 'withdrawn 2'],
    ['a yes after a no', [event('withdrawn 2', '2026-01-09'), yes], 'given 2 until 2028-01-10'],
    ['a no without a yes', [event('withdrawn 2', '2026-02-10')], 'withdrawn 2'],
    [
      'a weak no undoes a strong yes',
      [event('given 4', '2026-01-10'), event('withdrawn 0', '2026-02-10')],
      'withdrawn 0',
    ],
    [
      'paper taken back',
      [event('given 4', '2026-01-10', paper), event('withdrawn 4', '2026-02-10', paper)],
      'withdrawn 4',
    ],
    [
      'a yes in the chat after paper taken back',
      [event('withdrawn 4', '2026-01-09', paper), yes],
      'given 2 until 2028-01-10',
    ],
    [
      'paper after a no in the chat',
      [event('withdrawn 2', '2026-01-09'), event('given 4', '2026-01-10', paper)],
      'given 4 until 2028-01-10',
    ],
    [
      'an imported claim after a yes',
      [yes, event('given 0', '2026-05-10')],
      'given 2 until 2028-01-10',
    ],
    ['a stronger yes', [yes, event('given 4', '2026-05-10')], 'given 4 until 2028-05-10'],
    ['as strong a yes', [yes, event('given 2', '2026-05-10')], 'given 2 until 2028-05-10'],
    [
      'a weaker one after it ran out',
      [yes, event('given 1', '2028-01-10')],
      'given 1 until 2030-01-10',
    ],
    ['renewed', [yes, event('renewed 2', '2027-01-10')], 'given 2 until 2029-01-10'],
    ['renewed once too late', [yes, event('renewed 2', '2028-01-10')], 'given 2 until 2028-01-10'],
    [
      'renewed after a no',
      [yes, event('withdrawn 2', '2026-02-10'), event('renewed 2', '2026-03-10')],
      'withdrawn 2',
    ],
    ['renewed out of nothing', [event('renewed 2', '2026-03-10')], 'nothing'],
    [
      'renewed to an earlier end',
      [yes, event('renewed 2', '2026-02-10', { expiresAt: on('2026-03-10') })],
      'given 2 until 2028-01-10',
    ],
    [
      'renewed without an end',
      [yes, event('renewed 2', '2026-02-10', { expiresAt: null })],
      'given 2 until 2028-01-10',
    ],
    [
      'no end, renewed',
      [event('given 4', '2026-01-10', { expiresAt: null }), event('renewed 2', '2026-02-10')],
      'given 4',
    ],
  ];
  test.each(cases)('%s', (_, events, held) => {
    expect(told(events)).toBe(held);
  });

  test('one account’s no leaves the other’s paper', () => {
    const events = [event('given 4', '2026-01-10', paper), event('withdrawn 2', '2026-02-10')];
    expect(told(events)).toBe('withdrawn 2');
    expect(told(events, father)).toBe('given 4 until 2028-01-10');
  });

  test('the evidence is the act itself, not the sign of life after it', () => {
    expect(standing([yes, event('renewed 2', '2027-01-10')], mother)?.event).toBe(yes);
  });
});

describe('isLive', () => {
  const expiresAt = on('2026-06-01');
  test('up to its end and not at it', () => {
    expect(isLive({ act: 'given', expiresAt }, new Date(expiresAt.getTime() - 1))).toBe(true);
    expect(isLive({ act: 'given', expiresAt }, expiresAt)).toBe(false);
    expect(isLive({ act: 'given', expiresAt: null }, on('2099-01-01'))).toBe(true);
  });

  test('neither nothing nor a withdrawal is', () => {
    expect(isLive(null, expiresAt)).toBe(false);
    expect(isLive({ act: 'withdrawn', expiresAt: null }, expiresAt)).toBe(false);
  });
});

test.each<[Purpose, string, string]>([
  ['visit', '2024-02-29', '2026-02-28'],
  ['control', '2026-01-31', '2028-01-31'],
  ['plan', '2026-01-31', '2028-01-31'],
  ['personal', '2026-01-31', '2028-01-31'],
  ['hygiene', '2026-01-31', '2027-01-31'],
  ['checkup', '2024-02-29', '2025-02-28'],
  ['offers', '2026-01-31', '2027-01-31'],
  ['greeting', '2026-01-31', '2027-01-31'],
  ['wellbeing', '2026-01-31', '2026-03-02'],
])('%s agreed on %s runs out on %s', (purpose, given, ends) => {
  expect(expiryOf(purpose, on(given))).toEqual(on(ends));
});

describe('isRenewable', () => {
  const held = (events: readonly ConsentEvent[]) => standing(events, mother);
  test.each([
    ['2026-02-08', false],
    ['2026-02-09', true],
    ['2028-01-09', true],
    ['2028-01-10', false],
  ])('a yes of 10 January 2026 on %s: %s', (date, is) => {
    expect(isRenewable(held([yes]), 'visit', on(date))).toBe(is);
  });

  test('what was withdrawn, never given or has no end is not', () => {
    const at = on('2027-01-01');
    expect(isRenewable(null, 'visit', at)).toBe(false);
    expect(isRenewable(held([yes, event('withdrawn 2', '2026-02-10')]), 'visit', at)).toBe(false);
    expect(isRenewable(held([{ ...yes, expiresAt: null }]), 'visit', at)).toBe(false);
  });

  test('one course of treatment is never prolonged', () => {
    const about = { ...mother, purpose: 'wellbeing' } as const;
    const given = event('given 2', '2026-01-10', about);
    for (let n = 0; n < 32; n++) {
      const at = new Date(given.at.getTime() + n * 86_400_000);
      expect(isRenewable(standing([given], about), 'wellbeing', at)).toBe(false);
    }
  });
});

describe('the evidence a purpose needs', () => {
  test('is an act in the chat, and on the strict profile paper', () => {
    for (const purpose of purposes) {
      expect(strengthNeeded(null, purpose)).toBe(2);
      expect(strengthNeeded({ profile: 'standard' }, purpose)).toBe(2);
      expect(strengthNeeded({ profile: 'strict' }, purpose)).toBe(4);
    }
  });

  test('may differ by purpose, but an imported claim never suffices', () => {
    const policy = { profile: 'strict', strengths: { visit: 1, offers: 0 } } as const;
    expect(Object.fromEntries(strengthTable(policy))).toEqual({
      ...Object.fromEntries(purposes.map((purpose) => [purpose, 4])),
      visit: 1,
      offers: 1,
    });
  });
});

test.each([
  ['import', 0],
  ['imported', 0],
  ['staff', 1],
  ['verbal', 1],
  ['chat', 2],
  ['e_signature', 3],
  ['paper', 4],
  ['qualified_signature', 4],
  ['carrier pigeon', 1],
  ['toString', 1],
  ['__proto__', 1],
])('%s proves with strength %i', (mechanism, strength) => {
  expect(strengthOf(mechanism)).toBe(strength);
});
