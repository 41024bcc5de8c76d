/**
 * The same product on Cloudflare Workers. There is no process that stays: each call opens the
 * database, works, and lets go, because a connection may not outlive the call that made it.
 */

import { tend } from '../app/care.ts';
import type { Context } from '../app/context.ts';
import { dispatchDue } from '../app/dispatch.ts';
import { newId } from '../app/ids.ts';
import { createLog } from '../app/log.ts';
import { codeOf } from '../app/queries-api.ts';
import { receivePending } from '../app/receive.ts';
import { replan } from '../app/replan.ts';
import { sweep } from '../app/sweep.ts';
import { systemTimers } from '../app/timers.ts';
import { postEvents } from '../app/webhooks-out.ts';
import type { Store } from '../store/db.ts';
import { nextDue } from '../store/messages.ts';
import { openPostgres } from '../store/postgres.ts';
import { templateDefinitions } from '../text/proactive.ts';
import { realWhatsApp } from './channels.ts';
import { type Config, type Parsed, readConfig } from './config.ts';
import { type WebSettings, webOf } from './web.ts';
import { channelsOf, type Names, prepareWhenDue, readNames } from './worker-channels.ts';

/** Variables and secrets by their names, and the binding to the database. */
export interface Env {
  readonly HYPERDRIVE?: { readonly connectionString: string };
  readonly [name: string]: unknown;
}

interface Execution {
  waitUntil(work: Promise<unknown>): void;
}

/** A call may hold six connections at once; the rest is for the platforms. */
const pool_max = 3;
/** After the answer a call lives 30 s more. What is claimed by then needs up to 10 s to be sent. */
const stay_after_answer_ms = 10_000;
/** Until the next minute's call is about to begin. */
const stay_of_minute_ms = 55_000;
/** Between two looks at what somebody else is about to send. */
const look_again_ms = 1_000;

export interface Worker {
  fetch(request: Request, env: Env, execution: Execution): Promise<Response>;
  /** Once a minute, by the cron trigger. */
  scheduled(event: unknown, env: Env): Promise<void>;
}

export function createWorker(assets: WebSettings['assets']): Worker {
  return {
    fetch: async (request, env, execution) => {
      const call = await open(env);
      if (!call) return new Response('internal error', { status: 500 });
      const { ctx, config } = call;
      const publicUrl = config.PUBLIC_URL ?? new URL(request.url).origin;
      const whatsapp = realWhatsApp(config);
      const settings = {
        config,
        publicUrl,
        assets,
        whatsapp,
        sandbox: null,
        clock: null,
        staysAlive: false,
      };
      const response = await webOf(ctx, settings).fetch(request);
      execution.waitUntil(afterAnswer(call));
      return response;
    },
    scheduled: async (_event, env) => {
      const call = await open(env);
      if (call) await minute(call);
    },
  };
}

async function minute({ ctx, config, store }: Call): Promise<void> {
  const until = Date.now() + stay_of_minute_ms;
  await attempt(ctx, 'sweep_failed', () => sweep(ctx, { alone: false }));
  await attempt(ctx, 'prepare_failed', () => prepareWhenDue(ctx, config));
  await attempt(ctx, 'work_failed', () => work(ctx, until));
  await attempt(ctx, 'close_failed', () => store.close());
}

interface Call {
  readonly config: Config;
  readonly store: Store;
  readonly ctx: Context;
  /** Whether something was said to be due or pending. */
  woken(): boolean;
}

/** Null if the environment has faults. */
async function open(env: Env): Promise<Call | null> {
  const parsed = configOf(env);
  const log = createLog(parsed.ok ? parsed.config.LOG_LEVEL : 'error', (line) => console.log(line));
  if (!parsed.ok) {
    log.error('bad_environment', { names: parsed.names.join(' ') });
    return null;
  }
  const { config } = parsed;
  if (!config.DATABASE_URL) {
    log.error('bad_environment', { names: 'HYPERDRIVE' });
    return null;
  }
  const store = openPostgres(config.DATABASE_URL, { poolMax: pool_max });
  // Without a database the request fails where it needs it, and /health/live does not.
  const names = await readNames(store.db).catch((): Names => ({}));
  let woken = false;
  const ctx: Context = {
    db: store.db,
    clock: { now: () => new Date() },
    log,
    channels: channelsOf(config, names),
    process: newId(),
    timers: systemTimers,
    templates: templateDefinitions(),
    publicUrl: config.PUBLIC_URL,
    wake: () => {
      woken = true;
    },
  };
  return { config, store, ctx, woken: () => woken };
}

/** Nobody polls here, and the database is always the binding's. */
function configOf(env: Env): Parsed {
  const texts = Object.entries(env).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string';
  });
  const DATABASE_URL = env.HYPERDRIVE?.connectionString;
  return readConfig({ ...Object.fromEntries(texts), DATABASE_URL, TELEGRAM_UPDATES: 'webhook' });
}

async function afterAnswer({ ctx, store, woken }: Call): Promise<void> {
  const until = Date.now() + stay_after_answer_ms;
  if (woken()) await attempt(ctx, 'work_failed', () => work(ctx, until));
  await attempt(ctx, 'close_failed', () => store.close());
}

/** Both journeys, until nothing is left that falls due before `until`, in ms of the epoch. */
async function work(ctx: Context, until: number): Promise<void> {
  const ending = AbortSignal.timeout(Math.max(until - Date.now(), 1));
  // Beside the rest: a clinic system that is slow to answer keeps no patient waiting.
  let posting = Promise.resolve();
  for (;;) {
    await receivePending(ctx);
    await replan(ctx, { stopping: () => Date.now() > until });
    await tend(ctx);
    // Taken before, so that what falls due while dispatching is found after it.
    const at = ctx.clock.now();
    await dispatchDue(ctx, { untilMs: until });
    posting = posting.then(() => attempt(ctx, 'post_failed', () => postEvents(ctx, ending)));
    const next = await nextDue(ctx.db, at);
    if (!next || next.getTime() > until || Date.now() > until) return posting;
    await pause(Math.max(next.getTime() - Date.now(), look_again_ms));
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** An error's message may hold a patient's data, and Cloudflare logs what is thrown. */
async function attempt(ctx: Context, code: string, job: () => Promise<unknown>): Promise<void> {
  try {
    await job();
  } catch (error) {
    ctx.log.error(code, { fault: codeOf(error) });
  }
}
