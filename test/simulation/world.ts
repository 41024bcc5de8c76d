/**
 * Everything a story happens in: time, one database, processes, platforms and people.
 * Long because the whole contract is kept here.
 */

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
import { type Query, resetSequences, type Wire } from './database.ts';
import { install } from './globals.ts';
import { ids } from './identity.ts';
import { traitsOf } from './known.ts';
import { Moments } from './moments.ts';
import { Network } from './network.ts';
import { PhoneBook } from './platforms/phones.ts';
import type { PlatformTime } from './platforms/platform.ts';
import { Post } from './platforms/post.ts';
import { Telegram } from './platforms/telegram.ts';
import { WhatsApp } from './platforms/whatsapp.ts';
import { type Point, Points } from './points.ts';
import { Node } from './process.ts';
import { Pump } from './pump.ts';
import { createRandom } from './random.ts';
import { type SectionPoint, Sections } from './sections.ts';
import { type Gate, Time } from './time.ts';
import { Trace, type Traces } from './trace.ts';

/** A death that finds no point comes all the same. */
const death_ms_max = 2_000;
/** Of all requests that a fault is told to strike. */
const strike_often = 0.9;
const night_ms = 12 * 3_600_000;

export interface WorldParts {
  readonly wire: Wire;
  readonly options: Options;
  readonly checks: readonly Check[];
  readonly traces: Traces;
  /** When the story begins. */
  readonly startsAt: Date;
  readonly polls: boolean;
  /** What becomes of a night that nobody was there. */
  readonly overnight?: (world: SimulatedWorld) => Promise<void>;
}

type Fault = RequestFault | WebhookFault;

export class SimulatedWorld implements World {
  readonly options: Options;
  readonly trace: Trace;
  readonly violations: Violation[] = [];
  readonly log: string[] = [];
  readonly notes = new Map<string, unknown>();
  readonly heard = new Map<ChannelId, number>();
  readonly writtenMs = new Map<string, number>();
  readonly processes: readonly Node[];
  readonly #parts: WorldParts;
  readonly #time = new Time();
  readonly #sections: Sections;
  readonly #moments: Moments;
  readonly #pump: Pump;
  readonly #network: Network;
  readonly #telegram: Telegram;
  readonly #whatsapp: WhatsApp;
  readonly #book: PhoneBook;
  readonly #post: Post;
  readonly #points = new Points();
  readonly #outages = new Map<ChannelId, number>();
  /** Of the way in alone. */
  readonly #muffled = new Map<ChannelId, number>();
  /** Faults that strike for a while, with when they end. */
  readonly #struck = new Map<string, number>();
  /** Who is to die soon. */
  readonly #doomed = new Map<Gate, () => void>();
  /** Who stands still after each transaction. */
  readonly #dragged = new Map<Gate, { readonly ms: number; readonly untilMs: number }>();
  /** Until then the next delivery that is stored is everybody's death. */
  #dieUntilMs = 0;
  readonly #root: Random;
  readonly #restore: () => void;
  #random: Random;
  #fate: Random;
  #chance: Random;
  #jumpedMs = 0;
  /** How often each fault really struck, clocks jumped, processes died and stood still, and bodies were delivered. */
  readonly met = new Map<string, number>();
  healedMs = Number.POSITIVE_INFINITY;

