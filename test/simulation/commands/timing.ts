/** What happens at the very moment at which it matters: just before something is due, while it is on its way, as it ends. */

import { putCard } from '../../../src/app/cards.ts';
import type { ServiceCard } from '../../../src/domain/card.ts';
import { type ChannelId, channelIds } from '../../../src/domain/words.ts';
import { doubts } from '../../domain/stop-corpus.ts';
import { wallOf } from '../checks/own-time.ts';
import type { Command, Random, RequestFault, World } from '../contract.ts';
import { castOf, nextSerial, nth, type Visit } from './cast.ts';
import { tellVisit } from './clinic.ts';
import { killAll, longest, nextDue, phonesFor, restartAll } from './due.ts';
import { displayNameOf } from './names.ts';
import { crowdIn } from './prepare.ts';
import { anyChannel, command, day, hour, minute, some } from './shape.ts';
import { anyStop, marked, strangers } from './words.ts';

const second = 1_000;
interface Word {
  readonly words: string;
  readonly phone: number;
  readonly before: number;
  /** Everybody dies before it can be handled, until so long after that moment; 0: nobody dies. */
  readonly deadMs: number;
}

const anyDoubt = (random: Random): string => random.pick(doubts);
const anyDenial = (random: Random): string => random.pick(strangers);

/** Shortly before something is due, on any account of theirs. */
const wordAtDue = command<Word>('word-at-due', 6, {
  choose: (_, random) => ({
    words: random.pick([anyStop, anyStop, anyDoubt, anyDenial])(random),
    phone: some(random),
    before: 2_500 + random.int(4_000),
    deadMs: random.chance(0.5) ? 2_500 + random.int(6_000) : 0,
  }),
  run: async (world, { words, phone, before, deadMs }) => {
    const due = await nextDue(world);
    if (!due) return;
    await world.advance(Math.max(0, due.ms - before));
    const from = nth(phonesFor(world, due.patient), phone);
    if (deadMs > 0) {
      world.dieWhenStored(2 * second);
      // So much comes with it that its turn comes late.
      world.strike('whatsapp', 'batched', second);
      for (let n = 0; n < 4; n += 1) from?.text(marked(world, 'спасибо'));
    }
    from?.text(words);
    await world.advance(before + deadMs);
    await restartAll(world);
    await world.advance(3 * second);
  },
});

const changes = ['cancelled', 'moved', 'confirmed', 'muted'] as const;

async function change(world: World, visit: Visit, to: (typeof changes)[number]): Promise<void> {
  if (to === 'muted') {
    const phone = phonesFor(world, visit.patient).find(({ inbox }) => inbox.length > 0);
    phone?.text('стоп');
    await world.advance(2 * second);
    phone?.text('только этот визит');
    return;
  }
  const moved = new Date(Date.parse(visit.startsAt) + 2 * hour).toISOString();
  const version = visit.version + 1;
  await tellVisit(
    world,
    to === 'moved' ? { ...visit, startsAt: moved, version } : { ...visit, status: to, version },
  );
}

/** While a request about a visit is on its way, to be refused. */
const changeInSend = command<{ to: (typeof changes)[number]; after: number }>('change-in-send', 7, {
  choose: (_, random) => ({ to: random.pick(changes), after: 100 + random.int(900) }),
  run: async (world, { to, after }) => {
    const due = await nextDue(world);
    const visit = due && castOf(world).visits.find(({ id }) => id === due.visit);
    if (!due?.channel || !visit) return;
    await world.advance(Math.max(0, due.ms - second));
    world.strike(due.channel, 'throttled', 8 * second);
    world.strike(due.channel, 'slow', 8 * second);
    await world.advance(second + after);
    await change(world, visit, to);
    await world.advance(45 * second);
  },
});

const faults = ['server_error', 'server_error', 'silent', 'cut_off', 'refused', 'slow'] as const;

