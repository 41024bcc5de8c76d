import { describe, expect, test } from 'vitest';
import { parseWebhook } from '../../../bots/whatsapp/parse.ts';
import { account, anna, annaId, at, bytes, messages, waba, webhook } from './fixtures.ts';

const read = (field: string, value: object) =>
  parseWebhook(bytes(webhook({ field, value })), account);
const template = {
  message_template_id: 1_689_556_908_129_832,
  message_template_name: 'visit_reminder_v1',
  message_template_language: 'en-US',
};
const base = { account, at, sender: null };

describe('a template', () => {
  const own = { ...base, type: 'template', name: 'visit_reminder_v1', language: 'en_US' };
  const id = `template:${template.message_template_id}`;

  test('approved', () => {
    const value = {
      ...template,
      event: 'APPROVED',
      reason: 'NONE',
      message_template_category: 'UTILITY',
    };
    expect(read('message_template_status_update', value)).toEqual([
      { ...own, externalId: `${id}:APPROVED:1795000000`, status: 'APPROVED', category: 'UTILITY' },
    ]);
  });

  test.each(['message_template_quality_update', 'message_template_status_update'])(
    'of a new quality, under the field %s',
    (field) => {
      const value = { ...template, previous_quality_score: 'GREEN', new_quality_score: 'YELLOW' };
      expect(read(field, value)).toEqual([
        { ...own, externalId: `${id}:YELLOW:1795000000`, quality: 'YELLOW' },
      ]);
    },
  );

  test('whose category will change is still what it was', () => {
    const value = { ...template, correct_category: 'MARKETING', new_category: 'UTILITY' };
    expect(read('template_category_update', value)).toMatchObject([{ category: 'UTILITY' }]);
  });

  test('whose category has changed', () => {
    const value = { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' };
    expect(read('template_category_update', value)).toEqual([
      { ...own, externalId: `${id}:MARKETING:1795000000`, category: 'MARKETING' },
    ]);
  });

  test('without a name', () => {
    expect(read('template_category_update', { new_category: 'MARKETING' })).toMatchObject([
      { type: 'unsupported', what: 'template_category_update.malformed' },
    ]);
  });
});

describe("WhatsApp's own stop", () => {
  const preference = (parts: object) => ({
    user_preferences: [
      {
        wa_id: anna,
        detail: 'x',
        category: 'marketing_messages',
        value: 'stop',
        timestamp: 1_795_000_000,
        ...parts,
      },
    ],
  });
  test.each([
    ['stop', { value: 'stop' }, { stopped: true, sender: { phone: `+${anna}` } }],
    ['resume', { value: 'resume' }, { stopped: false, sender: { phone: `+${anna}` } }],
    ['by id', { wa_id: undefined, user_id: annaId }, { stopped: true, sender: { userId: annaId } }],
  ])('%s', (_name, parts, expected) => {
    expect(read('user_preferences', preference(parts))).toEqual([
      {
        ...base,
        externalId: expect.stringMatching(/^preference:raw:/),
        type: 'platform_stop',
        scope: 'marketing',
        ...expected,
      },
    ]);
  });

  test.each([
    ['another category', preference({ category: 'calls' })],
    ['another value', preference({ value: 'maybe' })],
    ['nobody', preference({ wa_id: undefined })],
    ['no list', {}],
  ])('of %s is unsupported', (_name, value) => {
    expect(read('user_preferences', value)).toMatchObject([{ type: 'unsupported' }]);
  });
});

test.each([
  ['account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: [] }, 'ACCOUNT_RESTRICTION'],
  ['account_alerts', { alert_info: { alert_type: 'OBA_APPROVED' } }, 'OBA_APPROVED'],
  [
    'account_alerts',
    { alert_type: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED' },
    'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED',
  ],
  ['phone_number_quality_update', { event: 'FLAGGED', current_limit: 'TIER_250' }, 'FLAGGED'],
  ['phone_number_name_update', { decision: 'APPROVED' }, 'APPROVED'],
  ['business_capability_update', { max_daily_conversations_per_business: 2000 }, '2000'],
  ['security', { event: 'PIN_CHANGED', requester: '1' }, 'PIN_CHANGED'],
  ['business_username_update', { username: 'x' }, 'update'],
])('%s is for the owner', (field, value, code) => {
  expect(read(field, value)).toEqual([
    {
      ...base,
      externalId: expect.stringMatching(new RegExp(`^${field}:raw:`)),
      type: 'account',
      field,
      code,
    },
  ]);
});

test('an error of the number is for the owner', () => {
  const value = { errors: [{ code: 131016, title: 'Service unavailable' }] };
  expect(parseWebhook(bytes(webhook(messages(value))), account)).toMatchObject([
    { account, type: 'account', field: 'errors', code: '131016' },
  ]);
});

test('the same news at another time is another event', () => {
  const at = (time: number) =>
    parseWebhook(
      bytes({
        entry: [{ id: waba, time, changes: [{ field: 'account_update', value: { event: 'X' } }] }],
      }),
      account,
    )[0]?.externalId;
  expect(at(1)).toBe(at(1));
  expect(at(1)).not.toBe(at(2));
});
