/**
 * Claims and withdrawals race on real PostgreSQL: no request may start more than two seconds after the
 * withdrawal was committed, and none at all that was decided after it. `INTERLEAVINGS=20000` for the long run.
 */

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Channel } from '../../bots/channel.ts';
import type { Context } from '../../src/app/context.ts';
import { transact } from '../../src/app/context.ts';
import { dispatchDue } from '../../src/app/dispatch.ts';
import { newId } from '../../src/app/ids.ts';
import { stopEverything } from '../../src/app/stopping.ts';
import { systemTimers } from '../../src/app/timers.ts';
import { findAddress } from '../../src/store/people.ts';
import { templateDefinitions } from '../../src/text/proactive.ts';
import { freshStore } from '../support/postgres.ts';

const { INTERLEAVINGS, SEED } = process.env;
const total = Number(INTERLEAVINGS ?? 400);
const perDatabase = 2000;
const authority_ms = 2000;
const withdrawers = 4;
/** So many claims out of a thousand are held up between deciding and committing, longer than the authority. */
const stalledPerMille = 5;
const stall_ms = 2300;

const seed = Number(SEED ?? 20261122);

test(`${total} races of claim and withdrawal, seed ${seed}`, { timeout: 1_200_000 }, async () => {
  const batches = Array.from({ length: Math.ceil(total / perDatabase) }, (_, i) =>
    Math.min(perDatabase, total - i * perDatabase),
  );
  const races: Race[] = [];
  for (const [i, size] of batches.entries()) races.push(...(await raceBatch(size, seed + i)));
  expect(races).toHaveLength(total);
  const late = races.filter(({ sentAtMs, withdrawnAtMs }) => sentAtMs > withdrawnAtMs);
  const gaps = late.map(({ sentAtMs, withdrawnAtMs }) => sentAtMs - withdrawnAtMs);
  expect(gaps.filter((gap) => gap > authority_ms)).toEqual([]);
  // The race is real: some withdrawals came in time, some did not.
  const sent = races.filter(({ sentAtMs }) => sentAtMs !== Number.NEGATIVE_INFINITY);
  expect(sent.length).toBeGreaterThan(total / 100);
  expect(sent.length).toBeLessThan(total);
  if (INTERLEAVINGS) {
    const longest = Math.max(0, ...gaps).toFixed(0);
    process.stdout.write(
      `${total} races: ${sent.length} sent, of them ${late.length} after the withdrawal committed, at most ${longest} ms after\n`,
    );
  }
});

interface Race {
  readonly withdrawnAtMs: number;
  /** `-Infinity` if it never was. */
  readonly sentAtMs: number;
}

async function raceBatch(size: number, batchSeed: number): Promise<Race[]> {
  const store = await freshStore();
  const random = randomOf(batchSeed);
  const sentAtMs = new Map<string, number>();
  const withdrawnAtMs = new Map<string, number>();
  const channel = platform((userId) => sentAtMs.set(userId, performance.now()));
  const ctx = contextOf(stalling(store.db, random), channel);
  await fill(ctx, size);
  const left = Array.from({ length: size }, (_, i) => `${i + 1}`);
  const withdrawing = async () => {
    while (left.length > 0) {
      // Near the head of the queue, where the claims are.
      const [userId] = left.splice(Math.floor(random() * Math.min(left.length, 24)), 1);
      if (!userId) break;
      await stop({ ...ctx, db: store.db }, userId);
      withdrawnAtMs.set(userId, performance.now());
      await new Promise((resolve) => setTimeout(resolve, random() * 20));
    }
  };
  const both = [dispatchDue(ctx), ...Array.from({ length: withdrawers }, withdrawing)];
  await Promise.all(both);
  await dispatchDue(ctx);
  await store.close();
  return [...withdrawnAtMs].map(([userId, at]) => ({
    withdrawnAtMs: at,
    sentAtMs: sentAtMs.get(userId) ?? Number.NEGATIVE_INFINITY,
  }));
}

async function stop(ctx: Context, userId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const address = await findAddress(tx.db, uuidOf('a', userId));
    if (!address) throw new Error('no address');
    await stopEverything(tx, address, { actor: 'patient', inboundId: null, heardAt: at });
  });
}

