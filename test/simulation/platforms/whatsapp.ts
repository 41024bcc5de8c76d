/**
 * A Cloud API: numbers, the 24-hour window, templates, statuses (CHANNELS.md A).
 * Long because one state answers every call.
 */

import { creationPayload } from '../../../bots/whatsapp/templates.ts';
import { templateDefinitions } from '../../../src/text/proactive.ts';
import type { Random, Received } from '../contract.ts';
import type { Account, Acts, PhoneBook } from './phones.ts';
import {
  type Call,
  ok,
  type Platform,
  type PlatformTime,
  type Reply,
  type Sending,
  unixSeconds,
} from './platform.ts';

export interface WhatsAppParts {
  readonly time: PlatformTime;
  readonly ids: { readonly number: string; readonly business: string; readonly phone: string };
  book(): PhoneBook;
  random(): Random;
  publish(change: Change): void;
}

/** One `changes` entry of a webhook. */
export interface Change {
  readonly id: string;
  readonly isStatus: boolean;
  readonly value: Readonly<Record<string, unknown>>;
  readonly field: string;
}

const window_ms = 24 * 3_600_000;

interface Template {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly body: string;
  readonly labels: readonly string[];
}

type Json = Record<string, unknown>;

export const registered: readonly Template[] = templateDefinitions().map((definition) => {
  const { name, language, category, body, buttons } = definition;
  return {
    name,
    language,
    category: String(creationPayload(definition).category ?? category),
    body,
    labels: buttons,
  };
});

interface Shown {
  readonly text: string;
  readonly buttons: Received['buttons'];
  /** How a press of its buttons comes back. */
  readonly form: 'button' | 'list' | 'template';
}

export class WhatsApp implements Platform {
  readonly #parts: WhatsAppParts;
  readonly acts: Acts;
  readonly #media = new Map<string, string>();
  readonly #forms = new Map<string, Shown['form']>();
  #ids = 0;

  constructor(parts: WhatsAppParts) {
    this.#parts = parts;
    this.acts = this.#actsOf();
  }

  sendingOf({ method, path, body }: Call): Sending | null {
    if (method !== 'POST' || !path.endsWith('/messages') || body.status === 'read') return null;
    const number = body.to === undefined ? null : String(body.to);
    return {
      kind: 'send',
      userId: body.recipient === undefined ? null : String(body.recipient),
      number,
      text: this.#shown(body).text,
      template: body.type === 'template',
      correlation: (body.biz_opaque_callback_data as string | undefined) ?? null,
    };
  }

  handle({ method, path, body }: Call): Reply {
    const { number, business, phone } = this.#parts.ids;
    if (path.endsWith(`${number}/messages`)) {
      return body.status === 'read' ? ok({ success: true }) : this.#send(body);
    }
    if (path.endsWith(`${number}/media`)) {
      const id = this.#newId('media');
      this.#media.set(id, String(body.document_text ?? ''));
      return ok({ id });
    }
    if (path.endsWith(`${business}/message_templates`)) {
      if (method === 'GET' && !this.#tellsTemplates()) return this.serverError(true);
      const data = registered.map(({ name, language, category }) => ({
        name,
        language,
        category,
        status: 'APPROVED',
      }));
      return method === 'GET'
        ? ok({ data })
        : ok({ id: '1', status: 'APPROVED', category: 'UTILITY' });
    }
    if (path.endsWith(`${business}/subscribed_apps`)) {
      return ok({ data: [{ whatsapp_business_api_data: { id: '1', name: 'Zabota' } }] });
    }
    return ok({ id: number, display_phone_number: phone, verified_name: 'Z' });
  }

  throttled(): Reply {
    return failure(400, 131056, 'Pair rate limit hit');
  }

  gone(): Reply {
    return failure(400, 131026, 'Message undeliverable');
  }

  serverError(own: boolean): Reply {
    return own
      ? failure(500, 131016, 'Service unavailable')
      : { status: 502, body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } };
  }