  constructor(parts: WorldParts) {
    const { wire, options, polls } = parts;
    wire.attend(this.#time);
    this.#parts = parts;
    this.options = options;
    this.trace = new Trace(parts.traces);
    this.#root = createRandom(`seed ${options.seed}`);
    this.#random = this.#root.fork('start');
    this.#fate = this.#root.fork('fate start');
    this.#chance = this.#root.fork('chance start');
    this.#sections = new Sections({ wire, time: this.#time, hooks: this.#sectionHooks() });
    this.#moments = new Moments(this.#sections, () => ({
      clinic: this.now(),
      real: new Date(this.#realNowMs()),
    }));
    this.#post = this.#postOf(polls);
    [this.#telegram, this.#whatsapp] = this.#platforms();
    this.#book = new PhoneBook({ telegram: this.#telegram.acts, whatsapp: this.#whatsapp.acts });
    this.#network = this.#networkOf();
    this.#pump = this.#pumpOf();
    this.processes = Array.from({ length: options.processes }, (_, i) => this.#node(i, polls));
    this.#restore = this.#install();
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

  // --- A run's beginning, steps and end.

  async begin(): Promise<void> {
    await resetSequences(this.#parts.wire);
    this.#sections.begin();
    for (const node of this.processes) await this.#start(node);
  }

  /** Chance within a step depends on the step alone, so that leaving one out does not change the others. */
  enter(step: string): void {
    this.#random = this.#root.fork(`step ${step}`);
    this.#fate = this.#root.fork(`fate ${step}`);
    this.#chance = this.#root.fork(`chance ${step}`);
    this.#note(`— ${step}`);
  }

  async end(): Promise<void> {
    for (const process of this.processes) process.die();
    await this.#time.rest();
    this.#restore();
    this.#parts.wire.command('rollback');
  }

  async check(hook: 'onStep' | 'atEnd'): Promise<void> {
    for (const check of this.#parts.checks) {
      if (check[hook]) await this.#pump.until(this.#judge(check.name, () => check[hook]?.(this)));
    }
  }

  /** All of them see the same moment. */
  async #all(look: (check: Check) => Promise<readonly Violation[]> | undefined): Promise<void> {
    await Promise.all(this.#parts.checks.map((one) => this.#judge(one.name, () => look(one))));
  }

  async #judge(name: string, look: () => Promise<readonly Violation[]> | undefined): Promise<void> {
    try {
      const found = await this.#pump.judging(async () => (await look()) ?? []);
      this.violations.push(...found);
    } catch (error) {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.violations.push({ check: `${name} (broken)`, what });
    }
  }

  #note(what: string): void {
    this.trace.add(this.#time.nowMs, what);
  }

  // --- Time.

  now(): Date {
    return new Date(this.#realNowMs() + this.#jumpedMs);
  }

  nowMs(): number {
    return this.#time.nowMs;
  }

  #realNowMs(): number {
    return this.#parts.startsAt.getTime() + this.#time.nowMs;
  }

  async advance(ms: number): Promise<void> {
    if (ms <= night_ms) return this.#pump.advance(ms);
    await this.#pump.advance(night_ms);
    await this.#parts.overnight?.(this);
    return this.#pump.advance(ms - night_ms);
  }

  drag(process: Process, ms: number, forMs: number): void {
    const { gate } = this.#nodeOf(process);
    this.#dragged.set(gate, { ms, untilMs: this.#time.nowMs + forMs });
  }

  jump(ms: number): void {
    this.#jumpedMs += ms;
    this.#meet('clock_jump');
    this.#moments.forget();
    this.#note(`jump ${ms}`);
  }

  // --- What commands and checks may do.

  async call<T>(verb: (ctx: Process['ctx']) => Promise<T>): Promise<T | null> {
    const living = this.#living();
    if (living.length === 0) return null;
    const node = this.#random.pick(living);
    const called = node
      .run(() => verb(node.ctx))
      .catch((error: unknown) => {
        this.#note(`call failed: ${error}`);
        return null;
      });
    return this.#pump.until(node.gate.unlessDead(called));
  }

  sql<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    return this.#pump.until(this.#sections.read(text, params)) as Promise<T[]>;
  }

  newPerson(name: string): Person {
    return this.#book.newPerson(name);
  }

  recycle(phone: Phone, to: Person): Phone {
    const passed = this.#book.recycle(phone, to);
    if (this.#random.chance(0.5)) this.#whatsapp.tellChange(phone, passed);
    return passed;
  }

  /** At once, or at the next point where death hurts. */
  kill(process: Process): void {
    const node = this.#nodeOf(process);
    const point = this.#random.pick([null, 'in_transaction', 'after_commit', 'request'] as const);
    if (point === null) {
      node.die();
      return;
    }
    const { gate } = node;
    const die = () => {
      this.#doomed.delete(gate);
      if (gate === node.gate) node.die();
    };
    this.#doomed.set(gate, die);
    this.#points.arm(gate, point, { random: this.#random, strike: die });
    this.#time.after(death_ms_max, die, gate);
  }

  killInSend(process: Process): void {
    const node = this.#nodeOf(process);
    this.#points.arm(node.gate, 'request', { random: this.#random, strike: () => node.die() });
  }

  dieWhenStored(ms: number): void {
    this.#dieUntilMs = this.#time.nowMs + ms;
  }

  async restart(process: Process): Promise<void> {
    const node = this.#nodeOf(process);
    node.die();
    this.#meet('death');
    await this.#start(node);
  }

  async #start(node: Node): Promise<void> {
    this.#note(`start ${node.name}`);
    const started = node.start();
    await this.#pump.until(node.gate.unlessDead(started));
    this.#post.reopened();
  }

  stall(process: Process, ms: number): void {
    const { gate } = this.#nodeOf(process);
    const hold = () => this.#hold(gate, ms);
    const random = this.#random;
    if (random.chance(0.5)) hold();
    else this.#points.arm(gate, 'in_transaction', { random, strike: hold });
  }

  outage(channel: ChannelId, ms: number): void {
    const untilMs = Math.max(this.#outages.get(channel) ?? 0, this.#time.nowMs + ms);
    this.#outages.set(channel, untilMs);
    this.#time.after(ms, () => {});
    this.#note(`outage ${channel} ${ms}`);
  }

  muffle(channel: ChannelId, ms: number): void {
    const untilMs = Math.max(this.#muffled.get(channel) ?? 0, this.#time.nowMs + ms);
    this.#muffled.set(channel, untilMs);
    this.#time.after(ms, () => {});
    this.#note(`muffle ${channel} ${ms}`);
  }

  strike(channel: ChannelId, fault: Fault, ms: number): void {
    this.#struck.set(`${channel} ${fault}`, this.#time.nowMs + ms);
    this.#note(`strike ${channel} ${fault} ${ms}`);
  }

  heal(): void {
    this.healedMs = this.#time.nowMs;
    this.#outages.clear();
    this.#muffled.clear();
    this.#points.clear();
    this.#dieUntilMs = 0;
    this.#dragged.clear();
    for (const die of [...this.#doomed.values()]) die();
    for (const { gate } of this.processes) gate.stalledUntilMs = 0;
    this.#post.hurry();
  }

  #nodeOf(process: Process): Node {
    const node = this.processes.find((one) => one === process);
    if (!node) throw new Error('no such process');
    return node;
  }

  #living(): readonly Node[] {
    return this.processes.filter(({ alive }) => alive);
  }

  // --- What the parts ask.

  #strikes(fault: Fault, channel: ChannelId): boolean {
    if (this.healedMs < Number.POSITIVE_INFINITY) return false;
    const isStruck = (this.#struck.get(`${channel} ${fault}`) ?? 0) > this.#time.nowMs;
    const probability = isStruck ? strike_often : (this.options.faults[fault] ?? 0);
    const strikes = probability > 0 && this.#fate.chance(probability);
    if (strikes) this.#meet(fault);
    return strikes;
  }

  #meet(what: string): void {
    this.met.set(what, (this.met.get(what) ?? 0) + 1);
  }

  /** Infinite while nobody is there. */
  #closedUntilMs(channel: ChannelId): number {
    if (this.#living().length === 0) return Number.POSITIVE_INFINITY;
    return Math.max(this.#outages.get(channel) ?? 0, this.#muffled.get(channel) ?? 0);
  }

  #hold(gate: Gate, ms: number): void {
    gate.stalledUntilMs = this.#time.nowMs + ms;
    this.#meet('stall');
    // Somebody must look when it is over.
    this.#time.after(ms, () => {});
  }

  #passing(gate: Gate, point: Point): void {
    const drag = this.#dragged.get(gate);
    if (point === 'after_commit' && drag && drag.untilMs > this.#time.nowMs) {
      this.#hold(gate, drag.ms);
    }
    if (this.#points.passing(gate, point)) this.#note(`${gate.name} struck ${point}`);
  }

  async #starting(request: SeenRequest): Promise<void> {
    // In the middle of a transaction of another process nobody could see what is committed.
    if (this.#sections.heldByStalled) return;
    await this.#all(({ onRequest }) => onRequest?.(this, request));
  }

  async #stored(channel: ChannelId, bodyIds: readonly string[]): Promise<void> {
    this.#meet('delivery');
    await this.#all(({ onStored }) => onStored?.(this, { channel, ids: bodyIds }));
    if (this.#dieUntilMs <= this.#time.nowMs) return;
    this.#dieUntilMs = 0;
    for (const process of this.processes) process.die();
  }

  async #ownDoor({ pathname }: URL, { body, headers }: RequestInit): Promise<number | null> {
    const channel = pathname.endsWith('/whatsapp') ? 'whatsapp' : 'telegram';
    if (this.#closedUntilMs(channel) > this.#time.nowMs) return null;
    const status = await this.#post.enter(channel, body as Uint8Array, new Headers(headers));
    if (status === 200) this.#proved(channel);
    return status;
  }

  #proved(channel: ChannelId): void {
    this.heard.set(channel, this.#time.nowMs);
  }

  /** For what brings no fetch of its own: the address tells whose it is. */
  #fetchOfCaller(url: URL, init?: RequestInit): Promise<Response> {
    const caller = url.hostname.split('.')[1]?.replace('-', '.');
    const gate = this.processes.find((process) => process.gate.name === caller)?.gate;
    // Of an earlier life: nothing of it is ever answered.
    if (!gate) return new Promise(() => {});
    return this.#network.fetchOf(gate)(url, init);
  }

  // --- How the parts are put together.

  #node(i: number, polls: boolean): Node {
    return new Node(`p${i}`, {
      time: this.#time,
      sections: this.#sections,
      network: this.#network,
      polls,
      clinicNow: () => this.now(),
      realNowMs: () => this.#realNowMs(),
      log: (line) => {
        this.log.push(line);
        this.#note(line);
      },
    });
  }

