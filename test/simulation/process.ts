/** One process of the product, put together as `src/entry/node.ts` does it, on virtual time and a gated database. */

import type { Hono } from 'hono';
import type pg from 'pg';
import type { Channel } from '../../bots/channel.ts';
import { prepareChannels } from '../../src/app/channels.ts';
import type { Context } from '../../src/app/context.ts';
import { createEngine, type Engine } from '../../src/app/engine.ts';
import { newId } from '../../src/app/ids.ts';
import { createLog } from '../../src/app/log.ts';
import { sweep } from '../../src/app/sweep.ts';
import type { Timers } from '../../src/app/timers.ts';
import type { ChannelId } from '../../src/domain/words.ts';
import { telegramChannel, whatsAppChannel } from '../../src/entry/channels.ts';
import { keepPolling } from '../../src/entry/polling.ts';
import { withTransactions } from '../../src/store/postgres.ts';
import { templateDefinitions } from '../../src/text/proactive.ts';
import { createWebhooks } from '../../src/web/webhooks.ts';
import type { Process } from './contract.ts';
import { abortedAfter } from './globals.ts';
import { ids, publicUrl, secrets } from './identity.ts';
import type { Network } from './network.ts';
import { SimulatedPool } from './pool.ts';
import type { Sections } from './sections.ts';
import { Gate, running, type Time } from './time.ts';

const sweep_ms = 10_000;
/** The product sleeps longer between two looks, and pauses shorter in what it does. */
const pause_ms_max = 9_000;
const prepare_ms = 60_000;
const prepare_at_ms = 30_000;

export interface NodeParts {
  readonly time: Time;
  readonly sections: Sections;
  readonly network: Network;
  readonly polls: boolean;
  clinicNow(): Date;
  /** Of the epoch, in real time. */
  realNowMs(): number;
  log(line: string): void;
}

export class Node implements Process {
  readonly name: string;
  readonly #parts: NodeParts;
  #lives = 0;
  #gate: Gate;
  #ctx: Context | null = null;
  #engine: Engine | null = null;
  #doors: Hono | null = null;

  constructor(name: string, parts: NodeParts) {
    this.name = name;
    this.#parts = parts;
    this.#gate = new Gate(`${name}.0`);
    this.#gate.dead = true;
  }

  get alive(): boolean {
    return !this.#gate.dead;
  }

  get gate(): Gate {
    return this.#gate;
  }

  get ctx(): Context {
    if (!this.#ctx) throw new Error(`${this.name} has never lived`);
    return this.#ctx;
  }

  wake(): void {
    if (this.alive) this.run(() => this.#engine?.wake());
  }

  /** As code of this process. */
  run<T>(work: () => T): T {
    return running.run(this.#gate, work);
  }

  die(): void {
    if (!this.alive) return;
    this.#gate.die();
    this.#parts.sections.abandon(this.#gate);
  }

  /** A new life. Resolves when it serves, as `start` does. */
  async start(): Promise<void> {
    this.#lives += 1;
    const gate = new Gate(`${this.name}.${this.#lives}`);
    this.#gate = gate;
    await this.run(() => this.#serve(this.#build(gate)));
  }

  async #serve(ctx: Context): Promise<void> {
    await sweep(ctx, { alone: false }).catch(() => ctx.log.error('start_failed'));
    this.#doors = createWebhooks(ctx, { challenge: null });
    this.#every(sweep_ms, 0, () =>
      sweep(ctx, { alone: false }).catch(() => ctx.log.error('sweep_failed')),
    );
    this.#every(prepare_ms, prepare_at_ms, () =>
      prepareChannels(ctx).catch(() => ctx.log.error('prepare_failed')),
    );
    await prepareChannels(ctx).catch(() => ctx.log.error('prepare_failed'));
    if (this.#parts.polls) this.#poll(ctx);
  }

  /** A delivery at our door; null if nobody answers it. */
  async deliver(channel: ChannelId, body: Uint8Array, headers: Headers): Promise<number | null> {
    const request = new Request(`${publicUrl}/${channel}`, {
      method: 'POST',
      body: body as Uint8Array<ArrayBuffer>,
      headers,
    });
    const answer = await this.run(() => this.#doors?.fetch(request));
    return answer?.status ?? null;
  }

  #build(gate: Gate): Context {
    const { sections, clinicNow, log } = this.#parts;
    const engine = createEngine(() => ctx);
    const pool = new SimulatedPool({ gate, sections, time: this.#parts.time });
    const ctx: Context = {
      // As much of a pool as is asked for.
      db: withTransactions(pool as unknown as pg.Pool),
      clock: { now: clinicNow },
      timers: this.#timers(gate),
      log: createLog('info', (line) => log(`${gate.name} ${line}`)),
      channels: this.#channels(gate),
      process: newId(),
      templates: templateDefinitions(),
      wake: engine.wake,
    };
    this.#engine = engine;
    this.#ctx = ctx;
    return ctx;
  }

  #timers(gate: Gate): Timers {
    const { time } = this.#parts;
    return {
      nowMs: () => time.nowMs,
      after: (ms, run) => time.after(ms, run, gate, ms < pause_ms_max),
      timeout: (ms) => abortedAfter(time, ms),
    };
  }

  #channels(gate: Gate): readonly Channel[] {
    const { network, polls } = this.#parts;
    const fetch = network.fetchOf(gate);
    const telegram = {
      token: secrets.token,
      apiRoot: rootOf('telegram', gate),
      webhookSecret: secrets.webhookSecret,
      updates: polls ? ('poll' as const) : ('webhook' as const),
      publicUrl,
    };
    const whatsapp = {
      accessToken: secrets.accessToken,
      phoneNumberId: ids.number,
      businessAccountId: ids.business,
      appSecret: secrets.appSecret,
      verifyToken: secrets.verifyToken,
      apiRoot: rootOf('whatsapp', gate),
      graphVersion: 'v25.0',
      webhookUrl: `${publicUrl}/webhooks/whatsapp`,
    };
    return [telegramChannel(telegram, fetch), whatsAppChannel(whatsapp, fetch)];
  }

  #poll(ctx: Context): void {
    const [channel] = ctx.channels;
    if (!channel) return;
    const setup = {
      token: secrets.token,
      apiRoot: rootOf('telegram', this.#gate),
      updates: 'poll' as const,
      webhookSecret: undefined,
      publicUrl: undefined,
    };
    void keepPolling(ctx, { channel, setup, signal: new AbortController().signal });
  }

  /** As cron: at the same moments of each minute, whatever the last one took. */
  #every(ms: number, atMs: number, job: () => Promise<unknown>): void {
    const { time, realNowMs } = this.#parts;
    const gate = this.#gate;
    const loop = () => {
      const wait = ms - ((realNowMs() - atMs) % ms);
      time.after(
        wait,
        () => {
          loop();
          void job();
        },
        gate,
      );
    };
    loop();
  }
}

/** Tells whose request it is, where the product brings no fetch of its own. */
const rootOf = (channel: ChannelId, gate: Gate): string =>
  `https://${channel}.${gate.name.replace('.', '-')}.test`;
