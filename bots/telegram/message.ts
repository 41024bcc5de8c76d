import type { InboundEvent } from '../channel.ts';
import { isoOf, type Message, senderOf } from './schema.ts';

/** An event before it knows which account and update it came in. */
export type Body = InboundEvent extends infer E
  ? E extends InboundEvent
    ? Omit<E, 'externalId' | 'account'>
    : never
  : never;

type Media = Extract<InboundEvent, { type: 'media' }>['media'];

/** A message of a private chat; those of groups and channels are named and left alone. */
export function readMessage(value: Message): Body {
  if (value.chat.type !== 'private')
    return { type: 'unsupported', what: `message.${value.chat.type}`, at: null, sender: null };
  const base = { at: isoOf(value.date), sender: senderOf(value.from) };
  if (value.text !== undefined) return { ...base, ...readText(value.text, value) };
  if (value.contact !== undefined) return { ...base, ...readContact(value.contact, value) };
  return { ...base, ...(readMedia(value) ?? { type: 'unsupported', what: kindOf(value) }) };
}

type Part<T extends InboundEvent['type']> = Omit<Extract<Body, { type: T }>, 'at' | 'sender'>;

const startCommand = /^\/start(?:@\w+)?(?:\s+(?<token>.*))?$/s;

function readText(text: string, value: Message): Part<'text'> | Part<'start'> {
  const start = startCommand.exec(text);
  if (start) return { type: 'start', token: start.groups?.token?.trim() ?? '' };
  const replyTo = value.reply_to_message?.message_id;
  return { type: 'text', text, replyTo: replyTo === undefined ? undefined : String(replyTo) };
}

/** A forwarded or address-book card has another `user_id` or none (core.telegram.org/bots/api#contact). */
function readContact(
  contact: NonNullable<Message['contact']>,
  value: Message,
): Part<'contact'> | Part<'unsupported'> {
  const digits = contact.phone_number.replace(/\D/g, '');
  if (digits === '') return { type: 'unsupported', what: 'message.contact' };
  const own = contact.user_id !== undefined && contact.user_id === value.from?.id;
  return { type: 'contact', phone: `+${digits}`, own };
}

const files = [
  ['video', 'video'],
  ['video_note', 'video'],
  ['audio', 'audio'],
  ['voice', 'voice'],
  ['document', 'document'],
  ['sticker', 'sticker'],
] as const satisfies readonly (readonly [keyof Message, Media])[];

function readMedia(value: Message): Part<'media'> | null {
  const { caption } = value;
  // The sizes of one picture, the largest last.
  if (value.photo)
    return { type: 'media', media: 'photo', caption, mediaId: value.photo.at(-1)?.file_id };
  for (const [key, media] of files) {
    const file = value[key];
    if (file) return { type: 'media', media, caption, mediaId: file.file_id };
  }
  return value.location ? { type: 'media', media: 'location', caption } : null;
}

const envelope = new Set([
  'message_id',
  'date',
  'chat',
  'from',
  'reply_to_message',
  'forward_origin',
  'quote',
  'effect_id',
]);

const kindOf = (value: Message): string =>
  `message.${Object.keys(value).find((key) => !envelope.has(key)) ?? 'empty'}`.slice(0, 64);
