/** The parts of the Bot API's objects that we read (core.telegram.org/bots/api). */

import { z } from 'zod';
import type { Sender } from '../channel.ts';

const user = z.object({
  id: z.int(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
});
const chat = z.object({ type: z.string() });
/** Unix seconds inside the range of `Date`. */
const seconds = z.int().min(0).max(8_640_000_000_000);
const file = z.object({ file_id: z.string() });

const messageBase = {
  message_id: z.int(),
  date: seconds,
  chat,
  from: user.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
};

/** Loose, so that an unknown kind of content can be named. */
export const message = z.looseObject({
  ...messageBase,
  reply_to_message: z.object({ message_id: z.int() }).optional(),
  contact: z.object({ phone_number: z.string(), user_id: z.int().optional() }).optional(),
  photo: z.array(file).optional(),
  video: file.optional(),
  video_note: file.optional(),
  audio: file.optional(),
  voice: file.optional(),
  document: file.optional(),
  sticker: file.optional(),
  location: z.object({}).optional(),
});
export type Message = z.infer<typeof message>;

export const editedMessage = z.object({ ...messageBase, edit_date: seconds.optional() });

const inlineButton = z.object({ text: z.string(), callback_data: z.string().optional() });
export const callbackQuery = z.object({
  id: z.string(),
  from: user,
  data: z.string().optional(),
  message: z
    .object({
      message_id: z.int(),
      chat,
      reply_markup: z.object({ inline_keyboard: z.array(z.array(inlineButton)) }).optional(),
    })
    .optional(),
});

export const reactionUpdated = z.object({
  chat,
  message_id: z.int(),
  user: user.optional(),
  date: seconds,
  new_reaction: z.array(z.object({ emoji: z.string().optional() })),
});

export const chatMemberUpdated = z.object({
  chat,
  from: user,
  date: seconds,
  new_chat_member: z.object({ status: z.string() }),
});

export const isoOf = (unixSeconds: number): string => new Date(unixSeconds * 1000).toISOString();

export function senderOf(from: z.infer<typeof user> | undefined): Sender | null {
  if (from === undefined) return null;
  return {
    userId: String(from.id),
    displayName: [from.first_name, from.last_name].filter(Boolean).join(' ') || undefined,
    username: from.username,
    language: from.language_code,
  };
}
