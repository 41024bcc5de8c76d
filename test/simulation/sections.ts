/**
 * One connection for all processes: each query outside a transaction, and each transaction, has it
 * alone for its time. Who of those waiting comes next is the seed's choice, made when everything is
 * at rest. To a process it looks like a client of postgres.js.
 */

import type { Random } from './contract.ts';
import type { Row, Wire } from './database.ts';
import type { Gate, Time } from './time.ts';

interface Waiting {
  readonly gate: Gate | null;
  readonly grant: () => void;
}

/** Where a process may be stopped on purpose. */
export type SectionPoint = 'in_transaction' | 'after_commit';

export interface SectionHooks {
  /** The clock that PostgreSQL shows, now. */
  databaseNow(): string;
  trace(gate: Gate | null, text: string, params: readonly unknown[]): void;
  /** A transaction that said something is due has committed. */
  notified(): void;
  passing(gate: Gate, point: SectionPoint): void;
}

export interface SectionParts {
  readonly wire: Wire;
  readonly time: Time;
  readonly hooks: SectionHooks;
}

export class Sections {
  readonly #wire: Wire;
  readonly #time: Time;
  readonly #hooks: SectionHooks;
  readonly #waiting: Waiting[] = [];
  #current: { readonly gate: Gate | null } | null = null;
  #shownNow = '';
  /** Since `s1`: something was written, and it was committed. */
  #writes = false;
  #keeps = false;
  /** What was read since the last write. */
  readonly #seen = new Map<string, Promise<unknown>>();

  constructor({ wire, time, hooks }: SectionParts) {
    this.#wire = wire;
    this.#time = time;
    this.#hooks = hooks;
  }

  /** Held by a process that stands still in the middle. */
  get heldByStalled(): boolean {
    const gate = this.#current?.gate;
    return !!gate && gate.stalledUntilMs > this.#time.nowMs;
  }

  get isFree(): boolean {
    return this.#current === null;
  }

  /** Lets the world itself look, and nobody else. */
  grantOwn(): void {
    if (this.#current) return;
    const own = this.#waiting.findIndex(({ gate }) => gate === null);
    if (own >= 0) this.#letIn(own);
  }

  /** Lets one of the waiting in. False where nobody may go now. */
  grant(random: Random): boolean {
    if (this.#current) return false;
    this.#forgetDead();
    const ready = this.#waiting.filter(
      ({ gate }) => !gate || gate.stalledUntilMs <= this.#time.nowMs,
    );
    if (ready.length === 0) return false;
    const own = ready.find(({ gate }) => gate === null);
    this.#letIn(this.#waiting.indexOf(own ?? random.pick(ready)));
    return true;
  }

  #letIn(at: number): void {
    const [next] = this.#waiting.splice(at, 1);
    if (!next) return;
    this.#current = { gate: next.gate };
    // Two transactions never have the same time.
    if (next.gate) this.#time.passTo(this.#time.nowMs + 1);
    this.#time.news();
    next.grant();
  }

  #forgetDead(): void {
    for (let i = this.#waiting.length - 1; i >= 0; i -= 1) {
      if (this.#waiting[i]?.gate?.dead) this.#waiting.splice(i, 1);
    }
  }

  /** The world's own look at the database, between the transactions of the processes. */
  async read<T extends Row>(text: string, params: readonly unknown[]): Promise<T[]> {
    await this.#enter(null);
    try {
      return (await this.#send(null, { text, params: params.map(plain), asArrays: false })) as T[];
    } catch (error) {
      this.#undo(1);
      throw error;
    } finally {
      this.#leave();
    }
  }

  /** The first section of a run begins here. */
  begin(): void {
    this.#wire.command('begin; savepoint s1');
  }

  /** What a dying process had under way is undone, as by a server that lost its client. */
  abandon(gate: Gate): void {
    if (this.#current?.gate !== gate) return;
    this.#undo(1);
    this.#leave();
  }

  clientOf(gate: Gate): object {
    const options = { parsers: {}, serializers: {} };
    return {
      options,
      unsafe: (text: string, params: readonly unknown[] = []) =>
        lazily((asArrays) => this.#alone(gate, { text, params, asArrays })),
      begin: (work: (client: object) => unknown) => this.#transaction(gate, work, options),
    };
  }

  #enter(gate: Gate | null): Promise<void> {
    this.#time.news();
    if (!gate && !this.#current) {
      this.#current = { gate };
      return Promise.resolve();
    }
    return new Promise((grant) => {
      this.#waiting.push({ gate, grant });
    });
  }

  #leave(): void {
    this.#current = null;
    this.#time.news();
  }

  async #alone(gate: Gate, query: Query): Promise<unknown> {
    await this.#enter(gate);
    try {
      const found = await this.#send(gate, query);
      if (gate.dead) return forever();
      this.#commit(gate, query.text.includes('pg_notify'));
      return this.#ofLiving(gate, found);
    } catch (error) {
      if (gate.dead) return forever();
      this.#undo(1);
      this.#leave();
      throw error;
    }
  }

