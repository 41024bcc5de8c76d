/** Both messengers on a port of their own, for a product that runs in a process of its own. */

import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createSandbox } from '../../bots/sandbox/sandbox.ts';

export interface Platforms {
  /** With `/api` for the phones. */
  readonly root: string;
  /** What makes the product take them for the real ones. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const telegram = { token: '7000000001:telegram-secret', username: 'platform_test_bot' };
const whatsapp = {
  accessToken: 'access-secret',
  phoneNumberId: '100000000000001',
  businessAccountId: '200000000000001',
  appSecret: 'app-secret',
  verifyToken: 'verify-secret',
};

export async function startPlatforms(productOrigin: string): Promise<Platforms> {
  const sandbox = createSandbox({
    clock: { now: () => new Date() },
    telegram,
    whatsapp: {
      ...whatsapp,
      displayPhone: '+78005550100',
      webhookUrl: () => `${productOrigin}/webhooks/whatsapp`,
    },
  });
  const app = new Hono().route('/sandbox', sandbox.app);
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sandbox`;
  return {
    root,
    env: {
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: `${root}/telegram`,
      TELEGRAM_WEBHOOK_SECRET: 'webhook-secret',
      WHATSAPP_ACCESS_TOKEN: whatsapp.accessToken,
      WHATSAPP_PHONE_NUMBER_ID: whatsapp.phoneNumberId,
      WHATSAPP_BUSINESS_ACCOUNT_ID: whatsapp.businessAccountId,
      WHATSAPP_APP_SECRET: whatsapp.appSecret,
      WHATSAPP_VERIFY_TOKEN: whatsapp.verifyToken,
      WHATSAPP_API_ROOT: `${root}/whatsapp`,
    },
    stop: async () => {
      await sandbox.stop();
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
}
