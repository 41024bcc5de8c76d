import { html } from 'hono/html';
import type { ChannelId } from '../../../src/domain/words.ts';
import type { DocumentView } from '../control/files.ts';
import type { ButtonView, MessageView } from '../control/view.ts';
import { dayOf, type Html, icon, type Look, timeOf } from './look.ts';

/** The messages of one chat, with the days between them. */
export function bubbles(look: Look, channel: ChannelId, messages: readonly MessageView[]): Html {
  if (messages.length === 0) return html`<p class="empty">${look.text.empty[channel]}</p>`;
  const lastWithButtons = messages.findLast((message) => message.buttons.length > 0)?.id;
  let day = '';
  return html`${messages.map((message) => {
    const own = dayOf(look, message.at);
    const divider = own === day ? '' : html`<div class="day"><span>${own}</span></div>`;
    day = own;
    const quoted = messages.find((known) => known.id === message.replyTo);
    return html`${divider}${bubble(look, { channel, message, quoted, fresh: message.id === lastWithButtons })}`;
  })}`;
}

interface Bubble {
  readonly channel: ChannelId;
  readonly message: MessageView;
  readonly quoted: MessageView | undefined;
  /** Its buttons are the ones to press now. */
  readonly fresh: boolean;
}

function bubble(look: Look, { channel, message, quoted, fresh }: Bubble): Html {
  if (message.from === 'system') return html`<div class="day"><span>${message.text}</span></div>`;
  const side = message.from === 'bot' ? 'in' : 'out';
  const inside = channel === 'whatsapp' ? whatsappButtons(look, message) : '';
  const below = channel === 'telegram' ? telegramButtons(message) : '';
  return html`<div class="msg ${side}${fresh ? ' fresh' : ''}" data-message="${message.id}">
    <div class="bubble">
      ${quoted ? quote(look, quoted) : ''}
      ${message.header ? html`<b class="head">${message.header}</b>` : ''}
      ${content(look, message)}
      ${message.footer ? html`<span class="foot">${message.footer}</span>` : ''}
      <span class="meta">${message.edited ? html`${look.text.edited} ` : ''}${timeOf(look, message.at)}${side === 'out' ? ticks(message) : ''}</span>
      ${inside}
      ${message.reaction ? html`<span class="reaction">${message.reaction}</span>` : ''}
    </div>
    ${below}
  </div>`;
}

function quote(look: Look, message: MessageView): Html {
  const whose = message.from === 'bot' ? look.text.clinic : '';
  return html`<span class="quote"><b>${whose}</b><span>${message.text.slice(0, 80)}</span></span>`;
}

function content(look: Look, message: MessageView): Html {
  if (message.document)
    return html`${file(look, message.document)}${message.text ? words(message.text) : ''}`;
  switch (message.kind) {
    case 'photo':
    case 'image':
      return html`<span class="picture">${icon('photo')}</span>${words(message.text)}`;
    case 'contact':
    case 'contacts':
      return html`<span class="card">${icon('person')}<span>${message.text}</span></span>`;
    case 'unsupported':
      return html`<i>${look.text.unsupported}</i>`;
    default:
      return words(message.text);
  }
}

function file({ text }: Look, { filename, url }: DocumentView): Html {
  const inside = html`${icon('file')}<span><b>${filename}</b><small>${url ? text.openFile : text.fileNotKept}</small></span>`;
  return url
    ? html`<a class="file" href="api/${url}" target="_blank" rel="noopener">${inside}</a>`
    : html`<span class="file">${inside}</span>`;
}

/** With addresses as links; the rest is escaped by the template. */
function words(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/);
  return html`<span class="words">${parts.map((part, index) =>
    index % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noopener">${part}</a>` : part,
  )}</span>`;
}

function ticks(message: MessageView): Html {
  const seen = message.status === 'read' ? ' seen' : '';
  return html`<span class="ticks${seen}">${icon('ticks')}</span>`;
}

function telegramButtons(message: MessageView): Html | string {
  if (message.buttons.length === 0) return '';
  return html`<div class="keys">${message.buttons.map(
    (row) =>
      html`<div>${row.map(
        (button) =>
          html`<button type="button" class="key${button.waiting ? ' waiting' : ''}" data-act="tap" data-data="${button.data}">${button.label}${button.kind === 'url' ? icon('link') : ''}</button>`,
      )}</div>`,
  )}</div>`;
}

function whatsappButtons(look: Look, message: MessageView): Html | string {
  const buttons = message.buttons.flat();
  if (buttons.length === 0) return '';
  if (!message.menu) return html`<div class="replies">${buttons.map(replyButton)}</div>`;
  return html`<details class="list">
    <summary>${icon('list')}${message.menu}</summary>
    <div class="sheet" role="menu">
      <b>${message.menu}</b>
      ${buttons.map(listRow)}
      <button type="button" class="close" data-close>${look.text.close}</button>
    </div>
  </details>`;
}

function replyButton(button: ButtonView): Html {
  const sign = button.kind === 'url' ? icon('link') : icon('reply');
  return html`<button type="button" data-act="tap" data-data="${button.data}">${sign}${button.label}</button>`;
}

function listRow(button: ButtonView): Html {
  return html`<button type="button" class="rowbtn" data-act="tap" data-data="${button.data}">
    <span>${button.label}${button.description ? html`<small>${button.description}</small>` : ''}</span><i></i>
  </button>`;
}
