import { describe, expect, it } from 'vitest';
import { blankCard, weekOf } from '../../src/domain/card.ts';
import { textsOf } from '../../src/text/catalogue.ts';
import { dayMonth, fullDate, whenLine, whenPhrase } from '../../src/text/dates.ts';
import { weekWords } from '../../src/text/hours.ts';

const zone = 'Europe/Moscow';
const at = new Date('2026-11-24T08:40:00Z');
const moment = (now: string) => ({ at, zone, now: new Date(now) });

describe('a date that holds for long', () => {
  it('has its year, by the wall clock of the zone', () => {
    const newYear = { at: new Date('2026-12-31T21:30:00Z'), zone };
    expect(fullDate(newYear, 'ru')).toBe('1 января 2027');
    expect(fullDate({ ...newYear, zone: 'UTC' }, 'en')).toBe('31 December 2026');
  });
});

describe('when', () => {
  it.each([
    [
      '2026-11-24T00:00:00Z',
      'сегодня, вторник 24 ноября, 11:40',
      'today, Tuesday 24 November, 11:40',
    ],
    [
      '2026-11-23T10:00:00Z',
      'завтра, вторник 24 ноября, 11:40',
      'tomorrow, Tuesday 24 November, 11:40',
    ],
    // Half past nine in the evening in London, but already the day before in Moscow's calendar.
    [
      '2026-11-22T21:30:00Z',
      'завтра, вторник 24 ноября, 11:40',
      'tomorrow, Tuesday 24 November, 11:40',
    ],
    ['2026-11-20T10:00:00Z', 'вторник 24 ноября, 11:40', 'Tuesday 24 November, 11:40'],
  ])('told at %s', (now, ru, en) => {
    expect(whenLine(moment(now), 'ru')).toBe(ru);
    expect(whenLine(moment(now), 'en')).toBe(en);
  });

  it('reads well inside a sentence', () => {
    const [soon, later] = [moment('2026-11-23T10:00:00Z'), moment('2026-11-20T10:00:00Z')];
    expect(whenPhrase(soon, 'ru')).toBe('завтра, во вторник 24 ноября, в 11:40');
    expect(whenPhrase(later, 'ru')).toBe('во вторник 24 ноября в 11:40');
    expect(whenPhrase(soon, 'en')).toBe('tomorrow, Tuesday 24 November, at 11:40');
    expect(whenPhrase(later, 'en')).toBe('on Tuesday 24 November at 11:40');
  });

  it('follows the clinic’s calendar, not the server’s', () => {
    const night = new Date('2026-12-31T22:30:00Z');
    expect(dayMonth({ at: night, zone }, 'ru')).toBe('1 января');
    expect(dayMonth({ at: night, zone: 'UTC' }, 'en')).toBe('31 December');
  });
});

describe('agreed hours', () => {
  const { hours } = textsOf('ru');
  const evening = [{ from: '18:00', to: '21:00' }];

  it('are told shortly where days are alike', () => {
    expect(weekWords(blankCard.hours, hours)).toBe('в любые дни, с 9:00 до 21:00');
    expect(weekWords(weekOf([1, 2, 3, 4, 5], evening), hours)).toBe('по будням, с 18:00 до 21:00');
    expect(weekWords(weekOf([6, 7], [{ from: '00:00', to: '24:00' }]), hours)).toBe(
      'по выходным, в любое время',
    );
    expect(weekWords(weekOf([], []), hours)).toBe('никогда');
  });

  it('are told apart where they are not', () => {
    const week = { ...weekOf([1, 3], evening), 6: [{ from: '10:00', to: '12:30' }] };
    expect(weekWords(week, hours)).toBe('пн, ср, с 18:00 до 21:00; сб, с 10:00 до 12:30');
    expect(weekWords(week, textsOf('en').hours)).toBe(
      'Mon, Wed, 18:00 to 21:00; Sat, 10:00 to 12:30',
    );
  });
});
