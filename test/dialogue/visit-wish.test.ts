/** When somebody would like to come, in words. Monday 23 November 2026, ten in the morning in Moscow. */

import { describe, expect, it } from 'vitest';
import { readVisitWish } from '../../src/dialogue/visit-wish.ts';
import { wishLine } from '../../src/text/wish-line.ts';

const now = new Date('2026-11-23T07:00:00Z');
const read = (text: string) => readVisitWish(text, { now, zone: 'Europe/Moscow' });

/** What was understood, as it is said back. */
const russian: readonly (readonly [string, string])[] = [
  ['завтра', '24 ноября'],
  ['послезавтра после 18', '25 ноября, с 18:00'],
  ['в четверг', 'чт'],
  ['в следующий четверг', '3 декабря'],
  ['25 ноября', '25 ноября'],
  ['25.11', '25 ноября'],
  ['25.11 или 27.11', 'с 25 ноября по 27 ноября'],
  ['25 ноября в 10:30', '25 ноября, с 10:30'],
  ['через неделю', '30 ноября'],
  ['через 2 дня', '25 ноября'],
  ['на следующей неделе по вечерам', 'с 30 ноября по 6 декабря, с 18:00 до 21:00'],
  ['в декабре', 'с 1 декабря по 31 декабря'],
  ['до 5 декабря', 'не позже 5 декабря'],
  ['после 1 декабря', 'начиная с 1 декабря'],
  ['не раньше 3 декабря', 'начиная с 3 декабря'],
  ['с 25 по 28 ноября', 'с 25 ноября по 28 ноября'],
  ['в пятницу утром', 'пт, с 9:00 до 13:00'],
  ['по вечерам, после 18, не среда', 'кроме ср, с 18:00 до 21:00'],
  ['после 18, кроме среды и пятницы', 'кроме ср, пт, с 18:00'],
  ['сегодня вечером', '23 ноября, с 18:00 до 21:00'],
  ['2 декабря в 9', '2 декабря, с 9:00'],
  ['в 10:30', 'с 10:30'],
  ['вторник или четверг', 'вт, чт'],
  ['можно в субботу с 10 до 14?', 'сб, с 10:00 до 14:00'],
  ['понедельник-среда до 12', 'пн, вт, ср, до 12:00'],
  ['в любой день после обеда', 'с 13:00 до 18:00'],
  ['в 6 вечера', 'с 18:00'],
  ['по будням утром', 'пн, вт, ср, чт, пт, с 9:00 до 13:00'],
  ['на выходных', 'сб, вс'],
  ['только не в понедельник', 'кроме пн'],
  ['перенесите, пожалуйста, на пятницу после обеда', 'пт, с 13:00 до 18:00'],
];

const english: readonly (readonly [string, string])[] = [
  ['tomorrow', '24 November'],
  ['next Thursday', '3 December'],
  ['Nov 25 at 10:30', '25 November, from 10:30'],
  ['next week in the evenings', '30 November to 6 December, from 18:00 to 21:00'],
  ['after December 1', 'from 1 December'],
  ['in two weeks', '7 December'],
  ['evenings, after 6 pm, not Wednesday', 'not Wed, from 18:00 to 21:00'],
  ['Friday morning', 'Fri, from 9:00 to 13:00'],
  ['Tuesday or Thursday', 'Tue, Thu'],
  ['weekends only', 'Sat, Sun'],
  ['any time except Monday', 'not Mon'],
  ['before 11 on Friday', 'Fri, before 11:00'],
];

const nothing = [
  ...['спасибо', 'мне нужно подумать', 'у меня болит зуб 3 дня', 'я приду с мужем', 'когда угодно'],
  ...['а сколько это стоит?', 'thank you', 'I need to think', 'my tooth has been aching', ''],
];

describe('is understood, and said back', () => {
  it.each(russian)('%s → %s', (said, heard) => {
    const wish = read(said);
    expect(wish && wishLine(wish, 'ru')).toBe(heard);
  });

  it.each(english)('%s → %s', (said, heard) => {
    const wish = read(said);
    expect(wish && wishLine(wish, 'en')).toBe(heard);
  });
});

it.each(nothing)('says nothing of time: %s', (said) => {
  expect(read(said)).toBe(null);
});
