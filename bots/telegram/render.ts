import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import type { Button, Content, Document } from '../../src/domain/content.ts';
import type { AddressRef, SendOutcome } from '../channel.ts';
import { captionCharsMax, documentFault } from '../document.ts';

type Rejected = Extract<SendOutcome, { type: 'rejected' }>;

export interface TelegramText {
  readonly type: 'ready';
  readonly text: string;
  /** Then the text is its caption. */
  readonly document: Document | undefined;
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
  const { text, buttons = [], rows: own, minor = [], contactRequest, document } = content;
  const code = fault(content);
  if (code !== null) return { type: 'rejected', code, elsewhere: false };
  const laid = content.grid ? packed(buttons) : rowsOf(buttons);
  const rows = [...(own?.map((row) => row.map(cell)) ?? laid), ...packed(minor)];
  return {
    type: 'ready',
    text,
    document,
    inline: rows.length === 0 ? undefined : { inline_keyboard: rows },
    reply: contactRequest === undefined ? undefined : contactKeyboard(contactRequest, buttons),
  };
}

/** The private chat's id equals the user's, or null if this is no Telegram user id. */
export function chatIdOf(to: AddressRef): number | null {
  const id = /^\d{1,16}$/.test(to.userId ?? '') ? Number(to.userId) : null;
  return Number.isSafeInteger(id) ? id : null;
}

function fault({ text, buttons = [], rows = [], minor = [], document }: Content): string | null {
  const all = [...buttons, ...rows.flat(), ...minor];
  if (text.trim() === '') return 'empty';
  if (text.length > (document ? captionCharsMax : textCharsMax)) return 'too_long';
  if (all.some((button) => button.label.trim() === '')) return 'button_label';
  if (!all.every((button) => fits(button.data))) return 'button_data';
  return document ? documentFault(document) : null;
}

function fits(data: string): boolean {
  const bytes = new TextEncoder().encode(data).length;
  return bytes >= 1 && bytes <= callbackBytesMax;
}

type Row = InlineKeyboardMarkup['inline_keyboard'][number];

const cell = ({ label, data }: Button) => ({ text: label, callback_data: data });

const fitOneRow = (buttons: readonly Button[]): boolean =>
  buttons.length <= rowButtonsMax &&
  buttons.reduce((sum, button) => sum + button.label.length, 0) <= rowCharsMax;

/** All in one row, or each in its own: an answer must not look lesser for its place. */
function rowsOf(buttons: readonly Button[]): readonly Row[] {
  if (buttons.length === 0) return [];
  return fitOneRow(buttons) ? [buttons.map(cell)] : buttons.map((button) => [cell(button)]);
}

/** As few rows as they fit in. */
function packed(buttons: readonly Button[]): readonly Row[] {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const last = rows.at(-1);
    if (last && fitOneRow([...last, button])) last.push(button);
    else rows.push([button]);
  }
  return rows.map((row) => row.map(cell));
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
