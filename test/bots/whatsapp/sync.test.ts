import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { syncTemplates } from '../../../bots/whatsapp/sync.ts';
import { creationPayload } from '../../../bots/whatsapp/templates.ts';
import type { TemplateDefinition } from '../../../src/domain/content.ts';
import {
  closedPort,
  html,
  json,
  type Platform,
  type Received,
  startPlatform,
} from '../contract-server.ts';
import { waba } from './fixtures.ts';

let platform: Platform;
let before = 0;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(() => {
  before = platform.received.length;
});

const definition: TemplateDefinition = {
  name: 'visit_reminder_v1',
  language: 'ru',
  category: 'utility',
  body: 'Здравствуйте, {{first_name}}! Напоминаем о визите {{visit_date}}, приходите.',
  examples: { first_name: 'Анна', visit_date: '3 мая' },
  buttons: ['Приду', 'Отменить'],
  ttlSeconds: 43_200,
};
const other = { ...definition, name: 'wellbeing_v1', language: 'en' } as const;
const created = {
  name: 'visit_reminder_v1',
  language: 'ru',
  category: 'UTILITY',
  parameter_format: 'named',
  message_send_ttl_seconds: 43_200,
  components: [
    {
      type: 'BODY',
      text: definition.body,
      example: {
        body_text_named_params: [
          { param_name: 'first_name', example: 'Анна' },
          { param_name: 'visit_date', example: '3 мая' },
        ],
      },
    },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Приду' },
        { type: 'QUICK_REPLY', text: 'Отменить' },
      ],
    },
  ],
};

const sync = (wanted: readonly TemplateDefinition[], apiRoot = platform.url) =>
  syncTemplates(
    { accessToken: 't', apiRoot, graphVersion: 'v25.0', businessAccountId: waba },
    wanted,
  );
const seen = () => platform.received.slice(before);
const registered = (name: string, language: string, category = 'UTILITY') => ({
  id: '1',
  name,
  language,
  status: 'APPROVED',
  category,
  components: [],
});
const state = (name: string, language: string, category = 'UTILITY') => ({
  name,
  language,
  status: 'APPROVED',
  category,
});
const answerBy = (answer: (request: Received) => ReturnType<typeof json>) =>
  platform.answer((response, request) => answer(request)(response, request));

test('the creation payload', () => {
  expect(creationPayload(definition)).toEqual(created);
});

test('a template of words alone has neither example nor buttons', () => {
  expect(creationPayload({ ...definition, body: 'x', examples: {}, buttons: [] })).toMatchObject({
    components: [{ type: 'BODY', text: 'x' }],
  });
});

test('pages are read to the end, what is missing is created, categories are as the platform says', async () => {
  answerBy(({ method, path }) => {
    if (method === 'POST') return json(200, { id: '9', status: 'PENDING', category: 'MARKETING' });
    if (path.includes('after=abc'))
      return json(200, {
        data: [registered('wellbeing_v1', 'en', 'MARKETING')],
        paging: { cursors: { after: 'end' } },
      });
    return json(200, {
      data: [registered('hello_world', 'en_US'), { broken: true }],
      paging: { next: 'https://graph/next', cursors: { after: 'abc' } },
    });
  });
  expect(await sync([definition, other])).toEqual([
    state('hello_world', 'en_US'),
    state('wellbeing_v1', 'en', 'MARKETING'),
    { name: 'visit_reminder_v1', language: 'ru', status: 'PENDING', category: 'MARKETING' },
  ]);
  expect(seen().filter(({ method }) => method === 'POST')).toMatchObject([
    { path: `/v25.0/${waba}/message_templates`, body: created },
  ]);
});

test('the same name in another language is another template', async () => {
  answerBy(({ method }) =>
    method === 'POST'
      ? json(200, { id: '9', status: 'PENDING', category: 'UTILITY' })
      : json(200, { data: [registered('visit_reminder_v1', 'en')] }),
  );
  await sync([definition]);
  expect(seen().map(({ method }) => method)).toEqual(['GET', 'POST']);
});

test('one that cannot be created does not keep back the next', async () => {
  answerBy(({ method, body }) => {
    if (method === 'GET') return json(200, { data: [] });
    return (body as { name: string }).name === 'visit_reminder_v1'
      ? json(400, { error: { code: 100, error_subcode: 2_388_299 } })
      : json(200, { id: '9', status: 'PENDING', category: 'UTILITY' });
  });
  expect(await sync([definition, other])).toEqual([
    { name: 'wellbeing_v1', language: 'en', status: 'PENDING', category: 'UTILITY' },
  ]);
});

test('half a list creates nothing', async () => {
  answerBy(({ path }) =>
    path.includes('after=abc')
      ? html(502)
      : json(200, {
          data: [registered('hello_world', 'en_US')],
          paging: { next: 'https://graph/next', cursors: { after: 'abc' } },
        }),
  );
  expect(await sync([definition])).toEqual([state('hello_world', 'en_US')]);
  expect(seen().map(({ method }) => method)).toEqual(['GET', 'GET']);
});

test('no server, nothing known', async () => {
  expect(await sync([definition], await closedPort())).toEqual([]);
});
