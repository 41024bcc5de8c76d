/** Whether Meta's webhooks would reach us: our own door answers from outside, and our app is subscribed. */

import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import type { WhatsAppOptions } from './channel.ts';
import { clientFor } from './client.ts';
import { outcomeOf } from './outcome.ts';

const callMs = 10_000;
/** A delivery of nothing: it is let in by its signature and stores nothing. */
const empty = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });

/** Null if proven, else a code for the owner. */
export async function webhookListens(options: WhatsAppOptions): Promise<string | null> {
  return (await knock(options)) ?? (await subscription(options));
}

async function knock({ webhookUrl, appSecret, fetch: request = fetch }: WhatsAppOptions) {
  if (!webhookUrl || !appSecret) return 'no_public_url';
  try {
    const body = new TextEncoder().encode(empty);
    const { status } = await request(webhookUrl, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${await sign(appSecret, body)}`,
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(callMs),
    });
    return status === 200 ? null : 'webhook_failing';
  } catch {
    return 'webhook_unreachable';
  }
}

async function sign(secret: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const how = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), how, false, [
    'sign',
  ]);
  return bytesToHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, body)));
}

const subscribed = z.object({ data: z.array(z.unknown()) });

/** Without a business account there is nobody to ask; that our door opens has to do. */
async function subscription(options: WhatsAppOptions): Promise<string | null> {
  if (!options.businessAccountId) return null;
  const path = `${options.businessAccountId}/subscribed_apps`;
  try {
    const client = clientFor(options, AbortSignal.timeout(callMs));
    const { data } = subscribed.parse(await client.request('GET', path, { responseType: 'json' }));
    return data.length > 0 ? null : 'not_subscribed';
  } catch (error) {
    const outcome = outcomeOf(error);
    return outcome.type === 'channel_down' ? outcome.code : 'unreachable';
  }
}
