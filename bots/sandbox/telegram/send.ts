import type { SandboxRecord } from '../state.ts';
import { type Answer, badRequest, type Failure } from './answer.ts';
import { type Call, findChat, openChat } from './call.ts';
import { fileIdOf } from './files.ts';
import { type Markup, readMarkup } from './markup.ts';
import { integer, json } from './params.ts';
import { messageShape } from './shape.ts';
import { type Chat, findMessage, type TgMessage } from './state.ts';
import { readText } from './text.ts';

export function sendMessage(call: Call): Answer {
  const chat = openChat(call);
  if ('failed' in chat) return chat;
  const read = readText(call.params, 'text');
  if ('failed' in read) return read;
  return accept(call, chat, { text: read.text });
}

export async function sendFile(call: Call, kind: 'photo' | 'document'): Promise<Answer> {
  const chat = openChat(call);
  if ('failed' in chat) return chat;
  const read = readText(call.params, 'caption');
  if ('failed' in read) return read;
  const fileId = await fileIdOf(call, kind);
  if (typeof fileId !== 'string') return fileId;
  return accept(call, chat, { text: read.text, media: { kind, fileId } });
}

export function copyMessage(call: Call): Answer {
  const chat = openChat(call);
  if ('failed' in chat) return chat;
  const source = findChat(call, 'from_chat_id');
  if ('failed' in source) return source;
  const id = integer(call.params, 'message_id') ?? 0;
  const original = findMessage(call.core.state.telegram, source.id, id);
  if (!original) return badRequest('message to copy not found');
  const { text, media, contact } = original;
  const answer = accept(call, chat, { text, ...(media && { media }), ...(contact && { contact }) });
  if ('failed' in answer) return answer;
  return { result: { message_id: call.core.state.telegram.lastMessageId } };
}

type Body = Pick<TgMessage, 'text' | 'media' | 'contact'>;

function accept(call: Call, chat: Chat, body: Body): Answer {
  const markup = readMarkup(call.params);
  if ('failed' in markup) return markup;
  const place = readPlace(call, chat);
  if ('failed' in place) return place;
  const { core } = call;
  const message: TgMessage = {
    id: core.state.telegram.lastMessageId + 1,
    chatId: chat.id,
    at: core.now(),
    from: null,
    inline: markup.inline,
    ...body,
    ...place,
  };
  core.commit(messageRecord(message, markup));
  return { result: messageShape(core, chat, message) };
}

function messageRecord(message: TgMessage, markup: Markup): SandboxRecord {
  const { keyboard } = markup;
  return { type: 'tg/message', message, ...(keyboard !== undefined && { keyboard }) };
}

function readPlace(
  call: Call,
  chat: Chat,
): { readonly threadId?: number; readonly replyTo?: number } | Failure {
  const threadId = integer(call.params, 'message_thread_id');
  if (threadId !== undefined && !chat.topics.some((topic) => topic.id === threadId)) {
    return badRequest('message thread not found');
  }
  const reply = json(call.params, 'reply_parameters') as
    | { message_id?: number; allow_sending_without_reply?: boolean }
    | undefined;
  const replyTo = reply?.message_id ?? integer(call.params, 'reply_to_message_id');
  const known = replyTo !== undefined && findMessage(call.core.state.telegram, chat.id, replyTo);
  if (replyTo !== undefined && !known && !reply?.allow_sending_without_reply) {
    return badRequest('message to be replied not found');
  }
  return { ...(threadId !== undefined && { threadId }), ...(known && { replyTo: known.id }) };
}
