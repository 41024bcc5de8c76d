import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesIn, scopeOf, wishOf } from '../../src/dialogue/words.ts';

const wishes = {
  why: [
    ...['Почему вы мне пишете?', 'А откуда у вас мой номер телефона?', 'почему вы мне пишите'],
    ...['Зачем вы мне всё время это присылаете', 'Откуда у вас мои данные?!', 'Кто вы?'],
    ...['why are you writing to me?', 'Where did you get my phone number', 'why are you writting'],
    ...['Why do you keep texting me?', 'who is this'],
  ],
  privacy: [
    ...[
      '/privacy',
      'Какие данные вы обо мне храните?',
      'что вы обо мне знаете',
      'что вы знаете обомне',
    ],
    ...[
      'какая информация обо мне у вас есть',
      'What do you know about me?',
      'what data do you hold on me',
    ],
  ],
  mydata: [
    ...['/mydata', 'Мои данные', 'мои даные', 'пришлите копию моих персональных данных'],
    ...['my data', 'Can I get a copy of my data please', 'export my personal data'],
  ],
  forget: [
    ...['/forget', 'Забудьте меня', 'удалите мои данные пожалуйста', 'удалите мои данныэ'],
    ...['Прошу удалить все мои данные', 'delete my data', 'Please delete all my data', 'forget me'],
  ],
  not_me: ['Это не я', 'Не я.', 'вы ошиблись номером', 'Not me!', 'this isn’t me', 'wrong number'],
  cancel: [
    'не смогу прийти',
    'Отмените визит, пожалуйста',
    'cancel my appointment',
    "I can't come",
  ],
  cancel_bare: ['Отмена', 'отменить!', 'CANCEL'],
  go_on: ['Пишите как раньше', 'START', 'keep writing'],
} as const;

describe('wishes', () => {
  const all = Object.entries(wishes).flatMap(([type, texts]) =>
    texts.map((text) => [text, type] as const),
  );

  it.each(all)('%s', (text, type) => {
    expect(wishOf(text)?.type).toBe(type);
  });

  it.each([
    'почему вы мне не пишете',
    'почему вы не присылаете напоминания',
    'это не я записывалась, а муж, но приду я',
    'но смогу',
    'Иванова Мария',
    'болит зуб',
    'I will be late',
  ])('%s is none of these', (text) => {
    expect(wishOf(text)).toBeNull();
  });

  it('is total', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (text) => {
        const wish = wishOf(text);
        expect(wish === null || typeof wish.type === 'string').toBe(true);
      }),
    );
  });
});

describe('names', () => {
  it.each([
    ['не пишите про Мишу', 'Миша'],
    ['больше ничего о Мише', 'Миша'],
    ['только не Дашей', 'Даша'],
    ['про анну марию хватит', 'Анна Мария'],
    ['stop writing about Misha', 'Misha'],
    ['no more of Max’s reminders', 'Max'],
  ])('%s names %s', (words, name) => {
    expect(namesIn(words, name)).toBe(true);
  });

  it.each([
    ['не пишите про Машу', 'Миша'],
    ['стоп', 'Миша'],
    ['маме не пишите', 'Ма'],
    ['не пишите', ''],
  ])('%s does not name %s', (words, name) => {
    expect(namesIn(words, name)).toBe(false);
  });
});

describe('which part of a stop', () => {
  it.each([
    ['этот визит', 'visit'],
    ['все', 'everything'],
    ['everything', 'everything'],
    ['наверное', null],
  ])('%s', (words, scope) => {
    expect(scopeOf(words)).toBe(scope);
  });
});
