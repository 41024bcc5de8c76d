import { describe, expect, test } from 'vitest';
import { render } from '../../../bots/whatsapp/render.ts';
import type { Content } from '../../../src/domain/content.ts';

const messageId = '0198f3e2-0000-7000-8000-000000000001';
const to = { phone: '+79990000001' };
const session = (content: Content) => render({ messageId, to, form: 'session', content });
/** Labels that differ in their first character. */
const buttons = (count: number, label = '*Приду') =>
  Array.from({ length: count }, (_, i) => ({
    label: label.trim() && `${'0123456789x'[i]}${label.slice(1)}`,
    data: `a:${i}`,
  }));
const head = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '+79990000001',
  biz_opaque_callback_data: messageId,
};
const ready = (payload: object) => ({ type: 'ready', payload: { ...head, ...payload } });

test('a text', () => {
  expect(session({ text: 'Здравствуйте' })).toEqual(
    ready({ type: 'text', text: { body: 'Здравствуйте', preview_url: false } }),
  );
});

test('a contact request has no form here', () => {
  expect(session({ text: 'x', contactRequest: 'Мой номер' })).toEqual(
    ready({ type: 'text', text: { body: 'x', preview_url: false } }),
  );
});

test('minor buttons are left out: the text says the same in words', () => {
  const minor = [{ label: 'Почему пишете?', data: 'w:1' }];
  expect(session({ text: 'x', minor })).toEqual(session({ text: 'x' }));
  expect(session({ text: 'x', buttons: buttons(3), minor })).toEqual(
    session({ text: 'x', buttons: buttons(3) }),
  );
});

test('up to three buttons are reply buttons', () => {
  expect(session({ text: 'Придёте?', buttons: buttons(2) })).toEqual(
    ready({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Придёте?' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'a:0', title: '0Приду' } },
            { type: 'reply', reply: { id: 'a:1', title: '1Приду' } },
          ],
        },
      },
    }),
  );
});

test('four to ten are a list', () => {
  const rows = buttons(4).map(({ label, data }) => ({ id: data, title: label }));
  expect(session({ text: 'Когда?', buttons: buttons(4), menuLabel: 'Время' })).toEqual(
    ready({
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'Когда?' },
        action: { button: 'Время', sections: [{ rows }] },
      },
    }),
  );
});

describe('a template', () => {
  const template = {
    name: 'visit_reminder_v1',
    language: 'ru',
    params: { first_name: ' Анна\n', clinic: 'на  Ленина,\t5', note: ' ' },
    buttons: ['a:c:1', 'a:x:1'],
  } as const;
  const outside = (content: Content) => render({ messageId, to, form: 'template', content });
  const quick = (index: string, payload: string) => ({
    type: 'button',
    sub_type: 'quick_reply',
    index,
    parameters: [{ type: 'payload', payload }],
  });
  const named = (parameter_name: string, text: string) => ({ type: 'text', parameter_name, text });

  test('has named parameters without loose space, and payloads by index', () => {
    expect(outside({ text: 'x', template })).toEqual(
      ready({
        type: 'template',
        template: {
          name: 'visit_reminder_v1',
          language: { code: 'ru' },
          components: [
            {
              type: 'body',
              parameters: [
                named('first_name', 'Анна'),
                named('clinic', 'на Ленина, 5'),
                named('note', '—'),
              ],
            },
            quick('0', 'a:c:1'),
            quick('1', 'a:x:1'),
          ],
        },
      }),
    );
  });

  test('without parameters has no body component', () => {
    expect(outside({ text: 'x', template: { ...template, params: {}, buttons: [] } })).toEqual(
      ready({
        type: 'template',
        template: { name: 'visit_reminder_v1', language: { code: 'ru' }, components: [] },
      }),
    );
  });

  test.each([
    ['none', undefined, 'no_template'],
    ['too long a payload', { ...template, buttons: ['x'.repeat(129)] }, 'button_data'],
  ])('%s is refused', (_name, use, code) => {
    const content = use === undefined ? { text: 'x' } : { text: 'x', template: use };
    expect(outside(content)).toEqual({ type: 'rejected', code, elsewhere: true });
  });
});

describe('the address', () => {
  const address = (ref: object) =>
    render({ messageId, to: ref, form: 'session', content: { text: 'x' } });
  test.each([
    ['a phone', { phone: '+79990000001' }, { to: '+79990000001' }],
    ['a phone without +', { phone: '79990000001' }, { to: '+79990000001' }],
    ['an id', { userId: 'RU.1349' }, { recipient: 'RU.1349' }],
    [
      'both',
      { userId: 'RU.1349', phone: '+79990000001' },
      { to: '+79990000001', recipient: 'RU.1349' },
    ],
  ])('%s', (_name, ref, expected) => {
    const { to: _to, ...rest } = head;
    const text = { type: 'text', text: { body: 'x', preview_url: false } };
    expect(address(ref)).toEqual({ type: 'ready', payload: { ...rest, ...text, ...expected } });
  });

  test('none is refused', () => {
    expect(address({})).toEqual({ type: 'rejected', code: 'no_address', elsewhere: true });
  });
});

describe('limits', () => {
  const long = (count: number) => 'я'.repeat(count);
  test.each<readonly [string, Content, string]>([
    ['4097 characters', { text: long(4097) }, 'too_long'],
    ['1025 characters over buttons', { text: long(1025), buttons: buttons(1) }, 'too_long'],
    [
      '4097 characters over a list',
      { text: long(4097), buttons: buttons(4), menuLabel: 'm' },
      'too_long',
    ],
    ['21 characters on a button', { text: 'x', buttons: buttons(1, long(21)) }, 'button_label'],
    ['an empty button', { text: 'x', buttons: buttons(1, ' ') }, 'button_label'],
    [
      '257 characters of data',
      { text: 'x', buttons: [{ label: 'a', data: 'x'.repeat(257) }] },
      'button_data',
    ],
    [
      '25 characters in a row',
      { text: 'x', buttons: buttons(4, long(25)), menuLabel: 'm' },
      'button_label',
    ],
    [
      'two buttons of one label',
      { text: 'x', buttons: ['1', '2'].map((data) => ({ label: 'a', data })) },
      'button_twice',
    ],
    [
      'two buttons of one data',
      { text: 'x', buttons: ['a', 'b'].map((label) => ({ label, data: '1' })) },
      'button_twice',
    ],
    ['eleven rows', { text: 'x', buttons: buttons(11), menuLabel: 'm' }, 'too_many_buttons'],
    ['a list without a label', { text: 'x', buttons: buttons(4) }, 'menu_label'],
    [
      '21 characters on the menu',
      { text: 'x', buttons: buttons(4), menuLabel: long(21) },
      'menu_label',
    ],
  ])('%s are refused', (_name, content, code) => {
    expect(session(content)).toEqual({ type: 'rejected', code, elsewhere: true });
  });

  test('an empty text is refused everywhere', () => {
    expect(session({ text: ' ' })).toEqual({ type: 'rejected', code: 'empty', elsewhere: false });
  });

  test.each<readonly [string, Content]>([
    ['4096 characters', { text: long(4096) }],
    ['1024 over buttons of 20', { text: long(1024), buttons: buttons(3, long(20)) }],
    [
      '4096 over ten rows of 24',
      { text: long(4096), buttons: buttons(10, long(24)), menuLabel: long(20) },
    ],
  ])('%s pass', (_name, content) => {
    expect(session(content).type).toBe('ready');
  });
});
