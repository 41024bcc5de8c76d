import { html } from 'hono/html';
import { type ChannelId, channelIds } from '../../../src/domain/words.ts';
import type { StateView } from '../control/view.ts';
import { bubbles } from './bubbles.ts';
import { avatarHue, type Html, icon, initials, type Look, momentOf } from './look.ts';

export type PhoneView = StateView['phones'][number];

export const channelNames: Readonly<Record<ChannelId, string>> = {
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
};

/** The frame with its fixed parts; what changes sits in elements with `data-part`. */
export function phoneFrame(look: Look, state: StateView, phone: PhoneView): Html {
  const active = activeChannel(phone);
  return html`<section class="person" id="phone-${phone.id}" data-phone="${phone.id}" data-channel="${active}" aria-label="${phone.name}">
    <header class="who">
      ${avatar(phone.name)}
      <span><b>${phone.name}</b><small data-part="${phone.id}-number"></small></span>
    </header>
    <div class="device"><div class="screen">
      <div class="status"><span data-clock></span><i class="island"></i><span class="power"></span></div>
      <nav class="apps">${channelIds.map(
        (channel) =>
          html`<button type="button" class="app ${channel}" data-tab="${channel}">${channelNames[channel]}<span data-part="${phone.id}-${channel}-unread"></span></button>`,
      )}</nav>
      ${channelIds.map((channel) => chatFrame(look, state, phone, channel))}
    </div></div>
    <form class="open" data-open>
      <input name="url" list="links" placeholder="${look.text.linkHint}" aria-label="${look.text.openLink}" autocomplete="off" required />
      <button class="primary">${look.text.open}</button>
    </form>
  </section>`;
}

/** Where the last message is, else Telegram. */
function activeChannel(phone: PhoneView): ChannelId {
  const last = (channel: ChannelId): string => phone[channel]?.messages.at(-1)?.at ?? '';
  if (!phone.telegram) return 'whatsapp';
  return last('whatsapp') > last('telegram') ? 'whatsapp' : 'telegram';
}

export function avatar(name: string): Html {
  return html`<span class="avatar" style="--hue:${avatarHue(name)}">${initials(name)}</span>`;
}

function chatFrame(look: Look, state: StateView, phone: PhoneView, channel: ChannelId): Html {
  const { text } = look;
  if (!state.channels[channel]) {
    return html`<div class="chat ${channel}"><p class="empty">${text.off(channelNames[channel])}</p></div>`;
  }
  return html`<div class="chat ${channel}" data-chat="${channel}">
    <div class="top">${icon('back')}${avatar('Zabota')}
      <span><b>${channel === 'telegram' ? text.clinicBot : text.clinic}</b><small data-part="${phone.id}-${channel}-line"></small></span>
      <details class="menu"><summary aria-label="${text.attach}">${icon('more')}</summary><div data-part="${phone.id}-${channel}-menu"></div></details>
    </div>
    <div class="log" data-part="${phone.id}-${channel}-log"></div>
    <div data-part="${phone.id}-${channel}-toast" class="toastbox"></div>
    <div data-part="${phone.id}-${channel}-gate"></div>
    <form class="compose" data-say>
      <input name="text" placeholder="${text.message}" aria-label="${text.message}" autocomplete="off" required maxlength="4096" />
      <button aria-label="${text.send}">${icon('send')}</button>
    </form>
    <div data-part="${phone.id}-${channel}-keyboard"></div>
  </div>`;
}

/** The changing parts of one phone, by the name of their element. */
export function phoneParts(look: Look, phone: PhoneView): Record<string, Html | string> {
  const parts: Record<string, Html | string> = {};
  const unread = (phone.telegram?.unread ?? 0) + (phone.whatsapp?.unread ?? 0);
  parts[`${phone.id}-unread`] = badge(unread);
  parts[`${phone.id}-number`] = numberLine(look, phone);
  for (const channel of channelIds) {
    const chat = phone[channel];
    if (!chat) continue;
    const set = (part: string, value: Html | string): void => {
      parts[`${phone.id}-${channel}-${part}`] = value;
    };
    set('unread', badge(chat.unread));
    set('line', chat.typing ? html`<em>${look.text.typing}</em>` : line(look, phone, channel));
    set('menu', menu(look, phone, channel));
    set('log', bubbles(look, channel, chat.messages));
  }
  if (phone.telegram) Object.assign(parts, telegramParts(look, phone.id, phone.telegram));
  parts[`${phone.id}-whatsapp-gate`] = phone.whatsapp?.blocked
    ? gate(look.text.unblock, 'unblock')
    : '';
  return phone.lost ? { ...parts, ...lostParts(look, phone.id) } : parts;
}

