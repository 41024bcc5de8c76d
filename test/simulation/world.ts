/** Everything a story happens in: time, one database, processes, platforms and people. */

import { createHmac } from 'node:crypto';
import type { ChannelId } from '../../src/domain/words.ts';
import type {
  Check,
  Options,
  Person,
  Phone,
  Process,
  Random,
  RequestFault,
  SeenRequest,
  Violation,
  WebhookFault,
  World,
} from './contract.ts';
import { resetSequences, type Wire } from './database.ts';
import { install } from './globals.ts';
import { ids, secrets } from './identity.ts';
import { Moments } from './moments.ts';
import { Network } from './network.ts';
import { Courier } from './platforms/courier.ts';
import { PhoneBook } from './platforms/phones.ts';
import type { Call, PlatformTime, Reply } from './platforms/platform.ts';
import { Telegram, type Update } from './platforms/telegram.ts';
import { type Change, WhatsApp } from './platforms/whatsapp.ts';
import { Node } from './process.ts';
import { createRandom } from './random.ts';
import { type SectionPoint, Sections } from './sections.ts';
import { background, type Gate, Time } from './time.ts';
import { Trace, type Traces } from './trace.ts';

const day_ms = 24 * 3_600_000;
/** An answer that is late by more is none to the platform. */
const webhook_timeout_ms = 20_000;
/** What is called is answered within this, or something hangs. */
const call_ms_max = 10 * 60_000;
/** Of real time without any progress of virtual time. */
const hang_ms = 30_000;
/** A leap that would gain less is not worth it. */
const leap_ms_min = 12_000;
/** So long before something falls due, the processes are awake again and have looked around. */
const leap_early_ms = 5_000;
/** Well within what the product promises of its sweeps. */
const rest_ms = 30_000;
/** Less than any platform keeps updates. */
const leap_ms_max = 20 * 3_600_000;

export interface WorldParts {
  readonly wire: Wire;
  readonly options: Options;
  readonly checks: readonly Check[];
  readonly traces: Traces;
  /** When the story begins. */
  readonly startsAt: Date;
  readonly polls: boolean;
}

type PointOfDeath = SectionPoint | 'request';

interface Armed {
  readonly gate: Gate;
  readonly point: PointOfDeath;
  /** So many times the point is passed before. */
  skips: number;
  readonly strike: () => void;
}

/** Stops a run whose work never comes to rest. */
export class Hang extends Error {}

export class SimulatedWorld implements World {
  readonly options: Options;
  readonly time = new Time();
  readonly trace: Trace;
  readonly violations: Violation[] = [];
  readonly log: string[] = [];
  readonly notes = new Map<string, unknown>();
  readonly heard = new Map<ChannelId, number>();
  readonly processes: readonly Node[];
  readonly #parts: WorldParts;
  readonly #sections: Sections;
  readonly #network: Network;
  readonly #book: PhoneBook;
  readonly #telegram: Telegram;
  readonly #whatsapp: WhatsApp;
  readonly #couriers: Readonly<Record<ChannelId, Courier>>;
  readonly #moments: Moments;
  readonly #root: Random;
  #random: Random;
  #fate: Random;
  #chance: Random;
  #jumpedMs = 0;
  #healed = false;
  readonly #outages = new Map<ChannelId, number>();
  #armed: Armed[] = [];
  #turning: Promise<boolean> | null = null;
  /** Checks that are looking right now. */
  #judging = 0;
  #progress = { ms: -1, realMs: 0 };
  #polls: { readonly gate: Gate; readonly answer: (reply: Reply) => void; from: number }[] = [];
  readonly #restore: () => void;

