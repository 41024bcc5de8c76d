/** Waiting in real time: what the platforms' rates ask for. */

import type { Channel } from '../../bots/channel.ts';
import { pause, type Timers } from './timers.ts';

/** No timer waits for less. */
const timer_ms_min = 1;

/** Spaces the requests to one account evenly, so that it never exceeds the platform's rate. */
export function pacer(timers: Timers) {
  const freeAtMs = new Map<Channel, number>();
  return async (channel: Channel): Promise<void> => {
    const gapMs = 1000 / channel.capabilities.rate.perSecond;
    const now = timers.nowMs();
    const free = Math.max(freeAtMs.get(channel) ?? 0, now) + gapMs;
    freeAtMs.set(channel, free);
    if (free - now >= gapMs + timer_ms_min) await pause(timers, free - now);
  };
}
