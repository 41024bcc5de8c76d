/** What a person can do in Telegram. */

import { type Done, refused } from '../control/done.ts';
import type { Core } from '../core.ts';
import { digitsOf } from '../ids.ts';
import type { Person } from '../people.ts';
import type { SandboxRecord } from '../state.ts';
import { keep } from './files.ts';
import type { InlineButton } from './keys.ts';
import { botUser, chatShape, messageShape, personAsSender, userShape } from './shape.ts';
import { type Chat, findMessage, staffChatId, type TgMessage } from './state.ts';
import { updateRecord } from './updates.ts';

const tinyPng =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function chatOf(core: Core, person: Person): Chat {
  return core.state.telegram.chats.get(person.telegramId)!;
}

type Body = Partial<Pick<TgMessage, 'text' | 'contact' | 'media' | 'replyTo' | 'threadId'>>;

/** `byKey`: with a key below the chat; only that hides one that is to be used once. */
export function write(core: Core, person: Person, body: Body, byKey = false): Done {
  const chat = chatOf(core, person);
  if (chat.blocked) return refused('blocked');
  const message = newMessage(core, chat, personAsSender(person), body);
  const hide = byKey && chat.keyboard?.oneTime === true;
  const records: SandboxRecord[] = [
    { type: 'tg/message', message, ...(hide && { keyboard: null }) },
    ...updateRecord(core, {
      kind: 'message',
      lane: `chat ${chat.id}`,
      body: messageShape(core, chat, message),
    }),
  ];
  core.commit(...records);
  return { done: { messageId: message.id } };
}

function newMessage(
  core: Core,
  chat: Chat,
  from: NonNullable<TgMessage['from']>,
  body: Body,
): TgMessage {
  const id = core.state.telegram.lastMessageId + 1;
  return { id, chatId: chat.id, at: core.now(), from, text: '', inline: [], ...body };
}

export function start(core: Core, person: Person, parameter: string): Done {
  if (chatOf(core, person).blocked) setBlocked(core, person, false);
  return write(core, person, { text: parameter === '' ? '/start' : `/start ${parameter}` });
}

export function setBlocked(core: Core, person: Person, blocked: boolean): Done {
  const chat = chatOf(core, person);
  if (chat.blocked === blocked) return refused(blocked ? 'blocked' : 'not_blocked');
  const [before, after] = blocked ? ['member', 'kicked'] : ['kicked', 'member'];
  const user = botUser(core);
  core.commit(
    { type: 'tg/blocked', chatId: chat.id, blocked },
    ...updateRecord(core, {
      kind: 'my_chat_member',
      lane: `member ${chat.id}`,
      body: {
        chat: chatShape(chat),
        from: userShape(personAsSender(person)),
        date: Math.floor(Date.parse(core.now()) / 1000),
        old_chat_member: { user, status: before, ...(before === 'kicked' && { until_date: 0 }) },
        new_chat_member: { user, status: after, ...(after === 'kicked' && { until_date: 0 }) },
      },
    }),
  );
  return { done: {} };
}

export interface Tap {
  readonly messageId?: number | undefined;
  readonly data?: string | undefined;
  readonly label?: string | undefined;
}

export function tap(core: Core, person: Person, wish: Tap): Done {
  const chat = chatOf(core, person);
  if (chat.blocked) return refused('blocked');
  const below = wish.messageId === undefined && wish.label !== undefined && keyButton(chat, wish);
  if (below) {
    return below.request_contact
      ? shareContact(core, person, { own: true, byKey: true })
      : write(core, person, { text: below.text }, true);
  }
  const found = findButton(chat, wish);
  if (!found) return refused('no_such_button');
  if (found.button.url) return { done: { url: found.button.url } };
  return press(core, person, found.message, found.button.callback_data ?? '');
}

function keyButton(chat: Chat, wish: Tap) {
  return chat.keyboard?.rows.flat().find((button) => button.text === wish.label);
}

/** On the named message, else on the latest one of the bot that still has buttons. */
function findButton(
  chat: Chat,
  wish: Tap,
): { message: TgMessage; button: InlineButton } | undefined {
  const message =
    wish.messageId === undefined
      ? chat.messages.findLast((known) => known.inline.length > 0)
      : chat.messages.find((known) => known.id === wish.messageId);
  const button = message?.inline
    .flat()
    .find((known) =>
      wish.data === undefined ? known.text === wish.label : known.callback_data === wish.data,
    );
  return message && button && { message, button };
}

