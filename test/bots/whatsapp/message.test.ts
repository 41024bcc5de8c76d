import { describe, expect, test } from 'vitest';
import { parseWebhook } from '../../../bots/whatsapp/parse.ts';
import {
  account,
  at,
  bytes,
  contact,
  message,
  messages,
  ownDigits,
  sender,
  wamid,
  webhook,
} from './fixtures.ts';

const parse = (value: unknown) => parseWebhook(bytes(value), account);
const one = (parts: object) =>
  parse(webhook(messages({ contacts: [contact], messages: [message(parts)] })));
const base = { externalId: wamid, account, at, sender };
const token = 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy-_x';

describe('a message', () => {
  const quoted = { from: ownDigits, id: 'wamid.ours' };
  const file = { id: '1003383421387256', mime_type: 'image/jpeg', sha256: 'x' };
  const media = (kind: string) => ({ type: 'media', media: kind, mediaId: file.id });
  const reply = { id: 'a:c:01J', title: 'Приду' };
  const cases: readonly (readonly [string, object, object])[] = [
    [
      'a text',
      { type: 'text', text: { body: 'Здравствуйте' } },
      { type: 'text', text: 'Здравствуйте' },
    ],
    [
      'a reply',
      { type: 'text', text: { body: 'да' }, context: quoted },
      { type: 'text', text: 'да', replyTo: 'wamid.ours' },
    ],
    [
      'an invitation',
      { type: 'text', text: { body: `Здравствуйте!\n(код: ${token})` } },
      { type: 'start', token },
    ],
    [
      "a tap on a template's reply",
      { type: 'button', button: { payload: 'a:c:01J', text: 'Приду' }, context: quoted },
      { type: 'button', data: 'a:c:01J', label: 'Приду', messageId: 'wamid.ours' },
    ],
    [
      'a tap on a reply button',
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: reply },
        context: quoted,
      },
      { type: 'button', data: 'a:c:01J', label: 'Приду', messageId: 'wamid.ours' },
    ],
    [
      'a choice from a list',
      {
        type: 'interactive',
        interactive: { type: 'list_reply', list_reply: { ...reply, description: 'x' } },
      },
      { type: 'button', data: 'a:c:01J', label: 'Приду' },
    ],
    [
      'an answered flow',
      {
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{}' } },
      },
      { type: 'unsupported', what: 'message.interactive' },
    ],
    [
      'a reaction',
      { type: 'reaction', reaction: { message_id: 'wamid.ours', emoji: '👍' } },
      { type: 'reaction', emoji: '👍', messageId: 'wamid.ours' },
    ],
    [
      'a reaction taken back',
      { type: 'reaction', reaction: { message_id: 'wamid.ours' } },
      { type: 'reaction', emoji: null, messageId: 'wamid.ours' },
    ],
    [
      'a reaction emptied',
      { type: 'reaction', reaction: { message_id: 'wamid.ours', emoji: '' } },
      { type: 'reaction', emoji: null, messageId: 'wamid.ours' },
    ],
    [
      'an image',
      { type: 'image', image: { ...file, caption: 'снимок' } },
      { ...media('photo'), caption: 'снимок' },
    ],
    ['a video', { type: 'video', video: file }, media('video')],
    ['an audio', { type: 'audio', audio: { ...file, voice: false } }, media('audio')],
    ['a voice note', { type: 'audio', audio: { ...file, voice: true } }, media('voice')],
    [
      'a document',
      { type: 'document', document: { ...file, filename: 'a.pdf' } },
      media('document'),
    ],
    ['a sticker', { type: 'sticker', sticker: { ...file, animated: false } }, media('sticker')],
    [
      'a location',
      { type: 'location', location: { latitude: 55.7, longitude: 37.6 } },
      { type: 'media', media: 'location' },
    ],
    [
      'an edit',
      {
        type: 'edit',
        edit: {
          original_message_id: 'wamid.old',
          message: { type: 'text', text: { body: 'на 11' } },
        },
      },
      { type: 'edited', text: 'на 11', messageId: 'wamid.old' },
    ],
    ['an order', { type: 'order', order: {} }, { type: 'unsupported', what: 'message.order' }],
    [
      'a poll',
      { type: 'unsupported', errors: [{ code: 131051, title: 'x' }] },
      { type: 'unsupported', what: 'message.unsupported' },
    ],
    ['a text without a body', { type: 'text' }, { type: 'unsupported', what: 'message.text' }],
    [
      'a type of Object.prototype',
      { type: 'constructor' },
      { type: 'unsupported', what: 'message.constructor' },
    ],
  ];
  test.each(cases)('%s', (_name, parts, expected) => {
    expect(one(parts)).toEqual([{ ...base, ...expected }]);
  });
});
