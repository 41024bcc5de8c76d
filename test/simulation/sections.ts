/**
 * One connection for all processes: each query outside a transaction, and each transaction, has it
 * alone for its time. Who of those waiting comes next is the seed's choice, made when everything is
 * at rest.
 */

import type { Random } from './contract.ts';
import type { Query, Row, Wire } from './database.ts';
import { Known, traitsOf } from './known.ts';
import type { Gate, Time } from './time.ts';

interface Waiting {
  /** Null: the world's own look. */
  readonly gate: Gate | null;
  readonly grant: () => void;
}

/** Where a process may be stopped on purpose. */
export type SectionPoint = 'in_transaction' | 'after_commit';

export interface SectionHooks {
  /** The clock that PostgreSQL shows, now. */
  databaseNow(): string;
  trace(gate: Gate, query: Query): void;
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
  readonly hooks: SectionHooks;
  readonly #known = new Known();
  #waiting: Waiting[] = [];
  #current: { readonly gate: Gate | null } | null = null;
  #shownNow = '';
  /** Since the savepoint: something was written, and it was committed. */
  #writes: boolean = false;
  #keeps: boolean = false;

  constructor({ wire, time, hooks }: SectionParts) {
    this.#wire = wire;
    this.#time = time;
    this.hooks = hooks;
  }

  /** The first section of a run begins here. */
  begin(): void {
    this.#wire.command('begin; savepoint kept');
  }

  get isFree(): boolean {
    return this.#current === null;
  }

  /** Held by a process that stands still in the middle. */
  get heldByStalled(): boolean {
    return this.#current?.gate?.isStalled(this.#time.nowMs) ?? false;
  }

  /** Lets one of the waiting in. False where nobody may go now. */
  grant(random: Random): boolean {
    if (this.#current) return false;
    this.#waiting = this.#waiting.filter(({ gate }) => !gate?.dead);
    const ready = this.#waiting.filter(({ gate }) => !gate?.isStalled(this.#time.nowMs));
    if (ready.length === 0) return false;
    const own = ready.find(({ gate }) => gate === null);
    this.#letIn(own ?? random.pick(ready));
    return true;
  }

  /** Lets the world itself look, and nobody else. */
  grantOwn(): void {
    const own = this.#waiting.find(({ gate }) => gate === null);
    if (own && !this.#current) this.#letIn(own);
  }

  #letIn(next: Waiting): void {
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    this.#current = { gate: next.gate };
    // Two transactions never have the same time.
    if (next.gate) this.#time.passTo(this.#time.nowMs + 1);
    this.#time.news();
    next.grant();
  }

  enter(gate: Gate | null): Promise<void> {
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

  commit(gate: Gate, notifies: boolean): void {
    this.#keeps = this.#writes;
    this.#leave();
    if (notifies) this.hooks.notified();
    this.hooks.passing(gate, 'after_commit');
  }

  rollBack(): void {
    this.#undo();
    this.#leave();
  }

  /** What a dying process had under way is undone, as by a server that lost its client. */
  abandon(gate: Gate): void {
    if (this.#current?.gate === gate) this.rollBack();
  }

  /** The world's own look at the database, between the transactions of the processes. */
  async read<T extends Row>(text: string, params: readonly unknown[]): Promise<T[]> {
    await this.enter(null);
    try {
      return (await this.#ask({ text, params, asArrays: false })) as T[];
    } catch (error) {
      this.#undo();
      throw error;
    } finally {
      this.#leave();
    }
  }

  /** Within the section of this process. */
  send(gate: Gate, query: Query): Promise<unknown[]> {
    this.hooks.trace(gate, query);
    return this.#ask(query);
  }

  #ask(query: Query): Promise<unknown[]> {
    if (!traitsOf(query.text).isRead) return this.#write(query);
    return this.#known.find(query) ?? this.#read(query);
  }

  #read(query: Query): Promise<unknown[]> {
    this.#prepare(query);
    return this.#known.keep(query, this.#wire.query(query));
  }

  async #write(query: Query): Promise<unknown[]> {
    this.#prepare(query);
    const { tells } = traitsOf(query.text);
    if (!tells) this.#wrote(query);
    const rows = await this.#wire.query(query);
    // One connection asks one thing at a time: nobody has read what is out of date meanwhile.
    if (tells && rows.length > 0) this.#wrote(query);
    return rows;
  }

  #wrote(query: Query): void {
    this.#writes = true;
    this.#known.written(query);
    // Undoing a part undoes the clock's setting with it.
    if (query.text.startsWith('rollback')) this.#shownNow = '';
  }

  #prepare({ text }: Query): void {
    this.#moveSavepoint();
    if (traitsOf(text).needsClock) this.#showClock();
  }

  /**
   * The savepoint stands where the last committed write ended: a failed section goes back to it, and
   * one that only read need not move it.
   */
  #moveSavepoint(): void {
    if (!this.#keeps) return;
    this.#keeps = false;
    this.#writes = false;
    this.#wire.command('release savepoint kept; savepoint kept');
  }

  #undo(): void {
    this.#known.forget();
    // Nothing was sent since the last commit, so there is nothing to undo.
    if (this.#keeps) return;
    this.#writes = false;
    this.#shownNow = '';
    this.#wire.command('rollback to savepoint kept');
  }

  #showClock(): void {
    const now = this.hooks.databaseNow();
    if (now === this.#shownNow) return;
    this.#shownNow = now;
    this.#wire.command(`set simulation.now = '${now}'`);
  }
}
