/** Where a STOP may have been lost for ever, nothing is begun until a person has agreed to it. */

import type { ChannelId } from '../../../src/domain/words.ts';
import { castOf } from '../commands/cast.ts';
import type { Check, World } from '../contract.ts';
import { lifeOf, sightOf } from './eyes.ts';
import { looked, unless } from './looked.ts';

const name = 'frozen';
const day_ms = 24 * 3_600_000;
/** How long each platform keeps what it could not deliver. */
const kept_ms: Readonly<Record<ChannelId, number>> = { telegram: day_ms, whatsapp: 7 * day_ms };

interface Stretch {
  readonly fromMs: number;
  toMs: number;
}

/** Stretches in which nothing could come in, one after another. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { fromMs, toMs } of [...stretches].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = found.at(-1);
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else found.push({ fromMs, toMs });
  }
  return found;
}

/** The last stretch after which something may be lost for ever. */
function lossOf(world: World, channel: ChannelId): Stretch | undefined {
  const now = world.nowMs();
  const outages = castOf(world)
    .outages.filter((one) => one.channel === channel)
    .map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs, world.healedMs) }));
  const ended = [...outages, ...lifeOf(world).dead].filter(({ toMs }) => toMs <= now);
  return joined(ended).findLast(({ fromMs, toMs }) => toMs - fromMs > kept_ms[channel]);
}

export const frozen: Check = {
  name,
  onRequest: async (world, request) => {
    const { message } = await sightOf(world, request);
    if (!message?.proactive) return [];
    const loss = lossOf(world, request.channel);
    if (!loss) return [];
    looked(world, name);
    const agreed = castOf(world).thaws.some(
      (one) => one.channel === request.channel && one.atMs >= loss.toMs,
    );
    return unless(
      agreed,
      name,
      () =>
        `${message.kind} ${message.id} started on ${request.channel} after ${Math.round((loss.toMs - loss.fromMs) / 3_600_000)} h without any way in, and nobody agreed to it`,
    );
  },
};