function numberLine({ text }: Look, { phone, hidePhone, lost }: PhoneView): Html {
  if (lost) return html`<s>${phone}</s> · ${text.lost}`;
  return html`${phone}${hidePhone ? html` · ${text.hidden}` : ''}`;
}

/** Nothing can be pressed any more; what was said can be read. */
function lostParts({ text }: Look, id: string): Record<string, Html | string> {
  const note = html`<p class="gate lost">${text.numberLost}</p>`;
  return {
    [`${id}-telegram-gate`]: note,
    [`${id}-whatsapp-gate`]: note,
    [`${id}-unread`]: '',
    [`${id}-telegram-unread`]: '',
    [`${id}-whatsapp-unread`]: '',
    [`${id}-telegram-keyboard`]: '',
    [`${id}-telegram-menu`]: '',
    [`${id}-whatsapp-menu`]: '',
  };
}

function badge(count: number): Html | string {
  return count > 0 ? html`<span class="badge">${count}</span>` : '';
}

function line(look: Look, phone: PhoneView, channel: ChannelId): string {
  if (channel === 'telegram') return look.text.bot;
  const until = phone.whatsapp?.windowUntil;
  return until ? look.text.windowOpen(momentOf(look, until)) : look.text.windowClosed;
}

function telegramParts(
  look: Look,
  id: string,
  chat: NonNullable<PhoneView['telegram']>,
): Record<string, Html | string> {
  const { text } = look;
  const closed = chat.blocked
    ? gate(text.unblock, 'unblock')
    : chat.started
      ? ''
      : gate(text.start, 'start');
  return {
    [`${id}-telegram-gate`]: closed,
    [`${id}-telegram-keyboard`]: chat.keyboard && !chat.blocked ? keyboard(chat.keyboard) : '',
    [`${id}-telegram-toast`]: chat.toast
      ? html`<div class="toast" data-toast="${chat.toast.id}">${chat.toast.text}</div>`
      : '',
  };
}

/** A button in place of the line to write in. */
function gate(label: string, act: string): Html {
  return html`<button type="button" class="gate" data-act="${act}">${label}</button>`;
}

function keyboard(rows: NonNullable<NonNullable<PhoneView['telegram']>['keyboard']>): Html {
  return html`<div class="keyboard">${rows.map(
    (row) =>
      html`<div>${row.map((key) => html`<button type="button" data-act="tap" data-label="${key.text}">${key.request_contact ? icon('person') : ''}${key.text}</button>`)}</div>`,
  )}</div>`;
}

function menu({ text }: Look, phone: PhoneView, channel: ChannelId): Html {
  const item = (act: string, label: string, body: object = {}): Html =>
    html`<button type="button" data-act="${act}" data-body="${JSON.stringify(body)}">${label}</button>`;
  const blocked = phone[channel]?.blocked;
  const stopped = phone.whatsapp?.stoppedMarketing ?? false;
  return html`
    ${item('photo', text.photo)}
    ${item('contact', text.ownContact, { own: true })}
    ${item('contact', text.otherContact, { own: false })}
    ${item('react', text.react)}
    ${channel === 'whatsapp' ? item('marketing', stopped ? text.resumeMarketing : text.stopMarketing, { stopped: !stopped }) : ''}
    ${channel === 'whatsapp' ? item('change-number', text.changeNumber) : item('new-account', text.newAccount)}
    <button type="button" data-act="pass-number-on">${text.passNumberOn}</button>
    ${blocked ? item('unblock', text.unblock) : item('block', text.block)}`;
}