  /** The number's new holder is another user, as far as the platform can tell. */
  tellChange(was: { readonly userId: string }, is: { userId: string; number: string }): void {
    const id = this.#newId('wamid.in');
    const { time } = this.#parts;
    const system = {
      body: 'User changed',
      type: 'user_changed_user_id',
      wa_id: is.number.slice(1),
      user_id: is.userId,
      previous_user_id: was.userId,
    };
    const timestamp = String(unixSeconds(time.epochMs()));
    const message = { from: is.number.slice(1), id, timestamp, type: 'system', system };
    const value = { ...this.#metadata(), messages: [message] };
    this.#parts.publish({ id, isStatus: false, field: 'messages', value });
  }

  /** Seldom: the product writes all of them down each time, and the database knows them from its beginning. */
  #tellsTemplates(): boolean {
    return this.#parts.random().chance(0.01);
  }

  #send(body: Json): Reply {
    const { to, recipient } = body as { to?: string; recipient?: string };
    const book = this.#parts.book();
    const account = to ? book.holderOf(to) : book.find('whatsapp', recipient ?? '');
    if (!account || account.retired) return to ? this.#intoNothing(to) : this.gone();
    const isTemplate = body.type === 'template';
    if (!isTemplate && !this.#isOpen(account)) return failure(400, 131047, 'Re-engagement message');
    const shown = this.#shown(body);
    const id = this.#newId('wamid.out');
    this.#forms.set(id, shown.form);
    const { text, buttons } = shown;
    if (!account.blocked) {
      account.inbox.push({ externalId: id, text, buttons, at: this.#parts.time.shown() });
    }
    this.#reportFate(account, { id, correlation: body.biz_opaque_callback_data });
    return ok({
      messaging_product: 'whatsapp',
      contacts: [
        { input: to ?? recipient, wa_id: account.number.slice(1), user_id: account.userId },
      ],
      messages: [{ id, ...(isTemplate && { message_status: 'accepted' }) }],
    });
  }

  /** A number nobody has: accepted, and reported as failed. */
  #intoNothing(to: string): Reply {
    const id = this.#newId('wamid.out');
    this.#status({ id, status: 'failed', recipient_id: to.slice(1), errors: [{ code: 131026 }] });
    return ok({ messaging_product: 'whatsapp', contacts: [{ input: to }], messages: [{ id }] });
  }

  #isOpen({ lastWroteMs }: Account): boolean {
    return lastWroteMs !== null && this.#parts.time.nowMs() - lastWroteMs < window_ms;
  }

  #reportFate(account: Account, { id, correlation }: { id: string; correlation: unknown }): void {
    const base = {
      id,
      recipient_id: account.number.slice(1),
      recipient_user_id: account.userId,
      biz_opaque_callback_data: correlation,
    };
    const random = this.#parts.random();
    const { time } = this.#parts;
    const [sent, delivered, read] = [100, 300 + random.int(5_000), 6_000 + random.int(3_600_000)];
    const isRead = random.chance(0.3);
    time.after(sent, () => this.#status({ ...base, status: 'sent' }));
    if (account.blocked) return;
    time.after(delivered, () => this.#status({ ...base, status: 'delivered' }));
    if (isRead) time.after(read, () => this.#status({ ...base, status: 'read' }));
  }

  #status(status: { id: string; status: string } & Json): void {
    const timestamp = String(unixSeconds(this.#parts.time.epochMs()));
    const value = { ...this.#metadata(), statuses: [{ ...status, timestamp }] };
    this.#parts.publish({
      id: `${status.id}:${status.status}`,
      isStatus: true,
      field: 'messages',
      value,
    });
  }

  #shown(body: Json): Shown {
    switch (body.type) {
      case 'template':
        return shownTemplate(body.template as TemplateUse);
      case 'interactive':
        return shownInteractive(body.interactive as Interactive);
      case 'document': {
        const { id, caption = '' } = body.document as { id: string; caption?: string };
        return { text: `${caption}\n${this.#media.get(id) ?? ''}`, buttons: [], form: 'button' };
      }
      default:
        return { text: (body.text as { body: string }).body, buttons: [], form: 'button' };
    }
  }

  #actsOf(): Acts {
    const say = (account: Account, content: Json) => this.#said(account, content);
    return {
      text: (account, words) => say(account, { type: 'text', text: { body: words } }),
      start: (account, token) =>
        say(account, { type: 'text', text: { body: `Здравствуйте!\n(код: ${token})` } }),
      contact: (account, { number, own }) => say(account, card(account, { number, own })),
      photo: (account, caption) => say(account, { type: 'image', image: { id: 'image', caption } }),
      tap: (account, message, data) => say(account, this.#pressed(message, data)),
      platformStop: (account) => this.#stopMarketing(account),
      // WhatsApp tells the business nothing of a block.
      block: () => {},
    };
  }

  #pressed({ externalId, buttons }: Received, data: string): Json {
    const title = buttons.find((button) => button.data === data)?.label ?? '';
    const context = { from: this.#parts.ids.phone.slice(1), id: externalId };
    const form = this.#forms.get(externalId);
    if (form === 'template')
      return { context, type: 'button', button: { payload: data, text: title } };
    const reply = { id: data, title };
    const interactive =
      form === 'list'
        ? { type: 'list_reply', list_reply: reply }
        : { type: 'button_reply', button_reply: reply };
    return { context, type: 'interactive', interactive };
  }

  #said(account: Account, content: Json): void {
    const { time } = this.#parts;
    account.lastWroteMs = time.nowMs();
    const id = this.#newId('wamid.in');
    const message = {
      from: account.number.slice(1),
      from_user_id: account.userId,
      id,
      timestamp: String(unixSeconds(time.epochMs())),
      ...content,
    };
    const value = { ...this.#metadata(), contacts: [contactOf(account)], messages: [message] };
    this.#parts.publish({ id, isStatus: false, field: 'messages', value });
  }

  #stopMarketing(account: Account): void {
    account.stoppedMarketing = true;
    const preference = {
      wa_id: account.number.slice(1),
      user_id: account.userId,
      detail: 'User requested to stop marketing messages',
      category: 'marketing_messages',
      value: 'stop',
      timestamp: unixSeconds(this.#parts.time.epochMs()),
    };
    const value = {
      ...this.#metadata(),
      contacts: [contactOf(account)],
      user_preferences: [preference],
    };
    this.#parts.publish({ id: '', isStatus: false, field: 'user_preferences', value });
  }

  #metadata(): Json {
    const { number, phone } = this.#parts.ids;
    const metadata = { display_phone_number: phone.slice(1), phone_number_id: number };
    return { messaging_product: 'whatsapp', metadata };
  }

