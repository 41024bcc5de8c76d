/** grammY's webhook with one middleware that stores the update. */

import { Bot, webhookCallback } from 'grammy/web';
import { Hono } from 'hono';
import { secrets } from '../support/secrets.ts';
import type { Store } from './bare.ts';

export function grammyApp(store: Store): Hono {
  const bot = new Bot('42:t', {
    botInfo: {
      id: 42,
      is_bot: true,
      first_name: 'Bench',
      username: 'bench_bot',
      can_join_groups: false,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
      supports_join_request_queries: false,
    },
  });
  bot.on('message', ({ update }) =>
    store({ id: String(update.update_id), body: JSON.stringify(update) }),
  );
  const app = new Hono();
  app.post('/telegram', webhookCallback(bot, 'hono', { secretToken: secrets.telegram }));
  return app;
}
