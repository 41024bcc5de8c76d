/** What staff do at the desk and in the console. */

import { resumeChannel } from '../../../src/app/brakes.ts';
import { finishCallTask } from '../../../src/app/call-tasks.ts';
import { askErasure, eraseNow, refuseErasure } from '../../../src/app/erasure.ts';
import { closeThread, replyToThread, takeThread } from '../../../src/app/hand-over.ts';
import {
  changeAccount,
  endAccount,
  liftQuarantine,
  resolvePause,
  verifyAccount,
} from '../../../src/app/identity.ts';
import { writeToPatient } from '../../../src/app/staff-message.ts';
import { startEpisode, startWellbeing } from '../../../src/app/wellbeing.ts';
import type { ChannelId, Purpose } from '../../../src/domain/words.ts';
import { lastPhoto, type Photo, type Work, workOf } from '../checks/eyes.ts';
import type { Command, Random, World } from '../contract.ts';
import { castOf, nextSerial, nth, type Patient, wordAbout } from './cast.ts';
import { labelOf } from './names.ts';
import { anyChannel, anyPatient, command, some } from './shape.ts';

const actor = 'staff:desk';

/** One of the rows there are at the run, in the order they came. */
async function pickRow<T>(world: World, text: string, n: number): Promise<T | undefined> {
  return nth(await world.sql<T>(text), n);
}

interface One {
  readonly n: number;
}
/** Null where the last look found no work of this kind. */
const anyOf =
  (count: (photo: Photo) => number) =>
  (world: World, random: Random): One | null => {
    const photo = lastPhoto(world);
    return photo && count(photo) > 0 ? { n: some(random) } : null;
  };
const anyWork =
  (count: (work: Work) => number) =>
  (world: World, random: Random): One | null =>
    count(workOf(world)) > 0 ? { n: some(random) } : null;
const anyThread = anyWork(({ threads }) => threads);
const anyCall = anyWork(({ calls }) => calls);
const anyWish = anyWork(({ wishes }) => wishes);
const anyAccount = anyOf(({ bindings }) => bindings.length);
const anyQuarantined = anyOf(
  ({ addresses }) => addresses.filter((one) => one.quarantined_at !== null).length,
);
const anyPaused = anyOf(
  ({ addresses }) => addresses.filter((one) => one.paused_at !== null).length,
);

const patientOf = (world: World, id: string | null): Patient | undefined =>
  castOf(world).patients.find((patient) => patient.id === id);

interface ThreadRow {
  readonly id: string;
  readonly patient_id: string | null;
}
const openThreads = `select id, patient_id from thread where state = 'open' order by opened_at, id`;

const reply = command<One>('staff-reply', 3, {
  choose: anyThread,
  run: async (world, { n }) => {
    const thread = await pickRow<ThreadRow>(world, openThreads, n);
    if (!thread) return;
    const patient = patientOf(world, thread.patient_id);
    const text = `Ответ: ${patient ? wordAbout(world, patient) : 'да'}`;
    await world.call((ctx) =>
      replyToThread(ctx, { threadId: thread.id, text, actor, staffId: null }),
    );
  },
});

const take = command<One>('staff-take', 1, {
  choose: anyThread,
  run: async (world, { n }) => {
    const thread = await pickRow<ThreadRow>(world, openThreads, n);
    const owner = await pickRow<{ id: string }>(world, 'select id from staff', 0);
    if (!thread || !owner) return;
    await world.call((ctx) => takeThread(ctx, { threadId: thread.id, staffId: owner.id, actor }));
  },
});

const close = command<One>('staff-close', 2, {
  choose: anyThread,
  run: async (world, { n }) => {
    const thread = await pickRow<ThreadRow>(world, openThreads, n);
    if (!thread) return;
    await world.call((ctx) => closeThread(ctx, { threadId: thread.id, actor }));
    castOf(world).resumed.push(world.nowMs());
  },
});

const write = command<{ patient: number; purpose: Purpose }>('staff-write', 4, {
  choose: (world, random) => {
    const patient = anyPatient(world, random);
    const purpose = random.pick(['visit', 'visit', 'visit', 'visit', 'wellbeing', 'plan'] as const);
    return patient === null ? null : { patient, purpose };
  },
  run: async (world, { patient, purpose }) => {
    const whose = nth(castOf(world).patients, patient);
    if (!whose) return;
    const text = `Сообщение: ${wordAbout(world, whose)}`;
    await world.call((ctx) => writeToPatient(ctx, { patientId: whose.id, purpose, text, actor }));
  },
});

const call = command<One & { result: string }>('call-done', 2, {
  choose: (world, random) => {
    const one = anyCall(world, random);
    const result = random.pick(['reached', 'arrived', 'no_answer', 'wrong_number']);
    return one && { ...one, result };
  },
  run: async (world, { n, result }) => {
    const open = `select id from call_task where state = 'open' order by created_at, id`;
    const task = await pickRow<{ id: string }>(world, open, n);
    if (task) await world.call((ctx) => finishCallTask(ctx, { id: task.id, result, actor }));
  },
});

const endQuarantine = command<One>('end-quarantine', 4, {
  choose: anyQuarantined,
  run: async (world, { n }) => {
    const held = 'select id from address where quarantined_at is not null order by created_at, id';
    const address = await pickRow<{ id: string }>(world, held, n);
    if (address) {
      await world.call((ctx) => liftQuarantine(ctx, { addressId: address.id, actor }));
      castOf(world).lifted.push(world.nowMs());
    }
  },
});

