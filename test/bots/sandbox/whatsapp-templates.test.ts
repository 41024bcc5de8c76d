import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  accountId,
  addPhone,
  begin,
  type Harness,
  hour,
  inbound,
  type Json,
  numberId,
} from './harness.ts';

let h: Harness;
beforeEach(() => {
  h = begin();
});
afterEach(() => h.sandbox.stop());

const path = `${accountId}/message_templates`;
const params = [
  { param_name: 'name', example: 'Anna' },
  { param_name: 'day', example: '3 May' },
];
const body = (text: string, named = params) => ({
  type: 'BODY',
  text,
  example: { body_text_named_params: named },
});
const reminder = {
  name: 'reminder_v1',
  language: 'en',
  category: 'UTILITY',
  parameter_format: 'named',
  message_send_ttl_seconds: 43_200,
  components: [
    body('Hello {{name}}, we expect you on {{day}} at the clinic.'),
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Confirm' },
        { type: 'quick_reply', text: 'Cancel' },
      ],
    },
  ],
};
const create = (change: object = {}) => h.graph('POST', path, { ...reminder, ...change });
const withBody = (text: string, named = params) => ({ components: [body(text, named)] });

describe('registering', () => {
  test('is approved at once and told by a webhook', async () => {
    const made = await create();
    expect(made).toMatchObject({ status: 'APPROVED', category: 'UTILITY' });
    await h.sandbox.idle();
    expect(h.received[0]!.body.entry[0].changes[0]).toMatchObject({
      field: 'message_template_status_update',
      value: {
        event: 'APPROVED',
        message_template_id: Number(made.id),
        message_template_name: 'reminder_v1',
      },
    });
    expect((await h.graph('GET', `${path}?name=reminder_v1`)).data).toMatchObject([
      { id: made.id, parameter_format: 'NAMED' },
    ]);
  });

  test('waits for moderation when told to', async () => {
    await h.control('POST', '/whatsapp/moderation', { mode: 'manual' });
    expect((await create()).status).toBe('PENDING');
    await h.control('POST', '/whatsapp/templates/reminder_v1:en', {
      status: 'REJECTED',
      reason: 'PROMOTIONAL',
      category: 'MARKETING',
    });
    await h.sandbox.idle();
    expect(h.received.map((hook) => hook.body.entry[0].changes[0].field)).toEqual([
      'message_template_status_update',
      'template_category_update',
    ]);
  });

  test.each<[string, object, Json]>([
    ['a capital in the name', { name: 'Reminder' }, { code: 100 }],
    ['no language', { language: undefined }, { code: 131008 }],
    ['an unknown category', { category: 'OTHER' }, { code: 100 }],
    [
      'a variable at the start',
      withBody('{{name}}, we expect you on {{day}} here.'),
      { error_subcode: 2388299 },
    ],
    [
      'a variable at the end',
      withBody('Hello {{name}}, we expect you on {{day}}'),
      { error_subcode: 2388299 },
    ],
    [
      'variables side by side',
      withBody('Hello {{name}} {{day}} and some more words here.'),
      { code: 100 },
    ],
    ['too many variables', withBody('Hi {{name}} on {{day}}.'), { error_subcode: 2388293 }],
    ['no example', withBody('Hello {{name}}, we expect you on {{day}} here.', []), { code: 100 }],
    ['a body of 1025', withBody('x'.repeat(1025)), { error_subcode: 2388040 }],
    ['no body', { components: [{ type: 'FOOTER', text: 'x' }] }, { error_subcode: 2388072 }],
    [
      'a variable in the footer',
      { components: [...reminder.components, { type: 'FOOTER', text: 'a {{b}} c' }] },
      { error_subcode: 2388073 },
    ],
    [
      'a label of 26',
      {
        components: [
          reminder.components[0],
          { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'x'.repeat(26) }] },
        ],
      },
      { code: 100 },
    ],
    ['a life of a day for utility', { message_send_ttl_seconds: 86_400 }, { code: 100 }],
  ])('refuses %s', async (_what, change, error) => {
    expect(await create(change)).toMatchObject({ status: 400, error });
  });

  test('a name and language exist once, and a deleted name rests 30 days', async () => {
    await create();
    expect(await create()).toMatchObject({ error: { error_subcode: 2388024 } });
    expect(await h.graph('DELETE', `${path}?name=reminder_v1`)).toMatchObject({ success: true });
    expect(await create()).toMatchObject({ error: { error_subcode: 2388023 } });
    h.advance(31 * 24 * hour);
    expect(await create()).toMatchObject({ status: 'APPROVED' });
  });

  test('lists come in pages', async () => {
    for (const n of [1, 2, 3]) await create({ name: `t_${n}` });
    const first = await h.graph('GET', `${path}?limit=2&fields=name`);
    expect(first.data.map((each: Json) => Object.keys(each))).toEqual([
      ['id', 'name'],
      ['id', 'name'],
    ]);
    const next = new URL(first.paging.next);
    const second = await h.graph('GET', `${path}${next.search}`);
    expect(second.data.map((each: Json) => each.name)).toEqual(['t_3']);
    expect(second.paging.next).toBeUndefined();
  });

  test('an approved one is edited once in 24 hours, and keeps its category', async () => {
    const { id } = await create();
    const edit = withBody('Dear {{name}}, we wait for you on {{day}} here.');
    expect(await h.graph('POST', id, { ...edit, category: 'MARKETING' })).toMatchObject({
      status: 400,
    });
    expect(await h.graph('POST', id, edit)).toMatchObject({ success: true });
    expect(await h.graph('POST', id, edit)).toMatchObject({ status: 400 });
    h.advance(25 * hour);
    expect(await h.graph('POST', id, edit)).toMatchObject({ success: true });
  });

  test('an app that unsubscribed is told nothing', async () => {
    await h.graph('DELETE', `${accountId}/subscribed_apps`);
    await create();
    await h.sandbox.idle();
    expect(h.received).toEqual([]);
    expect(await h.graph('POST', `${accountId}/subscribed_apps`)).toMatchObject({ success: true });
  });
});

