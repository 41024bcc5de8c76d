import { z } from 'zod';
import type { Capabilities, Channel, InboundEvent, SendOutcome, SendRequest } from '../channel.ts';
import { documentBytes } from '../document.ts';
import { addressOf, phoneOf, text } from './body.ts';
import { type ClientOptions, clientFor } from './client.ts';
import { invitationLink } from './invitation.ts';
import { webhookListens } from './listens.ts';
import { outcomeOf } from './outcome.ts';
import { displayPhone, parseWebhook } from './parse.ts';
import { type Ready, render, withMedia } from './render.ts';
import { syncTemplates } from './sync.ts';
import { verifySignature } from './verify.ts';

export interface WhatsAppOptions extends ClientOptions {
  readonly phoneNumberId: string;
  /** The WABA that holds the templates. */
  readonly businessAccountId: string;
  /** Signs webhooks. Without it every webhook is refused. */
  readonly appSecret: string | undefined;
  /** Where Meta delivers: our webhook by its public address. Without it only a delivery proves the way in. */
  readonly webhookUrl?: string | undefined;
  /** 7 days (CHANNELS.md); null for a server that keeps them for ever. */
  readonly keepsUpdatesMs?: number | null | undefined;
}

const capabilities: Capabilities = {
  window: true,
  edits: false,
  receipts: true,
  contactRequest: false,
  writesFirst: true,
  // Not among the types of documents that Meta lists (…/business-phone-numbers/media): it would refuse the upload.
  calendarFiles: false,
  // 80/s per number, in and out together (…/throughput). One message in 6 s to one person, but up to
  // 45 may be borrowed from the future (…/about-the-platform): a dialogue must not wait 6 s per reply.
  rate: { perSecond: 60, addressGapMs: 1000 },
};

const smallCallMs = 10_000;
const keepsUpdatesMs = 7 * 24 * 3_600_000;

/** The WhatsApp channel of one number. */
export function createWhatsApp(options: WhatsAppOptions): Channel {
  const account = options.phoneNumberId;
  const keeps = options.keepsUpdatesMs === undefined ? keepsUpdatesMs : options.keepsUpdatesMs;
  let ownPhone: string | null = null;

  return {
    id: 'whatsapp',
    account,
    capabilities: { ...capabilities, keepsUpdatesMs: keeps ?? undefined },
    verify: (request) => verifySignature(request, options.appSecret),
    parse: (body) => {
      ownPhone ??= displayPhone(body, account);
      return parseWebhook(body, account);
    },
    send: (request) => send(options, request),
    acknowledge: (event) => markRead(options, event),
    invitationUrl: (link) => invitationLink(link, ownPhone),
    prepare: async () => {
      const learned = await learnPhone(options);
      ownPhone = learned.phone ?? ownPhone;
      return learned.code;
    },
    listens: () => webhookListens(options),
    syncTemplates: (wanted) => syncTemplates(options, wanted),
  };
}

async function send(options: WhatsAppOptions, request: SendRequest): Promise<SendOutcome> {
  const rendered = render(request);
  if (rendered.type === 'rejected') return rendered;
  const uploaded = await upload(options, rendered, request.signal);
  if (uploaded.type !== 'ready') return uploaded;
  if (request.signal.aborted) return { type: 'not_sent', code: 'aborted' };
  const { phoneNumberId } = options;
  try {
    const { messages } = clientFor(options, request.signal);
    return accepted(await messages.sendRaw({ phoneNumberId, payload: uploaded.payload }));
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Whatever becomes of an upload, no message has gone out yet. */
async function upload(
  options: WhatsAppOptions,
  { document, payload }: Ready,
  signal: AbortSignal,
): Promise<Ready | SendOutcome> {
  if (!document || signal.aborted) return { type: 'ready', payload };
  // The exact type, without a charset: Meta compares it with its list (…/business-phone-numbers/media).
  const type = 'text/plain';
  const file = new Blob([documentBytes(document)], { type });
  const { phoneNumberId } = options;
  try {
    const { media } = clientFor(options, signal);
    const { id } = uploadAnswer.parse(
      await media.upload({ phoneNumberId, type, file, fileName: document.filename }),
    );
    return { type: 'ready', payload: withMedia(payload, id) };
  } catch (error) {
    const outcome = outcomeOf(error);
    return outcome.type === 'unknown' ? { type: 'not_sent', code: outcome.code } : outcome;
  }
}

const uploadAnswer = z.object({ id: z.string().min(1) });

/** In the SDK's camel case. */
const answer = z.object({
  messages: z.tuple([z.object({ id: z.string().min(1) })], z.unknown()),
  contacts: z.array(z.object({ waId: text, userId: text })).catch([]),
});

/** An answer without an id says that something was accepted, not what. */
function accepted(value: unknown): SendOutcome {
  const parsed = answer.safeParse(value);
  if (!parsed.success) return { type: 'unknown', code: 'no_id' };
  const { messages, contacts } = parsed.data;
  // `wa_id` may differ from the number we gave (Brazil, Mexico): WhatsApp's spelling is the address.
  const address = addressOf(contacts[0]?.waId, contacts[0]?.userId) ?? undefined;
  return { type: 'accepted', externalId: messages[0].id, address };
}

const readable = new Set<InboundEvent['type']>(['text', 'start', 'button', 'contact', 'media']);

async function markRead(options: WhatsAppOptions, event: InboundEvent): Promise<void> {
  const { phoneNumberId } = options;
  if (!readable.has(event.type) || event.account !== phoneNumberId) return;
  const { messages } = clientFor(options, AbortSignal.timeout(smallCallMs));
  // Blue ticks are a courtesy: without them the message is answered all the same.
  await messages.markRead({ phoneNumberId, messageId: event.externalId }).catch(() => undefined);
}

interface Learned {
  readonly phone: string | null;
  readonly code: string | null;
}

async function learnPhone(options: WhatsAppOptions): Promise<Learned> {
  const query = { fields: 'display_phone_number,verified_name' };
  try {
    const client = clientFor(options, AbortSignal.timeout(smallCallMs));
    const got = await client.request('GET', options.phoneNumberId, { query, responseType: 'json' });
    const phone = phoneOf(z.object({ displayPhoneNumber: text }).parse(got).displayPhoneNumber);
    return { phone: phone ?? null, code: null };
  } catch (error) {
    return { phone: null, code: ownerCode(outcomeOf(error)) };
  }
}

/** Only what would stop sending stops the channel: without our own number it is just the link that is missing. */
function ownerCode(outcome: SendOutcome): string | null {
  if (outcome.type === 'not_sent' || outcome.type === 'unknown') return 'unreachable';
  if (outcome.type !== 'channel_down') return null;
  return ['0', '190', 'http_401'].includes(outcome.code) ? 'unauthorized' : outcome.code;
}
