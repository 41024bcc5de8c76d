import type { SandboxRecord } from '../state.ts';
import { type Answer, badRequest } from './answer.ts';
import { type Call, ownMessage } from './call.ts';
import { readMarkup } from './markup.ts';
import { flag, text } from './params.ts';
import { messageShape } from './shape.ts';
import type { TgMessage } from './state.ts';
import { readText } from './text.ts';

const notModified =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
const deletableMs = 48 * 3_600_000;
const callbackLivesMs = 150_000;
const answerTextMax = 200;

export function editText(call: Call): Answer {
  const found = ownMessage(call, 'edit');
  if ('failed' in found) return found;
  if (found.message.media) return badRequest('there is no text in the message to edit');
  const read = readText(call.params, 'text');
  if ('failed' in read) return read;
  return edit(call, found.message, read.text);
}

export function editCaption(call: Call): Answer {
  const found = ownMessage(call, 'edit');
  if ('failed' in found) return found;
  if (!found.message.media) return badRequest('there is no caption in the message to edit');
  const read = readText(call.params, 'caption');
  if ('failed' in read) return read;
  return edit(call, found.message, read.text);
}

export function editMarkup(call: Call): Answer {
  const found = ownMessage(call, 'edit');
  return 'failed' in found ? found : edit(call, found.message, found.message.text);
}

/** Without a markup the buttons go, as on the platform. */
function edit(call: Call, message: TgMessage, newText: string): Answer {
  const { core } = call;
  if (message.from) return badRequest("message can't be edited");
  const markup = readMarkup(call.params);
  if ('failed' in markup) return markup;
  if (same(message, newText, markup.inline)) return badRequest(notModified);
  core.commit({
    type: 'tg/edited',
    chatId: message.chatId,
    messageId: message.id,
    change: { text: newText, inline: markup.inline, editedAt: core.now() },
  });
  const chat = core.state.telegram.chats.get(message.chatId)!;
  return { result: messageShape(core, chat, message) };
}

function same(message: TgMessage, newText: string, inline: TgMessage['inline']): boolean {
  return message.text === newText && JSON.stringify(message.inline) === JSON.stringify(inline);
}

export function deleteMessage(call: Call): Answer {
  const found = ownMessage(call, 'delete');
  if ('failed' in found) return found;
  const { core } = call;
  const { message } = found;
  if (Date.parse(core.now()) - Date.parse(message.at) > deletableMs) {
    return badRequest("message can't be deleted for everyone");
  }
  core.commit({ type: 'tg/deleted', chatId: message.chatId, messageId: message.id });
  return { result: true };
}

export function answerCallback({ core, params }: Call): Answer {
  const id = text(params, 'callback_query_id') ?? '';
  const callback = core.state.telegram.callbacks.find((known) => known.id === id);
  if (!callback || Date.parse(core.now()) - Date.parse(callback.at) > callbackLivesMs) {
    return badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  const shown = text(params, 'text') ?? '';
  if (shown.length > answerTextMax) return badRequest('MESSAGE_TOO_LONG');
  const record: SandboxRecord = {
    type: 'tg/answered',
    id,
    text: shown,
    alert: flag(params, 'show_alert'),
  };
  core.commit(record);
  return { result: true };
}
