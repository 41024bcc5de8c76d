/** Time, and what goes wrong with machines and lines. */

import type { ChannelId } from '../../../src/domain/words.ts';
import { workOf } from '../checks/eyes.ts';
import type { Command, World } from '../contract.ts';
import { castOf, nth } from './cast.ts';
import { anyChannel, command, day, hour, minute, some } from './shape.ts';

const wait = (name: string, weight: number, [from, to]: readonly [number, number]) =>
  command<{ ms: number }>(name, weight, {
    choose: (_, random) => ({ ms: from + random.int(to - from) }),
    run: async (world, { ms }) => world.advance(ms),
  });

const longest = 3 * day;

/** When the next message falls due, so that stories reach what they are about. */
async function nextDue(world: World): Promise<number | null> {
  const [row] = await world.sql<{ at: Date | string | null }>(
    `select min(due_at) as at from message where state = 'planned' and due_at > $1::timestamptz`,
    [world.now().toISOString()],
  );
  return row?.at ? new Date(row.at).getTime() - world.now().getTime() : null;
}

const untilDue = command<{ extra: number }>('until-due', 24, {
  // Now and then only up to it, so that the next command comes at the very moment.
  choose: (world, random) =>
    workOf(world).planned === 0
      ? null
      : { extra: random.pick([-1500, 0, 1, 400, 2500, 60_000, 60_000]) },
  run: async (world, { extra }) => {
    const ms = await nextDue(world);
    await world.advance(ms === null ? hour : Math.max(0, Math.min(ms + extra, longest)));
  },
});

const kill = command<{ n: number }>('kill', 2, {
  choose: (_, random) => ({ n: some(random) }),
  run: async (world, { n }) => {
    const process = nth(world.processes, n);
    if (process?.alive) world.kill(process);
  },
});

/** Then time goes on to the next due message, so that there is a send to die in. */
const killInSend = command<{ n: number }>('kill-in-send', 2, {
  choose: (_, random) => ({ n: some(random) }),
  run: async (world, { n }) => {
    const alive = world.processes.filter((process) => process.alive);
    const process = nth(alive, n);
    if (!process) return;
    world.killInSend(process);
    const ms = await nextDue(world);
    if (ms !== null) await world.advance(Math.min(ms + 5_000, longest));
  },
});

const restart = command<{ n: number }>('restart', 6, {
  choose: (world, random) =>
    world.processes.every((process) => process.alive) ? null : { n: some(random) },
  run: async (world, { n }) => {
    const dead = world.processes.filter((process) => !process.alive);
    const process = nth(dead, n);
    if (process) await world.restart(process);
  },
});

const stall = command<{ n: number; ms: number }>('stall', 2, {
  choose: (_, random) => ({ n: some(random), ms: 1_000 + random.int(5_000) }),
  run: async (world, { n, ms }) => {
    const process = nth(world.processes, n);
    if (!process?.alive) return;
    world.stall(process, ms);
  },
});

/** Just before something is due, so that it strikes a send. */
const stallAtDue = command<{ n: number; ms: number; before: number }>('stall-at-due', 2, {
  choose: (_, random) => ({
    n: some(random),
    ms: 1_000 + random.int(5_000),
    before: random.int(1_000),
  }),
  run: async (world, { n, ms, before }) => {
    const due = await nextDue(world);
    if (due === null || due > longest) return;
    await world.advance(Math.max(0, due - before));
    const process = nth(world.processes, n);
    if (process?.alive) world.stall(process, ms);
    await world.advance(before + ms);
  },
});

const jump = command<{ ms: number }>('clock-jump', 1, {
  choose: (_, random) => ({
    ms: random.chance(0.6) ? random.int(2 * day) : -random.int(2 * hour),
  }),
  run: async (world, { ms }) => {
    castOf(world).jumps.push({ atMs: world.nowMs(), ms });
    world.jump(ms);
  },
});

const outage = (name: string, weight: number, [from, to]: readonly [number, number]) =>
  command<{ channel: ChannelId; ms: number }>(name, weight, {
    choose: (_, random) => ({ channel: anyChannel(random), ms: from + random.int(to - from) }),
    run: async (world, { channel, ms }) => {
      const fromMs = world.nowMs();
      castOf(world).outages.push({ channel, fromMs, toMs: fromMs + ms });
      world.outage(channel, ms);
    },
  });

export const operationCommands: readonly Command[] = [
  untilDue,
  wait('seconds', 6, [1, 30_000]),
  wait('minutes', 8, [minute, 40 * minute]),
  wait('hours', 4, [hour, 20 * hour]),
  wait('days', 1, [day, longest]),
  kill,
  killInSend,
  restart,
  stall,
  stallAtDue,
  jump,
  outage('outage', 2, [2 * minute, 90 * minute]),
  outage('long-outage', 0.3, [90 * minute, 30 * hour]),
  outage('outage-of-days', 0.1, [7 * day, 8.5 * day]),
];