/** What is due meets this on its way. */
const faultAtDue = command<{ fault: RequestFault; ms: number }>('fault-at-due', 4, {
  choose: (_, random) => ({ fault: random.pick(faults), ms: 2 * second + random.int(30 * second) }),
  run: async (world, { fault, ms }) => {
    const due = await nextDue(world);
    if (!due?.channel) return;
    await world.advance(Math.max(0, due.ms - second));
    world.strike(due.channel, fault, ms);
    // Else the status would tell what the answer did not.
    if (fault === 'server_error') world.strike(due.channel, 'lost_status', ms + minute);
    await world.advance(ms + second);
  },
});

/** Nobody is there until shortly before the end, and then the platform takes nothing for longer than that. */
const flood = command<{ ms: number }>('flood-near-the-end', 1.5, {
  choose: (_, random) => ({ ms: minute * (2 + random.int(10)) }),
  run: async (world, { ms }) => {
    const due = await nextDue(world);
    if (!due?.channel) return;
    await killAll(world);
    await world.advance(Math.min(longest, Math.max(0, due.endMs - ms)));
    world.strike(due.channel, 'flooded', minute);
    await restartAll(world);
    await world.advance(ms + 7 * minute);
  },
});

/** A request is always under way while what somebody died over is found. */
const lateFind = command<{ n: number }>('late-find', 2, {
  choose: (_, random) => ({ n: some(random) }),
  run: async (world, { n }) => {
    const due = await nextDue(world);
    const process = nth(world.processes, n);
    if (!due || !process?.alive) return;
    await world.advance(Math.max(0, due.ms - second));
    world.killInSend(process);
    await world.advance(3 * second);
    await restartAll(world);
    for (const channel of channelIds) world.strike(channel, 'slow', minute);
    for (let turn = 0; turn < 8; turn += 1) {
      for (const phone of phonesFor(world, due.patient)) phone.text('помощь');
      await world.advance(7 * second);
    }
  },
});

const pad = (n: number): string => String(n).padStart(2, '0');
const clock = (minutes: number): string => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
const everyDay = (from: string, to: string): ServiceCard['hours'] => {
  const spans = [{ from, to }];
  return { 1: spans, 2: spans, 3: spans, 4: spans, 5: spans, 6: spans, 7: spans };
};

/** The wall clock of a patient without a zone of their own, so many milliseconds from now. */
const wallIn = (world: World, ms: number): number =>
  wallOf(new Date(world.now().getTime() + ms), castOf(world).zone).minutes;

async function agreeHours(world: World, patient: string, hours: ServiceCard['hours']) {
  const set = { zone: null, hours };
  await world.call((ctx) => putCard(ctx, { patientId: patient, change: set, actor: 'api' }));
}

/** Nobody is there from just before something is due until just after the hours have ended. */
const hoursEnd = command<{ more: number; lateMs: number }>('hours-end', 3, {
  choose: (_, random) => ({
    more: 1 + random.int(2),
    lateMs: 10 * second + random.int(40 * second),
  }),
  run: async (world, { more, lateMs }) => {
    const due = await nextDue(world);
    const end = due && wallIn(world, due.ms) + more;
    if (!due || !end || end >= 24 * 60) return;
    await agreeHours(world, due.patient, everyDay('00:00', clock(end)));
    await world.advance(Math.max(0, due.ms - 10 * second));
    await killAll(world);
    await world.advance(8 * second + more * minute + lateMs);
    await restartAll(world);
    await world.advance(5 * second);
  },
});

/** Hours that open so shortly before the end of what is due next. When both are, from now. */
async function openLate(world: World, minutes: number) {
  const due = await nextDue(world);
  const open = due && wallIn(world, due.endMs - minutes * minute);
  if (!due || !open || due.endMs > longest || due.endMs < 10 * minute) return null;
  await agreeHours(world, due.patient, everyDay(clock(open), '24:00'));
  return { dueMs: due.endMs - minutes * minute, endMs: due.endMs };
}

