/** A context on an empty database of its own, cloned from the migrated template. */

import type { Channel } from '../../bots/channel.ts';
import type { Clock, Context, LogFields, Outlet } from '../../src/app/context.ts';
import { newId } from '../../src/app/ids.ts';
import { systemTimers } from '../../src/app/timers.ts';
import type { Store } from '../../src/store/db.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { templateDefinitions } from '../../src/text/proactive.ts';
import { emptyDatabase, freshDatabase, freshStore } from './postgres.ts';

export interface SetClock extends Clock {
  set(at: string): void;
}

export interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly code: string;
  readonly fields: LogFields;
}

export interface Fresh {
  readonly ctx: Context;
  readonly store: Store;
  readonly clock: SetClock;
  readonly logged: Logged[];
  /** How often something was said to be due. */
  wakes(): number;
  close(): Promise<void>;
}

export interface FreshOptions {
  /** ISO 8601 UTC. */
  readonly now?: string;
  readonly channels?: readonly Channel[];
  readonly migrated?: boolean;
  /** Of a database that is there; else a new one. */
  readonly url?: string;
  /** Connections; one for what holds only in a session. */
  readonly poolMax?: number;
  /** Tables or triggers are changed: nobody has the database after it. */
  readonly isOwn?: boolean;
  readonly outlet?: Outlet;
}

export async function freshContext(options: FreshOptions = {}): Promise<Fresh> {
  const { now = '2026-03-01T09:00:00Z', channels = [], poolMax = 4 } = options;
  const url = options.url ?? (await urlOf(options));
  const store = url ? openPostgres(url, { poolMax }) : await freshStore(poolMax);
  const clock = setClock(now);
  const logged: Logged[] = [];
  let wakes = 0;
  const ctx: Context = {
    db: store.db,
    clock,
    channels,
    templates: templateDefinitions(),
    process: newId(),
    timers: systemTimers,
    outlet: options.outlet,
    log: logInto(logged),
    wake: () => {
      wakes += 1;
    },
  };
  return { ctx, store, clock, logged, wakes: () => wakes, close: () => store.close() };
}

async function urlOf({ migrated = true, isOwn = false }: FreshOptions): Promise<string | null> {
  if (!migrated) return emptyDatabase();
  return isOwn ? freshDatabase() : null;
}

function setClock(start: string): SetClock {
  let at = new Date(start);
  return {
    now: () => at,
    set: (to) => {
      at = new Date(to);
    },
  };
}

function logInto(logged: Logged[]): Context['log'] {
  const to =
    (level: Logged['level']) =>
    (code: string, fields: LogFields = {}) =>
      void logged.push({ level, code, fields });
  return { info: to('info'), warn: to('warn'), error: to('error') };
}
