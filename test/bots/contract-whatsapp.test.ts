import { expect, test } from 'vitest';
import { createWhatsApp } from '../../bots/whatsapp/channel.ts';
import type { TemplateDefinition } from '../../src/domain/content.ts';
import { describeChannel } from './contract.ts';
import { accounts, startSandbox } from './contract-sandbox.ts';

const start = () =>
  startSandbox('whatsapp', (place) =>
    createWhatsApp({ ...place, ...accounts.whatsapp, graphVersion: 'v25.0' }),
  );

describeChannel(
  'whatsapp',
  async () => ({
    ...(await start()),
    tampered: ({ headers, body }) => ({
      headers,
      body: body.map((byte, i) => (i === 20 ? byte ^ 1 : byte)),
    }),
  }),
  { block: 'WhatsApp does not tell a block', edit: 'WhatsApp has none' },
);

test('a template is registered once and carries its parameters and payloads', async () => {
  const h = await start();
  const definition: TemplateDefinition = {
    name: 'visit_reminder_v1',
    language: 'ru',
    category: 'utility',
    body: 'Здравствуйте, {{first_name}}! Ждём вас {{visit_date}} в клинике на Ленина, пять.',
    examples: { first_name: 'Анна', visit_date: '3 мая' },
    buttons: ['Приду', 'Отменить'],
    ttlSeconds: 43_200,
  };
  const registered = expect.arrayContaining([
    expect.objectContaining({ name: 'visit_reminder_v1', language: 'ru', category: 'UTILITY' }),
  ]);
  expect(await h.channel.syncTemplates?.([definition])).toEqual(registered);
  const before = h.requests();
  expect(await h.channel.syncTemplates?.([definition])).toEqual(registered);
  expect(h.requests()).toBe(before + 1);
  await h.webhooks();

  const template = {
    name: definition.name,
    language: 'ru',
    params: { first_name: 'Анна', visit_date: '5 мая' },
    buttons: ['a:c:1', 'a:x:1'],
  } as const;
  const outcome = await h.channel.send({
    messageId: 'our-id-2',
    to: h.patient,
    form: 'template',
    content: { text: 'x', template },
    signal: new AbortController().signal,
  });
  expect(outcome).toMatchObject({ type: 'accepted' });
  expect(await h.accepted()).toEqual([
    'Здравствуйте, Анна! Ждём вас 5 мая в клинике на Ленина, пять.',
  ]);
  await h.webhooks();
  await h.act('tap', { label: 'Отменить' });
  const events = (await h.webhooks()).flatMap(({ body }) => h.channel.parse(body));
  expect(events).toMatchObject([{ type: 'button', data: 'a:x:1', label: 'Отменить' }]);
  await h.close();
});
