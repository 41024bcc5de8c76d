/** Zabota's doors as they are: verified, parsed, STOP read and obeyed, stored in one transaction, then 200. */

import { telegramChannel, whatsAppChannel } from '../../../src/entry/channels.ts';
import { openPostgres } from '../../../src/store/postgres.ts';
import { createWebhooks } from '../../../src/web/webhooks.ts';
import { contextOf } from '../support/context.ts';
import { secrets } from '../support/secrets.ts';
import { serveApp } from './serve.ts';

const nowhere = 'http://127.0.0.1:9';

serveApp(async ({ databaseUrl }) => {
  const channels = [
    telegramChannel({
      token: '42:t',
      apiRoot: nowhere,
      updates: 'webhook',
      webhookSecret: secrets.telegram,
      publicUrl: nowhere,
    }),
    whatsAppChannel({
      accessToken: 'a',
      phoneNumberId: '106',
      businessAccountId: undefined,
      appSecret: secrets.whatsapp,
      verifyToken: 'v',
      apiRoot: nowhere,
      graphVersion: 'v25.0',
    }),
  ];
  const { db } = openPostgres(databaseUrl);
  const clock = { now: () => new Date() };
  return createWebhooks(contextOf({ db, clock, channels }), { challenge: null });
});
