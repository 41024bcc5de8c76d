import { expect, test } from 'vitest';
import { createTelegram } from '../../bots/telegram/channel.ts';
import { type PolledUpdate, pollTelegram } from '../../bots/telegram/poll.ts';
import { describeChannel } from './contract.ts';
import { accounts, type Place, startSandbox } from './contract-sandbox.ts';

const webhookSecret = 'Sandbox_secret-1';

describeChannel(
  'telegram',
  async () => ({
    ...(await startSandbox('telegram', (place) =>
      createTelegram({
        ...place,
        token: accounts.telegram.token,
        webhookSecret,
        updates: 'webhook',
        commands: [{ command: 'help', description: 'help' }],
      }),
    )),
    // Telegram proves itself by the header alone.
    tampered: ({ body }) => ({
      body,
      headers: new Headers({ 'x-telegram-bot-api-secret-token': 'Sandbox_secret-2' }),
    }),
  }),
  { statuses: 'Telegram tells nothing after the answer', window: 'Telegram has none' },
);

test('polling brings what a webhook would, each update once', async () => {
  const { token } = accounts.telegram;
  let apiRoot = '';
  const create = (place: Place) => {
    apiRoot ||= place.apiRoot;
    return createTelegram({ ...place, token, webhookSecret: undefined, updates: 'poll' });
  };
  const h = await startSandbox('telegram', create, 'poll');
  await h.act('text', { text: 'Можно на 11?' });
  const abort = new AbortController();
  const items: PolledUpdate[] = [];
  const accept = async (batch: readonly PolledUpdate[]) => {
    items.push(...batch);
    // The second batch proves that the first was confirmed.
    if (items.some(({ event }) => event.type === 'edited')) abort.abort();
    else await h.act('edit', { messageId: messageId(items.at(-1)), text: 'Можно на 12?' });
  };
  await pollTelegram({ token, apiRoot, accept, signal: abort.signal });
  expect(items.map(({ event }) => event)).toMatchObject([
    { type: 'start', token: '', sender: h.patient },
    { type: 'text', text: 'Можно на 11?' },
    { type: 'edited', text: 'Можно на 12?' },
  ]);
  await h.close();
});

const messageId = (item: PolledUpdate | undefined): number =>
  JSON.parse(item?.raw ?? '{}').message.message_id;
