import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readAgree,
  readChannel,
  readCount,
  readLabel,
  readLimit,
} from '../../src/dialogue/answers.ts';
import { readWhen } from '../../src/dialogue/when-words.ts';
import { plainOf, wishOf } from '../../src/dialogue/words.ts';
import { readZone } from '../../src/dialogue/zone-words.ts';
import { blankCard, weekOf } from '../../src/domain/card.ts';
import { faultOfSpan } from '../../src/domain/hours.ts';
import { labelCharsMax } from '../../src/domain/identity.ts';
import { isZone } from '../../src/domain/time.ts';
import { weekdays } from '../../src/domain/words.ts';
import { textsOf } from '../../src/text/catalogue.ts';
import { weekWords } from '../../src/text/hours.ts';
import { cities, zoneName } from '../../src/text/zones.ts';

const said = (text: string, current = blankCard.hours) => {
  const week = readWhen(text, current);
  return week && weekWords(week, textsOf('ru').hours);
};

const everyDay: readonly (readonly [text: string, hours: string])[] = [
  ['после шести', 'с 18:00 до 21:00'],
  ['После 18:30.', 'с 18:30 до 21:00'],
  ['после часа', 'с 13:00 до 21:00'],
  ['после 21', 'с 21:00 до 24:00'],
  ['не раньше 10', 'с 10:00 до 21:00'],
  ['не позже 20', 'с 9:00 до 20:00'],
  ['утром', 'с 9:00 до 13:00'],
  ['мне удобно вечером', 'с 18:00 до 21:00'],
  ['утром и вечером', 'с 9:00 до 13:00 и с 18:00 до 21:00'],
  ['с 9 до 12 и с 18 до 20', 'с 9:00 до 12:00 и с 18:00 до 20:00'],
  ['после обеда', 'с 13:00 до 18:00'],
  ['с 10 до 19', 'с 10:00 до 19:00'],
  ['с 10 до 19 часов, пожалуйста', 'с 10:00 до 19:00'],
  ['с 10.30 до 12.00', 'с 10:30 до 12:00'],
  ['10-19', 'с 10:00 до 19:00'],
  ['10:30–19', 'с 10:30 до 19:00'],
  ['с двух до пяти', 'с 14:00 до 17:00'],
  ['с 9 до 6', 'с 9:00 до 18:00'],
  ['с 6 до 9 вечера', 'с 18:00 до 21:00'],
  ['с 7 утра до 9 вечера', 'с 7:00 до 21:00'],
  ['с 9 до 12 ночи', 'с 9:00 до 24:00'],
  ['с 22 до 6', 'с 22:00 до 6:00 на следующий день'],
  ['ночью', 'с 22:00 до 6:00 на следующий день'],
  ['днём и ночью', 'в любое время'],
  ['с 12 до 1', 'с 12:00 до 13:00'],
  ['до двух', 'с 9:00 до 14:00'],
  ['до 8 утра', 'с 7:00 до 8:00'],
  ['любое время', 'с 9:00 до 21:00'],
  ['любые', 'с 9:00 до 21:00'],
  ['круглосуточно', 'в любое время'],
  ['сплю днём, пишите после 18', 'с 18:00 до 21:00'],
  ['работаю ночами, лучше с 18 до 22', 'с 18:00 до 22:00'],
  ['I work nights, write 18 to 23', 'с 18:00 до 23:00'],
  ['after 6pm', 'с 18:00 до 21:00'],
  ['after 6 p.m. please', 'с 18:00 до 21:00'],
  ['after six', 'с 18:00 до 21:00'],
  ['before noon', 'с 9:00 до 12:00'],
  ['9am to 5pm', 'с 9:00 до 17:00'],
  ['from 10 to 19', 'с 10:00 до 19:00'],
  ['in the evening', 'с 18:00 до 21:00'],
  ['at night', 'с 22:00 до 6:00 на следующий день'],
];

