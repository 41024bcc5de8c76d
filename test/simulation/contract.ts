/**
 * What a simulation is made of. A story is a list of commands derived from a seed; the world runs it
 * on the real product (domain, dialogue, app, store, adapters) under a virtual clock, against
 * simulated platforms with faults (kernel: read /tmp/brief/NOTE-sim-kernel.md); checks watch from outside and know nothing of the product's code.
 */

import type { Context } from '../../src/app/context.ts';
import type { ChannelId } from '../../src/domain/words.ts';

/** Everything random comes from the seed. A fork depends on its label alone, not on what was drawn before. */
export interface Random {
  /** 0 ≤ n < 1. */
  next(): number;
  /** 0 ≤ n < below. */
  int(below: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  fork(label: string): Random;
}

/** Options of a run; each is derived from the seed unless given, and printed. */
export interface Options {
  readonly seed: number;
  readonly steps: number;
  /** Processes that work on the one database. */
  readonly processes: 1 | 2;
  /** How often each fault of `RequestFault` and `WebhookFault` strikes, 0…1. */
  readonly faults: Readonly<Partial<Record<RequestFault | WebhookFault, number>>>;
}

/** What may happen to a request of ours on its way. */
export type RequestFault =
  | 'throttled'
  /** The same for the better part of an hour. */
  | 'flooded'
  | 'server_error'
  /** Provably nothing arrived. */
  | 'refused'
  /** Accepted, and never answered. */
  | 'silent'
  /** Accepted, and the answer breaks off. */
  | 'cut_off'
  /** Accepted, and answered 0.5–12 s later. */
  | 'slow'
  /** The platform says the account is gone, although it is not. */
  | 'false_gone';

/** What may happen to an update or status on its way to us. */
export type WebhookFault =
  | 'duplicate'
  | 'reordered'
  | 'late'
  | 'very_late'
  | 'batched'
  | 'lost_status';

/** A human being with phones. Who holds an account is known here and nowhere in the product. */
export interface Person {
  readonly name: string;
  readonly phones: readonly Phone[];
}

/** One account on one messenger, as its holder sees it. */
export interface Phone {
  readonly channel: ChannelId;
  /** Telegram: user id. WhatsApp: business-scoped user id. Changes hands by `recycle`. */
  readonly userId: string;
  readonly number: string;
  readonly inbox: readonly Received[];
  text(words: string): void;
  /** Presses a button of any message ever received, the newest or an old one. */
  tap(message: Received, data: string): void;
  start(token: string): void;
  shareNumber(): void;
  /** Somebody else's contact card: the platform does not vouch that it is the sender's. */
  shareContact(number: string): void;
  /** A photo with these words beneath it. */
  photo(caption: string): void;
  /** The messenger's own "stop marketing", where it has one; else nothing. */
  platformStop(): void;
  block(): void;
  unblock(): void;
  readonly blocked: boolean;
}

export interface Received {
  readonly externalId: string;
  readonly text: string;
  readonly buttons: readonly { readonly data: string; readonly label: string }[];
  readonly at: Date;
}

/** A request of ours that asks a platform to send or edit, seen when it starts and again when it ends. */
export interface SeenRequest {
  readonly channel: ChannelId;
  readonly kind: 'send' | 'edit';
  /** Of the addressee, as the request names them. */
  readonly userId: string | null;
  readonly number: string | null;
  /** All words that a phone would show: of a template with its parameters filled in, of a document its contents too. */
  readonly text: string;
  /** In words the platform has agreed to beforehand. */
  readonly template: boolean;
  /** Our message id, where the platform carries it. */
  readonly correlation: string | null;
  readonly startedAt: Date;
  /** Real (monotonic) virtual milliseconds, which no clock jump moves. */
  readonly startedMs: number;
  /** Set when it ended: whether the platform took it, and what we were answered. */
  accepted?: boolean;
  answer?: 'ok' | 'error' | 'none';
  endedMs?: number;
}

/** One process of the product: its own context, engine, webhooks, cron. Dies and stalls on command. */
export interface Process {
  readonly name: string;
  readonly alive: boolean;
  readonly ctx: Context;
}

export interface World {
  readonly options: Options;
  readonly random: Random;
  readonly people: readonly Person[];
  readonly processes: readonly Process[];
  /** Every send and edit so far. */
  readonly requests: readonly SeenRequest[];
  /** Log lines of all processes, as written. */
  readonly log: readonly string[];
  /** What commands and checks remember between steps, by a name of their own. */
  readonly notes: Map<string, unknown>;
  /** When a platform last proved the way in to be open, in `nowMs`: a webhook answered 200, or a probe answered. */
  readonly heard: ReadonlyMap<ChannelId, number>;
  /** When a process last wrote to a table, or tried to, in `nowMs`. */
  readonly writtenMs: ReadonlyMap<string, number>;
  now(): Date;
  /** Virtual milliseconds since the start; unlike `now` it never jumps. */
  nowMs(): number;
  /** Runs everything that happens in the next `ms`. */
  advance(ms: number): Promise<void>;
  /** A verb of the product, called as the API or the console would, on a living process. Its fault does not end the run. */
  call<T>(verb: (ctx: Context) => Promise<T>): Promise<T | null>;
  /** Reads the database past the product, between its transactions. `$1`-style parameters. */
  sql<T>(text: string, params?: readonly unknown[]): Promise<T[]>;
  newPerson(name: string): Person;
  /** The number of this WhatsApp account passes to another person, with a new user id. */
  recycle(phone: Phone, to: Person): Phone;
  kill(process: Process): void;
  /** Dies as soon as its next request has reached a platform, before the answer. */
  killInSend(process: Process): void;
  /** Everybody dies as soon as something that came in was answered for, before it is handled; after `ms` nobody does. */
  dieWhenStored(ms: number): void;
  restart(process: Process): Promise<void>;
  /** Nothing of this process runs for `ms`; then it goes on where it was. */
  stall(process: Process, ms: number): void;
  /** It stands still for `ms` after each of its transactions, until `forMs` have gone by. */
  drag(process: Process, ms: number, forMs: number): void;
  /** The wall clock jumps; what runs on real time does not notice. */
  jump(ms: number): void;
  /** The platform cannot be reached, in neither direction, for `ms`. */
  outage(channel: ChannelId, ms: number): void;
  /** The platform takes what we send, and nothing it has for us reaches us, for `ms`. */
  muffle(channel: ChannelId, ms: number): void;
  /** This fault strikes nearly every request to the channel, or webhook of it, for a while. */
  strike(channel: ChannelId, fault: RequestFault | WebhookFault, ms: number): void;
  /** Ends all faults, for the liveness phase. */
  heal(): void;
  /** When that was, in `nowMs`; infinite until then. */
  readonly healedMs: number;
}

/** One kind of step. The next capability of the product is another of these. */
export interface Command<P = unknown> {
  readonly name: string;
  /** How often it is chosen, relative to the others. */
  readonly weight: number;
  /** Null where it makes no sense now. What it returns is JSON: the story is written down with it. */
  choose(world: World, random: Random): P | null;
  /** Must bear a world in which what it was chosen for is gone: a shrunk story leaves steps out. */
  run(world: World, params: P): Promise<void>;
}

export interface Violation {
  readonly check: string;
  /** One sentence with ids and times. */
  readonly what: string;
}

/** Watches from outside. Each hook returns what is wrong now; null or nothing is well. */
export interface Check {
  readonly name: string;
  /** When a request starts: before the platform has seen it. */
  onRequest?(world: World, request: SeenRequest): Promise<readonly Violation[]>;
  /** When a webhook was answered with 200. `ids` are the platform's ids of all it held. */
  onStored?(
    world: World,
    stored: { channel: ChannelId; ids: readonly string[] },
  ): Promise<readonly Violation[]>;
  /** After each command has come to rest. */
  onStep?(world: World): Promise<readonly Violation[]>;
  /** After the liveness phase: no faults, all processes alive, days gone by. */
  atEnd?(world: World): Promise<readonly Violation[]>;
}
