/** What a person can do in WhatsApp. */

import { type Done, refused } from '../control/done.ts';
import type { Core } from '../core.ts';
import { strike } from '../faults.ts';
import { digitsOf, fromBase64, wamid } from '../ids.ts';
import { freeBsuid, freePhone, type Person, personByPhone } from '../people.ts';
import type { SandboxRecord } from '../state.ts';
import { keepMedia } from './media.ts';
import { messageEvent, preferenceEvent, statusEvent, systemEvent } from './payloads.ts';
import type { WaButton, WaChat, WaMessage } from './state.ts';

const tinyPng =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function chatOf(core: Core, person: Person): WaChat {
  return core.state.whatsapp.chats.get(person.id)!;
}

interface Said {
  readonly kind: string;
  readonly text: string;
  readonly replyTo?: string | undefined;
  /** The webhook's part that tells the content. */
  readonly content: Record<string, unknown>;
}

function say(core: Core, person: Person, said: Said): Done {
  if (chatOf(core, person).blocked) return refused('blocked');
  const message = newMessage(core, person, said);
  core.commit(
    { type: 'wa/message', message },
    ...messageEvent(core, person, message, said.content),
  );
  return { done: { messageId: message.id } };
}

function newMessage(core: Core, person: Person, said: Omit<Said, 'content'>): WaMessage {
  return {
    id: wamid(core.state.seed, core.state.whatsapp.lastMessage + 1),
    personId: person.id,
    recipient: '',
    from: 'person',
    at: core.now(),
    kind: said.kind,
    header: '',
    text: said.text,
    footer: '',
    buttons: [],
    menu: '',
    category: '',
    ...(said.replyTo !== undefined && { replyTo: said.replyTo }),
    status: 'delivered',
  };
}

export function write(core: Core, person: Person, text: string): Done {
  return say(core, person, { kind: 'text', text, content: { type: 'text', text: { body: text } } });
}

export interface Tap {
  readonly messageId?: string | undefined;
  readonly data?: string | undefined;
  readonly label?: string | undefined;
}

export function tap(core: Core, person: Person, wish: Tap): Done {
  const { messages } = chatOf(core, person);
  const message =
    wish.messageId === undefined
      ? messages.findLast((known) => known.buttons.length > 0)
      : messages.find((known) => known.id === wish.messageId);
  const button = message?.buttons.find((known) =>
    wish.data === undefined ? known.label === wish.label : known.data === wish.data,
  );
  return message && button ? press(core, person, message, button) : refused('no_such_button');
}

function press(core: Core, person: Person, message: WaMessage, button: WaButton): Done {
  if (button.kind === 'url') return { done: { url: button.data } };
  if (button.kind === 'contact') return shareContact(core, person, { own: true });
  const content = replyContent(button);
  return say(core, person, {
    kind: String(content.type),
    text: button.label,
    replyTo: message.id,
    content,
  });
}

function replyContent(button: WaButton): Record<string, unknown> {
  const { label, data, description } = button;
  if (button.kind === 'template') return { type: 'button', button: { payload: data, text: label } };
  const reply = { id: data, title: label, ...(description && { description }) };
  return button.kind === 'list'
    ? { type: 'interactive', interactive: { type: 'list_reply', list_reply: reply } }
    : { type: 'interactive', interactive: { type: 'button_reply', button_reply: reply } };
}

export interface Shared {
  /** The answer to a contact request, which alone proves it; else any card from the book. */
  readonly own: boolean;
  readonly phone?: string | undefined;
  readonly name?: string | undefined;
}

export function shareContact(core: Core, person: Person, wish: Shared): Done {
  const { own } = wish;
  const phone = own ? person.phone : `+${digitsOf(wish.phone ?? '+79995550000')}`;
  const name = own ? person.name : (wish.name ?? 'Neighbour');
  const content = {
    type: 'contacts',
    contacts: [
      {
        origin: own ? 'contact_request' : 'other',
        name: { formatted_name: name, first_name: name.split(' ')[0] },
        phones: [{ phone, type: 'CELL', wa_id: digitsOf(phone) }],
        vcard: `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nTEL;waid=${digitsOf(phone)}:${phone}\r\nEND:VCARD`,
      },
    ],
  };
  return say(core, person, { kind: 'contacts', text: `${name} ${phone}`, content });
}

/** `root`: where this Cloud API is reached. */
export async function sendPhoto(
  core: Core,
  person: Person,
  photo: { caption: string; root: string },
) {
  const media = await keepMedia(core, fromBase64(tinyPng), 'image/png');
  const image = {
    mime_type: media.mime,
    sha256: media.sha256,
    id: media.id,
    url: `${photo.root}/media/${media.id}`,
    ...(photo.caption !== '' && { caption: photo.caption }),
  };
  return say(core, person, {
    kind: 'image',
    text: photo.caption,
    content: { type: 'image', image },
  });
}

