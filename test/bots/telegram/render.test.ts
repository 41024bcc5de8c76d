import { describe, expect, test } from 'vitest';
import { chatIdOf, renderText } from '../../../bots/telegram/render.ts';
import type { Content } from '../../../src/domain/content.ts';

const button = (label: string, data = 'v:1') => ({ label, data });

describe('the keyboard', () => {
  test('short buttons share a row', () => {
    expect(
      renderText({ text: 'x', buttons: [button('Да', 'a'), button('Нет', 'b')] }),
    ).toMatchObject({
      inline: {
        inline_keyboard: [
          [
            { text: 'Да', callback_data: 'a' },
            { text: 'Нет', callback_data: 'b' },
          ],
        ],
      },
    });
  });

  test.each([
    ['long labels', [button('Подтверждаю визит'), button('Перенести')]],
    ['more than three', [button('1'), button('2'), button('3'), button('4')]],
  ])('%s stand one per row', (_name, buttons) => {
    expect(renderText({ text: 'x', buttons })).toMatchObject({
      inline: { inline_keyboard: buttons.map(({ label }) => [{ text: label }]) },
    });
  });

  test('no buttons, no keyboard', () => {
    expect(renderText({ text: 'x', buttons: [] })).toEqual({ type: 'ready', text: 'x' });
  });

  test('a contact request is a reply keyboard; other buttons become words', () => {
    expect(
      renderText({ text: 'x', contactRequest: 'Мой номер', buttons: [button('Позже')] }),
    ).toMatchObject({
      reply: {
        keyboard: [[{ text: 'Мой номер', request_contact: true }], [{ text: 'Позже' }]],
        one_time_keyboard: true,
        resize_keyboard: true,
      },
    });
  });
});

describe('minor buttons', () => {
  const cells = (content: Content) => {
    const rendered = renderText(content);
    const rows = rendered.type === 'ready' ? rendered.inline?.inline_keyboard : undefined;
    return rows?.map((row) => row.map(({ text }) => text));
  };
  const minor = [button('Почему пишете?', 'w:1'), button('Это не я', 'n:1')];

  test('stand in a row of their own below the others', () => {
    expect(cells({ text: 'x', buttons: [button('Да', 'a'), button('Нет', 'b')], minor })).toEqual([
      ['Да', 'Нет'],
      ['Почему пишете?', 'Это не я'],
    ]);
    const long = [button('Подтверждаю визит'), button('Перенести на другой день')];
    expect(cells({ text: 'x', buttons: long, minor })).toEqual([
      ['Подтверждаю визит'],
      ['Перенести на другой день'],
      ['Почему пишете?', 'Это не я'],
    ]);
  });

  test('alone are shown too', () => {
    expect(cells({ text: 'x', minor })).toEqual([['Почему пишете?', 'Это не я']]);
  });

  test('take as few rows as they fit in', () => {
    const four = [...minor, button('Прекратить такие письма', 's:1'), button('Ещё', 'm:1')];
    expect(cells({ text: 'x', minor: four })).toEqual([
      ['Почему пишете?', 'Это не я'],
      ['Прекратить такие письма'],
      ['Ещё'],
    ]);
  });

  test('give way to a contact request', () => {
    expect(renderText({ text: 'x', contactRequest: 'Мой номер', minor })).toMatchObject({
      reply: { keyboard: [[{ text: 'Мой номер', request_contact: true }]] },
    });
  });
});

describe('limits', () => {
  const rejected = (code: string) => ({ type: 'rejected', code, elsewhere: false });
  test.each([
    ['an empty text', { text: '' }, 'empty'],
    ['a blank text', { text: ' \n ' }, 'empty'],
    ['4097 characters', { text: 'я'.repeat(4097) }, 'too_long'],
    ['65 bytes of data', { text: 'x', buttons: [button('a', 'x'.repeat(65))] }, 'button_data'],
    [
      '33 Cyrillic letters of data',
      { text: 'x', buttons: [button('a', 'я'.repeat(33))] },
      'button_data',
    ],
    ['no data', { text: 'x', buttons: [button('a', '')] }, 'button_data'],
    ['no label', { text: 'x', buttons: [button(' ')] }, 'button_label'],
    ['a minor one without data', { text: 'x', minor: [button('a', '')] }, 'button_data'],
  ])('%s is refused', (_name, content, code) => {
    expect(renderText(content)).toEqual(rejected(code));
  });

  test.each([
    ['4096 characters', { text: 'я'.repeat(4096) }],
    ['64 bytes of data', { text: 'x', buttons: [button('a', 'я'.repeat(32))] }],
  ])('%s pass', (_name, content) => {
    expect(renderText(content).type).toBe('ready');
  });
});

test.each([
  ['5100000001', 5_100_000_001],
  ['-100123', null],
  ['@name', null],
  ['', null],
  ['99999999999999999999', null],
  [undefined, null],
])('the chat of user %s is %s', (userId, chatId) => {
  expect(chatIdOf({ userId })).toBe(chatId);
});
