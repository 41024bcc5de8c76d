import { describe, expect, test } from 'vitest';
import { parseWebhook } from '../../../bots/whatsapp/parse.ts';
import {
  account,
  anna,
  annaId,
  at,
  bytes,
  contact,
  message,
  messages,
  sender,
  timestamp,
  wamid,
  webhook,
} from './fixtures.ts';

const parse = (value: unknown) => parseWebhook(bytes(value), account);
const one = (parts: object) =>
  parse(webhook(messages({ contacts: [contact], messages: [message(parts)] })));
const base = { externalId: wamid, account, at, sender };

describe('a shared card', () => {
  const card = (parts: object) => ({ type: 'contacts', contacts: [parts] });
  const own = { phones: [{ phone: '+7 999 000-00-01', wa_id: anna, type: 'CELL' }] };
  const foreign = { phones: [{ phone: '+79990000002', wa_id: '79990000002' }] };
  const vcard = 'BEGIN:VCARD\r\nTEL;type=CELL;waid=79990000001:+7 999 000-00-01\r\nEND:VCARD';
  const cases: readonly (readonly [string, object, object])[] = [
    [
      'asked for, of the sender',
      { origin: 'contact_request', ...own },
      { phone: `+${anna}`, own: true },
    ],
    [
      'asked for, of another number',
      { origin: 'contact_request', ...foreign },
      { phone: '+79990000002', own: false },
    ],
    [
      'not asked for, of the sender',
      { origin: 'other', ...own },
      { phone: `+${anna}`, own: false },
    ],
    ['without an origin', foreign, { phone: '+79990000002', own: false }],
    ['as a vCard only', { origin: 'contact_request', vcard }, { phone: `+${anna}`, own: true }],
    [
      'with a plain number',
      { phones: [{ phone: '+7 (999) 000-00-02' }] },
      { phone: '+79990000002', own: false },
    ],
  ];
  test.each(cases)('%s', (_name, parts, expected) => {
    expect(one(card(parts))).toEqual([{ ...base, type: 'contact', ...expected }]);
  });

  test("asked for, while the sender's number is hidden, is their own", () => {
    const value = { ...message(card({ origin: 'contact_request', ...own })), from: undefined };
    expect(parse(webhook(messages({ messages: [value] })))).toMatchObject([
      { type: 'contact', phone: `+${anna}`, own: true, sender: { userId: annaId } },
    ]);
  });

  test('without a number is unsupported', () => {
    expect(one(card({ name: {} }))).toMatchObject([
      { type: 'unsupported', what: 'message.contacts' },
    ]);
  });
});

describe('who wrote', () => {
  const hello = { id: wamid, timestamp, type: 'text', text: { body: 'x' } };
  const cases: readonly (readonly [string, object, object])[] = [
    [
      'a phone and an id',
      { from: anna, from_user_id: annaId },
      { phone: `+${anna}`, userId: annaId },
    ],
    ['an id alone', { from_user_id: annaId }, { userId: annaId }],
    ['an id in the place of the phone', { from: annaId }, { userId: annaId }],
    ['an id in both places', { from: annaId, from_user_id: annaId }, { userId: annaId }],
    ['a phone alone', { from: anna }, { phone: `+${anna}` }],
  ];
  test.each(cases)('%s', (_name, parts, expected) => {
    const [event] = parse(webhook(messages({ messages: [{ ...hello, ...parts }] })));
    expect(event?.sender).toEqual(expected);
  });

  test('a hidden phone stays hidden when the profile has only an id and a username', () => {
    const profile = { profile: { name: 'Анна', username: 'anna.s' }, user_id: annaId };
    const value = { ...hello, from_user_id: annaId };
    const [event] = parse(webhook(messages({ contacts: [profile], messages: [value] })));
    expect(event?.sender).toEqual({ userId: annaId, displayName: 'Анна', username: 'anna.s' });
  });

  test('in a batch of two people each has their own name', () => {
    const pyotr = { profile: { name: 'Пётр' }, wa_id: '79990000002' };
    const value = {
      contacts: [contact, pyotr],
      messages: [message(hello), { ...hello, from: '79990000002' }],
    };
    expect(parse(webhook(messages(value))).map((event) => event.sender?.displayName)).toEqual([
      'Анна Смирнова',
      'Пётр',
    ]);
  });

  test('nobody', () => {
    expect(parse(webhook(messages({ messages: [hello] })))).toMatchObject([
      { type: 'text', sender: null },
    ]);
  });
});

describe('an account that changed', () => {
  const system = (parts: object, from: object = { from: anna }) =>
    parse(
      webhook(
        messages({ messages: [{ id: wamid, timestamp, type: 'system', ...from, system: parts }] }),
      ),
    );

  test('its number, and with it its id', () => {
    const parts = {
      body: 'User Анна changed from 79990000001 to 79990000009',
      wa_id: '79990000009',
      user_id: 'RU.999',
      previous_user_id: annaId,
      type: 'user_changed_number',
    };
    expect(system(parts)).toEqual([
      {
        ...base,
        sender: { phone: '+79990000009', userId: 'RU.999' },
        type: 'account_changed',
        previous: { phone: `+${anna}`, userId: annaId },
        code: 'user_changed_number',
      },
    ]);
  });

  test('its id alone', () => {
    const parts = { user_id: 'RU.999', previous_user_id: annaId, type: 'user_changed_user_id' };
    expect(system(parts, {})).toEqual([
      {
        ...base,
        sender: { userId: 'RU.999' },
        type: 'account_changed',
        previous: { userId: annaId },
        code: 'user_changed_user_id',
      },
    ]);
  });

  test.each([
    ['something else', { type: 'customer_identity_changed', wa_id: anna }],
    ['nothing', {}],
  ])('in %s is unsupported', (_name, parts) => {
    expect(system(parts)).toMatchObject([{ type: 'unsupported', what: 'message.system' }]);
  });
});