const byDay: readonly (readonly [text: string, week: string])[] = [
  ['любые дни', 'в любые дни, с 9:00 до 21:00'],
  ['всё равно', 'в любые дни, с 9:00 до 21:00'],
  ['По будням', 'по будням, с 9:00 до 21:00'],
  ['в рабочие дни', 'по будням, с 9:00 до 21:00'],
  ['мне лучше по выходным', 'по выходным, с 9:00 до 21:00'],
  ['weekends please', 'по выходным, с 9:00 до 21:00'],
  ['сб до 14', 'сб, с 9:00 до 14:00'],
  ['в субботу до двух', 'сб, с 9:00 до 14:00'],
  ['sat until 2', 'сб, с 9:00 до 14:00'],
  ['по будням после шести', 'по будням, с 18:00 до 21:00'],
  ['weekdays after 6pm', 'по будням, с 18:00 до 21:00'],
  ['mon-fri 9am-5pm', 'по будням, с 9:00 до 17:00'],
  ['с понедельника по среду с 10 до 12', 'пн–ср, с 10:00 до 12:00'],
  ['пн-чт после 19, в субботу до 14', 'пн–чт, с 19:00 до 21:00; сб, с 9:00 до 14:00'],
  ['пн-чт после 19 и сб до 14', 'пн–чт, с 19:00 до 21:00; сб, с 9:00 до 14:00'],
  [
    'утром по будням, вечером по выходным',
    'по будням, с 9:00 до 13:00; по выходным, с 18:00 до 21:00',
  ],
  [
    'по будням после шести, а в выходные с 10',
    'по будням, с 18:00 до 21:00; по выходным, с 10:00 до 21:00',
  ],
  ['вт, чт после 18', 'вт, чт, с 18:00 до 21:00'],
  ['после 18, вт и чт', 'вт, чт, с 18:00 до 21:00'],
  ['пт-вт', 'пн, вт, пт–вс, с 9:00 до 21:00'],
  ['только вечером, кроме среды', 'пн, вт, чт–вс, с 18:00 до 21:00'],
  ['по будням, но не в среду', 'пн, вт, чт, пт, с 9:00 до 21:00'],
  ['каждый день кроме воскресенья', 'пн–сб, с 9:00 до 21:00'],
  ['кроме вт, чт', 'пн, ср, пт–вс, с 9:00 до 21:00'],
  ['weekdays except fri, after 6', 'пн–чт, с 18:00 до 21:00'],
  ['после шести, в субботу до 14', 'пн–пт, вс, с 18:00 до 21:00; сб, с 9:00 до 14:00'],
];

describe('hours in a patient’s own words', () => {
  it.each(everyDay)('%s', (text, hours) => {
    expect(said(text)).toBe(`в любые дни, ${hours}`);
  });

  it.each(byDay)('%s', (text, week) => {
    expect(said(text)).toBe(week);
  });

  it.each([
    ...['', 'пожалуйста', 'да', 'хорошо, спасибо'],
    ...['не утром', 'только не после шести', 'после работы', 'в 15', '25-30', 'рано утром'],
    ...['2-3 раза в неделю', '8 (999) 123-45-67', 'мне 45 лет, с 10', 'not in the morning'],
    ...['по выходным работаю', 'сплю днём', 'я работаю ночью', 'работаю с 9 до 18'],
    ...['можно и ночью', 'и вечером тоже', 'сб до 14, вс', 'с утра до 12', 'кроме утра'],
    ...['кроме среды, в субботу до 14', 'кроме будней и выходных', 'на следующей неделе'],
    ...['никогда', 'пн-чт после 19, до 22, сб'],
  ])('a person reads: %s', (text) => {
    expect(said(text)).toBeNull();
  });

  it('leaves alone what was not spoken of', () => {
    const evenings = weekOf([1, 2, 3], [{ from: '18:00', to: '20:00' }]);
    expect(said('до 14', evenings)).toBe('пн–ср, с 9:00 до 14:00');
    expect(said('по выходным', evenings)).toBe('по выходным, с 18:00 до 20:00');
    expect(said('кроме вторника', evenings)).toBe('пн, ср, с 18:00 до 20:00');
    expect(said('после 15, в среду до 12', evenings)).toBe(
      'пн, вт, с 15:00 до 21:00; ср, с 9:00 до 12:00',
    );
  });
});

