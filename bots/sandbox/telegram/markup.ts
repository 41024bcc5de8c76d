import { z } from 'zod';
import { badRequest, type Failure } from './answer.ts';
import type { InlineButton, ReplyKeyboard } from './keys.ts';
import { json, type Params } from './params.ts';

export interface Markup {
  readonly inline: readonly (readonly InlineButton[])[];
  /** Undefined: the keyboard below the chat stays as it is. */
  readonly keyboard?: ReplyKeyboard | null;
}

const callbackBytesMax = 64;
const buttonsMax = 100;

const inlineButton = z.looseObject({
  text: z.string(),
  callback_data: z.string().optional(),
  url: z.string().optional(),
});
const keyboardButton = z.union([
  z.string().transform((label) => ({ text: label })),
  z.looseObject({ text: z.string(), request_contact: z.boolean().optional() }),
]);
const shape = z.union([
  z.object({ inline_keyboard: z.array(z.array(inlineButton)) }),
  z.object({
    keyboard: z.array(z.array(keyboardButton)),
    one_time_keyboard: z.boolean().optional(),
  }),
  z.object({ remove_keyboard: z.literal(true) }),
  z.object({ force_reply: z.literal(true) }),
]);

export function readMarkup(params: Params): Markup | Failure {
  const given = json(params, 'reply_markup');
  if (given === undefined) {
    return params.get('reply_markup') === undefined || params.get('reply_markup') === ''
      ? { inline: [] }
      : badRequest("can't parse reply keyboard markup JSON object");
  }
  const parsed = shape.safeParse(given);
  if (!parsed.success) return badRequest('object expected as reply markup');
  const markup = parsed.data;
  if ('inline_keyboard' in markup) return readInline(markup.inline_keyboard as InlineButton[][]);
  if ('remove_keyboard' in markup) return { inline: [], keyboard: null };
  if ('force_reply' in markup) return { inline: [] };
  const rows = markup.keyboard as ReplyKeyboard['rows'];
  return { inline: [], keyboard: { rows, oneTime: markup.one_time_keyboard ?? false } };
}

function readInline(given: InlineButton[][]): Markup | Failure {
  const rows = given.filter((row) => row.length > 0);
  const buttons = rows.flat();
  if (buttons.length > buttonsMax) return badRequest('reply markup is too long');
  for (const button of buttons) {
    const fault = faultOf(button);
    if (fault) return badRequest(fault);
  }
  return { inline: rows };
}

function faultOf(button: InlineButton): string | null {
  if (button.text === '')
    return 'can\'t parse inline keyboard button: Field "text" must be non-empty';
  if (button.callback_data !== undefined) {
    const bytes = new TextEncoder().encode(button.callback_data).length;
    return bytes >= 1 && bytes <= callbackBytesMax ? null : 'BUTTON_DATA_INVALID';
  }
  if (button.url !== undefined) return URL.canParse(button.url) ? null : 'BUTTON_URL_INVALID';
  return Object.keys(button).length > 1
    ? null
    : "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
}
