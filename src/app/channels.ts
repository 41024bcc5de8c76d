/** Whether each channel works, asked of the platform itself; and the templates it must know. */

import type { Channel } from '../../bots/channel.ts';
import { setAccount, setTemplate } from '../store/accounts.ts';
import type { Context } from './context.ts';

/** At start and from time to time: a channel that was down and answers again goes on by itself. */
export async function prepareChannels(ctx: Context): Promise<void> {
  await Promise.all(ctx.channels.map((channel) => prepare(ctx, channel)));
  ctx.wake();
}

async function prepare(ctx: Context, channel: Channel): Promise<void> {
  const code = await channel.prepare();
  const key = { channel: channel.id, account: channel.account };
  await setAccount(ctx.db, key, { downCode: code, downAt: code ? ctx.clock.now() : null });
  if (code) return ctx.log.error('channel_down', { channel: channel.id, code });
  if (channel.syncTemplates) await syncTemplates(ctx, channel);
}

async function syncTemplates(ctx: Context, channel: Channel): Promise<void> {
  const updatedAt = ctx.clock.now();
  const states = (await channel.syncTemplates?.(ctx.templates)) ?? [];
  const ours = new Set(ctx.templates.map((template) => `${template.name} ${template.language}`));
  for (const { name, language, status, category } of states) {
    if (!ours.has(`${name} ${language}`)) continue;
    const { id, account } = channel;
    await setTemplate(ctx.db, {
      channel: id,
      account,
      name,
      language,
      status,
      category,
      updatedAt,
    });
  }
}
