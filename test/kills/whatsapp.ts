/** The part of the Cloud API that the product uses, and the bodies of its webhooks in Meta's shapes. */

import { createHmac } from 'node:crypto';
import { templateDefinitions } from '../../src/text/proactive.ts';
import { buttonsOf } from './http.ts';
import type { Asked } from './journal.ts';
import type { Sending } from './platform.ts';
import type { Call } from './telegram.ts';

export const whatsAppSetup = {
  accessToken: 'kills-secret-token-of-whatsapp',
  phoneNumberId: '730000000000001',
  businessAccountId: '730000000000002',
  appSecret: 'kills-secret-of-the-app',
  verifyToken: 'kills-secret-to-verify',
} as const;

interface WhatsApp {
  sending(call: Call): Sending | null;
  answer(call: Call): Promise<unknown>;
}

type Json = Record<string, unknown>;

export function whatsAppOf(): WhatsApp {
  let last = 0;

  function sending({ url, body }: Call): Sending | null {
    if (!url.includes('/messages')) return null;
    const said = JSON.parse(body) as Json & { text?: { body: string } };
    // A blue tick is no message.
    if (said.status === 'read') return null;
    const to = String(said.to).replace('+', '');
    return {
      asked: {
        channel: 'whatsapp',
        to,
        text: said.text?.body ?? '',
        correlation: String(said.biz_opaque_callback_data),
        edits: null,
        buttons: buttonsOf(body),
      },
      accept: () => {
        last += 1;
        const id = `wamid.kills${last}`;
        const contacts = [{ input: said.to, wa_id: to }];
        const accepted = { messaging_product: 'whatsapp', contacts, messages: [{ id }] };
        return { externalId: id, body: accepted };
      },
      throttled: {
        error: { message: 'Rate limit hit', type: 'OAuthException', code: 131_056 },
      },
    };
  }

  return {
    sending,
    answer: async ({ url }) => {
      if (url.includes('/message_templates')) return { data: templates() };
      if (url.includes('/subscribed_apps')) return { data: [{}] };
      if (url.includes('/messages')) return { success: true };
      return { display_phone_number: '+7 800 555-73-00', verified_name: 'kills' };
    },
  };
}

const templates = () =>
  templateDefinitions().map(({ name, language }, index) => ({
    id: String(index),
    name,
    language,
    status: 'APPROVED',
    category: 'UTILITY',
  }));

/** One POST of Meta's: any number of changes, each with messages or statuses. */
export const envelope = (values: readonly Json[]): string =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: values.map((value) => ({
      id: whatsAppSetup.businessAccountId,
      time: now(),
      changes: [{ field: 'messages', value: { ...metadata, ...value } }],
    })),
  });

const metadata = {
  messaging_product: 'whatsapp',
  metadata: {
    display_phone_number: '78005557300',
    phone_number_id: whatsAppSetup.phoneNumberId,
  },
};
const now = () => Math.floor(Date.now() / 1000);

export const signatureOf = (body: string): string =>
  `sha256=${createHmac('sha256', whatsAppSetup.appSecret).update(body).digest('hex')}`;

export const messageValue = (
  { from, name, id }: { from: string; name: string; id: string },
  content: Json,
): Json => ({
  contacts: [{ profile: { name }, wa_id: from }],
  messages: [{ from, id, timestamp: String(now()), ...content }],
});

export const statusValue = (
  { externalId, to, correlation }: Pick<Asked, 'to' | 'correlation'> & { externalId: string },
  status: 'sent' | 'delivered',
): Json => ({
  statuses: [
    {
      id: externalId,
      status,
      timestamp: String(now()),
      recipient_id: to,
      biz_opaque_callback_data: correlation,
    },
  ],
});