/** Now and then a claim takes longer to commit than its authority lasts. */
function stalling(db: Context['db'], random: () => number): Context['db'] {
  const transaction: typeof db.transaction = (work) =>
    db.transaction(async (tx) => {
      const done = await work(tx);
      if (random() * 1000 < stalledPerMille) {
        await new Promise((resolve) => setTimeout(resolve, stall_ms));
      }
      return done;
    });
  return new Proxy(db, {
    get: (target, name) => {
      if (name === 'transaction') return transaction;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** A messenger that takes everything at once and remembers when it was asked. */
function platform(onSend: (userId: string) => void): Channel {
  return {
    id: 'telegram',
    account: 'races',
    capabilities: {
      window: false,
      edits: false,
      receipts: false,
      contactRequest: true,
      writesFirst: false,
      calendarFiles: false,
      // Claims are then made for half a second ahead, while others withdraw.
      rate: { perSecond: 40, addressGapMs: 0 },
    },
    verify: async () => false,
    parse: () => [],
    send: async ({ to, messageId }) => {
      onSend(to.userId ?? '');
      return { type: 'accepted', externalId: messageId };
    },
    invitationUrl: () => null,
    prepare: async () => null,
  };
}

const at = new Date('2026-11-25T09:00:00Z');

function contextOf(db: Context['db'], channel: Channel): Context {
  return {
    db,
    clock: { now: () => at },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    channels: [channel],
    process: newId(),
    timers: systemTimers,
    templates: templateDefinitions(),
    wake: () => {},
  };
}

const uuidOf = (kind: string, n: string) =>
  `${kind.padStart(8, '0')}-0000-7000-8000-${n.padStart(12, '0')}`;

/** Patients 1…n, each agreed to reminders on their own account, each with a reminder due now. */
async function fill({ db }: Context, n: number): Promise<void> {
  const id = (kind: string) =>
    sql.raw(`('${kind.padStart(8, '0')}-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid`);
  const each = sql.raw(`from generate_series(1, ${n}) i`);
  const t = at.toISOString();
  await db.execute(
    sql`insert into clinic (id, name, zone, languages, created_at, updated_at) values ('c', 'C', 'UTC', '["ru"]', ${t}, ${t})`,
  );
  await db.execute(
    sql`insert into doctor (id, name, created_at, updated_at) values ('d', 'D', ${t}, ${t})`,
  );
  await db.execute(
    sql`insert into patient (id, name, clinic_id, created_at, updated_at) select 'p' || i, 'P', 'c', ${t}, ${t} ${each}`,
  );
  await db.execute(sql`insert into contact (id, created_at) select ${id('c')}, ${t} ${each}`);
  await db.execute(
    sql`insert into address (id, contact_id, channel, account, user_id, created_at) select ${id('a')}, ${id('c')}, 'telegram', 'races', i::text, ${t} ${each}`,
  );
  await db.execute(
    sql`insert into binding (id, contact_id, patient_id, address_id, relation, verified_by, alive_at, created_at) select ${id('b')}, ${id('c')}, 'p' || i, ${id('a')}, 'self', 'phone', ${t}, ${t} ${each}`,
  );
  await db.execute(
    sql`insert into appointment (id, patient_id, doctor_id, clinic_id, starts_at, ends_at, duration_min, status, version, schedule_version, known_at, created_at, updated_at)
      select 'v' || i, 'p' || i, 'd', 'c', ${t}::timestamptz + i * interval '1 hour', ${t}::timestamptz + i * interval '1 hour' + interval '30 minutes', 30, 'booked', 1, 1, ${t}, ${t}, ${t} ${each}`,
  );
  await db.execute(
    sql`insert into consent_event (id, patient_id, purpose, channel, binding_id, act, mechanism, strength, actor, at) select gen_random_uuid(), 'p' || i, 'visit', 'telegram', ${id('b')}, 'given', 'chat', 2, 'patient', ${t} ${each}`,
  );
  await db.execute(
    sql`insert into message (id, direction, kind, proactive, purpose, patient_id, plan_key, appointment_id, schedule_version, author, state, due_at, not_after, tries, created_at)
      select ${id('e')}, 'out', 'visit_soon', true, 'visit', 'p' || i, 'visit:v' || i || ':1:two_hours_before', 'v' || i, 1, 'bot', 'planned', ${t}, ${t}::timestamptz + interval '1 day', 0, ${t} ${each}`,
  );
}

/** A small generator, so that a failing run can be run again. */
function randomOf(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
