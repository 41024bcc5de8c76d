import type { Core } from '../core.ts';
import { badRequest, type Failure, forbidden } from './answer.ts';
import { integer, type Params, text } from './params.ts';
import { type Chat, findMessage, type TgMessage } from './state.ts';

export interface Call {
  readonly core: Core;
  readonly params: Params;
}

export function findChat(call: Call, name = 'chat_id'): Chat | Failure {
  const id = text(call.params, name);
  if (!id) return badRequest('chat_id is empty');
  const chat = call.core.state.telegram.chats.get(Number(id));
  return chat ?? badRequest('chat not found');
}

/** A chat the bot may write into now. */
export function openChat(call: Call): Chat | Failure {
  const chat = findChat(call);
  if ('failed' in chat) return chat;
  if (chat.gone) return forbidden('user is deactivated');
  if (chat.blocked) return forbidden('bot was blocked by the user');
  return chat.started ? chat : forbidden("bot can't initiate conversation with a user");
}

export function ownMessage(call: Call, what: string): { chat: Chat; message: TgMessage } | Failure {
  const chat = findChat(call);
  if ('failed' in chat) return chat;
  const id = integer(call.params, 'message_id');
  if (id === undefined) return badRequest('message identifier is not specified');
  const message = findMessage(call.core.state.telegram, chat.id, id);
  return message ? { chat, message } : badRequest(`message to ${what} not found`);
}
