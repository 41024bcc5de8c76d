/** What every verb needs. Built once by the entry; nothing here is a module global. */

import type { Channel } from '../../bots/channel.ts';
import type { TemplateDefinition } from '../domain/content.ts';
import type { ChannelId } from '../domain/words.ts';
import { type Database, type Db, faultOf } from '../store/db.ts';
import { createReader, type Reader } from './reader.ts';
import { pause, type Timers } from './timers.ts';

/** The clinic's time. Leases and time-outs use real time instead (`Timers`, and the database's clock). */
export interface Clock {
  now(): Date;
}

export interface Log {
  /** `event` is a fixed word; fields are ids, codes and counts, never texts, names, numbers of people or errors. */
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export interface Context {
  readonly db: Database;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly channels: readonly Channel[];
  /** Names this process in leases. */
  readonly process: string;
  readonly templates: readonly TemplateDefinition[];
  /** Where this installation is reached from outside, without a slash at the end. */
  readonly publicUrl?: string | undefined;
  /** How events are posted to clinic systems; without it by the platform's own `fetch`, to https only. */
  readonly outlet?: Outlet | undefined;
  /** Something may be due or pending: have a look soon. Never blocks. */
  wake(): void;
}

export interface Outlet {
  readonly fetch: typeof fetch;
  /** http to this machine or its network may be posted to: for trying out. */
  readonly allowsHttp: boolean;
}

/** Inside a transaction: the same context with its database replaced. */
export interface TxContext extends Omit<Context, 'db'> {
  readonly db: Db;
  /** Set for a stretch that only reads: nothing is read twice, and much of it together. */
  readonly read?: Reader | undefined;
}

/** Whoever writes in between must take a new one. */
export const remembering = (ctx: TxContext): TxContext => ({
  ...ctx,
  read: createReader(ctx.db, ctx.clock.now()),
});

export const readerOf = (ctx: TxContext): Reader =>
  ctx.read ?? createReader(ctx.db, ctx.clock.now());

/** What was read is not true any more: the transaction starts again, as after a collision found by PostgreSQL. */
export class Collision extends Error {
  readonly code = '40001';
}

const tries_max = 8;
/** Two that collided and start again at once collide again. */
const apart_ms = 25;
/** PostgreSQL rolled one of two transactions back so that the other could go on: deadlock, serialization. */
const collided: readonly string[] = ['40P01', '40001'];

/** One transaction. `work` may run again after a collision, so it does nothing but read and write the database. */
export async function transact<T>(ctx: Context, work: (ctx: TxContext) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      // All of one transaction happens at one moment: what belongs together can be told by its time.
      const now = ctx.clock.now();
      const clock = { now: () => now };
      return await ctx.db.transaction((tx) => work({ ...ctx, clock, db: tx }));
    } catch (error) {
      if (tries === tries_max || !collided.includes(faultOf(error)?.code ?? '')) throw error;
      await pause(ctx.timers, Math.random() * apart_ms * tries);
    }
  }
}

export const channelOf = (ctx: TxContext | Context, id: ChannelId): Channel | null =>
  ctx.channels.find((channel) => channel.id === id) ?? null;
