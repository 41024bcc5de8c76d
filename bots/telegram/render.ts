import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import type { Button, Content } from '../../src/domain/content.ts';
import type { AddressRef, SendOutcome } from '../channel.ts';

type Rejected = Extract<SendOutcome, { type: 'rejected' }>;

export interface TelegramText {
  readonly type: 'ready';
  readonly text: string;
  readonly inline: InlineKeyboardMarkup | undefined;
  /** Goes before `inline`, where the message is new. */
  readonly reply: ReplyKeyboardMarkup | undefined;
}

// core.telegram.org/bots/api#sendmessage. `length` counts UTF-16 units, never fewer than Telegram does.
const textCharsMax = 4096;
// core.telegram.org/bots/api#inlinekeyboardbutton
const callbackBytesMax = 64;
/** Up to three labels of together so many characters stay readable in one row on a phone. */
const rowCharsMax = 24;
const rowButtonsMax = 3;

/** Plain text and keyboards, or the reason why Telegram would refuse them. */
export function renderText(content: Content): TelegramText | Rejected {
  const buttons = content.buttons ?? [];
  const code = fault(content.text, buttons);
  if (code !== null) return { type: 'rejected', code, elsewhere: false };
  const { text, contactRequest } = content;
  return {
    type: 'ready',
    text,
    inline: buttons.length === 0 ? undefined : inlineKeyboard(buttons),
    reply: contactRequest === undefined ? undefined : contactKeyboard(contactRequest, buttons),
  };
}

/** The private chat's id equals the user's, or null if this is no Telegram user id. */
export function chatIdOf(to: AddressRef): number | null {
  const id = /^\d{1,16}$/.test(to.userId ?? '') ? Number(to.userId) : null;
  return Number.isSafeInteger(id) ? id : null;
}

function fault(text: string, buttons: readonly Button[]): string | null {
  if (text.trim() === '') return 'empty';
  if (text.length > textCharsMax) return 'too_long';
  if (buttons.some((button) => button.label.trim() === '')) return 'button_label';
  return buttons.every((button) => fits(button.data)) ? null : 'button_data';
}

function fits(data: string): boolean {
  const bytes = new TextEncoder().encode(data).length;
  return bytes >= 1 && bytes <= callbackBytesMax;
}

function inlineKeyboard(buttons: readonly Button[]): InlineKeyboardMarkup {
  const cells = buttons.map((button) => ({ text: button.label, callback_data: button.data }));
  const chars = buttons.reduce((sum, button) => sum + button.label.length, 0);
  const compact = buttons.length <= rowButtonsMax && chars <= rowCharsMax;
  return { inline_keyboard: compact ? [cells] : cells.map((cell) => [cell]) };
}

/** A message has one keyboard: beside a contact request the buttons say their label as text. */
function contactKeyboard(label: string, buttons: readonly Button[]): ReplyKeyboardMarkup {
  return {
    keyboard: [
      [{ text: label, request_contact: true }],
      ...buttons.map((button) => [{ text: button.label }]),
    ],
    one_time_keyboard: true,
    resize_keyboard: true,
  };
}
