/** What the Bot API server remembers. Message and update ids only ever grow. */

import type { InlineButton, ReplyKeyboard } from './keys.ts';

export interface Contact {
  readonly phone_number: string;
  readonly first_name: string;
  readonly user_id?: number;
}

export interface TgFile {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  /** Absent for files too large for the journal and for remote ones. */
  readonly base64?: string;
}

export interface TgMessage {
  readonly id: number;
  readonly chatId: number;
  readonly at: string;
  /** Null: the bot. */
  readonly from: { readonly id: number; readonly name: string; readonly language?: string } | null;
  text: string;
  readonly media?: { readonly kind: 'photo' | 'document'; readonly fileId: string };
  readonly contact?: Contact;
  inline: readonly (readonly InlineButton[])[];
  readonly threadId?: number;
  readonly replyTo?: number;
  editedAt?: string;
  reaction?: string;
}

export interface Topic {
  readonly id: number;
  name: string;
  closed: boolean;
}

export interface Chat {
  readonly id: number;
  readonly kind: 'private' | 'supergroup';
  readonly title: string;
  /** The person pressed start: before that the bot may not write. */
  started: boolean;
  blocked: boolean;
  /** The account is deleted. */
  gone: boolean;
  keyboard: ReplyKeyboard | null;
  messages: TgMessage[];
  topics: Topic[];
  /** Id of the last message the person has seen. */
  seen: number;
  typingUntil: string | null;
}

export interface Callback {
  readonly id: string;
  readonly chatId: number;
  readonly messageId: number;
  readonly data: string;
  readonly at: string;
  answered: { readonly text: string; readonly alert: boolean } | null;
}

export type UpdateKind =
  | 'message'
  | 'edited_message'
  | 'callback_query'
  | 'my_chat_member'
  | 'message_reaction';

export interface Update {
  readonly id: number;
  readonly kind: UpdateKind;
  readonly lane: string;
  readonly at: string;
  readonly body: Record<string, unknown>;
  repeated?: boolean;
}

export interface Webhook {
  readonly url: string;
  readonly secret: string;
  readonly maxConnections: number;
}

export interface TelegramState {
  lastUpdateId: number;
  lastMessageId: number;
  lastCallback: number;
  lastFile: number;
  webhook: Webhook | null;
  lastError: { readonly at: string; readonly status: number } | null;
  /** Null: the platform's own choice. */
  allowed: readonly string[] | null;
  updates: Update[];
  readonly chats: Map<number, Chat>;
  callbacks: Callback[];
  readonly commands: Map<string, unknown>;
  readonly files: Map<string, TgFile>;
  /** All the bot ever sent, as it was sent. */
  readonly accepted: TgMessage[];
}

export type TelegramRecord =
  | {
      readonly type: 'tg/chat';
      readonly id: number;
      readonly kind: Chat['kind'];
      readonly title: string;
    }
  | { readonly type: 'tg/webhook'; readonly webhook: Webhook | null; readonly drop: boolean }
  | { readonly type: 'tg/allowed'; readonly allowed: readonly string[] | null }
  | { readonly type: 'tg/delivery-failed'; readonly at: string; readonly status: number }
  | {
      readonly type: 'tg/message';
      readonly message: TgMessage;
      readonly keyboard?: ReplyKeyboard | null;
    }
  | {
      readonly type: 'tg/edited';
      readonly chatId: number;
      readonly messageId: number;
      readonly change: Partial<Pick<TgMessage, 'text' | 'inline' | 'editedAt' | 'reaction'>>;
    }
  | { readonly type: 'tg/deleted'; readonly chatId: number; readonly messageId: number }
  | { readonly type: 'tg/update'; readonly update: Update }
  | { readonly type: 'tg/taken'; readonly ids: readonly number[]; readonly repeat?: boolean }
  | { readonly type: 'tg/blocked'; readonly chatId: number; readonly blocked: boolean }
  | { readonly type: 'tg/gone'; readonly chatId: number }
  | { readonly type: 'tg/callback'; readonly callback: Callback }
  | {
      readonly type: 'tg/answered';
      readonly id: string;
      readonly text: string;
      readonly alert: boolean;
    }
  | { readonly type: 'tg/commands'; readonly key: string; readonly commands: unknown }
  | { readonly type: 'tg/topic'; readonly chatId: number; readonly topic: Topic }
  | { readonly type: 'tg/seen'; readonly chatId: number; readonly messageId: number }
  | { readonly type: 'tg/typing'; readonly chatId: number; readonly until: string }
  | { readonly type: 'tg/file'; readonly file: TgFile };

/** A staff supergroup with topics, where the bot is an administrator from the start. */
export const staffChatId = -1_001_000_000_001;