describe('sending', () => {
  const text = (parameter_name: string, value: string) => ({
    type: 'text',
    parameter_name,
    text: value,
  });
  const good = [text('name', 'Anna'), text('day', '3 May')];
  const send = (parameters: object[] = good, change: object = {}, more: object[] = []) =>
    h.graph('POST', `${numberId}/messages`, {
      messaging_product: 'whatsapp',
      to: '+79990000001',
      type: 'template',
      template: {
        name: 'reminder_v1',
        language: { code: 'en' },
        components: [{ type: 'body', parameters }, ...more],
        ...change,
      },
    });
  const payload = (index: string, value: string) => ({
    type: 'button',
    sub_type: 'quick_reply',
    index,
    parameters: [{ type: 'payload', payload: value }],
  });

  test('goes outside the window, is filled in, and its tap comes as a button', async () => {
    const { id } = await addPhone(h);
    await create();
    await h.sandbox.idle();
    h.received.length = 0;
    expect(await send(good, {}, [payload('0', 'c:1')])).toMatchObject({
      messages: [{ message_status: 'accepted' }],
    });
    const [message] = (await h.control('GET', `/phones/${id}`)).whatsapp.messages;
    expect(message).toMatchObject({
      text: 'Hello Anna, we expect you on 3 May at the clinic.',
      template: { name: 'reminder_v1', language: 'en', params: { name: 'Anna', day: '3 May' } },
      buttons: [[{ label: 'Confirm', data: 'c:1' }], [{ label: 'Cancel', data: 'Cancel' }]],
    });
    await h.control('POST', `/phones/${id}/whatsapp/tap`, { label: 'Confirm' });
    await h.sandbox.idle();
    expect(inbound(h)[0]).toMatchObject({
      type: 'button',
      button: { payload: 'c:1', text: 'Confirm' },
      context: { id: message.id },
    });
    expect((await h.control('GET', `/phones/${id}`)).whatsapp.windowUntil).not.toBe(null);
  });

  test.each<[string, () => Promise<Json>, number, number]>([
    ['an unknown name', () => send(good, { name: 'other' }), 132001, 404],
    ['an unknown language', () => send(good, { language: { code: 'ru' } }), 132001, 404],
    ['too few parameters', () => send([good[0]!]), 132000, 400],
    [
      'a parameter without its name',
      () => send([good[0]!, { type: 'text', text: 'x' }]),
      132012,
      400,
    ],
    ['another type', () => send([good[0]!, { type: 'image', parameter_name: 'day' }]), 132012, 400],
    ['an empty value', () => send([good[0]!, text('day', '')]), 131008, 400],
    ['a line break', () => send([good[0]!, text('day', 'a\nb')]), 132018, 400],
    [
      'a text that grows too long',
      () => send([good[0]!, text('day', 'x'.repeat(1024))]),
      132005,
      400,
    ],
    ['a button that is not there', () => send(good, {}, [payload('7', 'x')]), 132018, 400],
  ])('refuses %s', async (_what, run, code, status) => {
    await addPhone(h);
    await create();
    expect(await run()).toMatchObject({ status, error: { code } });
  });

  test('paused, unpaused and disabled', async () => {
    await addPhone(h);
    const { id } = await create();
    const decide = (status: string) => h.control('POST', `/whatsapp/templates/${id}`, { status });
    await decide('PAUSED');
    expect(await send()).toMatchObject({ error: { code: 132015 } });
    expect(await h.graph('POST', `${id}/unpause`)).toMatchObject({ success: true });
    expect(await send()).toMatchObject({ status: 200 });
    await decide('DISABLED');
    expect(await send()).toMatchObject({ error: { code: 132016 } });
  });

  test('marketing does not go to one who stopped it', async () => {
    const { id } = await addPhone(h);
    await create({ category: 'MARKETING', message_send_ttl_seconds: undefined });
    const prefer = (stopped: boolean) =>
      h.control('POST', `/phones/${id}/whatsapp/marketing`, { stopped });
    await prefer(true);
    expect(await send()).toMatchObject({ status: 400, error: { code: 131050 } });
    await prefer(false);
    expect(await send()).toMatchObject({ status: 200 });
  });
});