describe('purpose and channel', () => {
  it('agrees only in words that are an agreement', () => {
    expect(['да', 'Да, напоминайте!', 'yes, please', 'согласна'].map(readAgree)).toEqual(
      Array(4).fill('yes'),
    );
    expect(['Нет, спасибо', 'не надо', 'No thanks'].map(readAgree)).toEqual(Array(3).fill('no'));
    const vague = ['ок', 'конечно', '+', '👍', 'угу', 'хорошо', 'ну да', 'да нет', 'sure', 'ok'];
    expect(vague.map(readAgree)).toEqual(vague.map(() => null));
  });

  it('understands its own buttons', () => {
    for (const language of ['ru', 'en'] as const) {
      const { yes, no } = textsOf(language).agree;
      for (const label of Object.values(yes)) expect(readAgree(label), label).toBe('yes');
      expect(readAgree(no)).toBe('no');
    }
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

describe('the other items of the card', () => {
  it.each([
    ['две', null],
    ['два раза', 'two'],
    ['не напоминать', 'none'],
    ['once', 'one'],
    ['3', 'three'],
    ['5', null],
  ])('how many reminders: %s', (text, count) => {
    expect(readCount(text)).toBe(count);
  });

  it.each([
    ['3', 3],
    ['не больше 5 в неделю', 5],
    ['at most 2 messages a week', 2],
    ['0', null],
    ['41', null],
    ['3 или 4', null],
    ['+79160000001', null],
  ])('how many a week: %s', (text, perWeek) => {
    expect(readLimit(text)).toBe(perWeek);
  });

  it.each([
    ['мама', 'мама'],
    [' «Дочка  Аня» ', 'Дочка Аня'],
    ['Сын-2', 'Сын-2'],
    ['не надо', null],
    ['нет', null],
    ['спасибо', null],
    ['кто это?', null],
    ['12345', null],
    ['https://example.org', null],
    ['а'.repeat(labelCharsMax + 1), null],
  ])('what to call a patient: %s', (text, label) => {
    expect(readLabel(text)).toBe(label);
  });

  it.each([
    ['в Москве', 'Europe/Moscow'],
    ['по московскому времени', 'Europe/Moscow'],
    ['мск+2', 'Asia/Yekaterinburg'],
    ['мск-1', 'Europe/Kaliningrad'],
    ['я в Нижнем Новгороде', 'Europe/Moscow'],
    ['живу в Тбилиси', 'Asia/Tbilisi'],
    ['I live in New York', 'America/New_York'],
    ['Asia/Tokyo', 'Asia/Tokyo'],
    ['как в клинике', null],
  ])('whose clock: %s', (text, zone) => {
    expect(readZone(text)).toEqual({ zone });
  });

  it.each(['', 'не знаю', 'мск+99', 'Europe/Nowhere', 'в деревне'])('no clock: %s', (text) => {
    expect(readZone(text)).toBeNull();
  });

  it('knows each city by each of its names, and each name by a zone that exists', () => {
    expect(cities.length).toBeGreaterThan(60);
    for (const [zone, ...names] of cities) {
      expect(isZone(zone), zone).toBe(true);
      for (const name of names) expect(readZone(name), name).toEqual({ zone });
      for (const language of ['ru', 'en'] as const) {
        expect(readZone(zoneName(zone, language))).toEqual({ zone });
      }
    }
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
    ['Отмена', 'cancel_bare'],
    ['Cancel', 'cancel_bare'],
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

const words = fc.constantFrom(
  ...['с', 'до', 'после', '9', '24', '0', '12', '18:30', 'ночи', 'утра', 'am', 'pm', '-', 'шести'],
  ...['пн', 'сб', 'по будням', 'кроме', 'и', ',', 'вечером', 'ночью', 'не в', 'любые', 'сплю'],
);
const phrase = fc.array(words, { maxLength: 8 }).map((all) => all.join(' '));

it('never throws, and finds only spans that the card can hold', () => {
  fc.assert(
    fc.property(fc.oneof(phrase, fc.string({ unit: 'binary' })), (text) => {
      plainOf(text);
      readAgree(text);
      readLimit(text);
      const { zone } = readZone(text) ?? { zone: null };
      if (zone !== null) expect(isZone(zone)).toBe(true);
      const label = readLabel(text);
      if (label !== null) expect([...label].length).toBeLessThanOrEqual(labelCharsMax);
      const week = readWhen(text);
      if (!week) return;
      const spans = weekdays.flatMap((day) => week[day]);
      expect(spans.length).toBeGreaterThan(0);
      for (const span of spans) {
        expect(faultOfSpan(span)).toBeNull();
        expect(span.from).not.toBe(span.to);
      }
    }),
    { numRuns: 2000 },
  );
});
