/** The platform's process, as the bench asks it. */

import { startChild } from './child.ts';
import type { Arrival } from './platform.ts';

export interface Platform {
  /** As an `apiRoot`. */
  readonly origin: string;
  reset(delayMs: number): Promise<void>;
  count(): Promise<number>;
  /** The highest person number that was reminded. */
  furthest(): Promise<number>;
  arrivals(): Promise<readonly Arrival[]>;
  stop(): Promise<void>;
}

export async function startPlatform(): Promise<Platform> {
  const child = startChild(import.meta.resolve('./platform.ts'));
  const port = await child.ask<number>('start');
  return {
    origin: `http://127.0.0.1:${port}`,
    reset: (delayMs) => child.ask('reset', delayMs),
    count: () => child.ask('count'),
    furthest: () => child.ask('furthest'),
    arrivals: () => child.ask('arrivals'),
    stop: child.stop,
  };
}