function press(core: Core, person: Person, message: TgMessage, data: string): Done {
  const { seed, telegram } = core.state;
  const chat = chatOf(core, person);
  const id = `${seed}${String(telegram.lastCallback + 1).padStart(8, '0')}`;
  core.commit(
    {
      type: 'tg/callback',
      callback: {
        id,
        chatId: chat.id,
        messageId: message.id,
        data,
        at: core.now(),
        answered: null,
      },
    },
    ...updateRecord(core, {
      kind: 'callback_query',
      lane: `callback ${person.telegramId}`,
      body: {
        id,
        from: userShape(personAsSender(person)),
        message: messageShape(core, chat, message),
        chat_instance: String(chat.id * 7),
        data,
      },
    }),
  );
  return { done: { callbackId: id, messageId: message.id } };
}

export interface Shared {
  /** False: somebody else's card from the address book. */
  readonly own: boolean;
  readonly phone?: string | undefined;
  readonly name?: string | undefined;
  readonly byKey?: boolean;
}

export function shareContact(core: Core, person: Person, wish: Shared): Done {
  const { own, phone = '+79995550000', name = 'Neighbour', byKey } = wish;
  const contact = own
    ? {
        phone_number: digitsOf(person.phone),
        first_name: person.name.split(' ')[0]!,
        user_id: person.telegramId,
      }
    : { phone_number: digitsOf(phone), first_name: name };
  return write(core, person, { contact }, byKey);
}

export function sendPhoto(core: Core, person: Person, caption: string): Done {
  const file = {
    name: 'photo.png',
    mime: 'image/png',
    size: atob(tinyPng).length,
    base64: tinyPng,
  };
  return write(core, person, {
    text: caption,
    media: { kind: 'photo', fileId: keep({ core }, file) },
  });
}

export function editOwn(core: Core, person: Person, messageId: number, text: string): Done {
  const chat = chatOf(core, person);
  const message = findMessage(core.state.telegram, chat.id, messageId);
  if (!message?.from) return refused('no_such_message');
  const change = { text, editedAt: core.now() };
  core.commit(
    { type: 'tg/edited', chatId: chat.id, messageId, change },
    ...updateRecord(core, {
      kind: 'edited_message',
      lane: `chat ${chat.id}`,
      body: messageShape(core, chat, { ...message, ...change }),
    }),
  );
  return { done: { messageId } };
}

export function react(
  core: Core,
  person: Person,
  messageId: number | undefined,
  emoji: string,
): Done {
  const chat = chatOf(core, person);
  const message = chat.messages.findLast((known) =>
    messageId === undefined ? known.from === null : known.id === messageId,
  );
  if (!message) return refused('no_such_message');
  const shape = (value: string) => (value === '' ? [] : [{ type: 'emoji', emoji: value }]);
  core.commit(
    { type: 'tg/edited', chatId: chat.id, messageId: message.id, change: { reaction: emoji } },
    ...updateRecord(core, {
      kind: 'message_reaction',
      lane: `chat ${chat.id}`,
      body: {
        chat: chatShape(chat),
        message_id: message.id,
        user: userShape(personAsSender(person)),
        date: Math.floor(Date.parse(core.now()) / 1000),
        old_reaction: shape(message.reaction ?? ''),
        new_reaction: shape(emoji),
      },
    }),
  );
  return { done: { messageId: message.id } };
}

export function read(core: Core, person: Person): Done {
  const chat = chatOf(core, person);
  const last = chat.messages.at(-1)?.id ?? 0;
  if (last > chat.seen) core.commit({ type: 'tg/seen', chatId: chat.id, messageId: last });
  return { done: {} };
}

export interface StaffText {
  readonly text: string;
  readonly topicId?: number | undefined;
  readonly replyTo?: number | undefined;
  readonly name?: string | undefined;
}

/** An administrator writes in the staff group. */
export function staffWrite(core: Core, wish: StaffText): Done {
  const chat = core.state.telegram.chats.get(staffChatId)!;
  const { topicId, replyTo } = wish;
  if (topicId !== undefined && !chat.topics.some((topic) => topic.id === topicId)) {
    return refused('no_such_topic');
  }
  const from = { id: 90_000_001, name: wish.name ?? 'Staff', language: 'ru' };
  const message = newMessage(core, chat, from, {
    text: wish.text,
    ...(topicId !== undefined && { threadId: topicId }),
    ...(replyTo !== undefined && { replyTo }),
  });
  core.commit(
    { type: 'tg/message', message },
    ...updateRecord(core, {
      kind: 'message',
      lane: `chat ${chat.id}`,
      body: messageShape(core, chat, message),
    }),
  );
  return { done: { messageId: message.id } };
}
