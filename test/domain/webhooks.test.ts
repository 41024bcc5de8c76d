import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../src/domain/time.ts';
import {
  awayCodes,
  isAway,
  type Reply,
  requestFaults,
  retryAfterMs,
  retryDelaysMs,
  verdictOf,
} from '../../src/domain/webhooks.ts';

const answer = (status: number, asked: number | null = null): Reply => ({
  status,
  code: `http_${status}`,
  retryAfterMs: asked,
});
const silence: Reply = { status: null, code: 'timeout', retryAfterMs: null };

const replies = fc.oneof(
  fc.record({ status: fc.integer({ min: 100, max: 599 }), asked: fc.option(fc.nat(10 * dayMs)) }),
  fc.constant(null),
);
const replyOf = (given: { status: number; asked: number | null } | null): Reply =>
  given ? answer(given.status, given.asked) : silence;

describe('what an answer means', () => {
  test.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [299, 'delivered'],
    [301, 'retry'],
    [400, 'retry'],
    [404, 'retry'],
    [410, 'gone'],
    [500, 'retry'],
  ])('%i: %s', (status, type) => {
    expect(verdictOf(answer(status), 1, 0).type).toBe(type);
  });

  test('tries ten times in three days, each wait longer than the one before', () => {
    const waits = Array.from({ length: 10 }, (_, n) => verdictOf(silence, n + 1, 0));
    expect(waits.at(-1)).toEqual({ type: 'given_up' });
    const inMs = waits.flatMap((one) => (one.type === 'retry' ? [one.inMs] : []));
    expect(inMs).toEqual([...inMs].toSorted((a, b) => a - b));
    const all = inMs.reduce((sum, ms) => sum + ms, 0);
    expect(Math.round(all / hourMs)).toBe(76);
  });

  test('waits as long as it was asked to, up to a day, and never less than the schedule', () => {
    fc.assert(
      fc.property(
        replies,
        fc.integer({ min: 1, max: retryDelaysMs.length }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (given, tries, chance) => {
          const reply = replyOf(given);
          const verdict = verdictOf(reply, tries, chance);
          if (verdict.type !== 'retry') return;
          const asked = Math.min(reply.retryAfterMs ?? 0, dayMs);
          const delay = retryDelaysMs[tries - 1] ?? 0;
          expect(verdict.inMs).toBeGreaterThanOrEqual(Math.max(delay, asked));
          expect(verdict.inMs).toBeLessThanOrEqual(Math.max(Math.round(delay * 1.1), asked));
          expect(verdict.restMs).toBeLessThanOrEqual(verdict.inMs);
          if (asked > 0) expect(verdict.restMs).toBe(asked);
          else expect(verdict.restMs > 0).toBe(isAway(reply));
        },
      ),
    );
  });

  test('every code of an absence is known as one', () => {
    expect(awayCodes).toEqual(expect.arrayContaining([...requestFaults, 'http_503', 'http_429']));
    expect(awayCodes).not.toContain('http_500');
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-03-01T09:00:00Z');
  test.each([
    ['120', 120_000],
    ['0', 0],
    ['Sun, 01 Mar 2026 09:05:00 GMT', 300_000],
    ['Sun, 01 Mar 2026 08:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%j', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