  constructor(parts: WorldParts) {
    const { wire, options, polls } = parts;
    this.#parts = parts;
    wire.attend(this.time);
    this.options = options;
    this.trace = new Trace(parts.traces);
    this.#root = createRandom(`seed ${options.seed}`);
    this.#random = this.#root.fork('start');
    this.#fate = this.#root.fork('fate start');
    this.#chance = this.#root.fork('chance start');
    this.#sections = new Sections({ wire, time: this.time, hooks: this.#sectionHooks() });
    this.#moments = new Moments(this.#sections, () => ({
      clinic: this.now(),
      real: new Date(this.#realNowMs()),
    }));
    const time = this.#platformTime();
    this.#telegram = new Telegram({
      time,
      botId: ids.bot,
      book: () => this.#book,
      publish: (update) => this.#publishUpdate(update),
      waiting: () => this.#couriers.telegram.waiting,
    });
    this.#whatsapp = new WhatsApp({
      time,
      ids,
      book: () => this.#book,
      random: () => this.#fate,
      publish: (change) => this.#publishChange(change),
    });
    this.#book = new PhoneBook({ telegram: this.#telegram.acts, whatsapp: this.#whatsapp.acts });
    this.#couriers = { telegram: this.#courier('telegram'), whatsapp: this.#courier('whatsapp') };
    this.#network = this.#networkOf();
    this.processes = Array.from({ length: options.processes }, (_, i) => this.#node(i, polls));
    this.#restore = install({
      time: this.time,
      epochMs: parts.startsAt.getTime(),
      random: { next: () => this.#chance.next(), int: (below) => this.#chance.int(below) },
      fetch: (input, init) => this.#fetchOfCaller(new URL(String(input)), input, init),
    });
  }

  get random(): Random {
    return this.#random;
  }

  get people(): readonly Person[] {
    return this.#book.people;
  }

  get requests(): readonly SeenRequest[] {
    return this.#network.requests;
  }

  // --- A run's beginning and end.

  async begin(): Promise<void> {
    const { wire } = this.#parts;
    await resetSequences(wire);
    this.#sections.begin();
    for (const process of this.processes) await this.restart(process);
  }

  /** Chance within a step depends on the step alone, so that leaving one out does not change the others. */
  enter(step: string): void {
    this.#random = this.#root.fork(`step ${step}`);
    this.#fate = this.#root.fork(`fate ${step}`);
    this.#chance = this.#root.fork(`chance ${step}`);
    this.trace.add(this.time.nowMs, `— ${step}`);
  }

  async end(): Promise<void> {
    for (const process of this.processes) process.die();
    await this.time.rest();
    this.#restore();
    this.#parts.wire.command('rollback');
  }

  async check(hook: 'onStep' | 'atEnd'): Promise<void> {
    for (const check of this.#parts.checks) {
      if (check[hook]) await this.until(this.#judge(check.name, () => check[hook]?.(this)));
    }
  }

  async #judge(
    name: string,
    look: () => Promise<readonly Violation[]> | undefined,
  ): Promise<void> {
    this.#judging += 1;
    try {
      const found = (await look()) ?? [];
      this.violations.push(...found);
    } catch (error) {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.violations.push({ check: `${name} (broken)`, what });
    } finally {
      this.#judging -= 1;
      this.time.news();
    }
  }

  // --- Time.

  now(): Date {
    return new Date(this.#realNowMs() + this.#jumpedMs);
  }

  nowMs(): number {
    return this.time.nowMs;
  }

  #realNowMs(): number {
    return this.#parts.startsAt.getTime() + Math.floor(this.time.nowMs);
  }

  async advance(ms: number): Promise<void> {
    const untilMs = this.time.nowMs + ms;
    while (this.time.nowMs <= untilMs && (await this.#turn(untilMs)));
    this.time.passTo(untilMs);
  }

  jump(ms: number): void {
    this.#jumpedMs += ms;
    this.#moments.forget();
    this.trace.add(this.time.nowMs, `jump ${ms}`);
  }

  /** Runs the world until this is settled; null if it never is. */
  async until<T>(promise: Promise<T>): Promise<T | null> {
    const limitMs = this.time.nowMs + call_ms_max;
    let outcome: { value: T } | { error: unknown } | null = null;
    promise.then(
      (value) => {
        outcome = { value };
        this.time.news();
      },
      (error: unknown) => {
        outcome = { error };
        this.time.news();
      },
    );
    await Promise.resolve();
    while (outcome === null && this.time.nowMs < limitMs) {
      const more = await this.#turn(limitMs, () => outcome !== null);
      if (!more && outcome === null) this.time.passTo(limitMs);
    }
    const settled = outcome as { value: T } | { error: unknown } | null;
    if (settled === null) return null;
    if ('error' in settled) throw settled.error;
    return settled.value;
  }

  /** One thing happens, unless all that was waited for has. False if nothing does before `limitMs`. */
  #turn(limitMs: number, isEnough = () => false): Promise<boolean> {
    this.#turning ??= this.#next(limitMs, isEnough).finally(() => {
      this.#turning = null;
    });
    return this.#turning;
  }

  async #next(limitMs: number, isEnough: () => boolean): Promise<boolean> {
    await this.time.rest();
    this.#watch();
    if (isEnough()) return true;
    // What is looked at stays as it is until all have looked.
    if (this.#judging > 0 && this.#sections.isFree) {
      this.#sections.grantOwn();
      return true;
    }
    if (this.#sections.grant(this.#chance)) return true;
    if (Math.min(this.time.nextMs(), limitMs) - this.time.nowMs > 0) await this.#leap(limitMs);
    if (this.time.nextMs() > limitMs) return false;
    this.time.fire();
    return true;
  }

  /** Where only the processes' own clocks tick, time goes at once to shortly before the next thing. */
  async #leap(limitMs: number): Promise<void> {
    const { time } = this;
    const boundMs = Math.min(limitMs, time.nextMs('world'), time.nowMs + leap_ms_max);
    if (this.#network.underWay > 0 || boundMs - time.nowMs < leap_ms_min) return;
    const inMs = await this.#moments.next();
    const toMs = Math.min(boundMs, time.nowMs + inMs) - leap_early_ms;
    if (toMs - time.nowMs < leap_ms_min) return;
    this.trace.add(time.nowMs, `leap ${toMs - time.nowMs}`);
    const awake = this.#awake();
    time.leap(toMs, (gate) => (awake === null || gate === awake || gate === background ? 0 : rest_ms));
  }

  /** After a leap one process looks around first, and the others only if something happens. */
  #awake(): Gate | null {
    const living = this.processes.filter(({ alive }) => alive);
    return living.length < 2 ? null : this.#fate.pick(living).gate;
  }

  #watch(): void {
    const { nowMs } = this.time;
    const realMs = performance.now();
    if (nowMs !== this.#progress.ms) this.#progress = { ms: nowMs, realMs };
    if (realMs - this.#progress.realMs > hang_ms) {
      throw new Hang(`no rest for ${hang_ms / 1000} s at ${nowMs} ms`);
    }
  }

  // --- What commands and checks may do.

  async call<T>(verb: (ctx: Process['ctx']) => Promise<T>): Promise<T | null> {
    const living = this.processes.filter(({ alive }) => alive);
    if (living.length === 0) return null;
    const { gate, ctx } = this.#random.pick(living);
    const died = new Promise<null>((resolve) => gate.onDeath(() => resolve(null)));
    const called = verb(ctx).catch((error: unknown) => {
      this.trace.add(this.time.nowMs, `call failed: ${error}`);
      return null;
    });
    return this.until(Promise.race([called, died]));
  }

  async sql<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    const found = await this.until(this.#sections.read(text, params));
    return (found ?? []) as T[];
  }

  newPerson(name: string): Person {
    return this.#book.newPerson(name);
  }

  recycle(phone: Phone, to: Person): Phone {
    return this.#book.recycle(phone, to);
  }

  /** At once, or at the next point where death hurts. */
  kill(process: Process): void {
    const node = this.#nodeOf(process);
    const point = this.#random.pick([null, 'in_transaction', 'after_commit', 'request'] as const);
    if (point === null) return node.die();
    this.#arm(node, point, () => node.die());
    // Whatever comes of it, it is dead soon.
    const { gate } = node;
    this.time.after(2_000, () => (gate === node.gate ? node.die() : undefined), gate);
  }

  killInSend(process: Process): void {
    const node = this.#nodeOf(process);
    this.#arm(node, 'request', () => node.die());
  }

  #arm(node: Node, point: PointOfDeath, strike: () => void): void {
    const skips = point === 'request' ? 0 : this.#random.int(12);
    this.#armed.push({ gate: node.gate, point, skips, strike });
  }

  #passing(gate: Gate, point: PointOfDeath): void {
    if (this.#armed.length === 0) return;
    for (const armed of this.#armed.filter((one) => one.gate === gate && one.point === point)) {
      armed.skips -= 1;
      if (armed.skips >= 0) continue;
      this.#armed = this.#armed.filter((one) => one !== armed);
      this.trace.add(this.time.nowMs, `${gate.name} struck ${point}`);
      armed.strike();
    }
  }

  async restart(process: Process): Promise<void> {
    const node = this.#nodeOf(process);
    node.die();
    this.trace.add(this.time.nowMs, `start ${node.name}`);
    const started = node.start();
    const died = new Promise<void>((resolve) => node.gate.onDeath(resolve));
    await this.until(Promise.race([started, died]));
    for (const courier of Object.values(this.#couriers)) courier.reopened();
  }

  stall(process: Process, ms: number): void {
    const { gate } = this.#nodeOf(process);
    const hold = () => {
      gate.stalledUntilMs = this.time.nowMs + ms;
      // So that somebody looks when it is over.
      this.time.after(ms, () => {});
    };
    if (this.#random.chance(0.5)) return hold();
    this.#arm(this.#nodeOf(process), 'in_transaction', hold);
  }

  outage(channel: ChannelId, ms: number): void {
    const untilMs = Math.max(this.#outages.get(channel) ?? 0, this.time.nowMs + ms);
    this.#outages.set(channel, untilMs);
    this.trace.add(this.time.nowMs, `outage ${channel} ${ms}`);
  }

  heal(): void {
    this.#healed = true;
    this.#outages.clear();
    this.#armed = [];
    for (const node of this.processes) node.gate.stalledUntilMs = 0;
    for (const courier of Object.values(this.#couriers)) courier.hurry();
  }

  #nodeOf(process: Process): Node {
    const node = this.processes.find((one) => one === process);
    if (!node) throw new Error('no such process');
    return node;
  }

  // --- The parts, and what they ask of each other.

  #node(i: number, polls: boolean): Node {
    return new Node(`p${i}`, {
      time: this.time,
      sections: this.#sections,
      network: this.#network,
      polls,
      clinicNow: () => this.now(),
      realNowMs: () => this.#realNowMs(),
      log: (line) => {
        this.log.push(line);
        this.trace.add(this.time.nowMs, line);
      },
    });
  }

  #sectionHooks() {
    return {
      databaseNow: () => new Date(this.#realNowMs()).toISOString(),
      trace: (gate: Gate | null, text: string, params: readonly unknown[]) => {
        if (!gate) return;
        if (!/^select|lease \(|"lease"/.test(text.slice(0, 30))) this.#moments.forget();
        this.trace.statement(this.time.nowMs, gate.name, text, params);
      },
      notified: () => {
        this.time.after(1 + this.#chance.int(3), () => {
          for (const process of this.processes) process.wake();
        });
      },
      passing: (gate: Gate, point: SectionPoint) => this.#passing(gate, point),
    };
  }

  #platformTime(): PlatformTime {
    return {
      nowMs: () => this.time.nowMs,
      epochMs: () => this.#realNowMs(),
      shown: () => this.now(),
      after: (ms, run) => void this.time.after(ms, run),
    };
  }

  #networkOf(): Network {
    return new Network({
      time: this.time,
      platforms: { telegram: this.#telegram, whatsapp: this.#whatsapp },
      strikes: (fault) => this.#strikes(fault),
      int: (below) => this.#fate.int(below),
      isDown: (channel) => this.#isDown(channel),
      now: () => this.now(),
      trace: (line) => this.trace.add(this.time.nowMs, line),
      starting: (request) => this.#starting(request),
      reached: (gate) => this.#passing(gate, 'request'),
      ownDoor: ({ url, init }) => this.#ownDoor(url, init),
      poll: (call, gate) => this.#poll(call, gate),
      proved: (channel) => void this.heard.set(channel, this.time.nowMs),
    });
  }

  /** For what brings no fetch of its own: the address tells whose it is. */
  #fetchOfCaller(url: URL, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const caller = url.hostname.split('.')[1]?.replace('-', '.');
    const gate = this.processes.find((process) => process.gate.name === caller)?.gate;
    // Of an earlier life: nothing of it is ever answered.
    if (!gate) return new Promise(() => {});
    return this.#network.fetchOf(gate)(input, init);
  }

  #strikes(fault: RequestFault | WebhookFault): boolean {
    const probability = this.options.faults[fault] ?? 0;
    return !this.#healed && probability > 0 && this.#fate.chance(probability);
  }

  #isDown(channel: ChannelId): boolean {
    return (this.#outages.get(channel) ?? 0) > this.time.nowMs;
  }

  async #starting(request: SeenRequest): Promise<void> {
    // In the middle of a transaction of another process nobody could see what is committed.
    if (this.#sections.heldByStalled) return;
    await this.#all(({ onRequest }) => onRequest?.(this, request));
  }

  #courier(channel: ChannelId): Courier {
    const isTelegram = channel === 'telegram';
    return new Courier({
      time: this.#platformTime(),
      retries: isTelegram
        ? { firstMs: 1_000, maxMs: 90_000 }
        : { firstMs: 10_000, maxMs: 3_600_000 },
      wrap: (parcels) =>
        isTelegram
          ? parcels[0]?.content
          : {
              object: 'whatsapp_business_account',
              entry: [{ id: ids.business, changes: parcels.map(({ content }) => content) }],
            },
      knock: (body, bodyIds) => this.#knock(channel, body, bodyIds),
      strikes: (fault) => (fault === 'batched' && isTelegram ? false : this.#strikes(fault)),
      int: (below) => this.#fate.int(below),
      closedUntilMs: () => this.#closedUntilMs(channel),
      isPolled: isTelegram && this.#parts.polls,
    });
  }

  #closedUntilMs(channel: ChannelId): number {
    if (this.processes.every(({ alive }) => !alive)) return Number.POSITIVE_INFINITY;
    return this.#outages.get(channel) ?? 0;
  }

  #publishUpdate({ id, lane, body, livesMs }: Update): void {
    const fate = { isStatus: false, livesMs };
    this.#couriers.telegram.add({ ids: [id], lane, content: body, ...fate });
    if (this.#parts.polls) this.time.after(200, () => this.#answerPolls());
  }

  #publishChange({ id, isStatus, field, value }: Change): void {
    const content = { field, value };
    const parcel = { ids: id === '' ? [] : [id], lane: null, isStatus, content };
    this.#couriers.whatsapp.add({ ...parcel, livesMs: 7 * day_ms });
  }

  /** One delivery at the door of a living process. */
  async #knock(
    channel: ChannelId,
    content: unknown,
    bodyIds: readonly string[],
  ): Promise<number | null> {
    const body = new TextEncoder().encode(JSON.stringify(content));
    const status = await this.#enter(channel, body, signed(channel, body));
    this.trace.add(this.time.nowMs, `webhook ${channel} ${bodyIds.join(' ')} ${status}`);
    if (status !== 200) return status;
    this.heard.set(channel, this.time.nowMs);
    await this.#stored(channel, bodyIds);
    return status;
  }

  async #enter(channel: ChannelId, body: Uint8Array, headers: Headers): Promise<number | null> {
    const living = this.processes.filter(({ alive }) => alive);
    if (living.length === 0) return null;
    const node = this.#fate.pick(living);
    const { gate } = node;
    return new Promise((resolve) => {
      this.time.after(webhook_timeout_ms, () => resolve(null), background);
      const send = () => {
        void node.deliver(channel, body, headers).then((status) => {
          if (gate.dead) return resolve(null);
          this.#later(gate, () => resolve(status));
        });
      };
      this.#later(gate, send);
    });
  }

  #later(gate: Gate, run: () => void): void {
    if (gate.stalledUntilMs <= this.time.nowMs) return run();
    this.time.after(gate.stalledUntilMs - this.time.nowMs, run, gate);
  }

  async #stored(channel: ChannelId, bodyIds: readonly string[]): Promise<void> {
    await this.#all(({ onStored }) => onStored?.(this, { channel, ids: bodyIds }));
  }

  async #all(look: (check: Check) => Promise<readonly Violation[]> | undefined): Promise<void> {
    await Promise.all(this.#parts.checks.map((one) => this.#judge(one.name, () => look(one))));
  }

  async #ownDoor({ pathname }: URL, { body, headers }: RequestInit): Promise<number | null> {
    const channel = pathname.endsWith('/whatsapp') ? 'whatsapp' : 'telegram';
    const status = await this.#enter(channel, body as Uint8Array, new Headers(headers));
    if (status === 200) this.heard.set(channel, this.time.nowMs);
    return status;
  }

  // --- Long polling.

  #poll({ body }: Call, gate: Gate): Promise<Reply> {
    const from = Number(body.offset ?? 0);
    const waitMs = Number(body.timeout ?? 0) * 1000;
    for (const other of this.#polls.splice(0)) other.answer(conflict);
    return new Promise((resolve) => {
      const answer = (reply: Reply) => {
        this.#polls = this.#polls.filter((one) => one !== poll);
        resolve(reply);
      };
      const poll = { gate, answer, from };
      this.#polls.push(poll);
      void this.#confirmed(from).then(() => this.#answerPolls());
      this.time.after(waitMs, () => answer(emptyPoll), gate);
      gate.onDeath(() => answer(emptyPoll));
    });
  }

  /** What was given out before is stored, says the offset. */
  async #confirmed(from: number): Promise<void> {
    const courier = this.#couriers.telegram;
    const done = courier.available().filter(({ ids: [id] }) => Number(id) < from);
    courier.taken(done);
    this.heard.set('telegram', this.time.nowMs);
    if (done.length > 0) await this.#stored('telegram', done.flatMap((parcel) => parcel.ids));
  }

  #answerPolls(): void {
    for (const poll of [...this.#polls]) {
      if (this.#isDown('telegram')) continue;
      const updates = this.#couriers.telegram
        .available()
        .filter(({ ids: [id] }) => Number(id) >= poll.from);
      if (updates.length === 0) continue;
      const result = updates.map(({ content }) => content);
      poll.answer({ status: 200, body: { ok: true, result } });
    }
  }
}

const emptyPoll: Reply = { status: 200, body: { ok: true, result: [] } };
const conflict: Reply = {
  status: 409,
  body: { ok: false, error_code: 409, description: 'Conflict: terminated by other getUpdates' },
};

function signed(channel: ChannelId, body: Uint8Array): Headers {
  if (channel === 'telegram') {
    return new Headers({ 'x-telegram-bot-api-secret-token': secrets.webhookSecret });
  }
  const mac = createHmac('sha256', secrets.appSecret).update(body).digest('hex');
  return new Headers({ 'x-hub-signature-256': `sha256=${mac}` });
}
