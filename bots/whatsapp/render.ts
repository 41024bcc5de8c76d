import type { Button, Content, Document } from '../../src/domain/content.ts';
import type { AddressRef, SendOutcome, SendRequest } from '../channel.ts';
import { captionCharsMax, documentFault } from '../document.ts';

type Rejected = Extract<SendOutcome, { type: 'rejected' }>;
type Json = Readonly<Record<string, unknown>>;

/** A Cloud API message, ready to be posted. */
export interface Ready {
  readonly type: 'ready';
  readonly payload: Record<string, unknown>;
  /** To be uploaded first; its id then goes into the payload (`withMedia`). */
  readonly document?: Document;
}

// …/whatsapp/messages/{text,interactive-reply-buttons,interactive-list}-messages
const textCharsMax = 4096;
const replyBodyCharsMax = 1024;
const replyButtonsMax = 3;
const replyTitleCharsMax = 20;
const replyIdCharsMax = 256;
const listRowsMax = 10;
const rowTitleCharsMax = 24;
const rowIdCharsMax = 200;
const menuLabelCharsMax = 20;
/** Not in Meta's words, but widely met. */
const payloadCharsMax = 128;

/** The request for a message, or the reason why WhatsApp would refuse it. */
export function render(
  request: Pick<SendRequest, 'messageId' | 'to' | 'form' | 'content'>,
): Ready | Rejected {
  const to = recipient(request.to);
  if (to === null) return rejected('no_address');
  const { content, form } = request;
  const message = form === 'template' ? template(content) : session(content);
  if (typeof message === 'string') return rejected(message);
  const correlation = { biz_opaque_callback_data: request.messageId };
  const payload = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...to,
    ...correlation,
  };
  const { document } = content;
  return { type: 'ready', payload: { ...payload, ...message }, ...(document && { document }) };
}

/** The payload of a document message with what the upload answered. */
export const withMedia = (payload: Json, id: string): Record<string, unknown> => ({
  ...payload,
  document: { id, ...(payload.document as Json) },
});

/** Another channel has other limits: what does not fit here may well go there. */
const rejected = (code: string): Rejected => ({
  type: 'rejected',
  code,
  elsewhere: code !== 'empty',
});

/** Both where both are known: `to` has precedence (…/business-scoped-user-ids). */
function recipient({ phone, userId }: AddressRef): Json | null {
  if (!phone && !userId) return null;
  // Without `+` Meta would put the business's own country code before the number.
  const to = phone && (phone.startsWith('+') ? phone : `+${phone}`);
  return { ...(to && { to }), ...(userId && { recipient: userId }) };
}

function session(content: Content): Json | string {
  const { text, buttons = [] } = content;
  if (text.trim() === '') return 'empty';
  if (content.document) return withDocument(text, content.document);
  if (text.length > (replies(buttons) ? replyBodyCharsMax : textCharsMax)) return 'too_long';
  if (buttons.length === 0) return { type: 'text', text: { body: text, preview_url: false } };
  return replies(buttons)
    ? replyButtons(text, buttons)
    : menu(text, buttons, content.menuLabel ?? '');
}

/** WhatsApp has no buttons beside a plain file: the words must do without. */
function withDocument(text: string, document: Document): Json | string {
  if (text.length > captionCharsMax) return 'too_long';
  const { filename, type } = document;
  if (type) return 'document_type';
  return documentFault(document) ?? { type: 'document', document: { filename, caption: text } };
}

const replies = (buttons: readonly Button[]): boolean =>
  buttons.length > 0 && buttons.length <= replyButtonsMax;

function replyButtons(text: string, buttons: readonly Button[]): Json | string {
  const code = fault(buttons, { label: replyTitleCharsMax, data: replyIdCharsMax });
  if (code !== null) return code;
  const action = {
    buttons: buttons.map(({ label, data }) => ({
      type: 'reply',
      reply: { id: data, title: label },
    })),
  };
  return { type: 'interactive', interactive: { type: 'button', body: { text }, action } };
}

function menu(text: string, buttons: readonly Button[], menuLabel: string): Json | string {
  if (buttons.length > listRowsMax) return 'too_many_buttons';
  if (!within(menuLabel, menuLabelCharsMax)) return 'menu_label';
  const code = fault(buttons, { label: rowTitleCharsMax, data: rowIdCharsMax });
  if (code !== null) return code;
  const rows = buttons.map(({ label, data }) => ({ id: data, title: label }));
  const action = { button: menuLabel, sections: [{ rows }] };
  return { type: 'interactive', interactive: { type: 'list', body: { text }, action } };
}

function fault(
  buttons: readonly Button[],
  max: { readonly label: number; readonly data: number },
): string | null {
  if (!buttons.every(({ label }) => within(label, max.label))) return 'button_label';
  if (!buttons.every(({ data }) => within(data, max.data))) return 'button_data';
  // Two answers that look or read the same are refused with 131009.
  const labels = new Set(buttons.map(({ label }) => label));
  const datas = new Set(buttons.map(({ data }) => data));
  return Math.min(labels.size, datas.size) < buttons.length ? 'button_twice' : null;
}

const within = (text: string, max: number): boolean => text.trim() !== '' && text.length <= max;

function template({ template: use, document }: Content): Json | string {
  if (document) return 'document_in_template';
  if (use === undefined) return 'no_template';
  if (!use.buttons.every((data) => within(data, payloadCharsMax))) return 'button_data';
  const parameters = Object.entries(use.params).map(([parameter_name, value]) => ({
    type: 'text',
    parameter_name,
    text: parameterValue(value),
  }));
  const components = [
    ...(parameters.length > 0 ? [{ type: 'body', parameters }] : []),
    ...use.buttons.map(quickReply),
  ];
  const { name, language } = use;
  return { type: 'template', template: { name, language: { code: language }, components } };
}

/** Without a payload the webhook would give the button's label instead of our data. */
const quickReply = (payload: string, index: number): Json => ({
  type: 'button',
  sub_type: 'quick_reply',
  index: String(index),
  parameters: [{ type: 'payload', payload }],
});

/** New lines, tabs, runs of spaces and empty values are refused with 132012 or 132018. */
const parameterValue = (value: string): string => value.replace(/\s+/g, ' ').trim() || '—';
