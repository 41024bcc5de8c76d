/** Which messengers this installation serves, from its configuration. */

import type { Channel } from '../../bots/channel.ts';
import { createTelegram } from '../../bots/telegram/channel.ts';
import { createWhatsApp } from '../../bots/whatsapp/channel.ts';
import { commands } from '../text/links.ts';
import type { Config } from './config.ts';

export interface TelegramSetup {
  readonly token: string;
  readonly apiRoot: string;
  readonly updates: 'webhook' | 'poll';
  readonly webhookSecret: string | undefined;
  readonly publicUrl: string | undefined;
  /** Null where what waits for us never goes away. */
  readonly keepsUpdatesMs?: null;
}

export interface WhatsAppSetup {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  /** Without it templates are neither registered nor watched. */
  readonly businessAccountId: string | undefined;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly apiRoot: string;
  readonly graphVersion: string;
  /** Our own door as Meta sees it. */
  readonly webhookUrl?: string | undefined;
  /** Null where what waits for us never goes away. */
  readonly keepsUpdatesMs?: null;
}

/** `request` instead of the runtime's own `fetch`. */
export const telegramChannel = (setup: TelegramSetup, request?: typeof fetch): Channel =>
  createTelegram({ ...setup, commands, fetch: request });

export function whatsAppChannel(setup: WhatsAppSetup, request?: typeof fetch): Channel {
  const businessAccountId = setup.businessAccountId ?? '';
  const channel = createWhatsApp({ ...setup, businessAccountId, fetch: request });
  if (setup.businessAccountId) return channel;
  const { syncTemplates: _, ...rest } = channel;
  return rest;
}

/** Null without a token. */
export function realTelegram(config: Config, updates: 'webhook' | 'poll'): TelegramSetup | null {
  if (!config.TELEGRAM_BOT_TOKEN) return null;
  return {
    token: config.TELEGRAM_BOT_TOKEN,
    apiRoot: config.TELEGRAM_API_ROOT,
    updates,
    webhookSecret: config.TELEGRAM_WEBHOOK_SECRET,
    publicUrl: config.PUBLIC_URL,
  };
}

/** Null without a token; the configuration has made sure that the rest is there. */
export function realWhatsApp(config: Config): WhatsAppSetup | null {
  if (!config.WHATSAPP_ACCESS_TOKEN) return null;
  return {
    accessToken: config.WHATSAPP_ACCESS_TOKEN,
    phoneNumberId: config.WHATSAPP_PHONE_NUMBER_ID ?? '',
    businessAccountId: config.WHATSAPP_BUSINESS_ACCOUNT_ID,
    appSecret: config.WHATSAPP_APP_SECRET ?? '',
    verifyToken: config.WHATSAPP_VERIFY_TOKEN ?? '',
    apiRoot: config.WHATSAPP_API_ROOT,
    graphVersion: config.WHATSAPP_GRAPH_VERSION,
    webhookUrl: config.PUBLIC_URL && `${config.PUBLIC_URL}/webhooks/whatsapp`,
  };
}
