/** The sandbox as the page, the demo and the tests see it. Both channels in one shape. */

import type { ChannelId } from '../../../src/domain/words.ts';
import type { Core } from '../core.ts';
import { digitsOf } from '../ids.ts';
import { type Person, telegramIdsOf } from '../people.ts';
import { staffChatId, type TgMessage } from '../telegram/state.ts';
import { pendingUpdates } from '../telegram/updates.ts';
import { isOpen } from '../whatsapp/send.ts';
import type { WaMessage } from '../whatsapp/state.ts';
import { pendingEvents } from '../whatsapp/webhook.ts';
import { type DocumentView, tgDocument, waDocument } from './files.ts';

export interface ButtonView {
  readonly label: string;
  readonly data: string;
  readonly kind: 'callback' | 'url' | 'reply' | 'list' | 'template' | 'contact';
  readonly description?: string;
  /** Pressed, and the bot has not answered yet. */
  readonly waiting?: boolean;
}

export interface MessageView {
  readonly id: string | number;
  readonly from: 'bot' | 'person' | 'system';
  readonly at: string;
  readonly kind: string;
  readonly text: string;
  readonly header?: string;
  readonly footer?: string;
  /** Rows of buttons under the message. */
  readonly buttons: readonly (readonly ButtonView[])[];
  /** Label that opens the buttons as a list. */
  readonly menu?: string;
  readonly template?: WaMessage['template'];
  readonly document?: DocumentView;
  readonly status: 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';
  readonly edited: boolean;
  readonly reaction?: string;
  readonly replyTo?: string | number;
  readonly correlation?: string;
  readonly author?: string;
  readonly topicId?: number;
}

export function stateView(core: Core) {
  const { options, state } = core;
  return {
    revision: state.revision,
    clock: core.now(),
    channels: {
      telegram: options.telegram
        ? { username: options.telegram.username, pending: pendingUpdates(core).length }
        : null,
      whatsapp: options.whatsapp
        ? { phone: options.whatsapp.displayPhone, pending: pendingEvents(core).length }
        : null,
    },
    phones: state.people.map((person) => phoneView(core, person)),
    staff: staffView(core),
    faults: state.faults.active.map(({ personId, ...fault }) => ({ ...fault, forPhone: personId })),
    moderation: state.whatsapp.moderation,
    templates: state.whatsapp.templates.map(
      ({ id, name, language, category, status, quality }) => ({
        ...{ id, name, language, category, status, quality },
      }),
    ),
  };
}
export type StateView = ReturnType<typeof stateView>;

export function phoneView(core: Core, person: Person) {
  const { id, name, phone, hidePhone, language, lost = false } = person;
  return {
    ...{ id, name, phone, hidePhone, language, lost },
    telegram: core.options.telegram ? telegramView(core, person) : null,
    whatsapp: core.options.whatsapp ? whatsappView(core, person) : null,
  };
}

function telegramView(core: Core, person: Person) {
  const chat = core.state.telegram.chats.get(person.telegramId)!;
  const waiting = core.state.telegram.callbacks.filter(
    (callback) => callback.chatId === chat.id && callback.answered === null,
  );
  const waitingFor = new Set(waiting.map(({ messageId, data }) => `${messageId} ${data}`));
  const last = core.state.telegram.callbacks.findLast((callback) => callback.chatId === chat.id);
  const unread = chat.messages.filter((message) => !message.from && message.id > chat.seen);
  return {
    userId: person.telegramId,
    started: chat.started,
    blocked: chat.blocked,
    unread: unread.length,
    typing: isLater(core, chat.typingUntil),
    keyboard: chat.keyboard?.rows ?? null,
    toast: last?.answered?.text ? { id: last.id, ...last.answered } : null,
    messages: chat.messages.map((message) =>
      tgMessage(core, message, { waiting: waitingFor, seen: chat.seen }),
    ),
  };
}

function isLater(core: Core, until: string | null): boolean {
  return until !== null && Date.parse(until) > Date.parse(core.now());
}

interface Seen {
  /** Pressed buttons, as `message data`. */
  readonly waiting: ReadonlySet<string>;
  readonly seen: number;
}

function tgMessage(core: Core, message: TgMessage, { waiting, seen }: Seen): MessageView {
  const document = tgDocument(core, message);
  return {
    id: message.id,
    from: message.from ? 'person' : 'bot',
    at: message.at,
    kind: message.media?.kind ?? (message.contact ? 'contact' : 'text'),
    text: message.contact
      ? `${message.contact.first_name} +${digitsOf(message.contact.phone_number)}`
      : message.text,
    buttons: message.inline.map((row) =>
      row.map(({ text, callback_data, url }): ButtonView => {
        const data = url ?? callback_data ?? '';
        const kind = url === undefined ? 'callback' : 'url';
        return { label: text, data, kind, waiting: waiting.has(`${message.id} ${data}`) };
      }),
    ),
    status: message.from || message.id <= seen ? 'read' : 'delivered',
    edited: message.editedAt !== undefined,
    ...(document && { document }),
    ...(message.reaction && { reaction: message.reaction }),
    ...(message.replyTo !== undefined && { replyTo: message.replyTo }),
    ...(message.from && { author: message.from.name }),
    ...(message.threadId !== undefined && { topicId: message.threadId }),
  };
}

