/** A Bot API: chats, updates, and the calls the product makes. */

import type { Received } from '../contract.ts';
import { type Account, type Acts, edit, type PhoneBook } from './phones.ts';
import {
  type Call,
  ok,
  type Platform,
  type PlatformTime,
  type Reply,
  type Sending,
  unixSeconds,
} from './platform.ts';

export interface TelegramParts {
  readonly time: PlatformTime;
  readonly botId: number;
  book(): PhoneBook;
  /** `lane`: what waits behind what. */
  publish(update: Update): void;
  /** Of updates that wait for delivery. */
  waiting(): { readonly count: number; readonly lastErrorMs: number | null };
}

export interface Update {
  readonly id: string;
  readonly lane: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly livesMs: number;
}

const day_ms = 24 * 3_600_000;
const press_lives_ms = 150_000;

type Inline = readonly (readonly { text: string; callback_data?: string }[])[];

export class Telegram implements Platform {
  readonly #parts: TelegramParts;
  readonly acts: Acts;
  #messages = 100;
  #updates = 1000;
  #webhookUrl = '';

  constructor(parts: TelegramParts) {
    this.#parts = parts;
    this.acts = this.#actsOf();
  }

  sendingOf({ path, body }: Call): Sending | null {
    const method = path.split('/').at(-1) ?? '';
    if (!/^(send|editMessage)/.test(method)) return null;
    return {
      kind: method.startsWith('send') ? 'send' : 'edit',
      userId: String(body.chat_id),
      number: null,
      text: [body.text ?? body.caption ?? '', body.document_text ?? ''].join('\n').trim(),
      template: false,
      correlation: null,
    };
  }

  handle({ path, body }: Call): Reply {
    const method = path.split('/').at(-1) ?? '';
    switch (method) {
      case 'getMe':
        return result({
          id: this.#parts.botId,
          is_bot: true,
          first_name: 'Z',
          username: 'zabota_bot',
        });
      case 'setWebhook':
        this.#webhookUrl = String(body.url);
        return result(true);
      case 'deleteWebhook':
        this.#webhookUrl = '';
        return result(true);
      case 'getWebhookInfo':
        return result(this.#info());
      case 'sendMessage':
      case 'sendDocument':
        return this.#send(body);
      case 'editMessageText':
      case 'editMessageCaption':
        return this.#edit(body);
      default:
        return result(true);
    }
  }

  throttled(seconds: number): Reply {
    const description = `Too Many Requests: retry after ${seconds}`;
    return failure(429, description, { parameters: { retry_after: seconds } });
  }

  gone(): Reply {
    return failure(403, 'Forbidden: bot was blocked by the user');
  }

  serverError(own: boolean): Reply {
    return own ? failure(502, 'Bad Gateway') : { status: 502, body: '<html>Bad Gateway</html>' };
  }

  #info() {
    const { count, lastErrorMs } = this.#parts.waiting();
    const error = lastErrorMs !== null && {
      last_error_date: unixSeconds(lastErrorMs),
      last_error_message: 'Connection refused',
    };
    return {
      url: this.#webhookUrl,
      has_custom_certificate: false,
      pending_update_count: count,
      ...error,
    };
  }

  #send(body: Record<string, unknown>): Reply {
    const account = this.#parts.book().find('telegram', String(body.chat_id));
    if (!account) return failure(400, 'Bad Request: chat not found');
    if (account.blocked) return this.gone();
    this.#messages += 1;
    const { time } = this.#parts;
    account.inbox.push({
      externalId: String(this.#messages),
      text: String(body.text ?? body.caption ?? ''),
      buttons: buttonsOf(body.reply_markup),
      at: time.shown(),
    });
    return result({
      message_id: this.#messages,
      date: unixSeconds(time.epochMs()),
      chat: { id: Number(account.userId), type: 'private' },
    });
  }

  #edit(body: Record<string, unknown>): Reply {
    const account = this.#parts.book().find('telegram', String(body.chat_id));
    if (!account) return failure(400, 'Bad Request: chat not found');
    if (account.blocked) return this.gone();
    const text = String(body.text ?? body.caption ?? '');
    const change = { text, buttons: buttonsOf(body.reply_markup) };
    const done = edit(account, String(body.message_id), change);
    return done
      ? result({ message_id: Number(body.message_id) })
      : failure(400, 'Bad Request: message to edit not found');
  }

  #actsOf(): Acts {
    const said = (account: Account, content: object) => {
      this.#messages += 1;
      this.#publish(account, { message: { ...this.#envelope(account), ...content } });
    };
    return {
      text: (account, text) => said(account, { text }),
      start: (account, token) => said(account, { text: token ? `/start ${token}` : '/start' }),
      contact: (account, { number, own }) =>
        said(account, {
          contact: {
            phone_number: number.slice(1),
            first_name: account.holder,
            ...(own && { user_id: Number(account.userId) }),
          },
        }),
      photo: (account, caption) => said(account, { photo: [{ file_id: 'photo' }], caption }),
      tap: (account, message, data) => this.#press(account, message, data),
      // Telegram has no such switch.
      platformStop: () => {},
      block: (account, blocked) => this.#blocked(account, blocked),
    };
  }

  #press(account: Account, { externalId, buttons }: Received, data: string): void {
    this.#messages += 1;
    const keyboard = buttons.map((button) => [{ text: button.label, callback_data: button.data }]);
    this.#publish(
      account,
      {
        callback_query: {
          id: `press${this.#messages}`,
          from: userOf(account),
          data,
          message: {
            ...this.#envelope(account),
            message_id: Number(externalId),
            reply_markup: { inline_keyboard: keyboard },
          },
        },
      },
      press_lives_ms,
    );
  }

  #blocked(account: Account, blocked: boolean): void {
    const { chat, date } = this.#envelope(account);
    const new_chat_member = { status: blocked ? 'kicked' : 'member' };
    this.#publish(account, {
      my_chat_member: { chat, date, from: userOf(account), new_chat_member },
    });
  }

  #envelope(account: Account) {
    return {
      message_id: this.#messages,
      date: unixSeconds(this.#parts.time.epochMs()),
      chat: { id: Number(account.userId), type: 'private' },
      from: userOf(account),
    };
  }

  #publish(account: Account, body: object, livesMs = day_ms): void {
    account.lastWroteMs = this.#parts.time.nowMs();
    this.#updates += 1;
    const update = { update_id: this.#updates, ...body };
    this.#parts.publish({ id: String(this.#updates), lane: account.userId, body: update, livesMs });
  }
}

const userOf = ({ userId, holder }: Account) => ({
  id: Number(userId),
  is_bot: false,
  first_name: holder,
  language_code: 'ru',
});

const result = (value: unknown): Reply => ok({ ok: true, result: value });

const failure = (error_code: number, description: string, more: object = {}): Reply => ({
  status: error_code,
  body: { ok: false, error_code, description, ...more },
});

/** Those below a message; a keyboard that replaces the phone's own is typed, not pressed. */
function buttonsOf(markup: unknown): Received['buttons'] {
  const parsed = typeof markup === 'string' ? JSON.parse(markup) : markup;
  const rows = (parsed as { inline_keyboard?: Inline } | undefined)?.inline_keyboard ?? [];
  return rows.flat().map(({ text, callback_data = '' }) => ({ label: text, data: callback_data }));
}