  #newId(kind: string): string {
    this.#ids += 1;
    return `${kind}.${String(this.#ids).padStart(6, '0')}`;
  }
}

const contactOf = ({ holder, number, userId }: Account): Json => ({
  profile: { name: holder },
  wa_id: number.slice(1),
  user_id: userId,
});

function card({ holder }: Account, { number, own }: { number: string; own: boolean }): Json {
  const contact = {
    origin: own ? 'contact_request' : 'other',
    name: { formatted_name: holder },
    phones: [{ phone: number, type: 'CELL', wa_id: number.slice(1) }],
  };
  return { type: 'contacts', contacts: [contact] };
}

const failure = (status: number, code: number, title: string): Reply => ({
  status,
  body: {
    error: { message: `(#${code}) ${title}`, type: 'OAuthException', code, fbtrace_id: 't' },
  },
});

interface TemplateUse {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components: readonly {
    readonly type: string;
    readonly parameters: readonly { parameter_name?: string; text?: string; payload?: string }[];
  }[];
}

function shownTemplate({ name, language, components }: TemplateUse): Shown {
  const template = registered.find((one) => one.name === name && one.language === language.code);
  if (!template) throw new Error(`no template ${name}`);
  const given = components.find(({ type }) => type === 'body')?.parameters ?? [];
  const values = new Map(given.map(({ parameter_name, text }) => [parameter_name, text]));
  const presses = components.filter(({ type }) => type === 'button');
  return {
    text: template.body.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values.get(key) ?? ''),
    buttons: presses.map(({ parameters }, i) => ({
      data: parameters[0]?.payload ?? '',
      label: template.labels[i] ?? '',
    })),
    form: 'template',
  };
}

interface Interactive {
  readonly type: 'button' | 'list';
  readonly body: { readonly text: string };
  readonly action: {
    readonly buttons?: readonly { reply: { id: string; title: string } }[];
    readonly sections?: readonly { rows: readonly { id: string; title: string }[] }[];
  };
}

function shownInteractive({ type, body, action }: Interactive): Shown {
  const choices = [
    ...(action.buttons ?? []).map(({ reply }) => reply),
    ...(action.sections ?? []).flatMap(({ rows }) => rows),
  ];
  const buttons = choices.map(({ id, title }) => ({ data: id, label: title }));
  return { text: body.text, buttons, form: type };
}
