/**
 * Channels on Workers. Nothing stays in memory there, so what the platform told about us at
 * preparation is kept in the database, and every call begins with it.
 */

import { z } from 'zod';
import type { Channel, InvitationLink } from '../../bots/channel.ts';
import { invitationLink } from '../../bots/whatsapp/invitation.ts';
import { listenToChannels, prepareChannels } from '../app/channels.ts';
import type { Context } from '../app/context.ts';
import { hashToken } from '../app/ids.ts';
import { hourMs } from '../domain/time.ts';
import type { ChannelId } from '../domain/words.ts';
import { listAccounts, readSetting, writeSetting } from '../store/accounts.ts';
import type { Db } from '../store/db.ts';
import { realTelegram, realWhatsApp, telegramChannel, whatsAppChannel } from './channels.ts';
import type { Config } from './config.ts';

const key = 'worker_channels';
const prepare_again_ms = hourMs;

/** Our own names, by channel and account: a bot's user name, a number's digits. */
export type Names = Readonly<Record<string, string>>;

const saved = z.object({
  preparedAt: z.coerce.date(),
  /** Of the configuration it was done with. */
  hash: z.string(),
  names: z.record(z.string(), z.string()),
});

export async function readNames(db: Db): Promise<Names> {
  return saved.safeParse(await readSetting(db, key)).data?.names ?? {};
}

/** Real ones only: a channel without a token is not served. */
export function channelsOf(config: Config, names: Names): Channel[] {
  const telegram = realTelegram(config, 'webhook');
  const whatsapp = realWhatsApp(config);
  const channels = [
    ...(telegram ? [telegramChannel(telegram)] : []),
    ...(whatsapp ? [whatsAppChannel(whatsapp)] : []),
  ];
  return channels.map((channel) => named(channel, names[keyOf(channel)] ?? null));
}

const keyOf = ({ id, account }: Pick<Channel, 'id' | 'account'>): string => `${id}:${account}`;

const linkWith: Readonly<Record<ChannelId, (name: string, link: InvitationLink) => string>> = {
  telegram: (name, { token }) => `https://t.me/${name}?start=${encodeURIComponent(token)}`,
  whatsapp: (name, link) => invitationLink(link, name),
};

function named(channel: Channel, remembered: string | null): Channel {
  return {
    ...channel,
    invitationUrl: (link) => {
      const name = learnedName(channel) ?? remembered;
      return name === null ? null : linkWith[channel.id](name, link);
    },
  };
}

/** Both messengers' links carry our name as their path. */
function learnedName(channel: Channel): string | null {
  const url = channel.invitationUrl({ token: '', greeting: '' });
  return url === null ? null : new URL(url).pathname.slice(1) || null;
}

/** Asks the platforms after a change of configuration, while one is down, and once an hour. */
export async function prepareWhenDue(ctx: Context, config: Config): Promise<void> {
  const now = ctx.clock.now();
  const hash = hashToken(JSON.stringify(config));
  const before = saved.safeParse(await readSetting(ctx.db, key)).data;
  const again = before ? now.getTime() - before.preparedAt.getTime() >= prepare_again_ms : true;
  if (!again && before?.hash === hash && !(await anyDown(ctx))) return listenToChannels(ctx);
  await prepareChannels(ctx);
  const names = { ...before?.names, ...namesOf(ctx.channels) };
  await writeSetting(ctx.db, key, { preparedAt: now.toISOString(), hash, names });
}

async function anyDown(ctx: Context): Promise<boolean> {
  const accounts = await listAccounts(ctx.db);
  const down = accounts.filter(({ downCode }) => downCode !== null);
  const keys = new Set(down.map(({ channel, account }) => keyOf({ id: channel, account })));
  return ctx.channels.some((channel) => keys.has(keyOf(channel)));
}

function namesOf(channels: readonly Channel[]): Names {
  const entries = channels.map((channel) => [keyOf(channel), learnedName(channel)] as const);
  return Object.fromEntries(entries.flatMap(([id, name]) => (name === null ? [] : [[id, name]])));
}
