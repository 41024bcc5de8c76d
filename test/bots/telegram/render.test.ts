import { describe, expect, test } from 'vitest';
import { chatIdOf, renderText } from '../../../bots/telegram/render.ts';

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
