import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayPhone, parseWebhook } from '../../../bots/whatsapp/parse.ts';
import {
  account,
  anna,
  annaId,
  at,
  bytes,
  contact,
  message,
  messages,
  metadata,
  otherAccount,
  ownDigits,
  timestamp,
  wamid,
  webhook,
} from './fixtures.ts';

const parse = (value: unknown) => parseWebhook(bytes(value), account);

describe('a status', () => {
  const status = (parts: object) =>
    parse(
      webhook(
        messages({
          statuses: [
            {
              id: 'wamid.ours',
              timestamp,
              recipient_id: anna,
              recipient_user_id: annaId,
              ...parts,
            },
          ],
        }),
      ),
    );
  const of = {
    account,
    at,
    sender: { phone: `+${anna}`, userId: annaId },
    type: 'status',
    messageId: 'wamid.ours',
  };

  test.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
  ])('%s', (name, expected) => {
    expect(status({ status: name })).toEqual([
      { ...of, externalId: `wamid.ours:${name}`, status: expected },
    ]);
  });

  test('carries our id and the price category', () => {
    const pricing = { billable: true, pricing_model: 'PMP', category: 'utility', type: 'regular' };
    expect(status({ status: 'sent', biz_opaque_callback_data: '0198-id', pricing })).toEqual([
      {
        ...of,
        externalId: 'wamid.ours:sent',
        status: 'sent',
        correlation: '0198-id',
        priceCategory: 'utility',
      },
    ]);
  });

  test.each([
    [
      [{ code: 131026, title: 'Message undeliverable' }],
      { type: 'recipient_gone', code: '131026' },
    ],
    [[{ title: 'no code' }, { code: 131047 }], { type: 'window_closed', code: '131047' }],
    [[], { type: 'rejected', code: 'failed', elsewhere: false }],
    [undefined, { type: 'rejected', code: 'failed', elsewhere: false }],
  ])('failed for %j', (errors, outcome) => {
    expect(status({ status: 'failed', errors })).toEqual([
      { ...of, externalId: 'wamid.ours:failed', status: 'failed', outcome },
    ]);
  });

  test('of a name we do not know', () => {
    expect(status({ status: 'deleted' })).toMatchObject([
      { externalId: 'wamid.ours:deleted', type: 'unsupported', what: 'status.deleted' },
    ]);
  });
});

describe('a batch', () => {
  const hello = message({ type: 'text', text: { body: 'x' } });

  test('of two clinics keeps each number', () => {
    const second = messages({
      metadata: metadata(otherAccount),
      messages: [{ ...hello, id: 'wamid.2' }],
    });
    const first = messages({ messages: [hello], statuses: [{ id: 'wamid.3', status: 'read' }] });
    const more = { id: 'waba2', changes: [second] };
    const events = parse({
      ...webhook(first, second),
      entry: [...webhook(first, second).entry, more],
    });
    expect(events.map((event) => [event.account, event.externalId])).toEqual([
      [account, wamid],
      [account, 'wamid.3:read'],
      [otherAccount, 'wamid.2'],
      [otherAccount, 'wamid.2'],
    ]);
  });

  test('keeps what is sound beside what is malformed', () => {
    const value = {
      contacts: 'none',
      messages: [null, hello, { type: 'text' }, 5],
      statuses: [{ status: 'sent' }, { id: 'wamid.3', status: 'sent' }],
      errors: [{ code: 131016, title: 'x' }, 'boom'],
    };
    const events = parse(
      webhook(null, messages(value), { field: 'messages' }, { field: 'new', value: {} }),
    );
    expect(events.map((e) => (e.type === 'unsupported' ? e.what : e.type))).toEqual([
      'change.malformed',
      'message.malformed',
      'text',
      'message.malformed',
      'message.malformed',
      'status.malformed',
      'status',
      'account',
      'error.malformed',
      'change.malformed',
      'field.new',
    ]);
  });

  test.each([
    ['not JSON', '{"entry":', 'not_json'],
    ['no entry', {}, 'no_entry'],
    ['an entry that is none', { entry: [7] }, 'entry.malformed'],
    ['no messages', webhook(messages({})), 'messages.empty'],
    ['nested beyond the stack', '['.repeat(200_000) + ']'.repeat(200_000), 'no_entry'],
  ])('of %s is one event whose id comes from the bytes', (_name, value, what) => {
    const events = parse(value);
    expect(events).toEqual([
      {
        type: 'unsupported',
        what,
        account,
        externalId: expect.stringMatching(/^raw:[0-9a-f]{32}$/),
        at: null,
        sender: null,
      },
    ]);
    expect(parse(value)).toEqual(events);
  });
});

test('our number is learnt from the metadata of our own changes', () => {
  expect(displayPhone(bytes(webhook(messages({}))), account)).toBe(`+${ownDigits}`);
  expect(displayPhone(bytes(webhook(messages({}))), otherAccount)).toBeNull();
  expect(displayPhone(bytes('{'), account)).toBeNull();
});

describe('whatever comes', () => {
  test('bytes and JSON never throw and never vanish', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (body) => {
        expect(parseWebhook(body, account).length).toBeGreaterThan(0);
      }),
    );
  });

  test('every element of a batch gives one event', () => {
    const kinds = [
      'text',
      'button',
      'interactive',
      'contacts',
      'system',
      'reaction',
      'audio',
      'edit',
    ];
    const shaped = fc
      .record({
        type: fc.constantFrom(...kinds),
        part: fc.jsonValue(),
        more: fc.dictionary(fc.string(), fc.jsonValue()),
      })
      .map(({ type, part, more }) => ({ ...more, ...message({ type, [type]: part }) }));
    const element = fc.oneof(fc.jsonValue(), shaped);
    const list = fc.array(element, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(list, list, list, (received, statuses, errors) => {
        const value = { contacts: [contact], messages: received, statuses, errors };
        const expected = received.length + statuses.length + errors.length;
        expect(parse(webhook(messages(value)))).toHaveLength(expected);
      }),
    );
  });
});