export function react(core: Core, person: Person, id: string | undefined, emoji: string): Done {
  const message = chatOf(core, person).messages.findLast((known) =>
    id === undefined ? known.from === 'bot' : known.id === id,
  );
  if (!message) return refused('no_such_message');
  const reaction = { message_id: message.id, ...(emoji !== '' && { emoji }) };
  core.commit({ type: 'wa/reaction', id: message.id, emoji });
  return say(core, person, {
    kind: 'reaction',
    text: emoji,
    content: { type: 'reaction', reaction },
  });
}

/** The business is told nothing of a block: its messages simply stay undelivered. */
export function setBlocked(core: Core, person: Person, blocked: boolean): Done {
  if (chatOf(core, person).blocked === blocked) return refused(blocked ? 'blocked' : 'not_blocked');
  core.commit({ type: 'wa/blocked', personId: person.id, blocked });
  return { done: {} };
}

/** The person opens the chat: all that was delivered becomes read. */
export function read(core: Core, person: Person): Done {
  const chat = chatOf(core, person);
  const unread = chat.messages.filter(
    (message) => message.from === 'bot' && message.status === 'delivered',
  );
  if (unread.length === 0 && chat.unread === 0) return { done: {} };
  const lost =
    unread.length > 0 && strike(core, { channel: 'whatsapp', person }, ['lose_statuses']);
  const statuses = unread.flatMap((message, number): SandboxRecord[] => [
    { type: 'wa/status', id: message.id, status: 'read' },
    ...(lost ? [] : statusEvent(core, { message, person, status: 'read', number })),
  ]);
  core.commit({ type: 'wa/opened', personId: person.id }, ...statuses);
  return { done: { read: unread.length } };
}

/** WhatsApp's own switch for marketing messages of one business. */
export function setMarketing(core: Core, person: Person, stopped: boolean): Done {
  core.commit(
    { type: 'wa/marketing', personId: person.id, stopped },
    ...preferenceEvent(core, person, stopped),
  );
  return { done: {} };
}

export interface NewNumber {
  /** Without it one that nobody has. */
  readonly phone?: string | undefined;
  /** False: the person said no to telling their contacts, so nobody is told. */
  readonly told: boolean;
}

/** A new phone number: WhatsApp makes a new user id with it. */
export function changeNumber(core: Core, person: Person, wish: NewNumber): Done {
  const { people } = core.state;
  const phone = `+${digitsOf(wish.phone ?? freePhone(people))}`;
  if (personByPhone(people, phone)) return refused('phone_taken');
  const bsuid = freeBsuid(people, core.options.whatsapp!.businessAccountId, phone);
  const [before, now] = [digitsOf(person.phone), digitsOf(phone)];
  const body = `User ${person.name} changed from ${before} to ${now}`;
  const type = 'user_changed_number';
  const wa_id = person.hidePhone ? {} : { wa_id: now };
  const system = { body, type, ...wa_id, user_id: bsuid, previous_user_id: person.bsuid };
  return becomeOther(core, person, { change: { phone, bsuid }, system: wish.told ? system : null });
}

/** The same number under a new user id. */
export function changeUserId(core: Core, person: Person): Done {
  const { phone } = person;
  const bsuid = freeBsuid(core.state.people, core.options.whatsapp!.businessAccountId, phone);
  const body = `User ${person.name} changed their user id`;
  const ids = { user_id: bsuid, previous_user_id: person.bsuid };
  const system = { body, type: 'user_changed_user_id', ...ids };
  return becomeOther(core, person, { change: { bsuid }, system });
}

interface Change {
  readonly change: { readonly phone?: string; readonly bsuid: string };
  /** What WhatsApp tells the business. */
  readonly system: { readonly body: string; readonly [part: string]: string } | null;
}

function becomeOther(core: Core, person: Person, { change, system }: Change): Done {
  // The message comes from who the person was; the new ids stand inside it.
  const before = { ...person };
  const record = { type: 'person/changed', id: person.id, change } as const;
  if (system === null) core.commit(record);
  else {
    const message = newMessage(core, person, { kind: 'system', text: system.body });
    const told = systemEvent(core, before, message.id, system);
    core.commit(record, { type: 'wa/message', message }, ...told);
  }
  return { done: { bsuid: change.bsuid, phone: change.phone ?? person.phone } };
}

/** A message the Cloud API cannot carry: a poll, a view-once photo. */
export function sendUnsupported(core: Core, person: Person): Done {
  const errors = [{ code: 131051, title: 'Message type unknown', message: 'Message type unknown' }];
  return say(core, person, {
    kind: 'unsupported',
    text: '',
    content: { type: 'unsupported', errors },
  });
}