  #commit(gate: Gate, notifies: boolean): void {
    this.#keeps = this.#writes;
    this.#leave();
    if (notifies) this.#hooks.notified();
    this.#hooks.passing(gate, 'after_commit');
  }

  #undo(depth: number): void {
    // Nothing was sent since the last commit, so there is nothing to undo.
    if (depth === 1 && this.#keeps) return;
    const name = `s${depth}`;
    const release = depth > 1 ? `; release savepoint ${name}` : '';
    this.#wire.command(`rollback to savepoint ${name}${release}`);
    if (depth === 1) this.#writes = false;
    this.#seen.clear();
    // The clock's setting went back with the rest.
    this.#shownNow = '';
  }

  async #transaction(
    gate: Gate,
    work: (client: object) => unknown,
    options: object,
  ): Promise<unknown> {
    await this.#enter(gate);
    const scope: Scope = { gate, depth: 1, notifies: false, error: null };
    const outcome = await this.#within(scope, work, options);
    if (gate.dead) return forever();
    if ('error' in outcome) {
      this.#undo(1);
      this.#leave();
      throw outcome.error;
    }
    this.#commit(gate, scope.notifies);
    return this.#ofLiving(gate, outcome.value);
  }

  async #within(
    scope: Scope,
    work: (client: object) => unknown,
    options: object,
  ): Promise<{ value: unknown } | { error: unknown }> {
    try {
      const value = await work(this.#clientWithin(scope, options));
      // As postgres.js: a failed query fails its transaction, caught or not.
      return scope.error === null ? { value } : { error: scope.error };
    } catch (error) {
      return { error };
    }
  }

  #clientWithin(scope: Scope, options: object): object {
    return {
      options,
      unsafe: (text: string, params: readonly unknown[] = []) =>
        lazily(async (asArrays) => {
          if (text.includes('pg_notify')) scope.notifies = true;
          this.#hooks.passing(scope.gate, 'in_transaction');
          await this.#ofLiving(scope.gate, null);
          try {
            const found = await this.#send(scope.gate, { text, params, asArrays });
            return await this.#ofLiving(scope.gate, found);
          } catch (error) {
            scope.error ??= error;
            throw error;
          }
        }),
      savepoint: async (work: (client: object) => unknown) => {
        const depth = scope.depth + 1;
        this.#wire.command(`savepoint s${depth}`);
        const inner: Scope = { gate: scope.gate, depth, notifies: false, error: null };
        const outcome = await this.#within(inner, work, options);
        if (scope.gate.dead) return forever();
        if ('error' in outcome) {
          this.#undo(depth);
          throw outcome.error;
        }
        scope.notifies ||= inner.notifies;
        this.#wire.command(`release savepoint s${depth}`);
        return outcome.value;
      },
    };
  }

  /** To a dead process nothing comes back, to a stalled one later. */
  #ofLiving<T>(gate: Gate, value: T): Promise<T> | T {
    if (gate.dead) return forever();
    if (gate.stalledUntilMs <= this.#time.nowMs) return value;
    return new Promise((resolve) => {
      this.#time.after(gate.stalledUntilMs - this.#time.nowMs, () => resolve(value), gate);
    });
  }

  #send(gate: Gate | null, query: Query): Promise<unknown> {
    const { text, params, asArrays } = query;
    this.#hooks.trace(gate, text, params);
    const isRead = text.startsWith('select');
    const known = isRead ? this.#known(query) : null;
    if (known) return known;
    this.#markKept();
    if (!isRead) {
      this.#writes = true;
      this.#seen.clear();
    }
    if (text.includes('clock_timestamp') || text.includes('channel_account')) this.#showClock();
    const found = asArrays ? this.#wire.values(text, params) : this.#wire.query(text, params);
    if (!isRead || !isSteady(text)) return found;
    // One that fails is undone, and with it all that was seen.
    const kept = found.then(frozen);
    this.#seen.set(keyOf(query), kept);
    return kept;
  }

  /** The same question with nothing written since has the same answer. */
  #known(query: Query): Promise<unknown> | null {
    return this.#seen.get(keyOf(query)) ?? null;
  }

  /** `s1` stands where the last committed write ended: a failed section goes back to it, one that only read need not move it. */
  #markKept(): void {
    if (!this.#keeps) return;
    this.#keeps = false;
    this.#writes = false;
    this.#wire.command('release savepoint s1; savepoint s1');
  }

  #showClock(): void {
    const now = this.#hooks.databaseNow();
    if (now === this.#shownNow) return;
    this.#shownNow = now;
    this.#wire.command(`set simulation.now = '${now}'`);
  }
}

interface Query {
  readonly text: string;
  readonly params: readonly unknown[];
  readonly asArrays: boolean;
}

interface Scope {
  readonly gate: Gate;
  readonly depth: number;
  notifies: boolean;
  error: unknown;
}

const keyOf = ({ text, params, asArrays }: Query): string =>
  `${asArrays ? 'a' : 'o'}${text}${JSON.stringify(params)}`;

/** Its answer depends on the tables alone. */
const isSteady = (text: string): boolean => !/clock_timestamp|pg_/.test(text);

/** Shared from now on, so nobody may change it. */
function frozen<T>(found: T): T {
  for (const row of found as readonly object[]) {
    for (const cell of Object.values(row)) freeze(cell);
    Object.freeze(row);
  }
  return found;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}

/** A list as PostgreSQL writes it; the driver would have to ask for its types first. */
const plain = (param: unknown): unknown =>
  Array.isArray(param) ? `{${param.map((one) => JSON.stringify(String(one))).join(',')}}` : param;

const forever = () => new Promise<never>(() => {});

/** Runs when awaited, as queries of postgres.js do. */
const lazily = (run: (asArrays: boolean) => Promise<unknown>) => ({
  values: () => run(true),
  // biome-ignore lint/suspicious/noThenProperty: what drizzle is given must be awaitable
  then: (resolve: (found: unknown) => unknown, reject: (error: unknown) => unknown) =>
    run(false).then(resolve, reject),
});
