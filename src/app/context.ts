/** What every verb needs. Built once by the entry; nothing here is a module global. */

import type { Channel } from '../../bots/channel.ts';
import type { TemplateDefinition } from '../domain/content.ts';
import type { ChannelId } from '../domain/words.ts';
import type { Database, Db } from '../store/db.ts';

/** The clinic's time. Leases and time-outs use real time instead. */
export interface Clock {
  now(): Date;
}

export interface Log {
  /** `code` is a fixed word; fields are ids, codes and counts, never texts, names, numbers of people or errors. */
  info(code: string, fields?: LogFields): void;
  warn(code: string, fields?: LogFields): void;
  error(code: string, fields?: LogFields): void;
}
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export interface Context {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly channels: readonly Channel[];
  /** Names this process in leases. */
  readonly process: string;
  readonly templates: readonly TemplateDefinition[];
  /** Something may be due or pending: have a look soon. Never blocks. */
  wake(): void;
}

/** Inside a transaction: the same context with its database replaced. */
export interface TxContext extends Omit<Context, 'db'> {
  readonly db: Db;
}

export function transact<T>(ctx: Context, work: (ctx: TxContext) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }));
}

export const channelOf = (ctx: TxContext | Context, id: ChannelId): Channel | null =>
  ctx.channels.find((channel) => channel.id === id) ?? null;
