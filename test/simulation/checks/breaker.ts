/** A burst of "gone" is a fault of the channel: it changes nobody. */

import { castOf } from '../commands/cast.ts';
import type { Check, World } from '../contract.ts';
import { looked, wrong } from './looked.ts';

const name = 'breaker';
const burst = 5;
const window_ms = 10 * 60_000;

interface Gone {
  readonly id: string;
  readonly channel: string;
  readonly user_id: string | null;
  readonly unreachable_at: Date | string;
  readonly braked: boolean;
}

const goneText = `select d.id::text as id, d.channel, d.user_id, d.unreachable_at,
    exists (select 1 from channel_account c where c.channel = d.channel and c.account = d.account
      and c.braked_until > $1::timestamptz - interval '2 minutes') as braked
  from address d where d.unreachable_code is not null and d.unreachable_at is not null
  order by d.channel, d.unreachable_at`;

/** Accounts that took something in those minutes show that the channel works. */
function reached(world: World, channel: string, fromMs: number, toMs: number): number {
  const taken = world.requests.filter(
    (one) =>
      one.channel === channel &&
      one.accepted === true &&
      one.startedAt.getTime() >= fromMs - window_ms &&
      one.startedAt.getTime() <= toMs,
  );
  return new Set(taken.map(({ userId, number }) => userId ?? number)).size;
}

export const breaker: Check = {
  name,
  onStep: async (world) => {
    const { blocked } = castOf(world);
    const rows = await world.sql<Gone>(goneText, [world.now().toISOString()]);
    // Who really blocked us is gone, and so is a number that changed hands.
    const innocent = rows.filter(({ user_id: user }) => user !== null && !blocked.includes(user));
    looked(world, name, innocent.length);
    for (const [index, first] of innocent.entries()) {
      const last = innocent[index + burst - 1];
      if (!last || last.channel !== first.channel || last.braked) continue;
      const [from, to] = [first, last].map((one) => new Date(one.unreachable_at).getTime());
      if (from === undefined || to === undefined || to - from > window_ms) continue;
      if (reached(world, first.channel, from, to) > burst) continue;
      return [
        wrong(
          name,
          `${burst} accounts of ${first.channel} were marked gone within ${to - from} ms, and stay so`,
        ),
      ];
    }
    return [];
  },
};
