import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Cadence,
  cadenceFor,
  cadences,
  defaultCadence,
  faultOfCadence,
  inOrder,
  nameOfStep,
  readBefore,
  wordOfCadence,
} from '../../src/domain/cadence.ts';
import { cadenceWords } from '../../src/text/cadence.ts';
import { anyCadence } from './cadence-arbitrary.ts';

const asking = (...before: string[]): Cadence => before.map((one) => ({ before: one, asks: true }));

describe('whose cadence it is', () => {
  const service = asking('P2D');
  const clinic = asking('P7D', 'P1D');
  test.each([
    ['the patient has chosen', { reminders: 'early', service, clinic }, cadences.early],
    ['the patient wants none', { reminders: 'none', service, clinic }, []],
    [
      'as the clinic does, and the service differs',
      { reminders: 'clinic', service, clinic },
      service,
    ],
    ['as the clinic does', { reminders: 'clinic', service: null, clinic }, clinic],
    [
      'nobody has said anything',
      { reminders: 'clinic', service: null, clinic: null },
      defaultCadence,
    ],
    ['the service reminds of nothing', { reminders: 'clinic', service: [], clinic }, []],
  ] as const)('%s', (_, chosen, cadence) => {
    expect(cadenceFor(chosen)).toEqual(cadence);
  });
});

test.each([
  ['P1D', 24],
  ['P14D', 336],
  ['PT1H', 1],
  ['PT47H', 47],
  ...['P0D', 'P15D', 'P01D', 'PT0H', 'PT48H', 'PT30M', 'P1W', 'P1DT1H', '-P1D', 'p1d', '', '1'].map(
    (text) => [text, null] as const,
  ),
] as const)('%s is so many hours before: %s', (text, hours) => {
  expect(readBefore(text)?.hours ?? null).toBe(hours);
});

test.each<[string, Cadence, unknown]>([
  ['nothing', [], null],
  ['four', asking('P14D', 'P7D', 'P1D', 'PT1H'), null],
  ['five', asking('P5D', 'P4D', 'P3D', 'P2D', 'P1D'), { code: 'too_many' }],
  ['half an hour', asking('P1D', 'PT30M'), { code: 'bad_before', index: 1 }],
  ['the same twice', asking('P1D', 'P2D', 'P1D'), { code: 'repeated', index: 2 }],
  ['a day and 24 hours', asking('PT24H', 'P1D'), { code: 'repeated', index: 1 }],
])('what is wrong with %s', (_, steps, fault) => {
  expect(faultOfCadence(steps)).toEqual(fault);
});

test('the three steps there always were keep the names by which they are known', () => {
  expect(cadences.three.map(nameOfStep)).toEqual([
    'three_days_before',
    'day_before',
    'two_hours_before',
  ]);
});

test('of whatever cadence, no two steps share a name, and each word means itself', () => {
  fc.assert(
    fc.property(anyCadence, (cadence) => {
      expect(faultOfCadence(cadence)).toBeNull();
      expect(new Set(cadence.map(nameOfStep)).size).toBe(cadence.length);
      expect(inOrder(cadence.toReversed())).toEqual(cadence);
      const word = wordOfCadence(cadence.toReversed());
      if (word) expect(cadences[word]).toEqual(cadence);
    }),
  );
  for (const [word, cadence] of Object.entries(cadences)) expect(wordOfCadence(cadence)).toBe(word);
});

test.each<[Cadence, string, string]>([
  [[], 'без напоминаний', 'no reminders'],
  [cadences.one, 'за день', 'a day before'],
  [cadences.early, 'за 3 дня и за день', '3 days before and a day before'],
  [
    cadences.three,
    'за 3 дня, за день и за 2 часа',
    '3 days before, a day before and 2 hours before',
  ],
  [
    asking('P5D', 'PT21H', 'PT5H', 'PT1H'),
    'за 5 дней, за 21 час, за 5 часов и за час',
    '5 days before, 21 hours before, 5 hours before and an hour before',
  ],
])('in words %#', (cadence, ru, en) => {
  expect(cadenceWords(cadence, 'ru')).toBe(ru);
  expect(cadenceWords(cadence, 'en')).toBe(en);
});