function whatsappView(core: Core, person: Person) {
  const chat = core.state.whatsapp.chats.get(person.id)!;
  const opened = chat.lastInboundAt;
  return {
    userId: person.bsuid,
    blocked: chat.blocked,
    stoppedMarketing: chat.stoppedMarketing,
    unread: chat.unread,
    typing: isLater(core, chat.typingUntil),
    /** Until when the bot may write freely; null: it may not. */
    windowUntil:
      opened && isOpen(core, opened)
        ? new Date(Date.parse(opened) + 24 * 3_600_000).toISOString()
        : null,
    messages: chat.messages
      .filter((message) => isShown(message))
      .map((message) => waMessage(core, message)),
  };
}

/** What never arrived is not on the phone. */
function isShown(message: WaMessage): boolean {
  return message.from === 'person' || message.status === 'delivered' || message.status === 'read';
}

function waMessage(core: Core, message: WaMessage): MessageView {
  const document = waDocument(core, message);
  return {
    id: message.id,
    from: message.kind === 'system' ? 'system' : message.from,
    at: message.at,
    kind: message.kind,
    text: message.text,
    ...(message.header && { header: message.header }),
    ...(message.footer && { footer: message.footer }),
    buttons: message.buttons.map((button) => [button]),
    ...(message.menu && { menu: message.menu }),
    ...(message.template && { template: message.template }),
    ...(document && { document }),
    status: message.from === 'person' && message.seenByBot ? 'read' : message.status,
    edited: false,
    ...(message.reaction && { reaction: message.reaction }),
    ...(message.replyTo && { replyTo: message.replyTo }),
    ...(message.correlation && { correlation: message.correlation }),
  };
}

function staffView(core: Core) {
  if (!core.options.telegram) return null;
  const chat = core.state.telegram.chats.get(staffChatId)!;
  return {
    chatId: chat.id,
    title: chat.title,
    topics: chat.topics,
    messages: chat.messages.map((message) =>
      tgMessage(core, message, { waiting: new Set(), seen: Number.MAX_SAFE_INTEGER }),
    ),
  };
}

export interface LogEntry {
  readonly channel: ChannelId;
  readonly messageId: string | number;
  /** Id of the phone here, null for a number nobody has. */
  readonly phone: string | null;
  readonly recipient: string;
  readonly at: string;
  readonly text: string;
  readonly template: {
    name: string;
    language: string;
    params: Readonly<Record<string, string>>;
  } | null;
  readonly document: DocumentView | null;
  readonly buttons: readonly { readonly label: string; readonly data: string }[];
  readonly correlation: string | null;
  readonly status: string;
}

/** Every accepted message, in the order of acceptance on each channel. */
export function logView(core: Core): readonly LogEntry[] {
  const byTime = (a: LogEntry, b: LogEntry): number => a.at.localeCompare(b.at);
  return [...telegramLog(core), ...whatsappLog(core)].sort(byTime);
}

function telegramLog(core: Core): LogEntry[] {
  const phoneOf = new Map(
    core.state.people.flatMap((person) =>
      telegramIdsOf(person).map((id) => [id, person.id] as const),
    ),
  );
  return core.state.telegram.accepted.map(
    (message): LogEntry => ({
      channel: 'telegram',
      messageId: message.id,
      phone: phoneOf.get(message.chatId) ?? null,
      recipient: String(message.chatId),
      at: message.at,
      text: message.text,
      template: null,
      document: tgDocument(core, message),
      buttons: message.inline
        .flat()
        .map((button) => ({ label: button.text, data: button.callback_data ?? button.url ?? '' })),
      correlation: null,
      status: 'accepted',
    }),
  );
}

function whatsappLog(core: Core): LogEntry[] {
  return [...core.state.whatsapp.messages.values()]
    .filter((message) => message.from === 'bot')
    .map(
      (message): LogEntry => ({
        channel: 'whatsapp',
        messageId: message.id,
        phone: message.personId,
        recipient: message.recipient,
        at: message.at,
        text: message.text,
        template: message.template ?? null,
        document: waDocument(core, message),
        buttons: message.buttons.map(({ label, data }) => ({ label, data })),
        correlation: message.correlation ?? null,
        status: message.status,
      }),
    );
}
