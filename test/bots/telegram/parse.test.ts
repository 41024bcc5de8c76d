import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseUpdate } from '../../../bots/telegram/parse.ts';
import {
  account,
  anna,
  annaSender,
  at,
  bytes,
  date,
  group,
  message,
  privateChat,
  update,
} from './fixtures.ts';

const parse = (value: unknown) => parseUpdate(bytes(value), account);
const file = { file_id: 'AgACAgIAAx', file_unique_id: 'AQAD', file_size: 1024 };
const base = { externalId: '900000017', account, at, sender: annaSender };

describe('a message in a private chat', () => {
  const cases: readonly (readonly [string, object, object])[] = [
    ['a text', { text: 'Здравствуйте' }, { type: 'text', text: 'Здравствуйте' }],
    [
      'a reply',
      { text: 'да', reply_to_message: message({ message_id: 33, text: '?' }) },
      { type: 'text', text: 'да', replyTo: '33' },
    ],
    ['a bare start', { text: '/start' }, { type: 'start', token: '' }],
    ['a start with a token', { text: '/start aZ_9-x' }, { type: 'start', token: 'aZ_9-x' }],
    ['a start to a named bot', { text: '/start@clinic_bot tok' }, { type: 'start', token: 'tok' }],
    ['a longer command', { text: '/started' }, { type: 'text', text: '/started' }],
    ['a start in a sentence', { text: 'a /start b' }, { type: 'text', text: 'a /start b' }],
    [
      'their own number',
      { contact: { phone_number: '79990000001', first_name: 'Анна', user_id: anna.id } },
      { type: 'contact', phone: '+79990000001', own: true },
    ],
    [
      'a number written with spaces',
      { contact: { phone_number: '+7 (999) 000-00-01', first_name: 'А', user_id: anna.id } },
      { type: 'contact', phone: '+79990000001', own: true },
    ],
    [
      "someone else's number",
      { contact: { phone_number: '79990000002', first_name: 'Пётр', user_id: 42 } },
      { type: 'contact', phone: '+79990000002', own: false },
    ],
    [
      'a card without a user id',
      { contact: { phone_number: '79990000002', first_name: 'Пётр' } },
      { type: 'contact', phone: '+79990000002', own: false },
    ],
    [
      'a card without digits',
      { contact: { phone_number: '', first_name: 'Пётр' } },
      { type: 'unsupported', what: 'message.contact' },
    ],
    [
      'a photo, largest size last',
      { photo: [file, { ...file, file_id: 'large' }], caption: 'снимок' },
      { type: 'media', media: 'photo', caption: 'снимок', mediaId: 'large' },
    ],
    ['a video', { video: file }, { type: 'media', media: 'video', mediaId: file.file_id }],
    [
      'a round video',
      { video_note: file },
      { type: 'media', media: 'video', mediaId: file.file_id },
    ],
    ['an audio', { audio: file }, { type: 'media', media: 'audio', mediaId: file.file_id }],
    ['a voice', { voice: file }, { type: 'media', media: 'voice', mediaId: file.file_id }],
    ['a document', { document: file }, { type: 'media', media: 'document', mediaId: file.file_id }],
    ['a sticker', { sticker: file }, { type: 'media', media: 'sticker', mediaId: file.file_id }],
    [
      'a location',
      { location: { latitude: 55.7, longitude: 37.6 } },
      { type: 'media', media: 'location' },
    ],
    ['a poll', { poll: { id: '1' } }, { type: 'unsupported', what: 'message.poll' }],
    ['nothing at all', {}, { type: 'unsupported', what: 'message.empty' }],
  ];
  test.each(cases)('%s', (_name, parts, expected) => {
    expect(parse(update({ message: message(parts) }))).toEqual([{ ...base, ...expected }]);
  });

  test('an edit carries the new text and the time of the edit', () => {
    const edited = message({ text: 'на 11', edit_date: date + 60 });
    expect(parse(update({ edited_message: edited }))).toEqual([
      { ...base, at: '2026-11-18T11:07:40.000Z', type: 'edited', text: 'на 11', messageId: '41' },
    ]);
  });
});

