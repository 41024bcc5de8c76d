/** Whether each channel works, asked of the platform itself; and the templates it must know. */

import type { Channel } from '../../bots/channel.ts';
import { minuteMs } from '../domain/time.ts';
import {
  listAccounts,
  listTemplates,
  noteSilence,
  noteWorking,
  setTemplate,
  type TemplateRow,
} from '../store/accounts.ts';
import { wakeHeld } from '../store/brakes.ts';
import { noteHeard } from './brakes.ts';
import type { Context } from './context.ts';

const refusal_ms = 15 * minuteMs;
/** `prepare` itself meets these, so its silence is the proof that they are gone. */
const seen_by_prepare = ['unauthorized', 'not_found', '0', '190', 'http_401'];

/** At start and from time to time: a channel that was down and answers again goes on by itself. */
export async function prepareChannels(ctx: Context): Promise<void> {
  await Promise.all(ctx.channels.map((channel) => prepare(ctx, channel)));
  await listenToChannels(ctx);
}

/** Once a minute: a quiet night is not deafness, if the platform itself says that nothing waits. */
export async function listenToChannels(ctx: Context): Promise<void> {
  await Promise.all(ctx.channels.map((channel) => listen(ctx, channel)));
  ctx.wake();
}

async function listen(ctx: Context, channel: Channel): Promise<void> {
  if (!channel.listens) return;
  const code = await channel.listens();
  if (code === null) return noteHeard(ctx, channel);
  ctx.log.warn('not_listening', { channel: channel.id, code });
  await noteSilence(ctx.db, { channel: channel.id, account: channel.account }, code);
}

async function prepare(ctx: Context, channel: Channel): Promise<void> {
  const code = (await channel.prepare()) ?? (await recentRefusal(ctx, channel));
  const key = { channel: channel.id, account: channel.account };
  const isNew = await noteWorking(ctx.db, key, code);
  if (isNew && code === null) await wakeHeld(ctx.db, ctx.clock.now());
  if (code) return ctx.log.error('channel_down', { channel: channel.id, code });
  if (channel.syncTemplates) await syncTemplates(ctx, channel);
}

/**
 * The platform answers questions about the account and yet refuses to send (unpaid, restricted): what a
 * send was told holds for a while, or everything that waits would run against it each minute.
 */
async function recentRefusal(ctx: Context, channel: Channel): Promise<string | null> {
  const accounts = await listAccounts(ctx.db);
  const own = accounts.find((one) => one.channel === channel.id && one.account === channel.account);
  if (!own?.downCode || !own.downAt || seen_by_prepare.includes(own.downCode)) return null;
  return ctx.clock.now().getTime() - own.downAt.getTime() < refusal_ms ? own.downCode : null;
}

async function syncTemplates(ctx: Context, channel: Channel): Promise<void> {
  const updatedAt = ctx.clock.now();
  const states = (await channel.syncTemplates?.(ctx.templates)) ?? [];
  const known = await listTemplates(ctx.db);
  const ours = new Set(ctx.templates.map((template) => `${template.name} ${template.language}`));
  for (const { name, language, status, category } of states) {
    const key = { channel: channel.id, account: channel.account, name, language };
    if (!ours.has(`${name} ${language}`) || isKnown(known, { ...key, status, category })) continue;
    await setTemplate(ctx.db, { ...key, status, category, updatedAt });
  }
}

const isKnown = (known: readonly TemplateRow[], state: Omit<TemplateRow, 'updatedAt'>): boolean =>
  known.some((row) =>
    Object.entries(state).every(([key, value]) => Reflect.get(row, key) === value),
  );
