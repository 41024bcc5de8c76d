import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStop } from '../../src/domain/stop.ts';
import { doubts, harmless, stops } from './stop-corpus.ts';

describe('readStop', () => {
  test('the corpus is wide enough, and says each thing once', () => {
    const all = [...stops, ...doubts, ...harmless];
    expect(stops.length).toBeGreaterThanOrEqual(120);
    expect(new Set(all).size).toBe(all.length);
  });

  test('hears at least 99 of 100 clear phrases, and takes no harmless one for them', () => {
    const missed = stops.filter((text) => readStop(text) !== 'stop');
    expect(missed.length / stops.length, missed.join(' | ')).toBeLessThanOrEqual(0.01);
    expect([...doubts, ...harmless].filter((text) => readStop(text) === 'stop')).toEqual([]);
  });

  test.each(stops)('«%s» is stop', (text) => {
    expect(readStop(text)).toBe('stop');
  });

  test.each(doubts)('«%s» is doubtful', (text) => {
    expect(readStop(text)).toBe('doubtful');
  });

  test.each(harmless)('«%s» is nothing', (text) => {
    expect(readStop(text)).toBeNull();
  });

  test.each(stops)('case, courtesy and decoration change nothing in «%s»', (text) => {
    expect(readStop(` ${text.toUpperCase()} `)).toBe('stop');
    expect(readStop(`${text} 🙏😡`)).toBe('stop');
    expect(readStop(`Здравствуйте! ${text}`)).toBe('stop');
    expect(readStop(text.normalize('NFD'))).toBe('stop');
  });

  test('is total', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.lorem()), (text) => {
        expect(['stop', 'doubtful', null]).toContain(readStop(text));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    'с',
    'стоп',
    'не ',
    'stop ',
    's t ',
    'отписатьс ',
    'unsub',
    '🛑',
    ', а ',
    '0',
    'мне ',
  ])(
    'a long run of «%s» does not run away',
    (piece) => {
      expect(['stop', 'doubtful', null]).toContain(readStop(piece.repeat(50_000)));
    },
    5_000,
  );
});