  #sectionHooks() {
    return {
      databaseNow: () => new Date(this.#realNowMs()).toISOString(),
      trace: (gate: Gate, query: Query) => {
        this.#moments.heard(query);
        const { isRead, table } = traitsOf(query.text);
        if (!isRead && table !== null) this.writtenMs.set(table, this.#time.nowMs);
        this.trace.statement(this.#time.nowMs, gate.name, query);
      },
      notified: () => {
        this.#time.after(1 + this.#chance.int(3), () => {
          for (const process of this.processes) process.wake();
        });
      },
      passing: (gate: Gate, point: SectionPoint) => this.#passing(gate, point),
    };
  }

  #platformTime(): PlatformTime {
    return {
      nowMs: () => this.#time.nowMs,
      epochMs: () => this.#realNowMs(),
      shown: () => this.now(),
      after: (ms, run) => void this.#time.after(ms, run),
    };
  }

  #platforms(): [Telegram, WhatsApp] {
    const base = { time: this.#platformTime(), book: () => this.#book };
    const telegram = new Telegram({
      ...base,
      botId: ids.bot,
      publish: (update) => this.#post.publishUpdate(update),
      waiting: () => this.#post.waitingUpdates,
    });
    const whatsapp = new WhatsApp({
      ...base,
      ids,
      random: () => this.#fate,
      publish: (change) => this.#post.publishChange(change),
    });
    return [telegram, whatsapp];
  }

  #postOf(polls: boolean): Post {
    return new Post({
      time: this.#time,
      platformTime: this.#platformTime(),
      polls,
      living: () => this.#living(),
      fate: () => this.#fate,
      strikes: (fault, channel) => this.#strikes(fault, channel),
      closedUntilMs: (channel) => this.#closedUntilMs(channel),
      trace: (line) => this.#note(line),
      proved: (channel) => this.#proved(channel),
      stored: (channel, bodyIds) => this.#stored(channel, bodyIds),
    });
  }

  #networkOf(): Network {
    return new Network({
      time: this.#time,
      platforms: { telegram: this.#telegram, whatsapp: this.#whatsapp },
      strikes: (fault, channel) => this.#strikes(fault, channel),
      int: (below) => this.#fate.int(below),
      isDown: (channel) => (this.#outages.get(channel) ?? 0) > this.#time.nowMs,
      now: () => this.now(),
      trace: (line) => this.#note(line),
      starting: (request) => this.#starting(request),
      reached: (gate) => this.#passing(gate, 'request'),
      ownDoor: ({ url, init }) => this.#ownDoor(url, init),
      poll: (call, gate) => this.#post.poll(call, gate),
      proved: (channel) => this.#proved(channel),
    });
  }

  #pumpOf(): Pump {
    return new Pump({
      time: this.#time,
      sections: this.#sections,
      moments: this.#moments,
      chance: () => this.#chance,
      underWay: () => this.#network.underWay,
      living: () => this.#living().map(({ gate }) => gate),
      trace: (line) => this.#note(line),
    });
  }

  #install(): () => void {
    return install({
      time: this.#time,
      epochMs: this.#parts.startsAt.getTime(),
      random: { next: () => this.#chance.next(), int: (below) => this.#chance.int(below) },
      fetch: (input, init) => this.#fetchOfCaller(new URL(String(input)), init),
    });
  }
}
