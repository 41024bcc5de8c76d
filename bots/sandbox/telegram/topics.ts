import { type Answer, badRequest, type Failure } from './answer.ts';
import { type Call, findChat } from './call.ts';
import { integer, text } from './params.ts';
import type { Chat, Topic } from './state.ts';

const nameMax = 128;

function forum(call: Call): Chat | Failure {
  const chat = findChat(call);
  if ('failed' in chat || chat.kind === 'supergroup') return chat;
  return badRequest('the chat is not a forum');
}

export function createTopic(call: Call): Answer {
  const chat = forum(call);
  if ('failed' in chat) return chat;
  const name = (text(call.params, 'name') ?? '').trim();
  if (name === '' || name.length > nameMax) return badRequest('TOPIC_NAME_INVALID');
  const id = call.core.state.telegram.lastMessageId + 1;
  call.core.commit({ type: 'tg/topic', chatId: chat.id, topic: { id, name, closed: false } });
  return { result: { message_thread_id: id, name, icon_color: 7322096 } };
}

/** Close, reopen or rename. */
export function changeTopic(call: Call, wish: 'close' | 'reopen' | 'rename'): Answer {
  const chat = forum(call);
  if ('failed' in chat) return chat;
  const id = integer(call.params, 'message_thread_id');
  const topic = chat.topics.find((known) => known.id === id);
  if (!topic) return badRequest('message thread not found');
  const change = changeOf(call, topic, wish);
  if (!change) return badRequest('TOPIC_NOT_MODIFIED');
  call.core.commit({ type: 'tg/topic', chatId: chat.id, topic: { ...topic, ...change } });
  return { result: true };
}

function changeOf(call: Call, topic: Topic, wish: 'close' | 'reopen' | 'rename') {
  if (wish === 'rename')
    return { name: (text(call.params, 'name') ?? topic.name).slice(0, nameMax) };
  const closed = wish === 'close';
  return topic.closed === closed ? null : { closed };
}