describe('other updates of a private chat', () => {
  const keyboard = [
    [{ text: 'Приду', callback_data: 'a:c:1' }],
    [{ text: 'Нет', callback_data: 'a:x:1' }],
  ];
  const press = {
    id: '4382bfdwdsb323b2d9',
    from: anna,
    chat_instance: '-1',
    data: 'a:x:1',
    message: message({ text: '?', reply_markup: { inline_keyboard: keyboard } }),
  };
  const button = {
    type: 'button',
    data: 'a:x:1',
    label: 'Нет',
    messageId: '41',
    callbackId: press.id,
    at: null,
  };
  const reaction = (reactions: readonly object[]) => ({
    message_reaction: {
      chat: privateChat,
      message_id: 40,
      user: anna,
      date,
      old_reaction: [],
      new_reaction: reactions,
    },
  });
  const member = (status: string, chat: object = privateChat) => ({
    my_chat_member: {
      chat,
      from: anna,
      date,
      old_chat_member: { user: {}, status: 'member' },
      new_chat_member: { user: { id: 7_000_000_001, is_bot: true }, status, until_date: 0 },
    },
  });
  const cases: readonly (readonly [string, object, object])[] = [
    ['a press', { callback_query: press }, button],
    [
      'a press on a message too old to be shown',
      { callback_query: { ...press, message: { chat: privateChat, message_id: 41, date: 0 } } },
      { ...button, label: '' },
    ],
    [
      'a reaction',
      reaction([{ type: 'emoji', emoji: '👍' }]),
      { type: 'reaction', emoji: '👍', messageId: '40' },
    ],
    ['a reaction taken back', reaction([]), { type: 'reaction', emoji: null, messageId: '40' }],
    [
      'a custom reaction',
      reaction([{ type: 'custom_emoji', custom_emoji_id: '5' }]),
      { type: 'unsupported', what: 'message_reaction.custom' },
    ],
    [
      'a block',
      member('kicked'),
      { type: 'reachability', reachable: false, code: 'blocked_by_user' },
    ],
    ['an unblock', member('member'), { type: 'reachability', reachable: true, code: 'unblocked' }],
    ['another status', member('left'), { type: 'unsupported', what: 'my_chat_member.left' }],
  ];
  test.each(cases)('%s', (_name, parts, expected) => {
    expect(parse(update(parts))).toEqual([{ ...base, ...expected }]);
  });
});

describe('what is not for us is named, without a sender to answer', () => {
  const inGroup = { ...message({ text: 'hi' }), chat: group };
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['a group', update({ message: inGroup }), 'message.supergroup'],
    ['an edit in a group', update({ edited_message: inGroup }), 'edited_message.supergroup'],
    ['a channel post', update({ channel_post: inGroup }), 'channel_post'],
    [
      'a press in a group',
      update({ callback_query: { id: '1', from: anna, data: 'x', message: inGroup } }),
      'callback_query.supergroup',
    ],
    [
      'a press on an inline message',
      update({ callback_query: { id: '1', from: anna, inline_message_id: 'i', data: 'x' } }),
      'callback_query.inline',
    ],
    ['a malformed message', update({ message: { text: 5 } }), 'message.malformed'],
    [
      'a date beyond time',
      update({ message: message({ date: 1e15, text: 'x' }) }),
      'message.malformed',
    ],
    ['a name of Object.prototype', update({ constructor: {} }), 'constructor'],
    ['an update of nothing', update({}), 'empty'],
  ];
  test.each(cases)('%s', (_name, value, what) => {
    expect(parse(value)).toEqual([
      { externalId: '900000017', account, at: null, sender: null, type: 'unsupported', what },
    ]);
  });
});

describe('what is no update', () => {
  test.each([
    ['not JSON', '{"update_id":'],
    ['no id', '{"message":{}}'],
    ['an id that is no whole number', '{"update_id":1.5}'],
    ['nested beyond the stack', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['nothing', ''],
  ])('%s gives one event whose id comes from the bytes', (_name, text) => {
    const [event, ...rest] = parse(text);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({ type: 'unsupported', account });
    expect(event?.externalId).toMatch(/^raw:[0-9a-f]{32}$/);
    expect(parse(text)).toEqual([event]);
  });
});

test('any bytes and any JSON give exactly one event', () => {
  const kinds = [
    'message',
    'edited_message',
    'callback_query',
    'message_reaction',
    'my_chat_member',
  ];
  const part = fc.oneof(
    fc.jsonValue(),
    fc
      .record({ chat: fc.constant(privateChat), date: fc.nat(), message_id: fc.nat() })
      .chain((known) =>
        fc.dictionary(fc.string(), fc.jsonValue()).map((more) => ({ ...more, ...known })),
      ),
  );
  const shaped = fc
    .record({
      update_id: fc.oneof(fc.nat(), fc.jsonValue()),
      kind: fc.constantFrom(...kinds),
      part,
    })
    .map(({ update_id, kind, part: value }) => bytes({ update_id, [kind]: value }));
  const anything = fc.oneof(fc.uint8Array(), fc.json().map(bytes), shaped);
  fc.assert(
    fc.property(anything, (body) => {
      const events = parseUpdate(body, account);
      expect(events).toHaveLength(1);
      expect(events[0]?.externalId).not.toBe('');
    }),
  );
});
