/** Acts on a phone, by channel. */

import type { z } from 'zod';
import type { ChannelId } from '../../../src/domain/words.ts';
import type { Core } from '../core.ts';
import { digitsOf } from '../ids.ts';
import type { Person } from '../people.ts';
import * as telegram from '../telegram/phone.ts';
import * as whatsapp from '../whatsapp/phone.ts';
import { type Done, refused } from './done.ts';
import { readLink } from './links.ts';
import { newTelegramAccount } from './people.ts';
import * as schemas from './schemas.ts';

export interface Act {
  readonly core: Core;
  readonly person: Person;
  readonly channel: ChannelId;
  readonly body: unknown;
  /** Where the sandbox is mounted, as the caller reaches it. */
  readonly mount: string;
}

type Handler = (act: Act) => Done | Promise<Done>;

/** Parses the body and picks the channel's side. */
function act<S extends z.ZodType>(
  schema: S,
  sides: Partial<Record<ChannelId, (act: Act, body: z.infer<S>) => Done | Promise<Done>>>,
): Handler {
  return (given) => {
    const side = sides[given.channel];
    if (!side) return refused('not_supported');
    const parsed = schema.safeParse(given.body ?? {});
    return parsed.success ? side(given, parsed.data) : refused('bad_request');
  };
}

export const acts: Readonly<Record<string, Handler>> = {
  text: act(schemas.text, {
    telegram: ({ core, person }, { text }) => telegram.write(core, person, { text }),
    whatsapp: ({ core, person }, { text }) => whatsapp.write(core, person, text),
  }),
  tap: act(schemas.tap, {
    telegram: ({ core, person }, { messageId, ...wish }) =>
      telegram.tap(core, person, {
        ...wish,
        ...(messageId !== undefined && { messageId: Number(messageId) }),
      }),
    whatsapp: ({ core, person }, { messageId, ...wish }) =>
      whatsapp.tap(core, person, {
        ...wish,
        ...(messageId !== undefined && { messageId: String(messageId) }),
      }),
  }),
  contact: act(schemas.contact, {
    // Sharing the own number presses the key that asks for it, if one is shown.
    telegram: ({ core, person }, wish) =>
      telegram.shareContact(core, person, { ...wish, byKey: wish.own }),
    whatsapp: ({ core, person }, wish) => whatsapp.shareContact(core, person, wish),
  }),
  photo: act(schemas.photo, {
    telegram: ({ core, person }, { caption }) => telegram.sendPhoto(core, person, caption),
    whatsapp: ({ core, person, mount }, { caption }) =>
      whatsapp.sendPhoto(core, person, { caption, root: `${mount}/whatsapp` }),
  }),
  react: act(schemas.react, {
    telegram: ({ core, person }, { messageId, emoji }) =>
      telegram.react(core, person, messageId === undefined ? undefined : Number(messageId), emoji),
    whatsapp: ({ core, person }, { messageId, emoji }) =>
      whatsapp.react(core, person, messageId === undefined ? undefined : String(messageId), emoji),
  }),
  block: act(schemas.nothing, {
    telegram: ({ core, person }) => telegram.setBlocked(core, person, true),
    whatsapp: ({ core, person }) => whatsapp.setBlocked(core, person, true),
  }),
  unblock: act(schemas.nothing, {
    telegram: ({ core, person }) => telegram.setBlocked(core, person, false),
    whatsapp: ({ core, person }) => whatsapp.setBlocked(core, person, false),
  }),
  read: act(schemas.nothing, {
    telegram: ({ core, person }) => telegram.read(core, person),
    whatsapp: ({ core, person }) => whatsapp.read(core, person),
  }),
  edit: act(schemas.edit, {
    telegram: ({ core, person }, { messageId, text }) =>
      telegram.editOwn(core, person, messageId, text),
  }),
  start: act(schemas.start, {
    telegram: ({ core, person }, { parameter }) => telegram.start(core, person, parameter),
  }),
  marketing: act(schemas.marketing, {
    whatsapp: ({ core, person }, { stopped }) => whatsapp.setMarketing(core, person, stopped),
  }),
  'change-number': act(schemas.changeNumber, {
    whatsapp: ({ core, person }, wish) => whatsapp.changeNumber(core, person, wish),
  }),
  'change-user-id': act(schemas.nothing, {
    whatsapp: ({ core, person }) => whatsapp.changeUserId(core, person),
  }),
  'new-account': act(schemas.nothing, {
    telegram: ({ core, person }) => newTelegramAccount(core, person),
  }),
  unsupported: act(schemas.nothing, {
    whatsapp: ({ core, person }) => whatsapp.sendUnsupported(core, person),
  }),
};

export function openLink(core: Core, person: Person, url: string): Done {
  const link = readLink(url);
  const { telegram: bot, whatsapp: business } = core.options;
  if (link?.channel === 'telegram' && link.bot.toLowerCase() === bot?.username.toLowerCase()) {
    return withChannel('telegram', telegram.start(core, person, link.start));
  }
  if (link?.channel === 'whatsapp' && business && link.number === digitsOf(business.displayPhone)) {
    const said = link.text === '' ? { done: {} } : whatsapp.write(core, person, link.text);
    return withChannel('whatsapp', said);
  }
  return refused('other_link');
}

function withChannel(channel: ChannelId, done: Done): Done {
  return 'refused' in done ? done : { done: { channel, ...done.done } };
}
