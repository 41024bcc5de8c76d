import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStop } from '../../src/domain/stop.ts';
import { cancels, doubts, harmless, stops } from './stop-corpus.ts';

const readings = ['stop', 'doubtful', 'cancel', null];
const readAs = (phrases: readonly string[], reading: string | null) =>
  phrases.filter((phrase) => readStop(phrase) === reading);
const others = (phrases: readonly string[], reading: string | null) =>
  phrases.filter((phrase) => readStop(phrase) !== reading);
const share = (part: readonly string[], whole: readonly string[]) => part.length / whole.length;
const percent = (part: readonly string[], whole: readonly string[]) =>
  `${part.length} of ${whole.length} (${(100 * share(part, whole)).toFixed(1)} %)`;

const heard = readAs(stops, 'stop');
const halted = [...heard, ...readAs(stops, 'doubtful')];
const missed = stops.filter((phrase) => !halted.includes(phrase));
const paused = readAs(harmless, 'doubtful');

describe('the corpus', () => {
  test('is wide enough, and says each thing once', () => {
    expect(stops.length).toBeGreaterThanOrEqual(330);
    expect(doubts.length).toBeGreaterThanOrEqual(60);
    expect(harmless.length).toBeGreaterThanOrEqual(150);
    const all = [...stops, ...doubts, ...cancels, ...harmless];
    expect(new Set(all).size).toBe(all.length);
  });

  test(`${percent(halted, stops)} of the pleas to stop end or pause writing`, () => {
    expect(share(halted, stops), missed.join(' | ')).toBeGreaterThanOrEqual(0.99);
  });

  test(`${percent(heard, stops)} of the pleas to stop are clear`, () => {
    expect(share(heard, stops), others(stops, 'stop').join(' | ')).toBeGreaterThanOrEqual(0.95);
  });

  test(`${percent(paused, harmless)} of the harmless texts pause, and none stops or cancels`, () => {
    expect(readAs(harmless, 'stop')).toEqual([]);
    expect(readAs(harmless, 'cancel')).toEqual([]);
    expect(share(paused, harmless), paused.join(' | ')).toBeLessThanOrEqual(0.02);
  });

  test(`each of ${doubts.length} doubtful texts is doubtful`, () => {
    expect(others(doubts, 'doubtful')).toEqual([]);
  });

  test(`each of ${cancels.length} bare cancels is one`, () => {
    expect(others(cancels, 'cancel')).toEqual([]);
  });
});

describe('case, courtesy and decoration', () => {
  const dressed: readonly ((text: string) => string)[] = [
    (text) => ` ${text.toUpperCase()} `,
    (text) => `${text} 🙏😡`,
    (text) => `Здравствуйте! ${text}`,
    (text) => text.normalize('NFD'),
  ];

  test.each(dressed)('change nothing (%#)', (dress) => {
    expect(others(heard.map(dress), 'stop')).toEqual([]);
    expect(others(cancels.map(dress), 'cancel')).toEqual([]);
    expect(readAs(harmless.map(dress), 'stop')).toEqual([]);
  });
});

describe('"cancel"', () => {
  test.each([
    ['отмена', 'cancel'],
    ['Отмените, пожалуйста 🙏', 'cancel'],
    ['CANCEL', 'cancel'],
    ['отмените визит', null],
    ['отмена записи на завтра', null],
    ['cancel my appointment', null],
    ['не отменяйте', null],
    ['отмените рассылку', 'stop'],
    ['cancel these messages', 'stop'],
    ['отмена, не пишите мне больше', 'stop'],
    ['cancel. STOP', 'stop'],
  ] as const)('«%s» reads %s', (text, reading) => {
    expect(readStop(text)).toBe(reading);
  });
});

describe('any text', () => {
  const pieces = [...stops, ...harmless, ...cancels].flatMap((text) => text.split(' '));
  const mixed = fc
    .array(fc.constantFrom(...pieces, ', ', '? ', '\n', '🛑', '\ud83d', '\u200b'), {
      maxLength: 120,
    })
    .map((words) => words.join(' '));

  test('has one reading', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.lorem(), mixed), (text) => {
        expect(readings).toContain(readStop(text));
      }),
      { numRuns: 500 },
    );
  });

  test('is read to its 500th character and no further', () => {
    fc.assert(
      fc.property(mixed, fc.string({ unit: 'binary' }), (text, tail) => {
        const start = text.padEnd(500, '.').slice(0, 500);
        expect(readStop(start + tail)).toBe(readStop(start));
      }),
      { numRuns: 100 },
    );
  });

  test.each(['', ' ', '?', '\n', '\ud83d'])('without words says nothing (%j)', (text) => {
    expect(readStop(text)).toBeNull();
  });

  // Each of these once made, or could make, a careless expression try every way to cut it.
  test.each([
    ...['с', 'стоп', 'не ', 'stop ', 's t ', 'отписатьс ', 'unsub', '🛑', ', а ', '0', 'мне '],
    ...[
      'х ',
      'не хочу ',
      'не надо мне ',
      'end ',
      'сообщения ',
      'больше не',
      'нехочу',
      'меня удалите ',
    ],
  ])(
    'does not run away in a long run of «%s»',
    (piece) => {
      expect(readings).toContain(readStop(piece.repeat(50_000)));
    },
    5_000,
  );
});
