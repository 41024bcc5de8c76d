import type { Api } from 'grammy/web';
import type { Capabilities, Channel, EditRequest, SendOutcome, SendRequest } from '../channel.ts';
import { botId, createApi, grammySignal } from './api.ts';
import { outcomeOf } from './outcome.ts';
import { parseUpdate } from './parse.ts';
import { type Command, prepareBot } from './prepare.ts';
import { chatIdOf, renderText } from './render.ts';
import { verifySecret } from './verify.ts';

export interface TelegramOptions {
  readonly token: string;
  /** `https://api.telegram.org`, or the root of a local server. */
  readonly apiRoot: string;
  /** What Telegram repeats in each webhook's header. Without it every webhook is refused. */
  readonly webhookSecret: string | undefined;
  readonly updates: 'webhook' | 'poll';
  /** Where this installation is reached; needed for webhooks. */
  readonly publicUrl?: string | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly commands?: readonly Command[] | undefined;
}

const capabilities: Capabilities = {
  window: false,
  edits: true,
  receipts: false,
  contactRequest: true,
  writesFirst: false,
  // About 30/s for a bot and 1/s for a chat (core.telegram.org/bots/faq); edits and callback answers count too.
  rate: { perSecond: 25, addressGapMs: 1000 },
};

/** The outermost bound of any call; `SendRequest.signal` normally ends it far earlier. */
const callTimeoutSeconds = 60;
const smallCallMs = 10_000;

/** The Telegram channel of one bot. */
export function createTelegram(options: TelegramOptions): Channel {
  const account = botId(options.token);
  const api = createApi({ ...options, timeoutSeconds: callTimeoutSeconds });
  let username: string | null = null;

  return {
    id: 'telegram',
    account,
    capabilities,
    verify: (request) => verifySecret(request.headers, options.webhookSecret),
    parse: (body) => parseUpdate(body, account),
    send: (request) => send(api, request),
    edit: (request) => edit(api, request),
    acknowledge: async (event) => {
      if (event.type !== 'button' || event.callbackId === undefined) return;
      const signal = grammySignal(AbortSignal.timeout(smallCallMs));
      // A missed answer only leaves the spinner turning for a while.
      await api.answerCallbackQuery(event.callbackId, {}, signal).catch(() => undefined);
    },
    invitationUrl: ({ token }) =>
      username === null ? null : `https://t.me/${username}?start=${encodeURIComponent(token)}`,
    prepare: async () => {
      const learned = await prepareBot(api, options);
      username = learned.username ?? username;
      return learned.code;
    },
  };
}

async function send(api: Api, { to, content, signal }: SendRequest): Promise<SendOutcome> {
  const chatId = chatIdOf(to);
  if (chatId === null) return { type: 'rejected', code: 'no_user_id', elsewhere: true };
  const rendered = renderText(content);
  if (rendered.type === 'rejected') return rendered;
  if (signal.aborted) return { type: 'not_sent', code: 'aborted' };
  const { text, inline, reply } = rendered;
  const markup = reply ?? inline;
  const other = { link_preview_options: noPreview, ...(markup && { reply_markup: markup }) };
  try {
    const sent = await api.sendMessage(chatId, text, other, grammySignal(signal));
    return accepted(sent.message_id);
  } catch (error) {
    return outcomeOf(error);
  }
}

async function edit(api: Api, request: EditRequest): Promise<SendOutcome> {
  const chatId = chatIdOf(request.to);
  if (chatId === null) return { type: 'rejected', code: 'no_user_id', elsewhere: true };
  const rendered = renderText(request.content);
  if (rendered.type === 'rejected') return rendered;
  if (request.signal.aborted) return { type: 'not_sent', code: 'aborted' };
  const { externalId, signal } = request;
  // An empty keyboard removes the old one; a reply keyboard cannot come by an edit.
  const markup = rendered.inline ?? { inline_keyboard: [] };
  const other = { link_preview_options: noPreview, reply_markup: markup };
  try {
    const id = Number(externalId);
    await api.editMessageText(chatId, id, rendered.text, other, grammySignal(signal));
    return { type: 'accepted', externalId };
  } catch (error) {
    return outcomeOf(error, { externalId });
  }
}

const noPreview = { is_disabled: true };

/** An answer without an id says that something was sent, not what. */
const accepted = (messageId: unknown): SendOutcome =>
  Number.isSafeInteger(messageId)
    ? { type: 'accepted', externalId: String(messageId) }
    : { type: 'unknown', code: 'no_id' };