/** Something falls due some minutes before its end, and somebody is there again at the very last. */
const lastMoment = command<{ left: number }>('last-moment', 2, {
  choose: (_, random) => ({ left: random.int(3_500) - 1_000 }),
  run: async (world, { left }) => {
    const late = await openLate(world, 3);
    if (!late) return;
    const endMs = world.nowMs() + late.endMs;
    await world.advance(late.dueMs - 2 * minute);
    await killAll(world);
    await world.advance(Math.max(0, endMs - left - world.nowMs()));
    await restartAll(world);
    await world.advance(5 * second);
  },
});

/** The end comes between the decision and the request. */
const endInBetween = command<{ left: number; dragMs: number }>('end-in-between', 3, {
  choose: (_, random) => ({ left: random.int(3_000), dragMs: 200 + random.int(500) }),
  run: async (world, { left, dragMs }) => {
    const late = await openLate(world, 1);
    if (!late) return;
    await world.advance(late.dueMs - 300);
    for (const process of world.processes) {
      if (process.alive) world.drag(process, dragMs, 20 * second);
    }
    const ms = minute - left;
    castOf(world).jumps.push({ atMs: world.nowMs(), ms });
    world.jump(ms);
    await world.advance(15 * second);
  },
});

/** Somebody writes, and nothing of it comes in until after something was due. */
const unheard = command<{ ms: number; phone: number }>('unheard', 3, {
  choose: (_, random) => ({ ms: 17 * minute + random.int(20 * minute), phone: some(random) }),
  run: async (world, { ms, phone }) => {
    const due = await nextDue(world);
    if (!due?.channel) return;
    await world.advance(Math.max(0, due.ms - ms));
    world.muffle(due.channel, ms + minute);
    const phones = phonesFor(world, due.patient).filter(({ channel }) => channel === due.channel);
    nth(phones, phone)?.text(marked(world, 'слышно?'));
    await world.advance(ms + 10 * second);
  },
});

/** Nobody is there for longer than a platform keeps what it has for us. */
const asleep = command<{ ms: number }>('asleep', 1, {
  choose: (_, random) => ({ ms: (random.chance(0.15) ? 7 : 1) * day + random.int(3 * hour) }),
  run: async (world, { ms }) => {
    await killAll(world);
    await world.advance(ms);
    await restartAll(world);
  },
});

/** Many are to be reminded at about the same time, and the platform says that they are all gone. */
const crowd = command<{ channel: ChannelId }>('crowd', 0.5, {
  choose: (_, random) => ({ channel: anyChannel(random) }),
  run: async (world, { channel }) => {
    await crowdIn(world, channel, 130);
    await world.advance(4 * minute);
    world.strike(channel, 'false_gone', 50 * minute);
    await world.advance(50 * minute);
  },
});

/** The number passes to a stranger just before something is due to it. */
const recycleAtDue = command<{ writes: boolean; before: number }>('recycle-at-due', 3, {
  choose: (_, random) => ({ writes: random.chance(0.8), before: 3_000 + random.int(20_000) }),
  run: async (world, { writes, before }) => {
    const due = await nextDue(world);
    const old =
      due && phonesFor(world, due.patient).findLast(({ channel }) => channel === 'whatsapp');
    if (!due || !old) return;
    await world.advance(Math.max(0, due.ms - before));
    const stranger = world.newPerson(displayNameOf(nextSerial(world)));
    const passed = world.recycle(old, stranger);
    castOf(world).recycled.push({ number: passed.number, was: old.userId, is: passed.userId });
    if (writes) passed.text(marked(world, 'кто это'));
    await world.advance(before + 2 * second);
  },
});

export const timingCommands: readonly Command[] = [
  wordAtDue,
  changeInSend,
  faultAtDue,
  flood,
  lateFind,
  hoursEnd,
  lastMoment,
  endInBetween,
  unheard,
  asleep,
  crowd,
  recycleAtDue,
];