const endPause = command<One & { go: 'on' | 'stop' }>('end-pause', 2, {
  choose: (world, random) => {
    const one = anyPaused(world, random);
    return one && { ...one, go: random.chance(0.7) ? 'on' : 'stop' };
  },
  run: async (world, { n, go }) => {
    const held = 'select id from address where paused_at is not null order by created_at, id';
    const address = await pickRow<{ id: string }>(world, held, n);
    if (address) {
      await world.call((ctx) => resolvePause(ctx, { addressId: address.id, go, actor }));
      if (go === 'on') castOf(world).resumed.push(world.nowMs());
    }
  },
});

const changes = ['verify', 'verify', 'end', 'label', 'relation'] as const;

const account = command<One & { change: (typeof changes)[number] }>('account', 2, {
  choose: (world, random) => {
    const one = anyAccount(world, random);
    return one && { ...one, change: random.pick(changes) };
  },
  run: async (world, { n, change }) => {
    const live = `select id, patient_id from binding where ended_at is null
      order by (verified_by = 'invitation') desc, created_at, id`;
    const row = await pickRow<ThreadRow>(world, live, change === 'verify' ? 0 : n);
    const patient = row && patientOf(world, row.patient_id);
    if (!row || !patient) return;
    const { id: bindingId } = row;
    if (change === 'verify') {
      await world.call((ctx) => verifyAccount(ctx, { bindingId, actor }));
      castOf(world).lifted.push(world.nowMs());
    } else if (change === 'end') {
      await world.call((ctx) => endAccount(ctx, { bindingId, actor }));
    } else {
      const label = labelOf(nextSerial(world));
      patient.marks.push(label);
      const set = change === 'label' ? { label } : { relation: 'carer' as const };
      await world.call((ctx) => changeAccount(ctx, { bindingId, change: set, actor }));
    }
  },
});

const wish = command<{ patient: number }>('ask-erasure', 1, {
  choose: (world, random) => {
    const patient = anyPatient(world, random);
    return patient === null ? null : { patient };
  },
  run: async (world, { patient }) => {
    const whose = nth(castOf(world).patients, patient);
    if (whose) await world.call((ctx) => askErasure(ctx, { patientId: whose.id, actor }));
  },
});

const openWishes = `select id from erasure where done_at is null and refused_at is null
  order by requested_at, id`;

const erase = command<One & { refuse: boolean }>('erase', 2, {
  choose: (world, random) => {
    const one = anyWish(world, random);
    return one && { ...one, refuse: random.chance(0.25) };
  },
  run: async (world, { n, refuse }) => {
    const row = await pickRow<{ id: string }>(world, openWishes, n);
    if (!row) return;
    const act = { erasureId: row.id, actor };
    await world.call((ctx) =>
      refuse ? refuseErasure(ctx, { ...act, reason: 'закон' }) : eraseNow(ctx, act),
    );
  },
});

/** Whom we have written to: their words and ours are to be forgotten. */
const forget = command<One>('forget', 2, {
  choose: (_, random) => ({ n: some(random) }),
  run: async (world, { n }) => {
    const told = `select distinct m.patient_id from message m join patient p on p.id = m.patient_id
      where m.direction = 'out' and m.content is not null and p.erased_at is null order by 1`;
    const patient = await pickRow<{ patient_id: string }>(world, told, n);
    if (!patient) return;
    await world.call((ctx) => askErasure(ctx, { patientId: patient.patient_id, actor }));
    const row = await pickRow<{ id: string }>(world, openWishes, 0);
    if (row) await world.call((ctx) => eraseNow(ctx, { erasureId: row.id, actor }));
  },
});

const afters = ['PT3H', 'P1D', 'P2D', 'PT0S', 'PT45M'] as const;

const wellbeing = command<{ visit: number; after: string }>('wellbeing', 2, {
  choose: (world, random) =>
    castOf(world).visits.length === 0 ? null : { visit: some(random), after: random.pick(afters) },
  run: async (world, { visit, after }) => {
    const known = nth(castOf(world).visits, visit);
    const patient = known && patientOf(world, known.patient);
    if (!known || !patient) return;
    const note = wordAbout(world, patient);
    await world.call((ctx) => startWellbeing(ctx, { appointmentId: known.id, after, note, actor }));
  },
});

const daysOf = [null, [1], [0, 1], [1, 2, 3]] as const;

const episode = command<{ visit: number; days: number }>('episode', 2, {
  choose: (world, random) =>
    castOf(world).visits.length === 0
      ? null
      : { visit: some(random), days: random.pick([0, 1, 2, 3]) },
  run: async (world, { visit, days: which }) => {
    const known = nth(castOf(world).visits, visit);
    if (!known) return;
    const days = daysOf[which] ?? null;
    const asked = { appointmentId: known.id, days, note: null, actor };
    await world.call((ctx) => startEpisode(ctx, asked));
  },
});

/** A person agrees that the bot writes first again. */
const resume = command<{ channel: ChannelId }>('resume-channel', 5, {
  choose: (world, random) => {
    const accounts = lastPhoto(world)?.accounts ?? [];
    const held = accounts.some((one) => one.frozen_since !== null || one.braked_until !== null);
    return held ? { channel: anyChannel(random) } : null;
  },
  run: async (world, { channel }) => {
    const done = await world.call((ctx) => resumeChannel(ctx, { channel, actor }));
    if (done?.ok) castOf(world).thaws.push({ channel, atMs: world.nowMs() });
  },
});

export const staffCommands: readonly Command[] = [
  reply,
  take,
  close,
  write,
  call,
  endQuarantine,
  endPause,
  account,
  wish,
  erase,
  forget,
  wellbeing,
  episode,
  resume,
];
