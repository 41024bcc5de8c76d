/** Vercel's Chat SDK with its Telegram adapter and its PostgreSQL state. It answers first and works after. */

import { createPostgresState } from '@chat-adapter/state-pg';
import { createTelegramAdapter } from '@chat-adapter/telegram';
import { Chat } from 'chat';
import { Hono } from 'hono';
import { secrets } from '../support/secrets.ts';
import { serveApp } from './serve.ts';

const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silent,
};

serveApp(async ({ databaseUrl, apiRoot }) => {
  const telegram = createTelegramAdapter({
    botToken: '42:t',
    secretToken: secrets.telegram,
    mode: 'webhook',
    userName: 'bench_bot',
    apiUrl: apiRoot,
    logger: silent,
  });
  const chat = new Chat({
    userName: 'bench_bot',
    adapters: { telegram },
    state: createPostgresState({ url: databaseUrl, logger: silent }),
    logger: silent,
  });
  chat.onDirectMessage(async () => {});
  const app = new Hono();
  app.post('/telegram', (c) => chat.webhooks.telegram(c.req.raw));
  return app;
});