export function emptyTelegram(): TelegramState {
  const state: TelegramState = {
    lastUpdateId: 0,
    lastMessageId: 0,
    lastCallback: 0,
    lastFile: 0,
    webhook: null,
    lastError: null,
    allowed: null,
    updates: [],
    chats: new Map(),
    callbacks: [],
    commands: new Map(),
    files: new Map(),
    accepted: [],
  };
  const staff = emptyChat(staffChatId, 'supergroup', 'Staff');
  state.chats.set(staffChatId, { ...staff, started: true });
  return state;
}

function emptyChat(id: number, kind: Chat['kind'], title: string): Chat {
  return {
    id,
    kind,
    title,
    started: false,
    blocked: false,
    gone: false,
    keyboard: null,
    messages: [],
    topics: [],
    seen: 0,
    typingUntil: null,
  };
}

type RecordOf<T extends TelegramRecord['type']> = Extract<TelegramRecord, { type: T }>;

const reducers: {
  readonly [T in TelegramRecord['type']]: (state: TelegramState, record: RecordOf<T>) => void;
} = {
  'tg/chat': (state, { id, kind, title }) => {
    state.chats.set(id, emptyChat(id, kind, title));
  },
  'tg/webhook': (state, { webhook, drop }) => {
    state.webhook = webhook;
    state.lastError = null;
    if (drop) state.updates = [];
  },
  'tg/allowed': (state, { allowed }) => {
    state.allowed = allowed;
  },
  'tg/delivery-failed': (state, { at, status }) => {
    state.lastError = { at, status };
  },
  'tg/message': addMessage,
  'tg/edited': (state, { chatId, messageId, change }) => {
    const message = findMessage(state, chatId, messageId);
    if (message) Object.assign(message, change);
  },
  'tg/deleted': (state, { chatId, messageId }) => {
    const chat = state.chats.get(chatId);
    if (chat) chat.messages = chat.messages.filter((message) => message.id !== messageId);
  },
  'tg/update': (state, { update }) => {
    state.lastUpdateId = Math.max(state.lastUpdateId, update.id);
    state.updates.push({ ...update });
  },
  'tg/taken': takeUpdates,
  'tg/blocked': (state, { chatId, blocked }) => {
    const chat = state.chats.get(chatId);
    if (chat) chat.blocked = blocked;
  },
  'tg/gone': (state, { chatId }) => {
    const chat = state.chats.get(chatId);
    if (chat) chat.gone = true;
  },
  'tg/callback': (state, { callback }) => {
    state.lastCallback += 1;
    state.callbacks.push({ ...callback });
  },
  'tg/answered': (state, { id, text, alert }) => {
    const callback = state.callbacks.find((known) => known.id === id);
    if (callback) callback.answered = { text, alert };
  },
  'tg/commands': (state, { key, commands }) => {
    state.commands.set(key, commands);
  },
  'tg/topic': (state, { chatId, topic }) => {
    const chat = state.chats.get(chatId);
    if (!chat) return;
    state.lastMessageId = Math.max(state.lastMessageId, topic.id);
    chat.topics = [...chat.topics.filter((known) => known.id !== topic.id), { ...topic }];
  },
  'tg/seen': (state, { chatId, messageId }) => {
    const chat = state.chats.get(chatId);
    if (chat) chat.seen = Math.max(chat.seen, messageId);
  },
  'tg/typing': (state, { chatId, until }) => {
    const chat = state.chats.get(chatId);
    if (chat) chat.typingUntil = until;
  },
  'tg/file': (state, { file }) => {
    state.lastFile += 1;
    state.files.set(file.id, file);
  },
};

export function reduceTelegram(state: TelegramState, record: TelegramRecord): void {
  const reduce = reducers[record.type] as (state: TelegramState, record: TelegramRecord) => void;
  reduce(state, record);
}

function addMessage(state: TelegramState, record: RecordOf<'tg/message'>): void {
  const message = { ...record.message };
  const chat = state.chats.get(message.chatId);
  if (!chat) return;
  state.lastMessageId = Math.max(state.lastMessageId, message.id);
  chat.messages.push(message);
  if (record.keyboard !== undefined) chat.keyboard = record.keyboard;
  if (message.from) chat.started = true;
  if (message.from) chat.seen = message.id;
  else {
    chat.typingUntil = null;
    state.accepted.push({ ...message });
  }
}

function takeUpdates(state: TelegramState, record: RecordOf<'tg/taken'>): void {
  const taken = new Set(record.ids);
  if (record.repeat) {
    for (const update of state.updates) if (taken.has(update.id)) update.repeated = true;
  } else state.updates = state.updates.filter((update) => !taken.has(update.id));
}

export function findMessage(
  state: TelegramState,
  chatId: number,
  messageId: number,
): TgMessage | undefined {
  return state.chats.get(chatId)?.messages.find((message) => message.id === messageId);
}
