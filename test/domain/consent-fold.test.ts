/** The fold of the ledger against a model that looks back over the whole list for every question. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ConsentEvent,
  consentActs,
  isLive,
  type StandingQuestion,
  standing,
} from '../../src/domain/consent.ts';
import { cardChannels, type EvidenceStrength, purposes } from '../../src/domain/words.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 0);
const onDay = (n: number) => new Date(start + n * dayMs);

const anyQuestion: fc.Arbitrary<StandingQuestion> = fc.record({
  purpose: fc.constantFrom(...purposes.slice(0, 2)),
  channel: fc.constantFrom(...cardChannels.slice(0, 2)),
  bindingId: fc.constantFrom(null, 'mother', 'father'),
});

const anyEvent = (at: Date): fc.Arbitrary<ConsentEvent> =>
  fc
    .record({
      about: anyQuestion,
      act: fc.constantFrom(...consentActs, 'given' as const),
      strength: fc.constantFrom<EvidenceStrength>(0, 1, 2, 3, 4),
      lasts: fc.option(fc.integer({ min: 0, max: 12 })),
    })
    .map(({ about, act, strength, lasts }) => {
      const ends = act === 'withdrawn' || lasts === null ? null : new Date(+at + lasts * dayMs);
      return { ...about, act, strength, at, expiresAt: ends };
    });

/** Up to twenty entries in order, some within one moment. */
const anyLedger: fc.Arbitrary<readonly ConsentEvent[]> = fc
  .array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 })
  .chain((gaps) => {
    let today = 0;
    const days = gaps.map((gap) => {
      today += gap;
      return today;
    });
    return fc.tuple(...days.map((n) => anyEvent(onDay(n))));
  });

/**
 * Walking back from the newest entry: a withdrawal ends the search; a grant counts unless a stronger
 * one still held when it was made; what counts is then prolonged by each sign of life that found it live.
 */
function recomputed(ledger: readonly ConsentEvent[], question: StandingQuestion) {
  const about = ledger.filter(
    (one) =>
      one.purpose === question.purpose &&
      one.channel === question.channel &&
      [null, question.bindingId].includes(one.bindingId),
  );
  for (let i = about.length - 1; i >= 0; i--) {
    const event = about[i]!;
    if (event.act === 'withdrawn') return { event, ends: Number.POSITIVE_INFINITY };
    if (event.act === 'renewed') continue;
    const before: Recomputed = recomputed(about.slice(0, i), question);
    const holds = before?.event.act === 'given' && +event.at < before.ends;
    if (holds && before.event.strength > event.strength) continue;
    return { event, ends: endOf(event, about.slice(i + 1)) };
  }
  return null;
}
type Recomputed = { readonly event: ConsentEvent; readonly ends: number } | null;

const time = (date: Date | null) => (date === null ? Number.POSITIVE_INFINITY : +date);

function endOf(grant: ConsentEvent, later: readonly ConsentEvent[]): number {
  const signs = later.filter(({ act, expiresAt }) => act === 'renewed' && expiresAt !== null);
  let end = time(grant.expiresAt);
  for (const { at, expiresAt } of signs) if (+at < end) end = Math.max(end, time(expiresAt));
  return end;
}

const assert = (rule: (ledger: readonly ConsentEvent[], question: StandingQuestion) => void) =>
  fc.assert(fc.property(anyLedger, anyQuestion, rule), { numRuns: 5_000 });

test('what stands is what a recomputation from zero finds', () => {
  assert((ledger, question) => {
    const held = standing(ledger, question);
    const expected = recomputed(ledger, question);
    expect(held?.event).toBe(expected?.event);
    if (!held || !expected) return;
    expect(held).toMatchObject({ act: expected.event.act, strength: expected.event.strength });
    expect(time(held.expiresAt)).toBe(expected.ends);
  });
});

describe('only giving gives', () => {
  test('nothing but an act of giving makes live what was not', () => {
    fc.assert(
      fc.property(anyLedger, anyEvent(onDay(70)), anyQuestion, (ledger, event, question) => {
        const before = isLive(standing(ledger, question), event.at);
        const after = isLive(standing([...ledger, event], question), event.at);
        if (after && !before) expect(event.act).toBe('given');
        if (event.act !== 'given') {
          const held = standing([...ledger, event], question);
          expect(held?.strength ?? 0).toBeLessThanOrEqual(4);
          if (held?.act === 'given') expect(held.event).toBe(standing(ledger, question)?.event);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('a withdrawal for every account leaves nobody’s agreement', () => {
    assert((ledger, question) => {
      const no: ConsentEvent = {
        ...question,
        bindingId: null,
        act: 'withdrawn',
        strength: 0,
        expiresAt: null,
        at: onDay(70),
      };
      expect(standing([...ledger, no], question)?.act).toBe('withdrawn');
    });
  });

  test('what one account says changes nothing for the other', () => {
    assert((ledger, question) => {
      const without = ledger.filter(
        ({ bindingId }) => bindingId === null || bindingId === question.bindingId,
      );
      expect(standing(without, question)).toEqual(standing(ledger, question));
    });
  });
});
