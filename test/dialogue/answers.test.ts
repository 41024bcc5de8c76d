import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChannel, readPurpose, readWhen } from '../../src/dialogue/answers.ts';
import { plainOf, wishOf } from '../../src/dialogue/words.ts';
import { faultOfSpan } from '../../src/domain/hours.ts';

const hours: readonly (readonly [text: string, span: string])[] = [
  ['после шести', '18:00-21:00'],
  ['После 18:30.', '18:30-21:00'],
  ['после часа', '13:00-21:00'],
  ['после 21', '21:00-24:00'],
  ['утром', '09:00-13:00'],
  ['мне удобно вечером', '18:00-21:00'],
  ['после обеда', '13:00-18:00'],
  ['с 10 до 19', '10:00-19:00'],
  ['с 10 до 19 часов, пожалуйста', '10:00-19:00'],
  ['с 10.30 до 12.00', '10:30-12:00'],
  ['10-19', '10:00-19:00'],
  ['10:30–19', '10:30-19:00'],
  ['с двух до пяти', '14:00-17:00'],
  ['с 9 до 6', '09:00-18:00'],
  ['с 6 до 9 вечера', '18:00-21:00'],
  ['с 7 утра до 9 вечера', '07:00-21:00'],
  ['с 9 до 12 ночи', '09:00-24:00'],
  ['с 22 до 6', '22:00-06:00'],
  ['с 12 до 1', '12:00-13:00'],
  ['до двух', '09:00-14:00'],
  ['до 8 утра', '07:00-08:00'],
  ['любое время', '09:00-21:00'],
  ['круглосуточно', '00:00-24:00'],
  ['after 6pm', '18:00-21:00'],
  ['after 6 p.m. please', '18:00-21:00'],
  ['after six', '18:00-21:00'],
  ['before noon', '09:00-12:00'],
  ['9am to 5pm', '09:00-17:00'],
  ['from 10 to 19', '10:00-19:00'],
  ['in the evening', '18:00-21:00'],
];

describe('hours in a patient’s own words', () => {
  it.each(hours)('%s', (text, span) => {
    const found = readWhen(text)?.span;
    expect(found && `${found.from}-${found.to}`).toBe(span);
  });

  it.each([
    'не утром',
    'только не после шести',
    'после работы',
    'в 15',
    '25-30',
    '2-3 раза в неделю',
    '8 (999) 123-45-67',
    'мне 45 лет, с 10',
    'not in the morning',
    'по выходным работаю',
  ])('a person reads: %s', (text) => {
    expect(readWhen(text)).toBeNull();
  });
});

describe('days and both together', () => {
  it.each([
    ['любые', 'any'],
    ['всё равно', 'any'],
    ['По будням', 'weekdays'],
    ['в рабочие дни', 'weekdays'],
    ['мне лучше по выходным', 'weekend'],
    ['weekends please', 'weekend'],
    ['any day', 'any'],
  ])('%s', (text, days) => {
    expect(readWhen(text)).toEqual({ days, span: null });
  });

  it('reads one sentence for both', () => {
    const evening = { from: '18:00', to: '21:00' };
    expect(readWhen('по будням после шести')).toEqual({ days: 'weekdays', span: evening });
    expect(readWhen('weekdays after 6pm')).toEqual({ days: 'weekdays', span: evening });
  });
});

describe('purpose and channel', () => {
  it('takes a choice only by its name', () => {
    expect(readPurpose('О визитах')).toBe('visits');
    expect(readPurpose('both')).toBe('wellbeing');
    expect(readPurpose('не надо')).toBe('nothing');
    expect(['да', 'yes', 'ок', 'конечно'].map(readPurpose)).toEqual([null, null, null, null]);
  });

  it('takes one channel that can be had', () => {
    const here = { here: 'telegram', others: ['whatsapp'] } as const;
    expect(readChannel('лучше в ватсап', here)).toBe('whatsapp');
    expect(readChannel('звоните', here)).toBe('phone');
    expect(readChannel('сюда', here)).toBe('telegram');
    expect(readChannel('в телеграм или в ватсап', here)).toBeNull();
    expect(readChannel('у меня нет телеграма', here)).toBeNull();
    expect(readChannel('whatsapp', { here: 'telegram', others: [] })).toBeNull();
  });
});

describe('wishes', () => {
  it.each([
    ['Да!', 'yes'],
    ['👍🏻', 'yes'],
    ['+', 'yes'],
    ['Подтверждаю, спасибо', null],
    ['буду', 'confirm'],
    ["I'll be there", 'confirm'],
    ['Отмена', 'cancel'],
    ['Cancel', 'cancel'],
    ["can't come", 'cancel'],
    ['Перенести, пожалуйста', 'move'],
    ['по-русски', 'language'],
    ['Настройки', 'settings'],
    ['не тот номер!', 'not_me'],
    ['constructor', null],
  ])('%s', (text, wish) => {
    expect(wishOf(text)?.type ?? null).toBe(wish);
  });
});

it('never throws, and finds only spans that the card can hold', () => {
  const words = fc.constantFrom(
    ...[
      'с',
      'до',
      'после',
      '9',
      '24',
      '0',
      '12',
      '18:30',
      'ночи',
      'утра',
      'am',
      'pm',
      '-',
      'шести',
    ],
  );
  const phrase = fc.array(words, { maxLength: 6 }).map((all) => all.join(' '));
  fc.assert(
    fc.property(fc.oneof(phrase, fc.string({ unit: 'binary' })), (text) => {
      plainOf(text);
      readPurpose(text);
      const span = readWhen(text)?.span;
      if (!span) return;
      expect(faultOfSpan(span)).toBeNull();
      expect(span.from).not.toBe(span.to);
    }),
    { numRuns: 3000 },
  );
});
