import { z } from 'zod';
import type { InboundEvent } from '../channel.ts';
import { jsonOf, rawId } from '../http.ts';
import { type Body, readMessage } from './message.ts';
import {
  callbackQuery,
  chatMemberUpdated,
  editedMessage,
  isoOf,
  message,
  reactionUpdated,
  senderOf,
} from './schema.ts';

/** An update of which only the id is certain. */
export const update = z.looseObject({ update_id: z.int().nonnegative() });

/** One webhook body holds one update. Total: anything else is one `unsupported`. */
export function parseUpdate(body: Uint8Array, account: string): readonly InboundEvent[] {
  const json = jsonOf(body);
  const parsed = update.safeParse(json);
  if (!parsed.success) {
    const what = json === undefined ? 'not_json' : 'no_update_id';
    return [{ ...unsupported(what), account, externalId: rawId(body) }];
  }
  const { update_id, ...parts } = parsed.data;
  return [{ ...bodyOf(parts), account, externalId: String(update_id) }];
}

function bodyOf(parts: Readonly<Record<string, unknown>>): Body {
  const keys = Object.keys(parts);
  const kind = keys.find((key) => readers.has(key));
  if (kind === undefined) return unsupported(keys[0] ?? 'empty');
  return readers.get(kind)?.(parts[kind]) ?? unsupported(`${kind}.malformed`);
}

const readers: ReadonlyMap<string, (value: unknown) => Body | null> = new Map([
  ['message', reader(message, readMessage)],
  ['edited_message', reader(editedMessage, readEdited)],
  ['callback_query', reader(callbackQuery, readButton)],
  ['message_reaction', reader(reactionUpdated, readReaction)],
  ['my_chat_member', reader(chatMemberUpdated, readReachability)],
]);

function reader<T>(schema: z.ZodType<T>, read: (value: T) => Body) {
  return (value: unknown): Body | null => {
    const parsed = schema.safeParse(value);
    return parsed.success ? read(parsed.data) : null;
  };
}

function readEdited(value: z.infer<typeof editedMessage>): Body {
  if (value.chat.type !== 'private') return unsupported(`edited_message.${value.chat.type}`);
  const base = { at: isoOf(value.edit_date ?? value.date), sender: senderOf(value.from) };
  const text = value.text ?? value.caption;
  if (text === undefined) return { ...unsupported('edited_message.media'), ...base };
  return { ...base, type: 'edited', text, messageId: String(value.message_id) };
}

/** Telegram gives no time of a press: `message.date` is when the buttons were sent. */
function readButton(value: z.infer<typeof callbackQuery>): Body {
  const { message: carrier, data } = value;
  if (carrier === undefined) return unsupported('callback_query.inline');
  if (carrier.chat.type !== 'private') return unsupported(`callback_query.${carrier.chat.type}`);
  const base = { at: null, sender: senderOf(value.from) };
  if (data === undefined) return { ...unsupported('callback_query.game'), ...base };
  const pressed = carrier.reply_markup?.inline_keyboard
    .flat()
    .find((b) => b.callback_data === data);
  return {
    ...base,
    type: 'button',
    data,
    label: pressed?.text ?? '',
    messageId: String(carrier.message_id),
    callbackId: value.id,
  };
}

function readReaction(value: z.infer<typeof reactionUpdated>): Body {
  if (value.chat.type !== 'private') return unsupported(`message_reaction.${value.chat.type}`);
  const base = { at: isoOf(value.date), sender: senderOf(value.user) };
  const emoji = value.new_reaction.find((reaction) => reaction.emoji !== undefined)?.emoji;
  // A custom emoji has no character; calling it "removed" would be false.
  if (emoji === undefined && value.new_reaction.length > 0)
    return { ...unsupported('message_reaction.custom'), ...base };
  return { ...base, type: 'reaction', emoji: emoji ?? null, messageId: String(value.message_id) };
}

/** In a private chat this comes only on block and unblock (core.telegram.org/bots/api#update). */
function readReachability(value: z.infer<typeof chatMemberUpdated>): Body {
  if (value.chat.type !== 'private') return unsupported(`my_chat_member.${value.chat.type}`);
  const base = {
    at: isoOf(value.date),
    sender: senderOf(value.from),
    type: 'reachability',
  } as const;
  const { status } = value.new_chat_member;
  if (status === 'kicked') return { ...base, reachable: false, code: 'blocked_by_user' };
  if (status === 'member') return { ...base, reachable: true, code: 'unblocked' };
  return { ...unsupported(`my_chat_member.${status}`), at: base.at, sender: base.sender };
}

const unsupported = (what: string): Body & { readonly type: 'unsupported' } => ({
  type: 'unsupported',
  what: what.slice(0, 64),
  at: null,
  sender: null,
});
