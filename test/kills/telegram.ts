/** The part of the Bot API that the product uses (core.telegram.org/bots/api), with updates by webhook or poll. */

import type { ServerResponse } from 'node:http';
import { buttonsOf } from './http.ts';
import type { Journal, Told } from './journal.ts';
import type { Caller, Sending } from './platform.ts';
import type { Traps } from './points.ts';

export const telegramToken = '7300000001:kills-secret-token-of-telegram';
export const telegramSecret = 'kills-secret-of-the-webhook';
const bot = { id: 7_300_000_001, is_bot: true, first_name: 'kills', username: 'kills_bot' };

export interface Call {
  readonly url: string;
  readonly body: string;
  readonly caller: Caller;
}

export interface Update {
  readonly id: number;
  readonly told: Told;
  readonly body: Record<string, unknown>;
}

export interface Telegram {
  sending(call: Call): Sending | null;
  answer(call: Call, response: ServerResponse): Promise<unknown>;
  /** A word or a press of somebody's, numbered; it still has to be delivered. */
  update(from: string, kind: Told['kind'], content: Record<string, unknown>): Update;
  /** Puts it where polls find it. */
  offer(update: Update): void;
  readonly waiting: () => number;
}

type Json = Record<string, unknown>;
const methodOf = (url: string) => /^\/bot[^/]+\/(\w+)/.exec(url)?.[1] ?? '';
const poll_s_max = 25;

export function telegramOf({ journal, traps }: { journal: Journal; traps: Traps }): Telegram {
  let lastMessage = 1000;
  let lastUpdate = 5000;
  let webhookUrl = '';
  let queue: Update[] = [];
  let wake: (() => void)[] = [];

  function sending({ url, body }: Call): Sending | null {
    const method = methodOf(url);
    if (method !== 'sendMessage' && method !== 'editMessageText') return null;
    const said = JSON.parse(body) as Json;
    const edits = method === 'editMessageText' ? String(said.message_id) : null;
    return {
      asked: {
        channel: 'telegram',
        to: String(said.chat_id),
        text: String(said.text),
        correlation: null,
        edits,
        buttons: buttonsOf(body),
      },
      accept: () => {
        if (!edits) lastMessage += 1;
        const id = edits ? Number(edits) : lastMessage;
        const chat = { id: Number(said.chat_id), type: 'private' };
        const date = Math.floor(Date.now() / 1000);
        const result = { message_id: id, date, chat, from: bot, text: said.text };
        return { externalId: String(id), body: { ok: true, result } };
      },
      throttled: {
        ok: false,
        error_code: 429,
        description: 'Too Many Requests: retry after 1',
        parameters: { retry_after: 1 },
      },
    };
  }

  /** Answers as soon as there is something; what is asked for from `offset` on confirms all before. */
  async function getUpdates(call: Call, response: ServerResponse): Promise<unknown> {
    const { offset = 0, timeout = 0 } = JSON.parse(call.body || '{}') as Record<string, number>;
    for (const { id, told } of queue) if (id < offset) told.answeredAt ??= performance.now();
    queue = queue.filter(({ id }) => id >= offset);
    const end = performance.now() + Math.min(timeout, poll_s_max) * 1000;
    if (queue.length === 0) traps.reached('poll-waiting', call.caller);
    while (queue.length === 0 && performance.now() < end && !response.destroyed) {
      await new Promise<void>((resolve) => {
        wake.push(resolve);
        response.once('close', resolve);
        setTimeout(resolve, Math.max(0, end - performance.now())).unref();
      });
    }
    const handed = response.destroyed ? [] : queue.slice(0, 100);
    journal.deliveries += handed.length;
    return handed.map(({ body }) => body);
  }

  return {
    sending,
    answer: async (call, response) => {
      const method = methodOf(call.url);
      if (method === 'getUpdates') return { ok: true, result: await getUpdates(call, response) };
      if (method === 'setWebhook') webhookUrl = String((JSON.parse(call.body) as Json).url);
      if (method === 'getWebhookInfo') {
        return { ok: true, result: { url: webhookUrl, pending_update_count: 0 } };
      }
      return { ok: true, result: method === 'getMe' ? bot : true };
    },
    update: (from, kind, content) => {
      lastUpdate += 1;
      const id = lastUpdate;
      const told: Told = {
        channel: 'telegram',
        externalId: String(id),
        kind,
        from,
        answeredAt: null,
      };
      return { id, told, body: { update_id: id, ...content } };
    },
    offer: (update) => {
      queue.push(update);
      const woken = wake;
      wake = [];
      for (const one of woken) one();
    },
    waiting: () => queue.length,
  };
}

const chatOf = (from: string) => ({ id: Number(from), type: 'private' });
const userOf = (from: string, name: string) => ({
  id: Number(from),
  is_bot: false,
  first_name: name,
  language_code: 'ru',
});
const dateNow = () => Math.floor(Date.now() / 1000);

export const textUpdate = (from: string, name: string, text: string): Json => ({
  message: {
    message_id: 1,
    date: dateNow(),
    chat: chatOf(from),
    from: userOf(from, name),
    text,
  },
});

export const pressUpdate = (
  from: string,
  name: string,
  { data, messageId }: { data: string; messageId: string },
): Json => ({
  callback_query: {
    id: `press${messageId}`,
    from: userOf(from, name),
    data,
    message: { message_id: Number(messageId), date: dateNow(), chat: chatOf(from), from: bot },
  },
});
