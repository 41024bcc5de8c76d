/** Our state in the Bot API's own shapes. */

import type { Core } from '../core.ts';
import { unixSeconds } from '../ids.ts';
import type { Person } from '../people.ts';
import { type Chat, findMessage, type TgMessage } from './state.ts';

export function botUser(core: Core): Record<string, unknown> {
  const { token, username } = core.options.telegram!;
  return { id: Number(token.split(':')[0]), is_bot: true, first_name: username, username };
}

export function me(core: Core): Record<string, unknown> {
  return {
    ...botUser(core),
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  };
}

export function nameParts(name: string): { first_name: string; last_name?: string } {
  const [first = name, ...rest] = name.split(' ');
  return rest.length === 0
    ? { first_name: first }
    : { first_name: first, last_name: rest.join(' ') };
}

export function personAsSender(person: Person): NonNullable<TgMessage['from']> {
  return { id: person.telegramId, name: person.name, language: person.language };
}

export function userShape(sender: NonNullable<TgMessage['from']>): Record<string, unknown> {
  const { id, name, language } = sender;
  return { id, is_bot: false, ...nameParts(name), ...(language && { language_code: language }) };
}

export function chatShape(chat: Chat): Record<string, unknown> {
  return chat.kind === 'private'
    ? { id: chat.id, type: 'private', ...nameParts(chat.title) }
    : { id: chat.id, type: 'supergroup', title: chat.title, is_forum: true };
}

/** `deep`: with the message it replies to, which itself comes without its own. */
export function messageShape(
  core: Core,
  chat: Chat,
  message: TgMessage,
  deep = true,
): Record<string, unknown> {
  const replied = deep && message.replyTo !== undefined && replyOf(core, chat, message.replyTo);
  return {
    message_id: message.id,
    from: message.from ? userShape(message.from) : botUser(core),
    chat: chatShape(chat),
    date: unixSeconds(message.at),
    ...(message.editedAt && { edit_date: unixSeconds(message.editedAt) }),
    ...(message.threadId && { message_thread_id: message.threadId, is_topic_message: true }),
    ...(replied && { reply_to_message: replied }),
    ...contentShape(core, message),
    ...(message.inline.length > 0 && { reply_markup: { inline_keyboard: message.inline } }),
  };
}

function replyOf(core: Core, chat: Chat, id: number): Record<string, unknown> | undefined {
  const message = findMessage(core.state.telegram, chat.id, id);
  return message && messageShape(core, chat, message, false);
}

function contentShape(core: Core, message: TgMessage): Record<string, unknown> {
  if (message.contact) return { contact: message.contact };
  if (message.media) {
    const caption = message.text === '' ? {} : { caption: message.text };
    return { ...mediaShape(core, message.media), ...caption };
  }
  return { text: message.text, ...commandEntity(message.text) };
}

function mediaShape(core: Core, media: NonNullable<TgMessage['media']>): Record<string, unknown> {
  const file = core.state.telegram.files.get(media.fileId);
  const ids = {
    file_id: media.fileId,
    file_unique_id: `u${media.fileId}`,
    file_size: file?.size ?? 0,
  };
  return media.kind === 'photo'
    ? { photo: [{ ...ids, width: 90, height: 90 }] }
    : { document: { ...ids, file_name: file?.name, mime_type: file?.mime } };
}

function commandEntity(text: string): Record<string, unknown> {
  const command = /^\/[a-zA-Z0-9_]{1,32}(@\w+)?/.exec(text)?.[0];
  return command ? { entities: [{ type: 'bot_command', offset: 0, length: command.length }] } : {};
}
