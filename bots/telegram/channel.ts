import { type Api, InputFile } from 'grammy/web';
import type { Capabilities, Channel, EditRequest, SendOutcome, SendRequest } from '../channel.ts';
import { documentBytes } from '../document.ts';
import { botId, createApi, grammySignal } from './api.ts';
import { outcomeOf } from './outcome.ts';
import { parseUpdate } from './parse.ts';
import { type Command, prepareBot, webhookListens } from './prepare.ts';
import { chatIdOf, renderText, type TelegramText } from './render.ts';
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
  /** 24 hours (core.telegram.org/bots/api#getting-updates); null for a server that keeps them for ever. */
  readonly keepsUpdatesMs?: number | null | undefined;
}

const keepsUpdatesMs = 24 * 3_600_000;

const capabilities: Capabilities = {
  window: false,
  edits: true,
  receipts: false,
  contactRequest: true,
  writesFirst: false,
  calendarFiles: true,
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
  const { publicUrl, updates } = options;
  const keeps = options.keepsUpdatesMs === undefined ? keepsUpdatesMs : options.keepsUpdatesMs;
  let username: string | null = null;

  return {
    id: 'telegram',
    account,
    capabilities: { ...capabilities, keepsUpdatesMs: keeps ?? undefined },
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
    ...(updates === 'webhook' && publicUrl && { listens: () => webhookListens(api, publicUrl) }),
  };
}

async function send(api: Api, { to, content, signal }: SendRequest): Promise<SendOutcome> {
  const chatId = chatIdOf(to);
  if (chatId === null) return { type: 'rejected', code: 'no_user_id', elsewhere: true };
  const rendered = renderText(content);
  if (rendered.type === 'rejected') return rendered;
  if (signal.aborted) return { type: 'not_sent', code: 'aborted' };
  try {
    const sent = await post(api, chatId, rendered, grammySignal(signal));
    return accepted(sent.message_id);
  } catch (error) {
    return outcomeOf(error);
  }
}

type Signal = ReturnType<typeof grammySignal>;

function post(api: Api, chatId: number, rendered: TelegramText, signal: Signal) {
  const { text, document, inline, reply } = rendered;
  const markup = reply ?? inline;
  const keys = markup && { reply_markup: markup };
  if (!document)
    return api.sendMessage(chatId, text, { link_preview_options: noPreview, ...keys }, signal);
  const file = new InputFile(documentBytes(document), document.filename);
  return api.sendDocument(chatId, file, { caption: text, ...keys }, signal);
}

async function edit(api: Api, request: EditRequest): Promise<SendOutcome> {
  const chatId = chatIdOf(request.to);
  if (chatId === null) return { type: 'rejected', code: 'no_user_id', elsewhere: true };
  const rendered = renderText(request.content);
  if (rendered.type === 'rejected') return rendered;
  if (request.signal.aborted) return { type: 'not_sent', code: 'aborted' };
  const { externalId } = request;
  try {
    await change(api, { chatId, id: Number(externalId) }, rendered, grammySignal(request.signal));
    return { type: 'accepted', externalId };
  } catch (error) {
    return outcomeOf(error, { externalId });
  }
}

interface Sent {
  readonly chatId: number;
  readonly id: number;
}

function change(api: Api, { chatId, id }: Sent, rendered: TelegramText, signal: Signal) {
  const { text, document, inline } = rendered;
  // An empty keyboard removes the old one; a reply keyboard cannot come by an edit.
  const keys = { reply_markup: inline ?? { inline_keyboard: [] } };
  // The file stays as it was sent: only the words beside it and the buttons change.
  if (document) return api.editMessageCaption(chatId, id, { caption: text, ...keys }, signal);
  return api.editMessageText(
    chatId,
    id,
    text,
    { link_preview_options: noPreview, ...keys },
    signal,
  );
}

const noPreview = { is_disabled: true };

/** An answer without an id says that something was sent, not what. */
const accepted = (messageId: unknown): SendOutcome =>
  Number.isSafeInteger(messageId)
    ? { type: 'accepted', externalId: String(messageId) }
    : { type: 'unknown', code: 'no_id' };
